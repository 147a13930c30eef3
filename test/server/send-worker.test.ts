import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {secretKey} from '../../server/auth/keys.js';
import {createHost} from '../../server/host.js';
import {migrate} from '../../server/db/migrations.js';
import {openDatabase} from './helpers/database.js';
import {freshNumber, startHost, waitFor} from './helpers/host.js';
import {HeldGateway} from './helpers/held-gateway.js';
import {tokenSecret} from './helpers/secret.js';

const sdl = readFileSync(new URL('../../schema/sms-chat.graphql', import.meta.url), 'utf8');

const gateway = new HeldGateway();
let clockAheadMs = 0;
const clock = {now: () => new Date(Date.now() + clockAheadMs)};
const test = await startHost({gateway, clock});

async function thread() {
  const account = await test.account();
  const data = await account.kim.query(
    `mutation {smsOpenConversation(input: {address: "${freshNumber()}"}) {conversation {id}}}`,
  );
  return {account, id: data.smsOpenConversation.conversation.id as string};
}

/** What the gateway has been handed of these threads, first to last. */
function handedOver(prefix: string): string[] {
  return gateway.held.map(({message}) => message.body).filter((body) => body.startsWith(prefix));
}

describe('messages reach the gateway', () => {
  it('one after the other in a thread, and threads beside each other', async () => {
    const {account, id} = await thread();
    const other = await account.kim.query(
      `mutation {smsOpenConversation(input: {address: "${freshNumber()}"}) {conversation {id}}}`,
    );
    for (const body of ['Order 1', 'Order 2', 'Order 3']) await account.kim.send(id, body);
    await account.kim.send(other.smsOpenConversation.conversation.id, 'Order beside');
    await waitFor('the first', () => handedOver('Order').length >= 1);
    assert.deepEqual(handedOver('Order'), ['Order 1']);
    for (let answered = 0; answered < 4; answered++) {
      await waitFor('the next', () => handedOver('Order').length > answered);
      gateway.held.filter(({message}) => message.body.startsWith('Order'))[answered]!.answer();
    }
    await test.sendsSettled(account.id);
    assert.deepEqual(
      handedOver('Order').filter((body) => /\d/.test(body)),
      ['Order 1', 'Order 2', 'Order 3'],
    );
  });

  it('but not after their time, when the host was away until then', async () => {
    const {account, id} = await thread();
    await account.kim.send(id, 'Late first');
    await waitFor('the first', () => handedOver('Late').length === 1);
    await account.kim.send(id, 'Late second', {
      notAfter: new Date(clock.now().getTime() + 600_000).toISOString(),
    });
    clockAheadMs += 601_000;
    gateway.held.find(({message}) => message.body === 'Late first')!.answer();
    await test.sendsSettled(account.id);
    const {delivery} = (await account.kim.messages(id))[1];
    assert.deepEqual(
      [delivery.status, delivery.providerCode, delivery.retryable],
      ['FAILED', 'EXPIRED', true],
    );
    assert.deepEqual(handedOver('Late'), ['Late first']);
  });
});

it('after a crash what was attempted is UNKNOWN, and what was not is sent', async () => {
  const {db, close} = await openDatabase();
  await migrate(db); // again: nothing to do
  const [account_id, conversation_id] = ['clinic', 'thread'];
  await db
    .insertInto('account')
    .values({id: account_id, name: 'Clinic', country: 'AU', balance_parts: 0, cursor_tag: 'clinicclinic'})
    .execute();
  await db
    .insertInto('conversation')
    .values({
      account_id,
      id: conversation_id,
      address: freshNumber(),
      last_activity_at: new Date(),
      last_position: 2,
    })
    .execute();
  for (const [index, status] of (['ATTEMPTED', 'READY'] as const).entries()) {
    await db
      .insertInto('message')
      .values({
        account_id,
        id: status,
        conversation_id,
        position: index + 1,
        direction: 'OUTBOUND',
        body: status,
        sender_address: freshNumber(),
        delivery_status: 'QUEUED',
        delivery_at: new Date(),
        parts: 1,
        encoding: 'GSM_7',
        created_at: new Date(),
      })
      .execute();
    await db
      .insertInto('send_job')
      .values({account_id, message_id: status, conversation_id, status})
      .execute();
  }
  const held = new HeldGateway();
  const host = createHost({db, gateway: held, sdl, tokenKeys: secretKey(tokenSecret)});
  await host.start();
  await waitFor('the one that was not attempted', () => held.held.length === 1);
  held.held[0]!.answer();
  await host.stop();
  const rows = await db.selectFrom('message').select(['id', 'delivery_status']).orderBy('position').execute();
  assert.deepEqual(
    rows.map(({id, delivery_status: status}) => [id, status]),
    [
      ['ATTEMPTED', 'UNKNOWN'],
      ['READY', 'SENT'],
    ],
  );
  await close();
});
