import type {ColumnType, Generated, Insertable, Selectable} from 'kysely';

/** A moment, in milliseconds precision; always from the host's clock, never the database's. */
type Timestamp = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

export type SenderKind = 'SHARED' | 'VIRTUAL' | 'ALPHANUMERIC' | 'PERSONAL' | 'SHORT_CODE';
export type SenderStatus = 'READY' | 'PENDING' | 'DISABLED';
export type ConversationState = 'OPEN' | 'CLOSED';
export type Direction = 'INBOUND' | 'OUTBOUND';
export type Encoding = 'GSM_7' | 'UCS_2';
export type DeliveryStatus = 'QUEUED' | 'SENT' | 'DELIVERED' | 'FAILED' | 'UNKNOWN';

/** A tenant. Its row is locked last in every transaction, which is what puts the log in commit order (R2). */
export interface AccountTable {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2: numbers typed in national form are read as of this country. */
  country: string;
  /** Message parts that can still be sent. */
  balance_parts: number;
  /** The words that opt a recipient out, in upper case; null takes the host's words for the country. */
  opt_out_words: Json<string[]> | null;
  /** Random; stands in every cursor, so that another account's cursor is known for what it is. */
  cursor_tag: string;
  /** Position of the newest event, 0 before the first; and that event's tag, '' before the first. */
  head_seq: Generated<number>;
  head_tag: Generated<string>;
  /** The oldest position from which the log can still be replayed. */
  floor_seq: Generated<number>;
  /** Sums over the account's conversations, kept in the transaction that changes them (R21). */
  unread_messages: Generated<number>;
  unread_conversations: Generated<number>;
  counters_version: Generated<number>;
}

export interface AgentTable {
  account_id: string;
  id: string;
  display_name: string;
  /** When access ended: tokens of this agent are refused from then on. */
  revoked_at: Timestamp | null;
}

export interface SenderTable {
  account_id: string;
  id: string;
  version: Generated<number>;
  kind: SenderKind;
  label: string;
  /** Null for SHARED. VIRTUAL and SHORT_CODE addresses belong to one account only. */
  address: string | null;
  status: SenderStatus;
  status_reason: string | null;
  is_default: Generated<boolean>;
  /** The order in which senders are offered. */
  sort_order: Generated<number>;
}

/** The provider's shared pool: numbers that belong to no account. */
export interface PoolNumberTable {
  address: string;
}

export interface ContactTable {
  account_id: string;
  id: string;
  version: Generated<number>;
  first_name: string | null;
  last_name: string | null;
  address: string;
  /** `searchable(names)`: lower case, without accents. */
  search_name: string;
  /** Values of merge fields by key, without first_name and last_name. */
  fields: Json<Record<string, string>>;
}

export interface ContactListTable {
  account_id: string;
  id: string;
  name: string;
}

export interface ContactListMemberTable {
  account_id: string;
  list_id: string;
  contact_id: string;
}

export interface TemplateTable {
  account_id: string;
  id: string;
  version: Generated<number>;
  name: string;
  body: string;
}

export interface MergeFieldTable {
  account_id: string;
  /** In lower case. `first_name` and `last_name` take their values from the contact's names. */
  key: string;
  label: string;
  example: string | null;
  sort_order: Generated<number>;
}

/** One thread for each recipient address (R16). */
export interface ConversationTable {
  account_id: string;
  id: string;
  version: Generated<number>;
  state: Generated<ConversationState>;
  address: string;
  contact_id: string | null;
  last_sender_id: string | null;
  last_message_id: string | null;
  last_activity_at: Timestamp;
  /** Position of the newest message, 0 before the first; the next message gets the one after it. */
  last_position: Generated<number>;
  read_position: Generated<number>;
  /** Inbound messages after read_position. */
  unread_count: Generated<number>;
}

/** Who can be searched for: addresses of contacts and of threads. Kept by triggers on those two. */
export interface RecipientTable {
  account_id: string;
  address: string;
  /** The contact's search_name, where there is a contact, and in a line of its own the address. */
  search_text: string;
}

/** Recipients who said STOP. Outlives their conversation and contact. */
export interface OptOutTable {
  account_id: string;
  address: string;
  since: Timestamp;
}

export interface CampaignTable {
  account_id: string;
  id: string;
  name: string;
  list_id: string;
  sender_id: string;
  body: string;
  created_at: Timestamp;
  /** Contacts up to and including this id are done: where a campaign that was cut off goes on. '' at first. */
  done_through: Generated<string>;
  finished_at: Timestamp | null;
  recipients: Generated<number>;
  skipped_opted_out: Generated<number>;
  skipped_missing_value: Generated<number>;
  parts: Generated<number>;
}

export interface MessageTable {
  account_id: string;
  id: string;
  version: Generated<number>;
  conversation_id: string;
  /** From 1, rising in commit order inside the conversation (R15). */
  position: number;
  direction: Direction;
  body: string;
  sender_id: string | null;
  /** The number it really went out from or came in at; for SHARED that differs from message to message. */
  sender_address: string | null;
  author_id: string | null;
  campaign_id: string | null;
  client_message_id: string | null;
  /** Hash of what was asked for, to tell a repeat from another message under a known id (R14). */
  content_hash: string | null;
  /** The delivery columns are null for inbound messages. */
  delivery_status: DeliveryStatus | null;
  delivery_reason: string | null;
  delivery_code: string | null;
  delivery_retryable: Generated<boolean>;
  delivery_at: Timestamp | null;
  gateway_message_id: string | null;
  parts: number | null;
  encoding: Encoding | null;
  created_at: Timestamp;
}

/** Messages to hand to the gateway, in the order of `seq`. A row goes when its answer is stored. */
export interface SendJobTable {
  seq: Generated<number>;
  account_id: string;
  message_id: string;
  conversation_id: string;
  /**
   * ATTEMPTED is committed before the gateway is called: what is found so after a crash has an unknown fate.
   * ACCEPTED waits in the gateway for its carrier, and the thread's later messages wait for it.
   */
  status: Generated<'READY' | 'ATTEMPTED' | 'ACCEPTED'>;
  /** The part to hand over, from 1; those before it were. */
  part: Generated<number>;
  accepted_at: Timestamp | null;
  not_after: Timestamp | null;
  /** While ATTEMPTED: until when, by the database's clock, its worker has it; the worker renews it. */
  lease_until: Timestamp | null;
}

/** Receipts for gateway ids that no message has yet: they wait for the send's own commit (R20). */
export interface ParkedReceiptTable {
  id: Generated<number>;
  gateway_message_id: string;
  part: number | null;
  status: DeliveryStatus;
  reason: string | null;
  code: string | null;
  retryable: boolean;
  at: Timestamp;
  /** When it came; `at` is what the carrier says. */
  parked_at: ColumnType<Date, Date | undefined, never>;
}

/** What was reported of each part of messages that go out part by part: of each status that which stands. */
export interface PartReportTable {
  account_id: string;
  message_id: string;
  part: number;
  status: DeliveryStatus;
  reason: string | null;
  code: string | null;
  retryable: boolean;
  at: Timestamp;
}

export type LogKind =
  | 'MESSAGE_ADDED'
  | 'MESSAGE_CHANGED'
  | 'CONVERSATION_CHANGED'
  | 'CONVERSATION_REMOVED'
  | 'ALL_READ'
  | 'COUNTERS_CHANGED'
  | 'CONTACT_CHANGED'
  | 'CONTACT_REMOVED'
  | 'SENDERS_CHANGED'
  | 'TEMPLATES_CHANGED'
  /** Not an event: readers that come by load everything anew, since something is gone that no event tells of. */
  | 'ACCESS_CHANGED';

/** The event log: what changed, by reference. Readers get the entities as they are when they read (R9). */
export interface AccountLogTable {
  account_id: string;
  seq: number;
  /** Random: tells this event from another one at the same position in a history that was restored. */
  tag: string;
  at: Timestamp;
  kind: LogKind;
  entity_id: string | null;
  payload: Json<unknown> | null;
}

/** How much of a rate is left, by the database's clock; not kept over a crash of the database. */
export interface RateBucketTable {
  key: string;
  tokens: number;
  at: Timestamp;
}

/** A process that runs a host on this database. */
export interface HostProcessTable {
  id: string;
  /** By the database's clock; the process puts it off while it lives. */
  alive_until: Timestamp;
}

/** One of the sockets that an agent may have open, from 1, and who holds it. */
export interface SocketSlotTable {
  account_id: string;
  agent_id: string;
  slot: number;
  process_id: string;
}

/** What the host itself remembers, such as its token secret. */
export interface HostSettingTable {
  key: string;
  value: string;
}

/** The host's database. Every table of an account is keyed by `account_id` first (R28). */
export interface Tables {
  account: AccountTable;
  agent: AgentTable;
  sender: SenderTable;
  pool_number: PoolNumberTable;
  contact: ContactTable;
  contact_list: ContactListTable;
  contact_list_member: ContactListMemberTable;
  template: TemplateTable;
  merge_field: MergeFieldTable;
  conversation: ConversationTable;
  recipient: RecipientTable;
  opt_out: OptOutTable;
  campaign: CampaignTable;
  message: MessageTable;
  send_job: SendJobTable;
  parked_receipt: ParkedReceiptTable;
  part_report: PartReportTable;
  account_log: AccountLogTable;
  rate_bucket: RateBucketTable;
  host_process: HostProcessTable;
  socket_slot: SocketSlotTable;
  host_setting: HostSettingTable;
}

export type Row<T extends keyof Tables> = Selectable<Tables[T]>;
export type NewRow<T extends keyof Tables> = Insertable<Tables[T]>;
