import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {build} from 'esbuild';
import {fromRoot} from '../../scripts/lib/run.mjs';
import type {Inbox} from './helpers/inbox.js';
import {addContact, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

async function openDialog(inbox: Inbox) {
  await inbox.button('New').click();
  const dialog = inbox.dialog('New chat');
  await dialog.waitFor();
  return {dialog, to: dialog.getByRole('combobox', {name: 'To'}), options: dialog.getByRole('option')};
}

/** What a host's bundler makes of the package from npm, where dialogs are a file of their own. */
async function bundledFiles(): Promise<Record<string, string>> {
  const {outputFiles} = await build({
    stdin: {contents: `import 'sms-chat-elements';`, resolveDir: fromRoot('.'), sourcefile: 'sms-chat.js'},
    bundle: true,
    splitting: true,
    format: 'esm',
    conditions: ['production'],
    outdir: '/dist',
    entryNames: 'sms-chat',
    write: false,
    logLevel: 'error',
  });
  return Object.fromEntries(outputFiles.map(({path, text}) => [path, text]));
}

describe('New chat', () => {
  it('shows matching contacts as one types, and opens the thread of the one that is picked', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    await addContact(account, {firstName: 'Janet', lastName: 'Other'});
    await addContact(account, {firstName: 'Ben', lastName: 'Else'});
    const inbox = await world.open(account.kim);
    const {dialog, to, options} = await openDialog(inbox);

    await to.pressSequentially('jan');
    await eventually(async () => assert.equal(await options.count(), 2));
    await options.filter({hasText: 'Jane Citizen'}).getByText(jane.number).waitFor();
    await options.filter({hasText: 'Jane Citizen'}).click();

    await inbox.page.getByRole('heading', {name: 'Jane Citizen'}).waitFor();
    await dialog.waitFor({state: 'hidden'});
    await inbox.text('No messages yet').first().waitFor();
    await inbox.row('Jane Citizen').waitFor();
  });

  it('is worked with the keyboard alone', async () => {
    const account = await world.account();
    await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    await addContact(account, {firstName: 'Jane', lastName: 'Other'});
    const inbox = await world.open(account.kim);
    const {to, options} = await openDialog(inbox);
    await to.pressSequentially('jane o');
    await eventually(async () => assert.equal(await options.count(), 1));

    await to.press('ArrowDown');
    await to.press('Enter');

    await inbox.page.getByRole('heading', {name: 'Jane Other'}).waitFor();
    assert.equal(await inbox.composer.evaluate((element) => element.matches(':focus')), true);
  });

  it('starts a thread with a number, however it is written', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim);
    const {to} = await openDialog(inbox);

    await to.fill('(04) 91-570 156');
    await to.press('Enter');

    await inbox.page.getByRole('heading', {name: '0491 570 156'}).waitFor();
    await inbox.sendMessage('Hello there');
    await inbox.row('0491 570 156').getByText('Hello there').waitFor();
    await eventually(() => assert.equal(world.carrier.takenFor('+61491570156').length, 1));
  });

  it('opens the thread that there is with a number, rather than a second one', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'I wrote before'}]});
    const inbox = await world.open(account.kim);
    const {to} = await openDialog(inbox);

    await to.fill(person.address);
    await to.press('Enter');

    await inbox.message('I wrote before').waitFor();
    assert.equal(await inbox.rows.count(), 1);
  });

  it('offers Open Chat on a match whose chat is closed, which puts it back on the list', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    await addThread(account, {with: jane, messages: [{body: 'From before'}], closed: true});
    const ben = await addContact(account, {firstName: 'Ben', lastName: 'Citizen'});
    await addThread(account, {with: ben, messages: [{body: 'Still open'}]});
    const inbox = await world.open(account.kim);
    await inbox.row('Ben Citizen').waitFor();
    assert.equal(await inbox.rows.count(), 1);
    const {dialog, to, options} = await openDialog(inbox);
    await to.fill('citizen');
    await eventually(async () => assert.equal(await options.count(), 2));
    const open = dialog.getByRole('button', {name: 'Open Chat'});
    assert.equal(await open.count(), 1);

    await open.click();

    await inbox.message('From before').waitFor();
    await eventually(async () =>
      assert.deepEqual((await inbox.names()).sort(), ['Ben Citizen', 'Jane Citizen']),
    );
  });

  it('says what is wrong with an invalid number, and keeps it', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim);
    const {dialog, to} = await openDialog(inbox);

    await to.fill('0491 570 15');
    await to.press('Enter');

    const alert = dialog.getByRole('alert');
    await eventually(async () => assert.match(await alert.innerText(), /\S/));
    assert.match(await alert.innerText(), /number/i);
    assert.equal(await to.getAttribute('aria-invalid'), 'true');
    assert.equal(await to.inputValue(), '0491 570 15');
    await to.fill('0491 570 156');
    await eventually(async () => assert.equal((await alert.innerText()).trim(), ''));
  });

  it('leads nowhere once it is cancelled, though the host has opened the thread', async () => {
    const {kim} = await world.account();
    const inbox = await world.open(kim);
    const {dialog, to} = await openDialog(inbox);
    const answer = await inbox.hold('OpenConversation');
    await to.fill('0491 570 156');
    await to.press('Enter');
    await answer.asked;
    await dialog.getByRole('button', {name: 'Cancel'}).click();
    await openDialog(inbox);
    await to.fill('Ja');

    await answer.release();

    await inbox.row('0491 570 156').waitFor();
    assert.equal(await inbox.element.getAttribute('conversation-id'), null);
    assert.equal(await to.inputValue(), 'Ja');
    assert.equal(await dialog.isVisible(), true);
  });

  it('says that nobody could be looked for, and shows nobody else', async () => {
    const account = await world.account();
    await addContact(account, {firstName: 'Jane'});
    const inbox = await world.open(account.kim);
    const {dialog, to, options} = await openDialog(inbox);
    await to.fill('j');
    await options.first().waitFor();
    inbox.site.down();

    await to.fill('ja');

    await dialog.getByText('The server cannot be reached.').waitFor();
    assert.equal(await options.count(), 0);
  });

  it('asks for a recipient when there is none', async () => {
    const {kim} = await world.account();
    const inbox = await world.open(kim);
    const {dialog, to} = await openDialog(inbox);

    await to.press('Enter');

    await dialog.getByText('Enter a number, or the name of a contact.').waitFor();
  });

  it('says what to do where its file does not load, and opens once that is there', async () => {
    const {kim} = await world.account();
    const inbox = await world.open(kim, {files: await bundledFiles()});
    await inbox.page.route(/\/dist\/dialogs-/, (route) => route.abort());
    await inbox.button('New').click();
    const failed = 'This could not be loaded. Try again, or reload the page.';
    await inbox.page.getByRole('status').getByText(failed).waitFor();
    assert.equal(await inbox.dialog('New chat').count(), 0);

    await inbox.page.unrouteAll();

    await openDialog(inbox);
  });

  it('goes by Escape, and gives the focus back', async () => {
    const {kim} = await world.account();
    const inbox = await world.open(kim);
    const {dialog, to} = await openDialog(inbox);

    await to.press('Escape');

    await dialog.waitFor({state: 'hidden'});
    await eventually(async () =>
      assert.equal(await inbox.button('New').evaluate((element) => element.matches(':focus')), true),
    );
  });
});
