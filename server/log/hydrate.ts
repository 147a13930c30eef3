import type {Row} from '../db/tables.js';
import type {Queryable} from '../db/database.js';
import {
  loadContacts,
  loadConversations,
  loadMessages,
  loadSenders,
  loadUnreadConversations,
} from '../domain/views.js';
import type {AgentView} from '../domain/views.js';
import type {Counters} from './append.js';
import type {EventView} from './events.js';

type LogRow = Row<'account_log'>;

/** An AllRead that would carry more threads than this is answered by a resync instead. */
export const mostStillUnread = 200;

/**
 * Gives events the entities they name, as they are now (R9), with a few queries for the whole page. An event
 * about something that is gone is null: its removal follows in the log, and nothing may bring it back (R10).
 * Answers 'TOO_LARGE' where the page would not fit a batch.
 */
export async function hydrate(
  db: Queryable,
  accountId: string,
  rows: LogRow[],
): Promise<(EventView | null)[] | 'TOO_LARGE'> {
  const of = (...kinds: LogRow['kind'][]) => rows.filter((row) => kinds.includes(row.kind));
  const ids = (some: LogRow[]) => [...new Set(some.map((row) => row.entity_id!))];

  const messages = await loadMessages(db, accountId, ids(of('MESSAGE_ADDED', 'MESSAGE_CHANGED')));
  const conversations = await loadConversations(db, accountId, [
    ...new Set([
      ...of('MESSAGE_ADDED').flatMap((row) => messages.get(row.entity_id!)?.conversationId ?? []),
      ...ids(of('CONVERSATION_CHANGED')),
    ]),
  ]);
  const contacts = await loadContacts(db, accountId, ids(of('CONTACT_CHANGED')));
  const senders = of('SENDERS_CHANGED').length > 0 ? await loadSenders(db, accountId) : [];
  const unread =
    of('ALL_READ').length > 0 ? await loadUnreadConversations(db, accountId, mostStillUnread + 1) : [];
  if (unread.length > mostStillUnread) return 'TOO_LARGE';

  return rows.map((row): EventView | null => {
    const at = row.at.toISOString();
    const id = row.entity_id ?? '';
    switch (row.kind) {
      case 'MESSAGE_ADDED': {
        const message = messages.get(id);
        const conversation = message && conversations.get(message.conversationId);
        return conversation ? {__typename: 'SmsMessageAdded', at, message, conversation} : null;
      }
      case 'MESSAGE_CHANGED': {
        const message = messages.get(id);
        return message ? {__typename: 'SmsMessageChanged', at, message} : null;
      }
      case 'CONVERSATION_CHANGED': {
        const conversation = conversations.get(id);
        const by = (row.payload as {by?: AgentView} | null)?.by ?? null;
        return conversation ? {__typename: 'SmsConversationChanged', at, conversation, by} : null;
      }
      case 'CONVERSATION_REMOVED': {
        const {version} = row.payload as {version: number};
        return {__typename: 'SmsConversationRemoved', at, conversationId: id, version};
      }
      case 'ALL_READ': {
        const {upTo} = row.payload as {upTo: string};
        return {__typename: 'SmsAllRead', at, upTo, stillUnread: unread};
      }
      case 'COUNTERS_CHANGED':
        return {__typename: 'SmsCountersChanged', at, counters: row.payload as Counters};
      case 'CONTACT_CHANGED': {
        const contact = contacts.get(id);
        return contact ? {__typename: 'SmsContactChanged', at, contact} : null;
      }
      case 'CONTACT_REMOVED': {
        const {version} = row.payload as {version: number};
        return {__typename: 'SmsContactRemoved', at, contactId: id, version};
      }
      case 'SENDERS_CHANGED':
        return {__typename: 'SmsSendersChanged', at, senders};
      case 'TEMPLATES_CHANGED':
        return {__typename: 'SmsTemplatesChanged', at};
      case 'ACCESS_CHANGED':
        return null; // readers were turned away before
    }
  });
}
