import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {freshNumber, startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';
import {HeldGateway} from './helpers/held-gateway.js';
import type {HeldSend} from './helpers/held-gateway.js';

/* What the host does with a gateway that is away, keeps messages, or takes them part by part. */

let clockAheadMs = 0;
const clock = {now: () => new Date(Date.now() + clockAheadMs)};

async function setUp(options: {partByPart?: boolean} = {}) {
  const gateway = new HeldGateway(options);
  const test = await startHost({gateway, clock});
  const account = await test.account();
  const held = (index: number): Promise<HeldSend> =>
    waitFor(`send ${index} to be handed over`, () => gateway.held.length > index).then(
      () => gateway.held[index]!,
    );
  return {gateway, test, account, held, bodies: () => gateway.held.map(({message}) => message.body)};
}

async function openThread(account: TestAccount, address = freshNumber()): Promise<string> {
  const data = await account.kim.query(
    `mutation {smsOpenConversation(input: {address: "${address}"}) {conversation {id}}}`,
  );
  return data.smsOpenConversation.conversation.id;
}

async function statuses(account: TestAccount, id: string): Promise<string[]> {
  const messages = await account.kim.messages(id);
  return messages.map(({delivery}: {delivery: {status: string}}) => delivery.status);
}

describe('while the gateway is away', () => {
  it('messages wait as QUEUED, and go out once, in their order, when it is back', async () => {
    const {account, held, bodies, test} = await setUp();
    const id = await openThread(account);
    for (const body of ['First', 'Second']) await account.kim.send(id, body);
    (await held(0)).turnAway();
    (await held(1)).turnAway();
    assert.deepEqual(await statuses(account, id), ['QUEUED', 'QUEUED']);
    (await held(2)).answer();
    (await held(3)).answer();
    await test.sendsSettled(account.id);
    assert.deepEqual(bodies(), ['First', 'First', 'First', 'Second']);
    assert.deepEqual(await statuses(account, id), ['SENT', 'SENT']);
  });

  it('a recipient who opts out while their message waits does not get it', async () => {
    const {account, held, bodies, test} = await setUp();
    const address = freshNumber();
    const id = await openThread(account, address);
    await account.kim.send(id, 'Offer');
    const first = await held(0);
    await test.db
      .insertInto('opt_out')
      .values({account_id: account.id, address, since: clock.now()})
      .execute();
    first.turnAway();
    await test.sendsSettled(account.id);
    const [{delivery}] = await account.kim.messages(id);
    assert.deepEqual([delivery.status, delivery.providerCode], ['FAILED', 'OPTED_OUT']);
    assert.deepEqual(bodies(), ['Offer']);
  });
});

describe('a gateway that keeps messages until its carrier takes them', () => {
  it('is not given the next one of the thread before that, so that it cannot change their order', async () => {
    const {account, gateway, held, bodies, test} = await setUp();
    const id = await openThread(account);
    for (const body of ['First', 'Second']) await account.kim.send(id, body);
    const first = await held(0);
    first.keep();
    const beside = await openThread(account);
    await account.kim.send(beside, 'Beside');
    (await held(1)).answer();
    await waitFor('the one beside', async () => (await statuses(account, beside))[0] === 'SENT');
    assert.deepEqual(bodies(), ['First', 'Beside']);
    assert.deepEqual(await statuses(account, id), ['QUEUED', 'QUEUED']);

    await gateway.receipt({gatewayMessageId: first.message.messageId, status: 'SENT'});
    (await held(2)).keep();
    assert.deepEqual(bodies(), ['First', 'Beside', 'Second']);
    assert.deepEqual(await statuses(account, id), ['SENT', 'QUEUED']);
    await gateway.receipt({gatewayMessageId: gateway.held[2]!.message.messageId, status: 'DELIVERED'});
    await test.sendsSettled(account.id);
  });

  it('does not hold a thread up for ever where its word was lost', async () => {
    const {account, held, bodies, test} = await setUp();
    const id = await openThread(account);
    for (const body of ['First', 'Second']) await account.kim.send(id, body);
    (await held(0)).keep();
    await waitFor('it to be kept', async () => {
      const [job] = await test.db.selectFrom('send_job').select('status').orderBy('seq').execute();
      return job!.status === 'ACCEPTED';
    });
    clockAheadMs += 11 * 60_000;
    test.env.wakeSender();
    (await held(1)).answer();
    await test.sendsSettled(account.id);
    assert.deepEqual(bodies(), ['First', 'Second']);
    assert.deepEqual(await statuses(account, id), ['QUEUED', 'SENT']);
  });
});

it('a receipt under the host’s own id tells what became of a message whose answer was lost', async () => {
  const {account, gateway, held, test} = await setUp();
  const id = await openThread(account);
  await account.kim.send(id, 'Hi');
  const {message, lose} = await held(0);
  lose();
  await test.sendsSettled(account.id);
  assert.deepEqual(await statuses(account, id), ['UNKNOWN']);
  await gateway.receipt({gatewayMessageId: message.messageId, status: 'DELIVERED'});
  assert.deepEqual(await statuses(account, id), ['DELIVERED']);
});

describe('a gateway that takes messages part by part', () => {
  const long = `${'a'.repeat(66)}😀${'b'.repeat(66)}`; // UCS-2; a pair stands where 67 units would end

  it('gets each part once, whole characters in it, and the rest of a message after it was away', async () => {
    const {account, held, gateway, test} = await setUp({partByPart: true});
    const id = await openThread(account);
    await account.kim.send(id, long);
    await account.kim.send(id, 'Next');
    (await held(0)).answer();
    (await held(1)).turnAway();
    (await held(2)).answer();
    (await held(3)).answer();
    (await held(4)).answer();
    await test.sendsSettled(account.id);
    const got = gateway.held.map(({message: {body, part}}) => [part?.number, body]);
    const [first, second, third] = ['a'.repeat(66), `😀${'b'.repeat(65)}`, 'b'];
    assert.deepEqual(got, [
      [1, first],
      [2, second],
      [2, second],
      [3, third],
      [undefined, 'Next'],
    ]);
    const parts = gateway.held.slice(0, 4).map(({message}) => message.part!);
    assert.equal(new Set(parts.map(({reference}) => reference)).size, 1);
    assert.ok(parts.every(({reference, referenceBits}) => reference < 256 && referenceBits === 8));
    assert.ok(gateway.held.slice(0, 4).every(({message}) => message.encoding === 'UCS_2'));
    assert.deepEqual(await statuses(account, id), ['SENT', 'SENT']);
  });

  it('gets the other parts where the answer to one was lost, and that one never again', async () => {
    const {account, held, gateway, test} = await setUp({partByPart: true});
    const id = await openThread(account);
    await account.kim.send(id, long);
    (await held(0)).lose();
    (await held(1)).answer();
    (await held(2)).answer();
    await test.sendsSettled(account.id);
    assert.deepEqual(await statuses(account, id), ['UNKNOWN']);
    const {messageId: gatewayMessageId} = gateway.held[0]!.message;
    await gateway.receipt({gatewayMessageId, part: 1, status: 'SENT'});
    assert.deepEqual(await statuses(account, id), ['SENT']);
  });

  it('is not given the rest of a message of which it refused a part', async () => {
    const {account, held, bodies, test} = await setUp({partByPart: true});
    const id = await openThread(account);
    await account.kim.send(id, long);
    (await held(0)).answer({accepted: false, reason: 'No such number.', code: '11', retryable: false});
    await test.sendsSettled(account.id);
    assert.equal(bodies().length, 1);
    assert.deepEqual(await statuses(account, id), ['FAILED']);
  });

  it('has a message DELIVERED once each part is', async () => {
    const {account, held, gateway, test} = await setUp({partByPart: true});
    const id = await openThread(account);
    await account.kim.send(id, long);
    const {messageId: gatewayMessageId} = (await held(0)).message;
    for (const part of [0, 1, 2]) (await held(part)).keep();
    for (const part of [3, 1]) await gateway.receipt({gatewayMessageId, part, status: 'DELIVERED'});
    await gateway.receipt({gatewayMessageId, part: 2, status: 'SENT'});
    await waitFor('SENT', async () => (await statuses(account, id))[0] === 'SENT');
    await gateway.receipt({gatewayMessageId, part: 2, status: 'DELIVERED'});
    await test.sendsSettled(account.id);
    assert.deepEqual(await statuses(account, id), ['DELIVERED']);
  });
});
