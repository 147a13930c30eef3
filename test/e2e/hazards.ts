/** What pages do to an element: after each, the draft, the place in the thread and the one connection are still there. */
import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';
import type {TestAccount} from '../server/helpers/host.js';
import {addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';
import type {OpenOptions} from './helpers/world.js';

const world = await startWorld();

const MESSAGES = 60;
const DRAFT = 'Half a sentence';

interface Opened {
  account: TestAccount;
  inbox: Inbox;
  address: string;
}

const MAIN = '<main id="one"><sms-chat endpoint="/graphql"></sms-chat></main><main id="two"></main>';
const CSS =
  'html, body { margin: 0 } main { block-size: 700px } main:empty { display: none } sms-chat { block-size: 700px }';

async function open(options: OpenOptions = {}): Promise<Opened> {
  const account = await world.account();
  const person = stranger();
  const messages = Array.from({length: MESSAGES}, (_, i) => ({body: `Message number ${i + 1}`}));
  await addThread(account, {with: person, messages});
  const inbox = await world.open(account.kim, {body: MAIN, css: CSS, ...options});
  return {account, inbox, address: person.address};
}

/** A draft is written, and the thread is scrolled up to somewhere in the middle. Answers with what stands at the top. */
async function settle({inbox}: Opened): Promise<string> {
  await inbox.row(`number ${MESSAGES}`).click();
  await inbox.message(`number ${MESSAGES}`).waitFor();
  await inbox.write(DRAFT);
  await inbox.messages.evaluate((log) => (log.scrollTop -= 600));
  await inbox.message('number 40').waitFor();
  return topMessage(inbox);
}

/** The first message that is in view as a whole. */
function topMessage(inbox: Inbox): Promise<string> {
  return inbox.messages.evaluate((log) => {
    const {top} = log.getBoundingClientRect();
    const rows = [...log.querySelectorAll('[part~="message"]')];
    const first = rows
      .filter((row) => row.getBoundingClientRect().height > 0 && row.getBoundingClientRect().top >= top - 1)
      .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)[0];
    return first?.querySelector('[part~="bubble"] > p')?.textContent?.trim() ?? '';
  });
}

/** All is as before: shown once, on one connection, and it goes on. */
async function check({account, inbox, address}: Opened, top: string | null, sockets = 1): Promise<void> {
  await inbox.composer.waitFor();
  await eventually(async () => assert.equal(await inbox.composer.inputValue(), DRAFT));
  if (top !== null) await eventually(async () => assert.equal(await topMessage(inbox), top));
  assert.equal(await inbox.messages.count(), 1);
  assert.equal(await inbox.list.count(), 1);
  await inbox.live();
  await inbox.composer.press('Enter');
  await inbox.message(DRAFT).waitFor();
  await eventually(() => assert.equal(world.carrier.takenFor(address).length, 1));
  await account.inbound('An answer', address);
  await inbox.message('An answer').waitFor();
  assert.equal(await inbox.message('An answer').count(), 1);
  assert.equal(inbox.site.openSockets, 1);
  assert.equal(inbox.site.socketsOpened, sockets);
  assert.equal((await inbox.heard('sms-chat-message-sent')).length, 1);
  assert.equal((await inbox.heard('sms-chat-message-received')).length, 1);
}

type Deed = (element: Element) => void;

const MOVES: Record<string, Deed> = {
  'is moved by append': (element) => document.querySelector('#two')!.append(element),
  'is moved by insertBefore': (element) => {
    const other = document.querySelector('#two')!;
    other.insertBefore(element, other.firstChild);
  },
  'is moved by moveBefore, where it never leaves': (element) => {
    const other = document.querySelector('#two') as Element & {moveBefore(node: Node, child: null): void};
    other.moveBefore(element, null);
  },
  'is moved a hundred times': (element) => {
    for (let i = 0; i < 100; i++) document.querySelector(i % 2 ? '#one' : '#two')!.append(element);
  },
  'is put into another shadow root': (element) => {
    (element as HTMLElement).style.setProperty('block-size', '700px');
    const other = document.body.appendChild(document.createElement('div'));
    other.attachShadow({mode: 'open'}).append(element);
  },
  'is removed, and put back in the same task': (element) => {
    const parent = element.parentElement!;
    element.remove();
    parent.append(element);
  },
};

describe('an inbox that', () => {
  for (const [what, move] of Object.entries(MOVES)) {
    it(what, async () => {
      const opened = await open();
      const top = await settle(opened);
      await opened.inbox.element.evaluate(move);
      await check(opened, top);
    });
  }

  it('is hidden, and shown again', async () => {
    const opened = await open();
    const top = await settle(opened);
    const {element} = opened.inbox;
    await element.evaluate((inbox: HTMLElement) => (inbox.hidden = true));
    await element.evaluate((inbox) => inbox.parentElement!.style.setProperty('display', 'none'));
    await opened.account.inbound('Meanwhile, from somebody else');
    await eventually(async () =>
      assert.equal((await opened.inbox.heard('sms-chat-message-received')).length, 1),
    );
    await element.evaluate((inbox: HTMLElement) => {
      inbox.hidden = false;
      inbox.parentElement!.style.removeProperty('display');
      (globalThis as unknown as {heard: unknown[]}).heard.length = 0;
    });
    assert.equal(await topMessage(opened.inbox), top);
    await opened.inbox.composer.waitFor();
    assert.equal(await opened.inbox.composer.inputValue(), DRAFT);
    assert.equal(opened.inbox.site.socketsOpened, 1);
  });

  it('is away for longer than a connection is kept, and put back', async () => {
    const opened = await open();
    await settle(opened);
    const {page, site, element} = opened.inbox;
    await element.evaluate((inbox) => {
      Object.assign(globalThis, {away: inbox});
      inbox.remove();
    });
    await eventually(() => assert.equal(site.openSockets, 0));
    await page.evaluate(() => {
      const {away} = globalThis as unknown as {away: Element};
      document.querySelector('#one')!.append(away);
    });
    await check(opened, null, 2);
  });

  it('is made anew by its parent, as frameworks without keys do', async () => {
    const opened = await open();
    await settle(opened);
    await opened.inbox.element.evaluate((inbox) => {
      const copy = inbox.cloneNode(true) as HTMLElement & {auth: unknown};
      copy.auth = (inbox as typeof copy).auth;
      inbox.parentElement!.replaceChildren(copy);
    });
    await check(opened, null);
  });
});

const VERSION = (JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {version: string}).version;
const bundle = readFileSync(fromRoot('dist/sms-chat.js'), 'utf8');

describe('a bundle that is loaded', () => {
  const SIGN_IN = `for (const element of document.querySelectorAll('sms-chat, sms-chat-badge'))
    element.auth = async () => ({token: window.token});`;

  const said = async ({page}: Inbox) => (await page.consoleMessages()).map((message) => message.text());

  const openWith = (second: string, files: Record<string, string> = {}) =>
    open({files, script: `import '${second}'; ${SIGN_IN}`});

  it('twice is the first one, without a word', async () => {
    const opened = await openWith('/again.js', {'/again.js': bundle});
    const top = await settle(opened);
    await check(opened, top);
    assert.deepEqual(await said(opened.inbox), []);
  });

  it('in two versions is the first one, and the console says what to do, once for each element', async () => {
    const other = bundle.replaceAll(VERSION, '99.0.0');
    assert.notEqual(other, bundle);
    const opened = await openWith('/other.js', {'/other.js': other});
    const top = await settle(opened);
    await check(opened, top);
    const warning = (tag: string) =>
      `<${tag}> stays version ${VERSION}; 99.0.0 was loaded after it. Load one version of sms-chat-elements.`;
    assert.deepEqual(await said(opened.inbox), [warning('sms-chat'), warning('sms-chat-badge')]);
  });

  it('in two versions, one for the badge: both share one store', async () => {
    const other = bundle.replaceAll(VERSION, '99.0.0');
    const opened = await open({
      bundle: 'sms-chat-badge',
      body: `${MAIN}<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>`,
      files: {'/other.js': other},
      script: `import '/other.js'; ${SIGN_IN}`,
    });
    const top = await settle(opened);
    await check(opened, top);
    await opened.inbox.badge.waitFor();
  });
});

describe('an inbox inside', () => {
  it('a modal dialog: its own menus, popovers and dialogs are on top, and Escape closes them alone', async () => {
    const opened = await open({
      body: '<dialog><main><sms-chat endpoint="/graphql"></sms-chat></main></dialog>',
      css: `${CSS} dialog { inline-size: 1000px; padding: 0 }`,
    });
    const {inbox} = opened;
    const {page} = inbox;
    await page.evaluate(() => document.querySelector('dialog')!.showModal());
    const top = await settle(opened);

    await inbox.button('More options').click();
    await page.getByRole('menuitem', {name: 'Mark all as read'}).hover();
    await page.keyboard.press('Escape');
    await page.getByRole('menuitem', {name: 'Mark all as read'}).waitFor({state: 'hidden'});
    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('searchbox').fill('none');
    await page.keyboard.press('Escape');
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('0491');
    await inbox
      .dialog('New chat')
      .getByRole('button', {name: 'Close', exact: true})
      .or(inbox.dialog('New chat').getByRole('button').first())
      .hover();
    await page.keyboard.press('Escape');
    await inbox.dialog('New chat').waitFor({state: 'hidden'});

    const focused = () => page.evaluate(() => document.activeElement?.localName);
    assert.equal(await focused(), 'sms-chat');
    assert.equal(await page.evaluate(() => document.querySelector('dialog')!.open), true);
    await check(opened, top);
  });

  it('an iframe', async () => {
    const files = {
      '/': '<!doctype html><html lang="en"><title>Host page</title><iframe src="/inner" width="1000" height="740"></iframe></html>',
      '/inner': `<!doctype html><html lang="en"><head><title>Inner</title><link rel="stylesheet" href="/page.css">
        <script type="module" src="/dist/sms-chat.js"></script><script type="module" src="/page.js"></script></head>
        <body>${MAIN}</body></html>`,
    };
    const policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html";
    const {account, inbox, address} = await open({files, policy});
    const frame = inbox.page.frameLocator('iframe');
    await frame.getByRole('list', {name: 'Conversations'}).getByRole('button').click();
    const composer = frame.getByRole('textbox', {name: 'Message', exact: true});
    await composer.fill(DRAFT);
    await composer.press('Enter');
    await frame.getByRole('log').getByText(DRAFT).waitFor();
    await eventually(() => assert.equal(world.carrier.takenFor(address).length, 1));
    await frame.getByRole('button', {name: 'New', exact: true}).click();
    await frame.getByRole('dialog', {name: 'New chat'}).getByRole('combobox').fill('0491');
    await account.inbound('An answer', address);
    await frame.getByRole('log').getByText('An answer').waitFor();
    assert.equal(inbox.site.socketsOpened, 1);
  });

  it('a tab that starts hidden: nothing counts as read until it is shown', async () => {
    const account = await world.account();
    const person = stranger();
    const id = await addThread(account, {with: person, messages: [{body: 'Hello'}], unread: 1});
    const inbox = await world.open(account.kim, {
      body: `<sms-chat endpoint="/graphql" conversation-id="${id}"></sms-chat>`,
      before: () => {
        const state = {visibility: 'hidden'};
        Object.defineProperty(document, 'visibilityState', {get: () => state.visibility});
        const show = () => {
          state.visibility = 'visible';
          document.dispatchEvent(new Event('visibilitychange'));
        };
        Object.assign(globalThis, {show});
      },
    });
    await inbox.message('Hello').waitFor();
    await inbox.live();
    // What is in view counts as seen after as long as it takes for a draft to be stored.
    await inbox.write(DRAFT);
    await eventually(async () => assert.ok(await inbox.storesDraft()));
    const unread = async () =>
      (await inbox.heard('sms-chat-unread-changed')).at(-1)?.detail.unreadMessages as number;
    assert.equal(await unread(), 1);

    await inbox.page.evaluate(() => (globalThis as unknown as {show(): void}).show());

    await eventually(async () => assert.equal(await unread(), 0));
    assert.equal(inbox.site.socketsOpened, 1);
  });

  for (const [what, before, after] of [
    [
      'a container without a size, which grows',
      'main { block-size: 0; inline-size: 0; overflow: hidden }',
      'grow',
    ],
    ['a closed details element, which opens', '', 'details'],
  ] as const) {
    it(what, async () => {
      const inner = '<main><sms-chat endpoint="/graphql"></sms-chat></main>';
      const opened = await open({
        body: after === 'details' ? `<details><summary>Chat</summary>${inner}</details>` : inner,
        css: `html, body { margin: 0 } main { block-size: 700px } sms-chat { block-size: 100%; min-block-size: 0 } ${before}`,
      });
      const {inbox} = opened;
      await inbox.live();
      await eventually(() => assert.equal(inbox.site.openSockets, 1));

      await inbox.page.evaluate(() => {
        document.querySelector('details')?.setAttribute('open', '');
        const {style} = document.querySelector('main')!;
        style.setProperty('block-size', '700px');
        style.setProperty('inline-size', '1000px');
      });

      const top = await settle(opened);
      await check(opened, top);
    });
  }

  for (const [what, css, scale] of [
    ['an ancestor with zoom', 'main { zoom: 1.25 }', 1.25],
    ['an ancestor with a transform', 'main { transform: translate(40px, 20px) }', 1],
    [
      'one with both, a filter and containment',
      'main { zoom: 0.8; transform: translate(40px, 20px); filter: opacity(0.9); contain: layout }',
      0.8,
    ],
  ] as const) {
    it(`${what}: menus open at their buttons`, async () => {
      const opened = await open({css: `html, body { margin: 0 } sms-chat { block-size: 480px } ${css}`});
      const {inbox} = opened;
      await inbox.row(`number ${MESSAGES}`).click();
      await inbox.composer.waitFor();

      await inbox.button('More options').click();
      const button = (await inbox.button('More options').boundingBox())!;
      const menu = (await inbox.page.getByRole('menu').boundingBox())!;
      assert.ok(
        Math.abs(menu.x + menu.width - (button.x + button.width)) < 2 || menu.x <= 9,
        JSON.stringify({menu, button}),
      );
      assert.ok(Math.abs(menu.y - (button.y + button.height)) < 8 * scale, JSON.stringify({menu, button}));
      await inbox.page.keyboard.press('Escape');

      await inbox.button('Templates').click();
      const templates = (await inbox.dialog('Templates').boundingBox())!;
      const opener = (await inbox.button('Templates').boundingBox())!;
      assert.ok(Math.abs(templates.x - opener.x) < 2, JSON.stringify({templates, opener}));
      assert.ok(
        Math.abs(templates.y + templates.height - opener.y) < 8 * scale,
        JSON.stringify({templates, opener}),
      );
    });
  }
});

describe('mounting and removing', () => {
  it('leaves no listener, no timer and no node behind', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const BADGE = '<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>';
    const inbox = await world.open(account.kim, {
      body: `${BADGE}<main></main>`,
      css: CSS,
      before: () => {
        const running = new Set<unknown>();
        const {setInterval, clearInterval} = globalThis;
        Object.assign(globalThis, {
          running,
          setInterval: (...parameters: Parameters<typeof setInterval>) => {
            const timer = setInterval(...parameters);
            running.add(timer);
            return timer;
          },
          clearInterval: (timer: Parameters<typeof clearInterval>[0]) => {
            running.delete(timer);
            clearInterval(timer);
          },
        });
      },
    });
    await inbox.badge.waitFor();
    const session = await inbox.page.context().newCDPSession(inbox.page);
    await session.send('Performance.enable');
    const mountAndRemove = async (times: number) => {
      for (let i = 0; i < times; i++) {
        await inbox.page.evaluate(() => {
          const element = document.createElement('sms-chat') as HTMLElement & {auth: unknown};
          element.setAttribute('endpoint', '/graphql');
          document.querySelector('main')!.append(element);
        });
        await inbox.openThread('Hello');
        await inbox.message('Hello').waitFor();
        await inbox.element.evaluate((element) => element.remove());
      }
    };
    const count = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const {metrics} = await session.send('Performance.getMetrics');
      const metric = (name: string) => metrics.find((it) => it.name === name)!.value;
      const timers = await inbox.page.evaluate(
        () => (globalThis as unknown as {running: Set<unknown>}).running.size,
      );
      return {listeners: metric('JSEventListeners'), nodes: metric('Nodes'), timers};
    };
    await mountAndRemove(3);
    const before = await count();

    await mountAndRemove(10);

    await eventually(async () => {
      const after = await count();
      assert.equal(after.timers, before.timers);
      assert.ok(after.listeners <= before.listeners + 5, JSON.stringify({before, after}));
      assert.ok(after.nodes <= before.nodes + 100, JSON.stringify({before, after}));
    });
    assert.equal(inbox.site.socketsOpened, 1);
  });
});
