import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

describe('two tabs of one agent', () => {
  async function twoTabs() {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'Hello'}]});
    const one = await world.open(account.kim);
    const two = await world.open(account.kim, {site: one.site, in: one.page.context()});
    for (const tab of [one, two]) {
      await tab.live();
      await tab.openThread('Hello');
    }
    return {person, one, two};
  }

  it('share drafts, and say so, without taking the focus', async () => {
    const {one, two} = await twoTabs();
    await two.search.focus();

    await one.composer.pressSequentially('Typed in one');

    await eventually(async () => assert.equal(await two.composer.inputValue(), 'Typed in one'));
    await two.page.locator('p.hint', {hasText: 'This draft was edited in another tab.'}).waitFor();
    assert.equal(await two.search.evaluate((field) => field.matches(':focus')), true);
    await two.composer.press('End');
    await two.composer.pressSequentially(', and in two');
    await eventually(async () => assert.equal(await one.composer.inputValue(), 'Typed in one, and in two'));
    assert.equal(await two.page.locator('p.hint', {hasText: 'another tab'}).count(), 0);

    await two.composer.press('Enter');

    await one.bubble('Typed in one, and in two').waitFor();
    await eventually(async () => assert.equal(await one.composer.inputValue(), ''));
    await one.bubble('Typed in one, and in two').getByText('Delivered').waitFor();
    for (const tab of [one, two]) assert.equal((await tab.bodies()).length, 2);
  });

  it('send what the other left behind', async () => {
    const {person, one, two} = await twoTabs();
    one.site.down();
    for (const tab of [one, two]) await tab.notice('Connection lost').waitFor();
    await one.sendMessage('Left behind');
    await two.bubble('Left behind').waitFor();

    await one.page.close();
    one.site.up();

    await two.tryAgain('Try now', two.bubble('Left behind').getByText('Delivered'));
    assert.equal(world.carrier.takenFor(person.address).length, 1);
  });
});

describe('an inbox that is given to another agent', () => {
  it('shows nothing of the first one, from the moment that the token is another one', async () => {
    const [first, second] = [await world.account(), await world.account()];
    await addTemplate(first, 'Of the first', 'A template of the first');
    await addTemplate(second, 'Of the second', 'A template of the second');
    await addThread(first, {with: stranger(), messages: [{body: 'To the first'}]});
    await addThread(second, {with: stranger(), messages: [{body: 'To the second'}]});
    const inbox = await world.open(first.kim);
    await inbox.openThread('To the first');
    await inbox.write('A draft of the first');
    await inbox.button('Templates').click();
    await inbox
      .dialog('Templates')
      .getByRole('option', {name: /Of the first/})
      .waitFor();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await inbox.page.route('**/graphql', async (route) => {
      await released;
      await route.continue();
    });

    await inbox.page.evaluate(
      (token) => Object.assign(document.querySelector('sms-chat')!, {auth: async () => ({token})}),
      await second.kim.token(),
    );

    // Nothing of the second has been answered yet.
    await inbox.notice('Connecting…').waitFor();
    assert.equal(await inbox.page.getByText(/the first/).count(), 0);
    assert.equal(await inbox.composer.count(), 0);
    release();
    await inbox.openThread('To the second');
    assert.equal(await inbox.composer.inputValue(), '');
    await inbox.button('Templates').click();
    await inbox
      .dialog('Templates')
      .getByRole('option', {name: /Of the second/})
      .waitFor();
    assert.equal(await inbox.page.getByText(/the first/).count(), 0);
  });
});
