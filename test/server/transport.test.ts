import {describe, it, mock} from 'node:test';
import assert from 'node:assert/strict';
import * as http from 'node:http';
import WebSocket from 'ws';
import {revokeAgent} from '../../server/auth/sessions.js';
import {sendMutation} from './helpers/fields.js';
import {freshNumber, post, startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

const allowed = 'https://dashboard.example';
const alsoAllowed = 'https://other-dashboard.example';
const test = await startHost({
  allowedOrigins: [allowed, alsoAllowed],
  introspection: false,
  sessionCheckSeconds: 0.2,
  settings: {heartbeatSeconds: 1},
  pollMs: 600_000, // it would ring at moments of its own
});
const {url} = test.host;
const socketUrl = `${url.replace('http', 'ws')}/graphql`;

/** A bare socket that keeps what it hears. */
function connect(headers: Record<string, string> = {}) {
  const socket = new WebSocket(socketUrl, 'graphql-transport-ws', {headers});
  const messages: {type: string; id?: string; payload?: unknown}[] = [];
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())));
  const opened = new Promise<void>((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return {
    messages,
    opened,
    closed,
    send: (message: unknown) => socket.send(JSON.stringify(message)),
    heard: (type: string) => waitFor(type, () => messages.some((message) => message.type === type)),
    close: () => socket.close(),
  };
}

async function signIn(account: TestAccount, lifetimeSeconds?: number) {
  const connection = connect();
  await connection.opened;
  const token = await account.kim.token(lifetimeSeconds);
  connection.send({type: 'connection_init', payload: {authorization: `Bearer ${token}`}});
  await connection.heard('connection_ack');
  return connection;
}

async function follow(account: TestAccount, lifetimeSeconds?: number) {
  const connection = await signIn(account, lifetimeSeconds);
  const query = `subscription {smsEvents(after: "${await account.head()}") {cursor}}`;
  connection.send({type: 'subscribe', id: '1', payload: {query}});
  await connection.heard('next');
  return connection;
}

describe('R25 HTTP', () => {
  it('answers 401 UNAUTHENTICATED without a good token', async () => {
    const account = await test.account();
    const [head, body] = (await account.kim.token()).split('.');
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
    const forged = `${head}.${body}.c2lnbmF0dXJl`;
    const expired = await account.kim.token(-1);
    for (const token of ['', 'nonsense', unsigned, forged, expired]) {
      const {status, errors, data} = await post(
        url,
        {query: '{smsViewer {id}}'},
        {authorization: `Bearer ${token}`},
      );
      assert.deepEqual([status, errors?.[0]?.extensions.code, data], [401, 'UNAUTHENTICATED', undefined]);
    }
  });

  it('answers documents and variables that are wrong with BAD_USER_INPUT', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const ofThread = (args: string) => `{smsConversation(id: "${id}") {messages(${args}) {edges {cursor}}}}`;
    const wrong: [string, Record<string, unknown>?][] = [
      ['{'],
      ['{nothing}'],
      ['{smsConversations(first: -1) {edges {cursor}}}'],
      ['{smsConversations(after: "x") {edges {cursor}}}'],
      ['query ($id: ID!) {smsConversation(id: $id) {id}}', {}],
      [sendMutation, {input: {body: 'Hi'}}],
      ['query ($after: SmsCursor!) {smsEventLog(after: $after) {cursor}}', {after: {}}],
      [ofThread('first: 1, last: 1')],
      [ofThread('around: 1, before: "1"')],
      [ofThread('after: "x"')],
    ];
    for (const [query, variables] of wrong) {
      const {errors} = await account.kim.ask(query, variables);
      assert.deepEqual([query, errors?.[0]?.extensions.code], [query, 'BAD_USER_INPUT']);
    }
  });

  it('refuses documents that are too deep, too long or ask for the same over and over', async () => {
    const {kim} = await test.account();
    const aliases = Array.from({length: 40}, (_, index) => `a${index}: smsSyncCursor`).join(' ');
    const deep =
      '{smsConversations {edges {node {...A}}}} fragment A on SmsConversation {messages {edges {node {...B}}}} ';
    const deeper = `${deep} fragment B on SmsMessage {delivery {status}}`;
    assert.equal((await kim.ask(deeper)).errors, undefined);
    for (const query of [`{${aliases}}`, `{${'smsSyncCursor '.repeat(3_000)}}`]) {
      assert.equal((await kim.ask(query)).errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
    }
    assert.equal((await kim.ask('{__schema {types {name}}}')).errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  });

  it('takes only JSON, by POST, and not too much of it', async () => {
    const statusOf = async (init: RequestInit) => (await fetch(`${url}/graphql`, init)).status;
    assert.equal(await statusOf({}), 405);
    assert.equal(await statusOf({method: 'POST', body: '{"query": "{smsViewer {id}}"}'}), 415);
    const headers = {'content-type': 'application/json'};
    assert.equal(
      await statusOf({method: 'POST', headers, body: JSON.stringify({query: ' '.repeat(70_000)})}),
      413,
    );
  });

  it('answers in one piece, whatever is asked for, and has no subscriptions', async () => {
    const account = await test.account();
    const headers = {authorization: `Bearer ${await account.kim.token()}`};
    for (const accept of ['text/event-stream', 'multipart/mixed', '*/*', 'text/html', 'application/json']) {
      const init = {
        method: 'POST',
        headers: {...headers, accept, 'content-type': 'application/json'},
        body: '{"query": "{smsViewer {id}}"}',
      };
      const response = await fetch(`${url}/graphql`, init);
      assert.match(response.headers.get('content-type')!, /^application\/json/);
      assert.equal(
        ((await response.json()) as {data: {smsViewer: {id: string}}}).data.smsViewer.id,
        account.kim.viewer.agentId,
      );
    }
    const query = `subscription {smsEvents(after: "${await account.head()}") {cursor}}`;
    for (const accept of ['text/event-stream', 'application/json', 'application/graphql-response+json']) {
      const {errors} = await post(url, {query}, {...headers, accept});
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
      assert.match(errors[0].message, /WebSocket/);
    }
  });

  it('says what is wrong with a text or a time that cannot be stored', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const send = (input: Record<string, unknown>) =>
      account.kim.ask(sendMutation, {
        input: {clientMessageId: crypto.randomUUID(), conversationId: id, body: 'Hi', ...input},
      });
    const answers = [
      await account.kim.ask('query ($id: ID!) {smsConversation(id: $id) {id}}', {id: 'a\0b'}),
      await send({senderId: 'a\0b', notAfter: '+275760-09-13T00:00:00.001Z'}),
      await account.kim.ask(
        'mutation ($s: String!) {smsCreateContact(input: {address: "0491570156", firstName: $s}) {created}}',
        {s: 'a\0b'},
      ),
    ];
    for (const {errors} of answers) assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
    assert.match(answers[0]!.errors![0]!.message, /U\+0000/);
    const {data} = await send({body: 'a\0b'});
    assert.equal(data.smsSendMessage.error.code, 'INVALID_INPUT');
    assert.equal((await account.kim.messages(id)).length, 1);
  });

  it('says nothing of its own trouble', async () => {
    const account = await test.account();
    await test.db.schema.alterTable('template').renameTo('template_away').execute();
    const {errors} = await account.kim.ask('{smsTemplates {edges {cursor}}}');
    await test.db.schema.alterTable('template_away').renameTo('template').execute();
    assert.deepEqual(errors?.[0], {
      message: 'Something went wrong.',
      locations: [{line: 1, column: 2}],
      path: ['smsTemplates'],
      extensions: {code: 'INTERNAL'},
    });
  });

  it('lets only listed origins read its answers', async () => {
    const allowOrigin = async (origin: string) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'OPTIONS',
        headers: {origin, 'access-control-request-method': 'POST'},
      });
      await response.text();
      return response.headers.get('access-control-allow-origin');
    };
    for (const origin of [allowed, alsoAllowed]) assert.equal(await allowOrigin(origin), origin);
    for (const origin of ['https://elsewhere.example', 'null', url])
      assert.equal(await allowOrigin(origin), null);
  });
});

it('refuses requests of pages that are not listed, though they could not read the answer', async () => {
  const account = await test.account();
  const authorization = `Bearer ${await account.kim.token()}`;
  const query = '{smsViewer {id}}';
  for (const origin of ['https://elsewhere.example', 'null']) {
    const {status, errors} = await post(url, {query}, {authorization, origin});
    assert.deepEqual([status, errors?.[0]?.extensions.code], [403, 'FORBIDDEN']);
  }
  for (const origin of [allowed, url])
    assert.equal((await post(url, {query}, {authorization, origin})).status, 200);
});

describe('R26 WebSocket', () => {
  it('refuses upgrades from pages of other origins, and takes its own and listed ones', async () => {
    await assert.rejects(connect({origin: 'https://elsewhere.example'}).opened, /403/);
    await assert.rejects(connect({origin: 'null'}).opened, /403/);
    for (const origin of [url, allowed]) {
      const connection = connect({origin});
      await connection.opened;
      connection.close();
    }
  });

  it('refuses wrong credentials with 4403, and reads none from the address', async () => {
    const account = await test.account();
    for (const payload of [undefined, {}, {authorization: 'Bearer nonsense'}, {authorization: 7}]) {
      const connection = connect();
      await connection.opened;
      connection.send({type: 'connection_init', payload});
      assert.equal(await connection.closed, 4403);
    }
    const token = await account.kim.token();
    const socket = new WebSocket(
      `${socketUrl}?token=${token}&authorization=Bearer%20${token}`,
      'graphql-transport-ws',
    );
    socket.on('open', () => socket.send(JSON.stringify({type: 'connection_init'})));
    assert.equal(await new Promise((resolve) => socket.on('close', resolve)), 4403);
  });

  it('answers an operation that is wrong with its error and stays open', async () => {
    const connection = await follow(await test.account());
    for (const query of ['{', '{nothing}', 'subscription {smsEvents(after: 7) {cursor}}']) {
      connection.send({type: 'subscribe', id: query, payload: {query}});
      await waitFor('the error', () =>
        connection.messages.some(({id, type}) => id === query && type === 'error'),
      );
      const error = connection.messages.find(({id}) => id === query)!;
      const [{extensions}] = error.payload as [{extensions: {code: string}}];
      assert.equal(extensions.code, 'BAD_USER_INPUT');
    }
    const batches = connection.messages.length;
    await waitFor('another heartbeat', () => connection.messages.length > batches);
    connection.close();
  });

  it('closes with 1013 when a stream fails', async () => {
    const account = await test.account();
    const connection = await follow(account);
    // The tables are as they should be again before anyone else reads.
    await test.db.transaction().execute(async (trx) => {
      await trx
        .insertInto('account_log')
        .values({
          account_id: account.id,
          seq: 1,
          tag: 'broken',
          at: new Date(),
          kind: 'CONVERSATION_REMOVED',
          entity_id: 'x',
          payload: null,
        })
        .execute();
      await trx
        .updateTable('account')
        .set({head_seq: 1, head_tag: 'broken'})
        .where('id', '=', account.id)
        .execute();
    });
    test.env.bell.ring(account.id);
    assert.equal(await connection.closed, 1013);
  });

  it('keeps nothing of a subscription that its reader has ended, though nothing happens', async () => {
    const account = await test.account();
    const connection = await follow(account);
    test.env.bell.ring(account.id);
    assert.equal(test.env.watch.generation(account.id), 1);
    connection.send({type: 'complete', id: '1'});
    // Forgotten with its last reader.
    await waitFor('the end', () => test.env.watch.generation(account.id) === 0);
    connection.close();
  });

  it('closes its sockets one after the other when it restarts', async () => {
    const other = await startHost();
    const account = await other.account();
    const head = await account.head();
    const streams = await Promise.all(Array.from({length: 40}, () => account.kim.subscribe(head)));
    await Promise.all(streams.map((stream) => stream.caughtUp()));
    const close = mock.method(WebSocket.prototype, 'close');
    const stopped = other.host.stop();
    await new Promise((resolve) => setImmediate(resolve));
    const atOnce = close.mock.callCount();
    assert.ok(atOnce < 20, `${atOnce} at once`);
    await stopped;
    close.mock.restore();
    for (const stream of streams) await stream.until('the close', ({closed}) => closed?.code === 1012);
  });

  it('closes with 1012 when it restarts', async () => {
    const other = await startHost();
    const account = await other.account();
    const stream = await account.kim.subscribe(await account.head());
    await stream.caughtUp();
    await other.host.stop();
    await stream.until('the close', ({closed}) => closed !== undefined);
    assert.equal(stream.closed!.code, 1012);
  });
});

it('R27 a token that expires closes its socket with 4403', async () => {
  const connection = await follow(await test.account(), 1);
  assert.equal(await connection.closed, 4403);
});

it('R8 an agent whose access ends is cut off', async () => {
  const account = await test.account();
  const connection = await follow(account);
  await revokeAgent(test.db, account.id, account.kim.viewer.agentId, new Date());
  assert.equal(await connection.closed, 4403);
  assert.equal((await account.kim.ask('{smsViewer {id}}')).errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
});

describe('R28 another account’s ids answer as ids that do not exist', () => {
  const operations: Record<string, string> = {
    conversation: 'query ($id: ID!) {smsConversation(id: $id) {id}}',
    'messages of a thread': 'query ($id: ID!) {smsConversation(id: $id) {messages {edges {cursor}}}}',
    'filter by sender': 'query ($id: ID!) {smsConversations(filter: {senderId: $id}) {edges {cursor}}}',
    'message by client id': 'query ($id: ID!) {smsMessageByClientId(clientMessageId: $id) {id}}',
    'templates after': 'query ($id: String!) {smsTemplates(after: $id) {edges {cursor}}}',
    send: 'mutation ($id: ID!) {smsSendMessage(input: {clientMessageId: "s", conversationId: $id, body: "Hi"}) {message {id} error {code message field}}}',
    'mark read':
      'mutation ($id: ID!) {smsMarkRead(input: {conversationId: $id, upToPosition: 1}) {conversation {id} counters {version} error {code message field}}}',
    close:
      'mutation ($id: ID!) {smsCloseConversation(input: {conversationId: $id, seenPosition: 9}) {conversation {id} error {code message field}}}',
    'open by thread':
      'mutation ($id: ID!) {smsOpenConversation(input: {conversationId: $id}) {conversation {id} error {code message field}}}',
    'open by contact':
      'mutation ($id: ID!) {smsOpenConversation(input: {contactId: $id}) {conversation {id} error {code message field}}}',
  };

  it('in every argument', async () => {
    const [theirs, ours] = [await test.account(), await test.account()];
    const {id, from} = await theirs.inbound('Private');
    const clientMessageId = crypto.randomUUID();
    const {message} = await theirs.kim.send(id, 'Private too', {clientMessageId});
    const data = await theirs.kim.query(
      `mutation {smsCreateContact(input: {address: "${from}", firstName: "Private"}) {contact {id}}}`,
    );
    await test.db
      .insertInto('template')
      .values({account_id: theirs.id, id: 't', name: 'T', body: 'T'})
      .execute();
    const ids = [id, message.id, clientMessageId, data.smsCreateContact.contact.id, theirs.senderId, 't'];
    const isDelivered = async () => (await theirs.kim.messages(id))[1].delivery.status === 'DELIVERED';
    await waitFor('what is under way', isDelivered);
    const before = await theirs.head();
    for (const [name, query] of Object.entries(operations)) {
      const unknown = await ours.kim.ask(query, {id: crypto.randomUUID()});
      for (const other of ids)
        assert.deepEqual([name, await ours.kim.ask(query, {id: other})], [name, unknown]);
    }
    assert.equal(await theirs.head(), before);

    const mine = await ours.inbound('Hello');
    const sent = await ours.kim.send(mine.id, 'Hi', {senderId: theirs.senderId});
    assert.deepEqual(sent.error, (await ours.kim.send(mine.id, 'Hi', {senderId: 'nobody'})).error);
    // Their client ids are theirs: the same one is free here.
    assert.equal((await ours.kim.send(mine.id, 'Hi', {clientMessageId})).deduplicated, false);
  });

  it('in searches and lists', async () => {
    const [theirs, ours] = [await test.account(), await test.account()];
    const {from} = await theirs.inbound('Private');
    await theirs.kim.query(
      `mutation {smsCreateContact(input: {address: "${from}", firstName: "Ada"}) {created}}`,
    );
    const {smsRecipients, smsConversations} = await ours.kim.query(
      '{smsRecipients(search: "Ada") {address} smsConversations(filter: {search: "Ada"}) {edges {cursor}}}',
    );
    assert.deepEqual([smsRecipients, smsConversations.edges], [[], []]);
    const [recipient] = (
      await ours.kim.query(`{smsRecipients(search: "${from}") {address contact {id} conversation {id}}}`)
    ).smsRecipients;
    assert.deepEqual(recipient, {address: from, contact: null, conversation: null});
  });
});

it('the dashboard’s routes are not offered where the host is no demo', async () => {
  const statuses = await Promise.all(
    ['/api/session', '/api/account', '/simulator/handsets', '/', '/demo/main.js', '/../package.json'].map(
      async (path) => {
        const response = await fetch(url + path, {method: path === '/api/session' ? 'POST' : 'GET'});
        await response.text();
        return response.status;
      },
    ),
  );
  assert.deepEqual(new Set(statuses), new Set([404]));
  assert.equal((await fetch(`${url}/healthz`)).status, 200);
});

it('a request that ends in the middle of its body leaves the host as it was', async () => {
  const request = http.request(`${url}/graphql`, {
    method: 'POST',
    headers: {'content-type': 'application/json', 'content-length': 1_000},
  });
  request.on('error', () => undefined);
  request.write('{"query":');
  await new Promise((resolve) => request.on('socket', (socket) => socket.once('connect', resolve)));
  request.destroy();
  const account = await test.account();
  assert.equal((await account.inbound('Hello', freshNumber())).id.length, 36);
});
