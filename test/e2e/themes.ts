import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {readFileSync, readdirSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';
import type {TestAccount} from '../server/helpers/host.js';
import {findingsOfAxe} from './helpers/axe.js';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();
const read = (theme: string) => readFileSync(fromRoot(`themes/${theme}`), 'utf8');

const BODY = `<header><sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge></header>
  <main><h1>SMS Chat</h1><sms-chat endpoint="/graphql"></sms-chat></main>`;
const PAGE = `:root { color-scheme: light dark; background: Canvas; color: CanvasText }
  body, h1 { margin: 0 } sms-chat { block-size: 600px }`;

/** Every colour that text has: bubbles of both directions and in each state, unread rows, a draft. */
async function fill(account: TestAccount) {
  const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
  await addThread(account, {
    with: jane,
    messages: [
      {body: 'Hello, is it ready?'},
      {body: 'It is', sent: true},
      {body: 'This one failed', sent: true, delivery: 'FAILED'},
      {body: 'This one is unknown', sent: true, delivery: 'UNKNOWN'},
      {body: 'Are you there?'},
    ],
    unread: 1,
  });
  await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}], unread: 1});
  await addTemplate(account, 'Opening hours', 'We are open from 9 to 5');
}

/** Goes to what shows colours, and gathers what axe finds there. */
async function findings(inbox: Inbox, rules?: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  const look = async () => found.push(...(await findingsOfAxe(inbox, rules)));
  await inbox.openThread('Jane');
  await inbox.message('This one is unknown').waitFor();
  await inbox.write('It’s {{nowhere}}');
  await look();
  await inbox.button('More options').click();
  await inbox.page.getByRole('menuitem').first().waitFor();
  await look();
  await inbox.page.keyboard.press('Escape');
  await inbox.button('Templates').click();
  await inbox.dialog('Templates').getByRole('option').waitFor();
  await look();
  await inbox.page.keyboard.press('Escape');
  await inbox.button('New').click();
  await inbox.dialog('New chat').getByRole('combobox').fill('jane');
  await inbox.dialog('New chat').getByRole('option').waitFor();
  await look();
  await inbox.page.keyboard.press('Escape');
  await inbox.button('Close Chat').click();
  await inbox.button('Undo').waitFor();
  await look();
  inbox.site.down();
  await inbox.notice('Connection lost').waitFor();
  await look();
  return found;
}

for (const theme of readdirSync(fromRoot('themes'))) {
  for (const colorScheme of ['light', 'dark'] as const) {
    it(`themes/${theme}, ${colorScheme}: every text has the contrast of WCAG AA, every control its size`, async () => {
      const account = await world.account();
      await fill(account);
      const inbox = await world.open(account.kim, {
        body: BODY,
        css: PAGE + read(theme),
        context: {colorScheme},
      });
      assert.deepEqual(await findings(inbox, ['color-contrast', 'target-size']), []);
    });
  }
}

it('themes/warm.css, dark: every text has the contrast of WCAG AAA', async () => {
  const account = await world.account();
  await fill(account);
  const inbox = await world.open(account.kim, {
    body: BODY,
    css: PAGE + read('warm.css'),
    context: {colorScheme: 'dark'},
  });
  assert.deepEqual(await findings(inbox, ['color-contrast-enhanced']), []);
});

describe('parts', () => {
  it('are reached from the page, in each of their states', async () => {
    const account = await world.account();
    await fill(account);
    const inbox = await world.open(account.kim, {
      css: `sms-chat { block-size: 600px }
        sms-chat::part(row unread) { opacity: 0.92 }
        sms-chat::part(row selected) { opacity: 0.91 }
        sms-chat::part(bubble inbound) { opacity: 0.93 }
        sms-chat::part(bubble outbound) { opacity: 0.94 }
        sms-chat::part(unread-line) { opacity: 0.95 }`,
    });
    await inbox.openThread('Jane');
    await inbox.message('This one is unknown').waitFor();
    const opacity = (part: string) =>
      inbox.page
        .locator(`[part~="${part.replace(' ', '"][part~="')}"]`)
        .first()
        .evaluate((element) => getComputedStyle(element).opacity);

    const shown = ['row selected', 'row unread', 'bubble inbound', 'bubble outbound', 'unread-line'];
    assert.deepEqual(await Promise.all(shown.map(opacity)), ['0.91', '0.92', '0.93', '0.94', '0.95']);
  });
});
