import {sql} from 'kysely';
import type {NewRow, Row} from '../db/tables.js';
import type {AccountChange} from '../log/append.js';

type NewMessage = Omit<NewRow<'message'>, 'account_id' | 'conversation_id' | 'position' | 'created_at'>;

/**
 * Puts a message at the end of a locked thread. The thread is on the list from then on (R17), and the message's
 * sender is its last one (R19). False where the message's client id is known already: nothing has changed then.
 */
export async function addMessage(
  work: AccountChange,
  conversation: Row<'conversation'>,
  message: NewMessage,
): Promise<boolean> {
  const {trx, accountId, now} = work;
  const position = conversation.last_position + 1;
  const added = await trx
    .insertInto('message')
    .values({
      ...message,
      account_id: accountId,
      conversation_id: conversation.id,
      position,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!added) return false;

  const unread = message.direction === 'INBOUND' ? 1 : 0;
  await trx
    .updateTable('conversation')
    .set({
      version: sql<number>`version + 1`,
      state: 'OPEN',
      last_position: position,
      last_message_id: message.id,
      last_activity_at: now,
      unread_count: sql<number>`unread_count + ${unread}::integer`,
      ...(message.sender_id ? {last_sender_id: message.sender_id} : {}),
    })
    .where('account_id', '=', accountId)
    .where('id', '=', conversation.id)
    .execute();
  work.log({kind: 'MESSAGE_ADDED', entityId: message.id});
  if (message.delivery_status) work.count(message.delivery_status);
  if (unread) work.addUnread(1, conversation.unread_count === 0 ? 1 : 0);
  return true;
}

/** Hands a stored message to the send worker, in this transaction. */
export async function queueSend(
  {trx, accountId}: AccountChange,
  message: {id: string; conversationId: string},
  notAfter: Date | null = null,
): Promise<void> {
  await trx
    .insertInto('send_job')
    .values({
      account_id: accountId,
      message_id: message.id,
      conversation_id: message.conversationId,
      not_after: notAfter,
    })
    .execute();
}
