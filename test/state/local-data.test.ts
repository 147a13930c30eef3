import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {FakeStorage} from '../helpers/fake-storage.js';
import {settled} from '../helpers/manual-environment.js';
import {liveFixture, storeFixture} from '../helpers/store-fixture.js';

const NETWORK = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});
const draftOf = (body: string) => ({body, senderId: null});

async function storedFixture(storage = new FakeStorage()) {
  const fixture = await liveFixture();
  await fixture.store.composing.use('one', () => storage);
  return {...fixture, storage};
}

describe('what the browser keeps', () => {
  it('keeps a draft at once, and what is typed while it is written with the next write', async () => {
    const {id, storage, store} = await storedFixture();
    const release = storage.hold();
    store.composing.setDraft(id, draftOf('Dear J'));
    store.composing.setDraft(id, draftOf('Dear Jo'));
    store.composing.setDraft(id, draftOf('Dear John'));
    release();
    await settled();
    assert.deepEqual(storage.drafts.get(id), draftOf('Dear John'));
  });

  it('sends a message, and warns, where the browser never answers', async () => {
    const {environment, host, id, send, storage, store} = await storedFixture();
    storage.hold();
    void send(id, 'Hello');
    await environment.advance(5_000);
    assert.equal(store.get().storage, 'memory');
    assert.equal(host.messages(id).at(-1)?.body, 'Hello');
  });

  it('still trusts the browser after the computer slept through a write', async () => {
    const {environment, id, storage, store} = await storedFixture();
    const release = storage.hold();
    store.composing.setDraft(id, draftOf('Dear John'));
    environment.jump(60_000);
    // The timers that ran out meanwhile come before the answer, which has to be read first.
    await environment.advance(0);
    release();
    await settled();
    assert.equal(store.get().storage, 'durable');
    assert.deepEqual(storage.drafts.get(id), draftOf('Dear John'));
  });

  it('does not wait for a write under way when the page goes away', async () => {
    const {environment, id, storage, store} = await storedFixture();
    const release = storage.hold();
    store.composing.setDraft(id, draftOf('Dear Jane'));
    store.composing.setDraft(id, draftOf('Dear John'));
    environment.hide();
    release();
    await settled();
    assert.deepEqual(storage.drafts.get(id), draftOf('Dear John'));
  });

  it('forgets what was there when that was asked for before it is known whose it is', async () => {
    const storage = new FakeStorage();
    await storage.saveDraft('c', draftOf('Dear Jane'));
    const {store} = storeFixture();
    await store.composing.clearLocalData();
    store.composing.setDraft('d', draftOf('Dear John'));
    await store.composing.use('one', () => storage);
    await settled();
    assert.deepEqual([...store.get().drafts.keys()], ['d']);
    assert.deepEqual([...storage.drafts.keys()], ['d']);
    await store.composing.use('two', () => storage);
    assert.deepEqual([...storage.drafts.keys()], ['d']);
  });

  it('forgets a draft that was emptied', async () => {
    const {environment, id, storage, store} = await storedFixture();
    store.composing.setDraft(id, draftOf('Dear Jane'));
    await environment.advance(400);
    store.composing.setDraft(id, draftOf(''));
    await environment.advance(400);
    assert.equal(storage.drafts.size, 0);
    assert.equal(store.get().drafts.size, 0);
  });

  it('takes the draft and files the message before it is sent, and forgets it once it has arrived', async () => {
    const {api, id, send, storage, store} = await storedFixture();
    api.hold('SendMessage');
    api.delivers = false;
    store.composing.setDraft(id, draftOf('Hello'));
    const release = storage.hold();
    void send(id, 'Hello');
    await settled();
    assert.deepEqual(api.asked('SendMessage'), []);
    release();
    await settled();
    assert.equal(storage.drafts.size, 0);
    assert.equal([...storage.outbox.values()][0]?.body, 'Hello');
    assert.equal(api.asked('SendMessage').length, 1);
    api.heal();
    await settled();
    assert.equal(storage.outbox.size, 0);
  });

  it('sends after a reload what was under way, under the same id', async () => {
    const before = await storedFixture();
    before.api.fail('SendMessage', NETWORK);
    const clientMessageId = await before.send(before.id, 'Hello');
    before.store.account.stop();
    const {api, host, id} = await storedFixture(before.storage);
    await settled();
    assert.equal(
      (api.asked('SendMessage')[0]?.input as {clientMessageId: string}).clientMessageId,
      clientMessageId,
    );
    assert.equal(host.messages(id).at(-1)?.body, 'Hello');
    assert.equal(before.storage.outbox.size, 0);
  });

  it('puts what was stored before what was sent since', async () => {
    const before = await storedFixture();
    before.api.fail('SendMessage', NETWORK);
    await before.send(before.id, 'one');
    before.store.account.stop();
    const {api, host, id, environment, send, store} = await liveFixture();
    const heal = api.fail('SendMessage', NETWORK);
    await send(id, 'two');
    await store.composing.use('one', () => before.storage);
    heal();
    await environment.advance(30_000);
    assert.deepEqual(
      host.messages(id).map(({body}) => body),
      ['Good morning', 'one', 'two'],
    );
  });

  it('stores what was typed and sent before there was a storage', async () => {
    const {api, environment, id, send, store} = await liveFixture((it) => it.receive('+61491570001'));
    const storage = new FakeStorage();
    api.fail('SendMessage', NETWORK);
    await send(id, 'early');
    store.composing.setDraft('another', draftOf('typed early'));
    await environment.advance(1_000);
    await store.composing.use('one', () => storage);
    await environment.advance(1_000);
    assert.deepEqual(
      [...storage.outbox.values()].map(({body}) => body),
      ['early'],
    );
    assert.deepEqual(storage.drafts.get('another'), draftOf('typed early'));
  });

  it('lets what was typed since win over what was stored', async () => {
    const storage = new FakeStorage();
    const {id, store} = await liveFixture();
    storage.drafts.set(id, draftOf('old'));
    store.composing.setDraft(id, draftOf('new'));
    await store.composing.use('one', () => storage);
    assert.equal(store.get().drafts.get(id)?.body, 'new');
  });

  it('shows nothing of one identity to another, and writes nothing to it', async () => {
    const {api, environment, host, id, send, storage, store} = await storedFixture();
    api.fail('SendMessage', NETWORK);
    await send(id, 'of the first');
    store.composing.setDraft(id, draftOf('draft of the first'));
    host.account = {...host.account, id: 'account-2'};
    store.account.reconnect();
    await settled();
    assert.equal(store.get().outbox.size, 0);
    assert.equal(store.get().drafts.size, 0);
    const other = new FakeStorage();
    await store.composing.use('two', () => other);
    await environment.advance(60_000);
    assert.equal(other.outbox.size, 0);
    assert.equal(other.drafts.size, 0);
    assert.equal(storage.outbox.size, 1);
    assert.equal(storage.isOpen, false);
  });

  it('writes a draft to the storage that it was typed for', async () => {
    const {environment, id, storage, store} = await storedFixture();
    store.composing.setDraft(id, draftOf('of the first'));
    const other = new FakeStorage();
    await store.composing.use('two', () => other);
    await environment.advance(1_000);
    assert.deepEqual(storage.drafts.get(id), draftOf('of the first'));
  });

  it('goes on in memory where storage fails, says so, and asks before the page is left', async () => {
    const {api, environment, facts, host, id, send, storage, store} = await storedFixture();
    assert.equal(store.get().storage, 'durable');
    storage.isBroken = true;
    api.fail('SendMessage', NETWORK);
    facts.length = 0;
    await send(id, 'Hello');
    assert.equal(store.get().storage, 'memory');
    assert.ok(facts.some((fact) => fact.type === 'error' && fact.code === 'STORAGE'));
    assert.equal(environment.wouldLose(), true);
    api.heal();
    await environment.advance(30_000);
    assert.equal(host.messages(id).at(-1)?.body, 'Hello');
    assert.equal(environment.wouldLose(), false);
  });

  it('asks before the page is left only while something would be lost', async () => {
    const unsent = async (use: (fixture: Awaited<ReturnType<typeof liveFixture>>) => Promise<void>) => {
      const fixture = await liveFixture();
      fixture.api.fail('SendMessage', NETWORK);
      await use(fixture);
      assert.equal(fixture.environment.wouldLose(), false);
      await fixture.send(fixture.id, 'Hello');
      await settled();
      return fixture.environment.wouldLose();
    };
    const storages = {
      full: new FakeStorage(),
      drafts: new FakeStorage(undefined, {keepsMessages: false}),
      none: null,
    };
    const asks: Record<string, boolean> = {};
    for (const [name, storage] of Object.entries(storages)) {
      asks[name] = await unsent(({store}) => store.composing.use(name, () => storage));
    }
    assert.deepEqual(asks, {full: false, drafts: true, none: true});

    const {environment, id, storage, store} = await storedFixture();
    store.composing.setDraft(id, draftOf('Hello'));
    await settled();
    assert.equal(environment.wouldLose(), false);
    storage.isBroken = true;
    store.composing.setDraft(id, draftOf('Hello there'));
    await settled();
    assert.equal(environment.wouldLose(), true);
  });

  it('keeps nothing where nothing is to be kept, without a warning', async () => {
    const {id, facts, send, store} = await liveFixture();
    facts.length = 0;
    await store.composing.use('none', () => null);
    await send(id, 'Hello');
    assert.equal(store.get().storage, 'off');
    assert.ok(!facts.some(({type}) => type === 'error'));
  });

  it('forgets everything when told to', async () => {
    const {api, environment, id, send, storage, store} = await storedFixture();
    api.fail('SendMessage', NETWORK);
    await send(id, 'Hello');
    store.composing.setDraft(id, draftOf('draft'));
    await store.composing.clearLocalData();
    await environment.advance(60_000);
    assert.equal(store.get().outbox.size, 0);
    assert.equal(store.get().drafts.size, 0);
    assert.equal(storage.outbox.size, 0);
    assert.equal(storage.drafts.size, 0);
  });
});
