/** Fills an account straight in the host's database: what was there before the test begins. */
import {formatAddress} from '../../../server/domain/addresses.js';
import {searchable} from '../../../server/domain/names.js';
import {countSms} from '../../../src/sms/index.js';
import {randomTag} from '../../../server/log/cursor.js';
import {freshNumber} from '../../server/helpers/host.js';
import type {TestAccount, TestAgent} from '../../server/helpers/host.js';

export interface ContactContent {
  firstName?: string;
  lastName?: string;
  address?: string;
  /** Merge fields beyond the names, by key. */
  fields?: Record<string, string>;
}

export interface Person {
  contactId: string | null;
  address: string;
  /** As people of the account's country write it. */
  number: string;
}

export async function addContact(account: TestAccount, content: ContactContent): Promise<Person> {
  const {firstName = null, lastName = null, address = freshNumber(), fields = {}} = content;
  const contactId = `contact-${randomTag(6)}`;
  await account.test.db
    .insertInto('contact')
    .values({
      account_id: account.id,
      id: contactId,
      first_name: firstName,
      last_name: lastName,
      address,
      search_name: searchable(firstName, lastName),
      fields: JSON.stringify(fields),
    })
    .execute();
  return {contactId, address, number: formatAddress(address, 'AU')};
}

/** Somebody whose number is not saved. */
export function stranger(ending?: string): Person {
  const address = freshNumber(ending);
  return {contactId: null, address, number: formatAddress(address, 'AU')};
}

export interface MessageContent {
  body: string;
  /** Sent by the account rather than received. */
  sent?: boolean;
  /** By default a minute after the one before. */
  at?: Date;
  /** Null for none; by default the account's virtual number. */
  senderId?: string | null;
  delivery?: 'QUEUED' | 'SENT' | 'DELIVERED' | 'FAILED' | 'UNKNOWN';
  /** Why it failed, where another try could help. */
  retryReason?: string;
  /** Who of the account wrote it. */
  author?: TestAgent;
}

export interface ThreadContent {
  with: Person;
  messages: readonly MessageContent[];
  /** How many of the last messages, all received, have not been read. */
  unread?: number;
  closed?: boolean;
}

const MINUTE_MS = 60_000;

/** Answers with the conversation's id. The last message is a minute old, unless it says otherwise. */
export async function addThread(account: TestAccount, content: ThreadContent): Promise<string> {
  const {with: person, messages, unread = 0, closed = false} = content;
  const {db} = account.test;
  const id = `thread-${randomTag(6)}`;
  const start = Date.now() - messages.length * MINUTE_MS;
  const rows = messages.map((message, index) => {
    const {parts, encoding} = countSms(message.body);
    const at = message.at ?? new Date(start + index * MINUTE_MS);
    const delivery = message.sent ? (message.delivery ?? 'DELIVERED') : null;
    return {
      ...{account_id: account.id, id: `${id}-${index}`, conversation_id: id, position: index + 1},
      ...{body: message.body, parts, encoding, created_at: at},
      direction: message.sent ? ('OUTBOUND' as const) : ('INBOUND' as const),
      sender_id: message.senderId === undefined ? account.senderId : message.senderId,
      ...{delivery_status: delivery, delivery_at: delivery && at},
      delivery_reason: message.retryReason ?? null,
      delivery_retryable: message.retryReason !== undefined,
      author_id: message.author?.viewer.agentId ?? null,
    };
  });
  const last = rows.at(-1)!;
  await db
    .insertInto('conversation')
    .values({
      ...{account_id: account.id, id, address: person.address, contact_id: person.contactId},
      ...{state: closed ? 'CLOSED' : 'OPEN', last_sender_id: last.sender_id, last_message_id: last.id},
      ...{last_activity_at: last.created_at, last_position: rows.length, unread_count: unread},
      read_position: rows.length - unread,
    })
    .execute();
  await db.insertInto('message').values(rows).execute();
  await db
    .updateTable('account')
    .set((eb) => ({
      unread_messages: eb('unread_messages', '+', unread),
      unread_conversations: eb('unread_conversations', '+', unread > 0 ? 1 : 0),
    }))
    .where('id', '=', account.id)
    .execute();
  return id;
}

export async function addTemplate(account: TestAccount, name: string, body: string): Promise<void> {
  await account.test.db
    .insertInto('template')
    .values({account_id: account.id, id: `template-${randomTag(6)}`, name, body})
    .execute();
}

/** Answers with the list's id. */
export async function addContactList(account: TestAccount, people: readonly Person[]): Promise<string> {
  const {db, id: accountId} = {db: account.test.db, id: account.id};
  const id = `list-${randomTag(6)}`;
  await db.insertInto('contact_list').values({account_id: accountId, id, name: 'Patients'}).execute();
  const members = people.map(({contactId}) => ({account_id: accountId, list_id: id, contact_id: contactId!}));
  await db.insertInto('contact_list_member').values(members).execute();
  return id;
}
