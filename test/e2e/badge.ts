import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();
const BADGE = '<sms-chat-badge endpoint="/graphql" href="/sms-chat"></sms-chat-badge>';
const hellos = (count: number) => Array.from({length: count}, (_, i) => ({body: `Hello ${i}`}));

describe('the badge', () => {
  it('is a link named SMS Chat, without a number while nothing is unread', async () => {
    const {kim} = await world.account();
    const {badge, page} = await world.open(kim, {body: BADGE});

    await page.getByRole('link', {name: 'SMS Chat', exact: true}).waitFor();

    assert.equal((await badge.innerText()).trim(), '');
  });

  it('says how many messages are unread, and follows them live', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: hellos(3), unread: 3});
    const {page} = await world.open(account.kim, {body: BADGE});
    await page.getByRole('link', {name: 'SMS Chat, 3 unread messages', exact: true}).waitFor();

    await account.inbound('One more');

    const link = page.getByRole('link', {name: 'SMS Chat, 4 unread messages', exact: true});
    await link.waitFor();
    assert.equal((await link.innerText()).trim(), '4');
  });

  it('says 99+ past 99', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: hellos(120), unread: 120});

    const {page} = await world.open(account.kim, {body: BADGE});

    const link = page.getByRole('link', {name: 'SMS Chat, 99+ unread messages', exact: true});
    await link.waitFor();
    assert.equal((await link.innerText()).trim(), '99+');
    // What is to be pressed, and what shows the focus, takes in the number.
    const [whole, count] = [await link.boundingBox(), await link.locator('[part=count]').boundingBox()];
    assert.ok(whole!.x + whole!.width >= count!.x + count!.width, JSON.stringify({whole, count}));
  });

  it('leads to the page with the inbox', async () => {
    const {kim} = await world.account();
    const {badge, page, site} = await world.open(kim, {body: BADGE});

    await badge.click();

    await page.waitForURL(`${site.url}/sms-chat`);
  });

  it('brings an inbox that is on the page into view, and puts the focus there', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Are you open?'}]});
    const inbox = await world.open(account.kim, {
      body: `<sms-chat-badge endpoint="/graphql" for="inbox" href="/sms-chat"></sms-chat-badge>
        <div class="far"></div><sms-chat id="inbox" endpoint="/graphql"></sms-chat>`,
      css: '.far { block-size: 3000px } sms-chat { block-size: 500px }',
    });
    const {badge, page, site} = inbox;
    const row = inbox.row('Are you open?');
    await row.waitFor();

    await badge.click();

    await eventually(async () => {
      const box = await page.locator('sms-chat').boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 761, JSON.stringify(box));
      assert.equal(await row.evaluate((element) => element.matches(':focus')), true);
    });
    assert.equal(page.url(), `${site.url}/`);
  });
});
