import type {Message, OutboxMessage, Thread} from '../../state/model.js';

/** When and by whom something was said: what groups it with its neighbours. */
interface Said {
  readonly key: string;
  /** ms since the epoch. */
  readonly at: number;
  /** Start of the local day. */
  readonly day: number;
  readonly by: string;
  /** The last of a run by the same side within minutes. */
  readonly ends: boolean;
}

export interface MessageRow extends Said {
  readonly kind: 'message';
  readonly message: Message;
  /** It failed, and was sent again since. */
  readonly retried: boolean;
  /** A link led to it. */
  readonly target: boolean;
}

export interface OutboxRow extends Said {
  readonly kind: 'outbox';
  readonly pending: OutboxMessage;
}

export interface DayRow {
  readonly kind: 'day';
  readonly key: string;
  readonly day: number;
}

/** Stands before the first message that was unread when the thread was opened. */
export interface UnreadRow {
  readonly kind: 'unread';
  readonly key: 'unread';
  readonly position: number;
  /** Null where more of them than are loaded. */
  readonly count: number | null;
}

/** The end of what is loaded. Always there before the first message, so that nothing moves when it has done its work. */
export interface EdgeRow {
  readonly kind: 'older' | 'newer';
  readonly key: 'older' | 'newer';
  readonly state: 'none' | 'loading' | 'failed';
}

export type ThreadRow = MessageRow | OutboxRow | DayRow | UnreadRow | EdgeRow;

export interface ThreadRowsInput {
  readonly thread: Thread;
  readonly outbox: readonly OutboxMessage[];
  readonly retried: ReadonlySet<string>;
  readonly viewerId: string;
  readonly unread: UnreadRow | null;
}

const GROUP_WITHIN_MS = 5 * 60_000;

/** Rows, and what they were made of. */
export interface ThreadRows {
  readonly input: ThreadRowsInput;
  readonly rows: readonly ThreadRow[];
}

/**
 * The rows of a thread from top to bottom. A row is the same object for as long as it shows the same, so that nothing
 * else is rendered again. Those of `before` that the change cannot have touched are taken over without a look, so that a
 * message costs the same in a thread of any length.
 */
export function threadRows(input: ThreadRowsInput, before?: ThreadRows): ThreadRows {
  const {thread, unread} = input;
  const {messages} = thread;
  const rows: ThreadRow[] = [];
  if (thread.hasNewer) rows.push(edge('newer', thread.newer === 'failed' ? 'failed' : 'loading'));

  // From the end, since whether a message ends its group depends on the next one.
  let next: MessageRow | OutboxRow | undefined;
  const add = (row: MessageRow | OutboxRow) => {
    if (next && next.day !== row.day) rows.push(dayRow(next));
    rows.push(row);
    next = row;
  };
  const pending = unconfirmed(input);
  for (let i = pending.length - 1; i >= 0; i--) add(outboxRow(pending[i]!, input, next));
  const kept = before ? keptMessages(input, before.input) : 0;
  for (let i = messages.length - 1; i >= kept; i--) {
    const message = messages[i]!;
    add(messageRow(message, input, next));
    if (message.position === unread?.position) rows.push(unread);
  }
  if (before && kept > 0) {
    const index = before.rows.findLastIndex((row) => isOf(row, messages[kept - 1]!));
    const last = before.rows[index] as MessageRow;
    if (next && next.day !== last.day) rows.push(dayRow(next));
    return {input, rows: before.rows.slice(0, index + 1).concat(rows.reverse())};
  }
  if (next) rows.push(dayRow(next));
  if (next) rows.push(edge('older', stateOfStart(thread)));
  return {input, rows: rows.reverse()};
}

/** How many of the first messages have the rows that they had: those whose next one is the same too. */
function keptMessages(input: ThreadRowsInput, before: ThreadRowsInput): number {
  const {thread, retried, unread} = input;
  if (
    retried !== before.retried ||
    unread !== before.unread ||
    thread.target?.position !== before.thread.target?.position ||
    stateOfStart(thread) !== stateOfStart(before.thread)
  )
    return 0;
  const [now, then] = [thread.messages, before.thread.messages];
  const most = Math.min(now.length, then.length);
  let same = 0;
  while (same < most && now[same] === then[same]) same++;
  return Math.max(0, same - 1);
}

const isOf = (row: ThreadRow, message: Message) => row.kind === 'message' && row.message === message;

/** The mark of what was unread when the thread was opened; what came after `last` is not part of it. */
export function unreadRow(thread: Thread, last: number, before: UnreadRow | null): UnreadRow | null {
  const {messages, openedAtReadPosition} = thread;
  let position: number | null = null;
  let count = 0;
  for (let i = messages.length - 1; i >= 0 && messages[i]!.position > openedAtReadPosition; i--) {
    if (messages[i]!.direction !== 'INBOUND' || messages[i]!.position > last) continue;
    position = messages[i]!.position;
    count++;
  }
  if (position === null) return null;
  const known = last === Infinity ? null : count;
  if (before?.position === position && before.count === known) return before;
  return {kind: 'unread', key: 'unread', position, count: known};
}

/** What the host has confirmed may be in the outbox for a moment longer. */
function unconfirmed({thread, outbox}: ThreadRowsInput): readonly OutboxMessage[] {
  if (outbox.length === 0 || thread.hasNewer) return [];
  const confirmed = new Set(thread.messages.map((message) => message.clientMessageId));
  return outbox.filter(({clientMessageId}) => !confirmed.has(clientMessageId));
}

const messageRows = new WeakMap<Message, MessageRow>();
const outboxRows = new WeakMap<OutboxMessage, OutboxRow>();
const dayRows = new WeakMap<Message | OutboxMessage, DayRow>();

function messageRow(message: Message, input: ThreadRowsInput, next: Said | undefined): MessageRow {
  const known = messageRows.get(message);
  const at = known?.at ?? Date.parse(message.createdAt);
  const said = known ?? {
    kind: 'message' as const,
    // The bubble stays the same one from pressing Send to the receipt of delivery.
    key: message.clientMessageId ?? message.id,
    message,
    at,
    day: startOfDay(at),
    by: message.direction === 'INBOUND' ? '' : (message.author?.id ?? `campaign ${message.campaignName}`),
  };
  const ends = endsGroup(said, next);
  const retried = input.retried.has(message.id);
  const target = message.position === input.thread.target?.position;
  if (known && known.ends === ends && known.retried === retried && known.target === target) return known;
  const row = {...said, ends, retried, target};
  messageRows.set(message, row);
  return row;
}

function outboxRow(pending: OutboxMessage, {viewerId}: ThreadRowsInput, next: Said | undefined): OutboxRow {
  const said = {
    kind: 'outbox' as const,
    key: pending.clientMessageId,
    pending,
    at: pending.createdAt,
    day: startOfDay(pending.createdAt),
    by: viewerId,
  };
  const ends = endsGroup(said, next);
  const known = outboxRows.get(pending);
  if (known?.ends === ends) return known;
  const row = {...said, ends};
  outboxRows.set(pending, row);
  return row;
}

function dayRow(first: MessageRow | OutboxRow): DayRow {
  const source = first.kind === 'message' ? first.message : first.pending;
  const known = dayRows.get(source);
  if (known) return known;
  const row = {kind: 'day' as const, key: `day ${first.key}`, day: first.day};
  dayRows.set(source, row);
  return row;
}

const edges = new Map<string, EdgeRow>();

function edge(kind: EdgeRow['kind'], state: EdgeRow['state']): EdgeRow {
  const row = edges.get(kind + state) ?? {kind, key: kind, state};
  edges.set(kind + state, row);
  return row;
}

/** Of a thread that is not there, all is older than what waits to be sent in it. */
function stateOfStart({status, hasOlder, older}: Thread): EdgeRow['state'] {
  if (status === 'failed' || older === 'failed') return 'failed';
  return hasOlder || status === 'loading' ? 'loading' : 'none';
}

function endsGroup(said: Omit<Said, 'ends'>, next: Said | undefined): boolean {
  return !next || next.by !== said.by || next.day !== said.day || next.at - said.at > GROUP_WITHIN_MS;
}

/** The day asked for last: neighbours mostly share it, and calendars are slow. */
let day = {start: 0, end: 0};

function startOfDay(at: number): number {
  if (at < day.start || at >= day.end) {
    day = {start: new Date(at).setHours(0, 0, 0, 0), end: new Date(at).setHours(24, 0, 0, 0)};
  }
  return day.start;
}
