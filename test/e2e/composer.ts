import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';
import type {TestAccount} from '../server/helpers/host.js';

const world = await startWorld();
const a = (count: number) => 'a'.repeat(count);

/** Opens a thread with somebody whose number is not saved. */
async function openThread(account: TestAccount, person = stranger()): Promise<Inbox> {
  await addThread(account, {with: person, messages: [{body: 'Hello'}]});
  const inbox = await world.open(account.kim);
  await inbox.openThread('Hello');
  return inbox;
}

async function openContact(account: TestAccount, fields: Record<string, string> = {}): Promise<Inbox> {
  const jane = await addContact(account, {firstName: 'Jane', fields});
  return openThread(account, jane);
}

const isOff = async (inbox: Inbox) => (await inbox.send.getAttribute('aria-disabled')) === 'true';

/** Why Send is off, as a screen reader hears it. */
const reason = async (inbox: Inbox) =>
  (
    await inbox.send.evaluate((element) => {
      const id = element.getAttribute('aria-describedby');
      const root = element.getRootNode() as ShadowRoot;
      return id ? (root.getElementById(id)?.textContent ?? '') : '';
    })
  ).trim();

describe('the keys of the composer', () => {
  it('sends with Enter, at once in the thread, and keeps the focus for the next message', async () => {
    const account = await world.account();
    const inbox = await openThread(account);

    await inbox.write('On my way');
    await inbox.composer.press('Enter');

    await inbox.message('On my way').waitFor();
    assert.equal(await inbox.composer.inputValue(), '');
    assert.equal(await inbox.composer.evaluate((element) => element.matches(':focus')), true);
  });

  it('shows the message at once, before the host has answered', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    await inbox.live();
    inbox.site.down();

    await inbox.write('Is anybody there?');
    await inbox.send.click();

    await inbox.bubble('Is anybody there?').getByText('Sending').waitFor();
  });

  it('breaks the line with Shift+Enter', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);
    await inbox.composer.focus();

    await inbox.page.keyboard.type('One');
    await inbox.page.keyboard.press('Shift+Enter');
    await inbox.page.keyboard.type('Two');
    assert.equal(await inbox.composer.inputValue(), 'One\nTwo');
    await inbox.page.keyboard.press('Enter');

    await eventually(() => assert.equal(world.carrier.takenFor(person.address)[0]?.body, 'One\nTwo'));
  });

  it('sends nothing while an input method composes', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    await inbox.composer.focus();
    const devtools = await inbox.page.context().newCDPSession(inbox.page);

    await devtools.send('Input.imeSetComposition', {text: 'にほん', selectionStart: 3, selectionEnd: 3});
    const key = {key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229};
    await devtools.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', ...key});
    await devtools.send('Input.insertText', {text: '日本'});

    await eventually(async () => assert.equal(await inbox.composer.inputValue(), '日本'));
    assert.deepEqual(await inbox.bodies(), ['Hello']);
    await inbox.composer.press('Enter');
    await inbox.message('日本').waitFor();
  });
});

describe('drafts', () => {
  it('are kept for each thread', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'I am Ada'}]});
    await addThread(account, {with: stranger(), messages: [{body: 'I am Ben'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('I am Ada');
    await inbox.write('Dear Ada');

    await inbox.row('I am Ben').click();
    await inbox.message('I am Ben').waitFor();
    assert.equal(await inbox.composer.inputValue(), '');
    await inbox.write('Dear Ben');
    await inbox.row('Dear Ada').click();
    await inbox.message('I am Ada').waitFor();

    assert.equal(await inbox.composer.inputValue(), 'Dear Ada');
    await inbox.row('Draft:').getByText('Dear Ben').waitFor();
  });
});

describe('Templates', () => {
  it('are found by search, and go in at the caret', async () => {
    const account = await world.account();
    await addTemplate(account, 'Opening hours', 'we are open from 9 to 5');
    await addTemplate(account, 'Parking', 'park behind the house');
    const inbox = await openThread(account);
    await inbox.write('Hello, !');
    await inbox.composer.press('ArrowLeft');

    await inbox.button('Templates').click();
    const popup = inbox.dialog('Templates');
    await eventually(async () => assert.equal(await popup.getByRole('option').count(), 2));
    await popup.getByRole('searchbox', {name: 'Search templates'}).fill('hours');
    await eventually(async () => assert.equal(await popup.getByRole('option').count(), 1));
    await popup.getByRole('option', {name: /Opening hours/}).click();

    assert.equal(await inbox.composer.inputValue(), 'Hello, we are open from 9 to 5!');
    await inbox.page.keyboard.type('?');
    assert.equal(await inbox.composer.inputValue(), 'Hello, we are open from 9 to 5?!');
  });

  it('say when nothing matches', async () => {
    const account = await world.account();
    await addTemplate(account, 'Parking', 'park behind the house');
    const inbox = await openThread(account);

    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('searchbox').fill('xyz');

    await inbox.text('No template matches “xyz”.').waitFor();
  });

  it('load by themselves once the connection is back, without which they could not be loaded', async () => {
    const account = await world.account();
    await addTemplate(account, 'Parking', 'park behind the house');
    await addTemplate(account, 'Opening hours', 'we are open from 9 to 5');
    const inbox = await openThread(account);
    await inbox.live();
    inbox.site.down();
    await inbox.button('Templates').click();
    const popup = inbox.dialog('Templates');
    await popup.getByRole('searchbox').fill('park');
    await popup.getByText('The templates could not be loaded.').waitFor();
    await inbox.notice('Connection lost').waitFor();

    inbox.site.up();
    await inbox.page.evaluate(() => dispatchEvent(new Event('online')));

    await popup.getByRole('option', {name: 'Parking'}).waitFor();
    assert.equal(await popup.getByRole('option').count(), 1);
  });

  it('that are listed are asked for once, and stay where the connection is lost', async () => {
    const account = await world.account();
    await addTemplate(account, 'Parking', 'park behind the house');
    const inbox = await openThread(account);
    await inbox.live();
    let requests = 0;
    inbox.page.on(
      'request',
      (request) => (requests += Number(request.postData()?.includes('smsTemplates('))),
    );
    await inbox.button('Templates').click();
    const option = inbox.dialog('Templates').getByRole('option', {name: 'Parking'});
    await option.waitFor();

    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();

    await option.click();
    assert.equal(await inbox.composer.inputValue(), 'park behind the house');
    assert.equal(requests, 1);
  });
});

describe('Merge fields', () => {
  it('are offered for a contact only', async () => {
    const account = await world.account();
    const inbox = await openThread(account);

    assert.equal(await inbox.button('Merge fields').count(), 0);
  });

  it('go in at the caret as a token, and go out as the value', async () => {
    const account = await world.account();
    const inbox = await openContact(account);
    await inbox.write('Dear , see you soon');
    for (let i = 0; i < ', see you soon'.length; i++) await inbox.composer.press('ArrowLeft');

    await inbox.button('Merge fields').click();
    await inbox.page.getByRole('menuitem', {name: /^first_name/}).click();

    assert.equal(await inbox.composer.inputValue(), 'Dear {{first_name}}, see you soon');
    await inbox.composer.press('Enter');
    await inbox.message('Dear Jane, see you soon').waitFor();
  });
});

describe('From', () => {
  it('begins with the sender ID last used, whether that message went out', async () => {
    const account = await world.account();
    const surgery = await account.addSender('VIRTUAL', stranger().address, {label: 'Surgery'});
    await addThread(account, {
      with: stranger(),
      messages: [{body: 'Came in at reception'}, {body: 'Went out', sent: true, senderId: surgery}],
    });
    const inbox = await world.open(account.kim);

    await inbox.openThread('Went out');

    assert.equal(await selected(inbox), 'Surgery');
  });

  it('begins with the sender ID last used, or came in; and follows a message that comes in', async () => {
    const account = await world.account();
    const person = stranger();
    const surgery = stranger().address;
    await account.addSender('VIRTUAL', surgery, {label: 'Surgery'});
    await addThread(account, {with: person, messages: [{body: 'To reception'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('To reception');
    assert.equal(await selected(inbox), 'Reception');

    await account.inbound('And to the surgery', person.address, surgery);

    await eventually(async () => assert.equal(await selected(inbox), 'Surgery'));
  });

  it('sends from the sender ID that is chosen', async () => {
    const account = await world.account();
    const person = stranger();
    await account.addSender('ALPHANUMERIC', 'HARBOUR', {label: 'HARBOUR'});
    const inbox = await openThread(account, person);

    await inbox.from.selectOption({label: 'HARBOUR'});
    await inbox.sendMessage('See you');

    await inbox.bubble('See you').getByText('HARBOUR').waitFor();
    await eventually(() => assert.equal(world.carrier.takenFor(person.address)[0]?.sentFrom, 'HARBOUR'));
  });

  it('says what a business name and a shared number mean', async () => {
    const account = await world.account();
    await account.addSender('ALPHANUMERIC', 'HARBOUR', {label: 'HARBOUR'});
    await account.addSender('SHARED', null, {label: 'Shared number'});
    const inbox = await openThread(account);

    await inbox.from.selectOption({label: 'HARBOUR'});
    await inbox.text('Recipients cannot reply to a business name.').waitFor();
    await inbox.from.selectOption({label: 'Shared number'});
    await inbox.text('The number differs from message to message.').waitFor();
  });

  it('says why a sender ID cannot be used', async () => {
    const account = await world.account();
    await account.addSender('ALPHANUMERIC', 'HARBOUR', {
      label: 'HARBOUR',
      status: 'PENDING',
      status_reason: 'Waits for approval',
    });
    const inbox = await openThread(account);

    const option = inbox.from.getByRole('option', {name: 'HARBOUR – Waits for approval'});

    assert.equal(await option.isDisabled(), true);
  });
});

async function selected(inbox: Inbox): Promise<string> {
  const label = await inbox.from.evaluate(
    (select) => (select as HTMLSelectElement).selectedOptions[0]!.label,
  );
  return label.trim();
}

describe('the counter', () => {
  it('is exact while one types', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    const says = (text: string) =>
      eventually(async () => assert.equal((await inbox.counter.innerText()).trim(), text));

    await says('Characters: 0 · Message parts: 0');
    await inbox.write(a(160));
    await says('Characters: 160 · Message parts: 1');
    await inbox.page.keyboard.type('bc');
    await says('Characters: 162 · Message parts: 2');
    await inbox.write('Costs 5 €');
    await says('Characters: 10 · Message parts: 1');
    await inbox.write(`${a(69)}字`);
    await says('Characters: 70 · Message parts: 1');
    await inbox.page.keyboard.type('b');
    await says('Characters: 71 · Message parts: 2');
  });

  it('counts merge fields as they are for this contact', async () => {
    const account = await world.account();
    const inbox = await openContact(account, {clinic: 'Harbour Clinic'});

    await inbox.write('{{clinic}}');

    await eventually(async () =>
      assert.equal((await inbox.counter.innerText()).trim(), 'Characters: 14 · Message parts: 1'),
    );
  });

  it('says why a text is Unicode, and makes it plain with one button where that loses nothing', async () => {
    const account = await world.account();
    const inbox = await openThread(account);

    await inbox.write('It’s ready');
    await inbox.text('Unicode because of ’').waitFor();
    await inbox.button('Use plain text').click();

    assert.equal(await inbox.composer.inputValue(), "It's ready");
    assert.equal(await inbox.text(/^Unicode because of/).count(), 0);
    await inbox.write('日本 is not typography');
    await inbox.text('Unicode because of 日 本').waitFor();
    assert.equal(await inbox.button('Use plain text').count(), 0);
  });
});

describe('Send', () => {
  it('is off while there is nothing to send', async () => {
    const account = await world.account();
    const inbox = await openThread(account);

    assert.equal(await isOff(inbox), true);
    await inbox.write('   ');
    await inbox.composer.press('Enter');
    assert.equal(await isOff(inbox), true);
    await inbox.write('Yes');
    assert.equal(await isOff(inbox), false);
    assert.deepEqual(await inbox.bodies(), ['Hello']);
  });

  it('is off for too many parts, and says so', async () => {
    const account = await world.account();
    const inbox = await openThread(account);

    await inbox.write(a(613));

    assert.equal(await isOff(inbox), true);
    assert.equal(await reason(inbox), 'Too long: 5 message parts, of at most 4.');
    await inbox.composer.press('Enter');
    assert.equal((await inbox.composer.inputValue()).length, 613);
    await inbox.composer.press('Backspace');
    assert.equal(await isOff(inbox), false);
  });

  it('is off for a merge field without a value, or one that there is not, and says so', async () => {
    const account = await world.account();
    const inbox = await openContact(account);

    await inbox.write('Welcome to {{clinic}}');
    assert.equal(await isOff(inbox), true);
    assert.match(await reason(inbox), /^No value for clinic\./);
    await inbox.write('Welcome to {{clinic|us}}');
    assert.equal(await isOff(inbox), false);
    await inbox.write('Welcome to {{nowhere}}');
    assert.equal(await isOff(inbox), true);
    assert.equal(await reason(inbox), 'Unknown merge field: {{nowhere}}.');
  });

  it('is off for a recipient who opted out, from the moment they do to the moment they come back', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane'});
    const inbox = await openThread(account, jane);
    await inbox.write('One more thing');
    assert.equal(await isOff(inbox), false);

    await account.inbound('STOP', jane.address);

    await eventually(async () => assert.equal(await isOff(inbox), true));
    assert.match(await reason(inbox), /^Jane has opted out of your messages\./);
    await inbox.message('STOP').waitFor();
    assert.equal(await inbox.composer.inputValue(), 'One more thing');
    await account.inbound('START', jane.address);
    await eventually(async () => assert.equal(await isOff(inbox), false));
  });
});
