import {sql} from 'kysely';
import {changeAccount} from '../log/append.js';
import type {AccountChange, Committed} from '../log/append.js';
import {locate} from '../log/read.js';
import {lockConversation, logConversationChanged, updateConversation} from './conversations.js';
import type {Environment, Viewer} from './environment.js';
import {refuse} from './refusal.js';
import {loadConversation} from './views.js';
import type {ConversationView} from './views.js';

/** Moves a thread's read marker forward; read state is shared by the account's agents (R21). */
export async function markRead(
  env: Environment,
  viewer: Viewer,
  {conversationId, upToPosition}: {conversationId: string; upToPosition: number},
): Promise<Committed<ConversationView>> {
  return changeAccount(env, viewer.accountId, async (work) => {
    const conversation = await lockConversation(work, conversationId);
    if (!conversation) refuse('NOT_FOUND', 'There is no such conversation.', {field: 'conversationId'});
    const readPosition = Math.min(upToPosition, conversation.last_position);
    if (readPosition > conversation.read_position) {
      const unread = await countUnread(work, conversationId, readPosition);
      await updateConversation(work, conversationId, {read_position: readPosition, unread_count: unread});
      logConversationChanged(work, conversationId, viewer);
      const difference = unread - conversation.unread_count;
      if (difference !== 0) work.addUnread(difference, unread === 0 ? -1 : 0);
    }
    return (await loadConversation(work.trx, work.accountId, conversationId))!;
  });
}

/** Marks everything up to a log position as read; what the caller has not seen yet stays unread. */
export async function markAllRead(env: Environment, viewer: Viewer, upTo: string): Promise<Committed<void>> {
  return changeAccount(env, viewer.accountId, async (work) => {
    const {trx, accountId} = work;
    const place = await locate(trx, accountId, upTo);
    if ('resync' in place) {
      refuse('INVALID_INPUT', 'This view is too old to mark everything as read. Load it again.', {
        field: 'upTo',
      });
    }
    const unread = await trx
      .selectFrom('conversation')
      .select(['id', 'last_position', 'read_position', 'unread_count'])
      .where('account_id', '=', accountId)
      .where('unread_count', '>', 0)
      .orderBy('id')
      .forUpdate()
      .execute();
    const newer = await firstPositionsAfter(work, place.seq);
    let changed = false;
    for (const {id, last_position: last, read_position: read, unread_count: before} of unread) {
      const readPosition = Math.max(read, (newer.get(id) ?? last + 1) - 1);
      if (readPosition === read) continue;
      const after = await countUnread(work, id, readPosition);
      await updateConversation(work, id, {read_position: readPosition, unread_count: after});
      if (after !== before) work.addUnread(after - before, after === 0 ? -1 : 0);
      changed = true;
    }
    if (changed) work.log({kind: 'ALL_READ', payload: {upTo}});
  });
}

/** The first position in each thread that was added after a log position. */
async function firstPositionsAfter(
  {trx, accountId}: AccountChange,
  seq: number,
): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('account_log')
    .innerJoin('message', (join) =>
      join
        .onRef('message.account_id', '=', 'account_log.account_id')
        .onRef('message.id', '=', 'account_log.entity_id'),
    )
    .select(['message.conversation_id', sql<number>`min(message.position)`.as('position')])
    .where('account_log.account_id', '=', accountId)
    .where('account_log.seq', '>', seq)
    .where('account_log.kind', '=', 'MESSAGE_ADDED')
    .groupBy('message.conversation_id')
    .execute();
  return new Map(rows.map((row) => [row.conversation_id, row.position]));
}

async function countUnread(
  {trx, accountId}: AccountChange,
  id: string,
  readPosition: number,
): Promise<number> {
  const {count} = await trx
    .selectFrom('message')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('account_id', '=', accountId)
    .where('conversation_id', '=', id)
    .where('direction', '=', 'INBOUND')
    .where('position', '>', readPosition)
    .executeTakeFirstOrThrow();
  return count;
}
