import {sql} from 'kysely';
import type {SmsConversationFilter} from '../schema/resolvers.gen.js';
import {searchDigits} from './addresses.js';
import type {Environment} from './environment.js';
import {likePattern, searchable} from './names.js';
import {pageSize, toConnection} from './pages.js';
import type {Connection} from './pages.js';
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
  let query = env.db
    .selectFrom('conversation')
    .select(['conversation.id', 'conversation.last_activity_at'])
    .where('conversation.account_id', '=', accountId)
    .orderBy('conversation.last_activity_at', 'desc')
    .orderBy('conversation.id', 'desc')
    .limit(size + 1);
  if (after !== null) {
    const from = parseCursor(after);
    query = query.where(sql<boolean>`(last_activity_at, id) < (${from.at}::timestamptz, ${from.id}::text)`);
  }
  // Open ones unless asked otherwise; a state of null asks for both.
  const state = filter.state === undefined ? 'OPEN' : filter.state;
  if (state) query = query.where('state', '=', state);
  if (filter.unreadOnly) query = query.where('unread_count', '>', 0);
  const {senderId} = filter;
  if (senderId != null) {
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('message')
          .select('message.id')
          .where('message.account_id', '=', accountId)
          .where('message.sender_id', '=', senderId)
          .whereRef('message.conversation_id', '=', 'conversation.id'),
      ),
    );
  }
  const text = searchable(filter.search ?? '');
  if (text !== '') {
    const digits = searchDigits(filter.search!);
    query = query.where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('contact')
            .select('contact.id')
            .where('contact.account_id', '=', accountId)
            .where('contact.search_name', 'like', likePattern(text))
            .whereRef('contact.id', '=', 'conversation.contact_id'),
        ),
        eb('conversation.address', 'ilike', likePattern(digits ?? text)),
      ]),
    );
  }
  const rows = await query.execute();
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

function formatCursor(at: Date, id: string): string {
  return `${at.getTime().toString(36)}.${id}`;
}

function parseCursor(cursor: string): {at: Date; id: string} {
  const match = /^([0-9a-z]{1,9})\.(.+)$/.exec(cursor);
  if (!match) throw new BadInput('after is not a cursor of this list');
  return {at: new Date(parseInt(match[1]!, 36)), id: match[2]!};
}
