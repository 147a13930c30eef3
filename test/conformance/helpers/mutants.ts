import {GraphQLError} from 'graphql';
import {sql} from 'kysely';
import type {GraphQLObjectType} from 'graphql';
import {pause} from '../../../conformance/check.js';
import {senderOf} from '../../../conformance/adapters/reference-host.js';
import {lockThreadWith} from '../../../server/domain/conversations.js';
import {messageByClientId} from '../../../server/domain/messages.js';
import {loadConversation, loadMessages, loadSenders} from '../../../server/domain/views.js';
import type {ConversationView} from '../../../server/domain/views.js';
import {changeAccount} from '../../../server/log/append.js';
import {decodeCursor} from '../../../server/log/cursor.js';
import type {EventBatch, EventView} from '../../../server/log/events.js';
import {readHead} from '../../../server/log/read.js';
import {LogTail} from '../../../server/log/tail.js';
import type {RequestContext} from '../../../server/schema/context.js';
import type {Host} from '../../../server/start.js';
import {countSms} from '../../../src/sms/index.js';
import {addTrigger, alter, alterBatches, alterInput, replaceStream, schemaOf, wrap} from './mutation.js';
import type {Mutant} from './mutation.js';

const headOf = ({env, viewer}: RequestContext) => readHead(env.db, viewer.accountId);

/** What a host answers that takes a cursor it cannot replay for "from now on". */
async function freshStart(batch: EventBatch, context: RequestContext): Promise<EventBatch> {
  return {...batch, resync: null, cursor: await headOf(context), caughtUp: true};
}

/** Replays, then looks for live events only from where the log is by then. */
async function* withGap(after: string, {env, viewer}: RequestContext): AsyncGenerator<EventBatch> {
  let cursor = after;
  for await (const batch of new LogTail(env, viewer.accountId, after, null)) {
    yield batch;
    cursor = batch.cursor;
    if (batch.caughtUp) break;
  }
  await pause(60);
  for await (const batch of new LogTail(
    env,
    viewer.accountId,
    await readHead(env.db, viewer.accountId),
    null,
  )) {
    yield {...batch, after: cursor};
    cursor = batch.cursor;
  }
}

/** Changes the answers of the endpoint on their way out. */
function alterResponses(host: Host, change: (body: string, response: Response) => Response): void {
  const {graphql} = host.core;
  const original = graphql.fetch.bind(graphql) as (...args: unknown[]) => Promise<Response>;
  const altered = async (...args: unknown[]) => {
    const response = await original(...args);
    return change(await response.text(), response);
  };
  host.core.graphql = new Proxy(graphql, {
    get: (target, name) => (name === 'fetch' ? altered : (Reflect.get(target, name) as unknown)),
  });
}

export const mutants: Mutant[] = [
  {
    name: 'a field of the contract is missing',
    rule: 'SCHEMA',
    caughtBy: 'everything of the contract',
    mutate(host) {
      delete (schemaOf(host).getType('SmsMessage') as GraphQLObjectType).getFields().campaignName;
    },
  },
  {
    name: 'the time of messages is told without milliseconds',
    rule: 'SCHEMA',
    caughtBy: 'Times are in UTC',
    mutate(host) {
      alter(host, 'SmsMessage.createdAt', (at: string) => at.replace(/\.\d+/, ''));
    },
  },
  {
    name: 'changes to conversations have no event',
    rule: 'R1',
    caughtBy: 'Each mutation that changes something',
    mutate(host) {
      alterBatches(host, (batch) => ({
        ...batch,
        events: batch.events.filter(({__typename}) => __typename !== 'SmsConversationChanged'),
      }));
    },
  },
  {
    name: 'sequence before commit: at the tail, an event can be passed before it is visible',
    rule: 'R2',
    caughtBy: 'Readers at the tail',
    mutate(host) {
      // The newest of several is not committed yet, though its number is taken.
      alterBatches(host, (batch) => ({
        ...batch,
        events: batch.caughtUp ? batch.events.slice(0, -1) : batch.events,
      }));
    },
  },
  {
    name: 'gap between replay and live',
    rule: 'R3',
    caughtBy: 'Where replay passes into live events',
    mutate: (host) => replaceStream(host, withGap),
  },
  {
    name: 'events come twice where a stream begins',
    rule: 'R3',
    caughtBy: 'Where replay passes into live events',
    mutate(host) {
      alter(host, 'Subscription.smsEvents', (batch: EventBatch) => ({
        ...batch,
        events: batch.events.flatMap((event, index) => (index === 0 ? [event, event] : [event])),
      }));
    },
  },
  {
    name: 'batch chain broken: after is the batch’s own cursor',
    rule: 'R4',
    caughtBy: 'Batches of smsEvents chain',
    mutate(host) {
      alter(host, 'Subscription.smsEvents', (batch: EventBatch) => ({...batch, after: batch.cursor}));
    },
  },
  {
    name: 'no heartbeat',
    rule: 'R5',
    caughtBy: 'An idle stream',
    slow: true,
    options: {settings: {heartbeatSeconds: 600}},
    mutate: (host) => alter(host, 'SmsLimits.heartbeatSeconds', () => 1),
  },
  {
    name: 'malformed cursor is an error',
    rule: 'R6',
    caughtBy: 'A malformed cursor',
    mutate(host) {
      alterBatches(host, (batch) => {
        if (batch.resync) throw new GraphQLError('There is no such cursor.');
        return batch;
      });
    },
  },
  {
    name: 'silent fresh start on a bad cursor',
    rule: 'R6',
    caughtBy: 'A malformed cursor',
    mutate: (host) =>
      alterBatches(host, (batch, context) => (batch.resync ? freshStart(batch, context) : batch)),
  },
  {
    name: 'cursor from another account accepted',
    rule: 'R6',
    caughtBy: 'A cursor of another account',
    mutate(host) {
      alterBatches(host, (batch, context) =>
        batch.resync && decodeCursor(batch.after) ? freshStart(batch, context) : batch,
      );
    },
  },
  {
    name: 'trimmed log: what is gone is passed over in silence',
    rule: 'R6',
    caughtBy: 'A cursor older than what is kept',
    mutate(host) {
      alterBatches(host, (batch, context) =>
        batch.resync === 'CURSOR_TOO_OLD' ? freshStart(batch, context) : batch,
      );
    },
  },
  {
    name: 'restored backup: a cursor ahead of the head is taken for the head',
    rule: 'R6',
    caughtBy: 'After an old backup',
    mutate(host) {
      alterBatches(host, (batch, context) =>
        batch.resync === 'CURSOR_UNKNOWN' ? freshStart(batch, context) : batch,
      );
    },
  },
  {
    name: 'cursors do not outlive a restart',
    rule: 'R7',
    caughtBy: 'A cursor from before a restart',
    mutate: async (_host, {db, accountId}) => {
      const cursor_tag = crypto.randomUUID().replaceAll('-', '').slice(0, 12);
      await db.updateTable('account').set({cursor_tag}).where('id', '=', accountId).execute();
    },
  },
  {
    name: 'a conversation is removed without an event',
    rule: 'R8',
    caughtBy: 'The log says when a conversation is lost',
    slow: true,
    adapter: ({db, accountId}) => ({
      removeConversation: async (id) =>
        void (await db
          .deleteFrom('conversation')
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .execute()),
    }),
  },
  {
    name: 'an agent whose access ends keeps the socket',
    rule: 'R8',
    caughtBy: 'An agent whose access ends',
    slow: true,
    mutate(host) {
      host.core.sessions.check = async () => undefined;
    },
  },
  {
    name: 'the version of a conversation stays',
    rule: 'R9',
    caughtBy: 'A change raises the version',
    mutate: (host) => alter(host, 'SmsConversation.version', () => 1),
  },
  {
    name: 'two states under one version',
    rule: 'R9',
    caughtBy: 'One version of an entity is one state',
    mutate: (host) => alter(host, 'SmsConversation.version', (version: number) => Math.ceil(version / 2)),
  },
  {
    name: 'removal followed by a late event',
    rule: 'R10',
    caughtBy: 'A removed conversation stays removed',
    adapter: (reference) => ({
      async removeConversation(id) {
        const {env, accountId, host} = reference;
        const before = (await loadConversation(env.db, accountId, id)) as ConversationView;
        await reference.removeConversation(id);
        alterBatches(host, (batch) => ({
          ...batch,
          events: batch.events.flatMap((event): EventView[] =>
            event.__typename === 'SmsConversationRemoved'
              ? [event, {__typename: 'SmsConversationChanged', at: event.at, conversation: before, by: null}]
              : [event],
          ),
        }));
      },
    }),
  },
  {
    name: 'cursor taken after the data',
    rule: 'R11',
    caughtBy: 'Snapshots taken while others write',
    mutate(host) {
      wrap(host, 'Query.smsSyncCursor', () => async (_root, _args, context) => {
        await pause(150);
        return headOf(context);
      });
    },
  },
  {
    name: 'the cursor of a mutation is from before it',
    rule: 'R12',
    caughtBy: 'Marking as read answers',
    mutate(host) {
      wrap(host, 'Mutation.smsMarkRead', (next) => async (root, args, context) => {
        const syncCursor = await headOf(context);
        return {...(await next(root, args, context)), syncCursor};
      });
    },
  },
  {
    name: 'a mutation answers with the state before it',
    rule: 'R12',
    caughtBy: 'Opening, closing and sending answer',
    mutate(host) {
      wrap(host, 'Mutation.smsCloseConversation', (next) => async (root, args, context) => {
        const {env, viewer} = context;
        const conversation = await loadConversation(env.db, viewer.accountId, args.input.conversationId);
        return {...(await next(root, args, context)), conversation};
      });
    },
  },
  {
    name: 'read markers move back',
    rule: 'R13',
    caughtBy: 'Read markers only move forward',
    mutate(host) {
      alterInput(host, 'Mutation.smsMarkRead', async (input, {env, viewer}) => {
        await env.db
          .updateTable('conversation')
          .set({read_position: 0, version: sql<number>`version + 1`})
          .where('account_id', '=', viewer.accountId)
          .where('id', '=', input.conversationId)
          .execute();
        return input;
      });
    },
  },
  {
    name: 'no deduplication',
    rule: 'R14',
    caughtBy: 'Concurrent duplicates',
    mutate(host) {
      alterInput(host, 'Mutation.smsSendMessage', (input) => ({
        ...input,
        clientMessageId: crypto.randomUUID(),
      }));
    },
  },
  {
    name: 'no deduplication, noticed by requests that the network doubles',
    rule: 'R13',
    caughtBy: 'A request that the network doubles',
    mutate(host) {
      alterInput(host, 'Mutation.smsSendMessage', (input) => ({
        ...input,
        clientMessageId: crypto.randomUUID(),
      }));
    },
  },
  {
    name: 'IDEMPOTENCY_MISMATCH missing: other content is answered with the first message',
    rule: 'R14',
    caughtBy: 'Other content under a known id',
    mutate(host) {
      alter(host, 'Mutation.smsSendMessage', async (payload, {input}, {env, viewer}) =>
        payload.error?.code === 'IDEMPOTENCY_MISMATCH'
          ? {
              message: await messageByClientId(env, viewer.accountId, input.clientMessageId),
              deduplicated: true,
            }
          : payload,
      );
    },
  },
  {
    name: 'position by time',
    rule: 'R15',
    caughtBy: 'Positions of concurrent messages',
    mutate: (host) =>
      wrap(
        host,
        'SmsMessage.position',
        () =>
          ({createdAt}: {createdAt: string}) =>
            Math.floor(Date.parse(createdAt) / 60_000),
      ),
  },
  {
    name: 'a thread for each sender ID',
    rule: 'R16',
    caughtBy: 'Messages through different sender IDs',
    mutate(host, {accountId}) {
      alterInput(host, 'Mutation.smsSendMessage', async (input, {env, viewer}) => {
        if (input.senderId !== senderOf(accountId, 2)) return input;
        const {result} = await changeAccount(env, viewer.accountId, (work) =>
          lockThreadWith(work, '+61491570159'),
        );
        return {...input, conversationId: result.conversation.id};
      });
    },
  },
  {
    name: 'a closed conversation stays closed when a message comes',
    rule: 'R17',
    caughtBy: 'A message to a closed conversation',
    mutate: (_host, reference) =>
      addTrigger(
        reference,
        'UPDATE',
        'conversation',
        `IF OLD.state = 'CLOSED' AND NEW.last_position > OLD.last_position THEN NEW.state := 'CLOSED'; END IF;`,
      ),
  },
  {
    name: 'CONVERSATION_CHANGED missing',
    rule: 'R18',
    caughtBy: 'Closing over something newer',
    mutate: (host) =>
      alterInput(host, 'Mutation.smsCloseConversation', (input) => ({...input, seenPosition: 2_000_000_000})),
  },
  {
    name: 'lastSender is the account’s default',
    rule: 'R19',
    caughtBy: 'lastSender follows the newest message',
    mutate(host, {accountId}) {
      wrap(
        host,
        'SmsConversation.lastSender',
        () =>
          async (_root, _args, {env}) =>
            (await loadSenders(env.db, accountId))[0],
      );
    },
  },
  {
    name: 'receipts regress: the last one to come counts',
    rule: 'R20',
    caughtBy: 'A late receipt',
    adapter: (reference) => ({
      async receipt(receipt) {
        await reference.receipt(receipt);
        await changeAccount(reference.env, reference.accountId, async (work) => {
          await work.trx
            .updateTable('message')
            .set({delivery_status: receipt.status, version: sql<number>`version + 1`})
            .where('id', '=', receipt.messageId)
            .execute();
          work.log({kind: 'MESSAGE_CHANGED', entityId: receipt.messageId});
        });
      },
    }),
  },
  {
    name: 'counters by increment',
    rule: 'R21',
    caughtBy: 'Counters are the sum',
    mutate: (host) =>
      alter(host, 'SmsCountersChanged.counters', (counters: object) => ({
        ...counters,
        unreadMessages: 1,
        unreadConversations: 1,
      })),
  },
  {
    name: 'each agent has counters of their own',
    rule: 'R21',
    caughtBy: 'Read state is shared',
    mutate(host) {
      alter(host, 'SmsConversation.unreadCount', (count: number, _args, {viewer}) =>
        viewer.displayName === 'sam' ? 0 : count,
      );
    },
  },
  {
    name: 'number not normalised',
    rule: 'R22',
    caughtBy: 'one recipient with one thread',
    mutate(host) {
      wrap(host, 'Mutation.smsOpenConversation', (next) => async (root, args, context) => {
        const {env, viewer} = context;
        const {address} = args.input;
        if (!address) return next(root, args, context);
        const {result} = await changeAccount(env, viewer.accountId, (work) => lockThreadWith(work, address));
        return next(root, {input: {conversationId: result.conversation.id}}, context);
      });
    },
  },
  {
    name: 'parts counted before merge fields',
    rule: 'R23',
    caughtBy: 'counted on the text after merge fields',
    mutate(host) {
      alter(host, 'Mutation.smsSendMessage', (payload, {input}) =>
        payload.message ? {...payload, message: {...payload.message, ...countSms(input.body)}} : payload,
      );
    },
  },
  {
    name: 'opt-out ignored',
    rule: 'R24',
    caughtBy: 'After STOP nothing can be sent',
    mutate: (_host, reference) => addTrigger(reference, 'INSERT', 'opt_out', 'RETURN NULL;'),
  },
  {
    name: 'errors without code',
    rule: 'R25',
    caughtBy: 'Requests that no client may make',
    mutate: (host) =>
      alterResponses(
        host,
        (body, {status}) =>
          new Response(body.replace(/"code":"[A-Z_]+",?/g, ''), {
            status,
            headers: {'content-type': 'application/json'},
          }),
      ),
  },
  {
    name: 'JSON that calls itself HTML',
    rule: 'R25',
    caughtBy: '4655',
    mutate: (host) =>
      alterResponses(
        host,
        (body, {status}) =>
          new Response(body, {status, headers: {'content-type': 'text/html; charset=utf-8'}}),
      ),
  },
  {
    name: 'a restart closes with 1000',
    rule: 'R26',
    caughtBy: 'A restart closes sockets',
    mutate(host) {
      const {sessions} = host.core;
      const add = sessions.add.bind(sessions);
      sessions.add = (socket, ...rest) => {
        const close = socket.close.bind(socket);
        socket.close = (code, reason) => close(code === 1012 ? 1000 : code, reason);
        add(socket, ...rest);
      };
    },
  },
  {
    name: 'Origin unchecked',
    rule: 'R26',
    caughtBy: 'The Origin of an upgrade',
    options: {allowedOrigins: Object.assign([], {includes: () => true})},
  },
  {
    name: 'an expired token keeps its socket',
    rule: 'R27',
    caughtBy: 'A token that expires closes',
    slow: true,
    mutate(host) {
      host.core.sessions.check = async () => undefined;
    },
  },
  {
    name: 'tenant leak in one field',
    rule: 'R28',
    caughtBy: 'Ids of another account answer exactly',
    mutate(host) {
      wrap(host, 'Query.smsMessageByClientId', () => async (_root, {clientMessageId}, {env}) => {
        const row = await env.db
          .selectFrom('message')
          .select(['account_id', 'id'])
          .where('client_message_id', '=', clientMessageId)
          .executeTakeFirst();
        return row ? (await loadMessages(env.db, row.account_id, [row.id])).get(row.id) : null;
      });
    },
  },
  {
    name: 'another account’s sender ID is told from one that does not exist',
    rule: 'R28',
    caughtBy: 'Ids of another account answer exactly',
    mutate(host) {
      alter(host, 'Mutation.smsSendMessage', async (payload, {input}, {env, viewer}) => {
        if (payload.error?.field !== 'senderId') return payload;
        const sender = await env.db
          .selectFrom('sender')
          .select('account_id')
          .where('id', '=', input.senderId)
          .executeTakeFirst();
        const isForeign = sender !== undefined && sender.account_id !== viewer.accountId;
        return isForeign ? {...payload, error: {...payload.error, code: 'FORBIDDEN'}} : payload;
      });
    },
  },
  {
    name: 'the cursor waits for events of the topics that were asked for',
    rule: 'R29',
    caughtBy: 'The cursor advances past events',
    mutate(host) {
      alter(host, 'Query.smsEventLog', (batch: EventBatch) =>
        batch.events.length === 0 ? {...batch, cursor: batch.after} : batch,
      );
    },
  },
];
