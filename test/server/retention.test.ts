import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {forgetOldMessages, forgetParkedReceipts} from '../../server/domain/retention.js';
import {startHost} from './helpers/host.js';

const dayMs = 24 * 60 * 60 * 1000;
let daysAgo = 0;
const test = await startHost({
  clock: {now: () => new Date(Date.now() - daysAgo * dayMs)},
  settings: {keepMessagesDays: 30},
});

describe('messages that are kept for 30 days', () => {
  it('older ones go, also from threads that go on, and viewers load anew', async () => {
    const account = await test.account();
    daysAgo = 40;
    const quiet = await account.inbound('Long ago');
    const busy = await account.inbound('Also long ago');
    await account.inbound('Unread since', busy.from);
    daysAgo = 10;
    await account.inbound('Lately', busy.from);
    daysAgo = 0;
    const stream = await account.kim.subscribe(await account.head());
    await stream.caughtUp();

    assert.deepEqual(await forgetOldMessages(test.env, account.id), {conversations: 1, messages: 2});

    await stream.until('a resync', ({batches}) => batches.at(-1)?.resync === 'ACCESS_CHANGED');
    assert.equal(await account.kim.conversation(quiet.id), null);
    assert.deepEqual(
      (await account.kim.messages(busy.id)).map(({body}: {body: string}) => body),
      ['Lately'],
    );
    assert.equal((await account.kim.conversation(busy.id)).unreadCount, 1);
    const counters = await account.kim.counters();
    assert.deepEqual([counters.unreadMessages, counters.unreadConversations], [1, 1]);
    // The next run finds nothing, and turns nobody away.
    const head = await account.head();
    assert.deepEqual(await forgetOldMessages(test.env, account.id), {conversations: 0, messages: 0});
    assert.equal(await account.head(), head);
    await stream.close();
  });

  it('a reader who comes back from before loads anew too, one who has loaded goes on', async () => {
    const account = await test.account();
    daysAgo = 40;
    const {from} = await account.inbound('Long ago');
    daysAgo = 0;
    await account.inbound('Now', from);
    const before = await account.head();
    await forgetOldMessages(test.env, account.id);
    assert.equal((await account.kim.eventLog(before)).resync, 'ACCESS_CHANGED');
    const after = await account.head();
    await account.inbound('And now', from);
    const {resync, events} = await account.kim.eventLog(after);
    assert.deepEqual([resync, events[0]?.message.body], [null, 'And now']);
  });

  it('positions go on where they were', async () => {
    const account = await test.account();
    daysAgo = 40;
    const {id, from} = await account.inbound('One');
    daysAgo = 0;
    await account.inbound('Two', from);
    await forgetOldMessages(test.env, account.id);
    await account.inbound('Three', from);
    const positions = (await account.kim.messages(id)).map(({position}: {position: number}) => position);
    assert.deepEqual(positions, [2, 3]);
  });

  it('without a limit nothing is forgotten', async () => {
    const account = await test.account();
    daysAgo = 4_000;
    await account.inbound('Ages ago');
    daysAgo = 0;
    const env = {...test.env, settings: {...test.env.settings, keepMessagesDays: null}};
    assert.deepEqual(await forgetOldMessages(env, account.id), {conversations: 0, messages: 0});
  });
});

it('receipts that nobody came for are dropped after a month', async () => {
  const receipt = {status: 'DELIVERED' as const, reason: null, code: null, retryable: false};
  // By when they came: what the carrier says may be any time.
  daysAgo = 31;
  await test.gateway.receipt({...receipt, gatewayMessageId: 'old', at: new Date('2286-01-01')});
  daysAgo = 0;
  await test.gateway.receipt({...receipt, gatewayMessageId: 'new', at: new Date(0)});
  await forgetParkedReceipts(test.env);
  const left = await test.db.selectFrom('parked_receipt').select('gateway_message_id').execute();
  assert.deepEqual(left, [{gateway_message_id: 'new'}]);
});

it('receipts that wait for their send, and say the same, are kept once', async () => {
  const receipt = {gatewayMessageId: 'again', reason: null, code: null, retryable: false};
  for (let i = 0; i < 20; i++) {
    for (const status of ['SENT', 'DELIVERED'] as const) {
      for (const part of [undefined, 1, 2])
        await test.gateway.receipt({...receipt, status, part, at: new Date(i)});
    }
  }
  const kept = await test.db
    .selectFrom('parked_receipt')
    .select('id')
    .where('gateway_message_id', '=', 'again')
    .execute();
  assert.equal(kept.length, 6);
});
