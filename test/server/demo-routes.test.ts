import {after, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import * as http from 'node:http';
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import * as path from 'node:path';
import {freshNumber, startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

const staticRoot = mkdtempSync(path.join(tmpdir(), 'sms-chat-'));
after(() => rmSync(staticRoot, {recursive: true, force: true}));
for (const folder of ['demo', 'dist', 'server']) mkdirSync(path.join(staticRoot, folder));
for (const file of [
  'index.html',
  'demo/a.js',
  'dist/b.css',
  'dist/.hidden.js',
  'server/main.js',
  'package.json',
]) {
  writeFileSync(path.join(staticRoot, file), `/* ${file} */`);
}
symlinkSync('/etc/passwd', path.join(staticRoot, 'demo/outside.json'));

const test = await startHost({demo: true, seed: async () => undefined, staticRoot});
const {url} = test.host;

async function call(method: string, route: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(url + route, {
    method,
    headers: {...(body === undefined ? {} : {'content-type': 'application/json'}), ...headers},
    body: body === undefined ? undefined : JSON.stringify(body),
  });

  return {status: response.status, data: await response.json()};
}

async function bearer(account: TestAccount) {
  return {authorization: `Bearer ${await account.kim.token()}`};
}

const handset = (address: string) => `/simulator/handsets/${encodeURIComponent(address)}/messages`;

describe('the dashboard’s own routes', () => {
  it('sign in as an agent, for the demo', async () => {
    const account = await test.account();
    const {status, data} = await call('POST', '/api/session', {agent: account.kim.viewer.agentId});
    assert.equal(status, 200);
    assert.deepEqual(data.agent, {id: account.kim.viewer.agentId, displayName: 'kim'});
    assert.equal(data.account.id, account.id);
    assert.ok(new Date(data.expiresAt) > new Date());
    const read = await call('GET', '/api/account', undefined, {authorization: `Bearer ${data.token}`});
    assert.deepEqual(read.data, {name: 'Harbour Clinic', balanceParts: 100_000});
    assert.equal((await call('POST', '/api/session', {agent: 'nobody'})).status, 404);
  });

  it('refuse who is not signed in, and pages of other origins', async () => {
    assert.equal((await call('GET', '/api/account')).status, 401);
    const elsewhere = {origin: 'https://elsewhere.example'};
    assert.equal((await call('POST', '/api/session', {}, elsewhere)).status, 403);
    assert.equal((await call('GET', '/simulator/handsets', undefined, elsewhere)).status, 403);
  });

  it('send a campaign and list it', async () => {
    const account = await test.account();
    const headers = await bearer(account);
    const [contact_id, list_id, account_id] = [crypto.randomUUID(), crypto.randomUUID(), account.id];
    await test.db
      .insertInto('contact')
      .values({
        account_id,
        id: contact_id,
        address: freshNumber(),
        first_name: 'Ada',
        search_name: 'ada',
        fields: '{}',
      })
      .execute();
    await test.db.insertInto('contact_list').values({account_id, id: list_id, name: 'Patients'}).execute();
    await test.db.insertInto('contact_list_member').values({account_id, list_id, contact_id}).execute();
    assert.deepEqual((await call('GET', '/api/lists', undefined, headers)).data, [
      {id: list_id, name: 'Patients', size: 1},
    ]);

    const campaign = {
      id: crypto.randomUUID(),
      name: 'Flu',
      listId: list_id,
      senderId: account.senderId,
      body: 'Hi {{first_name}}',
    };
    const sent = await call('POST', '/api/campaigns', campaign, headers);
    const {id, name} = campaign;
    const result = {id, name, recipients: 1, skippedOptedOut: 0, skippedMissingValue: 0, parts: 1};
    assert.deepEqual([sent.status, sent.data], [200, result]);
    assert.deepEqual((await call('GET', '/api/campaigns', undefined, headers)).data, [result]);

    const empty = await call('POST', '/api/campaigns', {...campaign, id: 'x', body: ''}, headers);
    assert.deepEqual(
      [empty.status, empty.data.error.code, empty.data.error.field],
      [422, 'EMPTY_BODY', 'body'],
    );
    assert.equal(
      (await call('POST', '/api/campaigns', {...campaign, id: 'x', listId: 'x'}, headers)).status,
      404,
    );
    assert.equal((await call('POST', '/api/campaigns', {}, headers)).status, 400);
  });
});

describe('the simulated handsets', () => {
  it('show what arrived on them and what they wrote', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    await account.kim.send(id, 'Good morning');
    await waitFor('the delivery', async () => (await call('GET', handset(from))).data.length === 2);
    const [asked, answered] = (await call('GET', handset(from))).data;
    assert.deepEqual([asked.direction, asked.peer, asked.body], ['SENT', account.number, 'Hello']);
    assert.deepEqual(
      [answered.direction, answered.peer, answered.body],
      ['RECEIVED', account.number, 'Good morning'],
    );
    const {data} = await call('GET', `/simulator/handsets?search=${encodeURIComponent(from)}`);
    assert.equal(data.length, 1);
    assert.deepEqual([data[0].address, data[0].name], [from, null]);
  });

  it('write to the number that last wrote to them, under the id that they are told', async () => {
    const account = await test.account();
    const second = freshNumber();
    const senderId = await account.addSender('VIRTUAL', second);
    const {id, from} = await account.inbound('Hello');
    await account.kim.send(id, 'From the second number', {senderId});
    await waitFor('the delivery', async () => (await call('GET', handset(from))).data.length === 2);
    const {status, data} = await call('POST', handset(from), {body: 'Thanks'});
    assert.equal(status, 202);
    assert.equal((await account.kim.messages(id)).at(-1).sender.address, second);
    assert.equal((await call('GET', handset(from))).data.at(-1).id, data.id);
  });

  it('are told why a sender cannot be written to', async () => {
    const account = await test.account();
    const personal = freshNumber();
    await account.addSender('ALPHANUMERIC', 'HARBOUR');
    await account.addSender('PERSONAL', personal);
    const {from} = await account.inbound('Hello');
    for (const to of ['HARBOUR', personal, freshNumber()]) {
      const {status, data} = await call('POST', handset(from), {to, body: 'Hello?'});
      assert.deepEqual([to, status, data.error.code], [to, 422, 'INVALID_ADDRESS']);
    }
  });

  it('tell of messages as they come and go', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    const events: {address: string; message: {direction: string; body: string}}[] = [];
    const listening = await fetch(`${url}/simulator/events`);
    assert.equal(listening.headers.get('content-type'), 'text/event-stream');
    const reader = listening.body!.pipeThrough(new TextDecoderStream()).getReader();
    const reading = (async () => {
      for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
        const lines = chunk.value.split('\n').filter((line) => line.startsWith('data: '));
        events.push(...lines.map((line) => JSON.parse(line.slice(6))));
      }
    })();
    await account.kim.send(id, 'Good morning');
    await waitFor('what arrived', () => events.length === 1);
    await call('POST', handset(from), {body: 'Thanks'});
    await waitFor('what was written', () => events.length === 2);
    assert.deepEqual(
      events.map(({address, message}) => [address, message.direction, message.body]),
      [
        [from, 'RECEIVED', 'Good morning'],
        [from, 'SENT', 'Thanks'],
      ],
    );
    await reader.cancel();
    await reading;
  });
});

describe('the demo’s files', () => {
  /** Without the normalising that fetch does. */
  const status = (target: string) =>
    new Promise<number>((resolve, reject) => {
      http
        .get(url, {path: target}, (response) => {
          response.resume();
          resolve(response.statusCode!);
        })
        .on('error', reject);
    });

  it('are served with their types, and again only where they changed', async () => {
    for (const [target, type] of [
      ['/', 'text/html; charset=utf-8'],
      ['/demo/a.js', 'text/javascript; charset=utf-8'],
      ['/dist/b.css', 'text/css; charset=utf-8'],
    ]) {
      const response = await fetch(url + target);
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, type]);
      await response.text();
      const etag = response.headers.get('etag')!;
      assert.equal((await fetch(url + target, {headers: {'if-none-match': etag}})).status, 304);
    }
  });

  it('are all that is served', async () => {
    for (const target of [
      '/package.json',
      '/server/main.js',
      '/demo/../package.json',
      '/demo/%2e%2e/package.json',
      '/demo/..%2fpackage.json',
      '/demo/..%5cpackage.json',
      '/demo//a.js',
      '/demo/a.js%00',
      '/dist/.hidden.js',
      '/demo/outside.json',
      '/demo',
      '/%ff',
    ]) {
      assert.deepEqual([target, await status(target)], [target, 404]);
    }
  });
});
