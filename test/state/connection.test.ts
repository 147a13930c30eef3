import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ACK_TIMEOUT} from '../../src/state/api/chat-api.js';
import {ChatError} from '../../src/state/api/chat-error.js';
import type {ChatEvent, EventBatch} from '../../src/state/model.js';
import {settled} from '../helpers/manual-environment.js';
import {ADDRESS, liveFixture, storeFixture} from '../helpers/store-fixture.js';

const NETWORK = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});
const CLOSE_CODES = [
  ...Array.from({length: 16}, (_, i) => 1000 + i),
  3000,
  ...[4000, 4004, 4005, 4400, 4406, 4408, 4409, 4429, 4499, 4500, 4504],
];

describe('connection', () => {
  it('goes on from the cursor of the snapshot', async () => {
    const {host, store, api, status} = await liveFixture();
    assert.equal(status(), 'live');
    assert.equal(api.streams.length, 1);
    host.receive(ADDRESS, 'news');
    await settled();
    assert.equal(store.get().cursor, host.cursor);
    assert.equal(store.get().counters?.unreadMessages, 2);
  });

  it('brings what was committed while the snapshot was on its way', async () => {
    const {host, api, store} = storeFixture((_, it) => it.hold('InboxSnapshot'));
    store.needInbox();
    store.account.start();
    await settled();
    host.receive(ADDRESS);
    api.heal();
    await settled();
    assert.equal(store.get().list.ids.length, 1);
  });

  it('reads the log again from its cursor where a batch does not follow', async () => {
    const {host, api, store, environment, status} = await liveFixture();
    const before = store.get().cursor;
    api.delivers = false;
    host.receive(ADDRESS, 'lost');
    api.stream?.drop();
    host.receive(ADDRESS, 'arrives');
    api.stream?.deliver();
    await settled();
    assert.equal(store.get().cursor, before);
    assert.equal(status(), 'waiting');
    api.delivers = true;
    await environment.advance(1000);
    assert.equal(status(), 'live');
    assert.equal(store.get().cursor, host.cursor);
    assert.equal(api.asked('InboxSnapshot').length, 1);
  });

  for (const [what, alter] of Object.entries<(batch: EventBatch) => EventBatch>({
    'holds what is no event': (batch) => ({...batch, events: [{__typename: 'SmsMessageAdded'} as ChatEvent]}),
    'never follows': (batch) => ({...batch, after: 'elsewhere'}),
  })) {
    it(`goes on from a snapshot where a batch ${what}, however often it is read`, async (t) => {
      t.mock.method(console, 'error', () => undefined);
      const {host, api, store, environment, status, facts} = await liveFixture();
      const before = store.get().cursor;
      api.alter = (batch) => (batch.after === before && batch.events.length > 0 ? alter(batch) : batch);
      host.receive(ADDRESS, 'news');
      await settled();
      assert.equal(status(), 'waiting');
      assert.equal(api.asked('InboxSnapshot').length, 1);
      await environment.advance(10_000);
      assert.equal(status(), 'live');
      assert.equal(store.get().cursor, host.cursor);
      assert.equal(store.get().counters?.unreadMessages, 2);
      assert.equal(api.asked('InboxSnapshot').length, 2);
      const errors = facts.flatMap((fact) => (fact.type === 'error' ? [fact.code] : []));
      assert.deepEqual(errors, ['STORAGE', 'INTERNAL']);
    });
  }

  it('goes on from a snapshot where the host fails to read on, however often it is asked', async () => {
    const {host, api, store, environment, status} = await liveFixture();
    api.delivers = false;
    host.receive(ADDRESS, 'news');
    const fail = () => api.stream?.close(null, new ChatError('INTERNAL', 'A bug.', {operation: 'Events'}));
    fail();
    await environment.advance(2_000);
    assert.equal(api.asked('InboxSnapshot').length, 1);
    fail();
    api.delivers = true;
    await environment.advance(2_000);
    assert.equal(status(), 'live');
    assert.equal(store.get().cursor, host.cursor);
    assert.equal(api.asked('InboxSnapshot').length, 2);
  });

  it('loads a snapshot at once where the host asks for a resync, once a second at most', async () => {
    const {host, api, environment, status} = await liveFixture();
    host.startNewLog();
    host.receive(ADDRESS);
    await settled();
    assert.equal(status(), 'live');
    assert.equal(api.asked('InboxSnapshot').length, 2);
    host.startNewLog();
    host.receive(ADDRESS);
    await settled();
    assert.equal(api.asked('InboxSnapshot').length, 2);
    await environment.advance(1000);
    assert.equal(status(), 'live');
    assert.equal(api.asked('InboxSnapshot').length, 3);
  });

  it('gives up a connection without a frame for 2.2 heartbeats', async () => {
    const {api, environment, status} = await liveFixture();
    api.streams[0]!.isDead = true;
    await environment.advance(43_000);
    assert.equal(status(), 'live');
    api.onConnect = 'hang';
    await environment.advance(6_000);
    assert.notEqual(status(), 'live');
    assert.equal(api.streams[0]?.isOpen, false);
  });

  it('keeps a connection that sends heartbeats', async () => {
    const {api, environment, status} = await liveFixture();
    for (let i = 0; i < 10; i++) {
      await environment.advance(20_000);
      api.stream?.deliver(1, true);
    }
    assert.equal(status(), 'live');
    assert.equal(api.streams.length, 1);
  });

  it('probes a quiet connection when the tab comes back, and leaves one that answers', async () => {
    const {api, environment, status} = await liveFixture();
    await environment.advance(11_000);
    environment.wake();
    await environment.advance(5_000);
    assert.equal(api.stream?.pings, 1);
    assert.equal(status(), 'live');
    assert.equal(api.streams.length, 1);
  });

  it('gives up a connection that does not answer the probe', async () => {
    const {api, environment, status} = await liveFixture();
    api.streams[0]!.isDead = true;
    await environment.advance(11_000);
    environment.wake();
    await environment.advance(4_000);
    assert.equal(api.streams.length, 2);
    assert.equal(status(), 'live');
  });

  it('notices by the clock that the laptop slept', async () => {
    const {api, environment, status} = await liveFixture();
    api.streams[0]!.isDead = true;
    environment.jump(8 * 3_600_000);
    await environment.advance(6_000);
    assert.equal(api.streams.length, 2);
    assert.equal(status(), 'live');
  });

  it('is not held up by a clock that is set back', async () => {
    const {api, host, environment, status} = await liveFixture();
    host.startNewLog();
    host.receive(ADDRESS);
    await settled();
    environment.jump(-3_600_000);
    host.startNewLog();
    host.receive(ADDRESS);
    await environment.advance(1_000);
    assert.equal(status(), 'live');
    api.stream?.close(1006);
    await environment.advance(1_000);
    assert.equal(status(), 'live');
  });

  it('says that it is offline, and comes back when the network does', async () => {
    const {api, environment, status} = await liveFixture();
    api.onConnect = {code: null};
    const heal = api.fail('*', NETWORK);
    environment.goOffline();
    api.stream?.close(1006);
    await settled();
    assert.equal(status(), 'offline');
    heal();
    api.onConnect = 'accept';
    environment.wake();
    await settled();
    assert.equal(status(), 'live');
  });

  it('says when it tries again, and tries now when asked', async () => {
    const {api, environment, store, status} = await liveFixture();
    environment.chance = () => 0.999;
    api.fail('*', NETWORK);
    api.onConnect = {code: null};
    api.stream?.close(1006);
    await environment.advance(10_000);
    const {retryAt} = store.get().connection;
    assert.ok(retryAt !== null && retryAt > environment.now());
    api.heal();
    api.onConnect = 'accept';
    store.account.tryNow();
    await settled();
    assert.equal(status(), 'live');
  });

  it('is connecting, and not catching up, until the host accepts it', async () => {
    const {api, environment, status} = await liveFixture();
    api.onConnect = 'hang';
    api.stream?.close(1006);
    await environment.advance(1000);
    assert.equal(status(), 'connecting');
  });

  it('gives up an attempt that hangs when asked to try now', async () => {
    const {api, environment, store, status} = await liveFixture();
    api.onConnect = 'hang';
    api.stream?.close(1006);
    await environment.advance(1000);
    api.onConnect = 'accept';
    store.account.tryNow();
    await environment.advance(1000);
    assert.equal(status(), 'live');
  });

  it('says why the first snapshot could not be loaded, and tries again without a word of the list', async () => {
    const {api, environment, store, status} = storeFixture((_, it) =>
      it.fail('InboxSnapshot', NETWORK, {times: 3}),
    );
    const told: string[] = [];
    store.subscribe(() => told.push(store.get().list.status));
    store.needInbox();
    store.account.start();
    await settled();
    assert.equal(status(), 'failed');
    assert.equal(store.get().connection.error?.code, 'NETWORK');
    assert.equal(store.get().list.status, 'failed');
    await environment.advance(10_000);
    assert.equal(status(), 'live');
    assert.equal(api.asked('InboxSnapshot').length, 4);
    assert.deepEqual(
      told.filter((it, i) => it !== told[i - 1]),
      ['loading', 'failed', 'ready'],
    );
  });

  it('tries again where auth throws, without giving up', async () => {
    const failed = new ChatError('AUTH_FAILED', 'auth gave no {token}.', {retryable: true});
    const {environment, store, status} = storeFixture((_, it) => {
      it.fail('*', failed, {times: 3});
      it.onConnect = {code: null, error: failed};
    });
    store.account.start();
    await settled();
    assert.equal(status(), 'failed');
    await environment.advance(5_000);
    assert.notEqual(status(), 'signed-out');
  });

  describe('with a refused token', () => {
    it('asks for another one after the first 4403', async () => {
      const {api, status, facts} = await liveFixture();
      api.stream?.close(4403);
      await settled();
      assert.equal(status(), 'live');
      assert.equal(api.streams.length, 2);
      assert.ok(!facts.some(({type}) => type === 'signed-out'));
    });

    it('is signed out after the second in a row, and stays so until there are other credentials', async () => {
      const {api, environment, store, status, facts} = await liveFixture();
      api.onConnect = {code: 4403};
      api.stream?.close(4403);
      await environment.advance(600_000);
      environment.wake();
      await environment.advance(600_000);
      assert.equal(status(), 'signed-out');
      assert.equal(api.streams.length, 2);
      assert.equal(facts.filter(({type}) => type === 'signed-out').length, 1);
      api.onConnect = 'accept';
      store.account.reconnect();
      await settled();
      assert.equal(status(), 'live');
    });

    it('is signed out where the snapshot is refused', async () => {
      const {api, environment, store, status} = storeFixture((_, it) =>
        it.fail('*', new ChatError('UNAUTHENTICATED', 'Refused.')),
      );
      store.account.start();
      await environment.advance(600_000);
      assert.equal(status(), 'signed-out');
      assert.equal(api.requests.length, 1);
    });

    it('does not spin where the host accepts each new token and then refuses it', async () => {
      const {api, environment} = await liveFixture();
      const end = environment.now() + 60_000;
      while (environment.now() < end) {
        api.stream?.close(4403);
        await environment.advance(100);
      }
      assert.ok(api.streams.length <= 13, `${api.streams.length} connections`);
    });
  });

  describe('whatever the close code', () => {
    for (const chance of [0, 0.5, 0.999]) {
      it(`connects twelve times a minute at most, and comes back, with a chance of ${chance}`, async () => {
        for (const code of CLOSE_CODES) {
          const {api, environment, store, status} = await liveFixture();
          environment.chance = () => chance;
          const end = environment.now() + 60_000;
          api.onConnect = {code};
          while (environment.now() < end) {
            api.stream?.close(code);
            await environment.advance(500);
          }
          assert.ok(api.streams.length <= 13, `${api.streams.length} connections with ${code}`);
          api.onConnect = 'accept';
          await environment.advance(180_000);
          assert.equal(status(), 'live', `after ${code}`);
          store.account.stop();
        }
      });
    }

    it('connects twelve times a minute at most where the host closes right after it was live', async () => {
      for (const code of [1000, 1011, 1012, 4500]) {
        const {api, environment, store} = await liveFixture();
        environment.chance = () => 0;
        for (let i = 0; i < 300; i++) {
          api.stream?.close(code);
          await environment.advance(200);
        }
        assert.ok(api.streams.length <= 13, `${api.streams.length} connections with ${code}`);
        store.account.stop();
      }
    });
  });

  describe('where WebSockets are blocked', () => {
    it('polls after three failed opens, and shows what is new meanwhile', async () => {
      const {host, api, environment, store, status} = storeFixture((_, it) => (it.onConnect = {code: null}));
      store.needInbox();
      store.account.start();
      await environment.advance(15_000);
      assert.equal(status(), 'polling');
      assert.equal(api.streams.length, 3);
      host.receive(ADDRESS);
      await environment.advance(10_000);
      assert.equal(store.get().cursor, host.cursor);
      assert.equal(status(), 'polling');
    });

    it('polls as soon as one socket was waited for in vain', async () => {
      const {api, environment, store, status} = storeFixture((_, it) => (it.onConnect = {code: ACK_TIMEOUT}));
      store.account.start();
      await environment.advance(2_000);
      assert.equal(status(), 'polling');
      assert.equal(api.streams.length, 1);
    });

    it('does not take a host that is away for one without sockets', async () => {
      const {api, environment, store, status} = await liveFixture();
      const unreachable = api.fail('*', new ChatError('NETWORK', 'Away.', {retryable: true}));
      api.onConnect = {code: null};
      api.stream?.close(1006);
      await environment.advance(40_000);
      unreachable();
      api.onConnect = 'accept';
      store.account.tryNow();
      await settled();
      assert.equal(status(), 'live');
    });

    it('tries the socket again soon at first, then every two minutes', async () => {
      const {api, environment, store} = storeFixture((_, it) => (it.onConnect = {code: ACK_TIMEOUT}));
      store.account.start();
      await environment.advance(30_000);
      assert.equal(api.streams.length, 2);
      await environment.advance(10 * 60_000);
      const before = api.streams.length;
      await environment.advance(10 * 60_000);
      assert.ok(
        Math.abs(api.streams.length - before - 5) <= 1,
        `${api.streams.length - before} in ten minutes`,
      );
    });

    it('goes back to the socket when it opens again', async () => {
      const {api, environment, store, status} = storeFixture((_, it) => (it.onConnect = {code: null}));
      store.account.start();
      await environment.advance(15_000);
      api.onConnect = 'accept';
      await environment.advance(20_000);
      assert.equal(status(), 'live');
      assert.equal(api.streams.length, 4);
    });

    it('polls a host without subscriptions, and opens no other socket', async () => {
      const {host, api, environment, store, status, facts} = storeFixture((it, api) => {
        it.service = {...it.service, capabilities: []};
        api.onConnect = {code: 1006};
        api.hold('CountersSnapshot');
      });
      store.account.start();
      await settled();
      api.onConnect = 'hang';
      api.heal();
      await environment.advance(300_000);
      assert.equal(status(), 'polling');
      assert.equal(api.streams.length, 1);
      host.receive(ADDRESS);
      await environment.advance(10_000);
      assert.equal(store.get().counters?.unreadMessages, 1);
      const statuses = facts.flatMap((fact) => (fact.type === 'status-changed' ? [fact.status] : []));
      assert.deepEqual(statuses, ['replaying', 'polling']);
    });

    it('does not pass over what the inbox needs that joins while the counters are read', async () => {
      const {host, api, environment, store} = storeFixture((it) => {
        it.service = {...it.service, capabilities: []};
        it.receive(ADDRESS, 'first');
      });
      store.account.start();
      await settled();
      await environment.advance(1_000);
      // The list is read first, then something comes in, then the log is read for the counters alone.
      api.hold('*');
      await environment.advance(12_000);
      assert.equal(api.held, 1);
      store.needInbox();
      await settled();
      api.heal();
      await settled();
      host.receive(ADDRESS, 'second');
      await environment.advance(20_000);
      const [conversation] = store.get().conversations.values();
      assert.equal(conversation?.lastMessage?.body, 'second');
    });

    it('can be woken from its next wait after the wanted topics changed', async () => {
      const {api, environment, store, status} = storeFixture((it) => {
        it.service = {...it.service, capabilities: []};
      });
      store.account.start();
      await environment.advance(1_000);
      assert.equal(status(), 'polling');
      store.needInbox();
      await settled();
      api.fail('*', new ChatError('UNAUTHENTICATED', 'Refused.'));
      await environment.advance(60_000);
      assert.equal(status(), 'signed-out');
      api.heal();
      store.account.reconnect();
      await settled();
      assert.equal(status(), 'polling');
    });
  });

  it('follows the counters alone for the badge, and everything once an inbox is there', async () => {
    const {api, store} = storeFixture((it) => it.receive(ADDRESS));
    store.account.start();
    await settled();
    assert.deepEqual(api.stream?.topics, ['COUNTERS']);
    assert.equal(store.get().counters?.unreadMessages, 1);
    store.needInbox();
    await settled();
    assert.equal(api.stream?.topics, null);
    assert.equal(store.get().list.ids.length, 1);
  });

  it('has all that an inbox needs once the list is there that could not be loaded when the inbox joined', async () => {
    const {api, store} = storeFixture((it) => it.receive(ADDRESS));
    store.account.start();
    await settled();
    api.fail('InboxSnapshot', new ChatError('NETWORK', 'No network.', {operation: 'InboxSnapshot'}), {
      times: 2,
    });
    store.needInbox();
    await settled();
    assert.equal(store.get().list.status, 'failed');
    await store.conversations.reload();
    assert.equal(store.get().list.status, 'failed');
    await store.conversations.setFilter({search: ADDRESS});
    const {list, senders} = store.get();
    assert.deepEqual([list.status, list.ids.length, senders.length], ['ready', 1, 1]);
    await store.conversations.reload();
    assert.deepEqual([api.asked('InboxSnapshot').length, api.asked('ConversationsPage').length], [3, 1]);
  });

  it('leaves no timer, no listener and no connection when it stops', async () => {
    for (const ms of [0, 3_000, 20_000]) {
      const {api, environment, store, id, send} = await liveFixture();
      if (ms > 0) {
        api.fail('*', NETWORK);
        await send(id, 'unsent');
        api.stream?.close(1006);
      }
      await environment.advance(ms);
      store.account.stop();
      await settled();
      assert.equal(environment.pending, 0);
      assert.equal(api.stream, null);
    }
  });

  it('leaves no timer where a send fails after it has stopped', async () => {
    const {api, environment, store, id, send} = await liveFixture();
    api.hold('SendMessage');
    api.fail('SendMessage', NETWORK);
    await send(id, 'unsent');
    await settled();
    store.account.stop();
    api.release();
    await settled();
    assert.equal(environment.pending, 0);
  });
});
