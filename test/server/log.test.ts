import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {removeContact, renameContact} from '../../server/domain/contacts.js';
import {removeConversation} from '../../server/domain/conversations.js';
import {saveSender} from '../../server/domain/senders.js';
import {saveTemplate} from '../../server/domain/templates.js';
import {freshNumber, startHost, waitFor} from './helpers/host.js';
import type {TestAccount} from './helpers/host.js';

const test = await startHost({
  settings: {heartbeatSeconds: 1},
  pollMs: 100,
});

describe('R1 every visible change appends an event', () => {
  const changes: [string, (account: TestAccount) => Promise<unknown>, string[]][] = [
    ['an inbound message', (account) => account.inbound('Hello'), ['SmsMessageAdded', 'SmsCountersChanged']],
    ['a new thread', (account) => open(account, {address: freshNumber()}), ['SmsConversationChanged']],
    [
      'a changed sender',
      (account) =>
        saveSender(test.env, account.id, {
          id: 'new',
          kind: 'PERSONAL',
          label: 'Kim',
          address: null,
          status: 'READY',
        }),
      ['SmsSendersChanged'],
    ],
    [
      'a changed template',
      (account) => saveTemplate(test.env, account.id, {id: 't', name: 'Reminder', body: 'See you'}),
      ['SmsTemplatesChanged'],
    ],
  ];
  for (const [name, change, expected] of changes) {
    it(name, async () => {
      const account = await test.account();
      const before = await account.head();
      await change(account);
      const events = await account.kim.eventsAfter(before);
      assert.deepEqual(
        events.map(({__typename}) => __typename),
        expected,
      );
    });
  }

  it('a send, its delivery, a read marker, a close and a reopening', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const before = await account.head();
    await account.kim.send(id, 'Good morning');
    await test.sendsSettled(account.id);
    await waitFor(
      'delivery',
      async () => (await account.kim.messages(id))[1].delivery.status === 'DELIVERED',
    );
    await account.kim.query(
      `mutation {smsMarkRead(input: {conversationId: "${id}", upToPosition: 2}) {syncCursor}}`,
    );
    await account.kim.query(
      `mutation {smsCloseConversation(input: {conversationId: "${id}", seenPosition: 2}) {syncCursor}}`,
    );
    await open(account, {conversationId: id});
    const events = await account.kim.eventsAfter(before);
    assert.deepEqual(
      events.map(({__typename}) => __typename),
      [
        'SmsMessageAdded',
        'SmsMessageChanged',
        'SmsMessageChanged',
        'SmsConversationChanged',
        'SmsCountersChanged',
        'SmsConversationChanged',
        'SmsConversationChanged',
      ],
    );
    assert.equal(events[3]!.by.id, account.kim.viewer.agentId);
  });

  it('a saved, renamed and removed contact, with its thread', async () => {
    const account = await test.account();
    const {from} = await account.inbound('Hello');
    const before = await account.head();
    const data = await account.kim.query(
      `mutation {smsCreateContact(input: {address: "${from}", firstName: "Ada"}) {contact {id}}}`,
    );
    const {id} = data.smsCreateContact.contact;
    await renameContact(test.env, account.id, id, {firstName: 'Ada', lastName: 'Reed'});
    await removeContact(test.env, account.id, id);
    const events = await account.kim.eventsAfter(before);
    // The contact is gone, so nothing but its removal is told of it.
    assert.deepEqual(
      events.map(({__typename}) => __typename),
      ['SmsConversationChanged', 'SmsConversationChanged', 'SmsContactRemoved', 'SmsConversationChanged'],
    );
    assert.equal(events[2]!.version, 3);
  });
});

describe('R2 the order of events is the order of commits', () => {
  it('holds for writers at the same time, and a reader misses none of them', async () => {
    const account = await test.account();
    const stream = await account.kim.subscribe(await account.head());
    await stream.caughtUp();
    const bodies = Array.from({length: 40}, (_, index) => `Message ${index}`);
    await Promise.all(bodies.map((body) => account.inbound(body)));
    await stream.until('all messages', ({events}) => added(events).length === bodies.length);
    assert.deepEqual(new Set(added(stream.events).map(({message}) => message.body)), new Set(bodies));
    const log = await test.db
      .selectFrom('account_log')
      .select('seq')
      .where('account_id', '=', account.id)
      .orderBy('seq')
      .execute();
    assert.deepEqual(
      log.map(({seq}) => seq),
      log.map((_, index) => index + 1),
    );
    await stream.close();
  });
});

describe('R3 a subscription yields every event once, in order, and stays open', () => {
  it('replays, then goes on live', async () => {
    const account = await test.account();
    const before = await account.head();
    await account.appendEvents(450);
    const stream = await account.kim.subscribe(before);
    await stream.caughtUp();
    assert.equal(stream.events.length, 450);
    await account.inbound('Live');
    await stream.until('the live message', ({events}) => added(events).length === 1);
    assert.deepEqual(stream.events, await account.kim.eventsAfter(before));
    assert.equal(stream.completed, false);
    await stream.close();
  });

  it('hears of what another process wrote, whose bell it does not hear', async () => {
    const account = await test.account();
    const stream = await account.kim.subscribe(await account.head());
    await stream.caughtUp();
    const deaf = {...test.env, bell: {ring: () => undefined, onRing: () => () => undefined}};
    await saveTemplate(deaf, account.id, {id: 't', name: 'Reminder', body: 'See you'});
    await stream.until('the event', ({events}) => events.length === 1);
    await stream.close();
  });
});

describe('R4 batches chain and are bounded', () => {
  it('by 200 events, each after the cursor of the one before', async () => {
    const account = await test.account();
    const before = await account.head();
    await account.appendEvents(501);
    const stream = await account.kim.subscribe(before);
    await stream.caughtUp();
    let cursor = before;
    for (const batch of stream.batches) {
      assert.equal(batch.after, cursor);
      assert.ok(batch.events.length <= 200);
      cursor = batch.cursor;
    }
    assert.deepEqual(
      stream.batches.map(({caughtUp}) => caughtUp),
      [false, false, true],
    );
    await stream.close();
  });

  it('by 256 kB', async () => {
    const account = await test.account();
    const before = await account.head();
    await account.appendEvents(100, 'x'.repeat(10_000));
    const batch = await account.kim.eventLog(before);
    assert.ok(JSON.stringify(batch).length <= 256 * 1024);
    assert.ok(batch.events.length > 10);
    assert.equal(batch.caughtUp, false);
    assert.equal((await account.kim.eventsAfter(before)).length, 100);
  });
});

it('R5 an idle stream sends empty batches', async () => {
  const account = await test.account();
  const head = await account.head();
  const stream = await account.kim.subscribe(head);
  await stream.until('two heartbeats', ({batches}) => batches.length === 3);
  assert.deepEqual(stream.events, []);
  assert.ok(stream.batches.every(({cursor, caughtUp}) => cursor === head && caughtUp));
  await stream.close();
});

it('R8, R10 a removed thread says so, and nothing late brings it back', async () => {
  const account = await test.account();
  const {id} = await account.inbound('Hello');
  const before = await account.head();
  const sent = await account.kim.send(id, 'Hi');
  await test.sendsSettled(account.id);
  const {gateway_message_id: gatewayMessageId} = await test.db
    .selectFrom('message')
    .select('gateway_message_id')
    .where('id', '=', sent.message.id)
    .executeTakeFirstOrThrow();
  await removeConversation(test.env, account.id, id);
  await test.gateway.receipt({
    gatewayMessageId: gatewayMessageId!,
    status: 'DELIVERED',
    reason: null,
    code: null,
    retryable: false,
  });
  const events = await account.kim.eventsAfter(before);
  assert.deepEqual(
    events.map(({__typename}) => __typename),
    ['SmsConversationRemoved', 'SmsCountersChanged'],
  );
  assert.equal(events[0]!.conversationId, id);
  assert.equal(await account.kim.conversation(id), null);
});

it('R9 a replayed event carries the entity as it is now, with its version', async () => {
  const account = await test.account();
  const before = await account.head();
  const {id, from} = await account.inbound('First');
  await account.inbound('Second', from);
  const [first, , second] = await account.kim.eventsAfter(before);
  assert.deepEqual(first!.conversation, second!.conversation);
  assert.deepEqual(first!.conversation, await account.kim.conversation(id));
});

it('R11 the snapshot holds everything up to its cursor', async () => {
  const account = await test.account();
  const bodies = Array.from({length: 30}, (_, index) => `Message ${index}`);
  const writing = Promise.all(bodies.map((body) => account.inbound(body)));
  const snapshots = await Promise.all(
    Array.from({length: 10}, () =>
      account.kim.query('{smsConversations(first: 100) {edges {node {lastMessage {body}}}} smsSyncCursor}'),
    ),
  );
  await writing;
  for (const {smsConversations, smsSyncCursor} of snapshots) {
    const inSnapshot = smsConversations.edges.map(
      (edge: {node: {lastMessage: {body: string}}}) => edge.node.lastMessage.body,
    );
    const after = added(await account.kim.eventsAfter(smsSyncCursor)).map(({message}) => message.body);
    assert.deepEqual(new Set([...inSnapshot, ...after]), new Set(bodies));
  }
});

describe('topics', () => {
  it('leave other events out, and the cursor passes them', async () => {
    const account = await test.account();
    const before = await account.head();
    await account.inbound('Hello');
    const batch = await account.kim.eventLog(before, {topics: ['COUNTERS']});
    assert.deepEqual(
      batch.events.map(({__typename}) => __typename),
      ['SmsCountersChanged'],
    );
    assert.equal(batch.cursor, await account.head());
  });

  it('keep the chain of a stream whole', async () => {
    const account = await test.account();
    const stream = await account.kim.subscribe(await account.head(), {topics: ['COUNTERS']});
    await stream.caughtUp();
    await account.appendEvents(3);
    await account.inbound('Hello');
    await stream.until('the counters', ({events}) => events.length === 1);
    stream.batches.reduce((before, batch) => {
      assert.equal(batch.after, before.cursor);
      return batch;
    });
    await stream.close();
  });
});

function added(events: {__typename: string}[]) {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as events are in tests
  return events.filter(({__typename}) => __typename === 'SmsMessageAdded') as any[];
}

async function open(account: TestAccount, input: Record<string, string>) {
  const data = await account.kim.query(
    `mutation ($input: SmsOpenConversationInput!) {smsOpenConversation(input: $input) {conversation {id} error {code}}}`,
    {input},
  );
  return data.smsOpenConversation.conversation;
}
