import type {LogKind} from '../db/tables.js';
import type {
  SmsAllRead,
  SmsContactChanged,
  SmsContactRemoved,
  SmsConversationRemoved,
  SmsCountersChanged,
  SmsEventTopic,
  SmsMessageChanged,
  SmsResyncReason,
  SmsSendersChanged,
  SmsTemplatesChanged,
} from '../schema/resolvers.gen.js';
import type {AgentView, ConversationView, MessageView} from '../domain/views.js';

type Named<T, Name extends string> = Omit<T, '__typename'> & {__typename: Name};

/** An event with the entities it is about, as the contract shapes it. */
export type EventView =
  | {__typename: 'SmsMessageAdded'; at: string; message: MessageView; conversation: ConversationView}
  | Named<SmsMessageChanged, 'SmsMessageChanged'>
  | {__typename: 'SmsConversationChanged'; at: string; conversation: ConversationView; by: AgentView | null}
  | Named<SmsConversationRemoved, 'SmsConversationRemoved'>
  | (Omit<Named<SmsAllRead, 'SmsAllRead'>, 'stillUnread'> & {stillUnread: ConversationView[]})
  | Named<SmsCountersChanged, 'SmsCountersChanged'>
  | Named<SmsContactChanged, 'SmsContactChanged'>
  | Named<SmsContactRemoved, 'SmsContactRemoved'>
  | Named<SmsSendersChanged, 'SmsSendersChanged'>
  | Named<SmsTemplatesChanged, 'SmsTemplatesChanged'>;

export interface EventBatch {
  after: string;
  cursor: string;
  events: EventView[];
  caughtUp: boolean;
  resync: SmsResyncReason | null;
  serverTime: string;
}

export const topicOf: Record<Exclude<LogKind, 'ACCESS_CHANGED'>, SmsEventTopic> = {
  MESSAGE_ADDED: 'MESSAGES',
  MESSAGE_CHANGED: 'MESSAGES',
  CONVERSATION_CHANGED: 'CONVERSATIONS',
  CONVERSATION_REMOVED: 'CONVERSATIONS',
  ALL_READ: 'CONVERSATIONS',
  COUNTERS_CHANGED: 'COUNTERS',
  CONTACT_CHANGED: 'CONTACTS',
  CONTACT_REMOVED: 'CONTACTS',
  SENDERS_CHANGED: 'SENDERS',
  TEMPLATES_CHANGED: 'TEMPLATES',
};
