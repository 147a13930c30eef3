import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {Page} from 'playwright-core';
import {addContact, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld, type OpenOptions} from './helpers/world.js';

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

describe('emoji', () => {
  const BODY = '<sms-chat endpoint="/graphql" emoji></sms-chat>';

  async function openComposer(options: OpenOptions = {}) {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const inbox = await world.open(account.kim, {body: BODY, ...options});
    await inbox.page.locator('[part~="row"]').click();
    await inbox.page.locator('textarea').waitFor();
    return inbox;
  }

  const caretAt = ({composer}: Inbox, at: number) =>
    composer.evaluate((field: HTMLTextAreaElement, at) => field.setSelectionRange(at, at), at);

  it('are found by name, go in at the caret, count at once, and can be undone', async () => {
    const inbox = await openComposer();
    const {page} = inbox;
    await inbox.write('Thanks! See you.');
    await caretAt(inbox, 7);

    await inbox.button('Insert emoji').click();
    const search = page.getByRole('combobox', {name: 'Search'});
    await eventually(async () => assert.ok(await search.evaluate((field) => field.matches(':focus'))));
    await search.fill('waving hand');
    await page.getByRole('option', {name: /waving hand/}).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'Thanks!👋 See you.'));
    assert.ok(await inbox.composer.evaluate((field) => field.matches(':focus')));
    await inbox.counter.getByText('Characters: 18 · Message parts: 1').waitFor();
    await inbox.text('Unicode because of 👋').waitFor();
    assert.equal(await inbox.dialog('Insert emoji').isVisible(), false);
    await page.keyboard.press('Control+z');
    assert.equal(await inbox.composer.inputValue(), 'Thanks! See you.');
    const outside = await inbox.heard();
    assert.deepEqual(
      outside.filter(({type}) => /emoji|skin/.test(type)),
      [],
    );
  });

  it('close on Escape, with the focus back on the button, and speak the language of the inbox', async () => {
    const inbox = await openComposer({body: `<div lang="de">${BODY}</div>`});
    const {page} = inbox;
    const button = inbox.button('Emoji einfügen');
    await button.click();
    await page.getByRole('combobox', {name: 'Suchen'}).fill('winkende hand');
    await page.getByRole('option', {name: /winkende Hand/}).waitFor();

    await page.keyboard.press('Escape');

    await inbox.dialog('Emoji einfügen').waitFor({state: 'hidden'});
    assert.ok(await button.evaluate((element) => element.matches(':focus')));
  });

  for (const [persistence, first] of [
    ['full', '🦒'],
    ['none', '😊'],
  ] as const) {
    it(`persistence="${persistence}": what was picked most is ${persistence === 'full' ? '' : 'not '}at hand next time`, async () => {
      const body = `<sms-chat endpoint="/graphql" emoji persistence="${persistence}"></sms-chat>`;
      const inbox = await openComposer({body});
      const {page} = inbox;
      await inbox.button('Insert emoji').click();
      await page.getByRole('combobox', {name: 'Search'}).fill('giraffe');
      await page.getByRole('option', {name: /giraffe/}).click();
      await eventually(async () => assert.equal(await inbox.composer.inputValue(), '🦒'));
      page.on('dialog', (dialog) => void dialog.accept());

      await page.reload();
      await page.locator('[part~="row"]').click();
      await inbox.button('Insert emoji').click();

      const favourite = page.getByRole('menu', {name: 'Favorites'}).getByRole('menuitem').first();
      await eventually(async () => assert.equal(await favourite.textContent(), first));
      const names = await page.evaluate(async () => (await indexedDB.databases()).map(({name}) => name!));
      assert.deepEqual(
        names.filter((name) => /emoji/.test(name)),
        [],
      );
    });
  }

  it('say so where they cannot be loaded', async () => {
    const inbox = await openComposer({emoji: false});
    await inbox.button('Insert emoji').click();
    await inbox.text(/^The emoji could not be loaded/).waitFor();
    assert.equal(await inbox.dialog('Insert emoji').getByRole('button', {name: 'Try again'}).count(), 1);
  });
});

describe('copying', () => {
  const BODY = '<sms-chat endpoint="/graphql" copying></sms-chat>';
  const CONTEXT = {permissions: ['clipboard-read', 'clipboard-write']};
  const NO_CLIPBOARD = `Object.defineProperty(navigator, 'clipboard', {value: undefined});`;

  async function openThread(options: OpenOptions = {}) {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane'});
    await addThread(account, {with: jane, messages: [{body: ' First,\n  as it is '}, {body: 'Second'}]});
    const script = `${options.script ?? ''}; document.querySelector('sms-chat').auth = async () => ({token});`;
    const inbox = await world.open(account.kim, {body: BODY, context: CONTEXT, ...options, script});
    await inbox.openThread('Second');
    await inbox.message('Second').waitFor();
    return {inbox, jane};
  }

  const copied = ({page}: Inbox) => page.evaluate(() => navigator.clipboard.readText());

  it('a number, as programs write it', async () => {
    const {inbox, jane} = await openThread();

    await inbox.button('Copy number').click();

    await inbox.text('Copied').waitFor();
    assert.equal(await copied(inbox), jane.address);
  });

  it('a message, as it was written, by the button beside it', async () => {
    const {inbox} = await openThread();

    await inbox.bubble('First').hover();
    const button = inbox.page.locator('sms-chat-copy-button[what="message"]');
    await eventually(async () =>
      assert.equal(await button.evaluate((b) => getComputedStyle(b).opacity), '1'),
    );
    await inbox.button(/^Copy message: First/).click();

    await inbox.text('Copied').waitFor();
    assert.equal(await copied(inbox), ' First,\n  as it is ');
  });

  it('a message by the keyboard: after the messages, and from one to the other by the arrow keys', async () => {
    const {inbox} = await openThread();
    const {keyboard} = inbox.page;
    await inbox.messages.focus();

    await keyboard.press('Tab');
    assert.ok(await inbox.button('Copy message: Second').evaluate((button) => button.matches(':focus')));
    await keyboard.press('ArrowUp');
    await eventually(async () =>
      assert.ok(await inbox.button(/^Copy message: First/).evaluate((button) => button.matches(':focus'))),
    );
    await keyboard.press('Enter');

    await inbox.text('Copied').waitFor();
    assert.equal(await copied(inbox), ' First,\n  as it is ');
  });

  it('where the page has no clipboard, by the older way', async () => {
    const {inbox, jane} = await openThread({script: NO_CLIPBOARD});
    await inbox.button('Copy number').click();
    await inbox.text('Copied').waitFor();

    await inbox.composer.press('Control+v');

    assert.equal(await inbox.composer.inputValue(), jane.address);
  });

  it('says what to do where the browser does not let it', async () => {
    const {inbox} = await openThread({script: `${NO_CLIPBOARD} document.execCommand = () => false;`});
    await inbox.button('Copy number').click();
    await inbox.text(/^The browser does not let this page copy\. Select the text/).waitFor();
  });

  it('is not offered where the page does not switch it on', async () => {
    const {inbox} = await openThread({body: '<sms-chat endpoint="/graphql" shortcuts></sms-chat>'});
    await inbox.bubble('First').hover();
    assert.equal(await inbox.button(/^Copy/).count(), 0);
  });
});
