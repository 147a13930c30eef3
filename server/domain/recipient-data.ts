import {changeAccount} from '../log/append.js';
import {removeContact} from './contacts.js';
import {removeConversation} from './conversations.js';
import type {Environment} from './environment.js';

/** All that an account holds about one recipient, as it is stored. */
export interface RecipientData {
  account: string;
  address: string;
  exportedAt: string;
  contact: Record<string, unknown> | null;
  lists: string[];
  optedOutSince: string | null;
  conversation: Record<string, unknown> | null;
  messages: Record<string, unknown>[];
}

/** For somebody who asks what is known about them. Null where nothing is. */
export async function exportRecipient(
  {db, clock}: Environment,
  accountId: string,
  address: string,
): Promise<RecipientData | null> {
  const of = {accountId, address};
  const contact = await db
    .selectFrom('contact')
    .selectAll()
    .where('account_id', '=', of.accountId)
    .where('address', '=', of.address)
    .executeTakeFirst();
  const lists = await db
    .selectFrom('contact_list_member')
    .innerJoin('contact_list', (join) =>
      join
        .onRef('contact_list.account_id', '=', 'contact_list_member.account_id')
        .onRef('contact_list.id', '=', 'contact_list_member.list_id'),
    )
    .select('contact_list.name')
    .where('contact_list_member.account_id', '=', accountId)
    .where('contact_list_member.contact_id', '=', contact?.id ?? '')
    .orderBy('contact_list.name')
    .execute();
  const optOut = await db
    .selectFrom('opt_out')
    .select('since')
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .executeTakeFirst();
  const conversation = await db
    .selectFrom('conversation')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('address', '=', address)
    .executeTakeFirst();
  const messages = await db
    .selectFrom('message')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('conversation_id', '=', conversation?.id ?? '')
    .orderBy('position')
    .execute();
  if (!contact && !conversation && !optOut) return null;
  return {
    account: accountId,
    address,
    exportedAt: clock.now().toISOString(),
    contact: contact ?? null,
    lists: lists.map(({name}) => name),
    optedOutSince: optOut?.since.toISOString() ?? null,
    conversation: conversation ?? null,
    messages,
  };
}

/** What was erased. */
export interface Erased {
  contacts: number;
  conversations: number;
  messages: number;
  optOuts: number;
}

/**
 * Erases one recipient from an account: contact, thread, messages, and what waits to be sent. Viewers hear of it as
 * removals; the log names what is gone by its id alone, so nothing of it is left there. That they opted out is kept
 * unless asked for: without it they could be written to again.
 */
export async function eraseRecipient(
  env: Environment,
  accountId: string,
  address: string,
  {withOptOut}: {withOptOut: boolean},
): Promise<Erased> {
  const known = await exportRecipient(env, accountId, address);
  if (!known) return {contacts: 0, conversations: 0, messages: 0, optOuts: 0};
  const {contact, conversation, messages} = known;
  // The contact first: removing it changes the thread, whose removal is the last that is heard of it.
  if (contact) await removeContact(env, accountId, contact.id as string);
  if (conversation) await removeConversation(env, accountId, conversation.id as string);
  const isOptOutErased = withOptOut && known.optedOutSince !== null;
  if (isOptOutErased) {
    await changeAccount(env, accountId, ({trx}) =>
      trx.deleteFrom('opt_out').where('account_id', '=', accountId).where('address', '=', address).execute(),
    );
  }
  return {
    contacts: contact ? 1 : 0,
    conversations: conversation ? 1 : 0,
    messages: messages.length,
    optOuts: isOptOutErased ? 1 : 0,
  };
}
