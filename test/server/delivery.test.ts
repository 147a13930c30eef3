import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {applyReceipt} from '../../server/domain/delivery.js';
import type {Receipt} from '../../server/gateway/gateway.js';
import {freshNumber, startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

const test = await startHost();

describe('R20 delivery only moves up', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds));
  const receipts: Omit<Receipt, 'gatewayMessageId'>[] = [
    {status: 'SENT', reason: null, code: 'ACCEPTD', retryable: false, at: at(1)},
    {status: 'FAILED', reason: 'The network was busy.', code: 'ENROUTE', retryable: true, at: at(2)},
    {status: 'FAILED', reason: 'The phone was off.', code: 'EXPIRED', retryable: true, at: at(3)},
    {status: 'FAILED', reason: 'Not in service.', code: 'UNDELIV', retryable: false, at: at(4)},
    {status: 'DELIVERED', reason: null, code: 'DELIVRD', retryable: false, at: at(5)},
  ];

  async function deliveryAfter(account: TestAccount, id: string, order: typeof receipts) {
    const gatewayMessageId = crypto.randomUUID();
    const messageId = crypto.randomUUID();
    const {last_position: position} = await test.db
      .updateTable('conversation')
      .set((eb) => ({last_position: eb('last_position', '+', 1)}))
      .where('id', '=', id)
      .returning('last_position')
      .executeTakeFirstOrThrow();
    await test.db
      .insertInto('message')
      .values({
        account_id: account.id,
        id: messageId,
        conversation_id: id,
        position,
        direction: 'OUTBOUND',
        body: 'Hi',
        delivery_status: 'QUEUED',
        delivery_at: at(0),
        gateway_message_id: gatewayMessageId,
        created_at: at(0),
      })
      .execute();
    for (const receipt of order) await applyReceipt(test.env, {gatewayMessageId, ...receipt});
    const message = await test.db
      .selectFrom('message')
      .select(['delivery_status', 'delivery_code', 'delivery_retryable', 'delivery_at'])
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow();
    return message;
  }

  it('every set of receipts ends the same in each order, repeated or not', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    await fc.assert(
      fc.asyncProperty(
        fc
          .shuffledSubarray(receipts, {minLength: 1})
          .chain((set) =>
            fc.tuple(
              fc.shuffledSubarray([...set, ...set], {minLength: set.length * 2}),
              fc.shuffledSubarray(set, {minLength: set.length}),
            ),
          ),
        async ([one, other]) => {
          assert.deepEqual(await deliveryAfter(account, id, one), await deliveryAfter(account, id, other));
        },
      ),
      {numRuns: 40},
    );
  });

  it('a failure that passes becomes delivered; what was delivered never becomes sent', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const [sent, busy, , , delivered] = receipts;
    assert.equal((await deliveryAfter(account, id, [busy!, delivered!])).delivery_status, 'DELIVERED');
    assert.equal((await deliveryAfter(account, id, [delivered!, sent!, busy!])).delivery_status, 'DELIVERED');
  });

  it('a receipt before the send’s own commit waits for it', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const gatewayMessageId = crypto.randomUUID();
    const early = test.gateway;
    const original = early.send.bind(early);
    early.send = async (message) => {
      await early.receipt({
        gatewayMessageId,
        status: 'DELIVERED',
        reason: null,
        code: 'DELIVRD',
        retryable: false,
      });
      return {accepted: true, gatewayMessageId, from: message.from[0]!};
    };
    await account.kim.send(id, 'Hi');
    await test.sendsSettled(account.id);
    early.send = original;
    assert.equal((await account.kim.messages(id))[1].delivery.status, 'DELIVERED');
  });

  it('failures say why in plain words', async () => {
    const account = await test.account();
    const outcomes: Record<string, [string, boolean]> = {
      '001': ['FAILED', false],
      '002': ['FAILED', true],
      '004': ['SENT', false],
      '005': ['FAILED', false],
      '009': ['DELIVERED', false],
    };
    for (const [ending, [status, retryable]] of Object.entries(outcomes)) {
      const {id} = await account.inbound('Hello', freshNumber(ending));
      await account.kim.send(id, 'Hi');
      await waitFor(`${ending} to become ${status}`, async () => {
        const {delivery} = (await account.kim.messages(id))[1];
        if (delivery.status !== status || delivery.retryable !== retryable) return false;
        return (delivery.reason !== null) === (status === 'FAILED');
      });
    }
  });

  it('a send whose answer is lost is UNKNOWN, and is not repeated', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const gateway = test.gateway;
    const original = gateway.send.bind(gateway);
    let calls = 0;
    gateway.send = async () => {
      calls++;
      throw new Error('connection reset');
    };
    await account.kim.send(id, 'Hi');
    await test.sendsSettled(account.id);
    gateway.send = original;
    await account.kim.send(id, 'Next');
    await test.sendsSettled(account.id);
    assert.equal(calls, 1);
    assert.equal((await account.kim.messages(id))[1].delivery.status, 'UNKNOWN');
  });
});
