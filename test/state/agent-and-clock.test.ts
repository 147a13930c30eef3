import assert from 'node:assert/strict';
import {it} from 'node:test';
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
  store.reconnect();
  await settled();
  assert.equal(store.get().session?.account.id, 'account-2');
  api.release();
  await settled();
  assert.equal(store.get().conversations.get(id), undefined);
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
