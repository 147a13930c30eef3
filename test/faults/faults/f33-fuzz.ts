import {createConnection} from 'node:net';
import WebSocket from 'ws';
import * as operations from '../../../src/state/api/operations.js';
import type {Fault} from '../fault.js';
import {inParallel} from '../measures.js';
import type {Random} from '../random.js';
import {World} from '../world.js';
import type {Account} from '../world.js';

/** What a host says to what it cannot use. 500 and 503 are not among them: nothing here is the host's own trouble. */
const statuses = [200, 400, 401, 403, 404, 405, 413, 415, 422, 429, 431];
const codes = ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'RATE_LIMITED'];
/** Close codes that do not tell a client that the host is broken. */
const closes = [1000, 1002, 1003, 1005, 1006, 1007, 1009, 4400, 4401, 4403, 4406, 4408, 4409, 4429];
const settleMs = 10_000;

export const fault: Fault = {
  id: 'F33',
  title: 'random requests over HTTP and WebSocket',
  async run(run) {
    const world = await World.start(run);
    const [account, other] = [await world.account(), await world.account()];
    for (const one of [account, other]) await one.receive(0, `Secret of ${one.id}`);
    const [, secret] = [account, `Secret of ${other.id}`];
    const token = await account.token();
    const found = {wrong: 0, leaks: 0, answered: 0, refused: 0};
    const judge = (what: string, answer: Heard) => {
      if (answer.text.includes(secret)) found.leaks++;
      const wrong = faultsOf(answer);
      if (wrong) {
        found.wrong++;
        run.progress(`${what}: ${wrong}`);
      } else if (answer.text.includes('"code"') || answer.close !== undefined) found.refused++;
      else found.answered++;
    };
    const tries = run.pick(400, 10_000);
    const round = async (count: number) => {
      await inParallel(count, 8, async () => {
        const random = run.random.fork();
        if (random.between(0, 3) > 0) {
          const request = someRequest(random, account, token);
          judge(describe(request), await ask(world.host.url, request));
        } else {
          const frames = Array.from({length: random.between(1, 6)}, () => someFrame(random, account));
          judge(describe(frames), await talk(world.host.url, random.pick([token, token, 'none']), frames));
        }
      });
    };

    // What is loaded by the first of each kind is no leak.
    await round(Math.floor(tries / 4));
    const before = await world.host.call('memory');
    await round(tries - Math.floor(tries / 4));
    const after = await world.host.call('memory');

    const sockets = await world.host.sql<{one: number}>('SELECT 1 AS one');
    await account.receive(0, 'Still here');
    run.did(`${tries} requests and conversations over sockets`);
    run.measure('answered', found.answered, {least: 1});
    run.measure('refused', found.refused, {least: 1});
    run.measure('answered as they should not be', found.wrong, {is: 0});
    run.measure('texts of another account', found.leaks, {is: 0});
    run.measure('crashes', sockets.length === 1 ? 0 : 1, {is: 0});
    // In small a page of the database more or less would be judged.
    run.measure('memory grown', Math.max(0, (after - before) / 2 ** 20), run.pick({}, {most: 40}), 'MB');
  },
};

interface Heard {
  status?: number;
  close?: number;
  text: string;
}

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

function faultsOf({status, close, text}: Heard): string | null {
  if (close !== undefined && !closes.includes(close)) return `closed with ${close}`;
  if (status === undefined) return null;
  if (!statuses.includes(status)) return `status ${status}: ${text.slice(0, 200)}`;
  if (status === 431 || (status === 400 && text === '')) return null; // Node’s own, before there is a request
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return `no JSON at status ${status}: ${text.slice(0, 200)}`;
  }
  const {errors = []} = json as {errors?: {message: string; extensions?: {code?: string}}[]};
  const unclear = errors.find(({message, extensions}) => !message || !codes.includes(extensions?.code ?? ''));
  return unclear ? JSON.stringify(unclear) : null;
}

async function ask(url: string, {method, path, headers, body}: Sent): Promise<Heard> {
  if (method === 'RAW') return askRaw(url, body!);
  try {
    const response = await fetch(url + path, {method, headers, body: body && new Uint8Array(body)});
    return {status: response.status, text: await response.text()};
  } catch {
    // It hung up on a body that it did not want: as good as a 413, as long as it is there for the next one.
    return {status: 413, text: '{}'};
  }
}

/** Bytes that are no HTTP. */
function askRaw(url: string, bytes: Buffer): Promise<Heard> {
  return new Promise((resolve) => {
    let text = '';
    const socket = createConnection(Number(new URL(url).port), 'localhost');
    socket.setTimeout(settleMs, () => socket.destroy());
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({text}));
    socket.end(bytes);
  });
}

/** Says these frames, then a ping; what is heard until its pong, or how it ended. */
function talk(url: string, token: string, frames: (string | Buffer)[]): Promise<Heard> {
  return new Promise((resolve) => {
    let text = '';
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const limit = setTimeout(() => socket.terminate(), settleMs);
    socket.on('error', () => undefined);
    socket.on('open', () => {
      if (token !== 'none') {
        const payload = {authorization: `Bearer ${token}`};
        socket.send(JSON.stringify({type: 'connection_init', payload}));
      }
      for (const frame of frames) socket.send(frame);
      socket.ping();
    });
    socket.on('message', (data: Buffer) => (text += data.toString()));
    socket.on('pong', () => socket.close());
    socket.on('close', (close) => {
      clearTimeout(limit);
      resolve({close, text});
    });
  });
}

function someRequest(random: Random, account: Account, token: string): Sent {
  const json = {'content-type': 'application/json', authorization: `Bearer ${token}`};
  const post = (body: string | Buffer, headers: Record<string, string> = json): Sent => ({
    method: 'POST',
    path: '/graphql',
    headers,
    body: Buffer.from(body as string),
  });
  return random.pick<() => Sent>([
    () => post(JSON.stringify(someParams(random, account))),
    () => post(JSON.stringify(someParams(random, account))),
    () => post(JSON.stringify(someParams(random, account))),
    () => post(JSON.stringify({query: flip(random, random.pick(documents).document)})),
    () => post(flip(random, JSON.stringify(someParams(random, account)))),
    () => post(JSON.stringify(someValue(random, account, 3))),
    () => post(bytes(random, random.between(0, 2_000))),
    () => post('x'.repeat(2 ** 20)),
    () =>
      post(
        JSON.stringify({
          query: `{smsConversations(filter: {search: "${'é'.repeat(20_000)}"}) {edges {cursor}}}`,
        }),
      ),
    () => post('['.repeat(30_000)),
    () => post(JSON.stringify({query: '{'.repeat(20_000)})),
    () =>
      post(JSON.stringify(someParams(random, account)), {...json, authorization: someToken(random, token)}),
    () =>
      post(JSON.stringify(someParams(random, account)), {
        ...json,
        'content-type': random.pick([
          'text/plain',
          'application/json; charset=utf-16',
          'multipart/form-data',
          'application/graphql',
        ]),
      }),
    () =>
      post(JSON.stringify(someParams(random, account)), {
        ...json,
        accept: random.pick([
          'text/html',
          'text/event-stream',
          'application/graphql-response+json',
          'nonsense',
        ]),
      }),
    () => ({
      method: random.pick(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']),
      path: `/${encodeURIComponent(Buffer.from(text(random)).toString()).slice(0, 200)}?query=${encodeURIComponent('{smsViewer{id}}')}`,
      headers: json,
      body: undefined,
    }),
    () => ({method: 'RAW', path: '', headers: {}, body: bytes(random, random.between(1, 400))}),
    () => ({
      method: 'RAW',
      path: '',
      headers: {},
      body: Buffer.from(
        `POST //[ HTTP/1.1\r\nHost: ${text(random).replace(/[\r\n]/g, '')}\r\nContent-Length: 9e9\r\n\r\n`,
      ),
    }),
  ])();
}

const documents = Object.values(operations);

/** A document of the widget with variables that may be anything. */
function someParams(random: Random, account: Account): Record<string, unknown> {
  const {document, name} = random.pick(documents.filter((one) => one !== operations.events));
  const names = [...document.matchAll(/\$(\w+):/g)].map(([, variable]) => variable!);
  const variables: Record<string, unknown> = {};
  for (const variable of names)
    variables[variable] = variable === 'input' ? someInput(random, account) : someValue(random, account, 1);
  return {query: document, operationName: random.pick([name, name, text(random)]), variables};
}

function someInput(random: Random, account: Account): Record<string, unknown> {
  const fields = [
    'clientMessageId',
    'conversationId',
    'senderId',
    'body',
    'notAfter',
    'seenPosition',
    'upToPosition',
    'upTo',
    'contactId',
    'address',
    'firstName',
    'lastName',
    'fields',
  ];
  const input: Record<string, unknown> = {
    clientMessageId: crypto.randomUUID(),
    conversationId: account.conversationId(0),
  };
  for (const field of fields) if (random.between(0, 2) === 0) input[field] = someValue(random, account, 1);
  return input;
}

function someValue(random: Random, account: Account, depth: number): unknown {
  return random.pick<() => unknown>([
    () => account.conversationId(0),
    () => text(random),
    () => text(random),
    () => random.between(-(2 ** 31), 2 ** 31 - 1),
    () => random.pick([0, -1, 1, 0.5, 1e308, -0, 2 ** 31, 2 ** 53, Number.MAX_SAFE_INTEGER]),
    () => random.pick([null, true, false, '', ' ', [], {}]),
    () =>
      random.pick([
        '-271821-04-20T00:00:00Z',
        '275760-09-13T00:00:00Z',
        '0000-00-00',
        '2026-02-30T25:61:61Z',
        'now',
      ]),
    () => random.pick(['zzzzzzzzz.x', '0.', '.', '1.\0', `${account.id}.0.`, '2147483648', '9'.repeat(300)]),
    () =>
      depth === 0
        ? null
        : Array.from({length: random.between(0, 5)}, () => someValue(random, account, depth - 1)),
    () =>
      depth === 0
        ? null
        : Object.fromEntries(
            ['__proto__', 'constructor', 'key', 'value', 'state', 'search', text(random)].map((key) => [
              key,
              someValue(random, account, depth - 1),
            ]),
          ),
  ])();
}

/** Text as it comes from outside: of any script, with what is not seen, halves of pairs, and NUL. */
function text(random: Random): string {
  const character = () =>
    random.pick([
      () => String.fromCharCode(random.between(0, 0x7f)),
      () => String.fromCharCode(random.between(0, 0xffff)),
      () => String.fromCodePoint(random.between(0x1f300, 0x1faff)),
      () => random.pick(['\0', '\u202e', '\ud800', '%', '_', '\\', "'", '"', '{{', '}}', '|', '\r\n']),
    ])();
  return Array.from({length: random.pick([0, 1, 5, 40, 500])}, character).join('');
}

function someToken(random: Random, token: string): string {
  return random.pick([
    `Bearer ${token.slice(0, random.between(0, token.length - 1))}`,
    `Bearer ${token}x`,
    `Basic ${token}`,
    'Bearer',
    `Bearer ${'a.'.repeat(random.between(0, 2_000))}`,
  ]);
}

function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({length}, () => random.between(0, 255)));
}

/** The same text with a character put in, taken out or changed, a few times. */
function flip(random: Random, given: string): string {
  let flipped = given;
  for (let times = random.between(1, 4); times > 0; times--) {
    const at = random.between(0, flipped.length);
    flipped =
      flipped.slice(0, at) +
      random.pick(['', '{', '}', '"', '\\', '$', '@', '...', '\0', ' ']) +
      flipped.slice(at + random.between(0, 1));
  }
  return flipped;
}

let ids = 0;

function someFrame(random: Random, account: Account): string | Buffer {
  const subscribe = (payload: unknown) => JSON.stringify({type: 'subscribe', id: String(++ids), payload});
  return random.pick<() => string | Buffer>([
    () => subscribe(someParams(random, account)),
    () => subscribe(someParams(random, account)),
    () => subscribe({query: operations.events.document, variables: {after: someValue(random, account, 1)}}),
    () => subscribe(someValue(random, account, 2)),
    () => flip(random, subscribe(someParams(random, account))),
    () =>
      JSON.stringify({
        type: 'subscribe',
        id: 'same',
        payload: {query: operations.events.document, variables: {after: ''}},
      }),
    () => JSON.stringify({type: text(random), id: text(random)}),
    () =>
      JSON.stringify({type: random.pick(['ping', 'pong', 'complete', 'connection_init', 'next', 'error'])}),
    () => JSON.stringify(someValue(random, account, 3) ?? null),
    () => bytes(random, random.between(0, 500)),
    () => text(random),
    () => 'x'.repeat(70_000),
  ])();
}

function describe(sent: Sent | (string | Buffer)[]): string {
  return JSON.stringify(sent, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && (value as {type?: string}).type === 'Buffer'
      ? Buffer.from((value as {data: number[]}).data)
          .toString('utf8')
          .slice(0, 600)
      : typeof value === 'string'
        ? value.slice(0, 600)
        : value,
  );
}
