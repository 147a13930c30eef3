import {sql} from 'kysely';
import type {Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange, Committed} from '../log/append.js';
import {parseRecipient} from './addresses.js';
import type {Environment, Viewer} from './environment.js';
import {refuse} from './refusal.js';
import {loadConversation} from './views.js';
import type {AgentView, ConversationView} from './views.js';

type ConversationRow = Row<'conversation'>;

/** Takes the conversation's lock until the transaction ends; undefined where the account has none with this id. */
export async function lockConversation(
  work: AccountChange,
  id: string,
): Promise<ConversationRow | undefined> {
  return work.trx
    .selectFrom('conversation')
    .selectAll()
    .where('account_id', '=', work.accountId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** The one thread with this recipient, locked, made where there is none (R16). */
export async function lockThreadWith(
  work: AccountChange,
  address: string,
): Promise<{conversation: ConversationRow; created: boolean}> {
  const {trx, accountId, now} = work;
  const find = () =>
    trx
      .selectFrom('conversation')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('address', '=', address)
      .forUpdate();
  const existing = await find().executeTakeFirst();
  if (existing) return {conversation: existing, created: false};

  await lockAddress(work, address);
  const contact = await trx
    .selectFrom('contact')
    .select('id')
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .executeTakeFirst();
  const made = await trx
    .insertInto('conversation')
    .values({
      account_id: accountId,
      id: crypto.randomUUID(),
      address,
      contact_id: contact?.id ?? null,
      last_activity_at: now,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'address']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made) return {conversation: made, created: true};
  return {conversation: await find().executeTakeFirstOrThrow(), created: false};
}

/**
 * A new thread and a new contact with one address take turns until their transactions end: else each could miss
 * the other, and the thread would stay without its contact.
 */
export async function lockAddress({trx, accountId}: AccountChange, address: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`${accountId} ${address}`}::text, 1))`.execute(
    trx,
  );
}

/** Where the thread with a recipient is, by one of three ways to name the recipient. */
export interface OpenConversation {
  conversationId?: string | null;
  contactId?: string | null;
  address?: string | null;
}

export interface OpenedConversation {
  conversation: ConversationView;
  created: boolean;
}

/** Gets or makes the thread, and puts it back on the list, at its top, where it was not there. */
export async function openConversation(
  env: Environment,
  viewer: Viewer,
  input: OpenConversation,
): Promise<Committed<OpenedConversation>> {
  return changeAccount(env, viewer.accountId, async (work) => {
    const {conversation, created} = await findThread(work, input);
    if (conversation.state === 'CLOSED') {
      await updateConversation(work, conversation.id, {state: 'OPEN', last_activity_at: work.now});
    }
    if (created || conversation.state === 'CLOSED') logConversationChanged(work, conversation.id, viewer);
    return {conversation: await viewOf(work, conversation.id), created};
  });
}

async function findThread(work: AccountChange, {conversationId, contactId, address}: OpenConversation) {
  const given = [conversationId, contactId, address].filter((value) => value != null);
  if (given.length !== 1) refuse('INVALID_INPUT', 'Name exactly one of conversation, contact and address.');
  if (conversationId != null) {
    const conversation = await lockConversation(work, conversationId);
    if (!conversation) refuse('NOT_FOUND', 'There is no such conversation.', {field: 'conversationId'});
    return {conversation, created: false};
  }
  if (contactId != null) {
    const contact = await work.trx
      .selectFrom('contact')
      .select('address')
      .where('account_id', '=', work.accountId)
      .where('id', '=', contactId)
      .executeTakeFirst();
    if (!contact) refuse('NOT_FOUND', 'There is no such contact.', {field: 'contactId'});
    return lockThreadWith(work, contact.address);
  }
  return lockThreadWith(work, await recipientOf(work, address!));
}

/** The address of a recipient as typed; refuses what no SMS can be sent to. */
export async function recipientOf({trx, accountId}: AccountChange, text: string): Promise<string> {
  const {country} = await trx
    .selectFrom('account')
    .select('country')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return (
    parseRecipient(text, country) ??
    refuse('INVALID_ADDRESS', 'This is not a number that a text message can be sent to.', {field: 'address'})
  );
}

/**
 * Hides a thread of which the agent has seen everything; what was unread in it counts as read from then on, so
 * that no unread badge points at a thread that is not on the list.
 */
export async function closeConversation(
  env: Environment,
  viewer: Viewer,
  input: {conversationId: string; seenPosition: number},
): Promise<Committed<ConversationView>> {
  return changeAccount(env, viewer.accountId, async (work) => {
    const conversation = await lockConversation(work, input.conversationId);
    if (!conversation) refuse('NOT_FOUND', 'There is no such conversation.', {field: 'conversationId'});
    if (conversation.state === 'OPEN') {
      if (conversation.last_position > input.seenPosition) {
        refuse('CONVERSATION_CHANGED', 'Something newer is in this conversation.', {field: 'seenPosition'});
      }
      const {unread_count: unread} = conversation;
      await updateConversation(work, conversation.id, {
        state: 'CLOSED',
        read_position: conversation.last_position,
        unread_count: 0,
      });
      logConversationChanged(work, conversation.id, viewer);
      if (unread > 0) work.addUnread(-unread, -1);
    }
    return viewOf(work, conversation.id);
  });
}

/** Removes a thread for good; the recipient's next message begins another. */
export async function removeConversation(env: Environment, accountId: string, id: string): Promise<void> {
  await changeAccount(env, accountId, async (work) => {
    const conversation = await lockConversation(work, id);
    if (!conversation) return;
    await work.trx
      .deleteFrom('conversation')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .execute();
    work.log({kind: 'CONVERSATION_REMOVED', entityId: id, payload: {version: conversation.version + 1}});
    if (conversation.unread_count > 0) work.addUnread(-conversation.unread_count, -1);
  });
}

type ConversationChange = Partial<
  Pick<ConversationRow, 'state' | 'contact_id' | 'last_activity_at' | 'read_position' | 'unread_count'>
>;

/** Changes a locked conversation and raises its version. */
export async function updateConversation(
  work: AccountChange,
  id: string,
  change: ConversationChange,
): Promise<void> {
  await work.trx
    .updateTable('conversation')
    .set({...change, version: sql<number>`version + 1`})
    .where('account_id', '=', work.accountId)
    .where('id', '=', id)
    .execute();
}

export function logConversationChanged(work: AccountChange, id: string, viewer: Viewer | null): void {
  const by: AgentView | null = viewer && {id: viewer.agentId, displayName: viewer.displayName};
  work.log({kind: 'CONVERSATION_CHANGED', entityId: id, payload: by ? {by} : undefined});
}

async function viewOf(work: AccountChange, id: string): Promise<ConversationView> {
  return (await loadConversation(work.trx, work.accountId, id))!;
}
