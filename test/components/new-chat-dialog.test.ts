import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {SmsChatNewChatDialog} from '../../src/components/new-chat-dialog/new-chat-dialog.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import type {Recipient} from '../../src/state/model.js';
import '../../src/define/leaves.js';
import {contactWith} from '../helpers/data.js';

function recipient(name: string | null, state: 'OPEN' | 'CLOSED' | null): Recipient {
  return {
    address: '+61491570156',
    formattedAddress: '0491 570 156',
    contact: name ? contactWith({id: `k-${name}`, displayName: name}) : null,
    conversation: state && {id: `c-${name}`, state},
  };
}

async function dialogFixture(properties: Partial<SmsChatNewChatDialog> = {}) {
  const element = await fixture<SmsChatNewChatDialog>(
    html`<sms-chat-new-chat-dialog></sms-chat-new-chat-dialog>`,
  );
  const set = async (changes: Partial<SmsChatNewChatDialog>) => {
    Object.assign(element, changes);
    await element.updateComplete;
  };
  await set({open: true, ...properties});
  const root = element.shadowRoot!;
  const all = (selector: string) => [...root.querySelectorAll<HTMLElement>(selector)];
  return {
    element,
    set,
    dialog: root.querySelector('dialog')!,
    field: root.querySelector('input')!,
    options: () => all('[role=option]').map(({innerText}) => innerText.replace(/\s+/g, ' ').trim()),
    active: () =>
      root.getElementById(root.querySelector('input')!.getAttribute('aria-activedescendant') ?? ''),
    buttons: (name: string) => all('button').filter(({innerText}) => innerText.trim() === name),
    opened: async (act: () => unknown) => {
      const event = oneEvent(element, 'sms-chat-open-request');
      await act();
      return (await event).detail as unknown;
    },
  };
}

describe('sms-chat-new-chat-dialog', () => {
  it('is a modal dialog with the focus in To, and accessible', async () => {
    const {element, dialog, field} = await dialogFixture();
    expect(dialog.matches(':modal')).to.equal(true);
    expect(element.shadowRoot!.activeElement).to.equal(field);
    expect(field.labels![0]!.textContent).to.equal('To');
    await expect(element).to.be.accessible();
  });

  it('is accessible with matches, one of them active', async () => {
    const {element, field, active} = await dialogFixture({
      initialSearch: '0491',
      recipients: [recipient('Jane', 'OPEN'), recipient('Tom', 'CLOSED')],
    });
    field.focus();
    await sendKeys({press: 'ArrowUp'});
    await element.updateComplete;
    expect(active()!.textContent).to.contain('Tom');
    await expect(element).to.be.accessible();
  });

  it('looks for what is typed, and for what it was opened with', async () => {
    const {element, set} = await dialogFixture();
    const typed = oneEvent(element, 'sms-chat-recipient-search-request');
    await sendKeys({type: 'j'});
    expect((await typed).detail).to.deep.equal({search: 'j'});
    await set({open: false});
    const given = oneEvent(element, 'sms-chat-recipient-search-request');
    await set({open: true, initialSearch: '0491'});
    expect((await given).detail).to.deep.equal({search: '0491'});
  });

  it('looks for and starts with what was pasted without its control characters', async () => {
    const {element, set} = await dialogFixture();
    const sought = oneEvent(element, 'sms-chat-recipient-search-request');
    await set({open: false});
    await set({open: true, initialSearch: '\t0491\0'});
    expect((await sought).detail).to.deep.equal({search: '0491'});
    const started = oneEvent(element, 'sms-chat-open-request');
    await sendKeys({press: 'Enter'});
    expect((await started).detail).to.deep.equal({address: '0491'});
  });

  it('says how many match, and where there may be more', async () => {
    const recipients = [recipient('Jane', 'OPEN'), recipient('Tom', 'CLOSED')];
    const {element, set} = await dialogFixture({initialSearch: '0491', recipients});
    const hint = () => element.shadowRoot!.querySelector('.hint')!.textContent.trim();
    expect(hint()).to.equal('2 matches');

    await set({limit: 2});

    expect(hint()).to.equal('The first 2 matches. Type more to find others.');
  });

  it('opens the thread of a match: by its conversation, its contact, or its number', async () => {
    const {options, opened, element} = await dialogFixture({
      initialSearch: '0491 570 156',
      recipients: [recipient(null, null), recipient('Jane', 'OPEN'), recipient('Tom', null)],
    });
    expect(options()).to.deep.equal(['Send to 0491 570 156', 'Jane 0491 570 156', 'Tom 0491 570 156']);
    await sendKeys({press: 'ArrowDown'});
    expect(await opened(() => sendKeys({press: 'Enter'}))).to.deep.equal({address: '+61491570156'});
    await sendKeys({press: 'ArrowDown'});
    expect(await opened(() => sendKeys({press: 'Enter'}))).to.deep.equal({conversationId: 'c-Jane'});
    const tom = element.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')[2]!;
    expect(await opened(() => tom.click())).to.deep.equal({contactId: 'k-Tom'});
  });

  it('sends what was typed where no match is chosen', async () => {
    const {opened} = await dialogFixture({recipients: [recipient('Jane', 'OPEN')]});
    await sendKeys({type: ' 0491 570 157 '});
    expect(await opened(() => sendKeys({press: 'Enter'}))).to.deep.equal({address: '0491 570 157'});
  });

  it('takes the only match of a name', async () => {
    const {opened} = await dialogFixture({recipients: [recipient('Jane', 'OPEN')]});
    await sendKeys({type: 'jan'});
    expect(await opened(() => sendKeys({press: 'Enter'}))).to.deep.equal({conversationId: 'c-Jane'});
  });

  it('takes it also where Enter was faster than the answer', async () => {
    const {element, opened, set} = await dialogFixture();
    await sendKeys({type: 'jan'});
    await set({searching: true});
    let isAsked = false;
    element.addEventListener('sms-chat-open-request', () => (isAsked = true), {once: true});
    await sendKeys({press: 'Enter'});
    expect(isAsked).to.equal(false);
    expect(
      await opened(() => set({searching: false, recipients: [recipient('Jane', 'OPEN')]})),
    ).to.deep.equal({conversationId: 'c-Jane'});
  });

  it('carries a button Open Chat where the chat is closed, reached by arrow key', async () => {
    const {element, buttons, opened} = await dialogFixture({
      initialSearch: 't',
      recipients: [recipient('Jane', 'OPEN'), recipient('Tom', 'CLOSED')],
    });
    expect(buttons('Open Chat')).to.have.length(1);
    await sendKeys({press: 'End'});
    await sendKeys({press: 'ArrowUp'});
    await element.updateComplete;
    await sendKeys({press: 'ArrowRight'});
    expect(element.shadowRoot!.activeElement).to.equal(buttons('Open Chat')[0]);
    expect(await opened(() => sendKeys({press: 'Enter'}))).to.deep.equal({conversationId: 'c-Tom'});
  });

  it('says at the field what is wrong with a number, until it is changed', async () => {
    const {element, set, field} = await dialogFixture();
    await sendKeys({type: '12'});
    await set({error: new ChatError('INVALID_ADDRESS', '12 is too short.', {refusal: true})});
    const fault = element.shadowRoot!.getElementById(field.getAttribute('aria-describedby')!)!;
    expect(fault.textContent).to.equal('12 is too short.');
    expect(field.ariaInvalid).to.equal('true');
    await expect(element).to.be.accessible();
    await sendKeys({type: '3'});
    await element.updateComplete;
    expect(field.ariaInvalid).to.equal('false');
  });

  it('asks for a recipient where there is none', async () => {
    const {element, field} = await dialogFixture();
    await sendKeys({press: 'Enter'});
    await element.updateComplete;
    expect(field.ariaInvalid).to.equal('true');
    expect(element.shadowRoot!.textContent).to.contain('Enter a number, or the name of a contact.');
  });

  it('asks to be closed by Escape and Cancel, and closes when told to', async () => {
    const {element, set, dialog, buttons} = await dialogFixture();
    const byEscape = oneEvent(element, 'sms-chat-dismiss-request');
    await sendKeys({press: 'Escape'});
    await byEscape;
    expect(dialog.open).to.equal(true);
    const byCancel = oneEvent(element, 'sms-chat-dismiss-request');
    buttons('Cancel')[0]!.click();
    await byCancel;
    await set({open: false});
    expect(dialog.open).to.equal(false);
  });

  it('stays open and modal when the page moves it', async () => {
    const {element, dialog} = await dialogFixture();
    let dismissed = 0;
    element.addEventListener('sms-chat-dismiss-request', () => dismissed++);
    const closed = oneEvent(dialog, 'close');
    element.parentElement!.prepend(element);
    await closed;
    expect(dialog.matches(':modal')).to.equal(true);
    expect(dismissed).to.equal(0);
  });
});
