import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {settled} from '../helpers/manual-environment.js';
import {ADDRESS, liveFixture, storeFixture} from '../helpers/store-fixture.js';

const NETWORK = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});

/** One conversation with this many messages, of which as many as named are read. */
async function threadFixture(messages: number, read = messages) {
  const fixture = await liveFixture((host) => {
    for (let i = 1; i < messages; i++) host.receive(ADDRESS, `Message ${i}`);
    host.markRead(host.ids[0] ?? '', read);
  });
  const {id, store} = fixture;
  return {
    ...fixture,
    thread: () => store.get().threads.get(id),
    range: () => {
      const {messages = []} = store.get().threads.get(id) ?? {};
      return [messages[0]?.position, messages.at(-1)?.position, messages.length];
    },
  };
}

describe('a thread', () => {
  it('opens at its end', async () => {
    const {id, store, range, thread} = await threadFixture(120);
    await store.threads.open(id);
    assert.deepEqual(range(), [71, 120, 50]);
    assert.deepEqual([thread()?.hasOlder, thread()?.hasNewer], [true, false]);
  });

  it('opens where reading goes on where much is unread', async () => {
    const {id, store, range, thread} = await threadFixture(200, 100);
    await store.threads.open(id);
    assert.deepEqual(range(), [76, 125, 50]);
    assert.equal(thread()?.openedAtReadPosition, 100);
    assert.deepEqual([thread()?.hasOlder, thread()?.hasNewer], [true, true]);
  });

  it('opens around a message that a link leads to, and where reading goes on without it', async () => {
    const {id, store, range, thread} = await threadFixture(200, 100);
    await store.threads.open(id, {position: 20});
    assert.deepEqual(range(), [1, 50, 50]);
    assert.equal(thread()?.target?.position, 20);
    await store.threads.open(id);
    assert.equal(thread()?.target, null);
    assert.deepEqual(range(), [76, 125, 50]);
  });

  it('loads the page around a linked message once, and only where it is not loaded', async () => {
    const {api, id, store, range, thread} = await threadFixture(200);
    const pages = () => api.requests.filter(({name}) => name === 'ThreadPage').length;
    await Promise.all([store.threads.open(id, {position: 20}), store.threads.open(id, {position: 20})]);
    assert.equal(pages(), 1);
    await store.threads.open(id, {position: 40});
    assert.deepEqual([pages(), thread()?.target?.position], [1, 40]);
    await store.threads.open(id, {position: 150});
    assert.deepEqual([pages(), range()], [2, [125, 174, 50]]);
    // Beyond the end there is nothing to load.
    await store.threads.reload(id, 'newest');
    await store.threads.open(id, {position: 500});
    assert.deepEqual([pages(), range()], [3, [151, 200, 50]]);
  });

  it('is loaded around a linked message again where it was loaded at its end since', async () => {
    const {id, store, range} = await threadFixture(200);
    await store.threads.open(id, {position: 20});
    for (let loaded = 45; loaded < 200; loaded += 50) await store.threads.loadNewer(id);
    await store.threads.reloadAll();
    assert.deepEqual(range(), [151, 200, 50]);
    await store.threads.open(id, {position: 20});
    assert.deepEqual(range(), [1, 50, 50]);
  });

  it('opened by a link is shown at once as it will stay: marked from where reading goes on', async () => {
    const {id, store} = await liveFixture((host) => {
      for (let i = 1; i < 20; i++) host.receive(ADDRESS, `Message ${i}`);
      host.markRead(host.ids[0] ?? '', 15);
      // The first page of the list is full of others.
      for (let i = 100; i < 140; i++) host.receive(`+61491570${i}`);
    });
    assert.equal(store.get().conversations.has(id), false);
    const shown: number[] = [];
    store.subscribe(() => {
      const thread = store.get().threads.get(id);
      if (thread?.status === 'ready') shown.push(thread.openedAtReadPosition);
    });
    await store.threads.open(id);
    await settled();
    assert.deepEqual([...new Set(shown)], [15]);
  });

  it('shows a backlog once, and not each of its batches', async () => {
    const {api, environment, host, id, store, range} = await threadFixture(10);
    await store.threads.open(id);
    await settled();
    let told = 0;
    store.subscribe(() => told++);
    api.delivers = false;
    for (let i = 0; i < 30; i++) host.receive(ADDRESS, `More ${i}`);
    api.stream?.deliver(10);
    await settled();
    api.stream?.deliver(10);
    await settled();
    assert.equal(told, 0);
    while (api.stream?.deliver());
    await settled();
    assert.deepEqual([told, range()], [1, [1, 40, 40]]);
    // Not for ever, should the rest not come.
    for (let i = 0; i < 20; i++) host.receive(ADDRESS, `Yet more ${i}`);
    api.stream?.deliver(10);
    await environment.advance(150);
    assert.equal(told, 2);
  });

  it('loads older and newer messages at the same time', async () => {
    const {api, id, store, range, thread} = await threadFixture(200, 100);
    await store.threads.open(id);
    api.hold('ThreadPage');
    void store.threads.loadOlder(id);
    void store.threads.loadNewer(id);
    await settled();
    api.release('newest');
    await settled();
    api.heal();
    await settled();
    assert.deepEqual(range(), [26, 175, 150]);
    assert.deepEqual([thread()?.older, thread()?.newer], ['idle', 'idle']);
  });

  it('shows a message that arrives while the last page before it is on its way', async () => {
    const {api, host, id, store, range} = await threadFixture(140, 90);
    await store.threads.open(id);
    api.hold('ThreadPage');
    void store.threads.loadNewer(id);
    await settled();
    host.receive(ADDRESS, 'just now');
    await settled();
    api.heal();
    await settled();
    assert.deepEqual(range(), [66, 141, 76]);
  });

  it('shows the delivery of a message as it is, also where its page was read before', async () => {
    const {api, host, id, store, thread} = await liveFixture().then((fixture) => ({
      ...fixture,
      thread: () => fixture.store.get().threads.get(fixture.id),
    }));
    const sent = host.write(id);
    for (let i = 0; i < 60; i++) host.receive(ADDRESS);
    host.markRead(id, 1000);
    await settled();
    await store.threads.open(id);
    api.hold('ThreadPage');
    void store.threads.loadOlder(id);
    await settled();
    host.deliver(sent, 'DELIVERED');
    await settled();
    api.heal();
    await settled();
    assert.equal(thread()?.messages.find((message) => message.id === sent.id)?.delivery?.status, 'DELIVERED');
  });

  it('does not take a page of before it was loaded anew', async () => {
    const {api, host, id, store, range} = await threadFixture(120);
    await store.threads.open(id);
    api.hold('ThreadPage');
    void store.threads.loadOlder(id);
    await settled();
    for (let i = 0; i < 80; i++) host.receive(ADDRESS);
    void store.threads.reload(id, 'newest');
    await settled();
    api.release('newest');
    await settled();
    api.heal();
    await settled();
    assert.deepEqual(range(), [151, 200, 50]);
  });

  it('is not called failed for a request that a later one has replaced', async () => {
    const {api, id, store, thread} = await threadFixture(10);
    api.hold('ThreadPage');
    api.fail('ThreadPage', NETWORK, {times: 1});
    void store.threads.open(id);
    void store.threads.reload(id);
    await settled();
    api.release('newest');
    await settled();
    api.heal();
    await settled();
    assert.equal(thread()?.status, 'ready');
  });

  it('says that it could not be loaded, keeps the page from before, and loads when opened again', async () => {
    const {api, id, store, thread, range} = await threadFixture(120);
    api.fail('ThreadPage', NETWORK, {times: 1});
    await store.threads.open(id);
    assert.deepEqual([thread()?.status, thread()?.error?.code], ['failed', 'NETWORK']);
    await store.threads.open(id);
    api.fail('ThreadPage', NETWORK, {times: 1});
    await store.threads.loadOlder(id);
    assert.equal(thread()?.older, 'failed');
    assert.deepEqual(range(), [71, 120, 50]);
    await store.threads.loadOlder(id);
    assert.deepEqual(range(), [21, 120, 100]);
  });

  it('loads by itself what could not be loaded, once the connection is back', async () => {
    const {api, environment, id, store, thread} = await threadFixture(5);
    const heal = api.fail('*', NETWORK);
    api.stream?.close(1006);
    await store.threads.open(id);
    assert.equal(thread()?.status, 'failed');
    heal();
    await environment.advance(5000);
    assert.equal(thread()?.status, 'ready');
  });

  it('leaves it to the connection to say why there is nothing at all, and loads with the first snapshot', async () => {
    const {host, environment, store, status} = storeFixture((it, api) => {
      it.receive(ADDRESS, 'first');
      api.fail('ThreadPage', NETWORK, {times: 1});
      api.fail('InboxSnapshot', NETWORK, {times: 1});
      api.onConnect = 'hang';
    });
    const [id = ''] = host.ids;
    const thread = () => store.get().threads.get(id);
    store.needInbox();
    store.account.start();
    await store.threads.open(id);
    assert.deepEqual([thread()?.status, thread()?.error], ['failed', null]);
    await environment.advance(1000);
    assert.equal(thread()?.status, 'ready');
    assert.notEqual(status(), 'live');
  });

  it('misses nothing that came in between it and the first snapshot', async () => {
    const {host, api, environment, store} = storeFixture((it, api) => {
      it.receive(ADDRESS, 'first');
      api.fail('InboxSnapshot', NETWORK, {times: 1});
    });
    const [id = ''] = host.ids;
    store.needInbox();
    store.account.start();
    await store.threads.open(id);
    host.receive(ADDRESS, 'second');
    await environment.advance(1000);
    const bodies = () =>
      store
        .get()
        .threads.get(id)
        ?.messages.map(({body}) => body);
    assert.deepEqual(bodies(), ['first', 'second']);
    assert.equal(api.asked('ThreadPage').length, 2);
  });

  it('is loaded once where nothing came in between', async () => {
    const {host, api, store} = storeFixture((it, api) => {
      it.receive(ADDRESS, 'first');
      api.hold('InboxSnapshot');
    });
    store.needInbox();
    store.account.start();
    await store.threads.open(host.ids[0] ?? '');
    api.heal();
    await settled();
    assert.equal(api.asked('ThreadPage').length, 1);
  });

  it('of a conversation that does not exist says so', async () => {
    const {store} = await threadFixture(1);
    await store.threads.open('nothing');
    assert.equal(store.get().threads.get('nothing')?.error?.code, 'NOT_FOUND');
  });

  it('is loaded anew after a resync, with its conversation, wherever that stands in the list', async () => {
    const {host, id, store, range} = await threadFixture(5);
    for (let i = 10; i < 50; i++) host.receive(`+614915700${i}`);
    await settled();
    await store.threads.open(id);
    host.startNewLog();
    host.receive('+61491570010');
    await settled();
    assert.ok(!store.get().list.ids.includes(id));
    assert.equal(store.get().conversations.get(id)?.id, id);
    assert.deepEqual(range(), [1, 5, 5]);
  });

  it('of a conversation that a resync finds removed says that it does not exist', async () => {
    const {api, host, id, store, thread} = await threadFixture(5);
    await store.threads.open(id);
    api.delivers = false;
    host.removeConversation(id);
    host.startNewLog();
    api.stream?.deliver();
    await settled();
    assert.deepEqual([thread()?.status, thread()?.error?.code], ['failed', 'NOT_FOUND']);
  });

  it('is forgotten when a dozen others were opened since', async () => {
    const {host, store} = await liveFixture((it) => {
      for (let i = 10; i < 30; i++) it.receive(`+614915700${i}`);
    });
    for (const id of host.ids.slice(0, 13)) await store.threads.open(id);
    assert.deepEqual([...store.get().threads.keys()], host.ids.slice(1, 13));
  });
});

describe('the end of the list', () => {
  it('takes no page of before it was loaded anew', async () => {
    const {api, host, store} = await liveFixture((it) => {
      for (let i = 10; i < 80; i++) it.receive(`+614915700${i}`);
    });
    api.hold('*');
    host.startNewLog();
    host.receive(ADDRESS);
    await settled();
    void store.conversations.loadMore();
    await settled();
    api.heal();
    await settled();
    const {ids, more} = store.get().list;
    assert.deepEqual(
      ids,
      host
        .list()
        .slice(0, ids.length)
        .map(({id}) => id),
    );
    assert.equal(more, 'idle');
  });
});

describe('what was read', () => {
  it('is told again after a failure, by the next look at it', async () => {
    const {api, host, id, store} = await threadFixture(3, 0);
    api.fail('MarkRead', NETWORK, {times: 1});
    store.conversations.markRead(id, 3);
    await settled();
    assert.equal(host.counters.unreadMessages, 3);
    store.conversations.markRead(id, 3);
    await settled();
    assert.equal(host.counters.unreadMessages, 0);
  });

  it('is told in one request where it grows while one is under way', async () => {
    const {api, host, id, store} = await threadFixture(9, 0);
    api.hold('MarkRead');
    for (let position = 1; position <= 9; position++) store.conversations.markRead(id, position);
    await settled();
    api.heal();
    await settled();
    assert.equal(api.asked('MarkRead').length, 2);
    assert.equal(host.counters.unreadMessages, 0);
  });

  it('spares what is newer than the screen when everything is marked', async () => {
    const {api, host, store} = await threadFixture(3, 0);
    api.delivers = false;
    host.receive(ADDRESS, 'not on screen');
    await store.conversations.markAllRead();
    assert.equal(host.counters.unreadMessages, 1);
  });
});
