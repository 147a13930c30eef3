import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {browserArgs, ensureBrowser} from '../../scripts/browser.mjs';
import {start} from '../../server/start.js';
import type {Host} from '../../server/start.js';

const PAGES = ['#/', '#/sms-chat', '#/campaigns', '#/handsets'];

interface Violation {
  id: string;
  nodes: {target: unknown}[];
}

describe('the demo dashboard', () => {
  let host: Host;
  let browser: Browser;
  let context: BrowserContext;
  let axe: string;

  before(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    host = await start({demo: true, simulator: {acceptMs: 0, deliverMs: 0}});
    browser = await chromium.launch({executablePath: await ensureBrowser(), args: browserArgs});
    context = await browser.newContext({viewport: {width: 1280, height: 800}});
  });
  after(async () => {
    await browser?.close();
    await host?.stop();
  });

  /** A page that has its first data, and the trouble that it reported. */
  async function open(hash: string, {agent = ''} = {}): Promise<{page: Page; trouble: string[]}> {
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('pageerror', (error) => trouble.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') trouble.push(message.text());
    });
    await page.goto(`${host.url}/?agent=${agent}${hash}`.replace('?agent=#', '#'));
    await page.locator('#balance strong').waitFor();
    await page.locator('main h1').waitFor();
    return {page, trouble};
  }

  for (const hash of PAGES) {
    it(`shows ${hash} with the badge, without errors`, async () => {
      const {page, trouble} = await open(hash);
      await page.getByRole('link', {name: /^SMS Chat, \d+ unread messages$/}).waitFor();
      assert.deepEqual(trouble, []);
      await page.close();
    });

    it(`has no barriers on ${hash}, wide and narrow`, async () => {
      const {page} = await open(hash);
      await page.getByText('Loading…').waitFor({state: 'hidden'});
      for (const width of [1280, 360]) {
        await page.setViewportSize({width, height: 800});
        await page.evaluate(axe);
        const violations = await page.evaluate<Violation[]>(
          'axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations)',
        );
        const found = violations.map(({id, nodes}) => [id, ...nodes.map(({target}) => String(target))]);
        assert.deepEqual(found, [], `at ${width} pixels`);
        const overflow = 'document.documentElement.scrollWidth - innerWidth';
        assert.ok((await page.evaluate<number>(overflow)) <= 0, `fits into ${width} pixels`);
      }
      await page.close();
    });
  }

  it('shows what a page can switch on', async () => {
    const {page, trouble} = await open('#/sms-chat');
    await page.getByText('Pandanus Pharmacy').first().click();
    await page.getByRole('button', {name: 'Copy number'}).waitFor();
    await page.getByRole('button', {name: 'Insert emoji'}).click();
    await page.getByRole('combobox', {name: 'Search'}).waitFor();
    assert.deepEqual(trouble, []);
    await page.close();
  });

  it('leaves room to write in at 400 %, and messages above', async () => {
    const {page} = await open('#/sms-chat');
    await page.setViewportSize({width: 320, height: 256});
    await page.getByText('Pandanus Pharmacy').first().click();
    const composer = page.getByRole('textbox', {name: 'Message', exact: true});
    await composer.fill('Here');
    const hit = await composer.evaluate((field) => {
      const {left, top, height} = field.getBoundingClientRect();
      const root = field.getRootNode() as ShadowRoot;
      return root.elementFromPoint(left + 20, top + height - 8) === field;
    });
    assert.ok(hit, 'the field is covered or cut off');
    const messages = await page.getByRole('log', {name: 'Messages'}).boundingBox();
    assert.ok(messages!.height > 80, `${messages?.height} px of messages`);
    await page.close();
  });

  it('lets one person play both sides beside each other', async () => {
    const {page} = await open('#/sms-chat');
    await page.getByText('Pandanus Pharmacy').first().click();
    await page.getByRole('button', {name: 'Handset', exact: true}).click();
    const handset = page.getByRole('region', {name: 'Handset of Pandanus Pharmacy'});
    const thread = page.getByRole('log', {name: 'Messages'});

    const composer = page.getByRole('textbox', {name: 'Message', exact: true});
    await composer.fill('Your jacket is at the desk.');
    await composer.press('Enter');
    await handset.getByText('Your jacket is at the desk.').waitFor();

    await handset.getByRole('textbox', {name: 'Text message'}).fill('Coming to fetch it');
    await handset.getByRole('button', {name: 'Send'}).click();
    await thread.getByText('Coming to fetch it').waitFor();
    await page.close();
  });

  it('takes what was sent off the balance in the header', async () => {
    const {page} = await open('#/sms-chat');
    const balance = async () =>
      Number((await page.locator('#balance strong').innerText()).replace(/\D/g, ''));
    const before = await balance();
    await page.getByText('Pandanus Pharmacy').first().click();
    await page.getByRole('log', {name: 'Messages'}).getByText('Reception').last().waitFor();
    const composer = page.getByRole('textbox', {name: 'Message', exact: true});
    await composer.fill('x'.repeat(161));
    await composer.press('Enter');
    await page.waitForFunction(
      (expected) => document.querySelector('#balance strong')?.textContent?.replace(/\D/g, '') === expected,
      String(before - 2),
    );
    await page.close();
  });

  it('sends a campaign, and shows the answer to it in the thread of who answered', async () => {
    const {page} = await open('#/campaigns');
    await page.getByLabel('Name', {exact: true}).fill('Second round');
    const iron = await page
      .locator('select[name=listId] option', {hasText: 'Iron clinic'})
      .getAttribute('value');
    await page.getByLabel('List', {exact: true}).selectOption(iron);
    await page.getByLabel('Message', {exact: true}).fill('Hello ');
    await page.getByRole('button', {name: 'First name'}).click();
    await page.getByText('Message parts: about 1 each').waitFor();
    await page.getByRole('button', {name: 'Review and send'}).click();
    await page.getByRole('dialog').getByRole('button', {name: 'Send'}).click();
    await page.getByText(/^To 1\d people, 1\d message parts in all\.$/).waitFor();

    await page.getByRole('link', {name: 'Handsets', exact: true}).click();
    const first = page.getByRole('list', {name: 'Handsets'}).getByRole('button').first();
    const name = await first.locator('.handset-name').innerText();
    await first.click();
    const handset = page.getByRole('region', {name: `Handset of ${name}`});
    await handset.getByText(`Hello ${name.split(' ')[0]}`, {exact: true}).waitFor();
    await handset.getByRole('textbox', {name: 'Text message'}).fill('Count me in');
    await handset.getByRole('button', {name: 'Send'}).click();

    await page.getByRole('link', {name: 'SMS Chat', exact: true}).click();
    const row = page.getByRole('list', {name: 'Conversations'}).getByText('Count me in');
    await row.waitFor();
    await page.close();
  });

  it('writes from a phone that the practice has never heard of', async () => {
    const {page} = await open('#/handsets');
    await page.getByRole('searchbox', {name: 'Search handsets'}).fill('0491 570 156');
    await page.getByRole('button', {name: '0491 570 156'}).click();
    const handset = page.getByRole('region', {name: 'Handset of 0491 570 156'});
    await handset.getByRole('textbox', {name: 'Text message'}).fill('Are you taking new patients?');
    await handset.getByRole('button', {name: 'Send'}).click();
    await handset.getByText('Are you taking new patients?').waitFor();
    await page.getByRole('link', {name: 'SMS Chat', exact: true}).click();
    await page.getByRole('list', {name: 'Conversations'}).getByText('0491 570 156').waitFor();
    await page.close();
  });

  it('signs in as another agent in another window', async () => {
    const {page} = await open('#/', {agent: 'agent-tom'});
    assert.equal(await page.getByLabel('Signed in as').locator('option:checked').innerText(), 'Tom Okoro');
    await page.close();
  });
});
