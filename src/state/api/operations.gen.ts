/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
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
  readonly conversationId: string;
  readonly seenPosition: number;
};

export type SmsConversationFilter = {
  /** Matches contact names, and digits anywhere in the number however it is written. */
  readonly search?: string | null | undefined;
  /** Only conversations with messages to or from this sender ID. */
  readonly senderId?: string | null | undefined;
  readonly state?: SmsConversationState | null | undefined;
  readonly unreadOnly?: boolean | null | undefined;
};

export type SmsConversationState =
  /** hidden from the list until a message arrives, is sent, or someone opens it again */
  | 'CLOSED'
  | 'OPEN';

export type SmsCreateContactInput = {
  readonly address: string;
  readonly fields?: ReadonlyArray<SmsFieldValueInput> | null | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
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

export type SmsEventTopic =
  | 'CONTACTS'
  | 'CONVERSATIONS'
  | 'COUNTERS'
  | 'MESSAGES'
  | 'SENDERS'
  | 'TEMPLATES';

export type SmsFieldValueInput = {
  readonly key: string;
  readonly value: string;
};

export type SmsMarkAllReadInput = {
  /** The cursor that the caller has applied: what is newer than the screen stays unread. */
  readonly upTo: string;
};

export type SmsMarkReadInput = {
  readonly conversationId: string;
  readonly upToPosition: number;
};

/** Exactly one of the three. */
export type SmsOpenConversationInput = {
  readonly address?: string | null | undefined;
  readonly contactId?: string | null | undefined;
  readonly conversationId?: string | null | undefined;
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
  readonly body: string;
  /** A random UUID made once, when the user presses Send, and kept over retries, reloads and tabs. */
  readonly clientMessageId: string;
  readonly conversationId: string;
  /** Refuse with EXPIRED rather than send after this time. */
  readonly notAfter?: string | null | undefined;
  /**
   * If given, and another agent has written since this position: CONVERSATION_CHANGED, nothing sent.
   * Not part of the content: repeat without it to send anyway.
   */
  readonly seenPosition?: number | null | undefined;
  /** Null leaves the choice to the host. */
  readonly senderId?: string | null | undefined;
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

export type ContactFieldsFragment = { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> };

export type SenderFieldsFragment = { readonly id: string, readonly version: number, readonly kind: SmsSenderKind, readonly label: string, readonly canReceiveReplies: boolean, readonly status: SmsSenderStatus, readonly statusReason: string | null, readonly isDefault: boolean };

export type MessageFieldsFragment = { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null };

export type BareConversationFieldsFragment = { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } };

export type ConversationFieldsFragment = { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } };

export type CounterFieldsFragment = { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number };

export type SessionFieldsFragment = { readonly smsService: { readonly protocol: number, readonly capabilities: ReadonlyArray<SmsCapability>, readonly serverTime: string, readonly limits: { readonly maxBodyLength: number, readonly heartbeatSeconds: number }, readonly counting: { readonly maxParts: number, readonly referenceBits: number }, readonly mergeSyntax: { readonly open: string, readonly close: string, readonly fallback: string } }, readonly smsAccount: { readonly id: string }, readonly smsViewer: { readonly id: string }, readonly smsCounters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } };

export type BatchFieldsFragment = { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
    | { readonly __typename: 'SmsAllRead', readonly stillUnread: ReadonlyArray<{ readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } }> }
    | { readonly __typename: 'SmsContactChanged', readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } }
    | { readonly __typename: 'SmsContactRemoved', readonly contactId: string, readonly version: number }
    | { readonly __typename: 'SmsConversationChanged', readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
    | { readonly __typename: 'SmsConversationRemoved', readonly conversationId: string, readonly version: number }
    | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
    | { readonly __typename: 'SmsMessageAdded', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null }, readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
    | { readonly __typename: 'SmsMessageChanged', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } }
    | { readonly __typename: 'SmsSendersChanged', readonly senders: ReadonlyArray<{ readonly id: string, readonly version: number, readonly kind: SmsSenderKind, readonly label: string, readonly canReceiveReplies: boolean, readonly status: SmsSenderStatus, readonly statusReason: string | null, readonly isDefault: boolean }> }
    | { readonly __typename: 'SmsTemplatesChanged' }
  > };

export type ConversationPageFieldsFragment = { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } };

export type ErrorFieldsFragment = { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null };

export type CountersSnapshotQueryVariables = Exact<{ [key: string]: never; }>;


export type CountersSnapshotQuery = { readonly smsSyncCursor: string, readonly smsService: { readonly protocol: number, readonly capabilities: ReadonlyArray<SmsCapability>, readonly serverTime: string, readonly limits: { readonly maxBodyLength: number, readonly heartbeatSeconds: number }, readonly counting: { readonly maxParts: number, readonly referenceBits: number }, readonly mergeSyntax: { readonly open: string, readonly close: string, readonly fallback: string } }, readonly smsAccount: { readonly id: string }, readonly smsViewer: { readonly id: string }, readonly smsCounters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } };

export type InboxSnapshotQueryVariables = Exact<{
  filter?: SmsConversationFilter | null | undefined;
  first: number;
}>;


export type InboxSnapshotQuery = { readonly smsSyncCursor: string, readonly smsConversations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } }, readonly smsSenders: ReadonlyArray<{ readonly id: string, readonly version: number, readonly kind: SmsSenderKind, readonly label: string, readonly canReceiveReplies: boolean, readonly status: SmsSenderStatus, readonly statusReason: string | null, readonly isDefault: boolean }>, readonly smsMergeFields: ReadonlyArray<{ readonly key: string, readonly label: string }>, readonly smsService: { readonly protocol: number, readonly capabilities: ReadonlyArray<SmsCapability>, readonly serverTime: string, readonly limits: { readonly maxBodyLength: number, readonly heartbeatSeconds: number }, readonly counting: { readonly maxParts: number, readonly referenceBits: number }, readonly mergeSyntax: { readonly open: string, readonly close: string, readonly fallback: string } }, readonly smsAccount: { readonly id: string }, readonly smsViewer: { readonly id: string }, readonly smsCounters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } };

export type ConversationsPageQueryVariables = Exact<{
  filter?: SmsConversationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ConversationsPageQuery = { readonly smsConversations: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type ThreadPageQueryVariables = Exact<{
  id: string;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
  around?: number | null | undefined;
}>;


export type ThreadPageQuery = { readonly smsSyncCursor: string, readonly smsConversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly messages: { readonly edges: ReadonlyArray<{ readonly node: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } }, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } | null };

export type RecipientsQueryVariables = Exact<{
  search: string;
  first: number;
}>;


export type RecipientsQuery = { readonly smsRecipients: ReadonlyArray<{ readonly address: string, readonly formattedAddress: string, readonly contact: { readonly id: string, readonly displayName: string } | null, readonly conversation: { readonly id: string, readonly state: SmsConversationState } | null }> };

export type TemplatesQueryVariables = Exact<{
  search?: string | null | undefined;
  first: number;
}>;


export type TemplatesQuery = { readonly smsTemplates: { readonly edges: ReadonlyArray<{ readonly node: { readonly name: string, readonly body: string } }> } };

export type MessageByClientIdQueryVariables = Exact<{
  clientMessageId: string;
}>;


export type MessageByClientIdQuery = { readonly smsMessageByClientId: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } | null };

export type SendMessageMutationVariables = Exact<{
  input: SmsSendMessageInput;
}>;


export type SendMessageMutation = { readonly smsSendMessage: { readonly deduplicated: boolean, readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } | null, readonly error: { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null } | null } };

export type MarkReadMutationVariables = Exact<{
  input: SmsMarkReadInput;
}>;


export type MarkReadMutation = { readonly smsMarkRead: { readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } | null, readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } | null } };

export type MarkAllReadMutationVariables = Exact<{
  input: SmsMarkAllReadInput;
}>;


export type MarkAllReadMutation = { readonly smsMarkAllRead: { readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } | null, readonly error: { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null } | null } };

export type CloseConversationMutationVariables = Exact<{
  input: SmsCloseConversationInput;
}>;


export type CloseConversationMutation = { readonly smsCloseConversation: { readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } | null, readonly error: { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null } | null } };

export type OpenConversationMutationVariables = Exact<{
  input: SmsOpenConversationInput;
}>;


export type OpenConversationMutation = { readonly smsOpenConversation: { readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } | null, readonly error: { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null } | null } };

export type CreateContactMutationVariables = Exact<{
  input: SmsCreateContactInput;
}>;


export type CreateContactMutation = { readonly smsCreateContact: { readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly error: { readonly code: SmsErrorCode, readonly message: string, readonly field: string | null, readonly retryable: boolean, readonly retryAfterMs: number | null } | null } };

export type EventLogQueryVariables = Exact<{
  after: string;
  topics?: ReadonlyArray<SmsEventTopic> | SmsEventTopic | null | undefined;
}>;


export type EventLogQuery = { readonly smsEventLog: { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
      | { readonly __typename: 'SmsAllRead', readonly stillUnread: ReadonlyArray<{ readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } }> }
      | { readonly __typename: 'SmsContactChanged', readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } }
      | { readonly __typename: 'SmsContactRemoved', readonly contactId: string, readonly version: number }
      | { readonly __typename: 'SmsConversationChanged', readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
      | { readonly __typename: 'SmsConversationRemoved', readonly conversationId: string, readonly version: number }
      | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
      | { readonly __typename: 'SmsMessageAdded', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null }, readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
      | { readonly __typename: 'SmsMessageChanged', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } }
      | { readonly __typename: 'SmsSendersChanged', readonly senders: ReadonlyArray<{ readonly id: string, readonly version: number, readonly kind: SmsSenderKind, readonly label: string, readonly canReceiveReplies: boolean, readonly status: SmsSenderStatus, readonly statusReason: string | null, readonly isDefault: boolean }> }
      | { readonly __typename: 'SmsTemplatesChanged' }
    > } };

export type EventsSubscriptionVariables = Exact<{
  after: string;
  topics?: ReadonlyArray<SmsEventTopic> | SmsEventTopic | null | undefined;
}>;


export type EventsSubscription = { readonly smsEvents: { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
      | { readonly __typename: 'SmsAllRead', readonly stillUnread: ReadonlyArray<{ readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } }> }
      | { readonly __typename: 'SmsContactChanged', readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } }
      | { readonly __typename: 'SmsContactRemoved', readonly contactId: string, readonly version: number }
      | { readonly __typename: 'SmsConversationChanged', readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly lastMessage: { readonly id: string, readonly version: number, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly sender: { readonly id: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus } | null } | null, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
      | { readonly __typename: 'SmsConversationRemoved', readonly conversationId: string, readonly version: number }
      | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
      | { readonly __typename: 'SmsMessageAdded', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null }, readonly conversation: { readonly id: string, readonly version: number, readonly state: SmsConversationState, readonly address: string, readonly formattedAddress: string, readonly lastActivityAt: string, readonly unreadCount: number, readonly readPosition: number, readonly contact: { readonly id: string, readonly version: number, readonly displayName: string, readonly address: string, readonly fields: ReadonlyArray<{ readonly key: string, readonly value: string }> } | null, readonly lastSender: { readonly id: string } | null, readonly sending: { readonly allowed: boolean, readonly reason: SmsSendBlock | null } } }
      | { readonly __typename: 'SmsMessageChanged', readonly message: { readonly id: string, readonly version: number, readonly conversationId: string, readonly position: number, readonly direction: SmsDirection, readonly body: string, readonly campaignName: string | null, readonly clientMessageId: string | null, readonly createdAt: string, readonly sender: { readonly id: string, readonly label: string } | null, readonly author: { readonly id: string, readonly displayName: string } | null, readonly delivery: { readonly status: SmsDeliveryStatus, readonly reason: string | null, readonly retryable: boolean } | null } }
      | { readonly __typename: 'SmsSendersChanged', readonly senders: ReadonlyArray<{ readonly id: string, readonly version: number, readonly kind: SmsSenderKind, readonly label: string, readonly canReceiveReplies: boolean, readonly status: SmsSenderStatus, readonly statusReason: string | null, readonly isDefault: boolean }> }
      | { readonly __typename: 'SmsTemplatesChanged' }
    > } };

export type CountersBatchFieldsFragment = { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
    | { readonly __typename: 'SmsAllRead' }
    | { readonly __typename: 'SmsContactChanged' }
    | { readonly __typename: 'SmsContactRemoved' }
    | { readonly __typename: 'SmsConversationChanged' }
    | { readonly __typename: 'SmsConversationRemoved' }
    | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
    | { readonly __typename: 'SmsMessageAdded' }
    | { readonly __typename: 'SmsMessageChanged' }
    | { readonly __typename: 'SmsSendersChanged' }
    | { readonly __typename: 'SmsTemplatesChanged' }
  > };

export type CountersEventLogQueryVariables = Exact<{
  after: string;
  topics?: ReadonlyArray<SmsEventTopic> | SmsEventTopic | null | undefined;
}>;


export type CountersEventLogQuery = { readonly smsEventLog: { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
      | { readonly __typename: 'SmsAllRead' }
      | { readonly __typename: 'SmsContactChanged' }
      | { readonly __typename: 'SmsContactRemoved' }
      | { readonly __typename: 'SmsConversationChanged' }
      | { readonly __typename: 'SmsConversationRemoved' }
      | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
      | { readonly __typename: 'SmsMessageAdded' }
      | { readonly __typename: 'SmsMessageChanged' }
      | { readonly __typename: 'SmsSendersChanged' }
      | { readonly __typename: 'SmsTemplatesChanged' }
    > } };

export type CountersEventsSubscriptionVariables = Exact<{
  after: string;
  topics?: ReadonlyArray<SmsEventTopic> | SmsEventTopic | null | undefined;
}>;


export type CountersEventsSubscription = { readonly smsEvents: { readonly after: string, readonly cursor: string, readonly caughtUp: boolean, readonly resync: SmsResyncReason | null, readonly serverTime: string, readonly events: ReadonlyArray<
      | { readonly __typename: 'SmsAllRead' }
      | { readonly __typename: 'SmsContactChanged' }
      | { readonly __typename: 'SmsContactRemoved' }
      | { readonly __typename: 'SmsConversationChanged' }
      | { readonly __typename: 'SmsConversationRemoved' }
      | { readonly __typename: 'SmsCountersChanged', readonly counters: { readonly version: number, readonly unreadMessages: number, readonly unreadConversations: number } }
      | { readonly __typename: 'SmsMessageAdded' }
      | { readonly __typename: 'SmsMessageChanged' }
      | { readonly __typename: 'SmsSendersChanged' }
      | { readonly __typename: 'SmsTemplatesChanged' }
    > } };
