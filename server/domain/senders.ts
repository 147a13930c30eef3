import {sql} from 'kysely';
import type {NewRow, Row} from '../db/tables.js';
import {changeAccount} from '../log/append.js';
import type {AccountChange} from '../log/append.js';
import type {Environment} from './environment.js';
import {refuse} from './refusal.js';

/**
 * The sender to send from: the one that was chosen, else the last one used with the recipient, else the
 * account's default, else the first that is ready.
 */
export async function chooseSender(
  {trx, accountId}: AccountChange,
  chosenId: string | null,
  lastSenderId: string | null,
): Promise<Row<'sender'>> {
  const senders = await trx
    .selectFrom('sender')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('sort_order')
    .orderBy('id')
    .execute();
  if (chosenId !== null) {
    const chosen = senders.find(({id}) => id === chosenId);
    if (!chosen) refuse('NOT_FOUND', 'There is no such sender ID.', {field: 'senderId'});
    if (chosen.status !== 'READY') {
      const reason = chosen.status_reason ?? `${chosen.label} cannot be used now.`;
      refuse('SENDER_NOT_READY', reason, {field: 'senderId'});
    }
    return chosen;
  }
  const ready = senders.filter(({status}) => status === 'READY');
  return (
    ready.find(({id}) => id === lastSenderId) ??
    ready.find((sender) => sender.is_default) ??
    ready[0] ??
    refuse('SENDER_NOT_READY', 'The account has no sender ID to send from.', {field: 'senderId'})
  );
}

type SenderChange = Omit<NewRow<'sender'>, 'account_id' | 'version'>;

/** Adds a sender ID to an account or changes the one with this id. */
export async function saveSender(env: Environment, accountId: string, sender: SenderChange): Promise<void> {
  await changeAccount(env, accountId, async (work) => {
    await work.trx
      .insertInto('sender')
      .values({...sender, account_id: accountId})
      .onConflict((conflict) =>
        conflict
          .columns(['account_id', 'id'])
          .doUpdateSet({...sender, version: sql<number>`sender.version + 1`}),
      )
      .execute();
    work.log({kind: 'SENDERS_CHANGED'});
  });
}
