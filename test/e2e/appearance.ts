import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {TestAccount} from '../server/helpers/host.js';
import {findingsOfAxe} from './helpers/axe.js';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

/** A thread of each kind, with a failure, unread messages and a template. */
async function fill(account: TestAccount) {
  const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
  await addThread(account, {
    with: jane,
    messages: [
      {body: 'Hello, is it ready?'},
      {body: 'It is', sent: true},
      {body: 'This one failed', sent: true, delivery: 'FAILED'},
      {body: 'Are you there?'},
    ],
    unread: 1,
  });
  await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}], unread: 1});
  await addTemplate(account, 'Opening hours', 'We are open from 9 to 5');
}

const BODY = `<header><sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge></header>
  <main><h1>SMS Chat</h1><sms-chat endpoint="/graphql"></sms-chat></main>`;
const CSS = `:root { color-scheme: light dark; background: Canvas; color: CanvasText }
  body { margin: 0 } h1 { margin: 0 } sms-chat { block-size: 600px }`;

for (const colorScheme of ['light', 'dark'] as const) {
  describe(`axe finds nothing, ${colorScheme},`, () => {
    const open = async (account: TestAccount) =>
      world.open(account.kim, {body: BODY, css: CSS, context: {colorScheme}});

    it('in the list, and in an open thread with its composer', async () => {
      const account = await world.account();
      await fill(account);
      const inbox = await open(account);
      await inbox.row('Jane').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);

      await inbox.openThread('Jane');
      await inbox.message('This one failed').waitFor();
      await inbox.write('It’s {{nowhere}}');
      assert.deepEqual(await findingsOfAxe(inbox), []);
    });

    it('in menus and dialogs', async () => {
      const account = await world.account();
      await fill(account);
      const inbox = await open(account);
      await inbox.openThread('Who is this?');

      await inbox.button('More options').click();
      await inbox.page.getByRole('menuitem').first().waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
      await inbox.page.keyboard.press('Escape');
      await inbox.button('Templates').click();
      await inbox.dialog('Templates').getByRole('option').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
      await inbox.page.keyboard.press('Escape');
      await inbox.button('New').click();
      await inbox.dialog('New chat').getByRole('combobox').fill('jane');
      await inbox.dialog('New chat').getByRole('option').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
      await inbox.page.keyboard.press('Escape');
      await inbox.button('Add Contact').click();
      await inbox.dialog('Add contact').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
    });

    it('in what pages switch on: shortcuts, emoji, copies, notifications', async () => {
      const account = await world.account();
      await fill(account);
      const on = 'notifications shortcuts emoji copying';
      const body = BODY.replace('<sms-chat ', `<sms-chat ${on} `);
      const inbox = await world.open(account.kim, {body, css: CSS, context: {colorScheme}});
      await inbox.openThread('Jane');
      await inbox.message('Hello, is it ready?').hover();
      await inbox.button('Copy message: Hello, is it ready?').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);

      await inbox.button('Insert emoji').click();
      await inbox.page.getByRole('combobox', {name: 'Search'}).fill('waving hand');
      await inbox.page.getByRole('option', {name: /waving hand/}).waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
      await inbox.page.keyboard.press('Escape');
      await inbox.row('Jane').press('?');
      await inbox.dialog('Keyboard shortcuts').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
      await inbox.page.keyboard.press('Escape');
      await inbox.button('More options').click();
      await inbox.page.getByRole('menuitemcheckbox', {name: 'Desktop notifications'}).click();
      await inbox.text(/^The browser blocks notifications/).waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
    });

    it('while the list is empty, while nothing is found, and while the connection is lost', async () => {
      const account = await world.account();
      const inbox = await open(account);
      await inbox.text('No conversations yet.').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);

      await inbox.search.fill('nobody');
      await inbox.search.press('Enter');
      await inbox.text('No conversations match “nobody”.').waitFor();
      inbox.site.down();
      await inbox.notice('Connection lost').waitFor();
      assert.deepEqual(await findingsOfAxe(inbox), []);
    });
  });
}

describe('an element that is narrow, in a window that is wide,', () => {
  it('shows one pane at a time, with Back', async () => {
    const account = await world.account();
    await fill(account);
    const inbox = await world.open(account.kim, {css: 'sms-chat { inline-size: 360px; block-size: 640px }'});
    await inbox.row('Jane').waitFor();
    assert.equal(await inbox.composer.count(), 0);
    assert.equal(await inbox.page.locator('[part~="placeholder"]').isVisible(), false);

    await inbox.row('Jane').click();
    await inbox.message('It is').waitFor();
    assert.equal(await inbox.list.isVisible(), false);
    const box = (await inbox.messages.boundingBox())!;
    assert.ok(box.width > 300 && box.width <= 360, String(box.width));
    await inbox.button('Back').click();

    await inbox.row('Jane').waitFor();
    await inbox.composer.waitFor({state: 'detached'});
    await eventually(async () =>
      assert.ok(await inbox.row('Jane').evaluate((element) => element.matches(':focus'))),
    );
  });

  it('has no Back where both panes fit', async () => {
    const account = await world.account();
    await fill(account);
    const inbox = await world.open(account.kim);

    await inbox.openThread('Jane');

    assert.equal(await inbox.button('Back').count(), 0);
    assert.equal(await inbox.list.isVisible(), true);
  });

  it('stays usable at 200 % zoom, and right to left', async () => {
    const account = await world.account();
    await fill(account);
    const inbox = await world.open(account.kim, {
      html: 'lang="en" dir="rtl"',
      context: {viewport: {width: 550, height: 380}, deviceScaleFactor: 2},
    });

    await inbox.row('Jane').click();

    await inbox.bubble('It is').waitFor();
    const log = (await inbox.messages.boundingBox())!;
    const inbound = (await inbox.bubble('Hello, is it ready?').boundingBox())!;
    assert.ok(log.x + log.width - inbound.x - inbound.width < inbound.x - log.x);
    await inbox.sendMessage('Good');
    assert.ok(await inbox.page.evaluate(() => document.body.scrollWidth <= innerWidth));
    await inbox.write('Dear {{first_name}}, your jacket is ready. '.repeat(15));
    await inbox.page.getByText('Preview').waitFor();
    const [all, messages, counter] = await Promise.all(
      [inbox.element, inbox.messages, inbox.counter].map((it) => it.boundingBox()),
    );
    assert.ok(messages!.height > 40, `${messages!.height} px of messages`);
    assert.ok(counter!.y + counter!.height <= all!.y + all!.height, 'the counter is cut off');
  });

  it('leaves room for messages and Send on a phone that lies on its side, with a long text and its preview', async () => {
    const account = await world.account();
    await fill(account);
    for (const width of [640, 600]) {
      const inbox = await world.open(account.kim, {
        context: {viewport: {width, height: 360}, hasTouch: true, isMobile: true},
      });
      await inbox.row('Jane').tap();
      await inbox.bubble('It is').waitFor();
      await inbox.write('Dear {{first_name}}, we’re ready with your jacket. '.repeat(15));
      await inbox.text('Preview').waitFor();

      const page = await inbox.page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(page <= 360, `the page scrolls: ${page} px`);
      const twoLines = await inbox.messages.evaluate(
        (log) => 2 * parseFloat(getComputedStyle(log).lineHeight),
      );
      const [messages, send, counter] = await Promise.all(
        [inbox.messages, inbox.send, inbox.counter].map((it) => it.boundingBox()),
      );
      assert.ok(messages!.height >= twoLines, `${messages!.height} px of messages`);
      assert.ok(counter!.y + counter!.height <= 360, 'the counter is cut off');
      assert.ok(send!.y + send!.height <= counter!.y, 'Send is cut off');
      await inbox.button('Close Chat').click({trial: true});
    }
  });
});

describe('what is printed', () => {
  it('is name, number and messages of the open thread, without what can be pressed, or what the page adds', async () => {
    const account = await world.account();
    await fill(account);
    const inbox = await world.open(account.kim, {
      body: '<sms-chat endpoint="/graphql" copying><p slot="header-actions">Balance: 5</p></sms-chat>',
    });
    await inbox.openThread('Jane');
    await inbox.bubble('It is').waitFor();
    await inbox.button('Copy number').waitFor();
    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();

    await inbox.page.emulateMedia({media: 'print'});

    assert.equal(await inbox.page.getByRole('button').count(), 0);
    assert.equal(await inbox.text('Balance: 5').isVisible(), false);
    assert.equal(await inbox.notice('Connection lost').isVisible(), false);
    for (const printed of [inbox.page.getByRole('heading', {name: 'Jane'}), inbox.bubble('It is')])
      assert.ok(await printed.isVisible());
    await inbox.page.emulateMedia({media: null});
  });
});
