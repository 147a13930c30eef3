import type {PreparedSms} from '../../src/sms/index.js';
import type {Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import {checkBody, mergeKeys, mergeValues, prepareBody} from './bodies.js';
import {lockThreadWith} from './conversations.js';
import type {Environment} from './environment.js';
import {refuse} from './refusal.js';
import {chooseSender} from './senders.js';
import {addMessage, queueSend} from './thread.js';

export interface Campaign {
  accountId: string;
  /** Chosen by whoever sends it: the same id again goes on with the same campaign. */
  id: string;
  name: string;
  listId: string;
  senderId: string;
  body: string;
}

export interface CampaignResult {
  id: string;
  name: string;
  /** To whom it went. */
  recipients: number;
  skippedOptedOut: number;
  /** Who lacks a value that the text needs. */
  skippedMissingValue: number;
  parts: number;
}

/** Recipients in one transaction: other writers of the account wait for no more than these. */
const batchSize = 200;

/**
 * Sends a text to a contact list, each message in its recipient's thread. Repeating it with its id sends nothing
 * twice, and goes on where a crash cut it off.
 */
export async function sendCampaign(env: Environment, campaign: Campaign): Promise<CampaignResult> {
  checkBody(env.settings, campaign.body);
  if (campaign.name.trim() === '') refuse('INVALID_INPUT', 'A campaign needs a name.', {field: 'name'});
  await begin(env, campaign);
  for (;;) {
    const {result} = await changeAccount(env, campaign.accountId, (work) =>
      sendBatch(env, work, campaign.id),
    );
    env.wakeSender();
    if (result.finished_at) return describe(result);
  }
}

export async function listCampaigns(env: Environment, accountId: string): Promise<CampaignResult[]> {
  const rows = await env.db
    .selectFrom('campaign')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(describe);
}

/** Stores the campaign, where it is not stored yet, once it is known that all of it can be sent. */
async function begin(env: Environment, campaign: Campaign): Promise<void> {
  await changeAccount(env, campaign.accountId, async (work) => {
    const {trx, accountId, now} = work;
    const known = await findCampaign(work, campaign.id);
    if (known) {
      const same = (['name', 'body'] as const).every((key) => known[key] === campaign[key]);
      if (!same || known.list_id !== campaign.listId || known.sender_id !== campaign.senderId) {
        refuse('IDEMPOTENCY_MISMATCH', 'Another campaign was sent under this id.', {field: 'id'});
      }
      return;
    }
    await chooseSender(work, campaign.senderId, null);
    await checkCredit(env, work, campaign);
    await trx
      .insertInto('campaign')
      .values({
        account_id: accountId,
        id: campaign.id,
        name: campaign.name,
        list_id: campaign.listId,
        sender_id: campaign.senderId,
        body: campaign.body,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** Refuses a campaign that the balance would not last for, and one that is too long for some recipient. */
async function checkCredit(env: Environment, work: AccountChange, campaign: Campaign): Promise<void> {
  const {trx, accountId} = work;
  const list = await trx
    .selectFrom('contact_list')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '=', campaign.listId)
    .executeTakeFirst();
  if (!list) refuse('NOT_FOUND', 'There is no such list.', {field: 'listId'});
  const keys = await mergeKeys(trx, accountId);
  let total = 0;
  for (const contact of await members(work, campaign.listId, '', Number.MAX_SAFE_INTEGER)) {
    if (contact.opted_out_since) continue;
    const prepared = prepareBody(env.settings, campaign.body, keys, mergeValues(contact));
    if (prepared.unknown.length > 0) {
      const names = prepared.unknown.join(', ');
      refuse('UNKNOWN_MERGE_FIELD', `There is no merge field named ${names}.`, {field: 'body'});
    }
    if (!isSendable(prepared)) continue;
    if (prepared.parts > env.settings.maxParts) {
      refuse('TOO_MANY_PARTS', `The text takes ${prepared.parts} message parts for some recipients.`, {
        field: 'body',
      });
    }
    total += prepared.parts;
  }
  const {balance_parts: balance} = await trx
    .selectFrom('account')
    .select('balance_parts')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (total > balance) {
    refuse('INSUFFICIENT_CREDIT', `This takes ${total} message parts; ${balance} are left.`);
  }
}

async function sendBatch(env: Environment, work: AccountChange, id: string): Promise<Row<'campaign'>> {
  const {trx, accountId, now} = work;
  const campaign = (await findCampaign(work, id))!;
  if (campaign.finished_at) return campaign;
  const sender = await chooseSender(work, campaign.sender_id, null);
  const keys = await mergeKeys(trx, accountId);
  const batch = await members(work, campaign.list_id, campaign.done_through, batchSize);
  const sums = {recipients: 0, skipped_opted_out: 0, skipped_missing_value: 0, parts: 0};
  for (const contact of batch) {
    if (contact.opted_out_since) {
      sums.skipped_opted_out++;
      continue;
    }
    const prepared = prepareBody(env.settings, campaign.body, keys, mergeValues(contact));
    if (!isSendable(prepared) || prepared.parts > env.settings.maxParts) {
      sums.skipped_missing_value++;
      continue;
    }
    const {conversation} = await lockThreadWith(work, contact.address);
    const messageId = crypto.randomUUID();
    const added = await addMessage(work, conversation, {
      id: messageId,
      direction: 'OUTBOUND',
      body: prepared.text,
      sender_id: sender.id,
      sender_address: sender.address,
      campaign_id: id,
      delivery_status: 'QUEUED',
      delivery_at: now,
      parts: prepared.parts,
      encoding: prepared.encoding,
    });
    if (!added) continue;
    await queueSend(work, {id: messageId, conversationId: conversation.id});
    sums.recipients++;
    sums.parts += prepared.parts;
  }
  work.charge(sums.parts);
  return trx
    .updateTable('campaign')
    .set((eb) => ({
      done_through: batch.at(-1)?.id ?? campaign.done_through,
      finished_at: batch.length < batchSize ? now : null,
      recipients: eb('recipients', '+', sums.recipients),
      skipped_opted_out: eb('skipped_opted_out', '+', sums.skipped_opted_out),
      skipped_missing_value: eb('skipped_missing_value', '+', sums.skipped_missing_value),
      parts: eb('parts', '+', sums.parts),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

function findCampaign({trx, accountId}: AccountChange, id: string): Promise<Row<'campaign'> | undefined> {
  return trx
    .selectFrom('campaign')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The list's contacts after this id, in the order of their ids, with whether they opted out. */
function members({trx, accountId}: AccountChange, listId: string, after: string, most: number) {
  return trx
    .selectFrom('contact_list_member')
    .innerJoin('contact', (join) =>
      join
        .onRef('contact.account_id', '=', 'contact_list_member.account_id')
        .onRef('contact.id', '=', 'contact_list_member.contact_id'),
    )
    .leftJoin('opt_out', (join) =>
      join
        .onRef('opt_out.account_id', '=', 'contact.account_id')
        .onRef('opt_out.address', '=', 'contact.address'),
    )
    .select(['contact.id', 'contact.address', 'contact.first_name', 'contact.last_name', 'contact.fields'])
    .select('opt_out.since as opted_out_since')
    .where('contact_list_member.account_id', '=', accountId)
    .where('contact_list_member.list_id', '=', listId)
    .where('contact.id', '>', after)
    .orderBy('contact.id')
    .limit(most)
    .execute();
}

function isSendable({missing, text}: PreparedSms): boolean {
  return missing.length === 0 && text.trim() !== '';
}

function describe(row: Row<'campaign'>): CampaignResult {
  return {
    id: row.id,
    name: row.name,
    recipients: row.recipients,
    skippedOptedOut: row.skipped_opted_out,
    skippedMissingValue: row.skipped_missing_value,
    parts: row.parts,
  };
}
