import {after, it} from 'node:test';
import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {HttpGateway} from '../../server/gateway/http-provider.js';
import {freshNumber, startHost} from '../server/helpers/host.js';
import {waitFor} from './helpers/wait-for.js';

/* The HTTP gateway against a small provider of the kind: it knows idempotency keys, and can be out of order. */

const webhookSecret = 'a secret of the provider';
const taken = new Map<string, {from: string; to: string; text: string}>();
let requests = 0;
let trouble: 'none' | 'limits' | 'hangs up after taking it' = 'none';

const provider = createServer((request, response) => {
  void (async () => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const message = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      reference: string;
      from: string;
      to: string;
      text: string;
    };
    requests++;
    const answer = (status: number, body: object = {}) =>
      response.writeHead(status).end(JSON.stringify(body));
    if (request.headers.authorization !== 'Bearer key') return answer(401);
    if (trouble === 'limits') return answer(429);
    if (message.to.endsWith('005')) return answer(422, {code: 'INVALID_NUMBER', message: 'No such number.'});
    taken.set(String(request.headers['idempotency-key']), message);
    if (trouble === 'hangs up after taking it') return response.destroy();
    return answer(202, {id: 'provider-1'});
  })();
});
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
after(() => provider.close());
const {port} = provider.address() as AddressInfo;
const sendUrl = new URL(`http://127.0.0.1:${port}/messages`);
const test = await startHost({gateway: new HttpGateway({sendUrl, apiKey: 'key', webhookSecret})});
const account = await test.account();

async function send(address: string, body: string): Promise<string> {
  const data = await account.kim.query(
    `mutation {smsOpenConversation(input: {address: "${address}"}) {conversation {id}}}`,
  );
  const {id} = data.smsOpenConversation.conversation;
  await account.kim.send(id, body);
  return id;
}

async function statusIn(conversation: string): Promise<string> {
  const [{delivery}] = await account.kim.messages(conversation);
  return delivery.status;
}

async function reach(conversation: string, status: string): Promise<void> {
  await waitFor(status, async () => (await statusIn(conversation)) === status);
}

/** Calls the host as the provider would; answers with the status. */
async function call(
  event: object | string,
  {
    secondsAgo = 0,
    secret = webhookSecret,
    signature,
  }: {secondsAgo?: number; secret?: string; signature?: string} = {},
): Promise<number> {
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const signed = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const {status} = await fetch(`${test.host.url}/gateway/events`, {
    method: 'POST',
    headers: {'x-timestamp': timestamp, 'x-signature': signature ?? signed},
    body,
  });
  return status;
}

const at = '2026-01-01T00:00:00Z';
const referenceTo = (address: string) => [...taken].find(([, {to}]) => to === address)![0];

it('a message goes out whole, and webhooks tell what became of it, in any order', async () => {
  const to = freshNumber();
  const text = 'ж'.repeat(100);
  const id = await send(to, text);
  await reach(id, 'SENT');
  const reference = referenceTo(to);
  assert.deepEqual({...taken.get(reference)}, {reference, from: account.number, to, text});
  for (const status of ['delivered', 'sent', 'delivered']) {
    assert.equal(await call({type: 'message.status', reference, status, at}), 200);
  }
  assert.equal(await statusIn(id), 'DELIVERED');
});

it('a refusal says why', async () => {
  const id = await send(freshNumber('005'), 'Hi');
  await reach(id, 'FAILED');
  const [{delivery}] = await account.kim.messages(id);
  assert.deepEqual([delivery.providerCode, delivery.reason], ['INVALID_NUMBER', 'No such number.']);
});

it('a provider at its limits is asked again later', async () => {
  trouble = 'limits';
  const before = requests;
  const to = freshNumber();
  const id = await send(to, 'Later');
  await waitFor('a second attempt', () => requests >= before + 2);
  assert.equal(await statusIn(id), 'QUEUED');
  trouble = 'none';
  await reach(id, 'SENT');
});

it('a lost answer is asked for again under the same key, so that the message goes out once', async () => {
  trouble = 'hangs up after taking it';
  const before = requests;
  const to = freshNumber();
  const id = await send(to, 'Once');
  await waitFor('a second attempt', () => requests >= before + 2);
  trouble = 'none';
  await reach(id, 'SENT');
  assert.equal([...taken.values()].filter((message) => message.to === to).length, 1);
});

it('a webhook counts only with a fresh signature of just this body, and once', async () => {
  const from = freshNumber();
  const event = {type: 'message.received', id: 'm-1', from, to: account.number, text: 'Hello', at};
  const texts = async () => {
    const rows = await test.db
      .selectFrom('message')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select('body')
      .where('conversation.address', '=', from)
      .execute();
    return rows.map(({body}) => body);
  };
  assert.equal(await call(event, {secret: 'a guess'}), 401);
  assert.equal(await call(event, {signature: ''}), 401);
  assert.equal(await call(event, {secondsAgo: 6 * 60}), 401);
  assert.equal(await call(event, {secondsAgo: -6 * 60}), 401);
  const other = createHmac('sha256', webhookSecret)
    .update(`1.${JSON.stringify(event)}`)
    .digest('hex');
  assert.equal(await call(event, {signature: other}), 401);
  assert.deepEqual(await texts(), []);
  assert.equal(await call(event), 200);
  assert.equal(await call(event, {secondsAgo: 4 * 60}), 200);
  assert.deepEqual(await texts(), ['Hello']);
});

it('what is no event is refused, and an event of an unknown kind passed over', async () => {
  assert.equal(await call('{'), 400);
  assert.equal(await call('null'), 400);
  assert.equal(await call({type: 'message.received', id: '', from: '', to: '', text: 1, at}), 400);
  assert.equal(await call({type: 'message.status', reference: 'x', status: 'sent', at: 'soon'}), 400);
  assert.equal(await call({type: 'balance.low', at}), 200);
});
