import {after, it} from 'node:test';
import assert from 'node:assert/strict';
import pg from 'pg';
import {PostgresChannel} from '../../server/db/postgres-channel.js';
import {createPostgresBell} from '../../server/log/postgres-bell.js';
import {createDatabase} from '../server/helpers/database.js';
import {waitFor} from '../server/helpers/host.js';

const {databaseUrl, drop} = await createDatabase();
const url = databaseUrl!;
const errors: unknown[] = [];
const channels: PostgresChannel[] = [];
const spy = new pg.Client({connectionString: url});
/** All that went over the wire. */
const notified: string[] = [];
await spy.connect();
spy.on('notification', ({payload}) => notified.push(payload!));
spy.on('error', () => undefined);
await spy.query('LISTEN sms_chat');
after(async () => {
  for (const channel of channels) await channel.stop();
  await spy.end();
  await drop();
});

async function open(): Promise<PostgresChannel> {
  const channel = await PostgresChannel.start(url, (error) => errors.push(error));
  channels.push(channel);
  return channel;
}

it('a ring is heard once in each process: there by NOTIFY, here at once', async () => {
  const [one, two] = [createPostgresBell(await open()), createPostgresBell(await open())];
  const heard: string[] = [];
  one.onRing((account) => heard.push(`one ${account}`));
  two.onRing((account) => heard.push(`two ${account}`));
  one.ring('clinic');
  assert.deepEqual(heard, ['one clinic']);
  await waitFor('the other process', () => heard.includes('two clinic'));
  two.ring('end');
  await waitFor('the end', () => heard.includes('one end'));
  assert.deepEqual(heard, ['one clinic', 'two clinic', 'two end', 'one end']);
});

it('a thousand rings of one account are few notifications', async () => {
  const [one, two] = [createPostgresBell(await open()), createPostgresBell(await open())];
  const heard: string[] = [];
  two.onRing((account) => heard.push(account));
  const before = notified.length;
  for (let i = 0; i < 1_000; i++) one.ring('busy clinic');
  one.ring('last');
  await waitFor('the last', () => heard.includes('last'));
  await waitFor('the wire', () => notified.slice(before).some((payload) => payload.endsWith(' last')));
  // The first at once, the others together.
  assert.equal(notified.slice(before).filter((payload) => payload.endsWith('busy clinic')).length, 2);
});

it('comes back after its connection was cut', async () => {
  const channel = await open();
  const other = await open();
  const heard: string[] = [];
  channel.on('topic', (text) => heard.push(text));
  const {rows} = await spy.query(
    `SELECT pid FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%LISTEN%'`,
  );
  const pids = [rows.map(({pid}) => pid)];
  await spy.query('SELECT pg_terminate_backend(pid) FROM unnest($1::integer[]) AS pid', pids);
  // Until then a text could still arrive by what is being cut.
  const left = 'SELECT FROM pg_stat_activity WHERE pid = ANY($1::integer[])';
  await waitFor('the cut', async () => (await spy.query(left, pids)).rowCount === 0);
  // Texts of the time between are lost, so it is told again and again.
  await waitFor('it to listen again', () => {
    other.publish('topic', `again ${Date.now()}`);
    return heard.length > 0;
  });
  assert.ok(errors.length > 0);
});

it('a text that is too long for NOTIFY is left out, and the next one arrives', async () => {
  const [one, two] = [await open(), await open()];
  const heard: string[] = [];
  two.on('handset', (text) => heard.push(text));
  one.publish('handset', 'é'.repeat(5_000));
  one.publish('handset', 'short');
  await waitFor('the short one', () => heard.length > 0);
  assert.deepEqual(heard, ['short']);
});
