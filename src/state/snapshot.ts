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
import {
  initialState,
  type ChatState,
  type Conversation,
  type ConversationFilter,
  type Session,
} from './model.js';

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
  const session = {service, account, viewer};
  const isSame = !state.session || isSameAgent(state.session, session);
  const {connection, list} = state;
  const kept = isSame
    ? state
    : {...initialState, connection, list: {...initialState.list, status: list.status}};
  return applyEntities({...kept, session, clockOffset: Date.parse(service.serverTime) - now}, {counters});
}

export function isSameAgent(a: Session, b: Session | null): boolean {
  return a.account.id === b?.account.id && a.viewer.id === b.viewer.id;
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
