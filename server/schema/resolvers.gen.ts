import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { ConversationView } from '../domain/views.js';
import type { RequestContext } from './context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** E.164 with its leading +, a short code (3 to 8 digits) or an alphanumeric sender name (up to 11 characters). */
  SmsAddress: { input: string; output: string; }
  /** Opaque position in the account's event log. Compare for equality only. At most 256 characters. */
  SmsCursor: { input: string; output: string; }
  /** RFC 3339 in UTC with milliseconds, always from the server's clock. */
  SmsDateTime: { input: string; output: string; }
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Hides the thread. CONVERSATION_CHANGED if something newer than seenPosition is in it. */
  smsCloseConversation: SmsConversationPayload;
  /** Get or create by address; created tells which. */
  smsCreateContact: SmsContactPayload;
  smsMarkAllRead: SmsMarkAllReadPayload;
  /** Read markers only move forward: the result is the larger of old and new. */
  smsMarkRead: SmsMarkReadPayload;
  /** Get or create the thread with this recipient, and put it back on the list if it was closed. */
  smsOpenConversation: SmsConversationPayload;
  smsSendMessage: SmsSendMessagePayload;
};


export type MutationSmsCloseConversationArgs = {
  input: SmsCloseConversationInput;
};


export type MutationSmsCreateContactArgs = {
  input: SmsCreateContactInput;
};


export type MutationSmsMarkAllReadArgs = {
  input: SmsMarkAllReadInput;
};


export type MutationSmsMarkReadArgs = {
  input: SmsMarkReadInput;
};


export type MutationSmsOpenConversationArgs = {
  input: SmsOpenConversationInput;
};


export type MutationSmsSendMessageArgs = {
  input: SmsSendMessageInput;
};

export type Query = {
  __typename?: 'Query';
  /** Whose inbox this is. Another account or viewer is another identity: what a browser keeps for one never shows for the other. */
  smsAccount: SmsAccount;
  smsConversation?: Maybe<SmsConversation>;
  /** Newest activity first. Closed conversations are left out unless the filter asks for them. */
  smsConversations: SmsConversationConnection;
  smsCounters: SmsCounters;
  /** HTTP twin of Subscription.smsEvents, for catch-up and for hosts or networks without WebSocket. Never waits. */
  smsEventLog: SmsEventBatch;
  smsMergeFields: Array<SmsMergeField>;
  /** Did my send land? Settles an attempt whose answer was lost. */
  smsMessageByClientId?: Maybe<SmsMessage>;
  /**
   * Who a new chat can go to: saved contacts by name or number, people with a conversation (open or
   * closed), and, where the search is itself a phone number, that number in E.164. Best match first.
   */
  smsRecipients: Array<SmsRecipient>;
  /** What the viewer may send from, in the order in which to offer them. */
  smsSenders: Array<SmsSender>;
  smsService: SmsService;
  /**
   * Log position of THIS response: read before any other field of the operation reads data, or in
   * the same snapshot. All up to it is in the response; all after it arrives through smsEvents.
   */
  smsSyncCursor: Scalars['SmsCursor']['output'];
  smsTemplates: SmsTemplateConnection;
  smsViewer: SmsAgent;
};


export type QuerySmsConversationArgs = {
  id: Scalars['ID']['input'];
};


export type QuerySmsConversationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<SmsConversationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySmsEventLogArgs = {
  after: Scalars['SmsCursor']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
  topics?: InputMaybe<Array<SmsEventTopic>>;
};


export type QuerySmsMessageByClientIdArgs = {
  clientMessageId: Scalars['ID']['input'];
};


export type QuerySmsRecipientsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  search: Scalars['String']['input'];
};


export type QuerySmsTemplatesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

export type SmsAccount = {
  __typename?: 'SmsAccount';
  /** ISO 3166-1 alpha-2. Numbers typed in national form are read as of this country. */
  country: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
};

export type SmsAgent = {
  __typename?: 'SmsAgent';
  displayName: Scalars['String']['output'];
  id: Scalars['ID']['output'];
};

/** After smsMarkAllRead: every conversation's messages up to this log position are read. */
export type SmsAllRead = SmsEvent & {
  __typename?: 'SmsAllRead';
  at: Scalars['SmsDateTime']['output'];
  /** The conversations whose unread count is above zero all the same, with their counts; all others are zero. */
  stillUnread: Array<SmsConversation>;
  upTo: Scalars['SmsCursor']['output'];
};

export type SmsCapability =
  | 'CREATE_CONTACT'
  /** conversations can be filtered to one of the account's own numbers */
  | 'FILTER_BY_SENDER'
  | 'MERGE_FIELDS'
  | 'START_CONVERSATION'
  /** smsEvents over graphql-transport-ws; without it the widget polls smsEventLog. */
  | 'SUBSCRIPTIONS'
  | 'TEMPLATES';

export type SmsCloseConversationInput = {
  conversationId: Scalars['ID']['input'];
  seenPosition: Scalars['Int']['input'];
};

export type SmsContact = {
  __typename?: 'SmsContact';
  address: Scalars['SmsAddress']['output'];
  /** What lists and headers show; never empty. */
  displayName: Scalars['String']['output'];
  /** Values of the merge fields for this contact; a field without a value is left out. */
  fields: Array<SmsFieldValue>;
  firstName?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  lastName?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

export type SmsContactChanged = SmsEvent & {
  __typename?: 'SmsContactChanged';
  at: Scalars['SmsDateTime']['output'];
  contact: SmsContact;
};

export type SmsContactPayload = {
  __typename?: 'SmsContactPayload';
  contact?: Maybe<SmsContact>;
  created?: Maybe<Scalars['Boolean']['output']>;
  error?: Maybe<SmsError>;
  syncCursor?: Maybe<Scalars['SmsCursor']['output']>;
};

export type SmsContactRemoved = SmsEvent & {
  __typename?: 'SmsContactRemoved';
  at: Scalars['SmsDateTime']['output'];
  contactId: Scalars['ID']['output'];
  version: Scalars['Int']['output'];
};

/**
 * One thread with one recipient. There is exactly one for each recipient address in an account,
 * whichever sender IDs its messages went through.
 */
export type SmsConversation = {
  __typename?: 'SmsConversation';
  address: Scalars['SmsAddress']['output'];
  /** Null while the recipient is not saved as a contact. */
  contact?: Maybe<SmsContact>;
  formattedAddress: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  lastActivityAt: Scalars['SmsDateTime']['output'];
  lastMessage?: Maybe<SmsMessage>;
  /** The sender ID last used with this recipient, in either direction: the default of the From field. */
  lastSender?: Maybe<SmsSender>;
  /**
   * In ascending position. last and before page back through history; first and after page forward. around, with
   * first, answers the page that has this position in its middle: for the first unread message, or a link to one.
   * With none of them, the newest 50.
   */
  messages: SmsMessageConnection;
  /** Everything up to this position is read. */
  readPosition: Scalars['Int']['output'];
  sending: SmsSendPermission;
  state: SmsConversationState;
  unreadCount: Scalars['Int']['output'];
  version: Scalars['Int']['output'];
};


/**
 * One thread with one recipient. There is exactly one for each recipient address in an account,
 * whichever sender IDs its messages went through.
 */
export type SmsConversationMessagesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  around?: InputMaybe<Scalars['Int']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Opened, closed, read, renamed or otherwise changed. */
export type SmsConversationChanged = SmsEvent & {
  __typename?: 'SmsConversationChanged';
  at: Scalars['SmsDateTime']['output'];
  by?: Maybe<SmsAgent>;
  conversation: SmsConversation;
};

export type SmsConversationConnection = {
  __typename?: 'SmsConversationConnection';
  edges: Array<SmsConversationEdge>;
  pageInfo: SmsPageInfo;
};

export type SmsConversationEdge = {
  __typename?: 'SmsConversationEdge';
  cursor: Scalars['String']['output'];
  node: SmsConversation;
};

export type SmsConversationFilter = {
  /** Matches contact names, and digits anywhere in the number however it is written. */
  search?: InputMaybe<Scalars['String']['input']>;
  /** Only conversations with messages to or from this sender ID. */
  senderId?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<SmsConversationState>;
  unreadOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

export type SmsConversationPayload = {
  __typename?: 'SmsConversationPayload';
  conversation?: Maybe<SmsConversation>;
  created?: Maybe<Scalars['Boolean']['output']>;
  error?: Maybe<SmsError>;
  syncCursor?: Maybe<Scalars['SmsCursor']['output']>;
};

export type SmsConversationRemoved = SmsEvent & {
  __typename?: 'SmsConversationRemoved';
  at: Scalars['SmsDateTime']['output'];
  conversationId: Scalars['ID']['output'];
  version: Scalars['Int']['output'];
};

export type SmsConversationState =
  /** hidden from the list until a message arrives, is sent, or someone opens it again */
  | 'CLOSED'
  | 'OPEN';

export type SmsCounters = {
  __typename?: 'SmsCounters';
  unreadConversations: Scalars['Int']['output'];
  unreadMessages: Scalars['Int']['output'];
  version: Scalars['Int']['output'];
};

export type SmsCountersChanged = SmsEvent & {
  __typename?: 'SmsCountersChanged';
  at: Scalars['SmsDateTime']['output'];
  counters: SmsCounters;
};

/** How the host's gateway counts message parts, so that the composer shows what will be charged. */
export type SmsCounting = {
  __typename?: 'SmsCounting';
  /** Most parts that one message may have; sending more is refused. */
  maxParts: Scalars['Int']['output'];
  /** 8 or 16: bits of the concatenation reference (153/67 or 152/66 units in each part). */
  referenceBits: Scalars['Int']['output'];
};

export type SmsCreateContactInput = {
  address: Scalars['SmsAddress']['input'];
  fields?: InputMaybe<Array<SmsFieldValueInput>>;
  firstName?: InputMaybe<Scalars['String']['input']>;
  lastName?: InputMaybe<Scalars['String']['input']>;
};

/** Already reduced by the server: a late SENT never replaces DELIVERED. */
export type SmsDelivery = {
  __typename?: 'SmsDelivery';
  at: Scalars['SmsDateTime']['output'];
  /** The gateway's own code, for support. */
  providerCode?: Maybe<Scalars['String']['output']>;
  /** Plain words, where status is FAILED. */
  reason?: Maybe<Scalars['String']['output']>;
  /** Whether sending it again could succeed. */
  retryable: Scalars['Boolean']['output'];
  status: SmsDeliveryStatus;
};

export type SmsDeliveryStatus =
  | 'DELIVERED'
  | 'FAILED'
  /** stored by the host, not yet taken by the gateway */
  | 'QUEUED'
  /** taken by the gateway; final where the carrier sends no receipt */
  | 'SENT'
  /** the host lost track between handing it over and hearing back; never sent again by itself */
  | 'UNKNOWN';

export type SmsDirection =
  | 'INBOUND'
  | 'OUTBOUND';

export type SmsEncoding =
  | 'GSM_7'
  | 'UCS_2';

/** A refusal that the user can understand. System trouble goes to errors[].extensions.code instead. */
export type SmsError = {
  __typename?: 'SmsError';
  code: SmsErrorCode;
  /** The input field at fault, where there is one. */
  field?: Maybe<Scalars['String']['output']>;
  message: Scalars['String']['output'];
  retryAfterMs?: Maybe<Scalars['Int']['output']>;
  retryable: Scalars['Boolean']['output'];
};

export type SmsErrorCode =
  | 'CONVERSATION_CHANGED'
  | 'EMPTY_BODY'
  | 'EXPIRED'
  | 'FORBIDDEN'
  | 'IDEMPOTENCY_MISMATCH'
  | 'INSUFFICIENT_CREDIT'
  | 'INVALID_ADDRESS'
  | 'INVALID_INPUT'
  | 'MISSING_MERGE_VALUE'
  | 'NOT_FOUND'
  | 'OPTED_OUT'
  | 'OTHER'
  | 'RATE_LIMITED'
  | 'SENDER_NOT_READY'
  | 'TOO_MANY_PARTS'
  | 'UNKNOWN_MERGE_FIELD';

/** Events carry state with a version, never deltas: applying one twice, or one older than what is held, changes nothing. */
export type SmsEvent = {
  at: Scalars['SmsDateTime']['output'];
};

export type SmsEventBatch = {
  __typename?: 'SmsEventBatch';
  after: Scalars['SmsCursor']['output'];
  /** False while more is waiting to be replayed. */
  caughtUp: Scalars['Boolean']['output'];
  cursor: Scalars['SmsCursor']['output'];
  events: Array<SmsEvent>;
  /** Set: drop local state, load a snapshot, subscribe again. The stream completes after it. */
  resync?: Maybe<SmsResyncReason>;
  serverTime: Scalars['SmsDateTime']['output'];
};

export type SmsEventTopic =
  | 'CONTACTS'
  | 'CONVERSATIONS'
  | 'COUNTERS'
  | 'MESSAGES'
  | 'SENDERS'
  | 'TEMPLATES';

export type SmsFieldValue = {
  __typename?: 'SmsFieldValue';
  key: Scalars['String']['output'];
  value: Scalars['String']['output'];
};

export type SmsFieldValueInput = {
  key: Scalars['String']['input'];
  value: Scalars['String']['input'];
};

export type SmsLimits = {
  __typename?: 'SmsLimits';
  /** An idle stream sends an empty batch at least this often. */
  heartbeatSeconds: Scalars['Int']['output'];
  maxBodyLength: Scalars['Int']['output'];
  maxPageSize: Scalars['Int']['output'];
  /** A cursor younger than this can always be replayed. */
  minReplaySeconds: Scalars['Int']['output'];
};

export type SmsMarkAllReadInput = {
  /** The cursor that the caller has applied: what is newer than the screen stays unread. */
  upTo: Scalars['SmsCursor']['input'];
};

export type SmsMarkAllReadPayload = {
  __typename?: 'SmsMarkAllReadPayload';
  counters?: Maybe<SmsCounters>;
  error?: Maybe<SmsError>;
  syncCursor?: Maybe<Scalars['SmsCursor']['output']>;
};

export type SmsMarkReadInput = {
  conversationId: Scalars['ID']['input'];
  upToPosition: Scalars['Int']['input'];
};

export type SmsMarkReadPayload = {
  __typename?: 'SmsMarkReadPayload';
  conversation?: Maybe<SmsConversation>;
  counters?: Maybe<SmsCounters>;
  error?: Maybe<SmsError>;
  syncCursor?: Maybe<Scalars['SmsCursor']['output']>;
};

export type SmsMergeField = {
  __typename?: 'SmsMergeField';
  example?: Maybe<Scalars['String']['output']>;
  /** What stands between the delimiters, such as first_name. Compared without case. */
  key: Scalars['String']['output'];
  label: Scalars['String']['output'];
};

/** Delimiters of merge fields in bodies: {{first_name}} and {{first_name|there}} for open {{, close }}, fallback |. */
export type SmsMergeSyntax = {
  __typename?: 'SmsMergeSyntax';
  close: Scalars['String']['output'];
  fallback: Scalars['String']['output'];
  open: Scalars['String']['output'];
};

export type SmsMessage = {
  __typename?: 'SmsMessage';
  /** Who sent it; null for inbound messages and for campaigns. */
  author?: Maybe<SmsAgent>;
  /** The text as it was sent, merge fields resolved. */
  body: Scalars['String']['output'];
  /** Set where the message is part of a campaign to a list. */
  campaignName?: Maybe<Scalars['String']['output']>;
  /** The id that the sending client chose; null for inbound messages and campaigns. */
  clientMessageId?: Maybe<Scalars['ID']['output']>;
  conversationId: Scalars['ID']['output'];
  createdAt: Scalars['SmsDateTime']['output'];
  /** Null for inbound messages. */
  delivery?: Maybe<SmsDelivery>;
  direction: SmsDirection;
  encoding?: Maybe<SmsEncoding>;
  id: Scalars['ID']['output'];
  /** What was charged; null where the host does not know. */
  parts?: Maybe<Scalars['Int']['output']>;
  /** Order in the conversation: assigned by the server in commit order, unique, rising, never reused. May have gaps. */
  position: Scalars['Int']['output'];
  /** Our side of the message: the sender ID it went through or arrived at. */
  sender?: Maybe<SmsSender>;
  version: Scalars['Int']['output'];
};

/** A new message, with its conversation as it stands after it (on the list again, if it was closed). */
export type SmsMessageAdded = SmsEvent & {
  __typename?: 'SmsMessageAdded';
  at: Scalars['SmsDateTime']['output'];
  conversation: SmsConversation;
  message: SmsMessage;
};

export type SmsMessageChanged = SmsEvent & {
  __typename?: 'SmsMessageChanged';
  at: Scalars['SmsDateTime']['output'];
  message: SmsMessage;
};

export type SmsMessageConnection = {
  __typename?: 'SmsMessageConnection';
  edges: Array<SmsMessageEdge>;
  pageInfo: SmsPageInfo;
};

export type SmsMessageEdge = {
  __typename?: 'SmsMessageEdge';
  cursor: Scalars['String']['output'];
  node: SmsMessage;
};

/** Exactly one of the three. */
export type SmsOpenConversationInput = {
  address?: InputMaybe<Scalars['SmsAddress']['input']>;
  contactId?: InputMaybe<Scalars['ID']['input']>;
  conversationId?: InputMaybe<Scalars['ID']['input']>;
};

export type SmsPageInfo = {
  __typename?: 'SmsPageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type SmsRecipient = {
  __typename?: 'SmsRecipient';
  address: Scalars['SmsAddress']['output'];
  contact?: Maybe<SmsContact>;
  /** The existing thread with this recipient, if there is one, open or closed. */
  conversation?: Maybe<SmsConversation>;
  /** The address as people write it, such as 0491 570 156 or +1 (415) 555-0132. */
  formattedAddress: Scalars['String']['output'];
};

export type SmsResyncReason =
  | 'ACCESS_CHANGED'
  | 'BACKLOG_TOO_LARGE'
  | 'CURSOR_TOO_OLD'
  | 'CURSOR_UNKNOWN';

export type SmsSendBlock =
  | 'FORBIDDEN'
  | 'NO_SENDER'
  | 'OPTED_OUT'
  | 'OTHER';

/**
 * Idempotent for ever on (account, clientMessageId). The same id with the same content answers with
 * the first message and deduplicated true; with other content, IDEMPOTENCY_MISMATCH and nothing is sent.
 */
export type SmsSendMessageInput = {
  /** With merge fields unresolved: the server resolves them, counts parts on the result, and stores that. */
  body: Scalars['String']['input'];
  /** A random UUID made once, when the user presses Send, and kept over retries, reloads and tabs. */
  clientMessageId: Scalars['ID']['input'];
  conversationId: Scalars['ID']['input'];
  /** Refuse with EXPIRED rather than send after this time. */
  notAfter?: InputMaybe<Scalars['SmsDateTime']['input']>;
  /**
   * If given, and another agent has written since this position: CONVERSATION_CHANGED, nothing sent.
   * Not part of the content: repeat without it to send anyway.
   */
  seenPosition?: InputMaybe<Scalars['Int']['input']>;
  /** Null leaves the choice to the host. */
  senderId?: InputMaybe<Scalars['ID']['input']>;
};

export type SmsSendMessagePayload = {
  __typename?: 'SmsSendMessagePayload';
  deduplicated: Scalars['Boolean']['output'];
  error?: Maybe<SmsError>;
  message?: Maybe<SmsMessage>;
  syncCursor?: Maybe<Scalars['SmsCursor']['output']>;
};

export type SmsSendPermission = {
  __typename?: 'SmsSendPermission';
  allowed: Scalars['Boolean']['output'];
  reason?: Maybe<SmsSendBlock>;
};

/** A sender ID: what the recipient sees a message come from. */
export type SmsSender = {
  __typename?: 'SmsSender';
  /** Null for the shared pool, whose number differs from message to message. */
  address?: Maybe<Scalars['SmsAddress']['output']>;
  canReceiveReplies: Scalars['Boolean']['output'];
  id: Scalars['ID']['output'];
  isDefault: Scalars['Boolean']['output'];
  kind: SmsSenderKind;
  label: Scalars['String']['output'];
  status: SmsSenderStatus;
  /** Why it cannot be used, where status is not READY. */
  statusReason?: Maybe<Scalars['String']['output']>;
  version: Scalars['Int']['output'];
};

export type SmsSenderKind =
  /** a business name of up to 11 characters; nobody can reply to it */
  | 'ALPHANUMERIC'
  /** a verified own mobile; replies go to that handset */
  | 'PERSONAL'
  /** a number from the provider's shared pool */
  | 'SHARED'
  | 'SHORT_CODE'
  /** a dedicated virtual number */
  | 'VIRTUAL';

export type SmsSenderStatus =
  | 'DISABLED'
  | 'PENDING'
  | 'READY';

export type SmsSendersChanged = SmsEvent & {
  __typename?: 'SmsSendersChanged';
  at: Scalars['SmsDateTime']['output'];
  senders: Array<SmsSender>;
};

export type SmsService = {
  __typename?: 'SmsService';
  /** What this host offers. The widget hides what is missing. */
  capabilities: Array<SmsCapability>;
  counting: SmsCounting;
  limits: SmsLimits;
  mergeSyntax: SmsMergeSyntax;
  /** 1 for this contract. Additions do not change it. */
  protocol: Scalars['Int']['output'];
  serverTime: Scalars['SmsDateTime']['output'];
};

export type SmsTemplate = {
  __typename?: 'SmsTemplate';
  body: Scalars['String']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  version: Scalars['Int']['output'];
};

export type SmsTemplateConnection = {
  __typename?: 'SmsTemplateConnection';
  edges: Array<SmsTemplateEdge>;
  pageInfo: SmsPageInfo;
};

export type SmsTemplateEdge = {
  __typename?: 'SmsTemplateEdge';
  cursor: Scalars['String']['output'];
  node: SmsTemplate;
};

/** Templates changed; the widget reads them again when it next needs them. */
export type SmsTemplatesChanged = SmsEvent & {
  __typename?: 'SmsTemplatesChanged';
  at: Scalars['SmsDateTime']['output'];
};

export type Subscription = {
  __typename?: 'Subscription';
  /**
   * Replays all after the cursor, then stays live. Batches form a chain: each one's after is the
   * cursor of the one before. An empty batch is a heartbeat.
   */
  smsEvents: SmsEventBatch;
};


export type SubscriptionSmsEventsArgs = {
  after: Scalars['SmsCursor']['input'];
  topics?: InputMaybe<Array<SmsEventTopic>>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  SmsEvent:
    | ( Omit<SmsAllRead, 'stillUnread'> & { stillUnread: Array<_RefType['SmsConversation']> } )
    | ( SmsContactChanged )
    | ( SmsContactRemoved )
    | ( Omit<SmsConversationChanged, 'conversation'> & { conversation: _RefType['SmsConversation'] } )
    | ( SmsConversationRemoved )
    | ( SmsCountersChanged )
    | ( Omit<SmsMessageAdded, 'conversation'> & { conversation: _RefType['SmsConversation'] } )
    | ( SmsMessageChanged )
    | ( SmsSendersChanged )
    | ( SmsTemplatesChanged )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SmsAccount: ResolverTypeWrapper<SmsAccount>;
  SmsAddress: ResolverTypeWrapper<Scalars['SmsAddress']['output']>;
  SmsAgent: ResolverTypeWrapper<SmsAgent>;
  SmsAllRead: ResolverTypeWrapper<Omit<SmsAllRead, 'stillUnread'> & { stillUnread: Array<ResolversTypes['SmsConversation']> }>;
  SmsCapability: SmsCapability;
  SmsCloseConversationInput: SmsCloseConversationInput;
  SmsContact: ResolverTypeWrapper<SmsContact>;
  SmsContactChanged: ResolverTypeWrapper<SmsContactChanged>;
  SmsContactPayload: ResolverTypeWrapper<SmsContactPayload>;
  SmsContactRemoved: ResolverTypeWrapper<SmsContactRemoved>;
  SmsConversation: ResolverTypeWrapper<ConversationView>;
  SmsConversationChanged: ResolverTypeWrapper<Omit<SmsConversationChanged, 'conversation'> & { conversation: ResolversTypes['SmsConversation'] }>;
  SmsConversationConnection: ResolverTypeWrapper<Omit<SmsConversationConnection, 'edges'> & { edges: Array<ResolversTypes['SmsConversationEdge']> }>;
  SmsConversationEdge: ResolverTypeWrapper<Omit<SmsConversationEdge, 'node'> & { node: ResolversTypes['SmsConversation'] }>;
  SmsConversationFilter: SmsConversationFilter;
  SmsConversationPayload: ResolverTypeWrapper<Omit<SmsConversationPayload, 'conversation'> & { conversation?: Maybe<ResolversTypes['SmsConversation']> }>;
  SmsConversationRemoved: ResolverTypeWrapper<SmsConversationRemoved>;
  SmsConversationState: SmsConversationState;
  SmsCounters: ResolverTypeWrapper<SmsCounters>;
  SmsCountersChanged: ResolverTypeWrapper<SmsCountersChanged>;
  SmsCounting: ResolverTypeWrapper<SmsCounting>;
  SmsCreateContactInput: SmsCreateContactInput;
  SmsCursor: ResolverTypeWrapper<Scalars['SmsCursor']['output']>;
  SmsDateTime: ResolverTypeWrapper<Scalars['SmsDateTime']['output']>;
  SmsDelivery: ResolverTypeWrapper<SmsDelivery>;
  SmsDeliveryStatus: SmsDeliveryStatus;
  SmsDirection: SmsDirection;
  SmsEncoding: SmsEncoding;
  SmsError: ResolverTypeWrapper<SmsError>;
  SmsErrorCode: SmsErrorCode;
  SmsEvent: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmsEvent']>;
  SmsEventBatch: ResolverTypeWrapper<Omit<SmsEventBatch, 'events'> & { events: Array<ResolversTypes['SmsEvent']> }>;
  SmsEventTopic: SmsEventTopic;
  SmsFieldValue: ResolverTypeWrapper<SmsFieldValue>;
  SmsFieldValueInput: SmsFieldValueInput;
  SmsLimits: ResolverTypeWrapper<SmsLimits>;
  SmsMarkAllReadInput: SmsMarkAllReadInput;
  SmsMarkAllReadPayload: ResolverTypeWrapper<SmsMarkAllReadPayload>;
  SmsMarkReadInput: SmsMarkReadInput;
  SmsMarkReadPayload: ResolverTypeWrapper<Omit<SmsMarkReadPayload, 'conversation'> & { conversation?: Maybe<ResolversTypes['SmsConversation']> }>;
  SmsMergeField: ResolverTypeWrapper<SmsMergeField>;
  SmsMergeSyntax: ResolverTypeWrapper<SmsMergeSyntax>;
  SmsMessage: ResolverTypeWrapper<SmsMessage>;
  SmsMessageAdded: ResolverTypeWrapper<Omit<SmsMessageAdded, 'conversation'> & { conversation: ResolversTypes['SmsConversation'] }>;
  SmsMessageChanged: ResolverTypeWrapper<SmsMessageChanged>;
  SmsMessageConnection: ResolverTypeWrapper<SmsMessageConnection>;
  SmsMessageEdge: ResolverTypeWrapper<SmsMessageEdge>;
  SmsOpenConversationInput: SmsOpenConversationInput;
  SmsPageInfo: ResolverTypeWrapper<SmsPageInfo>;
  SmsRecipient: ResolverTypeWrapper<Omit<SmsRecipient, 'conversation'> & { conversation?: Maybe<ResolversTypes['SmsConversation']> }>;
  SmsResyncReason: SmsResyncReason;
  SmsSendBlock: SmsSendBlock;
  SmsSendMessageInput: SmsSendMessageInput;
  SmsSendMessagePayload: ResolverTypeWrapper<SmsSendMessagePayload>;
  SmsSendPermission: ResolverTypeWrapper<SmsSendPermission>;
  SmsSender: ResolverTypeWrapper<SmsSender>;
  SmsSenderKind: SmsSenderKind;
  SmsSenderStatus: SmsSenderStatus;
  SmsSendersChanged: ResolverTypeWrapper<SmsSendersChanged>;
  SmsService: ResolverTypeWrapper<SmsService>;
  SmsTemplate: ResolverTypeWrapper<SmsTemplate>;
  SmsTemplateConnection: ResolverTypeWrapper<SmsTemplateConnection>;
  SmsTemplateEdge: ResolverTypeWrapper<SmsTemplateEdge>;
  SmsTemplatesChanged: ResolverTypeWrapper<SmsTemplatesChanged>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Boolean: Scalars['Boolean']['output'];
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  Mutation: Record<PropertyKey, never>;
  Query: Record<PropertyKey, never>;
  SmsAccount: SmsAccount;
  SmsAddress: Scalars['SmsAddress']['output'];
  SmsAgent: SmsAgent;
  SmsAllRead: Omit<SmsAllRead, 'stillUnread'> & { stillUnread: Array<ResolversParentTypes['SmsConversation']> };
  SmsCloseConversationInput: SmsCloseConversationInput;
  SmsContact: SmsContact;
  SmsContactChanged: SmsContactChanged;
  SmsContactPayload: SmsContactPayload;
  SmsContactRemoved: SmsContactRemoved;
  SmsConversation: ConversationView;
  SmsConversationChanged: Omit<SmsConversationChanged, 'conversation'> & { conversation: ResolversParentTypes['SmsConversation'] };
  SmsConversationConnection: Omit<SmsConversationConnection, 'edges'> & { edges: Array<ResolversParentTypes['SmsConversationEdge']> };
  SmsConversationEdge: Omit<SmsConversationEdge, 'node'> & { node: ResolversParentTypes['SmsConversation'] };
  SmsConversationFilter: SmsConversationFilter;
  SmsConversationPayload: Omit<SmsConversationPayload, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['SmsConversation']> };
  SmsConversationRemoved: SmsConversationRemoved;
  SmsCounters: SmsCounters;
  SmsCountersChanged: SmsCountersChanged;
  SmsCounting: SmsCounting;
  SmsCreateContactInput: SmsCreateContactInput;
  SmsCursor: Scalars['SmsCursor']['output'];
  SmsDateTime: Scalars['SmsDateTime']['output'];
  SmsDelivery: SmsDelivery;
  SmsError: SmsError;
  SmsEvent: ResolversInterfaceTypes<ResolversParentTypes>['SmsEvent'];
  SmsEventBatch: Omit<SmsEventBatch, 'events'> & { events: Array<ResolversParentTypes['SmsEvent']> };
  SmsFieldValue: SmsFieldValue;
  SmsFieldValueInput: SmsFieldValueInput;
  SmsLimits: SmsLimits;
  SmsMarkAllReadInput: SmsMarkAllReadInput;
  SmsMarkAllReadPayload: SmsMarkAllReadPayload;
  SmsMarkReadInput: SmsMarkReadInput;
  SmsMarkReadPayload: Omit<SmsMarkReadPayload, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['SmsConversation']> };
  SmsMergeField: SmsMergeField;
  SmsMergeSyntax: SmsMergeSyntax;
  SmsMessage: SmsMessage;
  SmsMessageAdded: Omit<SmsMessageAdded, 'conversation'> & { conversation: ResolversParentTypes['SmsConversation'] };
  SmsMessageChanged: SmsMessageChanged;
  SmsMessageConnection: SmsMessageConnection;
  SmsMessageEdge: SmsMessageEdge;
  SmsOpenConversationInput: SmsOpenConversationInput;
  SmsPageInfo: SmsPageInfo;
  SmsRecipient: Omit<SmsRecipient, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['SmsConversation']> };
  SmsSendMessageInput: SmsSendMessageInput;
  SmsSendMessagePayload: SmsSendMessagePayload;
  SmsSendPermission: SmsSendPermission;
  SmsSender: SmsSender;
  SmsSendersChanged: SmsSendersChanged;
  SmsService: SmsService;
  SmsTemplate: SmsTemplate;
  SmsTemplateConnection: SmsTemplateConnection;
  SmsTemplateEdge: SmsTemplateEdge;
  SmsTemplatesChanged: SmsTemplatesChanged;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  smsCloseConversation?: Resolver<ResolversTypes['SmsConversationPayload'], ParentType, ContextType, RequireFields<MutationSmsCloseConversationArgs, 'input'>>;
  smsCreateContact?: Resolver<ResolversTypes['SmsContactPayload'], ParentType, ContextType, RequireFields<MutationSmsCreateContactArgs, 'input'>>;
  smsMarkAllRead?: Resolver<ResolversTypes['SmsMarkAllReadPayload'], ParentType, ContextType, RequireFields<MutationSmsMarkAllReadArgs, 'input'>>;
  smsMarkRead?: Resolver<ResolversTypes['SmsMarkReadPayload'], ParentType, ContextType, RequireFields<MutationSmsMarkReadArgs, 'input'>>;
  smsOpenConversation?: Resolver<ResolversTypes['SmsConversationPayload'], ParentType, ContextType, RequireFields<MutationSmsOpenConversationArgs, 'input'>>;
  smsSendMessage?: Resolver<ResolversTypes['SmsSendMessagePayload'], ParentType, ContextType, RequireFields<MutationSmsSendMessageArgs, 'input'>>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  smsAccount?: Resolver<ResolversTypes['SmsAccount'], ParentType, ContextType>;
  smsConversation?: Resolver<Maybe<ResolversTypes['SmsConversation']>, ParentType, ContextType, RequireFields<QuerySmsConversationArgs, 'id'>>;
  smsConversations?: Resolver<ResolversTypes['SmsConversationConnection'], ParentType, ContextType, RequireFields<QuerySmsConversationsArgs, 'first'>>;
  smsCounters?: Resolver<ResolversTypes['SmsCounters'], ParentType, ContextType>;
  smsEventLog?: Resolver<ResolversTypes['SmsEventBatch'], ParentType, ContextType, RequireFields<QuerySmsEventLogArgs, 'after' | 'first'>>;
  smsMergeFields?: Resolver<Array<ResolversTypes['SmsMergeField']>, ParentType, ContextType>;
  smsMessageByClientId?: Resolver<Maybe<ResolversTypes['SmsMessage']>, ParentType, ContextType, RequireFields<QuerySmsMessageByClientIdArgs, 'clientMessageId'>>;
  smsRecipients?: Resolver<Array<ResolversTypes['SmsRecipient']>, ParentType, ContextType, RequireFields<QuerySmsRecipientsArgs, 'first' | 'search'>>;
  smsSenders?: Resolver<Array<ResolversTypes['SmsSender']>, ParentType, ContextType>;
  smsService?: Resolver<ResolversTypes['SmsService'], ParentType, ContextType>;
  smsSyncCursor?: Resolver<ResolversTypes['SmsCursor'], ParentType, ContextType>;
  smsTemplates?: Resolver<ResolversTypes['SmsTemplateConnection'], ParentType, ContextType, RequireFields<QuerySmsTemplatesArgs, 'first'>>;
  smsViewer?: Resolver<ResolversTypes['SmsAgent'], ParentType, ContextType>;
};

export type SmsAccountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsAccount'] = ResolversParentTypes['SmsAccount']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface SmsAddressScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SmsAddress'], any> {
  name: 'SmsAddress';
}

export type SmsAgentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsAgent'] = ResolversParentTypes['SmsAgent']> = {
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SmsAllReadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsAllRead'] = ResolversParentTypes['SmsAllRead']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  stillUnread?: Resolver<Array<ResolversTypes['SmsConversation']>, ParentType, ContextType>;
  upTo?: Resolver<ResolversTypes['SmsCursor'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsContactResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsContact'] = ResolversParentTypes['SmsContact']> = {
  address?: Resolver<ResolversTypes['SmsAddress'], ParentType, ContextType>;
  displayName?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fields?: Resolver<Array<ResolversTypes['SmsFieldValue']>, ParentType, ContextType>;
  firstName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsContactChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsContactChanged'] = ResolversParentTypes['SmsContactChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  contact?: Resolver<ResolversTypes['SmsContact'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsContactPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsContactPayload'] = ResolversParentTypes['SmsContactPayload']> = {
  contact?: Resolver<Maybe<ResolversTypes['SmsContact']>, ParentType, ContextType>;
  created?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SmsError']>, ParentType, ContextType>;
  syncCursor?: Resolver<Maybe<ResolversTypes['SmsCursor']>, ParentType, ContextType>;
};

export type SmsContactRemovedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsContactRemoved'] = ResolversParentTypes['SmsContactRemoved']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  contactId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsConversationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversation'] = ResolversParentTypes['SmsConversation']> = {
  address?: Resolver<ResolversTypes['SmsAddress'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['SmsContact']>, ParentType, ContextType>;
  formattedAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastActivityAt?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  lastMessage?: Resolver<Maybe<ResolversTypes['SmsMessage']>, ParentType, ContextType>;
  lastSender?: Resolver<Maybe<ResolversTypes['SmsSender']>, ParentType, ContextType>;
  messages?: Resolver<ResolversTypes['SmsMessageConnection'], ParentType, ContextType, Partial<SmsConversationMessagesArgs>>;
  readPosition?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sending?: Resolver<ResolversTypes['SmsSendPermission'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SmsConversationState'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsConversationChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversationChanged'] = ResolversParentTypes['SmsConversationChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['SmsAgent']>, ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['SmsConversation'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsConversationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversationConnection'] = ResolversParentTypes['SmsConversationConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SmsConversationEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['SmsPageInfo'], ParentType, ContextType>;
};

export type SmsConversationEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversationEdge'] = ResolversParentTypes['SmsConversationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SmsConversation'], ParentType, ContextType>;
};

export type SmsConversationPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversationPayload'] = ResolversParentTypes['SmsConversationPayload']> = {
  conversation?: Resolver<Maybe<ResolversTypes['SmsConversation']>, ParentType, ContextType>;
  created?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SmsError']>, ParentType, ContextType>;
  syncCursor?: Resolver<Maybe<ResolversTypes['SmsCursor']>, ParentType, ContextType>;
};

export type SmsConversationRemovedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsConversationRemoved'] = ResolversParentTypes['SmsConversationRemoved']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsCountersResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsCounters'] = ResolversParentTypes['SmsCounters']> = {
  unreadConversations?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unreadMessages?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsCountersChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsCountersChanged'] = ResolversParentTypes['SmsCountersChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  counters?: Resolver<ResolversTypes['SmsCounters'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsCountingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsCounting'] = ResolversParentTypes['SmsCounting']> = {
  maxParts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  referenceBits?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface SmsCursorScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SmsCursor'], any> {
  name: 'SmsCursor';
}

export interface SmsDateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SmsDateTime'], any> {
  name: 'SmsDateTime';
}

export type SmsDeliveryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsDelivery'] = ResolversParentTypes['SmsDelivery']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  providerCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SmsDeliveryStatus'], ParentType, ContextType>;
};

export type SmsErrorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsError'] = ResolversParentTypes['SmsError']> = {
  code?: Resolver<ResolversTypes['SmsErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SmsEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsEvent'] = ResolversParentTypes['SmsEvent']> = {
  __resolveType: TypeResolveFn<'SmsAllRead' | 'SmsContactChanged' | 'SmsContactRemoved' | 'SmsConversationChanged' | 'SmsConversationRemoved' | 'SmsCountersChanged' | 'SmsMessageAdded' | 'SmsMessageChanged' | 'SmsSendersChanged' | 'SmsTemplatesChanged', ParentType, ContextType>;
};

export type SmsEventBatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsEventBatch'] = ResolversParentTypes['SmsEventBatch']> = {
  after?: Resolver<ResolversTypes['SmsCursor'], ParentType, ContextType>;
  caughtUp?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['SmsCursor'], ParentType, ContextType>;
  events?: Resolver<Array<ResolversTypes['SmsEvent']>, ParentType, ContextType>;
  resync?: Resolver<Maybe<ResolversTypes['SmsResyncReason']>, ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
};

export type SmsFieldValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsFieldValue'] = ResolversParentTypes['SmsFieldValue']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SmsLimitsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsLimits'] = ResolversParentTypes['SmsLimits']> = {
  heartbeatSeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxBodyLength?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxPageSize?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  minReplaySeconds?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsMarkAllReadPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMarkAllReadPayload'] = ResolversParentTypes['SmsMarkAllReadPayload']> = {
  counters?: Resolver<Maybe<ResolversTypes['SmsCounters']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SmsError']>, ParentType, ContextType>;
  syncCursor?: Resolver<Maybe<ResolversTypes['SmsCursor']>, ParentType, ContextType>;
};

export type SmsMarkReadPayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMarkReadPayload'] = ResolversParentTypes['SmsMarkReadPayload']> = {
  conversation?: Resolver<Maybe<ResolversTypes['SmsConversation']>, ParentType, ContextType>;
  counters?: Resolver<Maybe<ResolversTypes['SmsCounters']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SmsError']>, ParentType, ContextType>;
  syncCursor?: Resolver<Maybe<ResolversTypes['SmsCursor']>, ParentType, ContextType>;
};

export type SmsMergeFieldResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMergeField'] = ResolversParentTypes['SmsMergeField']> = {
  example?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SmsMergeSyntaxResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMergeSyntax'] = ResolversParentTypes['SmsMergeSyntax']> = {
  close?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  fallback?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SmsMessageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMessage'] = ResolversParentTypes['SmsMessage']> = {
  author?: Resolver<Maybe<ResolversTypes['SmsAgent']>, ParentType, ContextType>;
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  campaignName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  clientMessageId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  delivery?: Resolver<Maybe<ResolversTypes['SmsDelivery']>, ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['SmsDirection'], ParentType, ContextType>;
  encoding?: Resolver<Maybe<ResolversTypes['SmsEncoding']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  position?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sender?: Resolver<Maybe<ResolversTypes['SmsSender']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsMessageAddedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMessageAdded'] = ResolversParentTypes['SmsMessageAdded']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  conversation?: Resolver<ResolversTypes['SmsConversation'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['SmsMessage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsMessageChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMessageChanged'] = ResolversParentTypes['SmsMessageChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['SmsMessage'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsMessageConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMessageConnection'] = ResolversParentTypes['SmsMessageConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SmsMessageEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['SmsPageInfo'], ParentType, ContextType>;
};

export type SmsMessageEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsMessageEdge'] = ResolversParentTypes['SmsMessageEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SmsMessage'], ParentType, ContextType>;
};

export type SmsPageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsPageInfo'] = ResolversParentTypes['SmsPageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SmsRecipientResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsRecipient'] = ResolversParentTypes['SmsRecipient']> = {
  address?: Resolver<ResolversTypes['SmsAddress'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['SmsContact']>, ParentType, ContextType>;
  conversation?: Resolver<Maybe<ResolversTypes['SmsConversation']>, ParentType, ContextType>;
  formattedAddress?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SmsSendMessagePayloadResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsSendMessagePayload'] = ResolversParentTypes['SmsSendMessagePayload']> = {
  deduplicated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SmsError']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['SmsMessage']>, ParentType, ContextType>;
  syncCursor?: Resolver<Maybe<ResolversTypes['SmsCursor']>, ParentType, ContextType>;
};

export type SmsSendPermissionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsSendPermission'] = ResolversParentTypes['SmsSendPermission']> = {
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['SmsSendBlock']>, ParentType, ContextType>;
};

export type SmsSenderResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsSender'] = ResolversParentTypes['SmsSender']> = {
  address?: Resolver<Maybe<ResolversTypes['SmsAddress']>, ParentType, ContextType>;
  canReceiveReplies?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDefault?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['SmsSenderKind'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SmsSenderStatus'], ParentType, ContextType>;
  statusReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsSendersChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsSendersChanged'] = ResolversParentTypes['SmsSendersChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  senders?: Resolver<Array<ResolversTypes['SmsSender']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmsServiceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsService'] = ResolversParentTypes['SmsService']> = {
  capabilities?: Resolver<Array<ResolversTypes['SmsCapability']>, ParentType, ContextType>;
  counting?: Resolver<ResolversTypes['SmsCounting'], ParentType, ContextType>;
  limits?: Resolver<ResolversTypes['SmsLimits'], ParentType, ContextType>;
  mergeSyntax?: Resolver<ResolversTypes['SmsMergeSyntax'], ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  serverTime?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
};

export type SmsTemplateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsTemplate'] = ResolversParentTypes['SmsTemplate']> = {
  body?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SmsTemplateConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsTemplateConnection'] = ResolversParentTypes['SmsTemplateConnection']> = {
  edges?: Resolver<Array<ResolversTypes['SmsTemplateEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['SmsPageInfo'], ParentType, ContextType>;
};

export type SmsTemplateEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsTemplateEdge'] = ResolversParentTypes['SmsTemplateEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SmsTemplate'], ParentType, ContextType>;
};

export type SmsTemplatesChangedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SmsTemplatesChanged'] = ResolversParentTypes['SmsTemplatesChanged']> = {
  at?: Resolver<ResolversTypes['SmsDateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  smsEvents?: SubscriptionResolver<ResolversTypes['SmsEventBatch'], "smsEvents", ParentType, ContextType, RequireFields<SubscriptionSmsEventsArgs, 'after'>>;
};

export type Resolvers<ContextType = RequestContext> = {
  Mutation?: MutationResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  SmsAccount?: SmsAccountResolvers<ContextType>;
  SmsAddress?: GraphQLScalarType;
  SmsAgent?: SmsAgentResolvers<ContextType>;
  SmsAllRead?: SmsAllReadResolvers<ContextType>;
  SmsContact?: SmsContactResolvers<ContextType>;
  SmsContactChanged?: SmsContactChangedResolvers<ContextType>;
  SmsContactPayload?: SmsContactPayloadResolvers<ContextType>;
  SmsContactRemoved?: SmsContactRemovedResolvers<ContextType>;
  SmsConversation?: SmsConversationResolvers<ContextType>;
  SmsConversationChanged?: SmsConversationChangedResolvers<ContextType>;
  SmsConversationConnection?: SmsConversationConnectionResolvers<ContextType>;
  SmsConversationEdge?: SmsConversationEdgeResolvers<ContextType>;
  SmsConversationPayload?: SmsConversationPayloadResolvers<ContextType>;
  SmsConversationRemoved?: SmsConversationRemovedResolvers<ContextType>;
  SmsCounters?: SmsCountersResolvers<ContextType>;
  SmsCountersChanged?: SmsCountersChangedResolvers<ContextType>;
  SmsCounting?: SmsCountingResolvers<ContextType>;
  SmsCursor?: GraphQLScalarType;
  SmsDateTime?: GraphQLScalarType;
  SmsDelivery?: SmsDeliveryResolvers<ContextType>;
  SmsError?: SmsErrorResolvers<ContextType>;
  SmsEvent?: SmsEventResolvers<ContextType>;
  SmsEventBatch?: SmsEventBatchResolvers<ContextType>;
  SmsFieldValue?: SmsFieldValueResolvers<ContextType>;
  SmsLimits?: SmsLimitsResolvers<ContextType>;
  SmsMarkAllReadPayload?: SmsMarkAllReadPayloadResolvers<ContextType>;
  SmsMarkReadPayload?: SmsMarkReadPayloadResolvers<ContextType>;
  SmsMergeField?: SmsMergeFieldResolvers<ContextType>;
  SmsMergeSyntax?: SmsMergeSyntaxResolvers<ContextType>;
  SmsMessage?: SmsMessageResolvers<ContextType>;
  SmsMessageAdded?: SmsMessageAddedResolvers<ContextType>;
  SmsMessageChanged?: SmsMessageChangedResolvers<ContextType>;
  SmsMessageConnection?: SmsMessageConnectionResolvers<ContextType>;
  SmsMessageEdge?: SmsMessageEdgeResolvers<ContextType>;
  SmsPageInfo?: SmsPageInfoResolvers<ContextType>;
  SmsRecipient?: SmsRecipientResolvers<ContextType>;
  SmsSendMessagePayload?: SmsSendMessagePayloadResolvers<ContextType>;
  SmsSendPermission?: SmsSendPermissionResolvers<ContextType>;
  SmsSender?: SmsSenderResolvers<ContextType>;
  SmsSendersChanged?: SmsSendersChangedResolvers<ContextType>;
  SmsService?: SmsServiceResolvers<ContextType>;
  SmsTemplate?: SmsTemplateResolvers<ContextType>;
  SmsTemplateConnection?: SmsTemplateConnectionResolvers<ContextType>;
  SmsTemplateEdge?: SmsTemplateEdgeResolvers<ContextType>;
  SmsTemplatesChanged?: SmsTemplatesChangedResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
};

