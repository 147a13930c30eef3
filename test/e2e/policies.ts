import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';
import type {TestAccount} from '../server/helpers/host.js';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

/** What issue and documents promise to run under; a violation of it fails any test. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; require-trusted-types-for 'script'";

const integrity = JSON.parse(readFileSync(fromRoot('dist/integrity.json'), 'utf8')) as Record<string, string>;

const page = (hash: string) => `<!doctype html><html lang="en"><head><title>Host page</title>
  <link rel="stylesheet" href="/page.css">
  <script type="module" src="/dist/sms-chat.js" integrity="${hash}" crossorigin></script>
  <script type="module" src="/page.js"></script></head><body>
  <sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge><sms-chat endpoint="/graphql"></sms-chat>
  </body></html>`;

/** All that opens something, and all that asks the host for something. */
async function wholeSession(account: TestAccount, inbox: Inbox): Promise<void> {
  const {page} = inbox;
  await inbox.openThread('Hello');
  await inbox.sendMessage('A first answer');
  await inbox.bubble('A first answer').getByText('Delivered').waitFor();
  await inbox.button('Templates').click();
  await inbox.dialog('Templates').getByRole('searchbox').fill('open');
  await inbox.dialog('Templates').getByRole('option').click();
  await inbox.composer.press('Enter');
  await inbox.message('We are open').waitFor();
  await inbox.button('Add Contact').click();
  await inbox.dialog('Add contact').getByLabel('First name').fill('Jane');
  await inbox.button('Save').click();
  await page.getByRole('heading', {name: 'Jane'}).waitFor();
  await inbox.button('Merge fields').click();
  await page.getByRole('menuitem', {name: /^first_name/}).click();
  await page.getByText('Preview').waitFor();
  await inbox.from.selectOption({index: 0});
  await inbox.button('New').click();
  await inbox.dialog('New chat').getByRole('combobox').fill('Kim');
  await inbox.dialog('New chat').getByRole('option').waitFor();
  await page.keyboard.press('Escape');
  await account.inbound('From somebody else');
  await inbox.row('From somebody else').waitFor();
  await inbox.button('More options').click();
  await page.getByRole('menuitem', {name: 'Mark all as read'}).click();
  await inbox.search.fill('Jane');
  await inbox.search.press('Enter');
  await inbox.button('Clear').click();
  await inbox.row('From somebody else').waitFor();
  await inbox.button('Close Chat').click();
  await inbox.button('Undo').click();
  await inbox.composer.waitFor();
}

async function fill(account: TestAccount) {
  await addThread(account, {with: stranger(), messages: [{body: 'Hello'}], unread: 1});
  await addContact(account, {firstName: 'Kim'});
  await addTemplate(account, 'Hours', 'We are open from 9 to 5');
}

describe('the one-file build, by its integrity, under the strictest policy', () => {
  it('needs no second file for a whole session, and asks nobody but the endpoint', async () => {
    const account = await world.account();
    await fill(account);
    const context = await world.browser.newContext({locale: 'en-AU'});
    const asked = new Set<string>();
    context.on('request', (request) => asked.add(request.url()));
    context.on('page', (opened) => opened.on('websocket', (socket) => asked.add(socket.url())));
    const files = {'/': page(integrity['sms-chat.js']!)};
    const inbox = await world.open(account.kim, {in: context, policy: POLICY, files});
    const {url} = inbox.site;

    await wholeSession(account, inbox);

    const socket = `${url.replace(/^http/, 'ws')}/graphql`;
    const ofThePage = ['/', '/dist/sms-chat.js', '/graphql', '/page.css', '/page.js'].map(
      (path) => url + path,
    );
    assert.deepEqual([...asked].sort(), [...ofThePage, socket].sort());
    await context.close();
  });

  it('is not run where it is another file', async () => {
    const account = await world.account();
    const files = {'/': page(integrity['sms-chat-badge.js']!)};

    const inbox = await world.open(account.kim, {policy: POLICY, files});

    assert.equal(await inbox.page.evaluate(() => customElements.get('sms-chat')), undefined);
  });
});

/** In the page: notes what is on `window`, and what built-in objects are made of; `changes()` tells the difference. */
function watchGlobals() {
  type Notes = Map<string, unknown>;
  const note = (): Notes => {
    const notes: Notes = new Map();
    const look = (path: string, object: object, deeper: boolean) => {
      for (const key of Reflect.ownKeys(object)) {
        // The page itself changes as it goes: what it is called, where it is scrolled to.
        const {value, get, set} = Object.getOwnPropertyDescriptor(object, key)!;
        const name = `${path}.${String(key)}`;
        const isOfWindow = path === 'window';
        notes.set(name, isOfWindow && !/^[A-Z]/.test(String(key)) ? true : (value ?? get));
        notes.set(`${name} set`, set);
        if (!deeper || typeof value !== 'function' || !/^[A-Z]/.test(String(key))) continue;
        look(name, value as object, false);
        const {prototype} = value as {prototype?: object};
        if (prototype) look(`${name}.prototype`, prototype, false);
      }
    };
    look('window', globalThis, true);
    return notes;
  };
  const before = note();
  Object.assign(globalThis, {changes: () => []});
  before.set('window.changes', true).set('window.changes set', undefined);
  Object.assign(globalThis, {
    changes: () => {
      const after = note();
      const names = new Set([...before.keys(), ...after.keys()]);
      return [...names].filter((name) => !before.has(name) || !Object.is(before.get(name), after.get(name)));
    },
  });
}

describe('a page that loads the elements', () => {
  for (const bundle of ['sms-chat', 'sms-chat-badge'] as const) {
    it(`${bundle}.js: has nothing new on window but one hub, and every built-in as it was`, async () => {
      const account = await world.account();
      await fill(account);
      const body = `<${bundle} endpoint="/graphql" href="/"></${bundle}>`;
      const inbox = await world.open(account.kim, {before: watchGlobals, bundle, body});
      if (bundle === 'sms-chat') await wholeSession(account, inbox);
      else await inbox.page.getByRole('link', {name: /1 unread/}).waitFor();

      const changes = () =>
        inbox.page.evaluate(() => (globalThis as unknown as {changes(): string[]}).changes());

      const ours = (name: string) =>
        !/^window\.(__\w+|heard|token|EventTarget\.prototype\.dispatchEvent)/.test(name);
      await eventually(async () => {
        const found = (await changes()).filter((name) => ours(name) && !name.endsWith(' set'));
        assert.deepEqual(found, ['window.Symbol(sms-chat.hub.4)']);
      });
    });
  }
});
