import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import type {MenuEntry, SmsChatMenu} from '../../src/components/menu/menu.js';
import '../../src/define/leaves.js';

const items: readonly MenuEntry[] = [
  {kind: 'action', id: 'read', label: 'Mark all as read'},
  {
    kind: 'group',
    label: 'Filter messages to Virtual Number',
    items: [
      {kind: 'radio', id: 'all', label: 'All numbers', checked: true},
      {kind: 'radio', id: 's1', label: 'Sydney \u202eoffice', checked: false},
    ],
  },
];

async function menuFixture(
  template = html`<sms-chat-menu label="More options" .items=${items}></sms-chat-menu>`,
) {
  const menu = await fixture<SmsChatMenu>(template);
  const button = menu.shadowRoot!.querySelector<HTMLButtonElement>('[aria-haspopup]')!;
  const popup = menu.shadowRoot!.querySelector<HTMLElement>('[role=menu]')!;
  const focused = () => menu.shadowRoot!.activeElement?.textContent?.replace(/\s+/g, ' ').trim();
  return {menu, button, popup, focused};
}

async function clickOn(element: Element) {
  const {left, top, width, height} = element.getBoundingClientRect();
  const position: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
  await sendMouse({type: 'click', position});
}

describe('sms-chat-menu', () => {
  it('is accessible closed and open', async () => {
    const {menu, button, popup} = await menuFixture();
    await expect(menu).to.be.accessible();
    expect(button.ariaExpanded).to.equal('false');
    button.click();
    await menu.updateComplete;
    expect(button.ariaExpanded).to.equal('true');
    expect(popup.matches(':popover-open')).to.equal(true);
    await expect(menu).to.be.accessible();
  });

  it('opens and closes again by a press on its button', async () => {
    const {button, popup} = await menuFixture();
    await clickOn(button);
    expect(popup.matches(':popover-open')).to.equal(true);
    await clickOn(button);
    expect(popup.matches(':popover-open')).to.equal(false);
  });

  it('moves by arrow keys, Home, End and the first letters', async () => {
    const {button, focused} = await menuFixture();
    button.focus();
    await sendKeys({press: 'ArrowDown'});
    expect(focused()).to.equal('Mark all as read');
    await sendKeys({press: 'ArrowUp'});
    expect(focused()).to.contain('Sydney');
    await sendKeys({press: 'ArrowDown'});
    expect(focused()).to.equal('Mark all as read');
    await sendKeys({press: 'End'});
    expect(focused()).to.contain('Sydney');
    await sendKeys({press: 'Home'});
    await sendKeys({press: 'a'});
    expect(focused()).to.equal('All numbers');
  });

  it('gives the focus back on Escape', async () => {
    const {menu, button, popup} = await menuFixture();
    button.focus();
    await sendKeys({press: 'Enter'});
    expect(popup.matches(':popover-open')).to.equal(true);
    await sendKeys({press: 'Escape'});
    expect(popup.matches(':popover-open')).to.equal(false);
    expect(menu.shadowRoot!.activeElement).to.equal(button);
  });

  it('says what was picked, with the focus back on the button', async () => {
    const {menu, button} = await menuFixture();
    button.focus();
    await sendKeys({press: 'ArrowDown'});
    await sendKeys({press: 'ArrowDown'});
    const picked = oneEvent(menu, 'sms-chat-menu-select');
    await sendKeys({press: 'Enter'});
    expect((await picked).detail).to.deep.equal({id: 'all'});
    expect(menu.shadowRoot!.activeElement).to.equal(button);
  });

  it('shows characters that turn the direction of a label', async () => {
    const {popup, button} = await menuFixture();
    button.click();
    expect(popup.textContent).to.contain('Sydney \ufffdoffice');
  });

  it('sets a group apart from what comes before and after it, and from nothing at the end', async () => {
    const lines = (group: Element) => {
      const {borderTopWidth, borderBottomWidth} = getComputedStyle(group);
      return [borderTopWidth, borderBottomWidth];
    };
    const {menu, button, popup} = await menuFixture();
    button.click();
    await menu.updateComplete;
    expect(lines(popup.querySelector('[role=group]')!)).to.deep.equal(['1px', '0px']);
    menu.items = [...items, {kind: 'action', id: 'sound', label: 'Sound', checked: false}];
    await menu.updateComplete;
    expect(lines(popup.querySelector('[role=group]')!)).to.deep.equal(['1px', '1px']);
  });

  it('stays inside the window, above its button where there is no room below', async () => {
    const {menu, button, popup} = await menuFixture();
    menu.style.position = 'fixed';
    menu.style.bottom = '0';
    menu.style.right = '0';
    button.click();
    const box = popup.getBoundingClientRect();
    expect(box.bottom).to.be.at.most(button.getBoundingClientRect().top);
    expect(box.right).to.be.at.most(innerWidth);
  });
});
