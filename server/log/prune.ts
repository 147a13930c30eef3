import type {Environment} from '../domain/environment.js';

/**
 * Forgets events that are older than `minReplaySeconds` (R7). The floor rises first, in a transaction of its own:
 * a reader below it is told so rather than shown a gap. The event at the floor stays, to know its cursor by.
 */
export async function pruneLog(env: Environment, accountId: string): Promise<void> {
  const before = new Date(env.clock.now().getTime() - env.settings.minReplaySeconds * 1000);
  const newestOld = await env.db
    .selectFrom('account_log')
    .select('seq')
    .where('account_id', '=', accountId)
    .where('at', '<', before)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newestOld) return;
  await env.db
    .updateTable('account')
    .set({floor_seq: newestOld.seq})
    .where('id', '=', accountId)
    .where('floor_seq', '<', newestOld.seq)
    .execute();
  await env.db
    .deleteFrom('account_log')
    .where('account_id', '=', accountId)
    .where('seq', '<', newestOld.seq)
    .execute();
}
