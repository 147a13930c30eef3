import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {createServer} from 'node:net';
import type {AddressInfo} from 'node:net';
import {sendMutation} from './helpers/fields.js';
import type {Tokens} from '../../server/auth/tokens.js';
import {freshNumber, startHost} from './helpers/host.js';

/** A port that nobody has at the moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('what an operator watches', async () => {
  const metricsPort = await freePort();
  const test = await startHost({metricsPort, simulator: {acceptMs: 0, deliverMs: 0}});
  const metrics = async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const value = (text: string, name: string) =>
    Number(new RegExp(`^${name.replace(/[{}]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1]);

  it('/metrics counts sends by state, sockets, the queue and the lag of the log', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const stream = await account.kim.subscribe(await account.head());
    await stream.caughtUp();
    await account.kim.send(id, 'Hi');
    await stream.until('delivery', ({events}) =>
      events.some((event) => event.message?.delivery?.status === 'DELIVERED'),
    );
    const text = await metrics();
    for (const state of ['QUEUED', 'SENT', 'DELIVERED'])
      assert.equal(value(text, `sms_chat_sends_total{state="${state}"}`), 1, state);
    assert.equal(value(text, 'sms_chat_sends_total{state="FAILED"}'), 0);
    assert.equal(value(text, 'sms_chat_sockets'), 1);
    assert.ok(value(text, 'sms_chat_log_lag_seconds_count') > 0);
    assert.equal(value(text, 'sms_chat_queue_messages'), 0);
    assert.equal(value(text, 'sms_chat_queue_age_seconds'), 0);
    assert.ok(value(text, 'process_resident_memory_bytes') > 0);
    await stream.close();

    await test.db
      .insertInto('send_job')
      .expression((eb) =>
        eb
          .selectFrom('message')
          .select(['account_id', 'id', 'conversation_id'])
          .where('account_id', '=', account.id)
          .where('direction', '=', 'OUTBOUND'),
      )
      .columns(['account_id', 'message_id', 'conversation_id'])
      .execute();
    const waiting = await metrics();
    assert.equal(value(waiting, 'sms_chat_queue_messages'), 1);
    assert.ok(value(waiting, 'sms_chat_queue_age_seconds') > 0);
    await test.db.deleteFrom('send_job').execute();
    assert.doesNotMatch(text + waiting, new RegExp(`${account.id}|${id}|\\+61|Hello`));
  });

  it('/metrics counts what comes in at a number that is no sender’s', async () => {
    const before = await metrics();
    await test.gateway.writeFrom(freshNumber(), freshNumber(), 'Is this the clinic?');
    const after = await metrics();
    assert.deepEqual(
      [before, after].map((text) => value(text, 'sms_chat_unrouted_total')),
      [0, 1],
    );
  });

  it('/metrics is not at the address that the world reaches', async () => {
    const response = await fetch(`${test.host.url}/metrics`);
    await response.text();
    assert.equal(response.status, 404);
  });

  it('/readyz says whether the database answers, /healthz only that the process runs', async () => {
    const status = async (path: string) => {
      const response = await fetch(test.host.url + path);
      await response.text();
      return response.status;
    };
    assert.deepEqual([await status('/readyz'), await status('/healthz')], [200, 200]);
    await test.db.schema.alterTable('host_setting').renameTo('host_setting_away').execute();
    assert.deepEqual([await status('/readyz'), await status('/healthz')], [503, 200]);
    await test.db.schema.alterTable('host_setting_away').renameTo('host_setting').execute();
    assert.equal(await status('/readyz'), 200);
  });

  it('each answer carries the id of its request, the caller’s own where it gave one', async () => {
    const idOf = async (given?: string) => {
      const headers: Record<string, string> = given === undefined ? {} : {'x-request-id': given};
      const response = await fetch(`${test.host.url}/healthz`, {headers});
      await response.text();
      return response.headers.get('x-request-id')!;
    };
    assert.match(await idOf(), /^[0-9a-f-]{36}$/);
    assert.equal(await idOf('0123456789abcdef'), '0123456789abcdef');
    assert.notEqual(await idOf('+61491570156 wrote'), '+61491570156 wrote');
  });
});

/** Resolves once the host has begun with a request: its token is the first that is looked at. */
function watchTokens(tokens: Tokens): {tokens: Tokens; authenticated: Promise<void>} {
  const read = tokens.read.bind(tokens);
  const authenticated = new Promise<void>((resolve) => {
    tokens.read = (token) => (resolve(), read(token));
  });
  return {tokens, authenticated};
}

describe('a host that is asked to stop', () => {
  it('answers what it was asked before, with what it has done', async () => {
    const test = await startHost();
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const input = {clientMessageId: crypto.randomUUID(), conversationId: id, body: 'Hi'};
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let holding!: () => void;
    const isHeld = new Promise<void>((resolve) => (holding = resolve));
    const holder = test.db.transaction().execute(async (trx) => {
      await trx.selectFrom('account').selectAll().where('id', '=', account.id).forUpdate().execute();
      holding();
      await held;
    });
    await isHeld;
    const {authenticated, tokens} = watchTokens(test.host.core.tokens);
    const asked = account.kim.ask(sendMutation, {input});
    await authenticated;
    tokens.read = Object.getPrototypeOf(tokens).read as typeof tokens.read;
    const stopped = test.host.stop();
    release();
    const {data, status} = await asked;
    assert.equal(status, 200);
    assert.equal(data.smsSendMessage.message.body, 'Hi');
    await Promise.all([holder, stopped]);
  });

  it('first tells the load balancer, and goes on for as long as that takes to hear', async () => {
    const test = await startHost({drainSeconds: 1});
    const account = await test.account();
    const stopped = test.host.stop();
    const ready = await fetch(`${test.host.url}/readyz`);
    assert.deepEqual([ready.status, await ready.json()], [503, {status: 'stopping'}]);
    assert.equal((await account.kim.ask('{smsViewer {id}}')).status, 200);
    await stopped;
    await assert.rejects(fetch(`${test.host.url}/readyz`));
  });
});
