/** What the inbox looks like in its main states, held against the pictures in test/screenshots. */
import {describe, it} from 'node:test';
import {readFileSync} from 'node:fs';
import {fromRoot} from '../../scripts/lib/run.mjs';
import {freshNumber} from '../server/helpers/host.js';
import type {TestAccount} from '../server/helpers/host.js';
import {addContact, addTemplate, addThread} from './helpers/content.js';
import type {MessageContent} from './helpers/content.js';
import type {Inbox} from './helpers/inbox.js';
import {Pictures} from './helpers/pictures.js';
import {startWorld} from './helpers/world.js';
import type {OpenOptions} from './helpers/world.js';

const world = await startWorld();
const pictures = new Pictures();

/** A Thursday afternoon. */
const NOW = Date.parse('2026-03-12T15:30:00Z');
const HOUR = 60;
const DAY = 24 * HOUR;
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);

/** From packages, in place of whatever typefaces the machine has. */
const typeface = (name: string, family: string, script: string) => {
  const file = `node_modules/@fontsource-variable/${family}/files/${family}-${script}-wght-normal.woff2`;
  const content = readFileSync(fromRoot(file), 'base64');
  return `@font-face { font-family: ${name}; font-weight: 100 900; src: url(data:font/woff2;base64,${content}) }`;
};
const CSS = `${typeface('Latin', 'inter', 'latin')} ${typeface('Arabic', 'vazirmatn', 'arabic')}
  /* In the headings of a theme. */
  ${typeface('Georgia', 'inter', 'latin')}
  :root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 14px Latin, Arabic }
  body { margin: 0 }
  sms-chat { block-size: 100vh }
  html sms-chat, html sms-chat-badge { --sms-chat-font-family: Latin, Arabic }`;

const MEDIUM: View = {size: [760, 540]};
const NARROW: View = {size: [360, 640]};
/** One of both colour schemes at least. */
const THEMES = {compact: 'light', material: 'light', warm: 'dark'} as const;

interface View extends OpenOptions {
  size: [width: number, height: number];
}

function open(account: TestAccount, {size: [width, height], css = '', context, ...more}: View) {
  return world.open(account.kim, {
    now: NOW,
    css: CSS + css,
    // The strictest policy lets no typeface in.
    context: {viewport: {width, height}, bypassCSP: true, ...context},
    ...more,
  });
}

/** Stops what passes by itself: offers, countdowns, attempts to connect. */
async function pause({page}: Inbox) {
  await page.clock.pauseAt(NOW);
}

async function compare({page}: Inbox, name: string) {
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await pictures.compare(page, name);
}

/** A clinic's day: texts of every length, all states of a message, read and unread, saved and not. */
async function fill(account: TestAccount) {
  const {db} = account.test;
  await db
    .updateTable('merge_field')
    .set({label: 'Clinic'})
    .where('account_id', '=', account.id)
    .where('key', '=', 'clinic')
    .execute();
  const person = (firstName: string, lastName: string, ending: string) =>
    addContact(account, {
      ...{firstName, lastName, address: `+61491570${ending}`},
      fields: {first_name: firstName, last_name: lastName},
    });
  const stranger = (address: string, number: string) => ({contactId: null, address, number});
  const single = async (
    who: Awaited<ReturnType<typeof person>>,
    minutes: number,
    message: Omit<MessageContent, 'at'>,
    unread = 0,
  ) => addThread(account, {with: who, messages: [{at: minutesAgo(minutes), ...message}], unread});

  const jane = await person('Jane', 'Citizen', '156');
  await addThread(account, {
    with: jane,
    messages: [
      {
        at: minutesAgo(DAY + 4 * HOUR),
        ...{sent: true, author: account.sam},
        body: 'Hello Jane, your results are back and everything is as it should be. The doctor would like to see you again in six months. Shall we book that now?',
      },
      {at: minutesAgo(DAY + 3 * HOUR), body: 'That is good to hear, thank you!'},
      {
        at: minutesAgo(DAY + 3 * HOUR - 1),
        body: 'Yes please. Mornings are best, before school starts if you can.',
      },
      {at: minutesAgo(5 * HOUR), sent: true, author: account.kim, body: 'Tuesday 8 September at 8:15?'},
      {
        at: minutesAgo(5 * HOUR - 1),
        ...{sent: true, author: account.kim, delivery: 'FAILED', retryReason: 'The handset is switched off.'},
        body: 'Bring the letter of your specialist along.',
      },
      {
        at: minutesAgo(5 * HOUR - 20),
        ...{sent: true, author: account.kim, delivery: 'UNKNOWN'},
        body: 'And your card, please.',
      },
      {at: minutesAgo(4 * HOUR), sent: true, author: account.kim, delivery: 'SENT', body: 'See you then'},
      {at: minutesAgo(12), body: 'Perfect'},
      {
        at: minutesAgo(11),
        body: 'One more thing: can I bring my youngest along? She has had a cough since Sunday and it does not get better.',
      },
    ],
    unread: 2,
  });
  await single(
    stranger('+61491570157', '0491 570 157'),
    32,
    {body: 'Hi, is this the clinic on Harbour Street? I found you online'},
    1,
  );
  await single(await person('Bartholomew', 'Featherstonehaugh-Cholmondeley', '158'), 71, {
    ...{sent: true, author: account.kim},
    body: 'Your script is ready to be picked up at the front desk until six.',
  });
  await single(await person('Maya', 'Lindqvist', '159'), 3 * HOUR, {body: 'ok'});
  await single(await person('Owen', 'Parry', '110'), 6 * HOUR, {
    ...{sent: true, author: account.sam, delivery: 'FAILED'},
    body: 'We have moved your appointment to Friday',
  });
  await single(await person('Leila', 'Haddad', '313'), 22 * HOUR, {body: 'شكراً جزيلاً، نراكم يوم الأحد'}, 120);
  await single(stranger('+491713920042', '+49 171 3920042'), 2 * DAY, {
    body: 'Guten Tag, ich bin noch bis Montag hier. Haben Sie einen Termin frei?',
  });
  const surgery = await account.addSender('VIRTUAL', freshNumber(), {label: 'Surgery'});
  await single(await person('Noah', 'Ferraro', '737'), 4 * DAY, {
    ...{sent: true, author: account.kim, senderId: surgery},
    body: 'Happy birthday from all of us',
  });
  await single(await person('Ruth', 'Okafor', '006'), 40 * DAY, {body: 'Thank you, that was quick'});
  await single(stranger('+61491571266', '0491 571 266'), 500 * DAY, {body: 'STOP'});
  await addThread(account, {
    with: await person('Marek', 'Novotny', '266'),
    messages: [{at: minutesAgo(90 * DAY), body: 'We have moved away, goodbye'}],
    closed: true,
  });
  await db
    .insertInto('opt_out')
    .values({account_id: account.id, address: '+61491571266', since: minutesAgo(500 * DAY)})
    .execute();
  for (const [name, body] of [
    [
      'Appointment reminder',
      'Hello {{first_name|there}}, this is a reminder of your appointment at {{clinic}} tomorrow.',
    ],
    ['Directions', 'We are in Harbour Street, next to the library. Parking is behind the house.'],
    ['Opening hours', 'We are open from 9 to 5 on weekdays, and from 9 to 12 on Saturdays.'],
  ] as const)
    await addTemplate(account, name, body);
  await account.addSender('ALPHANUMERIC', null, {label: 'HARBOUR'});
}

/** Opens the inbox of a clinic. */
async function openList(view: View): Promise<Inbox> {
  const account = await world.account();
  await fill(account);
  const inbox = await open(account, view);
  await inbox.page.locator('[part~="row"]').last().waitFor();
  await inbox.live();
  return inbox;
}

/** Opens a thread, and waits until it has been read. */
async function openThread({page}: Inbox, name: string) {
  const row = page.locator('[part~="row"]').filter({hasText: name});
  await row.click();
  await page.locator('[part~="recipient-name"]').filter({hasText: name}).waitFor();
  await page.locator('[part~="bubble"]').last().waitFor();
  await row.locator('[part~="unread-count"]').waitFor({state: 'detached'});
}

describe('looks as it did:', () => {
  it('the inbox, light and dark, in forced colours, on a tablet, and in each theme', async () => {
    const inbox = await openList({size: [1280, 640]});
    const {page} = inbox;
    await openThread(inbox, 'Jane');
    await compare(inbox, 'inbox-light');
    await page.emulateMedia({colorScheme: 'dark'});
    await compare(inbox, 'inbox-dark');

    await page.setViewportSize({width: 768, height: 640});
    await page.emulateMedia({colorScheme: 'light', forcedColors: 'active'});
    // Its caret cannot be hidden there.
    await inbox.button('Templates').focus();
    await compare(inbox, 'forced-colors');
    await page.emulateMedia({colorScheme: 'light', forcedColors: 'none'});
    await compare(inbox, 'inbox-768');

    for (const [theme, colorScheme] of Object.entries(THEMES)) {
      await page.emulateMedia({colorScheme});
      const style = await page.addStyleTag({path: fromRoot(`themes/${theme}.css`)});
      await compare(inbox, `theme-${theme}`);
      await style.evaluate((element) => (element as Element).remove());
    }
  });

  it('the list and a thread, narrow, and a connection that is lost', async () => {
    const inbox = await openList(NARROW);
    await compare(inbox, 'list-360');
    await openThread(inbox, 'Jane');
    await compare(inbox, 'thread-360');
    await pause(inbox);
    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();
    await compare(inbox, 'connection-lost-360');
  });

  it('the inbox in Arabic, wide and narrow', async () => {
    const inbox = await openList({html: 'lang="ar" dir="rtl"', size: [1000, 640]});
    await inbox.page.getByPlaceholder('الاسم أو الرقم').waitFor();
    await openThread(inbox, 'Leila');
    await compare(inbox, 'arabic');
    await inbox.page.setViewportSize({width: 360, height: 640});
    await inbox.page.emulateMedia({colorScheme: 'dark'});
    await compare(inbox, 'arabic-360');
  });

  it('menu, filter and dialog of the list', async () => {
    const inbox = await openList(MEDIUM);
    const choice = inbox.page.getByRole('menuitemradio', {name: 'Surgery'});
    await inbox.button('More options').click();
    await choice.waitFor();
    await compare(inbox, 'more-options');
    await choice.click();
    await inbox.row('Jane').waitFor({state: 'detached'});
    await compare(inbox, 'filter');
    await inbox.button('Remove filter: Surgery').click();
    await inbox.row('Jane').waitFor();
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('ma');
    await inbox.button('Open Chat').waitFor();
    await compare(inbox, 'new-chat');
  });

  it('a thread: of a stranger, with templates, with what cannot be sent, and closed', async () => {
    const inbox = await openList(MEDIUM);
    await openThread(inbox, '0491 570 157');
    await inbox.button('Add Contact').click();
    await inbox.button('Save').click();
    await inbox.dialog('Add contact').getByText('Enter a first name').waitFor();
    await compare(inbox, 'add-contact');
    await inbox.button('Cancel').click();

    await openThread(inbox, 'Noah');
    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('option').first().waitFor();
    await compare(inbox, 'templates');
    await inbox.page.keyboard.press('Escape');
    await inbox.write('Hello {{first_name}}, it’s time for your check-up at {{clinic}}.');
    await inbox.text(/^No value for Clinic/).waitFor();
    await compare(inbox, 'composer');
    await inbox.write('This is too long. '.repeat(40));
    await inbox.text(/^Too long/).waitFor();
    await compare(inbox, 'too-long');

    await openThread(inbox, '0491 571 266');
    await inbox.text(/has opted out/).waitFor();
    await compare(inbox, 'opted-out');
    await inbox.button('Close Chat').click();
    await inbox.button('Undo').waitFor();
    await pause(inbox);
    await compare(inbox, 'closed');
  });

  it('an empty list, and one in which nothing is found', async () => {
    const inbox = await open(await world.account(), MEDIUM);
    await inbox.text('No conversations yet.').waitFor();
    await inbox.live();
    await compare(inbox, 'empty');
    await inbox.search.fill('harbour');
    await inbox.search.press('Enter');
    await inbox.text('No conversations match “harbour”.').waitFor();
    await compare(inbox, 'no-match');
  });

  it('an inbox that could not be loaded', async () => {
    const site = await world.site({css: CSS});
    let goOn = () => {};
    const isPaused = new Promise<void>((resolve) => (goOn = resolve));
    site.answer = (_, response) => void isPaused.then(() => response.writeHead(404).end());
    const inbox = await open(await world.account(), {...MEDIUM, site});
    // Rendered: what it waited for before, in the page's own time, is over.
    await inbox.search.waitFor();
    await pause(inbox);
    goOn();
    await inbox.button('Try again').last().waitFor();
    await compare(inbox, 'load-error');
  });

  it('the badge in the header of a page', async () => {
    const body = `<header>Balance: $24.50 <sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge></header>`;
    const css =
      'header { align-items: center; display: flex; gap: 12px; justify-content: end; padding: 8px 16px }';
    const account = await world.account();
    await fill(account);
    const inbox = await open(account, {size: [240, 52], body, css});
    await inbox.page.getByRole('link', {name: /unread/}).waitFor();
    await compare(inbox, 'badge');
  });
});

it('every picture in test/screenshots is one that a test takes', () => pictures.assertNoOthers());
