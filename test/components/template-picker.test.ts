import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Template} from '../../src/state/model.js';
import type {SmsChatTemplatePicker} from '../../src/components/template-picker/template-picker.js';
import '../../src/define/leaves.js';

const templates: readonly Template[] = [
  {name: 'Reminder', body: 'Hi {{first_name}}, see you tomorrow.'},
  {name: 'Running late', body: 'We are running late.'},
];

async function pickerFixture(parts: Partial<SmsChatTemplatePicker> = {}) {
  const picker = await fixture<SmsChatTemplatePicker>(
    html`<sms-chat-template-picker></sms-chat-template-picker>`,
  );
  const root = picker.shadowRoot!;
  const searches: string[] = [];
  const picked: string[] = [];
  picker.addEventListener('sms-chat-template-search-request', (event) =>
    searches.push((event as CustomEvent<{search: string}>).detail.search),
  );
  picker.addEventListener('sms-chat-template-select', (event) =>
    picked.push((event as CustomEvent<{template: Template}>).detail.template.name),
  );
  const find = async (found: Partial<SmsChatTemplatePicker>) => {
    Object.assign(picker, found);
    await picker.updateComplete;
  };
  root.querySelector('button')!.click();
  await find({status: 'ready', templates, ...parts});
  return {
    picker,
    root,
    searches,
    picked,
    find,
    button: root.querySelector('button')!,
    field: root.querySelector('input')!,
    popup: root.querySelector('[popover]')!,
    note: () => root.querySelector('.note')!.textContent.replace(/\s+/g, ' ').trim(),
    isOpen: () => root.querySelector('[popover]')!.matches(':popover-open'),
  };
}

describe('template picker', () => {
  it('opens with all templates and the focus in the search', async () => {
    const {picker, root, field, searches, button} = await pickerFixture();
    expect(searches).to.deep.equal(['']);
    expect(root.activeElement).to.equal(field);
    expect(button).to.have.attribute('aria-expanded', 'true');
    expect([...root.querySelectorAll('[role=option] .name')].map((name) => name.textContent)).to.deep.equal([
      'Reminder',
      'Running late',
    ]);
    await expect(picker).to.be.accessible();
  });

  it('asks for what was pasted without its control characters', async () => {
    const {field, searches} = await pickerFixture();
    field.value = '\0late\t';
    field.dispatchEvent(new InputEvent('input'));
    expect(searches).to.deep.equal(['', 'late']);
  });

  it('picks with arrow keys and Enter, and closes', async () => {
    const {picked, isOpen} = await pickerFixture();
    await sendKeys({press: 'ArrowDown'});
    await sendKeys({press: 'Enter'});
    expect(picked).to.deep.equal(['Running late']);
    expect(isOpen()).to.equal(false);
  });

  it('picks with a click', async () => {
    const {root, picked} = await pickerFixture();
    root.querySelectorAll<HTMLElement>('[role=option]')[1]!.click();
    expect(picked).to.deep.equal(['Running late']);
  });

  it('asks for what is typed, and Enter picks the first that is found, also where that is not known yet', async () => {
    const {picked, searches, find, isOpen} = await pickerFixture();
    await sendKeys({type: 'la'});
    await find({status: 'loading'});
    await sendKeys({press: 'Enter'});
    expect(searches).to.deep.equal(['', 'l', 'la']);
    expect(picked).to.deep.equal([]);

    await find({status: 'ready', templates: [templates[1]!]});
    expect(picked).to.deep.equal(['Running late']);
    expect(isOpen()).to.equal(false);
  });

  it('picks nothing by an Enter after which something else is typed, or the picker is closed', async () => {
    const {picked, find, button} = await pickerFixture();
    await find({status: 'loading'});
    await sendKeys({press: 'Enter'});
    await sendKeys({type: 'x'});
    await find({status: 'ready', templates: [templates[1]!]});
    await find({status: 'loading'});
    await sendKeys({press: 'Enter'});
    await sendKeys({press: 'Escape'});
    await find({status: 'ready', templates});
    button.click();
    await find({status: 'loading'});
    await find({status: 'ready', templates: [templates[0]!]});
    expect(picked).to.deep.equal([]);
  });

  it('closes by Escape, back to its button, and picks nothing', async () => {
    const {root, button, picked, isOpen} = await pickerFixture();
    await sendKeys({press: 'Escape'});
    expect(isOpen()).to.equal(false);
    expect(root.activeElement).to.equal(button);
    expect(picked).to.deep.equal([]);
  });

  it('says that it loads, that there are none, and that none matches', async () => {
    const {picker, find, note} = await pickerFixture({status: 'loading', templates: []});
    expect(note()).to.equal('Loading…');
    await find({status: 'ready'});
    expect(note()).to.equal('There are no templates yet.');
    await sendKeys({type: 'x'});
    await picker.updateComplete;
    expect(note()).to.equal('No template matches “x”.');
    await expect(picker).to.be.accessible();
  });

  it('asks again for what was searched for, once what it has is no longer the newest', async () => {
    const {searches, find, root} = await pickerFixture();
    await sendKeys({type: 'late'});
    searches.length = 0;
    await find({status: 'idle'});
    expect(searches).to.deep.equal(['late']);
    await find({status: 'loading'});
    await find({status: 'ready', templates: templates.slice(1)});
    expect(searches).to.deep.equal(['late']);
    expect(root.querySelector('[aria-selected=true] .name')).to.have.text('Running late');
  });

  it('offers to try again where they could not be loaded', async () => {
    const {picker, root, searches, note} = await pickerFixture({status: 'failed', templates: []});
    expect(note()).to.contain('The templates could not be loaded.');
    await expect(picker).to.be.accessible();
    root.querySelector<HTMLElement>('.note button')!.click();
    expect(searches).to.deep.equal(['', '']);
  });
});
