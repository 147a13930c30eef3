import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {conversationWith, contactWith} from '../helpers/data.js';
import type {SmsChatThreadHeader} from '../../src/components/thread-header/thread-header.js';
import '../../src/define/leaves.js';

const unsaved = conversationWith({contact: null});

async function headerFixture(parts: Partial<SmsChatThreadHeader> = {}) {
  const header = await fixture<SmsChatThreadHeader>(html`<sms-chat-thread-header></sms-chat-thread-header>`);
  Object.assign(header, {conversation: conversationWith(), canCreateContact: true, canClose: true, ...parts});
  await header.updateComplete;
  return header;
}

const buttonNames = (header: SmsChatThreadHeader) =>
  [...header.shadowRoot!.querySelectorAll('button')].map(
    (button) => button.getAttribute('aria-label') ?? button.textContent.trim(),
  );

describe('thread header', () => {
  it('shows name and number of a contact', async () => {
    const header = await headerFixture();
    expect(header.shadowRoot!.querySelector('h2')).to.have.trimmed.text('Jane Citizen');
    expect(header.shadowRoot!.querySelector('p')).to.have.trimmed.text('0491 570 156');
    expect(buttonNames(header)).to.deep.equal(['Close Chat']);
    await expect(header).to.be.accessible();
  });

  it('shows the number alone and offers Add Contact while the recipient is no contact', async () => {
    const header = await headerFixture({conversation: unsaved});
    expect(header.shadowRoot!.querySelector('h2')).to.have.trimmed.text('0491 570 156');
    expect(header.shadowRoot!.querySelector('p')).to.equal(null);
    expect(buttonNames(header)).to.deep.equal(['Add Contact', 'Close Chat']);
    await expect(header).to.be.accessible();
  });

  it('shows that the chat is being closed', async () => {
    const header = await headerFixture({closing: true});
    const button = header.shadowRoot!.querySelector('[part=close-chat-button]');
    expect(button).to.have.attribute('aria-disabled', 'true');
    await expect(header).to.be.accessible();
  });

  it('hides what the host cannot do', async () => {
    const header = await headerFixture({conversation: unsaved, canCreateContact: false, canClose: false});
    expect(buttonNames(header)).to.deep.equal([]);
  });

  it('leads back to the list only when narrow', async () => {
    const header = await headerFixture({narrow: true});
    expect(buttonNames(header)).to.deep.equal(['Back', 'Close Chat']);
    await expect(header).to.be.accessible();
  });

  for (const [name, type] of [
    ['Back', 'sms-chat-back-request'],
    ['Add Contact', 'sms-chat-add-contact-request'],
    ['Close Chat', 'sms-chat-close-request'],
  ] as const) {
    it(`asks for ${type} by ${name}`, async () => {
      const header = await headerFixture({conversation: unsaved, narrow: true});
      const button = [...header.shadowRoot!.querySelectorAll('button')][buttonNames(header).indexOf(name)]!;
      setTimeout(() => button.click());
      const event = await oneEvent(header, type);
      expect(event.bubbles && event.composed).to.equal(true);
    });
  }

  it('shows a name that tries to turn the text around it for what it is', async () => {
    const contact = contactWith({displayName: 'Bank\u202e <b>kcits</b>'});
    const header = await headerFixture({conversation: conversationWith({contact})});
    expect(header.shadowRoot!.querySelector('h2')).to.have.trimmed.text('Bank\ufffd <b>kcits</b>');
  });

  it('keeps its buttons inside at 320 pixels beside a long name', async () => {
    const contact = contactWith({displayName: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3)});
    const header = await headerFixture({conversation: conversationWith({contact}), narrow: true});
    header.style.width = '320px';
    const bar = header.shadowRoot!.querySelector('.bar')!;
    expect(bar.scrollWidth).to.be.at.most(320);
  });

  it('cuts off the end of a long name, whichever way the page runs', async () => {
    const contact = contactWith({displayName: 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3)});
    const header = await headerFixture({conversation: conversationWith({contact}), narrow: true});
    header.style.width = '320px';
    header.dir = 'rtl';
    const name = header.shadowRoot!.querySelector('h2 bdi')!;
    expect(getComputedStyle(name)).to.include({direction: 'ltr', textOverflow: 'ellipsis'});
    expect(name.scrollWidth).to.be.above(name.clientWidth);
  });
});
