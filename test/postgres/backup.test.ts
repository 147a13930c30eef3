import {after, it} from 'node:test';
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import pg from 'pg';
import {findPostgres} from '../../scripts/postgres.mjs';
import {start} from '../../server/start.js';
import {HeadlessClient} from '../faults/client.js';
import {Random} from '../faults/random.js';
import {createDatabase} from '../server/helpers/database.js';
import {TestHost} from '../server/helpers/host.js';
import {noLimits} from '../server/helpers/no-limits.js';
import {tokenSecret} from '../server/helpers/secret.js';

const folder = mkdtempSync(path.join(tmpdir(), 'sms-chat-dump-'));
after(() => rmSync(folder, {recursive: true, force: true}));

/** As docs/operation.md says, with the programs of the server, or of the system where the server came without them. */
function run(command: string, variables: Record<string, string> = {}) {
  const env = {...variables, PATH: `${findPostgres()}:${process.env.PATH}`};
  execFileSync('sh', ['-ec', command], {cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe']});
}

function hasDump(): boolean {
  try {
    run('pg_dump --version && pg_restore --version');
    return true;
  } catch {
    return false; // PostgreSQL from npm is the server alone
  }
}

/** Takes a backup; answers how to restore it into an empty database. */
async function backUp(databaseUrl: string): Promise<(emptyUrl: string) => Promise<void>> {
  if (hasDump()) {
    run('pg_dump --format=custom --file=sms-chat.dump "$DATABASE_URL"', {DATABASE_URL: databaseUrl});
    return async (EMPTY) =>
      run('pg_restore --dbname="$EMPTY" --no-owner --exit-on-error sms-chat.dump', {EMPTY});
  }
  // The server copies databases of which nobody makes use.
  const name = nameOf(databaseUrl);
  await onCluster(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await onCluster(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
  await onCluster(`CREATE DATABASE ${name}_copy TEMPLATE ${name}`);
  await onCluster(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  return async (emptyUrl) => {
    await onCluster(`DROP DATABASE ${nameOf(emptyUrl)}`);
    await onCluster(`ALTER DATABASE ${name}_copy RENAME TO ${nameOf(emptyUrl)}`);
  };
}

const nameOf = (url: string) => new URL(url).pathname.slice(1);

async function onCluster(statement: string): Promise<void> {
  const client = new pg.Client({connectionString: process.env.TEST_DATABASE_URL});
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

it('a dump that is restored makes clients load anew, and nothing of the lost time stays on a screen', async (t) => {
  const [before, restored] = [await createDatabase(), await createDatabase()];
  t.after(() => Promise.all([before.drop(), restored.drop()]));
  const settings = {...noLimits, minReplaySeconds: 24 * 60 * 60};
  const simulator = {acceptMs: 0, deliverMs: 0};
  const first = await start({databaseUrl: before.databaseUrl, tokenSecret, simulator, settings});
  const account = await new TestHost(first).account();
  const {id, from} = await account.inbound('Before the backup');
  const lost = await account.inbound('A thread of the backup');
  const client = new HeadlessClient({
    url: first.url,
    auth: async () => ({token: await account.kim.token()}),
    random: new Random(1),
    speed: 10,
  });
  t.after(() => client.stop());
  await client.live();
  const bodies = async (thread: string) => (await client.wholeThread(thread)).map(({body}) => body);
  assert.deepEqual(await bodies(id), ['Before the backup']);

  const restore = await backUp(before.databaseUrl!);
  await account.inbound('A ghost', from);
  await account.kim.send(id, 'Another one');
  const ghostThread = await account.inbound('A thread of ghosts');
  const unread = () => client.state.counters?.unreadMessages;
  await client.until('what will be lost', ({conversations}) => conversations.has(ghostThread.id));
  await client.until('the ghosts', ({threads}) => threads.get(id)?.messages.length === 3);
  await first.stop();
  await restore(restored.databaseUrl!);

  const second = await start({
    databaseUrl: restored.databaseUrl,
    port: first.port,
    tokenSecret,
    simulator,
    settings,
  });
  t.after(() => second.stop());
  const again = account.at(new TestHost(second));
  client.store.account.tryNow();
  await client.until('another history', () => client.resyncs > 0);
  await client.live();
  // The log grows past where the client was, and it follows.
  for (let i = 0; i < 10; i++) await again.inbound(`After it, ${i}`, from);
  await client.until(
    'the end of the log',
    ({threads}) => threads.get(id)?.messages.at(-1)?.body === 'After it, 9',
  );
  const stored = (await again.kim.messages(id)).map(({body}: {body: string}) => body);
  assert.deepEqual(stored, ['Before the backup', ...Array.from({length: 10}, (_, i) => `After it, ${i}`)]);
  assert.deepEqual(await bodies(id), stored);
  assert.deepEqual([...client.state.conversations.keys()].sort(), [id, lost.id].sort());
  await client.until('the counters', () => unread() === 12);
  // What is searched by came with it, and so did what keeps it.
  const found = await again.kim.query(
    `{smsConversations(filter: {search: "${from.slice(3)}"}) {edges {node {id}}}}`,
  );
  assert.deepEqual(found.smsConversations.edges, [{node: {id}}]);
});
