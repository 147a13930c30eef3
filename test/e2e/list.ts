import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {formatListDate} from '../../src/shared/dates.js';
import {addContact, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';
import type {TestAccount} from '../server/helpers/host.js';

const world = await startWorld();
const DAY_MS = 86_400_000;
const SELECT = 'Select a conversation to read and answer it.';

/** Saved contacts, each with a thread; the last is the one with the newest message. */
async function addThreads(account: TestAccount, names: readonly string[]) {
  for (const [index, firstName] of names.entries()) {
    const person = await addContact(account, {firstName});
    const at = new Date(Date.now() - (names.length - index) * 60_000);
    await addThread(account, {with: person, messages: [{body: `Hello from ${firstName}`, at}]});
  }
}

describe('the conversations', () => {
  it('stand with the newest activity first, and move up when a message comes', async () => {
    const account = await world.account();
    const ada = await addContact(account, {firstName: 'Ada'});
    await addThread(account, {with: ada, messages: [{body: 'Early', at: new Date(Date.now() - DAY_MS)}]});
    await addThreads(account, ['Ben', 'Cleo']);
    const inbox = await world.open(account.kim);
    await eventually(async () => assert.deepEqual(await inbox.names(), ['Cleo', 'Ben', 'Ada']));

    await account.inbound('Are you there?', ada.address);

    await eventually(async () => assert.deepEqual(await inbox.names(), ['Ada', 'Cleo', 'Ben']));
  });

  it('say name, or number where the recipient is no contact, preview, time and unread messages', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    const other = stranger();
    const long = `Could I move my appointment ${'please '.repeat(40)}`;
    const yesterday = new Date(Date.now() - DAY_MS);
    await addThread(account, {with: jane, messages: [{body: 'First'}, {body: long}], unread: 2});
    await addThread(account, {with: other, messages: [{body: 'Thanks', at: yesterday}]});

    const inbox = await world.open(account.kim);

    const first = inbox.row('Jane Citizen');
    await first.waitFor();
    assert.match(await first.innerText(), /Could I move my appointment please/);
    await inbox.list.getByRole('button', {name: /^Jane Citizen, 2 unread messages, Could I move/}).waitFor();
    await first.locator('[part~="unread-count"]').getByText('2', {exact: true}).waitFor();
    const second = inbox.row(other.number);
    assert.match(await second.innerText(), /Thanks/);
    assert.equal(
      (await second.getByRole('time').innerText()).trim(),
      formatListDate(yesterday.toISOString(), 'en'),
    );
  });

  it('wear a blue badge while messages are unread', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}], unread: 1});
    const inbox = await world.open(account.kim);

    const badge = inbox.row('Hello').locator('[part~="unread-count"]');

    const [red, green, blue] = await badge.evaluate((element) => {
      const context = new OffscreenCanvas(1, 1).getContext('2d')!;
      context.fillStyle = getComputedStyle(element).backgroundColor;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    });
    assert.ok(blue! > red! && blue! > green!, `${red} ${green} ${blue}`);
  });

  it('open by click', async () => {
    const account = await world.account();
    await addThreads(account, ['Ada', 'Ben']);
    const inbox = await world.open(account.kim);

    await inbox.row('Ada').click();

    await inbox.page.getByRole('heading', {name: 'Ada'}).waitFor();
    await inbox.message('Hello from Ada').waitFor();
  });

  it('are walked with arrow keys, Home and End, and open with Enter', async () => {
    const account = await world.account();
    await addThreads(account, ['Dora', 'Carl', 'Ben', 'Ada']);
    const inbox = await world.open(account.kim);
    const {page} = inbox;
    const hasFocus = (name: string) =>
      eventually(async () =>
        assert.ok(await inbox.row(name).evaluate((element) => element.matches(':focus')), name),
      );
    await inbox.row('Ada').focus();

    await page.keyboard.press('ArrowDown');
    await hasFocus('Ben');
    await page.keyboard.press('End');
    await hasFocus('Dora');
    await page.keyboard.press('ArrowUp');
    await hasFocus('Carl');
    await page.keyboard.press('Home');
    await hasFocus('Ada');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await page.getByRole('heading', {name: 'Ben'}).waitFor();
  });

  it('are loaded further as the list is scrolled, to the last one', async () => {
    const account = await world.account();
    const names = Array.from({length: 75}, (_, i) => `Person ${String(i).padStart(2, '0')}`);
    await addThreads(account, names);
    const inbox = await world.open(account.kim);
    await inbox.row('Person 74').waitFor();
    await inbox.list.hover();

    await eventually(async () => {
      await inbox.page.mouse.wheel(0, 2_000);
      assert.equal(await inbox.row('Person 00').count(), 1);
    });

    const last = inbox.rows.filter({hasText: 'Person 00'});
    assert.equal(await last.getAttribute('aria-posinset'), '75');
    assert.equal(await last.getAttribute('aria-setsize'), '75');
  });

  it('say so while there are none', async () => {
    const {kim} = await world.account();

    const inbox = await world.open(kim);

    await inbox.text('No conversations yet.').waitFor();
    assert.equal(await inbox.text(SELECT).count(), 0);
    await inbox.button('Start a chat').click();
    await inbox.dialog('New chat').waitFor();
  });
});

describe('searching', () => {
  it('runs by Enter, over names, and Clear brings the whole list back', async () => {
    const account = await world.account();
    await addThreads(account, ['Ada', 'Ben', 'Cleo']);
    const inbox = await world.open(account.kim);
    await inbox.row('Ben').waitFor();
    assert.equal(await inbox.button('Clear').count(), 0);

    await inbox.search.fill('ben');
    await inbox.button('Clear').waitFor();
    assert.equal(await inbox.rows.count(), 3);
    await inbox.search.press('Enter');

    await eventually(async () => assert.deepEqual(await inbox.names(), ['Ben']));
    await inbox.button('Clear').click();
    await eventually(async () => assert.deepEqual(await inbox.names(), ['Cleo', 'Ben', 'Ada']));
    assert.equal(await inbox.search.inputValue(), '');
    assert.equal(await inbox.button('Clear').count(), 0);
  });

  it('runs by the button Search', async () => {
    const account = await world.account();
    await addThreads(account, ['Ada', 'Ben']);
    const inbox = await world.open(account.kim);
    await inbox.row('Ben').waitFor();

    await inbox.search.fill('ada');
    await inbox.button('Search').click();

    await eventually(async () => assert.deepEqual(await inbox.names(), ['Ada']));
  });

  it('finds a number in any way of writing it', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'It is me'}]});
    await addThread(account, {with: stranger(), messages: [{body: 'Somebody else'}]});
    const inbox = await world.open(account.kim);
    await inbox.row('It is me').waitFor();
    const national = person.number.replaceAll(' ', '');
    const local = national.slice(1);

    for (const written of [
      person.address,
      person.number,
      national,
      `0${local.slice(0, 3)}-${local.slice(3)}`,
      `+61 (0) ${local}`,
      `(+61) ${local.slice(0, 3)}.${local.slice(3, 6)}.${local.slice(6)}`,
      local,
      `\t${local}\0`,
    ]) {
      await inbox.search.fill(written);
      await inbox.search.press('Enter');
      await eventually(async () => assert.deepEqual(await inbox.names(), [person.number], written));
      await inbox.button('Clear').click();
      await eventually(async () => assert.equal(await inbox.rows.count(), 2));
    }
  });

  it('says when nothing matches, and offers to start a chat with what was searched for', async () => {
    const account = await world.account();
    await addThreads(account, ['Ada']);
    const inbox = await world.open(account.kim);
    await inbox.row('Ada').waitFor();
    await inbox.text(SELECT).waitFor();

    await inbox.search.fill('0491 570 156');
    await inbox.search.press('Enter');

    await inbox.text('No conversations match “0491 570 156”.').waitFor();
    assert.equal(await inbox.text(SELECT).count(), 0);
    await inbox.button('Start a chat').click();
    const to = inbox.dialog('New chat').getByRole('combobox', {name: 'To'});
    await to.waitFor();
    assert.equal(await to.inputValue(), '0491 570 156');
  });
});

describe('More options', () => {
  it('clears every unread badge by Mark all as read, on the list and off it', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'One'}], unread: 1});
    await addThread(account, {with: stranger(), messages: [{body: 'Two'}, {body: 'Three'}], unread: 2});
    const inbox = await world.open(account.kim, {
      body: `<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge><sms-chat endpoint="/graphql"></sms-chat>`,
    });
    await inbox.page.getByRole('link', {name: 'SMS Chat, 3 unread messages'}).waitFor();

    await inbox.button('More options').click();
    await inbox.page.getByRole('menuitem', {name: 'Mark all as read'}).click();

    await inbox.page.getByRole('link', {name: 'SMS Chat', exact: true}).waitFor();
    await eventually(async () => assert.equal(await inbox.list.locator('[part~="unread-count"]').count(), 0));
    assert.equal((await account.kim.counters()).unreadMessages, 0);
  });

  it('offers no filter where the account has one virtual number', async () => {
    const account = await world.account();
    await addThreads(account, ['Ada']);
    const inbox = await world.open(account.kim);
    await inbox.row('Ada').waitFor();

    await inbox.button('More options').click();

    await inbox.page.getByRole('menuitem', {name: 'Mark all as read'}).waitFor();
    assert.equal(await inbox.page.getByRole('group').count(), 0);
    assert.equal(await inbox.page.getByRole('menuitemradio').count(), 0);
  });

  it('filters messages to one virtual number, visibly, until the filter is taken off', async () => {
    const account = await world.account();
    const surgery = await account.addSender('VIRTUAL', stranger().address, {label: 'Surgery'});
    const [ada, ben] = [await addContact(account, {firstName: 'Ada'}), stranger()];
    await addThread(account, {with: ada, messages: [{body: 'To reception'}]});
    await addThread(account, {with: ben, messages: [{body: 'To surgery', senderId: surgery}]});
    const inbox = await world.open(account.kim);
    const {page} = inbox;
    await inbox.row('Ada').waitFor();

    await inbox.button('More options').click();
    const group = page.getByRole('group', {name: 'Filter messages to Virtual Number'});
    await group.getByRole('menuitemradio', {name: 'All numbers', checked: true}).waitFor();
    await group.getByRole('menuitemradio', {name: 'Surgery', checked: false}).click();

    await eventually(async () => assert.deepEqual(await inbox.names(), [ben.number]));
    await page.locator('[part~="filter"]').getByText('Surgery').waitFor();
    await inbox.button('Remove filter: Surgery').click();
    await eventually(async () => assert.equal(await inbox.rows.count(), 2));
    assert.equal(await page.locator('[part~="filter"]').count(), 0);

    await inbox.button('More options').click();
    await page.getByRole('menuitemradio', {name: 'Reception'}).click();
    await eventually(async () => assert.deepEqual(await inbox.names(), ['Ada']));
    await inbox.button('More options').click();
    await page.getByRole('menuitemradio', {name: 'All numbers'}).click();
    await eventually(async () => assert.equal(await inbox.rows.count(), 2));
  });
});
