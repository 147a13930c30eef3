import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import type {Row} from '../db/tables.js';
import type {
  SmsAgent,
  SmsContact,
  SmsConversation,
  SmsMessage,
  SmsSendPermission,
  SmsSender,
} from '../schema/resolvers.gen.js';
import {canReceive, formatAddress} from './addresses.js';
import {displayName} from './names.js';

/*
 * Entities as the contract shapes them. Each loader makes a fixed number of queries, however many are asked for,
 * and looks only inside the account; what is not there is not in the map.
 */
export type AgentView = SmsAgent;
export type SenderView = SmsSender;
export type ContactView = SmsContact;
export type MessageView = SmsMessage;
/** Messages are read by their own resolver, a page at a time. */
export type ConversationView = Omit<SmsConversation, 'messages'>;

export function senderView(row: Row<'sender'>): SenderView {
  return {
    id: row.id,
    version: row.version,
    kind: row.kind,
    label: row.label,
    address: row.address,
    canReceiveReplies: row.kind !== 'ALPHANUMERIC',
    status: row.status,
    statusReason: row.status === 'READY' ? null : row.status_reason,
    isDefault: row.is_default,
  };
}

export async function loadSenders(db: Queryable, accountId: string): Promise<SenderView[]> {
  const rows = await db
    .selectFrom('sender')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();
  return rows.map(senderView);
}

export function contactView(row: Row<'contact'>, country: string): ContactView {
  const names = {first_name: row.first_name, last_name: row.last_name};
  return {
    id: row.id,
    version: row.version,
    firstName: row.first_name,
    lastName: row.last_name,
    displayName: displayName(row, country),
    address: row.address,
    fields: Object.entries({...names, ...row.fields}).flatMap(([key, value]) =>
      value ? [{key, value}] : [],
    ),
  };
}

export async function loadContacts(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, ContactView>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.account_id')
    .selectAll('contact')
    .select('account.country')
    .where('contact.account_id', '=', accountId)
    .where('contact.id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, contactView(row, row.country)]));
}

export async function loadMessages(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, MessageView>> {
  if (ids.length === 0) return new Map();
  const rows = await messageRows(db, accountId).where('message.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, messageView(row)]));
}

/** Rows that `messageView` understands; the caller narrows them down. */
export function messageRows(db: Queryable, accountId: string) {
  return db
    .selectFrom('message')
    .leftJoin('sender', (join) =>
      join.onRef('sender.account_id', '=', 'message.account_id').onRef('sender.id', '=', 'message.sender_id'),
    )
    .leftJoin('agent', (join) =>
      join.onRef('agent.account_id', '=', 'message.account_id').onRef('agent.id', '=', 'message.author_id'),
    )
    .leftJoin('campaign', (join) =>
      join
        .onRef('campaign.account_id', '=', 'message.account_id')
        .onRef('campaign.id', '=', 'message.campaign_id'),
    )
    .selectAll('message')
    .select([
      sql<Row<'sender'> | null>`to_jsonb(sender)`.as('sender'),
      'agent.display_name as author_name',
      'campaign.name as campaign_name',
    ])
    .where('message.account_id', '=', accountId);
}

type MessageRow = Awaited<ReturnType<ReturnType<typeof messageRows>['execute']>>[number];

export function messageView(row: MessageRow): MessageView {
  return {
    id: row.id,
    version: row.version,
    conversationId: row.conversation_id,
    position: row.position,
    direction: row.direction,
    body: row.body,
    sender: row.sender && senderView(row.sender),
    author:
      row.author_id === null ? null : {id: row.author_id, displayName: row.author_name ?? row.author_id},
    campaignName: row.campaign_name,
    delivery: row.delivery_status && {
      status: row.delivery_status,
      reason: row.delivery_reason,
      providerCode: row.delivery_code,
      retryable: row.delivery_retryable,
      at: (row.delivery_at ?? row.created_at).toISOString(),
    },
    clientMessageId: row.client_message_id,
    parts: row.parts,
    encoding: row.encoding,
    createdAt: row.created_at.toISOString(),
  };
}

export async function loadConversations(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, ConversationView>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('conversation')
    .innerJoin('account', 'account.id', 'conversation.account_id')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'conversation.account_id')
        .onRef('contact.id', '=', 'conversation.contact_id'),
    )
    .leftJoin('opt_out', (join) =>
      join
        .onRef('opt_out.account_id', '=', 'conversation.account_id')
        .onRef('opt_out.address', '=', 'conversation.address'),
    )
    .selectAll('conversation')
    .select([
      'account.country',
      'opt_out.since as opted_out_since',
      sql<Row<'contact'> | null>`to_jsonb(contact)`.as('contact'),
    ])
    .where('conversation.account_id', '=', accountId)
    .where('conversation.id', 'in', ids)
    .execute();
  const senders = await loadSenders(db, accountId);
  const canSend = senders.some((sender) => sender.status === 'READY');
  const lastMessages = await loadMessages(
    db,
    accountId,
    rows.flatMap((row) => row.last_message_id ?? []),
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        version: row.version,
        state: row.state,
        address: row.address,
        formattedAddress: formatAddress(row.address, row.country),
        contact: row.contact && contactView(row.contact, row.country),
        lastSender: senders.find((sender) => sender.id === row.last_sender_id) ?? null,
        lastMessage: lastMessages.get(row.last_message_id ?? '') ?? null,
        lastActivityAt: row.last_activity_at.toISOString(),
        unreadCount: row.unread_count,
        readPosition: row.read_position,
        sending: sendPermission(row.address, row.opted_out_since !== null, canSend),
      },
    ]),
  );
}

export async function loadConversation(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<ConversationView | null> {
  return (await loadConversations(db, accountId, [id])).get(id) ?? null;
}

/** The threads with something unread, at most `most` of them. */
export async function loadUnreadConversations(
  db: Queryable,
  accountId: string,
  most: number,
): Promise<ConversationView[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('account_id', '=', accountId)
    .where('unread_count', '>', 0)
    .limit(most)
    .execute();
  const views = await loadConversations(
    db,
    accountId,
    rows.map(({id}) => id),
  );
  return [...views.values()];
}

function sendPermission(address: string, optedOut: boolean, canSend: boolean): SmsSendPermission {
  if (optedOut) return {allowed: false, reason: 'OPTED_OUT'};
  if (!canReceive(address)) return {allowed: false, reason: 'OTHER'};
  return canSend ? {allowed: true, reason: null} : {allowed: false, reason: 'NO_SENDER'};
}
