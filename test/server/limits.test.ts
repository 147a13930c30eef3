import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import * as http from 'node:http';
import * as path from 'node:path';
import WebSocket from 'ws';
import * as operations from '../../src/state/api/operations.js';
import trustedDocuments from '../../schema/trusted-documents.json' with {type: 'json'};
import {sendMutation} from './helpers/fields.js';
import {post, startHost, waitFor} from './helpers/host.js';
import type {GraphqlAnswer, TestAgent, TestHost} from './helpers/host.js';

const list = path.resolve(import.meta.dirname, '../../schema/trusted-documents.json');

function code({errors}: GraphqlAnswer) {
  return errors?.[0]?.extensions.code;
}

/** A socket that has signed in, or how it was closed instead. */
async function connect(test: TestHost, agent: TestAgent) {
  const socket = new WebSocket(`${test.host.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: {type: string; id?: string; payload?: unknown}[] = [];
  let closed: number | undefined;
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString())));
  socket.on('close', (closeCode) => (closed = closeCode));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  const send = (message: unknown) => socket.send(JSON.stringify(message));
  send({type: 'connection_init', payload: {authorization: `Bearer ${await agent.token()}`}});
  await waitFor('an ack or a close', () => messages.length > 0 || closed !== undefined);
  return {
    closed,
    close: () => socket.close(),
    /** Starts an operation; answers with the first that is heard of it. */
    async subscribe(id: string, payload: unknown) {
      send({type: 'subscribe', id, payload});
      await waitFor(`an answer to ${id}`, () => messages.some((message) => message.id === id));
      return messages.find((message) => message.id === id)!;
    },
  };
}

describe('a host that answers trusted documents only', async () => {
  const test = await startHost({trustedDocuments: [list]});
  const ask = async (agent: TestAgent, body: unknown) =>
    post(test.host.url, body, {authorization: `Bearer ${await agent.token()}`});

  it('takes each of the widget’s by its text, in any layout, or by its SHA-256', async () => {
    const {kim} = await test.account();
    assert.equal(trustedDocuments.documents.length, Object.values(operations).length);
    for (const {name, document} of Object.values(operations)) {
      // Whatever is missing, it is a variable and not the document.
      const {errors, status} = await ask(kim, {query: document, operationName: name});
      assert.ok(status !== 403 && !errors?.some(({extensions}) => extensions.code === 'FORBIDDEN'), name);
    }
    const {document} = operations.countersSnapshot;
    const pretty = `# with a remark\n${document.replaceAll(' ', '\n  ')}`;
    assert.equal((await ask(kim, {query: pretty})).data.smsViewer.id, kim.viewer.agentId);
    const {sha256} = trustedDocuments.documents.find(({name}) => name === 'CountersSnapshot')!;
    const byId = await ask(kim, {extensions: {persistedQuery: {version: 1, sha256Hash: sha256}}});
    assert.equal(byId.data.smsViewer.id, kim.viewer.agentId);
  });

  it('refuses every other one, before it is looked at, and says how to have it answered', async () => {
    const {kim} = await test.account();
    const others = [
      {query: '{smsViewer {id}}'},
      {query: '{__schema {types {name}}}'},
      {query: `${operations.countersSnapshot.document} query Other {smsSyncCursor}`, operationName: 'Other'},
      {query: '{'},
      {query: ''},
      {},
      {extensions: {persistedQuery: {version: 1, sha256Hash: 'f'.repeat(64)}}},
      {extensions: {persistedQuery: {version: 1, sha256Hash: {}}}},
      {extensions: {persistedQuery: null}},
    ];
    for (const body of others) {
      const {status, errors, data} = await ask(kim, body);
      assert.deepEqual([status, errors?.[0]?.extensions.code, data], [403, 'FORBIDDEN', undefined]);
      assert.match(errors![0]!.message, /TRUSTED_DOCUMENTS/);
    }
  });

  it('holds on sockets as well', async () => {
    const account = await test.account();
    const connection = await connect(test, account.kim);
    const variables = {after: 'x'};
    const trusted = await connection.subscribe('1', {query: operations.events.document, variables});
    assert.equal(trusted.type, 'next');
    const other = await connection.subscribe('2', {query: 'subscription {smsEvents(after: "x") {cursor}}'});
    assert.equal(other.type, 'error');
    assert.deepEqual((other.payload as {extensions: unknown}[])[0]!.extensions, {code: 'FORBIDDEN'});
    connection.close();
  });
});

describe('a host that answers any document', async () => {
  const test = await startHost({introspection: false});

  it('refuses pages of pages, and as many fields as that', async () => {
    const {kim} = await test.account();
    const threads = (first: number, messages: number) =>
      `{smsConversations(first: ${first}) {edges {node {messages(last: ${messages}) {edges {node {id body parts}}}}}}}`;
    assert.equal(code(await kim.ask(threads(20, 50))), undefined);
    const {errors} = await kim.ask(threads(100, 1_000));
    assert.match(errors![0]!.message, /asks for more than/);
    const byVariable = threads(1, 1).replace('{', 'query ($n: Int) {').replaceAll(': 1', ': $n');
    assert.equal(code(await kim.ask(byVariable, {n: 1})), 'BAD_USER_INPUT');
  });

  it('measures fragments that double with every level in no time', async () => {
    const {kim} = await test.account();
    const levels = Array.from(
      {length: 60},
      (_, level) => `fragment F${level} on SmsAccount {...F${level + 1} ...F${level + 1}}`,
    );
    const bomb = `{smsAccount {...F0}} ${levels.join(' ')} fragment F60 on SmsAccount {id}`;
    assert.equal(code(await kim.ask(bomb)), 'BAD_USER_INPUT');
    const circle = '{smsAccount {...A}} fragment A on SmsAccount {...B} fragment B on SmsAccount {...A}';
    assert.equal(code(await kim.ask(circle)), 'BAD_USER_INPUT');
  });

  it('refuses batches', async () => {
    const {kim} = await test.account();
    const headers = {authorization: `Bearer ${await kim.token()}`};
    const {errors} = await post(test.host.url, [{query: '{smsViewer {id}}'}], headers);
    assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
  });
});

describe('how much one agent may ask for', async () => {
  const test = await startHost({
    settings: {
      requestRate: {burst: 6, perMinute: 6},
      mutationRate: {burst: 2, perMinute: 6},
      failedSignInRate: {burst: 3, perMinute: 6},
      socketsPerAgent: 2,
      connectRate: {burst: 4, perMinute: 1},
      operationsPerSocket: 2,
      mostSockets: 6,
    },
  });

  function assertLimited({status, errors, data}: GraphqlAnswer) {
    const {code: errorCode, retryAfterMs} = errors![0]!.extensions as {code: string; retryAfterMs?: number};
    assert.deepEqual([status, errorCode, data], [429, 'RATE_LIMITED', undefined]);
    assert.ok(retryAfterMs! > 0 && retryAfterMs! <= 10_000, String(retryAfterMs));
  }

  it('requests: answers RATE_LIMITED with the time to wait, to that agent alone', async () => {
    const {kim, sam} = await test.account();
    for (let i = 0; i < 6; i++) assert.equal(code(await kim.ask('{smsSyncCursor}')), undefined);
    assertLimited(await kim.ask('{smsSyncCursor}'));
    assert.equal(code(await sam.ask('{smsSyncCursor}')), undefined);
  });

  it('changes, and nothing is changed by what is refused', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const send = () =>
      account.kim.ask(sendMutation, {
        input: {clientMessageId: crypto.randomUUID(), conversationId: id, body: 'Hi'},
      });
    for (let i = 0; i < 2; i++) assert.equal(code(await send()), undefined);
    assertLimited(await send());
    assert.equal((await account.kim.messages(id)).length, 3);
  });

  it('requests without a good token, from one address; good ones still pass', async () => {
    const {kim} = await test.account();
    const fail = () => post(test.host.url, {query: '{smsViewer {id}}'}, {authorization: 'Bearer wrong'});
    for (let i = 0; i < 3; i++) assert.equal(code(await fail()), 'UNAUTHENTICATED');
    assertLimited(await fail());
    assert.equal(code(await kim.ask('{smsSyncCursor}')), undefined);
  });

  it('sockets at a time, and sockets opened: closed with 1013, after which the widget polls', async () => {
    const {kim, sam} = await test.account();
    const first = await connect(test, kim);
    const second = await connect(test, kim);
    assert.deepEqual([first.closed, second.closed], [undefined, undefined]);
    assert.equal((await connect(test, kim)).closed, 1013);
    first.close();
    await waitFor('the socket to be gone', () => test.host.core.sessions.countOf(kim.viewer) === 1);
    const third = await connect(test, kim);
    assert.equal(third.closed, undefined);
    second.close();
    third.close();
    await waitFor('both to be gone', () => test.host.core.sessions.countOf(kim.viewer) === 0);
    assert.equal(await connectUntilRefused(kim), 1013);
    const other = await connect(test, sam);
    assert.equal(other.closed, undefined);
    other.close();
  });

  it('sockets that close before they are let in take no place', async () => {
    const {kim} = await test.account();
    const {core} = test.host;
    const authorization = `Bearer ${await kim.token()}`;
    for (let i = 0; i < 3; i++) {
      const extra = {socket: {close: () => undefined}, isClosed: undefined as boolean | undefined};
      const context = {connectionParams: {authorization}, extra} as never;
      const letIn = core.socketOptions.onConnect!(context);
      await core.socketOptions.onClose!(context, 1006, '');
      await letIn;
    }
    await waitFor('all to be gone', () => core.sessions.countOf(kim.viewer) === 0);
    const connection = await connect(test, kim);
    assert.equal(connection.closed, undefined);
    connection.close();
  });

  async function connectUntilRefused(agent: TestAgent): Promise<number> {
    for (;;) {
      const {closed, close} = await connect(test, agent);
      if (closed !== undefined) return closed;
      close();
      await waitFor('it to be gone', () => test.host.core.sessions.countOf(agent.viewer) === 0);
    }
  }

  it('operations on a socket', async () => {
    const {kim} = await test.account();
    const connection = await connect(test, kim);
    const query = 'subscription {smsEvents(after: "x") {cursor}}';
    const follow = `subscription {smsEvents(after: "${await kim.query('{smsSyncCursor}').then((data) => data.smsSyncCursor)}") {cursor}}`;
    for (const id of ['1', '2']) assert.equal((await connection.subscribe(id, {query: follow})).type, 'next');
    const refused = await connection.subscribe('3', {query});
    assert.equal(refused.type, 'error');
    const [{extensions}] = refused.payload as [{extensions: {code: string; retryAfterMs: number}}];
    assert.equal(extensions.code, 'RATE_LIMITED');
    assert.ok(extensions.retryAfterMs > 0);
    connection.close();
  });

  it('sockets of the whole host: refused at the upgrade', async () => {
    await waitFor('no socket', () => test.host.core.sessions.size === 0);
    const accounts = await Promise.all([1, 2, 3].map(() => test.account()));
    const open = [];
    for (const {kim} of accounts) for (let i = 0; i < 2; i++) open.push(await connect(test, kim));
    await assert.rejects(connect(test, accounts[0]!.sam), /503/);
    for (const connection of open) connection.close();
  });
});

describe('addresses behind proxies', async () => {
  it('are believed from ours only', async () => {
    const behind = await startHost({
      trustedProxies: 1,
      settings: {failedSignInRate: {burst: 1, perMinute: 1}},
    });
    const fail = (forwarded: string) =>
      new Promise<number>((resolve) => {
        const headers = {'content-type': 'application/json', 'x-forwarded-for': forwarded};
        const request = http.request(`${behind.host.url}/graphql`, {method: 'POST', headers}, (response) => {
          response.resume();
          resolve(response.statusCode!);
        });
        request.end('{"query": "{smsViewer {id}}"}');
      });
    assert.equal(await fail('203.0.113.1'), 401);
    assert.equal(await fail('203.0.113.2'), 401);
    // What a client claims stands before what our proxy saw.
    assert.equal(await fail('198.51.100.9, 203.0.113.1'), 429);
  });
});
