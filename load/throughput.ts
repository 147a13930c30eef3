import {sql} from 'kysely';
import type {Kysely} from 'kysely';
import type {Tables} from '../server/db/tables.js';
import {addAccounts} from './accounts.js';
import type {Accounts} from './accounts.js';
import {connect, createDatabase} from './database.js';
import type {Server} from './database.js';
import {withHosts} from './hosts.js';
import {cpuSeconds, forSeconds, p50, p95} from './measures.js';
import type {Table} from './report.js';
import {send} from './sender.js';

export interface ThroughputSize {
  processes: readonly number[];
  seconds: number;
  accounts: number;
}

/** How many events a second the hosts can store: of one account, whose log is in one order, and of many at once. */
export async function measureThroughput(server: Server, size: ThroughputSize): Promise<Table> {
  const rows: string[][] = [];
  for (const processes of size.processes) {
    for (const count of [1, size.accounts]) {
      const url = await createDatabase(server, 'sms_chat_load');
      const db = connect(url);
      // Many agents, since each of them may change only so much in a minute.
      const accounts: Accounts = {
        count,
        agents: count === 1 ? 500 : 50,
        conversations: count === 1 ? 500 : 50,
      };
      await addAccounts(db, accounts);
      rows.push(await withHosts(url, processes, (hosts) => measure({server, db, hosts, accounts, size})));
      await db.destroy();
    }
  }
  return {
    id: 'throughput',
    title: 'Events a second',
    head: [
      'processes',
      'accounts',
      'messages/s',
      'events/s',
      'answer p50 ms',
      'answer p95 ms',
      'CPU ms of hosts, a message',
      'CPU ms of PostgreSQL, a message',
    ],
    rows,
  };
}

interface Run {
  server: Server;
  db: Kysely<Tables>;
  hosts: Parameters<typeof send>[0];
  accounts: Accounts;
  size: ThroughputSize;
}

async function measure({server, db, hosts, accounts, size}: Run): Promise<string[]> {
  const atOnce = 16;
  await forSeconds(Math.min(2, size.seconds), atOnce, (index) => send(hosts, accounts, index)); // warms up
  const cpu = () => hosts.reduce((sum, {pid}) => sum + cpuSeconds(pid), 0);
  const postgresCpu = () => (server.pid === undefined ? NaN : cpuSeconds(server.pid));
  const before = {cpu: cpu(), postgres: postgresCpu(), events: await eventCount(db), at: performance.now()};
  const answers: number[] = [];
  const messages = await forSeconds(size.seconds, atOnce, async (index) => {
    const asked = performance.now();
    await send(hosts, accounts, index);
    answers.push(performance.now() - asked);
  });
  const seconds = (performance.now() - before.at) / 1000;
  const events = (await eventCount(db)) - before.events;
  return [
    String(hosts.length),
    String(accounts.count),
    (messages / seconds).toFixed(0),
    (events / seconds).toFixed(0),
    p50(answers).toFixed(0),
    p95(answers).toFixed(0),
    (((cpu() - before.cpu) * 1000) / messages).toFixed(1),
    (((postgresCpu() - before.postgres) * 1000) / messages).toFixed(1),
  ];
}

async function eventCount(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select(sql<number>`sum(head_seq)::integer`.as('events'))
    .executeTakeFirstOrThrow();
  return row.events;
}
