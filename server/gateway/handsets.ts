import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import {formatAddress, searchDigits} from '../domain/addresses.js';
import {displayName, likePattern, searchable} from '../domain/names.js';
import type {HandsetMessage} from './simulated.js';

/*
 * What the simulated handsets hold, read from the host's own messages: everything that came from a handset was
 * stored, and everything that was delivered is on it. So handsets outlive a restart without a store of their own.
 */

export interface Handset {
  address: string;
  formattedAddress: string;
  name: string | null;
  lastMessageAt: Date;
}

/** Handsets that the host has a thread with, or a contact for: the latest first. */
export async function findHandsets(db: Queryable, search: string, first: number): Promise<Handset[]> {
  const text = searchable(search);
  const digits = searchDigits(search);
  let query = db
    .selectFrom('conversation')
    .innerJoin('account', 'account.id', 'conversation.account_id')
    .leftJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'conversation.account_id')
        .onRef('contact.id', '=', 'conversation.contact_id'),
    )
    .select([
      'conversation.address',
      'conversation.last_activity_at',
      'account.country',
      'contact.id as contact_id',
      'contact.first_name',
      'contact.last_name',
    ])
    .where('conversation.address', '~', '^\\+?[0-9]+$')
    .orderBy('conversation.last_activity_at', 'desc')
    .limit(first);
  if (text !== '') {
    query = query.where((eb) =>
      eb.or([
        eb('contact.search_name', 'like', likePattern(text)),
        eb('conversation.address', 'like', likePattern(digits ?? text)),
      ]),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => ({
    address: row.address,
    formattedAddress: formatAddress(row.address, row.country),
    name: row.contact_id === null ? null : displayName(row, row.country),
    lastMessageAt: row.last_activity_at,
  }));
}

const newest = 50;

/** The newest messages on a handset, in ascending order. */
export async function listHandsetMessages(db: Queryable, address: string): Promise<HandsetMessage[]> {
  const rows = await onHandset(db, address)
    .select([
      'message.id',
      'message.gateway_message_id',
      'message.direction',
      'message.sender_address',
      'message.body',
      'message.created_at',
    ])
    .orderBy('message.created_at', 'desc')
    .orderBy('message.position', 'desc')
    .limit(newest)
    .execute();
  return rows.reverse().map((row) => ({
    id: row.direction === 'INBOUND' ? (row.gateway_message_id ?? row.id) : row.id,
    direction: row.direction === 'INBOUND' ? 'SENT' : 'RECEIVED',
    peer: row.sender_address ?? '',
    body: row.body,
    at: row.created_at,
  }));
}

/** The number that last wrote to a handset and can be answered; else the account's first number of its own. */
export async function numberToAnswer(db: Queryable, address: string): Promise<string | null> {
  const last = await onHandset(db, address)
    .innerJoin('sender', (join) =>
      join.onRef('sender.account_id', '=', 'message.account_id').onRef('sender.id', '=', 'message.sender_id'),
    )
    .select('message.sender_address')
    .where('sender.kind', 'in', ['VIRTUAL', 'SHORT_CODE', 'SHARED'])
    .where('message.sender_address', 'is not', null)
    .orderBy('message.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last) return last.sender_address;
  const own = await db
    .selectFrom('sender')
    .select('address')
    .where('kind', 'in', ['VIRTUAL', 'SHORT_CODE'])
    .where('status', '=', 'READY')
    .orderBy(sql`is_default DESC, sort_order`)
    .limit(1)
    .executeTakeFirst();
  return own?.address ?? null;
}

function onHandset(db: Queryable, address: string) {
  return db
    .selectFrom('conversation')
    .innerJoin('message', (join) =>
      join
        .onRef('message.account_id', '=', 'conversation.account_id')
        .onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .where('conversation.address', '=', address)
    .where((eb) =>
      eb.or([
        eb('message.direction', '=', 'INBOUND'),
        eb('message.delivery_status', 'in', ['SENT', 'DELIVERED']),
      ]),
    );
}
