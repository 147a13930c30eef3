import {sql} from 'kysely';
import type {Insertable, Transaction} from 'kysely';
import type {Database} from '../../server/db/database.js';
import type {Row, Tables} from '../../server/db/tables.js';
import {searchable} from '../../server/domain/names.js';
import {randomTag} from '../../server/log/cursor.js';
import {countSms} from '../../src/sms/index.js';
import {generateDemoAccount} from './generate.js';
import type {GenerateOptions} from './generate.js';
import type {DemoAccount, DemoConversation, DemoMessage} from './types.js';

/** Fills a host's empty database with the demo account. */
export async function loadDemoAccount(db: Database, options: GenerateOptions): Promise<DemoAccount> {
  const account = generateDemoAccount(options);
  await loadAccount(db, account);
  return account;
}

/**
 * Puts an account into a host's database, in one transaction. Its log stays empty: nobody can hold a cursor from before
 * the account was there.
 */
export async function loadAccount(db: Database, account: DemoAccount): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await insertAccount(trx, account);
    await insertPeople(trx, account);
    await insertCampaigns(trx, account);
    await insertThreads(trx, account);
  });
}

async function insertAccount(trx: Transaction<Tables>, account: DemoAccount): Promise<void> {
  const {id: account_id, conversations} = account;
  const unread = conversations.map((conversation) => conversation.unread).filter((count) => count > 0);
  await insert(trx, 'account', [
    {
      id: account_id,
      name: account.name,
      country: account.country,
      balance_parts: account.balanceParts,
      opt_out_words: null,
      cursor_tag: randomTag(12),
      unread_messages: unread.reduce((sum, count) => sum + count, 0),
      unread_conversations: unread.length,
    },
  ]);
  await insert(
    trx,
    'agent',
    account.agents.map(({id, displayName}) => ({
      account_id,
      id,
      display_name: displayName,
      revoked_at: null,
    })),
  );
  await insert(
    trx,
    'sender',
    account.senders.map(({id, kind, label, address, status, statusReason, isDefault}, index) => ({
      ...{account_id, id, kind, label, address, status, status_reason: statusReason},
      is_default: isDefault,
      sort_order: index,
    })),
  );
  await insert(
    trx,
    'pool_number',
    account.poolNumbers.map((address) => ({address})),
  );
  await insert(
    trx,
    'merge_field',
    account.mergeFields.map((field, index) => ({account_id, ...field, sort_order: index})),
  );
  await insert(
    trx,
    'template',
    account.templates.map((template) => ({account_id, ...template})),
  );
}

async function insertPeople(
  trx: Transaction<Tables>,
  {id: account_id, contacts, lists}: DemoAccount,
): Promise<void> {
  await insert(
    trx,
    'contact',
    contacts.map(({id, firstName, lastName, address, fields}) => ({
      ...{account_id, id, first_name: firstName, last_name: lastName, address},
      search_name: searchable(firstName, lastName),
      fields: JSON.stringify(fields),
    })),
  );
  await insert(
    trx,
    'contact_list',
    lists.map(({id, name}) => ({account_id, id, name})),
  );
  await insert(
    trx,
    'contact_list_member',
    lists.flatMap(({id: list_id, contactIds}) =>
      contactIds.map((contact_id) => ({account_id, list_id, contact_id})),
    ),
  );
}

async function insertCampaigns(
  trx: Transaction<Tables>,
  {id: account_id, campaigns, lists, conversations}: DemoAccount,
): Promise<void> {
  const parts = new Map<string, number>();
  for (const {campaignId, body} of conversations.flatMap(({messages}) => messages)) {
    if (campaignId) parts.set(campaignId, (parts.get(campaignId) ?? 0) + countSms(body).parts);
  }
  await insert(
    trx,
    'campaign',
    campaigns.map((campaign) => ({
      account_id,
      id: campaign.id,
      name: campaign.name,
      list_id: campaign.listId,
      sender_id: campaign.senderId,
      body: campaign.body,
      created_at: campaign.at,
      finished_at: campaign.at,
      done_through: lists
        .find(({id}) => id === campaign.listId)!
        .contactIds.reduce((a, b) => (a > b ? a : b), ''),
      recipients: campaign.recipients,
      skipped_opted_out: campaign.skippedOptedOut,
      skipped_missing_value: campaign.skippedMissingValue,
      parts: parts.get(campaign.id) ?? 0,
    })),
  );
}

async function insertThreads(
  trx: Transaction<Tables>,
  {id: account_id, conversations}: DemoAccount,
): Promise<void> {
  await insert(
    trx,
    'conversation',
    conversations.map((conversation) => conversationRow(account_id, conversation)),
  );
  await insert(
    trx,
    'opt_out',
    conversations.flatMap(({address, optedOutAt}) =>
      optedOutAt ? [{account_id, address, since: optedOutAt}] : [],
    ),
  );
  await insertMessages(
    trx,
    conversations.flatMap(({id, messages}) =>
      messages.map((message, index) => messageRow(account_id, id, index + 1, message)),
    ),
  );
}

/** As one JSON parameter a batch: with a parameter for each value, twenty thousand messages take seconds to bind. */
async function insertMessages(trx: Transaction<Tables>, rows: readonly Row<'message'>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 4_000) {
    const batch = JSON.stringify(rows.slice(from, from + 4_000));
    await sql`INSERT INTO message SELECT * FROM jsonb_populate_recordset(NULL::message, ${batch}::jsonb)`.execute(
      trx,
    );
  }
}

function conversationRow(
  account_id: string,
  {id, address, contactId, closed, unread, messages}: DemoConversation,
): Insertable<Tables['conversation']> {
  const last = messages.at(-1)!;
  return {
    account_id,
    id,
    address,
    contact_id: contactId,
    state: closed ? 'CLOSED' : 'OPEN',
    last_sender_id: last.senderId,
    last_message_id: last.id,
    last_activity_at: last.at,
    last_position: messages.length,
    read_position: messages.length - unread,
    unread_count: unread,
  };
}

function messageRow(
  account_id: string,
  conversation_id: string,
  position: number,
  {id, at, direction, body, senderId, senderAddress, authorId, campaignId, delivery}: DemoMessage,
): Row<'message'> {
  const {parts, encoding} = countSms(body);
  return {
    account_id,
    id,
    version: 1,
    conversation_id,
    position,
    direction,
    body,
    sender_id: senderId,
    sender_address: senderAddress,
    author_id: authorId,
    campaign_id: campaignId,
    client_message_id: null,
    content_hash: null,
    delivery_status: delivery?.status ?? null,
    delivery_reason: delivery?.reason ?? null,
    delivery_code: delivery?.code ?? null,
    delivery_retryable: delivery?.retryable ?? false,
    delivery_at: delivery?.at ?? null,
    gateway_message_id: null,
    parts,
    encoding,
    created_at: at,
  };
}

/** Rows of one statement; each row's values are parameters, of which PostgreSQL takes 65,535 at most. */
const BATCH = 1_000;

async function insert<T extends keyof Tables>(
  trx: Transaction<Tables>,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += BATCH) {
    await trx
      .insertInto(table)
      .values(rows.slice(from, from + BATCH))
      .execute();
  }
}
