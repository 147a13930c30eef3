/**
 * Measures what a host can carry: real processes of server/ on a real PostgreSQL, all on this machine, and the load too.
 *
 *     npm run load                          everything; takes a quarter of an hour and 10 GB of disk
 *     npm run load -- sockets               one part: throughput, sockets or big
 *     npm run load -- --small               in a minute: whether it works
 *     npm run load -- --docs                and the tables into docs/scaling.md
 *     npm run load -- --database=URL        on that PostgreSQL; what was built for `big` is kept there
 *     npm run load -- --database=URL build  only builds it
 */
import {buildBigAccount, measureBigAccount} from './big-account.js';
import {openServer} from './database.js';
import type {Server} from './database.js';
import {toMarkdown, writeToDocs} from './report.js';
import type {Table} from './report.js';
import {measureSockets} from './sockets.js';
import {measureThroughput} from './throughput.js';

const sizes = {
  full: {
    throughput: {processes: [1, 2, 4], seconds: 15, accounts: 100},
    sockets: {processes: [1, 2, 4], sockets: 8_000, messagesPerSecond: 40, seconds: 20},
    big: {conversations: 100_000, messages: 10_000_000, others: 1_000, rounds: 100},
  },
  small: {
    throughput: {processes: [1, 2], seconds: 1, accounts: 10},
    sockets: {processes: [1, 2], sockets: 40, messagesPerSecond: 20, seconds: 1},
    big: {conversations: 1_000, messages: 10_000, others: 5, rounds: 5},
  },
};

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('-'));
const picked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const size = sizes[flags.includes('--small') ? 'small' : 'full'];
const database = flags.find((flag) => flag.startsWith('--database='))?.slice('--database='.length);

const parts: Record<string, (server: Server) => Promise<Table>> = {
  throughput: (server) => measureThroughput(server, size.throughput),
  sockets: (server) => measureSockets(server, size.sockets),
  big: (server) => measureBigAccount(server, size.big),
};
const unknown = [
  ...picked.filter((name) => name !== 'build' && !(name in parts)),
  ...flags.filter((flag) => !/^--(small|docs|database=.+)$/.test(flag)),
];
if (unknown.length > 0 || (picked.includes('build') && !database)) {
  console.error(
    unknown.length > 0
      ? `Not known: ${unknown.join(', ')}. The parts are ${Object.keys(parts).join(', ')} and build; the flags --small, --docs and --database=URL.`
      : 'build needs --database=URL: on a database of its own nothing would be left.',
  );
  process.exit(2);
}

const server = await openServer(database);
try {
  if (picked.includes('build')) await buildBigAccount(server, size.big);
  for (const [name, measure] of Object.entries(parts)) {
    if (picked.length > 0 && !picked.includes(name)) continue;
    const table = await measure(server);
    console.log(`\n${toMarkdown(table)}`);
    const command = `npm run load -- ${name}${flags.includes('--small') ? ' --small' : ''}`;
    if (flags.includes('--docs')) writeToDocs(table, Object.keys(parts), command);
  }
} finally {
  await server.stop();
}
