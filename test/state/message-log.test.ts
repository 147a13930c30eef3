import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
  applyMessage,
  applyPage,
  emptyThread,
  findPosition,
  mergeMessages,
} from '../../src/state/message-log.js';
import type {Message, Thread} from '../../src/state/model.js';
import {messagesAt, messageWith} from '../helpers/messages.js';

const OPENED = {openedAtReadPosition: 0, openedAtPosition: 0, target: null};

function threadOf(messages: readonly Message[], parts: Partial<Thread> = {}): Thread {
  return {...emptyThread('conversation-1', OPENED), status: 'ready', messages, ...parts};
}

const page = (messages: readonly Message[], hasOlder: boolean, hasNewer: boolean) => ({
  messages,
  hasOlder,
  hasNewer,
  startCursor: `start ${messages[0]?.position}`,
  endCursor: `end ${messages.at(-1)?.position}`,
});
const positions = ({messages}: Thread) => messages.map(({position}) => position);

describe('a message that arrives', () => {
  it('goes to the end, or to its place where later ones were faster', () => {
    const thread = applyMessage(threadOf(messagesAt(1, 3)), messageWith({position: 6}));
    assert.deepEqual(positions(applyMessage(thread, messageWith({position: 5}))), [1, 2, 3, 5, 6]);
  });

  it('replaces an older version of itself, and never a newer one', () => {
    const thread = threadOf([messageWith({version: 2, body: 'two'})]);
    assert.equal(applyMessage(thread, messageWith({version: 3, body: 'three'})).messages[0]?.body, 'three');
    assert.equal(applyMessage(thread, messageWith({version: 2, body: 'again'})), thread);
    assert.equal(applyMessage(thread, messageWith({version: 1})), thread);
  });

  it('is left out where it is not adjacent to what is loaded', () => {
    const newer = threadOf(messagesAt(10, 12), {hasNewer: true, hasOlder: true});
    assert.equal(applyMessage(newer, messageWith({position: 20})), newer);
    assert.equal(applyMessage(newer, messageWith({position: 5})), newer);
  });

  it('is taken at the start where nothing older is left to load', () => {
    assert.deepEqual(
      positions(applyMessage(threadOf(messagesAt(3, 4)), messageWith({position: 2}))),
      [2, 3, 4],
    );
  });
});

describe('a page', () => {
  it('replaces the thread, and keeps what arrived meanwhile after it', () => {
    const loading = applyMessage(emptyThread('conversation-1', OPENED), messageWith({position: 51}));
    const thread = applyPage(loading, page(messagesAt(1, 50), false, false), 'whole');
    assert.deepEqual(positions(thread), positions(threadOf(messagesAt(1, 51))));
    assert.equal(thread.status, 'ready');
  });

  it('does not keep what lies beyond its ends, where it would not be adjacent', () => {
    const loading = threadOf([messageWith({position: 2}), messageWith({position: 99})], {status: 'loading'});
    const around = applyPage(loading, page(messagesAt(40, 60), true, true), 'whole');
    assert.deepEqual(positions(around), positions(threadOf(messagesAt(40, 60))));
    const newest = applyPage(loading, page(messagesAt(40, 98), true, false), 'whole');
    assert.deepEqual(positions(newest), positions(threadOf(messagesAt(40, 99))));
  });

  it('extends the thread on its side only', () => {
    const middle = threadOf(messagesAt(40, 60), {
      hasOlder: true,
      hasNewer: true,
      startCursor: 's',
      endCursor: 'e',
    });
    const older = applyPage({...middle, older: 'loading'}, page(messagesAt(20, 39), true, true), 'older');
    assert.deepEqual([positions(older)[0], older.startCursor, older.endCursor], [20, 'start 20', 'e']);
    assert.deepEqual([older.hasOlder, older.hasNewer, older.older], [true, true, 'idle']);
    const newer = applyPage({...middle, newer: 'loading'}, page(messagesAt(61, 70), true, false), 'newer');
    assert.deepEqual(
      [newer.messages.at(-1)?.position, newer.endCursor, newer.startCursor],
      [70, 'end 70', 's'],
    );
    assert.deepEqual([newer.hasOlder, newer.hasNewer, newer.newer], [true, false, 'idle']);
  });

  it('that is empty leaves the cursors', () => {
    const thread = threadOf(messagesAt(1, 3), {hasOlder: true, startCursor: 's'});
    const empty = {messages: [], hasOlder: false, hasNewer: false, startCursor: null, endCursor: null};
    assert.equal(applyPage(thread, empty, 'older').startCursor, 's');
    assert.equal(applyPage(thread, empty, 'older').hasOlder, false);
  });
});

describe('two stretches', () => {
  it('merge to one, each message once, in its newer version', () => {
    const newer = messageWith({position: 3, version: 2, body: 'newer'});
    for (const [a, b] of [
      [messagesAt(1, 3), [newer, messageWith({position: 4})]],
      [[newer, messageWith({position: 4})], messagesAt(1, 3)],
    ] as const) {
      const merged = mergeMessages(a, b);
      assert.deepEqual(
        merged.map(({position}) => position),
        [1, 2, 3, 4],
      );
      assert.equal(merged[2]?.body, 'newer');
    }
  });

  it('stay as they are where one is empty', () => {
    const messages = messagesAt(1, 2);
    assert.equal(mergeMessages(messages, []), messages);
    assert.equal(mergeMessages([], messages), messages);
  });
});

it('finds a position, or the first one after it', () => {
  const messages = [2, 4, 6].map((position) => messageWith({position}));
  assert.deepEqual(
    [1, 2, 3, 6, 7].map((position) => findPosition(messages, position)),
    [0, 0, 1, 2, 3],
  );
});
