import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import type {TestAccount} from '../server/helpers/host.js';
import {addThread, stranger} from './helpers/content.js';
import {eventually} from './helpers/eventually.js';
import type {Inbox} from './helpers/inbox.js';
import {startWorld} from './helpers/world.js';

const world = await startWorld();
const BADGE = '<sms-chat-badge endpoint="/graphql" href="/"></sms-chat-badge>';
const INBOX = '<sms-chat endpoint="/graphql"></sms-chat>';

async function openThread(account: TestAccount, person = stranger()): Promise<Inbox> {
  await addThread(account, {with: person, messages: [{body: 'Hello'}]});
  const inbox = await world.open(account.kim);
  await inbox.live();
  await inbox.openThread('Hello');
  return inbox;
}

describe('a connection that is lost', () => {
  it('says so, comes back by Try now, and shows what came meanwhile', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);

    inbox.site.down();
    await inbox.notice('Connection lost. Reconnecting…').waitFor();
    await account.inbound('Sent while you were away', person.address);
    inbox.site.up();

    await inbox.tryAgain('Try now', inbox.message('Sent while you were away'));

    await inbox.notice('Connection lost').waitFor({state: 'detached'});
    assert.equal(await inbox.message('Sent while you were away').count(), 1);
  });

  it('comes back by itself', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    inbox.site.down();
    await inbox.notice('Connection lost. Reconnecting…').waitFor();

    inbox.site.up();

    await inbox.live();
  });

  it('says Connecting while the first answer is on its way', async () => {
    const account = await world.account();
    const site = await world.site();
    site.answer = () => {}; // as slow as can be

    const inbox = await world.open(account.kim, {site});

    await inbox.notice('Connecting…').waitFor();
    await inbox.text('Loading conversations…').waitFor({state: 'attached'});
  });

  it('loses nothing that is typed, and sends a message once when it is back', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);
    inbox.site.down();
    await inbox.notice('Connection lost. Reconnecting…').waitFor();

    await inbox.sendMessage('Sent into the void');
    await inbox.write('And half of a second one');
    inbox.site.up();

    await inbox.tryAgain('Try now', inbox.bubble('Sent into the void').getByText('Delivered'));

    assert.equal(await inbox.message('Sent into the void').count(), 1);
    assert.equal(world.carrier.takenFor(person.address).length, 1);
    assert.equal(await inbox.composer.inputValue(), 'And half of a second one');
  });

  it('says when the browser is offline, and sends what was written then once it is online', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);

    await inbox.page.context().setOffline(true);
    inbox.site.down();
    await inbox.notice('You are offline.').waitFor();
    await inbox.sendMessage('Written in a tunnel');
    inbox.site.up();
    await inbox.page.context().setOffline(false);

    await inbox.bubble('Written in a tunnel').getByText('Delivered').waitFor();
    await inbox.notice('You are offline.').waitFor({state: 'detached'});
    assert.equal(world.carrier.takenFor(person.address).length, 1);
  });
});

describe('what is typed and sent', () => {
  it('outlives a reload: drafts, and messages that are not sent yet', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);
    inbox.site.down();
    await inbox.notice('Connection lost. Reconnecting…').waitFor();
    await inbox.sendMessage('Not out yet');
    await inbox.write('Still writing this');

    inbox.site.up();
    await inbox.page.route('**/graphql', (route) => route.abort());
    await inbox.page.reload();
    await inbox.page.unroute('**/graphql');
    await inbox.openThread(person.number);

    await inbox.bubble('Not out yet').getByText('Delivered').waitFor();
    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'Still writing this'));
    assert.equal(world.carrier.takenFor(person.address).length, 1);
  });
});

describe('a draft', () => {
  it('outlives a reload right after the last key', async () => {
    const account = await world.account();
    const person = stranger();
    const inbox = await openThread(account, person);
    await inbox.composer.pressSequentially('To the last letter');

    await inbox.page.reload();

    await inbox.openThread(person.number);
    await eventually(async () => assert.equal(await inbox.composer.inputValue(), 'To the last letter'));
  });
});

describe('an agent who is signed out', () => {
  it('is told so, keeps what was typed, and goes on after signing in again', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    await inbox.write('Half a message');
    const setAccess = (revoked_at: Date | null) =>
      world.host.db
        .updateTable('agent')
        .set({revoked_at})
        .where('id', '=', account.kim.viewer.agentId)
        .execute();

    await setAccess(new Date());
    await world.host.host.core.sessions.check();

    await inbox.notice(/^You are signed out\./).waitFor();
    await inbox.hears('sms-chat-signed-out');
    assert.equal(await inbox.composer.inputValue(), 'Half a message');
    await setAccess(null);
    await inbox.button('Try again').click();
    await inbox.live();
    await inbox.composer.press('Enter');
    await inbox.bubble('Half a message').getByText('Delivered').waitFor();
  });

  it('notices nothing of a token that ends while the page has a new one', async () => {
    const account = await world.account();
    const inbox = await openThread(account);
    const before = inbox.site.socketsOpened;
    const token = await account.kim.token();
    await inbox.page.evaluate((fresh) => Object.assign(globalThis, {token: fresh}), token);

    // As at the end of a token's life: the socket closes with 4403, and the agent is still welcome.
    const agent = () => world.host.db.updateTable('agent').where('id', '=', account.kim.viewer.agentId);
    await agent().set({revoked_at: new Date()}).execute();
    await world.host.host.core.sessions.check();
    await agent().set({revoked_at: null}).execute();

    await eventually(() => assert.equal(inbox.site.socketsOpened, before + 1));
    await inbox.live();
    assert.deepEqual(await inbox.heard('sms-chat-signed-out'), []);
  });
});

describe('badge and inbox on one page', () => {
  const CREATE = `const add = (tag, parent) => {
    const element = document.createElement(tag);
    element.setAttribute('endpoint', '/graphql');
    element.auth = async () => ({token: window.token});
    if (tag === 'sms-chat-badge') element.href = '/';
    parent.append(element);
  };
  const shadow = () => document.body.appendChild(document.createElement('div')).attachShadow({mode: 'open'});`;
  const pages = {
    'the badge first': {body: BADGE + INBOX},
    'the inbox first': {body: INBOX + BADGE},
    'in different shadow roots': {
      body: '',
      script: `${CREATE} add('sms-chat-badge', shadow()); add('sms-chat', shadow());`,
    },
    'the inbox once the badge is live': {
      body: BADGE,
      script: `${CREATE}
        document.querySelector('sms-chat-badge').auth = async () => ({token: window.token});
        document.querySelector('sms-chat-badge').addEventListener('sms-chat-unread-changed',
          () => add('sms-chat', document.body), {once: true});`,
    },
    'the inbox, by a bundle of its own, once the badge is live': {
      body: BADGE + INBOX,
      bundle: 'sms-chat-badge' as const,
      script: `document.querySelector('sms-chat-badge').auth = async () => ({token: window.token});
        document.querySelector('sms-chat-badge').addEventListener('sms-chat-unread-changed',
          () => import('/dist/sms-chat.js'), {once: true});`,
    },
  };
  for (const [how, options] of Object.entries(pages)) {
    it(`share one WebSocket: ${how}`, async () => {
      const account = await world.account();
      const person = stranger();
      await addThread(account, {with: person, messages: [{body: 'Hello'}], unread: 1});
      const inbox = await world.open(account.kim, options);
      await inbox.row(person.number).waitFor();
      await inbox.page.getByRole('link', {name: 'SMS Chat, 1 unread message', exact: true}).waitFor();

      await account.inbound('And another', person.address);

      await inbox.page.getByRole('link', {name: 'SMS Chat, 2 unread messages', exact: true}).waitFor();
      await inbox.row('And another').waitFor();
      assert.equal(inbox.site.socketsOpened, 1);
    });
  }

  it('say what went wrong, also where the connection is by another bundle', async () => {
    const account = await world.account();
    await addThread(account, {with: stranger(), messages: [{body: 'Hello'}], unread: 1});
    const inbox = await world.open(
      account.kim,
      pages['the inbox, by a bundle of its own, once the badge is live'],
    );
    await inbox.openThread('Hello');

    inbox.site.answer = (_, response) => response.writeHead(503).end();
    await inbox.button('Close Chat').click();

    await inbox.text('The server cannot answer at the moment.').waitFor();
    inbox.site.answer = null;
  });
});
