import {after, before, it} from 'node:test';
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {secretKey} from '../../server/auth/keys.js';
import {Tokens} from '../../server/auth/tokens.js';
import {createDatabase, isOnPostgres} from './helpers/database.js';
import {sendMutation} from './helpers/fields.js';
import {post, waitFor} from './helpers/host.js';
import {Stream} from './helpers/stream.js';
import {spawnHost} from './helpers/host-process.js';
import type {HostProcess} from './helpers/host-process.js';
import {tokenSecret} from './helpers/secret.js';

const tokens = new Tokens(secretKey(tokenSecret), () => new Date());
const {token} = await tokens.issue({accountId: 'clinic', agentId: 'kim', displayName: 'Kim'}, 600);
const authorization = `Bearer ${token}`;

interface StoredMessage {
  clientMessageId: string;
  delivery: {status: string};
}

async function messages(url: string): Promise<StoredMessage[]> {
  const page = (before: string) =>
    `{smsConversation(id: "thread") {messages(last: 100 ${before}) {
      edges {node {clientMessageId delivery {status}}} pageInfo {hasPreviousPage startCursor}}}}`;
  const found: StoredMessage[] = [];
  for (let before = ''; ;) {
    const {data} = await post(url, {query: page(before)}, {authorization});
    const {edges, pageInfo} = data.smsConversation.messages;
    found.unshift(...edges.map((edge: {node: StoredMessage}) => edge.node));
    if (!pageInfo.hasPreviousPage) return found;
    before = `before: "${pageInfo.startCursor}"`;
  }
}

/** One place for the file, since each start takes its seconds; a test finds it as the one before left it. */
const dataDir = mkdtempSync(path.join(tmpdir(), 'sms-chat-'));
const {databaseUrl, drop} = await createDatabase();
const place = {dataDir, databaseUrl};
let host: HostProcess | undefined;
before(async () => {
  host = await spawnHost(place);
});
after(async () => {
  await host?.kill();
  await drop();
  rmSync(dataDir, {recursive: true, force: true});
});

if (!isOnPostgres) {
  it('a second host on the folder is refused and names the first', async () => {
    await assert.rejects(spawnHost(place), new RegExp(`in use by another process .*${host!.pid}`));
  });
}

it('a host that is killed while it sends loses nothing that it acknowledged and doubles nothing', async () => {
  const asked = Array.from({length: 60}, () => crypto.randomUUID());
  const acknowledged = new Set<string>();
  const send = async (url: string, clientMessageId: string) => {
    const input = {clientMessageId, conversationId: 'thread', body: `Message ${clientMessageId}`};
    const {data} = await post(url, {query: sendMutation, variables: {input}}, {authorization});
    acknowledged.add(data.smsSendMessage.message.clientMessageId);
  };

  const killed = host!;
  const sending = Promise.allSettled(asked.map((id) => send(killed.url, id)));
  await waitFor('some to be acknowledged', () => acknowledged.size >= 15);
  await killed.kill();
  await sending;

  const {url} = (host = await spawnHost(place)); // no lock was left behind
  const survived = (await messages(url)).map(({clientMessageId}) => clientMessageId);
  for (const id of acknowledged) assert.ok(survived.includes(id), 'an acknowledged message is lost');
  // As the widget does: what has no answer is sent again, under its id.
  for (const id of asked) await send(url, id);
  await waitFor('every send to settle', async () =>
    (await messages(url)).every(({delivery}) => delivery.status !== 'QUEUED'),
  );
  const all = await messages(url);
  assert.deepEqual(all.map(({clientMessageId}) => clientMessageId).sort(), [...asked].sort());
});

it('a host that is asked to stop closes sockets with 1012, and the next one goes on from their cursor', async () => {
  const {data} = await post(host!.url, {query: '{smsSyncCursor}'}, {authorization});
  const before = new Stream(host!.url, token, data.smsSyncCursor);
  await before.caughtUp();
  const input = {clientMessageId: crypto.randomUUID(), conversationId: 'thread', body: 'Hi'};
  await post(host!.url, {query: sendMutation, variables: {input}}, {authorization});
  await before.until('the message', ({events}) => events.some(({message}) => message?.body === 'Hi'));
  assert.equal(await host!.terminate(), 0);
  await before.until('the close', ({closed}) => closed !== undefined);
  assert.equal(before.closed!.code, 1012);

  host = await spawnHost(place);
  const later = new Stream(host.url, token, data.smsSyncCursor);
  await later.caughtUp();
  assert.ok(later.events.some(({message}) => message?.clientMessageId === input.clientMessageId));
  await later.close();
});
