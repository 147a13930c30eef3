import type {Database} from '../db/database.js';
import type {Environment} from './environment.js';
import {pageSize, toConnection} from './pages.js';
import type {Connection} from './pages.js';
import {BadInput} from './refusal.js';
import {messageRows, messageView} from './views.js';
import type {MessageView} from './views.js';

export interface HistoryPage {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  around?: number | null;
}

const newest = 50;
const lastPosition = 2 ** 31 - 1;

/** A page of a thread's messages in ascending position; with no arguments the newest 50. */
export async function listMessages(
  env: Environment,
  accountId: string,
  conversationId: string,
  page: HistoryPage,
): Promise<Connection<MessageView>> {
  const {first, last, around} = page;
  const most = env.settings.maxPageSize;
  if (first != null && last != null) throw new BadInput('first and last exclude each other');
  const read = (size: number, range: Range, from: 'START' | 'END') =>
    readRange(env.db, accountId, conversationId, range, from, size);

  if (around != null) {
    if (last != null || page.after != null || page.before != null)
      throw new BadInput('around goes with first alone');
    const size = pageSize(first ?? newest, most);
    // One more on each side than can be used tells whether there is more.
    const older = await read(size + 1, {after: 0, before: Math.min(around, lastPosition)}, 'END');
    const newer = await read(size + 1, {after: Math.max(around, 1) - 1, before: lastPosition}, 'START');
    const half = Math.floor(size / 2);
    const take = Math.min(older.length, Math.max(half, size - newer.length));
    const nodes = [...older.slice(older.length - take), ...newer.slice(0, size - take)];
    return connection(nodes, newer.length > size - take, older.length > take);
  }

  const range = {
    after: page.after == null ? 0 : parseCursor(page.after, 'after'),
    before: page.before == null ? lastPosition : parseCursor(page.before, 'before'),
  };
  if (first != null || (page.after != null && last == null)) {
    const size = pageSize(first ?? newest, most);
    const nodes = await read(size + 1, range, 'START');
    return connection(nodes.slice(0, size), nodes.length > size || page.before != null, range.after > 0);
  }
  const size = pageSize(last ?? newest, most, 'last');
  const nodes = await read(size + 1, range, 'END');
  const more = nodes.length > size;
  return connection(more ? nodes.slice(1) : nodes, page.before != null, more || range.after > 0);
}

/** Positions between these, without them. */
interface Range {
  after: number;
  before: number;
}

async function readRange(
  db: Database,
  accountId: string,
  conversationId: string,
  {after, before}: Range,
  from: 'START' | 'END',
  size: number,
): Promise<MessageView[]> {
  const rows = await messageRows(db, accountId)
    .where('message.conversation_id', '=', conversationId)
    .where('message.position', '>', after)
    .where('message.position', '<', before)
    .orderBy('message.position', from === 'START' ? 'asc' : 'desc')
    .limit(size)
    .execute();
  const views = rows.map(messageView);
  return from === 'START' ? views : views.reverse();
}

function connection(nodes: MessageView[], next: boolean, previous: boolean): Connection<MessageView> {
  return toConnection(nodes, ({position}) => String(position), {next, previous});
}

function parseCursor(cursor: string, name: string): number {
  const position = /^\d{1,10}$/.test(cursor) ? Number(cursor) : Infinity;
  if (position > lastPosition) throw new BadInput(`${name} is not a cursor of this list`);
  return position;
}
