/**
 * Looks at the end into the host's database and the carrier's books, and says what went wrong: attempted ⊇ committed
 * ⊇ acknowledged, and delivered = committed, for each client in its events and on its screen.
 */
import {decodeCursor, encodeCursor} from '../../server/log/cursor.js';
import type {Carrier} from './carrier.js';
import type {HeadlessClient} from './client.js';
import type {HostProcess} from './host-process.js';
import {PATIENCE_MS} from './measures.js';

export interface Evidence {
  host: HostProcess;
  accountId: string;
  carrier: Carrier;
  clients: readonly HeadlessClient[];
  /** Gateway ids of inbound messages that the carrier reported; all of them acknowledged in the end. */
  inbound: ReadonlySet<string>;
}

/** All are counts, and all but `committed`, `resyncs` and `chainBreaks` should be 0. */
export interface Verdict {
  committed: number;
  /** Sent or reported, and not in the database; or in it and not with a client; or never handed to the carrier. */
  lost: number;
  /** Twice in the database, with a client, or with the carrier. */
  duplicated: number;
  /** In the database, or with a client, though nobody wrote it. */
  unexpected: number;
  /** Against the order of the log, of positions, or in which one agent pressed Send in one thread. */
  reordered: number;
  /** Shown otherwise than the database has it: delivery, unread counts, counters. */
  stale: number;
  resyncs: number;
  chainBreaks: number;
}

interface StoredMessage {
  id: string;
  conversation_id: string;
  position: number;
  direction: 'INBOUND' | 'OUTBOUND';
  client_message_id: string | null;
  gateway_message_id: string | null;
  delivery_status: string | null;
}

/** Resolves once every client shows the end of the log and nothing is under way. */
export async function settled({host, accountId, clients}: Evidence, limitMs = PATIENCE_MS): Promise<void> {
  const limit = Date.now() + limitMs;
  for (const client of clients) {
    await client.until('every send to be confirmed', () => client.unconfirmed === 0, limit - Date.now());
  }
  for (;;) {
    const jobs = await host.sql(`SELECT seq FROM send_job WHERE account_id = '${accountId}' LIMIT 1`);
    if (jobs.length === 0) break;
    if (Date.now() > limit) throw new Error('Waited in vain for the carrier to have everything');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await atHead(host, accountId, clients, limit - Date.now());
}

/** Resolves once all of the clients show the end of the log, and it is still the end. */
export async function atHead(
  host: HostProcess,
  accountId: string,
  clients: readonly HeadlessClient[],
  limitMs = PATIENCE_MS,
): Promise<void> {
  const limit = Date.now() + limitMs;
  const place = (cursor: string | null) => (cursor === null ? -1 : (decodeCursor(cursor)?.seq ?? -1));
  for (;;) {
    const head = await headOf(host, accountId);
    const isThere = ({cursor}: {cursor: string | null}) => place(cursor) >= place(head);
    for (const client of clients)
      await client.until(`the end of the log ${head}`, isThere, limit - Date.now());
    const isEnd = (await headOf(host, accountId)) === head;
    if (isEnd && clients.every(({state}) => state.cursor === head)) return;
    if (Date.now() > limit) throw new Error('Waited in vain for the log to come to rest');
  }
}

export async function headOf(host: HostProcess, accountId: string): Promise<string> {
  const [account] = await host.sql<{cursor_tag: string; head_seq: number; head_tag: string}>(
    `SELECT cursor_tag, head_seq, head_tag FROM account WHERE id = '${accountId}'`,
  );
  const {cursor_tag, head_seq, head_tag} = account!;
  return encodeCursor({account: cursor_tag, seq: head_seq, tag: head_tag});
}

export async function storedMessages(host: HostProcess, accountId: string): Promise<StoredMessage[]> {
  return host.sql<StoredMessage>(
    `SELECT id, conversation_id, position, direction, client_message_id, gateway_message_id, delivery_status
     FROM message WHERE account_id = '${accountId}' ORDER BY conversation_id, position`,
  );
}

/** Call it after `settled`. */
export async function judge(evidence: Evidence): Promise<Verdict> {
  const {host, accountId, clients, inbound} = evidence;
  const stored = await storedMessages(host, accountId);
  const verdict = cleanVerdict(stored.length);
  verdict.resyncs = sum(clients.map(({resyncs}) => resyncs));
  verdict.chainBreaks = sum(clients.map(({chainBreaks}) => chainBreaks));
  const attempted = clients.flatMap(({sent}) => sent.map(({clientMessageId}) => clientMessageId));
  const outbound = stored.filter(({direction}) => direction === 'OUTBOUND');
  compare(
    verdict,
    attempted,
    outbound.map((message) => message.client_message_id ?? ''),
  );
  compare(
    verdict,
    [...inbound],
    stored
      .filter(({direction}) => direction === 'INBOUND')
      .map((message) => message.gateway_message_id ?? ''),
  );
  judgeCarrier(verdict, evidence, outbound);
  judgePressOrder(verdict, clients, stored);

  const log = await host.sql<{entity_id: string}>(
    `SELECT entity_id FROM account_log WHERE account_id = '${accountId}' AND kind = 'MESSAGE_ADDED' ORDER BY seq`,
  );
  const place = new Map(log.map(({entity_id}, index) => [entity_id, index]));
  const counters = await unreadCounts(host, accountId);
  for (const client of clients) {
    const seen = new Set(client.delivered);
    verdict.duplicated += client.delivered.length - seen.size;
    verdict.reordered += descents(client.delivered.map((id) => place.get(id) ?? -1));
    verdict.unexpected += client.delivered.filter((id) => !place.has(id)).length;
    // What a later snapshot held did not come as an event; else every message did.
    if (client.snapshots === 1) verdict.lost += log.filter(({entity_id}) => !seen.has(entity_id)).length;
    await judgeScreen(verdict, client, stored, counters);
  }
  return verdict;
}

/** What is wrong on the clients' screens alone, compared with the database as it is now. */
export async function screenFaults({host, accountId, clients}: Evidence): Promise<Verdict> {
  const stored = await storedMessages(host, accountId);
  const verdict = cleanVerdict(stored.length);
  const counters = await unreadCounts(host, accountId);
  for (const client of clients) await judgeScreen(verdict, client, stored, counters);
  return verdict;
}

function cleanVerdict(committed: number): Verdict {
  return {
    committed,
    lost: 0,
    duplicated: 0,
    unexpected: 0,
    reordered: 0,
    stale: 0,
    resyncs: 0,
    chainBreaks: 0,
  };
}

/** A message whose fate is unknown may or may not have reached the carrier; any other did, once. */
function judgeCarrier(verdict: Verdict, {carrier}: Evidence, outbound: StoredMessage[]): void {
  for (const {id, delivery_status: status} of outbound) {
    const times = carrier.received.get(id) ?? 0;
    if (times > 1) verdict.duplicated += times - 1;
    if (times === 0 && status !== 'UNKNOWN' && status !== 'FAILED') verdict.lost++;
  }
}

function judgePressOrder(
  verdict: Verdict,
  clients: readonly HeadlessClient[],
  stored: StoredMessage[],
): void {
  const position = new Map(stored.map((message) => [message.client_message_id, message.position]));
  for (const {sent} of clients) {
    for (const conversationId of new Set(sent.map((message) => message.conversationId))) {
      const inThread = sent.filter((message) => message.conversationId === conversationId);
      verdict.reordered += descents(
        inThread.flatMap(({clientMessageId}) => position.get(clientMessageId) ?? []),
      );
    }
  }
}

async function judgeScreen(
  verdict: Verdict,
  client: HeadlessClient,
  stored: StoredMessage[],
  counters: {messages: number; byConversation: ReadonlyMap<string, number>},
): Promise<void> {
  const status = new Map(stored.map((message) => [message.id, message.delivery_status]));
  for (const conversationId of new Set(stored.map((message) => message.conversation_id))) {
    const shown = await client.wholeThread(conversationId);
    const expected = stored.filter((message) => message.conversation_id === conversationId);
    compare(
      verdict,
      expected.map(({id}) => id),
      shown.map(({id}) => id),
    );
    verdict.reordered += descents(shown.map(({position}) => position));
    verdict.stale += shown.filter(({id, delivery}) => (delivery?.status ?? null) !== status.get(id)).length;
    const conversation = client.state.conversations.get(conversationId);
    if (conversation?.unreadCount !== counters.byConversation.get(conversationId)) verdict.stale++;
  }
  if (client.state.counters?.unreadMessages !== counters.messages) verdict.stale++;
}

async function unreadCounts(host: HostProcess, accountId: string) {
  const rows = await host.sql<{id: string; unread_count: number}>(
    `SELECT id, unread_count FROM conversation WHERE account_id = '${accountId}'`,
  );
  const byConversation = new Map(rows.map(({id, unread_count}) => [id, unread_count]));
  return {messages: sum([...byConversation.values()]), byConversation};
}

function compare(verdict: Verdict, expected: readonly string[], found: readonly string[]): void {
  const [wanted, had] = [new Set(expected), new Set(found)];
  verdict.lost += [...wanted].filter((id) => !had.has(id)).length;
  verdict.duplicated += found.length - had.size;
  verdict.unexpected += [...had].filter((id) => !wanted.has(id)).length;
}

/** How often a number is smaller than the one before it. */
function descents(numbers: readonly number[]): number {
  return numbers.filter((value, index) => index > 0 && value < numbers[index - 1]!).length;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
