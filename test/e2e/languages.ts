import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {Page} from 'playwright-core';
import {pseudoLocale} from '../localization/pseudo-locale.js';
import type {TestAccount} from '../server/helpers/host.js';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

const BODY = `<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge><sms-chat endpoint="/graphql"></sms-chat>`;
const CSS = `html, body { margin: 0 } sms-chat { block-size: calc(100vh - 40px) }`;

/** A thread with every state of a message, in a script that no text of ours is written in. */
async function fill(account: TestAccount) {
  await account.test.db
    .updateTable('sender')
    .set({label: '٠١'})
    .where('account_id', '=', account.id)
    .execute();
  const eleni = await addContact(account, {firstName: 'Ελένη', lastName: 'Παππά'});
  await addThread(account, {
    with: eleni,
    messages: [
      {body: 'Καλημέρα'},
      ...(['QUEUED', 'SENT', 'DELIVERED', 'FAILED', 'UNKNOWN'] as const).map((delivery) => ({
        ...{body: 'Καλησπέρα', sent: true, delivery},
      })),
      {body: 'Ναι;'},
    ],
    unread: 1,
  });
  await addThread(account, {with: stranger(), messages: [{body: 'Ποιος;'}], unread: 1});
  await addTemplate(account, 'Ώρες', 'Πάντα');
}

/** Everything on the page that is seen or read out, but for dates. */
function words(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (node: Node): void => {
      if (node instanceof Text) found.push(node.data);
      if (node instanceof Element) {
        if (!node.checkVisibility() || node.matches('style, script, time, bdi')) return;
        for (const name of [
          'aria-label',
          'title',
          'placeholder',
          'alt',
          'aria-description',
          'aria-roledescription',
        ])
          found.push(node.getAttribute(name) ?? '');
        node.shadowRoot?.childNodes.forEach(visit);
      }
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    return found.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** Texts that did not come from the translation. */
async function leftOut(page: Page): Promise<string[]> {
  const all = await words(page);
  assert.ok(
    all.some((text) => text.includes('⟦')),
    'nothing is translated',
  );
  return all.filter((text) => /[a-z]{2}/i.test(text.replace(/⟦[^⟧]*⟧/g, '')));
}

/** Elements that are wider than the element that they belong to, and so cut off or in the way of another. */
function burst(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const visit = (root: ParentNode, {left, right}: DOMRect): void => {
      for (const element of root.querySelectorAll('*')) {
        const box = element.getBoundingClientRect();
        const floats = element.closest('dialog, [popover], .visually-hidden, .separator');
        const isSeen = element.checkVisibility() && box.width > 1 && !floats;
        if (isSeen && (box.right > right + 1 || box.left < left - 1))
          found.push(
            `${element.localName}.${element.className}: ${box.left}–${box.right} in ${left}–${right}`,
          );
        if (element.shadowRoot) visit(element.shadowRoot, floats ? new DOMRect(0, 0, innerWidth) : box);
      }
      for (const popup of root.querySelectorAll(':modal, :popover-open')) {
        const box = popup.getBoundingClientRect();
        if (box.left < 0 || box.right > innerWidth || popup.scrollWidth > popup.clientWidth)
          found.push(`${popup.localName}.${popup.className}: ${box.left}–${box.right} in the window`);
      }
    };
    visit(document.body, new DOMRect(0, 0, innerWidth));
    return found;
  });
}

describe('every text is translated, and fits', () => {
  const EVERYTHING = 'notifications sounds shortcuts emoji copying';

  for (const width of [1000, 640, 320]) {
    it(`at ${width} px`, async () => {
      const account = await world.account();
      await fill(account);
      const locales = {'ja.js': pseudoLocale()};
      const context = {viewport: {width, height: 760}};
      const {page, site} = await world.open(account.kim, {
        html: 'lang="ja"',
        body: BODY.replace('<sms-chat ', `<sms-chat ${EVERYTHING} `),
        css: CSS,
        locales,
        context,
      });
      const part = (name: string) => page.locator(`[part~="${name}"]`);
      const check = async (state: string) => {
        assert.deepEqual(await leftOut(page), [], state);
        assert.deepEqual(await burst(page), [], state);
      };
      await part('row').first().waitFor();
      await eventually(() => check('the list'));

      await page.locator('sms-chat-menu').first().locator('button').first().click();
      await part('menu-item').first().waitFor();
      await check('the menu');
      await page.getByRole('menuitemcheckbox').first().click();
      await part('toast').waitFor();
      await check('notifications that the browser blocks');
      await page.getByRole('listitem').first().getByRole('button').press('?');
      await page.locator('dialog[open] kbd').first().waitFor();
      await check('keyboard shortcuts');
      await page.keyboard.press('Escape');
      await part('new-button').click();
      await page.locator('dialog[open] input').fill('Ελ');
      await part('match').first().waitFor();
      await check('New chat');
      await page.locator('dialog[open] input').fill('');
      await page.keyboard.press('Enter');
      await check('New chat, with nothing entered');
      await page.keyboard.press('Escape');
      await page.getByRole('searchbox').fill('Ω');
      await page.keyboard.press('Enter');
      await part('state').first().waitFor();
      await check('nothing found');
      await part('state').first().locator('button').last().click();

      await part('row').filter({hasText: 'Ποιος'}).click();
      await part('add-contact-button').click();
      await page.locator('dialog[open]').waitFor();
      await page.keyboard.press('Enter');
      await check('Add contact, without a name');
      await page.keyboard.press('Escape');
      await part('close-chat-button').click();
      await part('toast-action-button').waitFor();
      await check('a chat is closed');

      await part('row').filter({hasText: 'Ελένη'}).click();
      await part('note').first().waitFor();
      await page.locator('textarea').fill(`{{first_name}} «${'Ω'.repeat(400)}»`);
      await part('send-reason').waitFor();
      await check('a text that is too long');
      await page.locator('textarea').fill(`“{{nowhere}}”`);
      await part('preview').waitFor({state: 'detached'});
      await check('a merge field that there is not');
      await part('templates-button').click();
      await part('template').first().waitFor();
      await check('templates');
      await page.keyboard.press('Escape');
      await part('emoji-button').click();
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await check('emoji');
      await page.keyboard.press('Escape');
      await part('copy-button').first().click();
      await part('toast').waitFor();
      await check('a number is copied');
      site.down();
      await part('try-button').waitFor();
      await check('the connection is lost');
    });
  }
});

describe('the language of an element', () => {
  it('is that of its nearest lang: German, with German dates and numbers', async () => {
    const account = await world.account();
    await fill(account);
    const {page} = await world.open(account.kim, {html: 'lang="de-AT"', body: BODY, css: CSS});

    await page.getByRole('link', {name: 'SMS-Chat, 2 ungelesene Nachrichten'}).waitFor();
    await page
      .getByRole('list', {name: 'Unterhaltungen'})
      .getByRole('button')
      .filter({hasText: 'Ελένη'})
      .click();
    await page.getByRole('textbox', {name: 'Nachricht', exact: true}).fill('Grüß Gott');

    await page.getByText('Zeichen: 9 · Nachrichtenteile: 1').waitFor();
    await page.getByRole('button', {name: 'Chat schließen'}).waitFor();
    await page.getByRole('button', {name: 'Senden', exact: true}).click();
    await page.getByRole('log', {name: 'Nachrichten'}).getByText('Grüß Gott').waitFor();
    await page.screenshot({path: '.cache/screenshots/german.png'});
  });

  it('is Arabic from right to left, its digits and all, while messages keep their own direction', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    const messages = [{body: 'Hello, is it ready?'}, {body: 'نعم، تفضلي', sent: true}, {body: 'Thanks!'}];
    await addThread(account, {with: jane, messages, unread: 3});
    const {page} = await world.open(account.kim, {html: 'lang="ar-EG"', body: BODY, css: CSS});
    const log = page.getByRole('log', {name: 'الرسائل'});

    await page.getByRole('link', {name: 'محادثات SMS، ٣ رسائل غير مقروءة'}).waitFor();
    await page.getByRole('list', {name: 'المحادثات'}).getByRole('button').first().click();
    await log.getByText('Thanks!').waitFor();

    const [list, thread] = await Promise.all(
      ['list-pane', 'thread-pane'].map((part) => page.locator(`[part~="${part}"]`).boundingBox()),
    );
    assert.ok(list!.x > thread!.x, 'the list is on the right');
    const [inbound, outbound] = await Promise.all(
      ['Hello, is it ready?', 'نعم، تفضلي'].map((text) =>
        log.locator('[part~="bubble"]').filter({hasText: text}).boundingBox(),
      ),
    );
    assert.ok(inbound!.x > outbound!.x, 'what came in is on the right');
    const direction = (text: string) => log.getByText(text).evaluate((p) => getComputedStyle(p).direction);
    assert.equal(await direction('Hello, is it ready?'), 'ltr');
    assert.equal(await direction('نعم، تفضلي'), 'rtl');
    const send = page.getByRole('button', {name: 'إرسال', exact: true}).locator('svg');
    assert.match(
      await send.evaluate((icon) => getComputedStyle(icon).transform),
      /^matrix\(-1,/,
      'icons mirror',
    );
    await page.screenshot({path: '.cache/screenshots/arabic.png'});
    await page.setViewportSize({width: 360, height: 640});
    await page.getByRole('button', {name: 'رجوع'}).waitFor();
    await page.screenshot({path: '.cache/screenshots/arabic-narrow.png'});
  });

  it('changes when lang does, without losing what is typed', async () => {
    const account = await world.account();
    await fill(account);
    const {page} = await world.open(account.kim, {body: BODY, css: CSS});
    await page
      .getByRole('list', {name: 'Conversations'})
      .getByRole('button')
      .filter({hasText: 'Ελένη'})
      .click();
    await page.getByRole('textbox', {name: 'Message', exact: true}).fill('half a');

    await page.evaluate(() => (document.documentElement.lang = 'fr'));
    await page.getByRole('list', {name: 'Conversations'}).waitFor();
    await page.getByRole('button', {name: 'Fermer la discussion'}).waitFor();
    await page.getByText('Distribué', {exact: true}).waitFor();
    assert.equal(await page.locator('textarea').inputValue(), 'half a');

    await page.evaluate(() => document.querySelector('sms-chat')!.setAttribute('lang', 'en'));
    await page.getByRole('button', {name: 'Close Chat'}).waitFor();
    await page.getByRole('link', {name: /^Chat SMS/}).waitFor();

    await page.evaluate(() => {
      document.querySelector('sms-chat')!.removeAttribute('lang');
      Object.assign(document.documentElement, {lang: 'en', dir: 'ltr'});
    });
    await page.getByRole('link', {name: /^SMS Chat/}).waitFor();
    await page.evaluate(() => Object.assign(document.documentElement, {lang: 'ar', dir: 'rtl'}));
    const send = page.getByRole('button', {name: 'إرسال', exact: true}).locator('svg');
    await eventually(async () =>
      assert.match(
        await send.evaluate((icon) => getComputedStyle(icon).transform),
        /^matrix\(-1,/,
        'icons mirror',
      ),
    );
  });

  it('is English where its file is not there, and says so once in the console', async () => {
    const account = await world.account();
    await fill(account);
    const script = `const inbox = document.querySelector('sms-chat');
      inbox.auth = async () => ({token});
      window.warnings = [];
      console.warn = (text) => warnings.push(text);`;
    const locales = {'es.js': 'throw new Error("not here")'};
    const {page} = await world.open(account.kim, {html: 'lang="es"', script, locales});

    await page.getByRole('list', {name: 'Conversations'}).getByRole('button').first().click();

    await page.getByRole('button', {name: 'Send', exact: true}).waitFor();
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as {warnings: string[]}).warnings), [
      '<sms-chat> stays English: lang="es" did not load.',
    ]);
  });

  it('has the words of the page before its own', async () => {
    const account = await world.account();
    await fill(account);
    const script = `const inbox = document.querySelector('sms-chat');
      inbox.texts = {New: 'Write to somebody', 'Chat with {0} closed.': '{0} is done.'};
      inbox.auth = async () => ({token});`;
    const {page} = await world.open(account.kim, {script});

    await page.getByRole('button', {name: 'Write to somebody'}).waitFor();
    await page.locator('[part~="row"]').filter({hasText: 'Ελένη'}).click();
    await page.getByRole('button', {name: 'Close Chat'}).click();
    await page.getByRole('status').getByText('Ελένη Παππά is done.').waitFor();
  });
});
