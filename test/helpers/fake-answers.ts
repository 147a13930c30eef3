import {ChatError} from '../../src/state/api/chat-error.js';
import type {SmsEventTopic} from '../../src/state/api/operations.gen.js';
import {Refusal, type FakeHost} from './fake-host.js';

type Answer = Record<string, unknown>;

/** What the host says to a document of src/state/api/operations.ts. */
export function answerOf(host: FakeHost, name: string, variables: unknown): unknown {
  const answer = ANSWERS[name];
  if (!answer) throw new ChatError('UNSUPPORTED_HOST', `No answer to ${name}.`);
  return answer(host, variables as never);
}

const ANSWERS: Readonly<Record<string, (host: FakeHost, variables: never) => Answer>> = {
  CountersSnapshot: (host) => session(host),
  InboxSnapshot: (host, variables: ConversationPageVariables) => ({
    ...session(host),
    smsConversations: conversationPage(host, variables),
    smsSenders: host.senders,
    smsMergeFields: [],
  }),
  ConversationsPage: (host, variables: ConversationPageVariables) => ({
    smsConversations: conversationPage(host, variables),
  }),
  ThreadPage: (host, variables: MessagePageVariables) => {
    const conversation = host.conversation(variables.id ?? '');
    return {
      smsSyncCursor: host.cursor,
      smsConversation: conversation && {...conversation, messages: messagePage(host, variables)},
    };
  },
  EventLog: eventLog,
  CountersEventLog: eventLog,
  Recipients: () => ({smsRecipients: []}),
  Templates: (host) => ({
    smsTemplates: {edges: host.templates.map((node) => ({node}))},
  }),
  MessageByClientId: (host, {clientMessageId}: {clientMessageId: string}) => ({
    smsMessageByClientId: host.findMessage(clientMessageId),
  }),
  SendMessage: (host, {input}: {input: Parameters<FakeHost['send']>[0]}) => ({
    smsSendMessage: payload({message: null}, () => ({message: host.send(input)})),
  }),
  MarkRead: (host, {input}: {input: {conversationId: string; upToPosition: number}}) => ({
    smsMarkRead: payload({conversation: null, counters: null}, () => {
      host.markRead(input.conversationId, input.upToPosition);
      return {conversation: host.conversation(input.conversationId), counters: host.counters};
    }),
  }),
  MarkAllRead: (host, {input}: {input: {upTo: string}}) => ({
    smsMarkAllRead: payload({counters: null}, () => {
      host.markAllRead(input.upTo);
      return {counters: host.counters};
    }),
  }),
  CloseConversation: (host, {input}: {input: {conversationId: string; seenPosition: number}}) => ({
    smsCloseConversation: payload({conversation: host.conversation(input.conversationId)}, () => ({
      conversation: host.close(input.conversationId, input.seenPosition),
    })),
  }),
  OpenConversation: (host, {input}: {input: Parameters<FakeHost['open']>[0]}) => ({
    smsOpenConversation: payload({conversation: null}, () => ({
      conversation: host.conversation(host.open(input)),
    })),
  }),
  CreateContact: (host, {input}: {input: {address: string; firstName: string}}) => ({
    smsCreateContact: payload({contact: null}, () => ({
      contact: host.saveContact(input.address, input.firstName),
    })),
  }),
};

function payload(refused: Answer, work: () => Answer): Answer {
  try {
    return {...refused, ...work(), error: null};
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const {code, message, retryAfterMs} = error;
    return {...refused, error: {code, message, field: null, retryable: false, retryAfterMs}};
  }
}

interface ConversationPageVariables {
  readonly filter?: {readonly search?: string | null; readonly senderId?: string | null} | null;
  readonly first?: number;
  readonly after?: string | null;
}

function conversationPage(host: FakeHost, {filter, first = 30, after}: ConversationPageVariables): Answer {
  const {search, senderId} = filter ?? {};
  const key = ({id, lastActivityAt}: {id: string; lastActivityAt: string}) => `${lastActivityAt} ${id}`;
  const matching = host
    .list()
    .filter(({id}) => !senderId || host.messages(id).some(({sender}) => sender?.id === senderId))
    .filter(({address, contact}) => !search || `${address} ${contact?.displayName}`.includes(search))
    .filter((conversation) => !after || key(conversation) < after);
  const page = matching.slice(0, first);
  const last = page.at(-1);
  return {
    edges: page.map((node) => ({node})),
    pageInfo: {hasNextPage: matching.length > page.length, endCursor: last ? key(last) : null},
  };
}

interface MessagePageVariables {
  readonly id?: string;
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
  readonly around?: number | null;
}

function messagePage(
  host: FakeHost,
  {id = '', first, after, last, before, around}: MessagePageVariables,
): Answer {
  const all = host.messages(id);
  const upTo = before ? all.findIndex(({position}) => position >= Number(before)) : all.length;
  const end = upTo < 0 ? all.length : upTo;
  let from = Math.max(0, end - (last ?? 50));
  let to = end;
  if (first && around) {
    const middle = all.filter(({position}) => position < around).length;
    from = Math.max(0, Math.min(middle - Math.floor(first / 2), all.length - first));
    to = from + first;
  } else if (first) {
    from = after ? all.filter(({position}) => position <= Number(after)).length : 0;
    to = from + first;
  }
  const page = all.slice(from, to);
  return {
    edges: page.map((node) => ({node})),
    pageInfo: {
      hasNextPage: to < all.length,
      hasPreviousPage: from > 0,
      startCursor: page[0] ? String(page[0].position) : null,
      endCursor: page.length ? String(page.at(-1)?.position) : null,
    },
  };
}

function eventLog(
  host: FakeHost,
  {after, topics}: {after: string; topics?: readonly SmsEventTopic[] | null},
): Answer {
  return {smsEventLog: host.batch(after, topics)};
}

function session(host: FakeHost): Answer {
  return {
    smsSyncCursor: host.cursor,
    smsService: {...host.service, serverTime: host.serverTime},
    smsAccount: host.account,
    smsViewer: host.viewer,
    smsCounters: host.counters,
  };
}
