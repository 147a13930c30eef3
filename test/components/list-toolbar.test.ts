import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {SmsChatListToolbar} from '../../src/components/list-toolbar/list-toolbar.js';
import '../../src/define/leaves.js';
import {senderWith} from '../helpers/data.js';

const senders = [
  senderWith({id: 's1', label: '0480 000 111'}),
  senderWith({id: 's2', label: 'Sydney office'}),
];

async function toolbarFixture(properties: Partial<SmsChatListToolbar> = {}) {
  const toolbar = await fixture<SmsChatListToolbar>(html`<sms-chat-list-toolbar></sms-chat-list-toolbar>`);
  Object.assign(toolbar, {canStart: true, ...properties});
  await toolbar.updateComplete;
  const root = toolbar.shadowRoot!;
  const find = (name: string) =>
    [...root.querySelectorAll('button')].find(
      (button) => (button.ariaLabel ?? button.textContent?.trim()) === name,
    );
  const menu = root.querySelector('sms-chat-menu')!;
  const menuItem = (name: string) => {
    const inMenu = <T extends Element>(selector: string) => [
      ...menu.shadowRoot!.querySelectorAll<T>(selector),
    ];
    // Closed, it has no items.
    const [opener] = inMenu<HTMLButtonElement>('[aria-expanded=false]');
    opener?.click();
    return inMenu<HTMLButtonElement>('.item').find(({textContent}) => textContent?.trim() === name);
  };
  return {toolbar, field: root.querySelector('input')!, find, menu, menuItem};
}

/** The detail of the event that the deed leads to. */
async function detailOf(toolbar: SmsChatListToolbar, type: string, act: () => unknown): Promise<unknown> {
  const event = oneEvent(toolbar, type);
  await act();
  return (await event).detail;
}

describe('sms-chat-list-toolbar', () => {
  it('is accessible, with and without a search and a filter', async () => {
    const {toolbar, field} = await toolbarFixture({senders});
    expect(field.type).to.equal('search');
    expect(field.ariaLabel).to.equal('Search conversations');
    await expect(toolbar).to.be.accessible();
    Object.assign(toolbar, {search: 'jane', senderId: 's2'});
    await toolbar.updateComplete;
    await expect(toolbar).to.be.accessible();
  });

  it('searches by Enter and by Search, not before', async () => {
    const {toolbar, field, find} = await toolbarFixture();
    field.focus();
    await sendKeys({type: ' 0491 570 '});
    const byEnter = await detailOf(toolbar, 'sms-chat-search-request', () => sendKeys({press: 'Enter'}));
    expect(byEnter).to.deep.equal({search: '0491 570'});
    const byButton = await detailOf(toolbar, 'sms-chat-search-request', () => find('Search')!.click());
    expect(byButton).to.deep.equal({search: '0491 570'});
  });

  it('searches without the control characters that come with what is pasted', async () => {
    const {toolbar, field, find} = await toolbarFixture();
    field.value = '\tJane\t\0Doe\u009f';
    field.dispatchEvent(new InputEvent('input'));
    const asked = await detailOf(toolbar, 'sms-chat-search-request', () => find('Search')!.click());
    expect(asked).to.deep.equal({search: 'Jane Doe'});
  });

  it('shows Clear while there is something to clear, and brings all back by it', async () => {
    const {toolbar, field, find} = await toolbarFixture();
    expect(find('Clear')).to.equal(undefined);
    field.focus();
    await sendKeys({type: 'ja'});
    await toolbar.updateComplete;
    expect(find('Clear')).not.to.equal(undefined);
    field.value = '';
    field.dispatchEvent(new Event('input'));
    toolbar.search = 'jane';
    await toolbar.updateComplete;
    expect(field.value).to.equal('jane');
    const detail = await detailOf(toolbar, 'sms-chat-search-request', () => find('Clear')!.click());
    expect(detail).to.deep.equal({search: ''});
    expect(field.value).to.equal('');
    expect(toolbar.shadowRoot!.activeElement).to.equal(field);
  });

  it('clears by Escape', async () => {
    const {toolbar, field} = await toolbarFixture({search: 'jane'});
    field.focus();
    const detail = await detailOf(toolbar, 'sms-chat-search-request', () => sendKeys({press: 'Escape'}));
    expect(detail).to.deep.equal({search: ''});
  });

  it('offers New only where chats can be started', async () => {
    const {toolbar, find} = await toolbarFixture();
    const detail = await detailOf(toolbar, 'sms-chat-new-chat-request', () => find('New')!.click());
    expect(detail).to.deep.equal({search: ''});
    toolbar.canStart = false;
    await toolbar.updateComplete;
    expect(find('New')).to.equal(undefined);
  });

  it('marks all as read from More options', async () => {
    const {toolbar, menuItem} = await toolbarFixture();
    await detailOf(toolbar, 'sms-chat-mark-all-read-request', () => menuItem('Mark all as read')!.click());
  });

  it('filters to one of several numbers, and back', async () => {
    const {toolbar, find, menu, menuItem} = await toolbarFixture({senders});
    expect(menuItem('All numbers')!.ariaChecked).to.equal('true');
    const on = await detailOf(toolbar, 'sms-chat-filter-request', () => menuItem('Sydney office')!.click());
    expect(on).to.deep.equal({senderId: 's2'});

    toolbar.senderId = 's2';
    await toolbar.updateComplete;
    await menu.updateComplete;
    expect(menuItem('Sydney office')!.ariaChecked).to.equal('true');
    expect(toolbar.shadowRoot!.textContent).to.contain('Sydney office');
    const all = await detailOf(toolbar, 'sms-chat-filter-request', () => menuItem('All numbers')!.click());
    expect(all).to.deep.equal({senderId: null});
    const off = await detailOf(toolbar, 'sms-chat-filter-request', () =>
      find('Remove filter: Sydney office')!.click(),
    );
    expect(off).to.deep.equal({senderId: null});
  });

  it('has no filter where there is one number only', async () => {
    const {menuItem} = await toolbarFixture({senders: senders.slice(0, 1)});
    expect(menuItem('All numbers')).to.equal(undefined);
  });
});
