import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {conversationFields, countersFields, errorFields, sendMutation} from './helpers/fields.js';
import {freshNumber, startHost} from './helpers/host.js';
import type {TestAgent} from './helpers/host.js';

const test = await startHost();

function markRead(agent: TestAgent, conversationId: string, upToPosition: number) {
  return agent
    .query(
      `mutation ($input: SmsMarkReadInput!) {smsMarkRead(input: $input) {
        conversation {${conversationFields}} counters {${countersFields}} syncCursor ${errorFields}}}`,
      {input: {conversationId, upToPosition}},
    )
    .then((data) => data.smsMarkRead);
}

function markAllRead(agent: TestAgent, upTo: string) {
  return agent
    .query(
      `mutation ($upTo: SmsCursor!) {smsMarkAllRead(input: {upTo: $upTo}) {
        counters {${countersFields}} syncCursor ${errorFields}}}`,
      {upTo},
    )
    .then((data) => data.smsMarkAllRead);
}

describe('R12 a mutation answers with the state after it, and with the cursor at which that shows', () => {
  it('events up to the cursor hold the change, those after it do not', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const before = await account.head();
    const {conversation, counters, syncCursor} = await markRead(account.kim, id, 1);
    assert.equal(conversation.unreadCount, 0);
    assert.equal(counters.unreadMessages, 0);
    assert.deepEqual(await account.kim.conversation(id), conversation);
    assert.deepEqual(await account.kim.counters(), counters);
    assert.deepEqual(await account.kim.eventsAfter(syncCursor), []);
    assert.equal((await account.kim.eventsAfter(before)).length, 2);
  });

  it('also where nothing changes', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const head = await account.head();
    assert.equal((await markRead(account.kim, id, 0)).syncCursor, head);
  });
});

describe('R13 every mutation is safe to repeat', () => {
  it('a read marker only moves forward, and never past the end', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('One');
    await account.inbound('Two', from);
    assert.equal((await markRead(account.kim, id, 2)).conversation.readPosition, 2);
    assert.equal((await markRead(account.kim, id, 1)).conversation.readPosition, 2);
    assert.equal((await markRead(account.kim, id, 99)).conversation.readPosition, 2);
    await account.inbound('Three', from);
    assert.equal((await account.kim.conversation(id)).unreadCount, 1);
  });

  it('opening a thread gets the one that is there', async () => {
    const account = await test.account();
    const address = freshNumber();
    const open = () =>
      account.kim
        .query(
          `mutation {smsOpenConversation(input: {address: "${address}"}) {conversation {id} created syncCursor}}`,
        )
        .then((data) => data.smsOpenConversation);
    const [first, second] = await Promise.all([open(), open()]);
    assert.equal(first.conversation.id, second.conversation.id);
    assert.deepEqual([first.created, second.created].sort(), [false, true]);
  });

  it('saving a contact gets the one that is there, as it is', async () => {
    const account = await test.account();
    const create = (input: Record<string, unknown>) =>
      account.kim
        .query(
          `mutation ($input: SmsCreateContactInput!) {smsCreateContact(input: $input) {
            contact {id displayName fields {key value}} created ${errorFields}}}`,
          {input},
        )
        .then((data) => data.smsCreateContact);
    const address = freshNumber();
    const first = await create({
      address,
      firstName: ' Zoë ',
      lastName: 'Li',
      fields: [{key: 'Clinic', value: 'North'}],
    });
    assert.equal(first.created, true);
    assert.equal(first.contact.displayName, 'Zoë Li');
    assert.deepEqual(first.contact.fields, [
      {key: 'first_name', value: 'Zoë'},
      {key: 'last_name', value: 'Li'},
      {key: 'clinic', value: 'North'},
    ]);
    const second = await create({address: `0${address.slice(3)}`, firstName: 'Someone else'});
    assert.deepEqual(second, {...first, created: false});
  });

  it('marking all as read again changes nothing', async () => {
    const account = await test.account();
    await account.inbound('Hello');
    const first = await markAllRead(account.kim, await account.head());
    assert.deepEqual(await markAllRead(account.kim, first.syncCursor), first);
  });
});

describe('R14 one send makes one message', () => {
  it('concurrent duplicates name the same message and reach the gateway once', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    let arrived = 0;
    const stop = test.gateway.onHandsetMessage((address, {direction}) => {
      if (address === from && direction === 'RECEIVED') arrived++;
    });
    const input = {clientMessageId: crypto.randomUUID()};
    const answers = await Promise.all(Array.from({length: 10}, () => account.kim.send(id, 'Hi', input)));
    await test.sendsSettled(account.id);
    stop();
    assert.equal(new Set(answers.map(({message}) => message.id)).size, 1);
    assert.equal(answers.filter(({deduplicated}) => !deduplicated).length, 1);
    assert.equal(arrived, 1);
    const later = await account.kim.send(id, 'Hi', input);
    assert.deepEqual([later.deduplicated, later.message.id], [true, answers[0]!.message.id]);
  });

  it('other content under a known id is IDEMPOTENCY_MISMATCH, and nothing is sent', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const {id: otherId} = await account.inbound('Hello');
    const input = {clientMessageId: crypto.randomUUID()};
    await account.kim.send(id, 'Hi', input);
    for (const answer of [
      await account.kim.send(id, 'Hi!', input),
      await account.kim.send(otherId, 'Hi', input),
      await account.kim.send(id, 'Hi', {...input, senderId: account.senderId}),
    ]) {
      assert.equal(answer.error.code, 'IDEMPOTENCY_MISMATCH');
      assert.equal(answer.message, null);
    }
    assert.equal((await account.kim.messages(id)).length, 2);
  });

  it('the same id in two threads at once is one message', async () => {
    const account = await test.account();
    const threads = [await account.inbound('Hello'), await account.inbound('Hello')];
    const input = {clientMessageId: crypto.randomUUID()};
    const answers = await Promise.all(threads.map(({id}) => account.kim.send(id, 'Hi', input)));
    assert.deepEqual(answers.map(({error}) => error?.code).sort(), ['IDEMPOTENCY_MISMATCH', undefined]);
  });

  it('a repeat is answered even when the message could not be sent any more', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    const input = {
      clientMessageId: crypto.randomUUID(),
      notAfter: new Date(Date.now() + 60_000).toISOString(),
    };
    const first = await account.kim.send(id, 'Hi', input);
    await account.inbound('STOP', from);
    const again = await account.kim.send(id, 'Hi', {
      ...input,
      notAfter: new Date(0).toISOString(),
      seenPosition: 0,
    });
    assert.deepEqual([again.deduplicated, again.message.id, again.error], [true, first.message.id, null]);
  });

  it('the message can be asked for by the id', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const clientMessageId = crypto.randomUUID();
    const {message} = await account.kim.send(id, 'Hi', {clientMessageId});
    const ask = (clientId: string) =>
      account.kim
        .query('query ($id: ID!) {smsMessageByClientId(clientMessageId: $id) {id}}', {id: clientId})
        .then((data) => data.smsMessageByClientId);
    assert.deepEqual(await ask(clientMessageId), {id: message.id});
    assert.equal(await ask(crypto.randomUUID()), null);
  });
});

it('R15 positions rise in commit order, each once', async () => {
  const account = await test.account();
  const {id, from} = await account.inbound('Hello');
  await Promise.all([
    ...Array.from({length: 10}, (_, index) => account.kim.send(id, `Out ${index}`)),
    ...Array.from({length: 10}, (_, index) => account.inbound(`In ${index}`, from)),
  ]);
  const messages = await account.kim.messages(id);
  assert.deepEqual(
    messages.map(({position}: {position: number}) => position),
    Array.from({length: 21}, (_, index) => index + 1),
  );
});

describe('sending is refused', () => {
  const refused = async (
    agent: TestAgent,
    conversationId: string,
    body: string,
    input: Record<string, unknown> = {},
  ) => {
    const {message, error} = await agent.send(conversationId, body, input);
    assert.equal(message, null);
    return error;
  };

  it('in a thread that is not there', async () => {
    const account = await test.account();
    assert.equal((await refused(account.kim, crypto.randomUUID(), 'Hi')).code, 'NOT_FOUND');
  });

  it('without a text, with one that is too long, or with too many parts', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    for (const nothing of [' \n ', '\u200b', '\u00a0\ufeff\u2060'])
      assert.equal((await refused(account.kim, id, nothing)).code, 'EMPTY_BODY');
    assert.equal((await refused(account.kim, id, 'a'.repeat(4 * 153 + 1))).code, 'TOO_MANY_PARTS');
    assert.equal((await refused(account.kim, id, 'a'.repeat(4_001))).code, 'INVALID_INPUT');
    assert.equal((await account.kim.send(id, 'a'.repeat(4 * 153))).message.parts, 4);
  });

  it('with merge fields that nobody knows, or that the recipient has no value for', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    const unknown = await refused(account.kim, id, 'Hi {{shoe_size}}');
    assert.deepEqual([unknown.code, unknown.field], ['UNKNOWN_MERGE_FIELD', 'body']);
    assert.equal((await refused(account.kim, id, 'Hi {{first_name}}')).code, 'MISSING_MERGE_VALUE');
    assert.equal((await account.kim.send(id, 'Hi {{first_name|there}}')).message.body, 'Hi there');
    await account.kim.query(
      `mutation {smsCreateContact(input: {address: "${from}", firstName: "Ada"}) {created}}`,
    );
    assert.equal((await account.kim.send(id, 'Hi {{ First_Name }}')).message.body, 'Hi Ada');
  });

  it('after its time', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const error = await refused(account.kim, id, 'Hi', {notAfter: new Date(Date.now() - 1000).toISOString()});
    assert.equal(error.code, 'EXPIRED');
  });

  it('when another agent has written since, and only then', async () => {
    const account = await test.account();
    const {id, from} = await account.inbound('Hello');
    await account.sam.send(id, 'I have this one');
    assert.equal((await refused(account.kim, id, 'Hi', {seenPosition: 1})).code, 'CONVERSATION_CHANGED');
    await account.inbound('Thanks', from);
    assert.equal((await account.kim.send(id, 'Hi', {seenPosition: 2})).error, null);
    assert.equal((await account.kim.send(id, 'Hi again', {seenPosition: 2})).error, null);
    assert.equal((await account.sam.send(id, 'Sorry', {})).error, null);
  });

  it('through a sender that is unknown or not ready', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    const pending = await account.addSender('ALPHANUMERIC', 'HARBOUR', {
      status: 'PENDING',
      status_reason: 'Registration is under way.',
    });
    assert.equal((await refused(account.kim, id, 'Hi', {senderId: 'nobody'})).code, 'NOT_FOUND');
    const error = await refused(account.kim, id, 'Hi', {senderId: pending});
    assert.deepEqual([error.code, error.message], ['SENDER_NOT_READY', 'Registration is under way.']);
  });

  it('without credit, whoever spends the last of it', async () => {
    const account = await test.account({balance: 3});
    const {id} = await account.inbound('Hello');
    const answers = await Promise.all(Array.from({length: 5}, () => account.kim.send(id, 'Hi')));
    assert.equal(answers.filter(({message}) => message).length, 3);
    assert.deepEqual(
      answers.filter(({error}) => error).map(({error}) => error.code),
      ['INSUFFICIENT_CREDIT', 'INSUFFICIENT_CREDIT'],
    );
    assert.equal((await account.kim.messages(id)).length, 4);
  });

  it('with ids and times that no client makes, as bad input', async () => {
    const account = await test.account();
    const {id} = await account.inbound('Hello');
    for (const input of [{clientMessageId: ''}, {clientMessageId: 'a b'}, {notAfter: 'soon'}]) {
      const {errors} = await account.kim.ask(sendMutation, {
        input: {clientMessageId: crypto.randomUUID(), conversationId: id, body: 'Hi', ...input},
      });
      assert.equal(errors?.[0]?.extensions.code, 'BAD_USER_INPUT');
    }
  });
});

it('refuses an agent who sends too fast, and says when to try again', async () => {
  const slow = await startHost({settings: {sendRate: {burst: 2, perMinute: 1}}});
  const account = await slow.account();
  const {id} = await account.inbound('Hello');
  const first = {clientMessageId: crypto.randomUUID()};
  await account.kim.send(id, 'One', first);
  await account.kim.send(id, 'Two');
  const {error} = await account.kim.send(id, 'Three');
  assert.equal(error.code, 'RATE_LIMITED');
  assert.ok(error.retryable && error.retryAfterMs > 0 && error.retryAfterMs <= 60_000);
  assert.equal((await account.sam.send(id, 'Four')).error, null);
  assert.equal((await account.kim.send(id, 'One', first)).deduplicated, true);
});

describe('marking all as read', () => {
  it('leaves unread what the caller has not seen', async () => {
    const account = await test.account();
    const seen = await account.inbound('Seen');
    await account.inbound('Also seen');
    const upTo = await account.head();
    await account.inbound('Not seen', seen.from);
    const before = await account.head();
    const {counters, error} = await markAllRead(account.kim, upTo);
    assert.equal(error, null);
    assert.deepEqual([counters.unreadMessages, counters.unreadConversations], [1, 1]);
    assert.equal((await account.kim.conversation(seen.id)).readPosition, 1);
    const [event, counted] = await account.kim.eventsAfter(before);
    assert.equal(event!.__typename, 'SmsAllRead');
    assert.equal(event!.upTo, upTo);
    assert.deepEqual(event!.stillUnread, [{id: seen.id, unreadCount: 1}]);
    assert.deepEqual(counted!.counters, counters);
  });

  it('refuses a position that is not in the log', async () => {
    const account = await test.account();
    await account.inbound('Hello');
    assert.equal((await markAllRead(account.kim, 'nowhere')).error.code, 'INVALID_INPUT');
    assert.equal((await account.kim.counters()).unreadMessages, 1);
  });
});

describe('opening a thread', () => {
  const open = (agent: TestAgent, input: Record<string, unknown>) =>
    agent
      .query(
        `mutation ($input: SmsOpenConversationInput!) {smsOpenConversation(input: $input) {
          conversation {id address state} created ${errorFields}}}`,
        {input},
      )
      .then((data) => data.smsOpenConversation);

  it('takes exactly one of conversation, contact and address', async () => {
    const account = await test.account();
    assert.equal((await open(account.kim, {})).error.code, 'INVALID_INPUT');
    const both = {conversationId: 'x', address: freshNumber()};
    assert.equal((await open(account.kim, both)).error.code, 'INVALID_INPUT');
  });

  it('refuses what is not there, and what is no mobile number', async () => {
    const account = await test.account();
    assert.equal((await open(account.kim, {conversationId: 'x'})).error.code, 'NOT_FOUND');
    assert.equal((await open(account.kim, {contactId: 'x'})).error.code, 'NOT_FOUND');
    for (const address of ['', 'hello', '0491 570 156 ext 5', '02 9999 0000', '+61', 'Jane 0491570156']) {
      const {error} = await open(account.kim, {address});
      assert.deepEqual([address, error.code, error.field], [address, 'INVALID_ADDRESS', 'address']);
    }
    assert.equal((await open(account.kim, {address: '19999'})).conversation.address, '19999');
  });

  it('a contact without a thread gets one', async () => {
    const account = await test.account();
    const address = freshNumber();
    const data = await account.kim.query(
      `mutation {smsCreateContact(input: {address: "${address}", lastName: "Reed"}) {contact {id}}}`,
    );
    const opened = await open(account.kim, {contactId: data.smsCreateContact.contact.id});
    assert.deepEqual([opened.created, opened.conversation.address], [true, address]);
  });
});
