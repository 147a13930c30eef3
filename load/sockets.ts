import {setTimeout as sleep} from 'node:timers/promises';
import {sql} from 'kysely';
import WebSocket from 'ws';
import {encodeCursor} from '../server/log/cursor.js';
import {events} from '../src/state/api/operations.js';
import {accountId, addAccounts, authorization} from './accounts.js';
import {connect, createDatabase} from './database.js';
import type {Server} from './database.js';
import {withHosts} from './hosts.js';
import type {HostProcess} from './hosts.js';
import {inParallel} from '../test/faults/measures.js';
import {cpuSeconds, memoryBytes, now, p50, p95, p99} from './measures.js';
import type {Table} from './report.js';
import {send} from './sender.js';

export interface SocketsSize {
  processes: readonly number[];
  /** Ten of each account: five agents with two tabs. */
  sockets: number;
  messagesPerSecond: number;
  seconds: number;
}

const AGENTS = 5;
const TABS = 2;

/** What it takes to hold sockets that follow their accounts, and how soon after a commit they hear of it. */
export async function measureSockets(server: Server, size: SocketsSize): Promise<Table> {
  const rows: string[][] = [];
  for (const processes of size.processes) {
    const url = await createDatabase(server, 'sms_chat_load');
    rows.push(await withHosts(url, processes, (hosts) => measure(server, url, hosts, size)));
  }
  return {
    id: 'sockets',
    title: 'Sockets that are held, and from commit to socket',
    head: [
      'processes',
      'sockets',
      'connected in s',
      'kB a socket',
      'messages/s',
      'deliveries/s',
      'commit → socket p50 ms',
      'p95 ms',
      'p99 ms',
      'CPU of hosts',
      'CPU of PostgreSQL',
    ],
    rows,
  };
}

async function measure(
  server: Server,
  url: string,
  hosts: HostProcess[],
  size: SocketsSize,
): Promise<string[]> {
  const db = connect(url);
  const accounts = {count: size.sockets / (AGENTS * TABS), agents: AGENTS, conversations: 20};
  await addAccounts(db, accounts);
  // Their first requests load what they need anyway.
  await inParallel(hosts.length * 20, 4, (index) => send(hosts, accounts, index));
  await sleep(2_000);
  const heads = new Map(
    (await db.selectFrom('account').selectAll().execute()).map((row) => [
      row.id,
      encodeCursor({account: row.cursor_tag, seq: row.head_seq, tag: row.head_tag}),
    ]),
  );
  const memory = () => hosts.reduce((sum, {pid}) => sum + memoryBytes(pid), 0);
  const before = memory();
  const connecting = performance.now();
  const sockets: WebSocket[] = [];
  const heard: {message: string; at: number}[] = [];
  await inParallel(size.sockets, 64, async (index) => {
    const account = 1 + (index % accounts.count);
    const agent = 1 + (Math.floor(index / accounts.count) % AGENTS);
    const host = hosts[index % hosts.length]!;
    sockets.push(
      await follow(host.url, await authorization(account, agent), heads.get(accountId(account))!, heard),
    );
  });
  const connectedIn = (performance.now() - connecting) / 1000;
  const held = sockets.filter(({readyState}) => readyState === WebSocket.OPEN).length;
  const perSocket = (memory() - before) / held / 1024;

  const cpu = () => hosts.reduce((sum, {pid}) => sum + cpuSeconds(pid), 0);
  const postgresCpu = () => (server.pid === undefined ? NaN : cpuSeconds(server.pid));
  const begun = {at: performance.now(), cpu: cpu(), postgres: postgresCpu()};
  const sent: Promise<void>[] = [];
  const count = size.messagesPerSecond * size.seconds;
  for (let index = 0; index < count; index++) {
    // Accounts in no order of their sockets.
    sent.push(send(hosts, accounts, index * 7919));
    await sleep(Math.max(0, begun.at + ((index + 1) * 1000) / size.messagesPerSecond - performance.now()));
  }
  await Promise.all(sent);
  const seconds = (performance.now() - begun.at) / 1000;
  const used = {cpu: (cpu() - begun.cpu) / seconds, postgres: (postgresCpu() - begun.postgres) / seconds};
  const expected = count * AGENTS * TABS;
  for (let waited = 0; heard.length < expected && waited < 100; waited++) await sleep(100);
  if (heard.length !== expected) throw new Error(`${heard.length} of ${expected} deliveries arrived`);

  const {rows} = await sql<{message: string; at: number}>`
    SELECT entity_id AS message, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 * 1000 AS at
    FROM account_log WHERE kind = 'MESSAGE_ADDED'`.execute(db);
  const commits = new Map(rows.map(({message, at}) => [message, at]));
  const latencies = heard.map(({message, at}) => at - commits.get(message)!);
  for (const socket of sockets) socket.terminate();
  await db.destroy();
  return [
    String(hosts.length),
    String(held),
    connectedIn.toFixed(0),
    perSocket.toFixed(0),
    String(size.messagesPerSecond),
    (expected / seconds).toFixed(0),
    p50(latencies).toFixed(0),
    p95(latencies).toFixed(0),
    p99(latencies).toFixed(0),
    `${(used.cpu * 100).toFixed(0)} %`,
    `${(used.postgres * 100).toFixed(0)} %`,
  ];
}

/** A socket that follows an account as the widget does, and notes when it hears of which message. */
function follow(
  url: string,
  authorization: string,
  after: string,
  heard: {message: string; at: number}[],
): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const tell = (message: unknown) => socket.send(JSON.stringify(message));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code, reason) =>
      reject(new Error(`A socket was closed: ${code} ${reason.toString()}`)),
    );
    socket.on('open', () => tell({type: 'connection_init', payload: {authorization}}));
    socket.on('message', (data: Buffer) => {
      const at = now();
      const message = JSON.parse(data.toString()) as ServerMessage;
      if (message.type === 'ping') return tell({type: 'pong'});
      if (message.type === 'connection_ack') {
        const payload = {query: events.document, operationName: events.name, variables: {after}};
        return tell({id: '1', type: 'subscribe', payload});
      }
      if (message.type !== 'next')
        return reject(new Error(`A stream ended: ${data.toString().slice(0, 300)}`));
      resolve(socket);
      for (const event of message.payload.data.smsEvents.events) {
        if (event.__typename === 'SmsMessageAdded') heard.push({message: event.message.id, at});
      }
    });
  });
}

type ServerMessage =
  | {type: 'ping' | 'connection_ack' | 'error' | 'complete'}
  | {
      type: 'next';
      payload: {data: {smsEvents: {events: {__typename: string; message: {id: string}}[]}}};
    };
