import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {Locator} from 'playwright-core';
import {addContact, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();
const DAY_MS = 86_400_000;
const numbered = (count: number, sent = false) =>
  Array.from({length: count}, (_, i) => ({body: `Message ${String(i + 1).padStart(3, '0')}`, sent}));

describe('the header of a thread', () => {
  it('has name and number of a contact, and no Add Contact', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane', lastName: 'Citizen'});
    await addThread(account, {with: jane, messages: [{body: 'Hello'}]});
    const inbox = await world.open(account.kim);

    await inbox.openThread('Jane Citizen');

    await inbox.page.getByRole('heading', {name: 'Jane Citizen'}).waitFor();
    await inbox.page.locator('[part~="recipient-number"]').getByText(jane.number).waitFor();
    assert.equal(await inbox.button('Add Contact').count(), 0);
  });

  it('offers Add Contact for a number, which names the thread everywhere once it is saved', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'Who is this?'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread(person.number);
    await inbox.page.getByRole('heading', {name: person.number}).waitFor();

    await inbox.button('Add Contact').click();
    const dialog = inbox.dialog('Add contact');
    assert.equal(await dialog.getByLabel('Number').inputValue(), person.number);
    await dialog.getByLabel('First name').fill('Jane');
    await dialog.getByLabel('Last name').fill('Citizen');
    await dialog.getByRole('button', {name: 'Save'}).click();

    await inbox.page.getByRole('heading', {name: 'Jane Citizen'}).waitFor();
    await inbox.row('Jane Citizen').waitFor();
    await dialog.waitFor({state: 'hidden'});
    assert.equal(await inbox.button('Add Contact').count(), 0);
  });

  it('leaves Add contact of another thread alone when a contact is saved late', async () => {
    const account = await world.account();
    const [first, second] = [stranger(), stranger()];
    for (const person of [first, second])
      await addThread(account, {with: person, messages: [{body: 'Who is this?'}]});
    const inbox = await world.open(account.kim);
    const dialog = inbox.dialog('Add contact');
    const answer = await inbox.hold('CreateContact');
    await inbox.openThread(first.number);
    await inbox.button('Add Contact').click();
    await dialog.getByLabel('First name').fill('Jane');
    await dialog.getByRole('button', {name: 'Save'}).click();
    await answer.asked;
    await dialog.getByRole('button', {name: 'Cancel'}).click();
    await inbox.openThread(second.number);
    await inbox.button('Add Contact').click();
    await dialog.getByLabel('First name').fill('Tom');

    await answer.release();

    await inbox.row('Jane').waitFor();
    assert.equal(await dialog.getByLabel('First name').inputValue(), 'Tom');
    assert.equal(await dialog.isVisible(), true);
  });

  it('says what is missing in Add contact', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Who is this?'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Who is this?');
    await inbox.button('Add Contact').click();

    await inbox.dialog('Add contact').getByRole('button', {name: 'Save'}).click();

    await inbox.text('Enter a first name or a last name.').waitFor();
  });

  it('hides the thread by Close Chat, and brings it back by Undo', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Ready to close'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Ready to close');
    const answer = await inbox.hold('CloseConversation');
    const asked: string[] = [];
    inbox.page.on('request', (request) => asked.push(request.postData() ?? ''));

    // Whoever clicks twice means once.
    await inbox.button('Close Chat').dblclick();

    await answer.asked;
    assert.equal(await inbox.button('Close Chat').getAttribute('aria-disabled'), 'true');
    await answer.release();
    assert.equal(asked.filter((body) => body.includes('"operationName":"CloseConversation"')).length, 1);
    await inbox.row('Ready to close').waitFor({state: 'detached'});
    await inbox.composer.waitFor({state: 'detached'});
    await inbox.button('Undo').click();
    await inbox.row('Ready to close').waitFor();
    await inbox.message('Ready to close').waitFor();
  });
});

describe('Close Chat, while a message is still on its way,', () => {
  it('says what it waits for, and closes then', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Ready to close'}]});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Ready to close');
    const answer = await inbox.hold('SendMessage');
    await inbox.sendMessage('Goodbye');
    await answer.asked;

    await inbox.button('Close Chat').click();

    await inbox.text(/^Chat with [\d\s]+ closes once your messages are sent\.$/).waitFor();
    await answer.release();
    await inbox.text(/^Chat with [\d\s]+ closed\.$/).waitFor();
    await inbox.row('Goodbye').waitFor({state: 'detached'});
  });
});

describe('what others do meanwhile', () => {
  /** Kim reads the beginning of a long thread. */
  async function readingAbove() {
    const account = await world.account();
    const person = stranger();
    const id = await addThread(account, {with: person, messages: numbered(60)});
    const kim = await world.open(account.kim);
    await kim.openThread('Message 060');
    await kim.message('Message 060').waitFor();
    await kim.messages.evaluate((log) => (log.scrollTop = 0));
    await kim.message('Message 011').waitFor();
    return {account, person, id, kim};
  }

  it('asks before it sends where a colleague has answered out of sight, and sends it once', async () => {
    const {account, id, kim} = await readingAbove();
    const sam = await world.open(account.sam);
    await sam.openThread('Message 060');
    await sam.sendMessage('I have told them already');
    await kim.row('I have told them already').waitFor();

    await kim.write('I can tell them');
    await kim.composer.press('Enter');

    await kim.message('I can tell them').getByText('Someone else has answered since.').waitFor();
    await kim.message('I have told them already').waitFor();
    await kim.message('I can tell them').getByRole('button', {name: 'Send anyway'}).click();
    await sam.message('I can tell them').waitFor();
    const bodies = await account.test.db
      .selectFrom('message')
      .select('body')
      .where('conversation_id', '=', id)
      .where('position', '>', 60)
      .orderBy('position')
      .execute();
    assert.deepEqual(
      bodies.map(({body}) => body),
      ['I have told them already', 'I can tell them'],
    );
  });

  it('does not hide by Close Chat what came in out of sight, until it was seen', async () => {
    // Nobody else has it open: what one agent has seen is read for all, and says nothing of what Kim has.
    const {account, person, kim} = await readingAbove();
    await account.inbound('One more thing', person.address);
    await kim.row('One more thing').waitFor();

    await kim.button('Close Chat').click();

    await kim.text('Something newer is in this conversation.').waitFor();
    await kim.row('One more thing').waitFor();
    await kim.button('New messages').click();
    await kim.row('One more thing').locator('[part~="unread-count"]').waitFor({state: 'detached'});
    await kim.button('Close Chat').click();
    await kim.row('One more thing').waitFor({state: 'detached'});
  });

  it('closes a chat right after sending in it', async () => {
    const {kim} = await readingAbove();
    await kim.write('Goodbye');
    await kim.composer.press('Enter');

    await kim.button('Close Chat').click();

    await kim.text(/^Chat with .* closed\.$/).waitFor();
    await kim.row('Goodbye').waitFor({state: 'detached'});
  });
});

describe('a closed chat', () => {
  it('comes back to the list when a message comes in', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: [{body: 'Long ago'}], closed: true});
    const inbox = await world.open(account.kim);
    await inbox.text('No conversations yet.').waitFor();

    await account.inbound('Here I am again', person.address);

    await inbox.row('Here I am again').waitFor();
  });

  it('comes back to the list when something is sent in it', async () => {
    const account = await world.account();
    const id = await addThread(account, {with: stranger(), messages: [{body: 'Long ago'}], closed: true});
    const inbox = await world.open(account.kim, {
      body: `<sms-chat endpoint="/graphql" conversation-id="${id}"></sms-chat>`,
    });
    await inbox.message('Long ago').waitFor();
    assert.equal(await inbox.rows.count(), 0);

    await inbox.sendMessage('How are you?');

    await inbox.row('How are you?').waitFor();
  });
});

describe('the messages', () => {
  it('stand in the order of the host, with their days between them', async () => {
    const account = await world.account();
    const messages = [
      {body: 'From last week', at: new Date(Date.now() - 6 * DAY_MS)},
      {body: 'From yesterday', at: new Date(Date.now() - DAY_MS), sent: true},
      {body: 'From today', at: new Date()},
    ];
    await addThread(account, {with: stranger(), messages});
    const inbox = await world.open(account.kim);

    await inbox.openThread('From today');

    await eventually(async () =>
      assert.deepEqual(
        await inbox.bodies(),
        messages.map(({body}) => body),
      ),
    );
    const days = await inbox.messages.getByRole('heading').allInnerTexts();
    assert.equal(days.length, 3);
    assert.deepEqual(days.slice(1), ['Yesterday', 'Today']);
  });

  it('are blue on the left where they came in, grey on the right where they went out', async () => {
    const account = await world.account();
    await addThread(account, {
      with: stranger(),
      messages: [{body: 'Coming in'}, {body: 'Going out', sent: true}],
    });
    const inbox = await world.open(account.kim);
    await inbox.openThread('Going out');

    const log = (await inbox.messages.boundingBox())!;
    const look = async (text: string) => {
      const box = (await inbox.bubble(text).boundingBox())!;
      const color = await inbox.bubble(text).evaluate((element) => {
        const context = new OffscreenCanvas(1, 1).getContext('2d')!;
        context.fillStyle = getComputedStyle(element).backgroundColor;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
      });
      return {left: box.x - log.x, right: log.x + log.width - box.x - box.width, color};
    };
    const inbound = await look('Coming in');
    const outbound = await look('Going out');

    assert.ok(inbound.left < inbound.right, JSON.stringify(inbound));
    assert.ok(outbound.right < outbound.left, JSON.stringify(outbound));
    const [red, green, blue] = inbound.color;
    assert.ok(blue! > red! + 10 && blue! >= green!, JSON.stringify(inbound));
    assert.ok(Math.max(...outbound.color.slice(0, 3)) - Math.min(...outbound.color.slice(0, 3)) < 12);
  });

  it('say their time, and where they were sent the sender ID', async () => {
    const account = await world.account();
    const at = new Date();
    await addThread(account, {
      with: stranger(),
      messages: [
        {body: 'Coming in', at},
        {body: 'Out', sent: true, at},
      ],
    });
    const inbox = await world.open(account.kim);
    await inbox.openThread('Out');

    const time = new Intl.DateTimeFormat('en', {timeStyle: 'short', timeZone: 'UTC'}).format(at);
    assert.equal((await inbox.bubble('Coming in').getByRole('time').innerText()).trim(), time);
    assert.equal((await inbox.bubble('Out').getByRole('time').innerText()).trim(), time);
    await inbox.bubble('Out').getByText('Reception').waitFor();
    assert.equal(await inbox.bubble('Coming in').getByText('Reception').count(), 0);
  });

  it('load older ones on scrolling up, without a jump of even one pixel', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: numbered(180)});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Message 180');
    await inbox.message('Message 180').waitFor();
    await inbox.messages.hover();

    const moved = await inbox.messages.evaluate(movementWhileOlderLoad);

    assert.equal(moved, 0);
    await eventually(async () => {
      await inbox.page.mouse.wheel(0, -1_500);
      assert.equal(await inbox.message('Message 001').count(), 1);
    });
  });

  it('keep the end in view when new ones come, where it was in view', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: numbered(60)});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Message 060');
    await inbox.message('Message 060').waitFor();

    await account.inbound('The newest', person.address);

    await inbox.message('The newest').waitFor();
    await eventually(async () => assert.ok(await isInView(inbox.messages, inbox.bubble('The newest'))));
    assert.equal(await inbox.button('New messages').count(), 0);
  });

  it('keep what is read in view when the page becomes much narrower at once', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: numbered(60)});
    const inbox = await world.open(account.kim, {context: {viewport: {width: 768, height: 900}}});
    await inbox.openThread(person.number);
    await inbox.message('Message 060').waitFor();
    await inbox.messages.evaluate((log) => (log.scrollTop = 1_200));
    const read = inbox.bubble(await firstInView(inbox.messages));

    await inbox.page.setViewportSize({width: 360, height: 640});
    await inbox.button('Back').waitFor();

    await eventually(async () => assert.ok(await isInView(inbox.messages, read)));
  });

  it('leave what is read in its place otherwise, and New messages brings one down', async () => {
    const account = await world.account();
    const person = stranger();
    await addThread(account, {with: person, messages: numbered(45)});
    const inbox = await world.open(account.kim);
    await inbox.openThread('Message 045');
    await inbox.message('Message 045').waitFor();
    await inbox.messages.hover();
    await eventually(async () => {
      await inbox.page.mouse.wheel(0, -600);
      assert.equal(await inbox.messages.evaluate((log) => log.scrollTop), 0);
    });
    const read = inbox.bubble('Message 003');
    const before = (await read.boundingBox())!.y;

    await account.inbound('The newest', person.address);

    await inbox.button('New messages').waitFor();
    assert.equal((await read.boundingBox())!.y - before, 0);
    await inbox.button('New messages').click();
    await inbox.message('The newest').waitFor();
    await eventually(async () => assert.ok(await isInView(inbox.messages, inbox.bubble('The newest'))));
    await inbox.button('New messages').waitFor({state: 'hidden'});
  });

  it('are read once they are shown, and the first unread one is marked', async () => {
    const account = await world.account();
    const person = stranger();
    const id = await addThread(account, {
      with: person,
      messages: [{body: 'Old'}, {body: 'New one'}, {body: 'New two'}],
      unread: 2,
    });
    const inbox = await world.open(account.kim);
    await inbox.row(person.number).locator('[part~="unread-count"]').waitFor();

    await inbox.openThread(person.number);

    const mark = inbox.messages.getByRole('heading', {name: '2 new messages'});
    await mark.waitFor();
    const [markBox, oldBox, newBox] = await Promise.all(
      [mark, inbox.bubble('Old'), inbox.bubble('New one')].map((locator) => locator.boundingBox()),
    );
    assert.ok(oldBox!.y < markBox!.y && markBox!.y < newBox!.y);
    await inbox.row(person.number).locator('[part~="unread-count"]').waitFor({state: 'detached'});
    await eventually(async () => assert.equal((await account.kim.conversation(id)).unreadCount, 0));
    await mark.waitFor();
  });

  it('are opened at the first unread one where there are more than fit, and only what is shown is read', async () => {
    const account = await world.account();
    const person = stranger();
    const id = await addThread(account, {with: person, messages: numbered(200), unread: 120});
    const inbox = await world.open(account.kim);

    await inbox.openThread(person.number);

    await inbox.bubble('Message 081').waitFor();
    await eventually(async () => assert.ok(await isInView(inbox.messages, inbox.bubble('Message 081'))));
    await eventually(async () => {
      const {unreadCount} = await account.kim.conversation(id);
      assert.ok(unreadCount > 80 && unreadCount < 120, String(unreadCount));
    });
    await inbox.button('New messages').click();
    await inbox.bubble('Message 200').waitFor();
    await eventually(async () => assert.equal((await account.kim.conversation(id)).unreadCount, 0));
  });
});

/** The text of the first message that is wholly in view. */
function firstInView(log: Locator): Promise<string> {
  return log.evaluate((element) => {
    const {top} = element.getBoundingClientRect();
    const texts = [...element.querySelectorAll('[part~="bubble"] > p')];
    return texts.find((text) => text.getBoundingClientRect().top > top + 20)!.textContent;
  });
}

/** Whether all of the message is inside of the visible part of the log. */
async function isInView(log: Locator, message: Locator): Promise<boolean> {
  const [frame, box] = await Promise.all([log.boundingBox(), message.boundingBox()]);
  return frame !== null && box !== null && box.y >= frame.y && box.y + box.height <= frame.y + frame.height;
}

/**
 * In the page: scrolls up to where older messages are asked for, and answers how far what is read has moved, in px, at
 * any frame until they are there.
 */
async function movementWhileOlderLoad(log: Element): Promise<number> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const texts = () => [...log.querySelectorAll('[part~="bubble"] > p')];
  log.scrollTop = 500;
  await frame();
  await frame();
  const middle = log.getBoundingClientRect().y + log.clientHeight / 2;
  const read = texts().find((text) => text.getBoundingClientRect().y > middle)!.textContent;
  const position = () =>
    texts()
      .find((text) => text.textContent === read)!
      .getBoundingClientRect().y;
  const start = position();
  let moved = 0;
  while (log.scrollTop < 1_500) {
    await frame();
    moved = Math.max(moved, Math.abs(position() - start));
  }
  return moved;
}
