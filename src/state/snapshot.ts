/** From the host's answers to the state, for what is loaded as a whole. */
import {ChatError} from './api/chat-error.js';
import {inboxSnapshot} from './api/operations.js';
import type {
  ConversationPageFieldsFragment,
  InboxSnapshotQuery,
  SessionFieldsFragment,
  SmsConversationFilter,
} from './api/operations.gen.js';
import {applyEntities} from './event-batch.js';
import {initialState, type ChatState, type Conversation, type ConversationFilter} from './model.js';

const PROTOCOL = 1;

/**
 * The state with the session of the answer. Another account or agent is another identity: nothing that was held for
 * the one before is left.
 * @throws {ChatError} UNSUPPORTED_HOST where the host speaks another protocol.
 */
export function withSession(state: ChatState, answer: SessionFieldsFragment, now: number): ChatState {
  const {smsService: service, smsAccount: account, smsViewer: viewer, smsCounters: counters} = answer;
  if (service?.protocol !== PROTOCOL || !account || !viewer) {
    throw new ChatError('UNSUPPORTED_HOST', 'The endpoint serves another protocol.', {
      operation: inboxSnapshot.name,
    });
  }
  const before = state.session;
  const isSame = !before || (before.account.id === account.id && before.viewer.id === viewer.id);
  const {connection, list} = state;
  const kept = isSame
    ? state
    : {...initialState, connection, list: {...initialState.list, status: list.status}};
  return applyEntities(
    {...kept, session: {service, account, viewer}, clockOffset: Date.parse(service.serverTime) - now},
    {counters},
  );
}

/** After a resync what the host said before counts no more, whatever its versions: the log may have been restored. */
export function withoutHostData(state: ChatState, answer: InboxSnapshotQuery): ChatState {
  return {
    ...state,
    conversations: new Map(),
    removedConversations: new Map(),
    removedContacts: new Map(),
    senders: [],
    counters: answer.smsCounters,
    list: {...state.list, ids: []},
  };
}

export function toConversationPage({edges, pageInfo}: ConversationPageFieldsFragment): {
  conversations: readonly Conversation[];
  hasMore: boolean;
  endCursor: string | null;
} {
  return {
    conversations: edges.map(({node}) => node),
    hasMore: pageInfo.hasNextPage,
    endCursor: pageInfo.endCursor,
  };
}

export function toFilterInput({search, senderId}: ConversationFilter): SmsConversationFilter | null {
  return search || senderId !== null ? {search: search || null, senderId} : null;
}
