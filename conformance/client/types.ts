import type {
  ContactFieldsFragment,
  ConversationFieldsFragment,
  CounterFieldsFragment,
  ErrorFieldsFragment,
  MessageFieldsFragment,
  SenderFieldsFragment,
  SessionFieldsFragment,
  SmsResyncReason,
} from '../../src/state/api/operations.gen.js';
import type {Encoding} from '../../src/sms/index.js';

/** More than the elements ask for: the whole contract is tested. */
export type Contact = ContactFieldsFragment;
export type Conversation = ConversationFieldsFragment & {readonly lastMessage: Message | null};
export type Counters = CounterFieldsFragment;
export type Message = MessageFieldsFragment & {
  readonly parts: number | null;
  readonly encoding: Encoding | null;
};
export type Sender = SenderFieldsFragment & {readonly address: string | null};
export type SmsError = ErrorFieldsFragment;
export type Session = SessionFieldsFragment & {
  readonly smsService: {readonly limits: {readonly maxPageSize: number; readonly minReplaySeconds: number}};
  readonly smsAccount: {readonly country: string};
};

/** An event of any type; which fields it has depends on the type. */
export interface LogEvent {
  readonly __typename: string;
  readonly at: string;
  readonly message?: Message;
  readonly conversation?: Conversation;
  readonly conversationId?: string;
  readonly version?: number;
  readonly upTo?: string;
  readonly stillUnread?: readonly Conversation[];
  readonly counters?: Counters;
  readonly contact?: Contact;
  readonly contactId?: string;
  readonly senders?: readonly Sender[];
}

export interface Batch {
  readonly after: string;
  readonly cursor: string;
  readonly events: readonly LogEvent[];
  readonly caughtUp: boolean;
  readonly resync: SmsResyncReason | null;
  readonly serverTime: string;
}

interface Payload {
  readonly syncCursor: string | null;
  readonly error: SmsError | null;
}

export interface SendPayload extends Payload {
  readonly message: Message | null;
  readonly deduplicated: boolean;
}

export interface ReadPayload extends Payload {
  readonly conversation?: Conversation | null;
  readonly counters: Counters | null;
}

export interface ConversationPayload extends Payload {
  readonly conversation: Conversation | null;
  readonly created: boolean | null;
}

export interface ContactPayload extends Payload {
  readonly contact: Contact | null;
  readonly created: boolean | null;
}

export interface GraphqlError {
  readonly message: string;
  readonly extensions?: {readonly code?: string; readonly retryAfterMs?: number};
}

/** A GraphQL answer over HTTP, whatever came of it. */
export interface Answer<Data = Record<string, unknown>> {
  readonly status: number;
  readonly data?: Data | null;
  readonly errors?: readonly GraphqlError[];
}
