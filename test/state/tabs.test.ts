import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {FakeStorage} from '../helpers/fake-storage.js';
import {Refusal} from '../helpers/fake-host.js';
import {settled} from '../helpers/manual-environment.js';
import {liveFixture, storeFixture} from '../helpers/store-fixture.js';

const NETWORK = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});
const SCAN_MS = 10_000;
const draftOf = (body: string) => ({body, senderId: null});

type Tab = Awaited<ReturnType<typeof liveFixture>> & {storage: FakeStorage};

/** Two tabs of one agent in one browser. */
async function twoTabs(): Promise<{one: Tab; two: Tab; id: string}> {
  const first = await liveFixture();
  const second = storeFixture(undefined, first);
  second.store.needInbox();
  second.store.account.start();
  await settled();
  const storage = new FakeStorage();
  const [one, two] = [
    {...first, storage},
    {...second, id: first.id, storage: new FakeStorage(storage)},
  ];
  for (const tab of [one, two]) await tab.store.composing.use('name', () => tab.storage);
  return {one, two, id: first.id};
}

const textOf = ({store, id}: Tab) => store.get().drafts.get(id)?.body ?? '';
const isNoticed = ({store, id}: Tab) => store.get().drafts.get(id)?.isEditedElsewhere ?? false;
const bodiesOf = ({pending}: Tab) => pending().map(({body}) => body);
const sentAt = ({host, id}: Tab) =>
  host.messages(id).flatMap(({body, direction}) => (direction === 'OUTBOUND' ? [body] : []));

async function type(tab: Tab, body: string): Promise<void> {
  tab.store.composing.setDraft(tab.id, draftOf(body));
  await settled();
}

/** Ends the tab without a word: nothing of it runs any more, and its lock is free. */
function kill({api, storage, store}: Tab): void {
  api.fail('*', NETWORK);
  storage.isBroken = true;
  store.account.stop();
}

describe('two tabs', () => {
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  const queues = new Map<string, Promise<unknown>>();
  beforeEach(() => {
    queues.clear();
    const request = (name: string, work: () => Promise<void>) => {
      const turn = (queues.get(name) ?? Promise.resolve()).then(work);
      queues.set(
        name,
        turn.catch(() => undefined),
      );
      return turn;
    };
    Object.defineProperty(globalThis, 'navigator', {value: {locks: {request}}, configurable: true});
  });
  afterEach(() => {
    if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
    else delete (globalThis as {navigator?: unknown}).navigator;
  });

  it('show what is typed in one also in the other, which says so until it is changed there', async () => {
    const {one, two} = await twoTabs();
    await type(one, 'Hello');
    assert.deepEqual([textOf(two), isNoticed(two)], ['Hello', true]);
    assert.equal(isNoticed(one), false);
    await type(two, 'Hello there');
    assert.equal(isNoticed(two), false);
    assert.deepEqual([textOf(one), isNoticed(one)], ['Hello there', true]);
    await type(one, '');
    assert.equal(textOf(two), '');
  });

  it('lose no text where both were typed in at the same moment', async () => {
    const {one, two, id} = await twoTabs();
    one.store.composing.setDraft(id, draftOf('from one'));
    two.store.composing.setDraft(id, draftOf('from two'));
    await settled();
    assert.deepEqual([textOf(one), textOf(two)], ['from one', 'from two']);
    // The other one was the last to write, so its text is the one that is stored.
    assert.deepEqual([isNoticed(one), isNoticed(two)], [true, false]);
    await type(two, 'from two too');
    assert.equal(textOf(one), 'from one');

    await one.send(id, 'from one');
    await settled();

    assert.equal(two.storage.drafts.get(id)?.body, 'from two too');
    assert.deepEqual([textOf(one), textOf(two)], ['from two too', 'from two too']);
    assert.deepEqual(sentAt(one), ['from one']);
  });

  it('show what one sends in both, take it out of both composers, and send it once', async () => {
    const {one, two, id} = await twoTabs();
    await type(one, 'Hello');
    one.api.hold('SendMessage');
    one.api.delivers = two.api.delivers = false;
    await one.send(id, 'Hello');
    await settled();
    assert.equal(textOf(two), '');
    assert.deepEqual([bodiesOf(one), bodiesOf(two)], [['Hello'], ['Hello']]);
    one.api.heal();
    await settled();
    assert.deepEqual([bodiesOf(one), bodiesOf(two)], [[], ['Hello']]);
    two.api.stream?.deliver();
    await two.environment.advance(3 * SCAN_MS);
    assert.deepEqual([bodiesOf(one), bodiesOf(two)], [[], []]);
    assert.deepEqual(sentAt(one), ['Hello']);
    assert.equal(one.api.asked('SendMessage').length, 1);
    assert.deepEqual([...two.api.asked('SendMessage'), ...two.api.asked('MessageByClientId')], []);
    const told = ({facts}: Tab) => facts.filter(({type}) => type === 'message-sent').length;
    assert.deepEqual([told(one), told(two)], [1, 0]);
  });

  it('send in the order in which Send was pressed, whichever tab it was pressed in', async () => {
    const {one, two, id} = await twoTabs();
    one.api.hold('SendMessage');
    for (const [tab, body] of [
      [one, 'first'],
      [two, 'second'],
      [one, 'third'],
    ] as const) {
      await tab.send(id, body);
      await settled();
    }
    one.api.heal();
    await one.environment.advance(SCAN_MS);
    assert.deepEqual(sentAt(one), ['first', 'second', 'third']);
  });

  it('send what the other left behind when it died, under the same id', async () => {
    const {one, two, id} = await twoTabs();
    one.api.fail('SendMessage', NETWORK);
    const clientMessageId = await one.send(id, 'Hello');
    await settled();
    kill(one);
    await two.environment.advance(SCAN_MS);
    const [{input}] = two.api.asked('SendMessage') as [{input: {clientMessageId: string}}];
    assert.equal(input.clientMessageId, clientMessageId);
    assert.deepEqual(sentAt(two), ['Hello']);
    assert.deepEqual(bodiesOf(two), []);
    assert.equal(two.facts.filter(({type}) => type === 'message-sent').length, 1);
  });

  it('send what the other filed in its last moment, and could not tell of', async () => {
    const {one, two, id} = await twoTabs();
    one.api.fail('SendMessage', NETWORK);
    two.storage.onNews = null;
    await one.send(id, 'Hello');
    await settled();
    assert.deepEqual(bodiesOf(two), []);
    kill(one);
    await two.environment.advance(SCAN_MS);
    assert.deepEqual(sentAt(two), ['Hello']);
  });

  it('agree on what waits for the agent: sent anyway in one, or dropped in one', async () => {
    const {one, two, id} = await twoTabs();
    for (const {host} of [one]) {
      const send = host.send.bind(host);
      let times = 2;
      host.send = (input) => {
        if (times-- > 0) throw new Refusal('OPTED_OUT');
        return send(input);
      };
    }
    const dropped = await one.send(id, 'dropped');
    await settled();
    const sent = await one.send(id, 'sent anyway');
    await settled();
    assert.deepEqual(
      two.pending().map(({state, error}) => [state, error?.code]),
      [
        ['refused', 'OPTED_OUT'],
        ['refused', 'OPTED_OUT'],
      ],
    );
    two.store.composing.discard(dropped);
    await settled();
    assert.deepEqual(bodiesOf(one), ['sent anyway']);
    two.store.composing.retry(sent);
    await settled();
    assert.deepEqual([bodiesOf(one), bodiesOf(two)], [[], []]);
    assert.deepEqual(sentAt(one), ['sent anyway']);
  });

  it('never send what the other has dropped or holds, though they missed the news', async () => {
    const {one, two, id} = await twoTabs();
    for (const tab of [one, two]) tab.api.fail('SendMessage', NETWORK);
    const dropped = await one.send(id, 'dropped');
    const held = await one.send(id, 'held');
    await settled();
    two.storage.onNews = null;
    one.storage.outbox.delete(dropped);
    const record = one.storage.outbox.get(held)!;
    one.storage.outbox.set(held, {...record, state: 'held', heldBecause: 'too-old'});
    kill(one);
    two.api.heal();
    await two.environment.advance(2 * SCAN_MS);
    assert.deepEqual(sentAt(two), []);
    assert.deepEqual(
      two.pending().map(({body, state}) => [body, state]),
      [['held', 'held']],
    );
  });

  it('both forget what one was told to forget', async () => {
    const {one, two, id} = await twoTabs();
    for (const tab of [one, two]) tab.api.fail('SendMessage', NETWORK);
    await one.send(id, 'Hello');
    await type(one, 'draft');
    await one.store.composing.clearLocalData();
    await settled();
    assert.deepEqual([textOf(two), bodiesOf(two)], ['', []]);
    await two.environment.advance(SCAN_MS);
    assert.equal(two.storage.drafts.size + two.storage.outbox.size, 0);
  });

  it('go on with a draft that one of them wrote before the other was opened', async () => {
    const {one, id} = await twoTabs();
    await type(one, 'Hello');
    const third = storeFixture(undefined, one);
    third.store.needInbox();
    third.store.account.start();
    await settled();
    await third.store.composing.use('name', () => new FakeStorage(one.storage));
    third.store.composing.setDraft(id, draftOf('Hello there'));
    await settled();
    assert.equal(textOf(one), 'Hello there');
  });

  it('leave nothing running when they end', async () => {
    const {one, two} = await twoTabs();
    one.store.account.stop();
    two.store.account.stop();
    await settled();
    assert.equal(one.environment.pending, 0);
  });
});
