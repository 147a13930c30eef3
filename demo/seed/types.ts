import type {DeliveryStatus, Direction, SenderKind, SenderStatus} from '../../server/db/tables.js';

/** An account with all that is in it, as plain data: what a host's tables hold, before it is in tables. */
export interface DemoAccount {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly balanceParts: number;
  readonly agents: readonly DemoAgent[];
  /** In the order in which to offer them. */
  readonly senders: readonly DemoSender[];
  /** Numbers of the provider's shared pool. */
  readonly poolNumbers: readonly string[];
  readonly mergeFields: readonly DemoMergeField[];
  readonly templates: readonly DemoTemplate[];
  readonly contacts: readonly DemoContact[];
  readonly lists: readonly DemoList[];
  readonly campaigns: readonly DemoCampaign[];
  readonly conversations: readonly DemoConversation[];
}

export interface DemoAgent {
  readonly id: string;
  readonly displayName: string;
}

export interface DemoSender {
  readonly id: string;
  readonly kind: SenderKind;
  readonly label: string;
  readonly address: string | null;
  readonly status: SenderStatus;
  readonly statusReason: string | null;
  readonly isDefault: boolean;
}

export interface DemoMergeField {
  readonly key: string;
  readonly label: string;
  readonly example: string;
}

export interface DemoTemplate {
  readonly id: string;
  readonly name: string;
  readonly body: string;
}

export interface DemoContact {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly address: string;
  /** Merge field values without the names. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface DemoList {
  readonly id: string;
  readonly name: string;
  readonly contactIds: readonly string[];
}

export interface DemoCampaign {
  readonly id: string;
  readonly name: string;
  readonly listId: string;
  readonly senderId: string;
  /** With merge fields unresolved. */
  readonly body: string;
  readonly at: Date;
  readonly recipients: number;
  readonly skippedOptedOut: number;
  readonly skippedMissingValue: number;
}

export interface DemoConversation {
  readonly id: string;
  readonly address: string;
  readonly contactId: string | null;
  readonly closed: boolean;
  readonly optedOutAt: Date | null;
  /** How many of the newest messages, all of them inbound, nobody has read. */
  readonly unread: number;
  /** Oldest first, at least one. */
  readonly messages: readonly DemoMessage[];
}

export interface DemoMessage {
  readonly id: string;
  readonly at: Date;
  readonly direction: Direction;
  readonly body: string;
  readonly senderId: string;
  /** The number on our side; one of the pool's for the shared sender. */
  readonly senderAddress: string;
  /** Null for inbound messages and campaigns. */
  readonly authorId: string | null;
  readonly campaignId: string | null;
  /** Null for inbound messages. */
  readonly delivery: DemoDelivery | null;
}

export interface DemoDelivery {
  readonly status: DeliveryStatus;
  readonly reason: string | null;
  readonly code: string | null;
  readonly retryable: boolean;
  readonly at: Date;
}
