import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {countSms} from '../../src/sms/index.js';
import {sendCampaign} from '../../server/domain/campaigns.js';
import {errorFields} from './helpers/fields.js';
import {addList, campaign} from './helpers/campaigns.js';
import {freshNumber, inDigits, startHost} from './helpers/host.js';
import type {TestAgent} from './helpers/host.js';

const test = await startHost();

function close(agent: TestAgent, conversationId: string, seenPosition: number) {
  return agent
    .query(
      `mutation ($input: SmsCloseConversationInput!) {smsCloseConversation(input: $input) {
        conversation {state unreadCount} ${errorFields}}}`,
      {input: {conversationId, seenPosition}},
    )
    .then((data) => data.smsCloseConversation);
}

async function addPool(...numbers: string[]) {
  await test.db
    .insertInto('pool_number')
    .values(numbers.map((address) => ({address})))
    .execute();
}

describe('R16 one thread for each recipient', () => {
  it('whichever of the account’s numbers they write to', async () => {
    const account = await test.account();
    const second = freshNumber();
    await account.addSender('VIRTUAL', second);
    const {id, from} = await account.inbound('To the first');
    assert.equal((await account.inbound('To the second', from, second)).id, id);
    const messages = await account.kim.messages(id);
    assert.deepEqual(
      messages.map(({sender}: {sender: {address: string}}) => sender.address),
      [account.number, second],
    );
  });

  it('a reply to a campaign lands in its sender’s thread, and an answer goes to them alone', async () => {
    const account = await test.account();
    const [ann, bob] = [freshNumber(), freshNumber()];
    const listId = await addList(account, [
      {address: ann, first_name: 'Ann'},
      {address: bob, first_name: 'Bob'},
    ]);
    const {recipients} = await sendCampaign(test.env, campaign(account, listId));
    assert.equal(recipients, 2);
    const {id} = await account.inbound('Yes please', ann);
    await account.kim.send(id, 'Tuesday at nine?');
    await test.sendsSettled(account.id);
    const thread = await account.kim.messages(id);
    assert.deepEqual(
      thread.map(({body, campaignName}: {body: string; campaignName: string}) => [body, campaignName]),
      [
        ['Hi Ann, book your flu shot', 'Flu season'],
        ['Yes please', null],
        ['Tuesday at nine?', null],
      ],
    );
    assert.deepEqual([thread[0].author, thread[0].clientMessageId], [null, null]);
    assert.equal((await account.kim.messages(await account.conversationWith(bob))).length, 1);
  });

  it('replies to any number of the shared pool come to the one thread', async () => {
    const pool = [freshNumber(), freshNumber(), freshNumber()];
    await addPool(...pool);
    const [account, other] = [await test.account(), await test.account()];
    const senderId = await account.addSender('SHARED', null);
    const otherSender = await other.addSender('SHARED', null);
    const {id, from} = await account.inbound('Hello');
    const {id: otherId} = await other.inbound('Hello', from);
    for (const body of ['One', 'Two', 'Three']) await account.kim.send(id, body, {senderId});
    await test.sendsSettled(account.id);
    const used = await test.db
      .selectFrom('message')
      .select('sender_address')
      .where('conversation_id', '=', id)
      .where('direction', '=', 'OUTBOUND')
      .execute();
    const numbers = used.map(({sender_address: address}) => address!);
    assert.equal(new Set(numbers).size, 3);
    for (const number of numbers) await test.gateway.writeFrom(from, number, `Reply to ${number}`);
    assert.equal((await account.kim.messages(id)).length, 7);
    const {lastSender} = await account.kim.conversation(id);
    assert.deepEqual(lastSender, {id: senderId, kind: 'SHARED'});

    // Another account wrote to the same handset from the pool: what answers that number is theirs.
    await other.kim.send(otherId, 'From the other account', {senderId: otherSender});
    await test.sendsSettled(other.id);
    const last = await test.db
      .selectFrom('message')
      .select('sender_address')
      .where('conversation_id', '=', otherId)
      .where('direction', '=', 'OUTBOUND')
      .executeTakeFirstOrThrow();
    await test.gateway.writeFrom(from, last.sender_address!, 'For the other account');
    assert.equal((await other.kim.messages(otherId)).at(-1).body, 'For the other account');
  });

  it('an inbound message that the carrier repeats is one message', async () => {
    const account = await test.account();
    const from = freshNumber();
    await Promise.all(
      [1, 2, 3].map(() => test.gateway.writeFrom(from, account.number, 'Hello', 'carrier-1')),
    );
    const id = await account.conversationWith(from);
    assert.equal((await account.kim.messages(id)).length, 1);
    assert.equal((await account.kim.counters()).unreadMessages, 1);
  });
});

it('R17 a message to or from a closed conversation opens it again', async () => {
  const account = await test.account();
  const {id, from} = await account.inbound('Hello');
  for (const write of [() => account.inbound('Again', from), () => account.kim.send(id, 'Hi')]) {
    const {messages} = {messages: await account.kim.messages(id)};
    await close(account.kim, id, messages.length);
    assert.equal((await account.kim.conversation(id)).state, 'CLOSED');
    const before = await account.head();
    await write();
    const event = (await account.kim.eventsAfter(before)).find(
      ({__typename}) => __typename === 'SmsMessageAdded',
    );
    assert.equal(event!.conversation.state, 'OPEN');
  }
});

describe('R18 closing', () => {
  it('with something newer in the thread answers CONVERSATION_CHANGED and leaves it open', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    await account.inbound('One more thing', from);
    assert.equal((await close(account.kim, id, 1)).error.code, 'CONVERSATION_CHANGED');
    assert.equal((await account.kim.conversation(id)).state, 'OPEN');
    assert.equal((await close(account.kim, id, 2)).error, null);
    assert.equal((await close(account.kim, id, 2)).error, null);
  });

  it('hides the thread and leaves no unread count behind', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    assert.deepEqual((await close(account.kim, id, 1)).conversation, {state: 'CLOSED', unreadCount: 0});
    assert.equal((await account.kim.counters()).unreadMessages, 0);
    const list = (filter: string) =>
      account.kim
        .query(`{smsConversations(filter: ${filter}) {edges {node {id}}}}`)
        .then((data) => data.smsConversations.edges.length);
    assert.equal(await list('{}'), 0);
    assert.equal(await list('{state: CLOSED}'), 1);
    assert.equal(await list('{state: null}'), 1);
  });
});

it('R19 lastSender is that of the newest message, in either direction', async () => {
  const account = await test.account();
  const other = freshNumber();
  const otherId = await account.addSender('VIRTUAL', other);
  const {id, from} = await account.inbound('Hello');
  assert.equal((await account.kim.conversation(id)).lastSender.id, account.senderId);
  await account.kim.send(id, 'Hi', {senderId: otherId});
  assert.equal((await account.kim.conversation(id)).lastSender.id, otherId);
  await account.inbound('Thanks', from);
  assert.equal((await account.kim.conversation(id)).lastSender.id, account.senderId);
  // Left to the host, the answer goes out from there.
  assert.equal((await account.kim.send(id, 'You are welcome')).message.sender.id, account.senderId);
});

it('R21 counters are absolute, rise in version, and agree with the threads', async () => {
  const account = await test.account();
  const before = await account.head();
  const {id, from} = await account.inbound('One');
  await Promise.all([account.inbound('Two', from), account.inbound('Three'), account.inbound('Four')]);
  const read = (agent: TestAgent) =>
    agent.query(`mutation {smsMarkRead(input: {conversationId: "${id}", upToPosition: 2}) {syncCursor}}`);
  await Promise.all([read(account.kim), read(account.sam)]);
  const {version, ...counters} = await account.sam.counters();
  assert.deepEqual(counters, {unreadMessages: 2, unreadConversations: 2});
  const changes = (await account.kim.eventsAfter(before)).filter(({counters}) => counters);
  changes.reduce((last, {counters}) => {
    assert.ok(counters.version > last && counters.unreadMessages >= 0);
    return counters.version;
  }, 0);
  assert.deepEqual(changes.at(-1)!.counters, {version, ...counters});
});

it('R22 two ways to write a number are one recipient', async () => {
  const account = await test.account();
  const from = freshNumber();
  const {id} = await account.inbound('Hello', from);
  const national = `0${from.slice(3)}`;
  const ways = [
    national,
    from.slice(1),
    `+61 ${from.slice(3)}`,
    `\u202a${national}\u202c`,
    `(${national.slice(0, 4)}) ${national.slice(4)}`,
    inDigits(national, '٠'),
    `＋${inDigits(from.slice(1), '０')}`,
  ];
  for (const address of ways) {
    const data = await account.kim.query(
      `mutation ($address: SmsAddress!) {smsOpenConversation(input: {address: $address}) {conversation {id} error {code}}}`,
      {address},
    );
    assert.deepEqual([address, data.smsOpenConversation.conversation?.id], [address, id]);
  }
});

it('R23 parts are counted after merge fields, and stored', async () => {
  const account = await test.account();
  const {id, from} = await account.inbound('Hello');
  await account.kim.query(
    `mutation {smsCreateContact(input: {address: "${from}", firstName: "Zoë’s"}) {created}}`,
  );
  const padding = 'a'.repeat(70);
  const {message} = await account.kim.send(id, `{{first_name}}\r\n${padding}`);
  assert.equal(message.body, `Zoë’s\n${padding}`);
  const {parts, encoding} = countSms(message.body);
  assert.deepEqual([message.parts, message.encoding], [parts, encoding]);
  assert.deepEqual([parts, encoding], [2, 'UCS_2']);
});
