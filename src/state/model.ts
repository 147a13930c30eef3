/** What the store holds. Every object is replaced when it changes and never edited, so `===` tells whether it did. */
import type {
  BatchFieldsFragment,
  ContactFieldsFragment,
  CountersBatchFieldsFragment,
  ConversationFieldsFragment,
  CounterFieldsFragment,
  InboxSnapshotQuery,
  MessageFieldsFragment,
  RecipientsQuery,
  SenderFieldsFragment,
  SessionFieldsFragment,
  TemplatesQuery,
} from './api/operations.gen.js';
import type {ChatError} from './api/chat-error.js';

export type Contact = ContactFieldsFragment;
export type Conversation = ConversationFieldsFragment;
export type Counters = CounterFieldsFragment;
/** A batch of the log of which only the counters were asked for. */
export type CountersBatch = CountersBatchFieldsFragment;
export type EventBatch = BatchFieldsFragment;
export type ChatEvent = EventBatch['events'][number];
export type Message = MessageFieldsFragment;
/** As much of a message as the list shows. */
export type LastMessage = NonNullable<Conversation['lastMessage']>;
export type MergeField = InboxSnapshotQuery['smsMergeFields'][number];
export type Recipient = RecipientsQuery['smsRecipients'][number];
export type Sender = SenderFieldsFragment;
export type Service = SessionFieldsFragment['smsService'];
export type Template = TemplatesQuery['smsTemplates']['edges'][number]['node'];

/** Whose inbox this is and how its host works. */
export interface Session {
  readonly service: Service;
  readonly account: SessionFieldsFragment['smsAccount'];
  readonly viewer: SessionFieldsFragment['smsViewer'];
}

/**
 * - `connecting`: there is no connection yet, or the one that was lost is being tried again
 * - `replaying`: what is on screen is being brought up to date
 * - `live`: every change shows as it happens
 * - `polling`: changes show some seconds later, because WebSockets are blocked
 * - `waiting`: the connection is lost and will be tried again at `retryAt`
 * - `offline`: the browser says that there is no network
 * - `signed-out`: the host refuses the token; waits for a new one
 * - `failed`: the first snapshot could not be loaded; tried again at `retryAt`
 */
export type ConnectionStatus =
  'connecting' | 'replaying' | 'live' | 'polling' | 'waiting' | 'offline' | 'signed-out' | 'failed';

export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** When the next attempt starts, in ms since the epoch; null where none is due. */
  readonly retryAt: number | null;
  /** What went wrong last, in `waiting`, `signed-out` and `failed`. */
  readonly error: ChatError | null;
}

/** What is sent and asked for gets through. */
export function isConnected({status}: ConnectionState): boolean {
  return status === 'live' || status === 'polling';
}

export interface ConversationFilter {
  /** Empty for no search. */
  readonly search: string;
  /** One of the account's own numbers, by its sender ID; null for all. */
  readonly senderId: string | null;
}

export interface ConversationList {
  readonly filter: ConversationFilter;
  /** Newest activity first. */
  readonly ids: readonly string[];
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  /** Why it `failed`; null where the connection tells. */
  readonly error: ChatError | null;
  readonly hasMore: boolean;
  readonly endCursor: string | null;
  /** The next page is on its way; `failed` until it is asked for again. */
  readonly more: 'idle' | 'loading' | 'failed';
}

/** The loaded stretch of a thread: no message is missing between its first and its last. */
export interface Thread {
  readonly conversationId: string;
  /** Ascending by position. */
  readonly messages: readonly Message[];
  readonly status: 'loading' | 'ready' | 'failed';
  /** Why it `failed`; null where the connection tells. */
  readonly error: ChatError | null;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
  readonly older: 'idle' | 'loading' | 'failed';
  readonly newer: 'idle' | 'loading' | 'failed';
  /** Position up to which it was read when it was opened: the first inbound message after it is marked as new. */
  readonly openedAtReadPosition: number;
  /** The newest position there was when it was opened: what came later is news, which may not have been seen. */
  readonly openedAtPosition: number;
  /** Null where no link led to it. */
  readonly target: MessageTarget | null;
}

/** The message that a link leads to. Each time that one does, it is another object: the same link can be followed again. */
export interface MessageTarget {
  readonly position: number;
}

/**
 * A message that the host has not confirmed.
 * - `queued`: will be sent as soon as it can be
 * - `sending`: under way, or its answer was lost and it is tried again with the same id
 * - `refused`: the host said no; `error` says why
 * - `held`: waits for the agent: a colleague has answered, or it has waited too long (`heldBecause`)
 */
export interface OutboxMessage {
  readonly clientMessageId: string;
  readonly conversationId: string;
  readonly senderId: string | null;
  /** As typed, merge fields unresolved. */
  readonly body: string;
  /** What the bubble shows: merge fields resolved. */
  readonly preview: string;
  /** When Send, or Send anyway, was pressed, in ms since the epoch. */
  readonly createdAt: number;
  /** Order within the conversation. */
  readonly sequence: number;
  readonly seenPosition: number | null;
  readonly state: 'queued' | 'sending' | 'refused' | 'held';
  readonly heldBecause: 'conversation-changed' | 'too-old' | 'previous-refused' | null;
  readonly error: ChatError | null;
}

export interface Draft {
  readonly body: string;
  /** The sender ID that was picked for it; null where the default is to be used. */
  readonly senderId: string | null;
  /** Another tab of this browser has changed it since it was changed here. */
  readonly isEditedElsewhere?: boolean;
}

/** What badge and inbox share. */
export interface AccountState {
  readonly connection: ConnectionState;
  /** Position in the host's event log that this state shows; null before the first snapshot. */
  readonly cursor: string | null;
  /** Null before the first snapshot. */
  readonly session: Session | null;
  readonly counters: Counters | null;
  /** Difference of the host's clock to this one in ms, for ages of messages. */
  readonly clockOffset: number;
}

/** All that an inbox shows. */
export interface ChatState extends AccountState {
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly list: ConversationList;
  readonly threads: ReadonlyMap<string, Thread>;
  /** By conversation. */
  readonly outbox: ReadonlyMap<string, readonly OutboxMessage[]>;
  /** By conversation. */
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly senders: readonly Sender[];
  readonly mergeFields: readonly MergeField[];
  /** Raised whenever the host says that templates changed. */
  readonly templatesVersion: number;
  /** Failed messages that were sent again, so that they are not offered for it twice. */
  readonly retried: ReadonlySet<string>;
  /** Versions of what the host removed, by id, so that an answer under way does not bring it back. */
  readonly removedConversations: ReadonlyMap<string, number>;
  readonly removedContacts: ReadonlyMap<string, number>;
  /** `memory`: unsent messages and drafts will not survive a reload, though they were meant to. */
  readonly storage: 'durable' | 'memory' | 'off';
}

export const initialAccountState: AccountState = {
  connection: {status: 'connecting', retryAt: null, error: null},
  cursor: null,
  session: null,
  counters: null,
  clockOffset: 0,
};

export const initialState: ChatState = {
  ...initialAccountState,
  conversations: new Map(),
  list: {
    filter: {search: '', senderId: null},
    ids: [],
    status: 'idle',
    error: null,
    hasMore: false,
    endCursor: null,
    more: 'idle',
  },
  threads: new Map(),
  outbox: new Map(),
  drafts: new Map(),
  senders: [],
  mergeFields: [],
  templatesVersion: 0,
  retried: new Set(),
  removedConversations: new Map(),
  removedContacts: new Map(),
  storage: 'durable',
};
