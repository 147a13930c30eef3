import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import type {Browser, Page} from 'playwright-core';
import type {AxeResults} from 'axe-core';
import {browserArgs, ensureBrowser} from '../../scripts/browser.mjs';
import {elements} from '../docs/helpers/public-api.js';
import {serve} from './serve.js';

interface Entry {
  id: string;
  title: string;
  type: 'story' | 'docs';
}

const folder = new URL('../../storybook-static/', import.meta.url);
const index = JSON.parse(await readFile(new URL('index.json', folder), 'utf8')) as {
  entries: Record<string, Entry>;
};
const entries = Object.values(index.entries);
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
/** Where stories let the network fail, the browser says so in its console. */
const isMeantToFail = (url: string) => /\/(unreachable|unsteady)\/graphql$/.test(url);
const signedOut = 'elements-sms-chat--signed-out';

describe('the static Storybook, under a sub-path of a plain server', () => {
  let site: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  /** What went wrong in the page since it was last looked at. */
  const complaints: string[] = [];

  before(async () => {
    site = await serve(folder, '/docs/storybook/');
    browser = await chromium.launch({executablePath: await ensureBrowser(), args: browserArgs});
    // Colours are judged at rest.
    page = await browser.newPage({reducedMotion: 'reduce'});
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' && !isMeantToFail(message.location().url)) {
        complaints.push(`console: ${message.text()}`);
      }
    });
    page.on('request', (request) => {
      const {protocol, origin} = new URL(request.url());
      if (protocol.startsWith('http') && origin !== new URL(site.url).origin)
        complaints.push(`leaves for ${request.url()}`);
    });
    await page.addInitScript({path: axe});
    // The add-on's axe is another one, and two cannot run at once.
    const first = entries.find(({title}) => title.startsWith('Leaves'))!.id.replace('--docs', '--default');
    await page.goto(`${site.url}iframe.html?id=${first}&viewMode=story&globals=a11y.manual:!true`);
    await page.locator('#storybook-root .surface').waitFor();
  });

  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  for (const title of new Set(entries.map((entry) => entry.title))) {
    it(`shows every story of ${title}, without errors or findings of axe, light and dark`, async () => {
      for (const entry of entries.filter((candidate) => candidate.title === title)) {
        await show(page, entry);
        const broken =
          entry.type === 'docs' ? [...(await brokenLinks(page)), ...(await undocumented(page))] : [];
        const findings: string[] = [];
        for (const isDark of entry.type === 'story' ? [true, false] : []) {
          await page.evaluate(darken, isDark);
          findings.push(...(await findingsOfAxe(page)));
        }
        const unexpected = complaints
          .splice(0)
          .filter((text) => !(entry.id === signedOut && text.endsWith('a status of 401 ()')));
        assert.deepEqual([...unexpected, ...findings, ...broken], [], entry.id);
      }
    });
  }

  it('sends a message from the whole inbox, and sees it delivered', async () => {
    await show(page, index.entries['elements-sms-chat--default']!);
    await page.getByRole('button', {name: 'New', exact: true}).click();
    await page.getByRole('combobox', {name: 'To'}).fill('0491 570 156');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: '0491 570 156'}).waitFor();
    const message = page.getByRole('textbox', {name: 'Message', exact: true});
    await message.fill('Hello from the page');
    await message.press('Enter');
    const sent = page
      .getByRole('log', {name: 'Messages'})
      .locator('.message', {hasText: 'Hello from the page'});
    await sent.getByText('Delivered').waitFor();
    assert.equal(await page.getByText('Live updates are delayed').count(), 0, 'it came by subscription');
  });
});

/** Goes to a story or a page of the same document, as the manager does: the host in it is started but once. */
async function show(page: Page, {id, type}: Entry): Promise<void> {
  await page.evaluate(
    ([storyId, viewMode]) =>
      new Promise<void>((resolve, reject) => {
        const channel = (window as unknown as StorybookWindow).__STORYBOOK_ADDONS_CHANNEL__;
        channel.once(viewMode === 'docs' ? 'docsRendered' : 'storyFinished', () => resolve());
        for (const failure of [
          'storyMissing',
          'storyErrored',
          'storyThrewException',
          'playFunctionThrewException',
        ])
          channel.once(failure, (detail) => reject(new Error(`${failure}: ${JSON.stringify(detail)}`)));
        channel.emit('setCurrentStory', {storyId, viewMode});
      }),
    [id, type],
  );
  // A page is rendered before the stories on it are, and Storybook reloads the document when they are left halfway.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.sb-story')].every((story) => story.querySelector('.surface, iframe')),
  );
}

/** As the switch of the toolbar does, without rendering the story anew. */
function darken(isDark: boolean): void {
  for (const surface of document.querySelectorAll('.surface')) surface.classList.toggle('dark', isDark);
}

interface StorybookWindow {
  __STORYBOOK_ADDONS_CHANNEL__: {
    once(name: string, listener: (detail: unknown) => void): void;
    emit(name: string, detail: unknown): void;
  };
}

/** Links to pages that there are not, and pictures that do not show. */
async function brokenLinks(page: Page): Promise<string[]> {
  const links = await page
    .locator('#storybook-docs a[href*="?path="]')
    .evaluateAll((all) =>
      all.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('path') ?? ''),
    );
  const pictures = await page.locator('#storybook-docs img').evaluateAll((all) =>
    Promise.all(
      (all as HTMLImageElement[]).map((picture) =>
        picture.decode().then(
          () => '',
          () => `picture ${picture.alt}`,
        ),
      ),
    ),
  );
  return [
    ...links.filter((path) => !(path.split('/').at(-1)! in index.entries)).map((path) => `link to ${path}`),
    ...pictures.filter(Boolean),
  ];
}

/** What the manifest of the package says of the element that a page is about, and its tables do not. */
async function undocumented(page: Page): Promise<string[]> {
  const heading = await page.locator('#storybook-docs h1').first().textContent();
  const element = elements.find(({tagName}) => heading === `<${tagName}>`);
  if (!element) return [];
  const membersOf = (wanted: string) => element.members.filter(({kind}) => kind === wanted);
  const attributes = element.attributes.map(({name}) => name);
  const tables = {
    attributes: element.attributes,
    properties: membersOf('field').filter(({name}) => !attributes.includes(name)),
    methods: membersOf('method'),
    events: element.events,
    slots: element.slots,
    tokens: element.cssProperties,
    parts: element.cssParts,
  };
  const wanted = Object.entries(tables).flatMap(([title, all]) => all.map(({name}) => `${title}: ${name}`));
  const shown = await page.locator('.docblock-argstable tbody tr').evaluateAll((rows) => {
    let title = '';
    return rows.map((row) => {
      const text = row.querySelector('td > span')?.textContent ?? '';
      // The row above a group.
      if ((row as HTMLElement).title) title = text;
      return `${title}: ${text}`;
    });
  });
  return wanted.filter((entry) => !shown.includes(entry)).map((entry) => `undocumented ${entry}`);
}

async function findingsOfAxe(page: Page): Promise<string[]> {
  const {violations} = await page.evaluate(() =>
    (window as unknown as {axe: {run(root: Element, options: object): Promise<AxeResults>}}).axe.run(
      document.querySelector('#storybook-root')!,
      {
        resultTypes: ['violations'],
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']},
      },
    ),
  );
  return violations.map(
    ({id, help, nodes}) =>
      `axe ${id}: ${help} (${nodes.map(({target}) => target.flat().join(' ')).join(', ')})`,
  );
}
