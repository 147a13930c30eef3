import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {sendCampaign} from '../../server/domain/campaigns.js';
import type {TestAccount} from '../server/helpers/host.js';
import {addContact, addContactList, addThread, stranger} from './helpers/content.js';
import type {Person} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

async function openThread(account: TestAccount, person: Person) {
  await addThread(account, {with: person, messages: [{body: 'Hello'}]});
  const inbox = await world.open(account.kim);
  await inbox.openThread('Hello');
  return inbox;
}

describe('the state of a message', () => {
  it('goes through queued, sent and delivered, as the carrier takes and delivers it', async () => {
    const account = await world.account();
    const person = stranger('004');
    const inbox = await openThread(account, person);
    const release = world.carrier.hold(person.address);

    await inbox.sendMessage('Your results are in');
    const bubble = inbox.bubble('Your results are in');

    await bubble.getByText('Queued').waitFor();
    await bubble.getByText('Reception').waitFor();
    release();
    await bubble.getByText('Sent', {exact: true}).waitFor();
    const {gatewayMessageId} = world.carrier.takenFor(person.address)[0]!;
    await world.carrier.receipt({
      ...{gatewayMessageId, status: 'DELIVERED', reason: null, code: 'DELIVRD', retryable: false},
    });
    await bubble.getByText('Delivered').waitFor();
    assert.equal(await inbox.message('Your results are in').count(), 1);
  });

  it('is failed with the reason, without Retry where another try could not help', async () => {
    const account = await world.account();
    const inbox = await openThread(account, stranger('001'));

    await inbox.sendMessage('Are you there?');

    await inbox.bubble('Are you there?').getByText('Failed').waitFor();
    await inbox.message('Are you there?').getByText('The number is not in service.').waitFor();
    assert.equal(await inbox.button('Retry').count(), 0);
  });

  it('is failed with the reason and Retry, which sends the text once more', async () => {
    const account = await world.account();
    const person = stranger('002');
    const inbox = await openThread(account, person);
    await inbox.sendMessage('Please call us');
    const reason = 'The phone was switched off or out of reach for too long.';
    await inbox.message('Please call us').getByText(reason).waitFor();

    await inbox.button('Retry').click();

    await eventually(() => assert.equal(world.carrier.takenFor(person.address).length, 2));
    await inbox.message('Please call us').first().getByText('Sent again').waitFor();
    await eventually(async () =>
      assert.deepEqual(await inbox.bodies(), ['Hello', 'Please call us', 'Please call us']),
    );
  });

  it('is unknown where the host lost track, and nothing sends it again', async () => {
    const account = await world.account();
    const person = stranger();
    world.carrier.loseAnswers(person.address);
    const inbox = await openThread(account, person);

    await inbox.sendMessage('Did this arrive?');

    await inbox.bubble('Did this arrive?').getByText('Unknown').waitFor();
    await inbox
      .message('Did this arrive?')
      .getByText(/It may have arrived or not/)
      .waitFor();
    assert.equal(await inbox.button('Retry').count(), 0);
  });

  it('says what the host refused, keeps the text, and sends it by Retry once nothing stands against it', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);
    const setBalance = (balance_parts: number) =>
      world.host.db.updateTable('account').set({balance_parts}).where('id', '=', account.id).execute();
    await setBalance(0);

    await inbox.sendMessage('Nothing left to pay with');

    await inbox.bubble('Nothing left to pay with').getByText('Failed').waitFor();
    assert.equal((await inbox.hears('sms-chat-error')).detail.code, 'INSUFFICIENT_CREDIT');
    await setBalance(100);
    await inbox.button('Retry').click();
    await inbox.bubble('Nothing left to pay with').getByText('Delivered').waitFor();
    assert.equal(world.carrier.takenFor(person.address).length, 1);
  });

  it('lets the text be taken back into the composer, or dropped', async () => {
    const account = await world.account({balance: 0});
    const inbox = await openThread(account, stranger());
    await inbox.sendMessage('To be changed');

    await inbox.button('Edit').click();

    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'To be changed'));
    assert.equal(await inbox.message('To be changed').count(), 0);
    await inbox.composer.press('Enter');
    await inbox.button('Discard').click();
    await inbox.message('To be changed').waitFor({state: 'detached'});
  });
});

describe('one thread for each recipient', () => {
  it('holds all messages with them, whichever numbers they went through', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane'});
    const surgery = stranger().address;
    await account.addSender('VIRTUAL', surgery, {label: 'Surgery'});
    await addThread(account, {with: jane, messages: [{body: 'To reception'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Jane');

    await account.inbound('To the surgery', jane.address, surgery);
    await inbox.message('To the surgery').waitFor();
    await inbox.from.selectOption({label: 'Reception'});
    await inbox.sendMessage('From reception');

    await eventually(async () =>
      assert.deepEqual(await inbox.bodies(), ['To reception', 'To the surgery', 'From reception']),
    );
    assert.deepEqual(await inbox.names(), ['Jane']);
  });

  it('holds also what goes through the shared pool, whose number differs each time', async () => {
    const account = await world.account();
    const pool = [stranger().address, stranger().address];
    await world.host.db
      .insertInto('pool_number')
      .values(pool.map((address) => ({address})))
      .execute();
    await account.addSender('SHARED', null, {label: 'Shared number'});
    const jane = await addContact(account, {firstName: 'Jane'});
    const inbox = await openThread(account, jane);
    await inbox.from.selectOption({label: 'Shared number'});

    for (const body of ['First', 'Second']) {
      await inbox.sendMessage(body);
      await inbox.bubble(body).getByText('Delivered').waitFor();
    }
    const numbers = world.carrier.takenFor(jane.address).map(({sentFrom}) => sentFrom);
    assert.notEqual(numbers[0], numbers[1]);
    for (const [index, number] of numbers.entries()) {
      await account.inbound(`Answer ${index}`, jane.address, number);
    }

    await eventually(async () =>
      assert.deepEqual(await inbox.bodies(), ['Hello', 'First', 'Second', 'Answer 0', 'Answer 1']),
    );
    assert.deepEqual(await inbox.names(), ['Jane']);
  });
});

describe('a reply to a campaign', () => {
  it('appears in the thread of who replied, and an answer goes to them alone', async () => {
    const account = await world.account();
    const people = [
      await addContact(account, {firstName: 'Ada'}),
      await addContact(account, {firstName: 'Ben'}),
      await addContact(account, {firstName: 'Cleo'}),
    ] as const;
    const listId = await addContactList(account, people);
    const inbox = await world.open(account.kim);
    const campaign = {id: `campaign-${account.id}`, name: 'Flu shots', senderId: account.senderId, listId};
    const body = 'Dear {{first_name}}, book now';
    await sendCampaign(world.host.env, {accountId: account.id, body, ...campaign});
    await eventually(async () => assert.equal(await inbox.rows.count(), 3));

    await account.inbound('Yes please', people[1].address);
    await inbox.row('Yes please').click();

    await inbox.page.getByRole('heading', {name: 'Ben'}).waitFor();
    await inbox.bubble('Dear Ben, book now').getByText('Flu shots').waitFor();
    await inbox.sendMessage('Tuesday at nine');
    await eventually(() => {
      const got = people.map(({address}) => world.carrier.takenFor(address).map((sent) => sent.body));
      assert.deepEqual(got, [
        ['Dear Ada, book now'],
        ['Dear Ben, book now', 'Tuesday at nine'],
        ['Dear Cleo, book now'],
      ]);
    });
    await inbox.row('Ada').click();
    await eventually(async () => assert.deepEqual(await inbox.bodies(), ['Dear Ada, book now']));
  });
});

describe('two agents of an account', () => {
  it('see each other’s messages, by name, and what the other has read, live', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'Is anybody there?'}], unread: 1});
    const [kim, sam] = await Promise.all([world.open(account.kim), world.open(account.sam)]);
    const unreadOfSam = sam.row(person.number).locator('[part~="unread-count"]');
    await unreadOfSam.waitFor();

    await kim.openThread(person.number);
    await unreadOfSam.waitFor({state: 'detached'});
    await kim.sendMessage('Kim is here');
    await sam.row('Kim is here').waitFor();
    // What a thread was opened with counts as known; an answer to what has just come in is asked about.
    await sam.openThread(person.number);
    await sam.bubble('Kim is here').getByText('kim', {exact: true}).last().waitFor();
    await sam.sendMessage('So is Sam');
    await kim.bubble('So is Sam').getByText('sam', {exact: true}).last().waitFor();

    const bodies = ['Is anybody there?', 'Kim is here', 'So is Sam'];
    for (const agent of [kim, sam]) {
      await eventually(async () => assert.deepEqual(await agent.bodies(), bodies));
    }
  });
});
