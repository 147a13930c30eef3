import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {Locator} from 'playwright-core';
import type {TestAccount} from '../server/helpers/host.js';
import {addContact, addTemplate, addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();

async function openThread(account: TestAccount, options: {body?: string} = {}) {
  const person = stranger();
  const id = await addThread(account, {with: person, messages: [{body: 'Hello'}]});
  const inbox = await world.open(account.kim, options);
  await inbox.live();
  await inbox.openThread('Hello');
  return {inbox, person, id};
}

/** Calls `open` of the element; answers with the code of the error, if there was one. */
function open(inbox: Inbox, target: Record<string, string>): Promise<string | null> {
  return inbox.element.evaluate(async (element, to) => {
    const chat = element as HTMLElement & {open(target: unknown): Promise<void>};
    return chat.open(to).then(
      () => null,
      (error: {code: string}) => error.code,
    );
  }, target);
}

async function warnings({page}: Inbox): Promise<string[]> {
  const messages = await page.consoleMessages();
  return messages.filter((message) => message.type() === 'warning').map((message) => message.text());
}

/** Whether the middle of the log is near to that of this message. */
async function isInMiddle(log: Locator, message: Locator): Promise<boolean> {
  const [frame, box] = await Promise.all([log.boundingBox(), message.boundingBox()]);
  return Math.abs(frame!.y + frame!.height / 2 - (box!.y + box!.height / 2)) < 40;
}

describe('the properties of <sms-chat>', () => {
  it('endpoint: changing it starts afresh, with nothing of the host before', async () => {
    const account = await world.account();
    const other = await world.account();
    await addThread(other, {with: stranger(), messages: [{body: 'At the other host'}]});
    const {inbox} = await openThread(account);
    await inbox.page.evaluate((token) => Object.assign(globalThis, {token}), await other.kim.token());

    await inbox.element.evaluate((element) => element.setAttribute('endpoint', '/graphql?other'));

    await inbox.row('At the other host').waitFor();
    assert.equal(await inbox.row('Hello').count(), 0);
  });

  it('ws-endpoint: where subscriptions go', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const sockets = await world.site();
    const site = await world.site({
      body: `<sms-chat endpoint="/graphql" ws-endpoint="${sockets.url}/graphql"></sms-chat>`,
    });

    const inbox = await world.open(account.kim, {site});

    await inbox.row('Hello').waitFor();
    await eventually(() => assert.ok(sockets.socketsOpened > 0));
    assert.equal(site.socketsOpened, 0);
  });

  it('auth: goes as Bearer, is asked anew when the token is refused, and never stored', async () => {
    const account = await world.account();
    const {inbox} = await openThread(account);
    const token = await inbox.page.evaluate(() => (globalThis as unknown as {token: string}).token);

    const stored = await inbox.page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({name}) => name);
      return JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, names]);
    });

    assert.equal(stored.includes(token), false);
  });

  it('auth: nothing is asked for before a later script of the page has set it', async () => {
    const account = await world.account();
    const id = await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const site = await world.site({
      body: `<sms-chat endpoint="/graphql" conversation-id="${id}"></sms-chat>`,
    });
    const credentials: (string | undefined)[] = [];
    site.answer = (request, response) => {
      credentials.push(request.headers.authorization?.split(' ')[0]);
      request.resume();
      response.writeHead(503).end();
    };

    await world.open(account.kim, {site});
    await eventually(() => assert.equal(credentials.length, 2));

    assert.deepEqual(credentials, ['Bearer', 'Bearer']);
  });

  it('credentials: sends the cookies of the page as it says', async () => {
    const account = await world.account();
    for (const [credentials, expected] of [
      ['same-origin', 'session=1'],
      ['omit', undefined],
    ] as const) {
      const cookies: (string | undefined)[] = [];
      const body = `<sms-chat endpoint="/graphql" credentials="${credentials}"></sms-chat>`;
      const site = await world.site({body, script: `document.cookie = 'session=1';`});
      site.answer = (request, response) => {
        cookies.push(request.headers.cookie);
        response.writeHead(401).end();
      };
      const inbox = await world.open(account.kim, {site});
      await inbox.hears('sms-chat-signed-out');
      cookies.length = 0;
      await inbox.page.reload();
      await inbox.hears('sms-chat-signed-out');
      assert.equal(cookies.at(-1), expected);
    }
  });

  it('conversation-id: opens a thread, and says which one is open', async () => {
    const account = await world.account();
    const first = await addThread(account, {with: stranger(), messages: [{body: 'I am first'}]});
    const second = await addThread(account, {with: stranger(), messages: [{body: 'I am second'}]});
    const inbox = await world.open(account.kim, {
      body: `<sms-chat endpoint="/graphql" conversation-id="${first}"></sms-chat>`,
    });
    await inbox.message('I am first').waitFor();

    await inbox.row('I am second').click();
    await inbox.message('I am second').waitFor();

    assert.equal(await inbox.element.getAttribute('conversation-id'), second);
    const {detail} = await inbox.hears('sms-chat-conversation-changed');
    assert.deepEqual(detail, {conversationId: second});
    await inbox.element.evaluate((element, id) => element.setAttribute('conversation-id', id), first);
    await inbox.message('I am first').waitFor();
    assert.equal((await inbox.heard('sms-chat-conversation-changed')).length, 1);
  });

  it('conversation-id: says so where there is no such thread', async () => {
    const {kim} = await world.account();

    const inbox = await world.open(kim, {
      body: '<sms-chat endpoint="/graphql" conversation-id="nowhere"></sms-chat>',
    });

    await inbox.text('This conversation does not exist, or you cannot see it.').waitFor();
  });

  it('message-position: shows that message, marked, with no more requests, until another thread is opened', async () => {
    const account = await world.account();
    const [long, other] = [stranger(), stranger()];
    const messages = Array.from({length: 150}, (_, i) => ({body: `Message ${i + 1}`}));
    const id = await addThread(account, {with: long, messages});
    const otherId = await addThread(account, {with: other, messages: [{body: 'Somebody else'}]});
    const query =
      'query ($id: ID!) { smsConversation(id: $id) { messages(first: 90) { edges { node { position } } } } }';
    const {edges} = (await account.kim.query(query, {id})).smsConversation.messages;
    const positionOf = (number: number): string => String(edges[number - 1].node.position);
    const link = `conversation-id="${id}" message-position="${positionOf(20)}"`;
    const inbox = await world.open(account.kim, {body: `<sms-chat endpoint="/graphql" ${link}></sms-chat>`});
    const linked = inbox.messages.locator('[aria-current="true"]');

    await linked.getByText('Message 20', {exact: true}).waitFor();
    await inbox.live();
    const requests = () =>
      inbox.page.evaluate(
        () => performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/graphql')).length,
      );
    assert.equal(await requests(), 2);
    await eventually(async () => assert.ok(await isInMiddle(inbox.messages, linked)));

    const follow = (position: string) =>
      inbox.element.evaluate((element, to) => element.setAttribute('message-position', to), position);
    await follow(positionOf(90));
    await linked.getByText('Message 90', {exact: true}).waitFor();
    await eventually(async () => assert.ok(await isInMiddle(inbox.messages, linked)));
    await inbox.page.setViewportSize({width: 360, height: 640});
    await inbox.button('Back').waitFor();
    await eventually(async () => assert.ok(await isInMiddle(inbox.messages, linked)));
    await inbox.page.setViewportSize({width: 1100, height: 760});
    await inbox.button('Back').waitFor({state: 'detached'});
    await eventually(async () => assert.ok(await isInMiddle(inbox.messages, linked)));
    await inbox.button('New messages').click();
    await inbox.message('Message 150').waitFor();
    await follow(positionOf(90));
    await linked.getByText('Message 90', {exact: true}).waitFor();
    await eventually(async () => assert.ok(await isInMiddle(inbox.messages, linked)));

    await inbox.element.evaluate(
      (element, to) => {
        element.setAttribute('conversation-id', to.id);
        element.setAttribute('message-position', to.position);
      },
      {id: otherId, position: positionOf(90)},
    );
    await inbox.message('Somebody else').waitFor();
    assert.equal(await inbox.element.getAttribute('message-position'), positionOf(90));
    await inbox.row(long.number).click();
    await inbox.message('Message 150').waitFor();
    assert.equal(await inbox.element.getAttribute('message-position'), null);
    await inbox.row('Somebody else').click();
    await inbox.row(long.number).click();
    await inbox.message('Message 150').waitFor();
    assert.equal(await linked.count(), 0);
  });

  const kept = {full: ['draft', 'unsent'], drafts: ['draft'], none: []};
  for (const [persistence, expected] of Object.entries(kept)) {
    it(`persistence="${persistence}": keeps ${expected.join(' and ') || 'nothing'} over a reload`, async () => {
      const account = await world.account();
      const other = stranger();
      await addThread(account, {with: other, messages: [{body: 'Somebody else'}]});
      const {inbox, person} = await openThread(account, {
        body: `<sms-chat endpoint="/graphql" persistence="${persistence}"></sms-chat>`,
      });
      inbox.site.down();
      await inbox.notice('Connection lost').waitFor();
      await inbox.sendMessage('Not sent');
      await inbox.row('Somebody else').click();
      await inbox.page.getByRole('heading', {name: other.number}).waitFor();
      await inbox.write('A draft');
      await eventually(async () => assert.equal(await inbox.storesDraft(), persistence !== 'none'));
      inbox.page.on('dialog', (dialog) => void dialog.accept());
      inbox.site.up();
      await inbox.page.reload();
      await inbox.live();

      await inbox.row(other.number).click();
      await inbox.message('Somebody else').waitFor();
      const draft = persistence === 'none' ? '' : 'A draft';
      await eventually(async () => assert.equal(await inbox.composer.inputValue(), draft));
      if (persistence === 'full') {
        await eventually(() => assert.equal(world.carrier.takenFor(person.address).length, 1));
      }
      await inbox.row(person.number).click();
      const bodies = persistence === 'full' ? ['Hello', 'Not sent'] : ['Hello'];
      await eventually(async () => assert.deepEqual(await inbox.bodies(), bodies));
    });
  }
});

describe('attributes that a page takes away again', () => {
  it('are as if they had never been there', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const options = `ws-endpoint="/graphql?other" credentials="include"`;
    const body = `<sms-chat endpoint="/graphql" ${options} persistence="drafts"></sms-chat>
      <sms-chat-badge endpoint="/graphql" ${options} for="nowhere"></sms-chat-badge>`;
    const inbox = await world.open(account.kim, {body});
    await inbox.openThread('Hello');
    await inbox.live();
    const {socketsOpened} = inbox.site;

    await inbox.page.evaluate(() => {
      for (const element of document.querySelectorAll('sms-chat, sms-chat-badge'))
        for (const name of ['ws-endpoint', 'credentials', 'persistence', 'for'])
          element.removeAttribute(name);
    });

    await eventually(() => assert.ok(inbox.site.socketsOpened > socketsOpened));
    await inbox.live();
    await inbox.sendMessage('Kept');
    assert.equal(await inbox.page.locator('sms-chat-badge a').getAttribute('href'), '#');
    assert.deepEqual(await warnings(inbox), []);
  });
});

describe('what a page gets wrong', () => {
  it('is told once, with what is allowed, and the inbox does without it', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const wrong = `endpoint="/graphql" ws-endpoint="ftp://nowhere" credentials="always"`;
    const body = `<sms-chat ${wrong} persistence="forever" conversation-id="" message-position="first" shortcuts="false"></sms-chat>
      <sms-chat-badge ${wrong} href="javascript:void 0"></sms-chat-badge>
      <sms-chat-badge endpoint="javascript:void 0" for="nowhere"></sms-chat-badge>`;
    const script = `const elements = document.querySelectorAll('sms-chat, sms-chat-badge');
      for (const element of elements) element.auth = async () => ({token});
      elements[0].texts = 'Hello';
      elements[1].auth = token;
      // Once more, with another element of the same kind.
      setTimeout(() => document.body.append(document.querySelector('sms-chat-badge').cloneNode()));`;
    const inbox = await world.open(account.kim, {body, script});
    const badge = inbox.page.locator('sms-chat-badge a');
    await inbox.live();
    await badge.nth(2).waitFor();
    await inbox.row('Hello').click();
    await inbox.message('Hello').waitFor();

    await badge.nth(1).click();

    assert.equal(await badge.first().getAttribute('href'), '#');
    const socket = 'ws-endpoint="ftp://nowhere": give a ws: or wss: address.';
    const cookies = 'credentials="always": use one of same-origin, include, omit.';
    const expected = [
      `<sms-chat> ${socket}`,
      `<sms-chat> ${cookies}`,
      '<sms-chat> persistence="forever": use one of full, drafts, none.',
      '<sms-chat> message-position="NaN": use the position of a message, a whole number from 1.',
      "<sms-chat> texts: set an object such as {'Close Chat': 'Archive'}.",
      `<sms-chat-badge> ${socket}`,
      `<sms-chat-badge> ${cookies}`,
      '<sms-chat-badge> auth: set an async function that returns {token}.',
      '<sms-chat-badge> href="javascript:void 0": give the address of a page.',
      '<sms-chat-badge> endpoint="javascript:void 0": give the http: or https: address of a GraphQL endpoint.',
      '<sms-chat-badge> for="nowhere": give the id of an <sms-chat> on the page.',
    ].sort();
    await eventually(async () => assert.deepEqual((await warnings(inbox)).sort(), expected));
    await inbox.page.locator('[part~="menu-button"]').first().click();
    await inbox.page.getByRole('menuitem', {name: 'Mark all as read'}).waitFor();
    assert.equal(await inbox.page.getByRole('menuitem', {name: 'Keyboard shortcuts'}).count(), 0);
    assert.equal(await inbox.element.getAttribute('conversation-id').then((id) => id !== ''), true);
  });
});

describe('an endpoint that the page does not give', () => {
  it('is told on the screen, for who embeds the inbox, until there is one', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const inbox = await world.open(account.kim, {body: '<sms-chat></sms-chat>'});
    const notice = inbox.notice(
      'This inbox is not set up. In the attribute “endpoint”, give the http: or https:',
    );
    const give = (endpoint: string) =>
      inbox.element.evaluate((element, value) => element.setAttribute('endpoint', value), endpoint);

    await notice.waitFor();
    assert.equal(await inbox.search.isVisible(), false);
    assert.equal(await inbox.button('Try again').count(), 0);
    await give('ftp://nowhere');
    await notice.waitFor({state: 'detached'});
    await notice.waitFor();

    await give('/graphql');

    await inbox.row('Hello').click();
    await inbox.message('Hello').waitFor();
    assert.equal(await notice.count(), 0);
  });

  it('is no matter yet while a script of the page may be about to give it', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}]});
    const script = `const [chat, badge] = document.querySelectorAll('sms-chat, sms-chat-badge');
      chat.auth = badge.auth = async () => ({token});
      // After both have been rendered.
      chat.updateComplete.then(() => requestAnimationFrame(() => {
        chat.endpoint = badge.endpoint = '/graphql';
      }));`;
    const body = '<sms-chat></sms-chat><sms-chat-badge></sms-chat-badge>';
    const inbox = await world.open(account.kim, {body, script});

    await inbox.live();

    assert.deepEqual(await warnings(inbox), []);
  });
});

describe('the methods of <sms-chat>', () => {
  it('open() opens a thread by conversation, contact or address, and starts it where needed', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Jane'});
    const {inbox, id} = await openThread(account);
    const heading = (name: string) => inbox.page.getByRole('heading', {name}).waitFor();

    assert.equal(await open(inbox, {contactId: jane.contactId!}), null);
    await heading('Jane');
    assert.equal(await open(inbox, {address: '0491 570 156'}), null);
    await heading('0491 570 156');
    assert.equal(await open(inbox, {conversationId: id}), null);
    await inbox.message('Hello').waitFor();
    assert.equal(await inbox.element.getAttribute('conversation-id'), id);
  });

  it('open() rejects with the code of the refusal', async () => {
    const account = await world.account();
    const {inbox} = await openThread(account);

    assert.equal(await open(inbox, {address: 'no number'}), 'INVALID_ADDRESS');
    assert.equal(await open(inbox, {conversationId: 'nowhere'}), 'NOT_FOUND');
  });

  it('focus() does nothing while there is nothing to be seen of an element', async () => {
    const account = await world.account();
    const {page} = await world.open(account.kim);
    await page.evaluate(() => {
      for (const tag of ['sms-chat', 'sms-chat-badge']) document.createElement(tag).focus();
    });
  });

  it('clearLocalData() forgets drafts and unsent messages', async () => {
    const account = await world.account();
    const {inbox, person} = await openThread(account);
    inbox.site.down();
    await inbox.notice('Connection lost').waitFor();
    await inbox.sendMessage('Not sent');
    await inbox.write('A draft');

    await inbox.element.evaluate((element) =>
      (element as HTMLElement & {clearLocalData(): Promise<void>}).clearLocalData(),
    );

    await inbox.message('Not sent').waitFor({state: 'detached'});
    assert.equal(await inbox.composer.inputValue(), '');
    inbox.site.up();
    await inbox.page.reload();
    await inbox.openThread(person.number);
    // The composer is there before the messages are.
    await inbox.message('Hello').waitFor();
    assert.deepEqual(await inbox.bodies(), ['Hello']);
    assert.equal(await inbox.composer.inputValue(), '');
  });

  it('clearLocalData() forgets them too where a script of the page calls it before there is anything', async () => {
    const account = await world.account();
    const {inbox, person} = await openThread(account);
    await inbox.write('A draft');
    const sign = 'element.auth = async () => ({token: window.token}); await element.clearLocalData();';
    inbox.site.options.script = `const element = document.querySelector('sms-chat'); ${sign}`;

    await inbox.page.reload();

    await inbox.openThread(person.number);
    await inbox.message('Hello').waitFor();
    assert.equal(await inbox.composer.inputValue(), '');
    await inbox.write('Typed since');
    await inbox.live();
    assert.equal(await inbox.composer.inputValue(), 'Typed since');
  });
});

describe('what the page hears', () => {
  it('is ids and counts: of messages that come in and go out, of unread ones, of the connection', async () => {
    const account = await world.account();
    const {inbox, person, id} = await openThread(account);

    await inbox.sendMessage('A secret going out');
    await account.inbound('A secret coming in', person.address);
    await account.inbound('Another secret');
    await inbox.row('Another secret').waitFor();

    const sent = (await inbox.hears('sms-chat-message-sent')).detail;
    assert.deepEqual(Object.keys(sent).sort(), ['conversationId', 'messageId']);
    assert.equal(sent.conversationId, id);
    const received = (await inbox.hears('sms-chat-message-received')).detail;
    assert.deepEqual(Object.keys(received).sort(), ['conversationId', 'messageId']);
    assert.equal(received.conversationId, id);
    await eventually(async () => {
      const [counts] = (await inbox.heard('sms-chat-unread-changed')).slice(-1);
      assert.deepEqual(counts!.detail, {unreadMessages: 1, unreadConversations: 1});
    });
    const statuses = (await inbox.heard('sms-chat-status-changed')).map(({detail}) => detail.status);
    assert.equal(statuses.at(-1), 'live');
    assert.deepEqual(await inbox.heard('sms-chat-error'), []);
  });

  it('is never a text, whatever one does', async () => {
    const account = await world.account();
    const jane = await addContact(account, {firstName: 'Janesecret'});
    await addTemplate(account, 'A secret template', 'with a secret body');
    await addThread(account, {with: jane, messages: [{body: 'A secret, come in'}]});
    const {inbox} = await openThread(account);

    await inbox.search.fill('secret');
    await inbox.search.press('Enter');
    await inbox.row('Janesecret').click();
    await inbox.message('A secret, come in').waitFor();
    await inbox.button('Templates').click();
    await inbox.dialog('Templates').getByRole('option').click();
    await inbox.button('Merge fields').click();
    await inbox.page.getByRole('menuitem', {name: /^first_name/}).click();
    await inbox.composer.press('Enter');
    await inbox.message('with a secret body').waitFor();
    await inbox.button('New').click();
    await inbox.dialog('New chat').getByRole('combobox').fill('Janesecret');
    await inbox.dialog('New chat').getByRole('option').click();
    await inbox.dialog('New chat').waitFor({state: 'hidden'});
    await inbox.button('Close Chat').click();
    await inbox.button('Undo').click();
    await inbox.message('A secret, come in').waitFor();

    const leaks = (await inbox.heard()).filter((event) => JSON.stringify(event).includes('secret'));
    assert.deepEqual(leaks, []);
    const documented =
      /^sms-chat-(unread-changed|conversation-changed|message-sent|message-received|before-send|status-changed|signed-out|error)$/;
    const types = new Set((await inbox.heard()).map(({type}) => type));
    assert.deepEqual(
      [...types].filter((type) => !documented.test(type)),
      [],
    );
  });

  it('sms-chat-before-send: cancelling it keeps the message in the composer', async () => {
    const account = await world.account();
    const {inbox, id} = await openThread(account);
    await inbox.page.evaluate(() =>
      document.addEventListener('sms-chat-before-send', (event) => event.preventDefault(), {once: true}),
    );
    await inbox.write('Not yet');

    await inbox.composer.press('Enter');

    const {detail} = await inbox.hears('sms-chat-before-send');
    assert.deepEqual(detail, {conversationId: id, senderId: account.senderId});
    assert.equal(await inbox.composer.inputValue(), 'Not yet');
    assert.deepEqual(await inbox.bodies(), ['Hello']);
    await inbox.composer.press('Enter');
    await inbox.message('Not yet').waitFor();
  });

  it('comes from the badge too: sms-chat-unread-changed, and nothing else', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim, {
      body: '<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>',
    });
    await inbox.hears('sms-chat-unread-changed');

    await account.inbound('A secret');

    await eventually(async () => {
      const [last] = (await inbox.heard('sms-chat-unread-changed')).slice(-1);
      assert.deepEqual(last!.detail, {unreadMessages: 1, unreadConversations: 1});
    });
    assert.deepEqual([...new Set((await inbox.heard()).map(({type}) => type))], ['sms-chat-unread-changed']);
  });
});

describe('the slots', () => {
  it('hold what the page puts there: empty state, header and composer actions, badge icon', async () => {
    const account = await world.account();
    const inbox = await world.open(account.kim, {
      body: `<sms-chat-badge endpoint="/graphql" href="/"><span slot="icon">Our icon</span></sms-chat-badge>
        <sms-chat endpoint="/graphql"><p slot="empty">Nobody has written</p>
        <button slot="header-actions">Call</button><button slot="composer-actions">Emoji</button></sms-chat>`,
    });

    await inbox.text('Our icon').waitFor();
    await inbox.text('Nobody has written').waitFor();
    assert.equal(await inbox.text('No conversations yet.').count(), 0);
    await account.inbound('Hello');
    await inbox.openThread('Hello');
    await inbox.button('Call').waitFor();
    await inbox.button('Emoji').waitFor();
  });
});
