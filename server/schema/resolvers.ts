import {closeConversation, openConversation} from '../domain/conversations.js';
import {createContact} from '../domain/contacts.js';
import {listConversations} from '../domain/conversation-list.js';
import {listMessages} from '../domain/message-history.js';
import {messageByClientId, sendMessage} from '../domain/messages.js';
import {markAllRead, markRead} from '../domain/read-state.js';
import {findRecipients} from '../domain/recipients.js';
import {listMergeFields, listTemplates} from '../domain/templates.js';
import {pageSize} from '../domain/pages.js';
import {Refusal} from '../domain/refusal.js';
import {loadConversation, loadSenders} from '../domain/views.js';
import {batchLimits, readPage, toBatch} from '../log/read.js';
import {LogTail} from '../log/tail.js';
import type {Committed} from '../log/append.js';
import type {EventBatch} from '../log/events.js';
import type {Environment} from '../domain/environment.js';
import {scalars} from './scalars.js';
import type {Resolvers, SmsError, SmsService} from './resolvers.gen.js';

export const resolvers: Resolvers = {
  ...scalars,
  Query: {
    smsService: (_root, _args, {env}) => describeService(env),
    smsSyncCursor: (_root, _args, {syncCursor}) => syncCursor,
    smsEventLog: async (_root, {after, first, topics}, {env, viewer}) => {
      const limit = Math.max(1, pageSize(first, batchLimits.events));
      return toBatch(env, await readPage(env.db, viewer.accountId, after, limit), after, topics ?? null);
    },
    smsAccount: (_root, _args, {env, viewer}) =>
      env.db
        .selectFrom('account')
        .select(['id', 'name', 'country'])
        .where('id', '=', viewer.accountId)
        .executeTakeFirstOrThrow(),
    smsViewer: (_root, _args, {viewer}) => ({id: viewer.agentId, displayName: viewer.displayName}),
    smsCounters: (_root, _args, {env, viewer}) =>
      env.db
        .selectFrom('account')
        .select([
          'counters_version as version',
          'unread_messages as unreadMessages',
          'unread_conversations as unreadConversations',
        ])
        .where('id', '=', viewer.accountId)
        .executeTakeFirstOrThrow(),
    smsConversations: (_root, {filter, first, after}, {env, viewer}) =>
      listConversations(env, viewer.accountId, filter ?? {}, first, after ?? null),
    smsConversation: (_root, {id}, {env, viewer}) => loadConversation(env.db, viewer.accountId, id),
    smsRecipients: (_root, {search, first}, {env, viewer}) =>
      findRecipients(env, viewer.accountId, search, pageSize(first, env.settings.maxPageSize)),
    smsSenders: (_root, _args, {env, viewer}) => loadSenders(env.db, viewer.accountId),
    smsTemplates: (_root, {search, first, after}, {env, viewer}) =>
      listTemplates(env, viewer.accountId, search ?? null, first, after ?? null),
    smsMergeFields: (_root, _args, {env, viewer}) => listMergeFields(env, viewer.accountId),
    smsMessageByClientId: (_root, {clientMessageId}, {env, viewer}) =>
      messageByClientId(env, viewer.accountId, clientMessageId),
  },
  Mutation: {
    smsSendMessage: async (_root, {input}, {env, viewer}) => ({
      deduplicated: false,
      ...(await answer(sendMessage(env, viewer, input), ({result, cursor}) => ({
        ...result,
        syncCursor: cursor,
      }))),
    }),
    smsMarkRead: (_root, {input}, {env, viewer}) =>
      answer(markRead(env, viewer, input), ({result, counters, cursor}) => ({
        conversation: result,
        counters,
        syncCursor: cursor,
      })),
    smsMarkAllRead: (_root, {input}, {env, viewer}) =>
      answer(markAllRead(env, viewer, input.upTo), ({counters, cursor}) => ({counters, syncCursor: cursor})),
    smsCloseConversation: (_root, {input}, {env, viewer}) =>
      answer(closeConversation(env, viewer, input), ({result, cursor}) => ({
        conversation: result,
        created: false,
        syncCursor: cursor,
      })),
    smsOpenConversation: (_root, {input}, {env, viewer}) =>
      answer(openConversation(env, viewer, input), ({result, cursor}) => ({...result, syncCursor: cursor})),
    smsCreateContact: (_root, {input}, {env, viewer}) =>
      answer(createContact(env, viewer, input), ({result, cursor}) => ({...result, syncCursor: cursor})),
  },
  Subscription: {
    smsEvents: {
      subscribe: (_root, {after, topics}, {env, viewer}) =>
        new LogTail(env, viewer.accountId, after, topics ?? null),
      resolve: (batch: EventBatch) => batch,
    },
  },
  SmsConversation: {
    messages: ({id}, page, {env, viewer}) => listMessages(env, viewer.accountId, id, page),
  },
  SmsEvent: {
    __resolveType: (event) => event.__typename!,
  },
};

/** A change's payload; a refusal becomes its `error` (system errors go on to errors[]). */
async function answer<T, Payload>(
  change: Promise<Committed<T>>,
  payload: (committed: Committed<T>) => Payload,
): Promise<Payload | {error: SmsError}> {
  try {
    return payload(await change);
  } catch (error) {
    if (error instanceof Refusal) return {error: error.error};
    throw error;
  }
}

function describeService({settings, clock}: Environment): SmsService {
  return {
    protocol: 1,
    capabilities: [
      'SUBSCRIPTIONS',
      'TEMPLATES',
      'MERGE_FIELDS',
      'CREATE_CONTACT',
      'START_CONVERSATION',
      'FILTER_BY_SENDER',
    ],
    limits: {
      maxBodyLength: settings.maxBodyLength,
      maxPageSize: settings.maxPageSize,
      heartbeatSeconds: settings.heartbeatSeconds,
      minReplaySeconds: settings.minReplaySeconds,
    },
    counting: {maxParts: settings.maxParts, referenceBits: settings.referenceBits},
    mergeSyntax: settings.mergeSyntax,
    serverTime: clock.now().toISOString(),
  };
}
