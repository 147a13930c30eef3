import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {Page} from 'playwright-core';
import {addContact, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

interface Seen {
  asked: number;
  notifications: {title: string; body: string; notification: Notification}[];
  notes: number;
}

/** Notes what the page is asked for and told; `away` makes it one that nobody looks at. */
const SCRIPT = `const seen = (window.seen = {asked: 0, notifications: [], notes: 0});
  const ask = Notification.requestPermission.bind(Notification);
  window.Notification = class extends Notification {
    static requestPermission() { seen.asked++; return ask(); }
    constructor(title, options) {
      super(title, options);
      seen.notifications.push({title, body: options.body, notification: this});
    }
  };
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...args) { seen.notes++; return start.apply(this, args); };
  document.hasFocus = () => !window.away;
  document.querySelector('sms-chat').auth = async () => ({token});`;

const seen = (page: Page) =>
  page.evaluate(() => {
    const {asked, notifications, notes} = (globalThis as unknown as {seen: Seen}).seen;
    return {asked, notes, notifications: notifications.map(({title, body}) => ({title, body}))};
  });

const goAway = (page: Page) => page.evaluate(() => Object.assign(globalThis, {away: true}));

describe('title-count', () => {
  it('puts the number of unread messages before the title of the page, whatever the page calls itself', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hi'}, {body: 'Hello?'}], unread: 2});
    const body = '<sms-chat endpoint="/graphql" title-count></sms-chat>';
    const {page} = await world.open(account.kim, {body});

    await eventually(async () => assert.equal(await page.title(), '(2) Host page'));
    await page.evaluate(() => (document.title = 'Contacts'));
    await eventually(async () => assert.equal(await page.title(), '(2) Contacts'));
    await page.locator('[part~="row"]').click();
    await eventually(async () => assert.equal(await page.title(), 'Contacts'));
  });

  it('leaves the title as it was when it goes', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hi'}], unread: 1});
    const {page} = await world.open(account.kim, {
      body: '<sms-chat endpoint="/graphql" title-count></sms-chat>',
    });
    await eventually(async () => assert.equal(await page.title(), '(1) Host page'));

    await page.evaluate(() => document.querySelector('sms-chat')!.remove());

    await eventually(async () => assert.equal(await page.title(), 'Host page'));
  });
});

describe('notifications', () => {
  const BODY = '<sms-chat endpoint="/graphql" notifications sounds></sms-chat>';

  it('are off, and nothing is asked, until the person turns them on; then they tell of what nobody sees', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    await addThread(account, {with: jane, messages: [{body: 'Hi'}]});
    const inbox = await world.open(account.kim, {
      body: BODY,
      script: SCRIPT,
      context: {permissions: ['notifications']},
    });
    const {page} = inbox;
    await inbox.row('Jane').waitFor();
    await goAway(page);
    await account.inbound('Before', jane.address);
    await inbox.row('Before').waitFor();

    await inbox.button('More options').click();
    const choice = page.getByRole('menuitemcheckbox', {name: 'Desktop notifications'});
    assert.equal(await choice.getAttribute('aria-checked'), 'false');
    assert.deepEqual(await seen(page), {asked: 0, notifications: [], notes: 0});
    await choice.click();
    await eventually(async () => assert.equal((await seen(page)).asked, 1));
    await account.inbound('Is it ready?', jane.address);

    await eventually(async () =>
      assert.deepEqual((await seen(page)).notifications, [
        {title: 'New message from Jane Citizen', body: 'Is it ready?'},
      ]),
    );
    await page.evaluate(() => {
      const [{notification}] = (globalThis as unknown as {seen: Seen}).seen.notifications as [
        Seen['notifications'][0],
      ];
      notification.dispatchEvent(new Event('click'));
    });
    await inbox.message('Is it ready?').waitFor();
    await inbox.button('More options').click();
    assert.equal(await choice.getAttribute('aria-checked'), 'true');
  });

  it('say how to allow them where the browser blocks them', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim, {body: BODY, script: SCRIPT});

    await inbox.button('More options').click();
    await inbox.page.getByRole('menuitemcheckbox', {name: 'Desktop notifications'}).click();

    await inbox.text(/^The browser blocks notifications of this page/).waitFor();
  });

  it('are not offered where the page does not switch them on', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim);
    await inbox.button('More options').click();
    await inbox.page.getByRole('menuitem', {name: 'Mark all as read'}).waitFor();
    assert.equal(await inbox.page.getByRole('menuitemcheckbox').count(), 0);
  });

  it('sound: is heard when it is turned on, and for messages that nobody sees', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane'});
    await addThread(account, {with: jane, messages: [{body: 'Hi'}]});
    const inbox = await world.open(account.kim, {body: BODY, script: SCRIPT});
    const {page} = inbox;
    await inbox.row('Jane').waitFor();

    await inbox.button('More options').click();
    await page.getByRole('menuitemcheckbox', {name: 'Sound for new messages'}).click();
    await eventually(async () => assert.equal((await seen(page)).notes, 2));
    // One sound at a time: the first is over once its lock is free.
    await page.evaluate(() => navigator.locks.request('sms-chat-sound', () => undefined));
    await account.inbound('Is it ready?', jane.address);

    await eventually(async () => assert.equal((await seen(page)).notes, 4));
    await page.reload();
    await inbox.button('More options').click();
    const choice = page.getByRole('menuitemcheckbox', {name: 'Sound for new messages'});
    await eventually(async () => assert.equal(await choice.getAttribute('aria-checked'), 'true'));
  });
});

describe('shortcuts', () => {
  const BODY = '<button>Of the page</button><sms-chat endpoint="/graphql" shortcuts></sms-chat>';

  it('lead through the inbox, and ? shows them', async () => {
    const account = await world.account();
    await addThread(account, {
      with: await addContact(account, {firstName: 'Ada'}),
      messages: [{body: 'One'}],
    });
    await addThread(account, {
      with: await addContact(account, {firstName: 'Bea'}),
      messages: [{body: 'Two'}],
    });
    const inbox = await world.open(account.kim, {body: BODY});
    const {keyboard} = inbox.page;
    const names = await (await inbox.row('Ada').waitFor(), inbox.names());
    const heading = (name: string) => inbox.page.getByRole('heading', {name, level: 2}).waitFor();
    await inbox.rows.first().getByRole('button').focus();

    await keyboard.press('?');
    const overview = inbox.dialog('Keyboard shortcuts');
    await overview.getByText('Next conversation').waitFor();
    await keyboard.press('j');
    await overview.getByRole('button', {name: 'Close'}).click();
    await overview.waitFor({state: 'hidden'});

    await keyboard.press('j');
    await heading(names[0]!);
    await keyboard.press('j');
    await heading(names[1]!);
    await keyboard.press('k');
    await heading(names[0]!);
    await keyboard.press('r');
    await keyboard.type('jk?');
    assert.equal(await inbox.composer.inputValue(), 'jk?');
    await inbox.rows.first().getByRole('button').focus();
    await keyboard.press('/');
    assert.ok(await inbox.search.evaluate((field) => field.matches(':focus')));
    await inbox.rows.first().getByRole('button').focus();
    await keyboard.press('n');
    await inbox.dialog('New chat').waitFor();
    await keyboard.press('Escape');
    await inbox.rows.first().getByRole('button').focus();
    await keyboard.press('e');
    await inbox.text(`Chat with ${names[0]} closed.`).waitFor();
  });

  it('leave keys outside of the inbox to the page, and are off where it does not switch them on', async () => {
    const account = await world.account();
    await addThread(account, {
      with: await addContact(account, {firstName: 'Ada'}),
      messages: [{body: 'One'}],
    });
    const inbox = await world.open(account.kim, {body: BODY});
    await inbox.row('Ada').waitFor();

    await inbox.button('Of the page').press('n');
    await inbox.page.evaluate(() => (document.querySelector('sms-chat')!.shortcuts = false));
    await inbox.row('Ada').press('n');
    await inbox.row('Ada').press('Enter');

    await inbox.composer.waitFor();
    assert.equal(await inbox.dialog('New chat').count(), 0);
  });
});
