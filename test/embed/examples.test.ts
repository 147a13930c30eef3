/** The apps of examples/, as their frameworks built them: what hosts write works in all of them. */
import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createServer, loadConfigFromFile} from 'vite';
import {fromRoot} from '../../scripts/lib/run.mjs';
import {start} from '../../server/start.js';
import {addThread, stranger} from '../e2e/helpers/content.js';
import {eventually} from '../e2e/helpers/eventually.js';
import type {Inbox} from '../e2e/helpers/inbox.js';
import {startWorld} from '../e2e/helpers/world.js';
import type {TestAccount} from '../server/helpers/host.js';

const world = await startWorld();

/** Where the pages of each lie once they are built. */
const EXAMPLES = {
  'plain HTML': 'examples/html',
  'React 19': 'examples/react/dist',
  'Vue 3': 'examples/vue/dist',
  'Svelte 5': 'examples/svelte/dist',
  'Angular 21': 'examples/angular/dist',
  'Lit SSR': 'examples/ssr/dist',
};

interface Opened {
  account: TestAccount;
  inbox: Inbox;
  /** Of the person whose message is unread. */
  number: string;
}

const output = ({page}: Inbox, name: string) => page.getByRole('status', {name});
const checkbox = ({page}: Inbox, name: string) => page.getByRole('checkbox', {name});

async function unreadIs(inbox: Inbox, count: number): Promise<void> {
  await eventually(async () => assert.equal(await output(inbox, 'Unread').innerText(), String(count)));
}

const FEATURES: Record<string, (opened: Opened) => Promise<void>> = {
  'attributes, and the property `auth`': async ({inbox}) => {
    await inbox.row('Are you open?').waitFor();
    // Some frameworks set the attribute, some the property.
    const taken = await inbox.element.evaluate((element) => {
      const {endpoint, persistence} = element as HTMLElement & {endpoint: string; persistence: string};
      return {endpoint, persistence};
    });
    assert.deepEqual(taken, {endpoint: '/graphql', persistence: 'drafts'});
  },

  'badge and inbox on one connection': async ({inbox}) => {
    await inbox.page.getByRole('link', {name: 'SMS Chat, 1 unread message', exact: true}).waitFor();
    await inbox.row('Are you open?').waitFor();
    assert.equal(inbox.site.openSockets, 1);
  },

  'events with their details': async ({account, inbox}) => {
    await unreadIs(inbox, 1);
    await account.inbound('And tomorrow?');
    await unreadIs(inbox, 2);
    await inbox.openThread('Are you open?');
    await inbox.sendMessage('Yes, until five');
    await eventually(async () => assert.equal(await output(inbox, 'Sent').innerText(), '1'));
  },

  'an event that is cancelled': async ({inbox}) => {
    await checkbox(inbox, 'Hold messages').check();
    await inbox.openThread('Are you open?');
    await inbox.write('Not yet');
    await inbox.send.click();
    await inbox.hears('sms-chat-before-send');
    assert.equal(await inbox.composer.inputValue(), 'Not yet');
    assert.equal(await inbox.message('Not yet').count(), 0);
  },

  'a method, called by reference': async ({inbox}) => {
    await inbox.row('Are you open?').waitFor();
    await inbox.button('Write to 0491 570 006').click();
    await inbox.page.getByRole('heading', {name: '0491 570 006'}).waitFor();
  },

  'slots, and parts for its style sheet': async ({inbox}) => {
    await inbox.openThread('Are you open?');
    await inbox.button('Call').waitFor();
    const header = inbox.page.locator('[part~="thread-header"]');
    const width = await header.evaluate((element) => getComputedStyle(element).borderBlockEndWidth);
    assert.equal(width, '3px');
  },

  'a strict policy with Trusted Types, through a whole session': async ({account, inbox}) => {
    const violations: string[] = [];
    inbox.page.on('pageerror', ({message}) => violations.push(message));
    await inbox.openThread('Are you open?');
    await inbox.sendMessage('Yes');
    await inbox.button('Templates').click();
    await inbox.page.keyboard.press('Escape');
    await inbox.button('Add Contact').click();
    await inbox.dialog('Add contact').waitFor();
    await inbox.page.keyboard.press('Escape');
    await account.inbound('Thank you');
    await unreadIs(inbox, 1);
    assert.deepEqual(violations, []);
  },

  'rendered anew by its parent: text and focus stay': async ({account, inbox}) => {
    await inbox.openThread('Are you open?');
    await inbox.composer.pressSequentially('Half a');
    await account.inbound('A message from somebody else');
    await unreadIs(inbox, 1);
    await inbox.page.keyboard.type(' sentence');
    assert.equal(await inbox.composer.inputValue(), 'Half a sentence');
  },

  'removed, and put back': async ({inbox, number}) => {
    await inbox.openThread('Are you open?');
    await inbox.write('Unfinished');
    await checkbox(inbox, 'Show inbox').uncheck();
    await inbox.element.waitFor({state: 'detached'});
    await checkbox(inbox, 'Show inbox').check();
    await inbox.openThread(number);
    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'Unfinished'));
    assert.equal(inbox.site.socketsOpened, 1);
  },
};

/** Of hosts whose server renders the elements. */
const ON_A_SERVER: Record<string, (opened: Opened) => Promise<void>> = {
  'the frame, before any script has run': async ({account, inbox: {site}}) => {
    const inbox = await world.open(account.kim, {site, context: {javaScriptEnabled: false}});
    await inbox.search.waitFor();
    await inbox.badge.waitFor();
  },
};

/** Host by feature, in the order of above; `scripts/test-embed.mjs` makes a table of it. */
const results: {example: string; folder: string; feature: string; passed: boolean}[] = [];

after(() => {
  mkdirSync(fromRoot('test-results'), {recursive: true});
  writeFileSync(fromRoot('test-results/embed.json'), JSON.stringify(results, null, 2));
});

for (const [example, folder] of Object.entries(EXAMPLES)) {
  describe(`<sms-chat> in ${example}`, () => {
    const features = {...FEATURES, ...(folder.includes('/ssr/') && ON_A_SERVER)};
    for (const [feature, check] of Object.entries(features)) {
      it(feature, async () => {
        const result = {example, folder, feature, passed: false};
        results.push(result);
        const account = await world.account();
        const person = stranger();
        await addThread(account, {with: person, messages: [{body: 'Are you open?'}], unread: 1});
        const site = await world.site({
          folder: fromRoot(folder),
          session: async () => ({token: await account.kim.token()}),
        });
        const inbox = await world.open(account.kim, {site});
        await check({account, inbox, number: person.number});
        result.passed = true;
      });
    }
  });
}

describe('the dev server of', () => {
  let host: Awaited<ReturnType<typeof start>>;
  before(async () => void (host = await start({demo: true, seed: async () => {}})));
  after(() => host.stop());

  for (const app of ['react', 'vue', 'svelte']) {
    it(`examples/${app} signs in at the demo`, async () => {
      const command = {command: 'serve', mode: 'development'} as const;
      const own = await loadConfigFromFile(command, undefined, fromRoot(`examples/${app}`));
      // With this host in place of the one that `npm start` starts.
      const proxy = Object.entries(own?.config.server?.proxy ?? {}).map(([path, to]) => [
        path,
        typeof to === 'string' ? host.url : {...to, target: host.url},
      ]);
      const server = await createServer({
        configFile: false,
        root: fromRoot('test/embed'),
        server: {port: 0, proxy: Object.fromEntries(proxy)},
      });
      await server.listen();
      const page = server.resolvedUrls!.local[0]!;
      const {status} = await fetch(`${page}api/session`, {
        method: 'POST',
        headers: {'content-type': 'application/json', origin: new URL(page).origin},
        body: '{}',
      });
      await server.close();
      assert.notEqual(status, 403);
    });
  }
});
