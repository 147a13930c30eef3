import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import {ChatError} from '../../src/state/api/chat-error.js';
import type {SmsChatAddContactDialog} from '../../src/components/add-contact-dialog/add-contact-dialog.js';
import '../../src/define/leaves.js';

async function dialogFixture() {
  const element = await fixture<SmsChatAddContactDialog>(
    html`<sms-chat-add-contact-dialog open formatted-address="0491 570 156"></sms-chat-add-contact-dialog>`,
  );
  const root = element.shadowRoot!;
  const field = (label: string) =>
    [...root.querySelectorAll('label')].find((candidate) => candidate.textContent === label)!
      .control as HTMLInputElement;
  const save = () => root.querySelector<HTMLButtonElement>('[type=submit]')!;
  return {element, root, field, save, dialog: root.querySelector('dialog')!};
}

describe('add contact dialog', () => {
  it('opens over the page with the number filled in and the focus in First name', async () => {
    const {element, root, field, dialog} = await dialogFixture();
    expect(dialog.matches(':modal')).to.equal(true);
    expect(root.activeElement).to.equal(field('First name'));
    expect(field('Number').value).to.equal('0491 570 156');
    expect(field('Number').readOnly).to.equal(true);
    await expect(element).to.be.accessible();
  });

  it('asks for the contact on Enter, with blanks trimmed', async () => {
    const {element} = await dialogFixture();
    void sendKeys({type: ' Jane '}).then(() => sendKeys({press: 'Enter'}));
    const {detail} = await oneEvent(element, 'sms-chat-create-contact-request');
    expect(detail).to.deep.equal({firstName: 'Jane', lastName: ''});
  });

  it('wants at least one name, and says so where it is missing', async () => {
    const {element, root, field, save} = await dialogFixture();
    let asked = false;
    element.addEventListener('sms-chat-create-contact-request', () => (asked = true));
    save().click();
    await element.updateComplete;

    const described = root.getElementById(field('First name').getAttribute('aria-describedby')!);
    expect(asked).to.equal(false);
    expect(described).to.have.text('Enter a first name or a last name.');
    expect(field('First name')).to.have.attribute('aria-invalid', 'true');
    expect(root.activeElement).to.equal(field('First name'));
    await expect(element).to.be.accessible();
  });

  it('shows a refusal at the field that the host names, and goes there', async () => {
    const {element, root, field} = await dialogFixture();
    element.error = new ChatError('INVALID_INPUT', 'That name is too long.', {
      field: 'lastName',
      refusal: true,
    });
    await element.updateComplete;
    expect(root.getElementById(field('Last name').getAttribute('aria-describedby')!)).to.have.text(
      'That name is too long.',
    );
    expect(root.activeElement).to.equal(field('Last name'));
  });

  it('shows any other trouble once, and keeps what was typed', async () => {
    const {element, root, field} = await dialogFixture();
    field('First name').value = 'Jane';
    element.error = new ChatError('NETWORK', 'fetch failed');
    await element.updateComplete;
    expect(root.querySelector('[role=alert]')).to.have.text('The server cannot be reached.');
    expect(field('First name').value).to.equal('Jane');
  });

  it('saves once', async () => {
    const {element, field, save} = await dialogFixture();
    let asked = 0;
    element.addEventListener('sms-chat-create-contact-request', () => {
      asked++;
      element.busy = true;
    });
    field('First name').value = 'Jane';
    save().click();
    save().click();
    expect(asked).to.equal(1);
  });

  it('asks to be closed by Cancel and by Escape, and stays open until it is', async () => {
    const {element, root, dialog} = await dialogFixture();
    const cancel = [...root.querySelectorAll('button')].find((button) => button.textContent === 'Cancel')!;
    setTimeout(() => cancel.click());
    await oneEvent(element, 'sms-chat-dismiss-request');
    expect(dialog.open).to.equal(true);

    void sendKeys({press: 'Escape'});
    await oneEvent(element, 'sms-chat-dismiss-request');
    element.open = false;
    await element.updateComplete;
    expect(dialog.open).to.equal(false);
  });

  it('starts empty each time', async () => {
    const {element, field} = await dialogFixture();
    field('First name').value = 'Jane';
    element.open = false;
    await element.updateComplete;
    element.open = true;
    await element.updateComplete;
    expect(field('First name').value).to.equal('');
  });
});
