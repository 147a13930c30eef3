/** From the host's answers to the state of the inbox, for what is loaded as a whole. */
import type {
  ConversationPageFieldsFragment,
  InboxSnapshotQuery,
  SmsConversationFilter,
} from './api/operations.gen.js';
import type {ChatState, Conversation, ConversationFilter} from './model.js';

/**
 * With a snapshot what the host said before counts no more, whatever its versions: what came in between is not known,
 * and the log may have been restored. The conversation of a thread stays to be shown until there is word of it.
 */
export function withoutHostData(state: ChatState, answer: InboxSnapshotQuery): ChatState {
  const opened = [...state.conversations].filter(([id]) => state.threads.get(id)?.status === 'ready');
  return {
    ...state,
    conversations: new Map(opened.map(([id, conversation]) => [id, {...conversation, version: -1}])),
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
