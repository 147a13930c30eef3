import {sql} from 'kysely';
import type {SmsConversationFilter} from '../schema/resolvers.gen.js';
import type {Queryable} from '../db/database.js';
import type {Environment} from './environment.js';
import {pageSize, toConnection} from './pages.js';
import type {Connection} from './pages.js';
import {findAddresses, mostMatches, recipientMatches, searchTerms} from './recipient-search.js';
import {BadInput} from './refusal.js';
import {loadConversations} from './views.js';
import type {ConversationView} from './views.js';

/** A page of the account's threads, newest activity first. */
export async function listConversations(
  env: Environment,
  accountId: string,
  filter: SmsConversationFilter,
  first: number,
  after: string | null,
): Promise<Connection<ConversationView>> {
  const size = pageSize(first, env.settings.maxPageSize);
  const rows = await findThreads(env.db, accountId, filter, size + 1, after);
  const page = rows.slice(0, size);
  const views = await loadConversations(
    env.db,
    accountId,
    page.map(({id}) => id),
  );
  const nodes = page.flatMap(({id}) => views.get(id) ?? []);
  const keys = new Map(page.map((row) => [row.id, formatCursor(row.last_activity_at, row.id)]));
  return toConnection(nodes, ({id}) => keys.get(id)!, {next: rows.length > size, previous: after !== null});
}

/**
 * The threads that pass a filter, in order. A filter that few threads pass is looked up first; with any other the
 * list is walked through in the order of its index, and each thread is tried: OFFSET 0 keeps PostgreSQL from turning
 * either into the other by its guess of how many there are.
 */
async function findThreads(
  db: Queryable,
  accountId: string,
  filter: SmsConversationFilter,
  most: number,
  after: string | null,
): Promise<{id: string; last_activity_at: Date}[]> {
  let threads = db
    .selectFrom('conversation')
    .select(['conversation.id', 'conversation.last_activity_at'])
    .where('conversation.account_id', '=', accountId);
  if (after !== null) {
    const from = parseCursor(after);
    threads = threads.where(
      sql<boolean>`(last_activity_at, id) < (${from.at}::timestamptz, ${from.id}::text)`,
    );
  }
  // Open ones unless asked otherwise; a state of null asks for both.
  const state = filter.state === undefined ? 'OPEN' : filter.state;
  if (state) threads = threads.where('state', '=', state);
  if (filter.unreadOnly) threads = threads.where('unread_count', '>', 0);

  let isNarrow = false;
  const terms = searchTerms(filter.search ?? '');
  if (terms.length > 0) {
    const {addresses, areAll} = await findAddresses(db, accountId, terms);
    isNarrow = areAll;
    threads = areAll
      ? threads.where(sql<boolean>`conversation.address = ANY(${addresses}::text[])`)
      : threads.where(recipientMatches(accountId, terms));
  }
  const {senderId} = filter;
  if (senderId != null) {
    const ids = isNarrow ? null : await findThreadsOfSender(db, accountId, senderId);
    isNarrow ||= ids !== null;
    threads = ids
      ? threads.where(sql<boolean>`conversation.id = ANY(${ids}::text[])`)
      : threads.where((eb) =>
          eb.exists(
            eb
              .selectFrom('message')
              .select('message.id')
              .where('message.account_id', '=', accountId)
              .where('message.sender_id', '=', senderId)
              .whereRef('message.conversation_id', '=', 'conversation.id')
              .offset(0),
          ),
        );
  }
  const found = isNarrow ? db.selectFrom(threads.offset(0).as('conversation')).selectAll() : threads;
  return found
    .orderBy('conversation.last_activity_at', 'desc')
    .orderBy('conversation.id', 'desc')
    .limit(most)
    .execute();
}

/** The threads with messages of a sender ID, each by one look into an index; null where there are too many. */
async function findThreadsOfSender(
  db: Queryable,
  accountId: string,
  senderId: string,
): Promise<string[] | null> {
  const {rows} = await sql<{id: string}>`
    WITH RECURSIVE thread (id) AS (
      SELECT min(conversation_id) FROM message WHERE account_id = ${accountId} AND sender_id = ${senderId}
      UNION ALL
      SELECT (
        SELECT min(conversation_id) FROM message
        WHERE account_id = ${accountId} AND sender_id = ${senderId} AND conversation_id > thread.id
      ) FROM thread WHERE thread.id IS NOT NULL
    )
    SELECT id FROM thread WHERE id IS NOT NULL LIMIT ${mostMatches + 1}
  `.execute(db);
  return rows.length > mostMatches ? null : rows.map(({id}) => id);
}

function formatCursor(at: Date, id: string): string {
  return `${at.getTime().toString(36)}.${id}`;
}

function parseCursor(cursor: string): {at: Date; id: string} {
  const match = /^([0-9a-z]{1,9})\.(.+)$/.exec(cursor);
  if (!match) throw new BadInput('after is not a cursor of this list');
  return {at: new Date(parseInt(match[1]!, 36)), id: match[2]!};
}
