import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {countSms} from '../../src/sms/index.js';
import {applyReceipt} from '../../server/domain/delivery.js';
import {sendCampaign} from '../../server/domain/campaigns.js';
import type {Receipt} from '../../server/gateway/gateway.js';
import {errorFields, freshNumber, startHost, waitFor} from './helpers/host.js';
import type {TestAccount, TestAgent} from './helpers/host.js';

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

async function addList(
  account: TestAccount,
  contacts: {address: string; first_name?: string}[],
): Promise<string> {
  const listId = crypto.randomUUID();
  await test.db
    .insertInto('contact_list')
    .values({account_id: account.id, id: listId, name: 'Patients'})
    .execute();
  for (const {address, first_name = null} of contacts) {
    const contact_id = crypto.randomUUID();
    await test.db
      .insertInto('contact')
      .values({
        account_id: account.id,
        id: contact_id,
        address,
        first_name,
        last_name: 'Reed',
        search_name: '',
        fields: '{}',
      })
      .execute();
    await test.db
      .insertInto('contact_list_member')
      .values({account_id: account.id, list_id: listId, contact_id})
      .execute();
  }
  return listId;
}

function campaign(account: TestAccount, listId: string, extra: Record<string, string> = {}) {
  const defaults = {
    accountId: account.id,
    id: crypto.randomUUID(),
    name: 'Flu season',
    senderId: account.senderId,
  };
  return {...defaults, listId, body: 'Hi {{first_name}}, book your flu shot', ...extra};
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

describe('R24 a recipient who opted out cannot be sent to', () => {
  const optOuts = ['STOP', ' stop. ', '"Stop"', 'stop all', 'Unsubscribe', 'OPT-OUT', 'optout!'];
  for (const word of optOuts) {
    it(`by ${word}`, async () => {
      const account = await test.account();
      const {id} = await account.inbound(word);
      assert.deepEqual((await account.kim.conversation(id)).sending, {allowed: false, reason: 'OPTED_OUT'});
      assert.equal((await account.kim.send(id, 'Hi')).error.code, 'OPTED_OUT');
      assert.equal((await account.kim.messages(id))[0].body, word);
    });
  }

  it('but not by words inside others, nor by everyday words', async () => {
    const account = await test.account();
    for (const body of ['please stop', 'Stop by at nine', 'CANCEL', 'END', 'quit', 'YES', '']) {
      const {id} = await account.inbound(body);
      assert.deepEqual([body, (await account.kim.conversation(id)).sending.allowed], [body, true]);
    }
  });

  it('by CANCEL where carriers take it so, and by an account’s own words', async () => {
    const american = await test.account({country: 'US'});
    const {id} = await american.inbound('Cancel');
    assert.equal((await american.kim.conversation(id)).sending.allowed, false);
    const own = await test.account();
    await test.db
      .updateTable('account')
      .set({opt_out_words: JSON.stringify(['BASTA'])})
      .where('id', '=', own.id)
      .execute();
    assert.equal((await own.kim.conversation((await own.inbound('basta')).id)).sending.allowed, false);
    assert.equal((await own.kim.conversation((await own.inbound('STOP')).id)).sending.allowed, true);
  });

  for (const word of ['START', 'unstop', 'Yes']) {
    it(`until they write ${word}`, async () => {
      const account = await test.account();
      const {id, from} = await account.inbound('STOP');
      const before = await account.head();
      await account.inbound(word, from);
      assert.equal((await account.kim.send(id, 'Welcome back')).error, null);
      const [event] = await account.kim.eventsAfter(before);
      assert.equal(event!.conversation.sending.allowed, true);
    });
  }

  it('nor by a campaign, which says whom it left out', async () => {
    const account = await test.account();
    const [ann, bob, eve] = [freshNumber(), freshNumber(), freshNumber()];
    const listId = await addList(account, [
      {address: ann, first_name: 'Ann'},
      {address: bob},
      {address: eve, first_name: 'Eve'},
    ]);
    await account.inbound('STOP', eve);
    const sent = campaign(account, listId);
    const result = await sendCampaign(test.env, sent);
    const {id, name} = sent;
    assert.deepEqual(result, {id, name, recipients: 1, skippedOptedOut: 1, skippedMissingValue: 1, parts: 1});
    assert.deepEqual(await sendCampaign(test.env, sent), result);
    assert.equal((await account.kim.messages(await account.conversationWith(ann))).length, 1);
    await assert.rejects(sendCampaign(test.env, {...sent, body: 'Other'}), /Another campaign/);
  });

  it('a campaign beyond one transaction’s size reaches everyone once', async () => {
    const account = await test.account();
    const contacts = Array.from({length: 230}, () => ({address: freshNumber(), first_name: 'Ann'}));
    const listId = await addList(account, contacts);
    const sent = campaign(account, listId);
    const results = await Promise.all([sendCampaign(test.env, sent), sendCampaign(test.env, sent)]);
    assert.deepEqual(
      results.map(({recipients}) => recipients),
      [230, 230],
    );
    const {balance_parts: balance} = await test.db
      .selectFrom('account')
      .select('balance_parts')
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow();
    assert.equal(balance, 100_000 - 230);
    await test.sendsSettled(account.id);
  });
});
