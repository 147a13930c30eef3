import {sql} from 'kysely';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import {lockConversation, logConversationChanged, removeConversation} from './conversations.js';
import type {Environment} from './environment.js';

/** As many threads as one transaction changes. */
const atOnce = 50;
/** A receipt for a message that never came is not waited for any longer. */
const parkedDays = 30;

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Forgets an account's messages that are older than `keepMessagesDays`, in every thread, and threads without any
 * activity since then. Viewers are told: a thread by its removal, messages by a resync, since the contract has no
 * event for the removal of one. Answers with what was forgotten.
 */
export async function forgetOldMessages(
  env: Environment,
  accountId: string,
): Promise<{conversations: number; messages: number}> {
  const {keepMessagesDays} = env.settings;
  const forgotten = {conversations: 0, messages: 0};
  if (keepMessagesDays === null) return forgotten;
  const before = new Date(env.clock.now().getTime() - keepMessagesDays * dayMs);

  for (let ids = await quietThreads(env, accountId, before); ids.length > 0;) {
    for (const id of ids) await removeConversation(env, accountId, id);
    forgotten.conversations += ids.length;
    ids = await quietThreads(env, accountId, before);
  }

  for (let ids = await threadsBeginningBefore(env, accountId, before); ids.length > 0;) {
    const {result} = await changeAccount(env, accountId, async (work) => {
      let messages = 0;
      for (const id of ids) messages += await forgetMessages(work, id, before);
      work.log({kind: 'ACCESS_CHANGED'});
      return messages;
    });
    forgotten.messages += result;
    ids = await threadsBeginningBefore(env, accountId, before);
  }
  return forgotten;
}

/** Receipts that came for messages of somebody else, or of an erased thread. */
export async function forgetParkedReceipts({db, clock}: Environment): Promise<void> {
  const before = new Date(clock.now().getTime() - parkedDays * dayMs);
  await db.deleteFrom('parked_receipt').where('parked_at', '<', before).execute();
}

async function quietThreads({db}: Environment, accountId: string, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .select('id')
    .where('account_id', '=', accountId)
    .where('last_activity_at', '<', before)
    .orderBy('id')
    .limit(atOnce)
    .execute();
  return rows.map(({id}) => id);
}

/** By the first message of each thread: one look into an index for each, whatever the threads hold. */
async function threadsBeginningBefore({db}: Environment, accountId: string, before: Date): Promise<string[]> {
  const {rows} = await sql<{id: string}>`
    SELECT conversation.id FROM conversation
    CROSS JOIN LATERAL (
      SELECT message.created_at FROM message
      WHERE message.account_id = conversation.account_id AND message.conversation_id = conversation.id
      ORDER BY message.position LIMIT 1
    ) AS first
    WHERE conversation.account_id = ${accountId} AND first.created_at < ${before}
    ORDER BY conversation.id LIMIT ${atOnce}
  `.execute(db);
  return rows.map(({id}) => id);
}

async function forgetMessages(work: AccountChange, id: string, before: Date): Promise<number> {
  const {trx, accountId} = work;
  const conversation = await lockConversation(work, id);
  if (!conversation) return 0;
  const gone = await trx
    .deleteFrom('message')
    .where('account_id', '=', accountId)
    .where('conversation_id', '=', id)
    .where('created_at', '<', before)
    .returning(['id', 'direction', 'position'])
    .execute();
  const unread = gone.filter(
    ({direction, position}) => direction === 'INBOUND' && position > conversation.read_position,
  ).length;
  const left = conversation.unread_count - unread;
  await trx
    .updateTable('conversation')
    .set({
      version: sql<number>`version + 1`,
      unread_count: left,
      ...(gone.some((message) => message.id === conversation.last_message_id) ? {last_message_id: null} : {}),
    })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute();
  logConversationChanged(work, id, null);
  if (unread > 0) work.addUnread(-unread, left === 0 ? -1 : 0);
  return gone.length;
}
