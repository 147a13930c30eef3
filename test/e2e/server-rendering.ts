import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {build} from 'esbuild';
import {fromRoot, run} from '../../scripts/lib/run.mjs';
import type {TestAccount} from '../server/helpers/host.js';
import {addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';
import type {OpenOptions} from './helpers/world.js';

const world = await startWorld();

/** As it is published. */
const PACKAGE = 'sms-chat-elements';

interface PageAttributes {
  lang?: string;
  conversationId?: string;
}

interface Rendered {
  pages: string[];
  connected: string[];
  requests: string[];
  timers: string[];
}

/** In a process of its own, without a DOM. */
async function renderOnServer(...pages: PageAttributes[]): Promise<Rendered> {
  const program = fromRoot('test/e2e/helpers/render-on-server.mjs');
  const {output} = await run(process.execPath, [program, PACKAGE, JSON.stringify(pages)], {quiet: true});
  return JSON.parse(output) as Rendered;
}

/** What a host's bundler makes of the import in its script. */
async function bundled(specifier: string): Promise<string> {
  const {outputFiles} = await build({
    stdin: {contents: `import '${specifier}';`, resolveDir: fromRoot('.')},
    bundle: true,
    format: 'esm',
    conditions: ['production'],
    minify: true,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}

const takingOver = bundled(`${PACKAGE}/hydrate`);

const SIGN_IN = `for (const element of document.querySelectorAll('sms-chat, sms-chat-badge'))
  element.auth = async () => ({token: window.token});`;

/** A page that was rendered on the server, whose script waits for `run()`. */
async function openRendered(
  account: TestAccount,
  {first = '', script, ...options}: PageAttributes & OpenOptions & {first?: string; script?: string},
) {
  const {lang, conversationId} = options;
  const {
    pages: [body],
  } = await renderOnServer({...(lang && {lang}), ...(conversationId && {conversationId})});
  const files = {
    '/rendered.js': script ?? (await takingOver),
    '/sign-in.js': SIGN_IN,
    '/start.js': `globalThis.run = async () => {
      ${first}
      await import('/sign-in.js');
      await import('/rendered.js');
    };`,
    '/': `<!doctype html><html lang="${lang ?? 'en'}"><head><title>Host page</title>
      <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/page.css">
      <script type="module" src="/start.js"></script></head><body>${body}</body></html>`,
  };
  const inbox = await world.open(account.kim, {...options, files});
  const complaints: string[] = [];
  inbox.page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  const hydrate = async () => {
    await inbox.page.evaluate(() => (globalThis as unknown as {run(): unknown}).run());
    await inbox.badge.or(inbox.page.getByRole('link', {name: /^SMS-Chat/})).waitFor();
    assert.deepEqual(complaints, []);
  };
  return {inbox, hydrate};
}

/** How often each element, and each sort of what it shows, is on the page; style elements among them. */
function census({page}: Inbox): Promise<Record<string, number>> {
  return page.evaluate(() => {
    const found: Record<string, number> = {};
    const roots: ParentNode[] = [document.body];
    for (const root of roots) {
      for (const element of root.querySelectorAll('*')) {
        const {localName, shadowRoot} = element;
        if (/^(sms-chat|style|input|form|button)/.test(localName))
          found[localName] = (found[localName] ?? 0) + 1;
        if (shadowRoot) roots.push(shadowRoot);
      }
    }
    return found;
  });
}

async function accountWithThread() {
  const account = await world.account();
  const person = stranger();
  const id = await addThread(account, {with: person, messages: [{body: 'Hello'}], unread: 1});
  return {account, person, id};
}

describe('what a server renders', () => {
  it('is the frame while it loads, without a request, a timer, or what a browser has', async () => {
    const {pages, connected, requests, timers} = await renderOnServer({}, {conversationId: 'one'});

    assert.match(pages[0]!, /Loading conversations…/);
    assert.match(pages[0]!, /Select a conversation/);
    assert.doesNotMatch(pages[1]!, /Select a conversation/);
    assert.deepEqual(connected, pages);
    assert.deepEqual(requests, []);
    assert.deepEqual(timers, []);
  });

  it('is in the language that each page asks for, also where several are rendered at a time', async () => {
    const {pages} = await renderOnServer({lang: 'de'}, {lang: 'ar'}, {lang: 'en-AU'}, {lang: 'ja'});

    const words = ['Unterhaltungen durchsuchen', 'البحث في المحادثات', 'Search conversations', '会話を検索'];
    const found = pages.map((page) => words.filter((word) => page.includes(word)));
    assert.deepEqual(
      found,
      words.map((word) => [word]),
    );
    assert.match(pages[1]!, /part="inbox"[^>]*\sdir="rtl"/);
  });

  it('can be read before any script has run', async () => {
    const {account} = await accountWithThread();
    const {inbox} = await openRendered(account, {lang: 'de', context: {javaScriptEnabled: false}});

    await inbox.page.getByRole('searchbox', {name: 'Unterhaltungen durchsuchen'}).waitFor();
    await inbox.page.getByRole('link', {name: 'SMS-Chat'}).waitFor();
    await inbox.page.getByText('Wählen Sie eine Unterhaltung').waitFor();
  });
});

describe('what a server rendered, in a browser', () => {
  it('is taken over as it stands: nothing is there twice, and the inbox works', async () => {
    const {account, person} = await accountWithThread();
    const {inbox, hydrate} = await openRendered(account, {});
    await inbox.page.evaluate(() => {
      const page = globalThis as unknown as {pane: Element};
      page.pane = document.querySelector('sms-chat')!.shadowRoot!.querySelector('sms-chat-list-pane')!;
    });
    const before = await census(inbox);

    await hydrate();

    await inbox.openThread('Hello');
    await inbox.sendMessage('Taken over');
    await eventually(() => assert.equal(world.carrier.takenFor(person.address).length, 1));
    await inbox.badge.waitFor();
    assert.equal(inbox.site.socketsOpened, 1);
    const after = await census(inbox);
    for (const name of Object.keys(before).filter((name) => name.startsWith('sms-chat')))
      assert.equal(after[name], 1, name);
    assert.equal(after.form, 1);
    assert.equal(after.style, undefined, 'sheets are shared instead');
    const isSamePane = await inbox.page.evaluate(() => {
      const {pane} = globalThis as unknown as {pane: Element};
      return pane === document.querySelector('sms-chat')!.shadowRoot!.querySelector('sms-chat-list-pane');
    });
    assert.ok(isSamePane);
    await inbox.button('More options').click();
    await inbox.page.getByRole('menuitem', {name: 'Mark all as read'}).waitFor();
  });

  it('shows no frame with anything doubled, missing, or in another language', async () => {
    const {account} = await accountWithThread();
    const {inbox, hydrate} = await openRendered(account, {lang: 'de'});
    const {page} = inbox;
    // Looked at before each frame is painted, from before the scripts to the first conversation.
    await page.evaluate(() => {
      const frames: string[] = [];
      Object.assign(globalThis, {frames});
      const look = () => {
        const roots: ParentNode[] = [document.body];
        const names: string[] = [];
        for (const root of roots)
          for (const element of root.querySelectorAll('*')) {
            if (element.matches('input, [part~="list-toolbar"] > form > button'))
              names.push(element.getAttribute('aria-label')!);
            if (element.shadowRoot) roots.push(element.shadowRoot);
          }
        if (frames.at(-1) !== names.join()) frames.push(names.join());
        requestAnimationFrame(look);
      };
      look();
    });

    await hydrate();

    await inbox.page.getByRole('list', {name: 'Unterhaltungen'}).getByRole('button').waitFor();
    const frames = await page.evaluate(() => (globalThis as unknown as {frames: string[]}).frames);
    assert.deepEqual(frames, ['Unterhaltungen durchsuchen,Suchen']);
  });

  it('keeps what was typed before it was taken over, and does not leave the page for it', async () => {
    const {account} = await accountWithThread();
    const {inbox, hydrate} = await openRendered(account, {});
    await inbox.search.fill('Nobody');
    await inbox.search.press('Enter');

    await hydrate();
    await inbox.row('Hello').waitFor();

    assert.equal(await inbox.search.inputValue(), 'Nobody');
    await inbox.button('Clear').waitFor();
    await inbox.search.press('Enter');
    await inbox.text('No conversations match “Nobody”.').waitFor();
  });

  it('opens the thread that its server rendered, and another one that the page asked for meanwhile', async () => {
    const {account, id} = await accountWithThread();
    const same = await openRendered(account, {conversationId: id});
    await same.hydrate();
    await same.inbox.message('Hello').waitFor();

    const first = `document.querySelector('sms-chat').conversationId = '${id}';`;
    const other = await openRendered(account, {first});
    await other.hydrate();
    await other.inbox.message('Hello').waitFor();
    await other.inbox.sendMessage('In time');
    assert.equal((await census(other.inbox))['sms-chat-thread-pane'], 1);
  });

  it('is replaced where the one-file build is loaded, which takes nothing over', async () => {
    const {account} = await accountWithThread();
    const {inbox, hydrate} = await openRendered(account, {script: `import '/dist/sms-chat.js';`});

    await hydrate();

    await inbox.openThread('Hello');
    const {form, 'sms-chat-list-pane': panes} = await census(inbox);
    assert.deepEqual({form, panes}, {form: 1, panes: 1});
  });

  it('shows one pane where the window has no room for two', async () => {
    const {account} = await accountWithThread();
    const {inbox, hydrate} = await openRendered(account, {context: {viewport: {width: 360, height: 640}}});
    await inbox.search.waitFor();
    assert.equal(await inbox.text('Select a conversation to read and answer it.').isVisible(), false);

    await hydrate();

    await inbox.openThread('Hello');
    await inbox.button('Back').click();
    await inbox.row('Hello').waitFor();
  });
});
