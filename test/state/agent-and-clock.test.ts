import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {initialState} from '../../src/state/model.js';
import {settled} from '../helpers/manual-environment.js';
import {ADDRESS, liveFixture} from '../helpers/store-fixture.js';

const HOUR = 60 * 60_000;

it('what one agent asked for is not shown to the next', async () => {
  const {api, host, id, store} = await liveFixture();
  api.hold('MarkRead');
  store.conversations.markRead(id, 1);
  await settled();
  host.account = {...host.account, id: 'account-2'};
  host.removeConversation(id);
  store.account.reconnect();
  await settled();
  assert.equal(store.get().session?.account.id, 'account-2');
  api.release();
  await settled();
  assert.equal(store.get().conversations.get(id), undefined);
});

describe('with other credentials', () => {
  async function reconnecting() {
    const fixture = await liveFixture();
    const {api, environment, id, send, store} = fixture;
    await store.threads.open(id);
    api.fail('SendMessage', new ChatError('NETWORK', 'Away.', {retryable: true}));
    await send(id, 'not sent');
    store.composing.setDraft(id, {body: 'a draft', senderId: null});
    await environment.advance(0);
    api.hold('InboxSnapshot');
    store.account.reconnect();
    await settled();
    return fixture;
  }

  it('shows nothing until it is known whose they are', async () => {
    const {facts, store} = await reconnecting();
    const shown = store.get();
    const nothing = {...initialState, connection: shown.connection};
    assert.deepEqual({...shown, list: {...shown.list, status: 'idle'}}, nothing);
    assert.equal(shown.connection.status, 'connecting');
    assert.ok(facts.some((fact) => fact.type === 'status-changed' && fact.status === 'connecting'));
  });

  it('gives the same agent back what was typed and not sent', async () => {
    const {api, environment, host, id, status, store, pending} = await reconnecting();
    host.receive(ADDRESS, 'meanwhile');
    assert.deepEqual(pending(), []);
    api.heal();
    await environment.advance(60_000);
    assert.equal(status(), 'live');
    assert.equal(store.get().drafts.get(id)?.body, 'a draft');
    assert.equal(store.get().conversations.get(id)?.unreadCount, 2);
    assert.deepEqual(
      host.messages(id).map(({body}) => body),
      ['Good morning', 'meanwhile', 'not sent'],
    );
  });

  it('gives another agent nothing, and sends nothing in their name', async () => {
    const {api, environment, host, id, status, store, pending} = await reconnecting();
    host.account = {...host.account, id: 'account-2'};
    api.heal();
    // The snapshot that was held was answered before: it is still the first agent's.
    store.account.reconnect();
    await environment.advance(60_000);
    assert.equal(status(), 'live');
    assert.deepEqual([store.get().drafts.size, pending().length], [0, 0]);
    assert.deepEqual(
      host.messages(id).map(({body}) => body),
      ['Good morning'],
    );
  });
});

it('a message is no less fresh where the clock of this computer was set back', async () => {
  const {api, environment, host, id, store, send} = await liveFixture();
  const now = environment.now.bind(environment);
  Object.defineProperty(host, 'serverTime', {get: () => new Date(now()).toISOString()});
  environment.now = () => now() - HOUR;
  host.receive(ADDRESS);
  api.stream?.deliver();
  await settled();
  assert.equal(store.get().clockOffset, HOUR);
  await send(id, 'Hello');
  await settled();
  const [{input}] = api.asked('SendMessage') as [{input: {notAfter: string}}];
  assert.ok(Date.parse(input.notAfter) > now());
});

it('a host that does not tell the time keeps no message from being sent', async () => {
  const {environment, host, id, pending, send} = await liveFixture((host) =>
    Object.defineProperty(host, 'serverTime', {value: '-'}),
  );
  await send(id, 'Hello');
  await environment.advance(60_000);
  assert.deepEqual(pending(), []);
  assert.equal(host.messages(id).at(-1)?.body, 'Hello');
});
