import type {Queryable} from '../db/database.js';
import type {Row} from '../db/tables.js';
import type {Environment} from '../domain/environment.js';
import type {SmsEventTopic, SmsResyncReason} from '../schema/resolvers.gen.js';
import {decodeCursor, encodeCursor} from './cursor.js';
import {topicOf} from './events.js';
import type {EventBatch, EventView} from './events.js';
import {hydrate} from './hydrate.js';

/** The most that one batch carries (R4). */
export const batchLimits = {events: 200, bytes: 256 * 1024};
/** A reader further behind than this loads a snapshot instead (R7). */
export const mostBacklog = 2_000;

const utf8 = new TextEncoder();

/** What stands after a cursor, the same for every reader of the account. */
export type LogPage =
  | {resync: SmsResyncReason}
  | {resync: null; cursor: string; events: {topic: SmsEventTopic; view: EventView}[]; caughtUp: boolean};

/** The cursor of this moment: all up to it is visible to whoever reads from now on. */
export async function readHead(db: Queryable, accountId: string): Promise<string> {
  const account = await db
    .selectFrom('account')
    .select(['cursor_tag', 'head_seq', 'head_tag'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  return encodeCursor({account: account.cursor_tag, seq: account.head_seq, tag: account.head_tag});
}

/** Where a cursor points in the account's log, or why it points nowhere (R6). */
export async function locate(
  db: Queryable,
  accountId: string,
  cursor: string,
): Promise<{seq: number; behind: number} | {resync: SmsResyncReason}> {
  const position = decodeCursor(cursor);
  const account = await db
    .selectFrom('account')
    .select(['cursor_tag', 'head_seq', 'floor_seq'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (!position || position.account !== account.cursor_tag || position.seq > account.head_seq) {
    return {resync: 'CURSOR_UNKNOWN'};
  }
  if (position.seq < account.floor_seq) return {resync: 'CURSOR_TOO_OLD'};
  if (position.seq === 0)
    return position.tag === '' ? {seq: 0, behind: account.head_seq} : {resync: 'CURSOR_UNKNOWN'};
  const event = await db
    .selectFrom('account_log')
    .select('tag')
    .where('account_id', '=', accountId)
    .where('seq', '=', position.seq)
    .executeTakeFirst();
  if (event?.tag !== position.tag) return {resync: 'CURSOR_UNKNOWN'};
  return {seq: position.seq, behind: account.head_seq - position.seq};
}

/** Reads the log after a cursor: the one way for replay, live events and polling. Never waits. */
export async function readPage(
  db: Queryable,
  accountId: string,
  after: string,
  limit = batchLimits.events,
): Promise<LogPage> {
  const start = await locate(db, accountId, after);
  if ('resync' in start) return start;
  if (start.behind > mostBacklog) return {resync: 'BACKLOG_TOO_LARGE'};

  const rows = await db
    .selectFrom('account_log')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('seq', '>', start.seq)
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  // Rows that were pruned since the cursor was looked at would be a silent gap.
  if (rows[0] && rows[0].seq !== start.seq + 1) return {resync: 'CURSOR_TOO_OLD'};

  if (rows.some(({kind}) => kind === 'ACCESS_CHANGED')) return {resync: 'ACCESS_CHANGED'};

  const wanted = rows.slice(0, limit);
  const views = await hydrate(db, accountId, wanted);
  if (views === 'TOO_LARGE') return {resync: 'BACKLOG_TOO_LARGE'};
  const taken = fitting(views);
  const last = wanted[taken - 1];
  return {
    resync: null,
    cursor: last ? cursorOf(last, after) : after,
    events: wanted.slice(0, taken).flatMap(({kind}, index) => {
      const view = views[index];
      return view && kind !== 'ACCESS_CHANGED' ? [{topic: topicOf[kind], view}] : [];
    }),
    caughtUp: taken === rows.length,
  };
}

/** A page as one reader's batch, with the topics that it asked for; its cursor passes the others too. */
export function toBatch(
  env: Environment,
  page: LogPage,
  after: string,
  topics: readonly SmsEventTopic[] | null,
): EventBatch {
  const serverTime = env.clock.now().toISOString();
  if (page.resync)
    return {after, cursor: after, events: [], caughtUp: false, resync: page.resync, serverTime};
  const events = page.events.filter(({topic}) => !topics || topics.includes(topic)).map(({view}) => view);
  return {after, cursor: page.cursor, events, caughtUp: page.caughtUp, resync: null, serverTime};
}

function cursorOf(row: Row<'account_log'>, after: string): string {
  return encodeCursor({account: decodeCursor(after)!.account, seq: row.seq, tag: row.tag});
}

/** How many events from the first one on stay within the size of a batch; at least one. */
function fitting(views: (EventView | null)[]): number {
  let bytes = 0;
  let taken = 0;
  for (const view of views) {
    bytes += view ? utf8.encode(JSON.stringify(view)).length : 0;
    if (taken > 0 && bytes > batchLimits.bytes) break;
    taken++;
  }
  return taken;
}
