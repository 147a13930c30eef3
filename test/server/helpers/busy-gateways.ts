import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout} from 'node:timers/promises';
import {HttpGateway} from '../../../server/gateway/http-provider.js';
import {KannelGateway} from '../../../server/gateway/kannel.js';
import type {Gateway} from '../../../server/gateway/gateway.js';
import {start} from '../../../server/start.js';
import {changeAccount} from '../../../server/log/append.js';
import {lockThreadWith} from '../../../server/domain/conversations.js';
import {sendMessage} from '../../../src/state/api/operations.js';
import {tokenSecret} from './secret.js';

/*
 * Hosts that log all they can, with the gateways that lead to carriers, whose providers repeat in their answers what
 * they were given. Prints nothing itself. Texts and secrets hold SECRET, numbers begin with 0491 570.
 */
const secret = 'SECRET-of-the-webhooks';

/** Answers each message in another way, and always with its text and its number. */
const answers = [202, 400, 403, 429, 500, 503, 404, 0];
let turn = 0;
const provider = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const status = answers[turn++ % answers.length]!;
    if (status === 0) return response.destroy();
    const said = `${Buffer.concat(chunks).toString()} ${JSON.stringify(request.headers)} SECRET`;
    response.writeHead(status).end(JSON.stringify({message: said, code: said}));
  });
});
await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
const sendUrl = new URL(`http://127.0.0.1:${(provider.address() as AddressInfo).port}/send?key=SECRET`);

async function run(gateway: Gateway, callIn: (url: string, number: string) => Promise<void>): Promise<void> {
  const host = await start({gateway, tokenSecret, logLevel: 'trace', metricsPort: 0, pollMs: 20});
  const {db, core} = host;
  await db
    .insertInto('account')
    .values({
      id: 'clinic',
      name: 'SECRET Clinic',
      country: 'AU',
      balance_parts: 1_000,
      cursor_tag: 'clinicclinic',
    })
    .execute();
  await db
    .insertInto('agent')
    .values({account_id: 'clinic', id: 'kim', display_name: 'SECRET Kim'})
    .execute();
  const number = '+61491570100';
  await db
    .insertInto('sender')
    .values({
      account_id: 'clinic',
      id: 'main',
      kind: 'VIRTUAL',
      label: 'SECRET',
      address: number,
      status: 'READY',
    })
    .execute();
  const viewer = {accountId: 'clinic', agentId: 'kim', displayName: 'Kim'};
  const {token} = await core.tokens.issue(viewer, 600);
  const begun = turn;
  for (let i = 0; i < answers.length; i++) {
    const {result: conversationId} = await changeAccount(core.env, 'clinic', async (work) => {
      const {conversation} = await lockThreadWith(work, `+6149157015${i}`);
      return conversation.id;
    });
    const input = {clientMessageId: crypto.randomUUID(), conversationId, body: `SECRET ${i} with ${number}`};
    await fetch(`${host.url}/graphql`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`},
      body: JSON.stringify({query: sendMessage.document, variables: {input}}),
    });
  }
  await callIn(host.url, number);
  while (turn < begun + answers.length) await setTimeout(5);
  // A handler that fails: its error names the row.
  await db.schema.alterTable('conversation').renameTo('conversation_away').execute();
  await callIn(host.url, number);
  await db.schema.alterTable('conversation_away').renameTo('conversation').execute();
  // The gateway does not take calls any more.
  await gateway.stop();
  await callIn(host.url, number);
  await host.stop();
}

const from = '+61491570160';

const kannel = new KannelGateway({
  sendUrl,
  username: 'SECRET-user',
  password: 'SECRET-password',
  webhookUrl: new URL('http://127.0.0.1:1/gateway/'),
  webhookSecret: secret,
});
let id = 0;
await run(kannel, async (url, number) => {
  const call = async (path: string, init: RequestInit, password = secret) => {
    const authorization = `Basic ${Buffer.from(`kannel:${password}`).toString('base64')}`;
    const headers = {...(init.headers as Record<string, string>), authorization};
    await (await fetch(`${url}/gateway/${path}`, {...init, headers})).text();
  };
  const receipt = `receipt?id=${++id}&part=1&type=2&answer=${encodeURIComponent(`stat:UNDELIV text:SECRET ${from}`)}&at=1`;
  await call(receipt, {});
  await call(receipt, {}, 'SECRET');
  await call(`receipt?id=SECRET${from}&type=x`, {});
  await call(`${from}/SECRET`, {});
  for (const to of [number, '+61491570998']) {
    const headers = {'x-kannel-from': from, 'x-kannel-to': to, 'content-type': 'text/plain; charset=utf-8'};
    await call(`inbound?id=${++id}&at=1`, {method: 'POST', headers, body: `SECRET from ${from}`});
  }
});

const http = new HttpGateway({sendUrl, apiKey: 'SECRET-key', webhookSecret: secret});
await run(http, async (url, number) => {
  const call = async (event: unknown, path = 'events', signedWith = secret) => {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', signedWith).update(`${timestamp}.${body}`).digest('hex');
    const headers = {'x-timestamp': timestamp, 'x-signature': signature};
    await (await fetch(`${url}/gateway/${path}`, {method: 'POST', headers, body})).text();
  };
  const at = new Date().toISOString();
  const status = {
    type: 'message.status',
    reference: String(++id),
    status: 'failed',
    reason: `SECRET ${from}`,
    at,
  };
  await call(status);
  await call(status, 'events', 'SECRET');
  await call(status, `${from}?SECRET`);
  await call(`SECRET ${from}`);
  for (const to of [number, '+61491570997'])
    await call({type: 'message.received', id: String(++id), from, to, text: `SECRET ${from}`, at});
});
provider.close();
