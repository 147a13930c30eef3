import assert from 'node:assert/strict';
import {afterEach, describe, it} from 'node:test';
import {ChatError} from '../../src/state/api/chat-error.js';
import {Refusal, type FakeHost} from '../helpers/fake-host.js';
import {FakeStorage} from '../helpers/fake-storage.js';
import {settled} from '../helpers/manual-environment.js';
import {liveFixture} from '../helpers/store-fixture.js';

const NETWORK = new ChatError('NETWORK', 'The endpoint could not be reached.', {retryable: true});
const MINUTE = 60_000;

const textsAt = (host: FakeHost, id: string) =>
  host.messages(id).flatMap(({body, direction}) => (direction === 'OUTBOUND' ? [body] : []));

function refuse(host: FakeHost, refusal: Refusal, times = 1): void {
  const send = host.send.bind(host);
  host.send = (input) => {
    if (times-- > 0) throw refusal;
    return send(input);
  };
}

describe('outbox', () => {
  it('shows the message at once, and sends it once', async () => {
    const {api, host, id, store, pending, send, facts} = await liveFixture();
    api.hold('SendMessage');
    api.delivers = false;
    void send(id, 'Hello');
    assert.deepEqual(
      pending().map(({body, state}) => [body, state]),
      [['Hello', 'queued']],
    );
    await settled();
    assert.equal(pending()[0]?.state, 'sending');
    api.heal();
    await settled();
    assert.deepEqual(pending(), []);
    api.stream?.deliver();
    await settled();
    assert.deepEqual(textsAt(host, id), ['Hello']);
    assert.equal(store.get().conversations.get(id)?.lastMessage?.body, 'Hello');
    assert.equal(facts.filter(({type}) => type === 'message-sent').length, 1);
  });

  for (const first of ['event', 'answer']) {
    it(`replaces the bubble by the message in one step where the ${first} comes first`, async () => {
      const {api, host, id, store, send, facts} = await liveFixture();
      await store.threads.open(id);
      if (first === 'event') api.hold('SendMessage');
      else api.delivers = false;
      const shown: number[] = [];
      store.subscribe(() => {
        const {outbox, threads} = store.get();
        const sent = threads.get(id)?.messages.filter(({body}) => body === 'Hello') ?? [];
        shown.push((outbox.get(id)?.length ?? 0) + sent.length);
      });
      await send(id, 'Hello');
      await settled();
      api.heal();
      api.delivers = true;
      api.stream?.deliver();
      await settled();
      assert.ok(
        shown.every((count) => count === 1),
        String(shown),
      );
      assert.equal(facts.filter(({type}) => type === 'message-sent').length, 1);
      assert.deepEqual(textsAt(host, id), ['Hello']);
    });
  }

  it('tries again under the same id where the answer was lost', async () => {
    const {api, host, id, environment, pending, send} = await liveFixture();
    api.delivers = false;
    api.fail('SendMessage', NETWORK, {times: 3, executed: true});
    const clientMessageId = await send(id, 'Hello');
    await settled();
    assert.equal(pending()[0]?.state, 'sending');
    await environment.advance(30_000);
    assert.deepEqual(pending(), []);
    assert.deepEqual(textsAt(host, id), ['Hello']);
    const ids = api
      .asked('SendMessage')
      .map(({input}) => (input as {clientMessageId: string}).clientMessageId);
    assert.deepEqual(new Set(ids), new Set([clientMessageId]));
    assert.equal(ids.length, 4);
  });

  it('keeps the order within a conversation, one at a time', async () => {
    const {api, host, id, environment, send} = await liveFixture();
    api.fail('SendMessage', NETWORK, {times: 1});
    void send(id, 'one');
    void send(id, 'two');
    void send(id, 'three');
    await settled();
    assert.deepEqual(textsAt(host, id), []);
    await environment.advance(5_000);
    assert.deepEqual(textsAt(host, id), ['one', 'two', 'three']);
  });

  it('does not let one conversation wait for another, of which four are sent to at a time', async () => {
    const {api, host, send} = await liveFixture((it) => {
      for (let i = 0; i < 6; i++) it.receive(`+6149157000${i}`);
    });
    api.hold('SendMessage');
    for (const id of host.ids) void send(id, `to ${id}`);
    await settled();
    assert.equal(api.held, 4);
    api.release('newest');
    await settled();
    assert.equal(api.held, 4);
    api.heal();
    await settled();
    for (const id of host.ids) assert.deepEqual(textsAt(host, id), [`to ${id}`]);
  });

  it('holds what was written after a message that the host refuses', async () => {
    const {host, id, store, pending, send, facts} = await liveFixture();
    refuse(host, new Refusal('OPTED_OUT'));
    void send(id, 'one');
    void send(id, 'two');
    await settled();
    assert.deepEqual(
      pending().map(({state, heldBecause}) => [state, heldBecause]),
      [
        ['refused', null],
        ['held', 'previous-refused'],
      ],
    );
    assert.equal(pending()[0]?.error?.code, 'OPTED_OUT');
    assert.equal(pending()[0]?.error?.refusal, true);
    assert.equal(facts.filter((fact) => fact.type === 'error' && fact.code === 'OPTED_OUT').length, 1);
    store.composing.retry(pending()[1]?.clientMessageId ?? '');
    await settled();
    assert.deepEqual(textsAt(host, id), ['two']);
  });

  it('asks first where a colleague has answered, and sends anyway when told to', async () => {
    const {host, id, store, pending, send} = await liveFixture();
    host.write(id, 'I have got this');
    await send(id, 'Me too', 1);
    await settled();
    assert.deepEqual([pending()[0]?.state, pending()[0]?.heldBecause], ['held', 'conversation-changed']);
    store.composing.retry(pending()[0]?.clientMessageId ?? '');
    await settled();
    assert.deepEqual(textsAt(host, id), ['I have got this', 'Me too']);
  });

  it('holds what could not be sent for a quarter of an hour', async () => {
    const {api, host, id, environment, pending, send} = await liveFixture();
    api.fail('SendMessage', NETWORK);
    await send(id, 'Are you here?');
    await environment.advance(16 * MINUTE);
    assert.deepEqual([pending()[0]?.state, pending()[0]?.heldBecause], ['held', 'too-old']);
    api.heal();
    await environment.advance(5 * MINUTE);
    assert.deepEqual(textsAt(host, id), []);
  });

  it('does not call a message unsent that had arrived, however late that turns out', async () => {
    const {api, host, id, environment, pending, send} = await liveFixture();
    api.delivers = false;
    api.fail('SendMessage', NETWORK, {executed: true});
    await send(id, 'Hello');
    await environment.advance(16 * MINUTE);
    assert.deepEqual(pending(), []);
    assert.deepEqual(textsAt(host, id), ['Hello']);
  });

  it('sends where the clock of this computer is two hours slow', async () => {
    const {host, id, pending, send} = await liveFixture((it) => {
      Object.defineProperty(it, 'serverTime', {get: () => '2026-11-23T12:00:00.000Z'});
    });
    await send(id, 'Hello');
    await settled();
    assert.deepEqual(pending(), []);
    assert.deepEqual(textsAt(host, id), ['Hello']);
  });

  it('waits as long as the host asks it to', async () => {
    const {api, host, id, environment, pending, send} = await liveFixture();
    refuse(host, new Refusal('RATE_LIMITED', 20_000));
    await send(id, 'Hello');
    await environment.advance(19_000);
    assert.equal(pending()[0]?.state, 'sending');
    assert.equal(api.asked('SendMessage').length, 1);
    await environment.advance(2_000);
    assert.deepEqual(textsAt(host, id), ['Hello']);
  });

  it('goes on in the other conversations while one is sent again by hand', async () => {
    const {api, host, environment, store, pending, send} = await liveFixture((it) => {
      it.receive('+61491570001');
    });
    const [one = '', two = ''] = host.ids;
    refuse(host, new Refusal('INSUFFICIENT_CREDIT'));
    await send(one, 'to one');
    await settled();
    api.fail('SendMessage', NETWORK, {times: 1});
    await send(two, 'to two');
    await settled();
    store.composing.retry(pending().find(({state}) => state === 'refused')?.clientMessageId ?? '');
    await environment.advance(60_000);
    assert.deepEqual(textsAt(host, two), ['to two']);
    assert.deepEqual(textsAt(host, one), ['to one']);
  });

  it('sends what waits as soon as the connection is back', async () => {
    const {api, host, id, environment, status, send} = await liveFixture();
    api.fail('*', NETWORK);
    api.onConnect = {code: null};
    api.stream?.close(1006);
    await send(id, 'Hello');
    await environment.advance(2 * MINUTE);
    assert.notEqual(status(), 'live');
    api.heal();
    api.onConnect = 'accept';
    environment.wake();
    await settled();
    assert.deepEqual(textsAt(host, id), ['Hello']);
  });

  it('gives a refused message back into the draft, above what was written since, and one under way not', async () => {
    const {api, host, id, store, pending, send} = await liveFixture();
    refuse(host, new Refusal('TOO_MANY_PARTS'));
    const refused = await send(id, 'Too long');
    await settled();
    store.composing.setDraft(id, {body: 'and more', senderId: null});
    store.composing.edit(refused);
    assert.equal(store.get().drafts.get(id)?.body, 'Too long\nand more');
    assert.deepEqual(pending(), []);
    api.hold('SendMessage');
    api.delivers = false;
    const underWay = await send(id, 'On its way');
    await settled();
    store.composing.edit(underWay);
    store.composing.discard(underWay);
    assert.equal(pending()[0]?.body, 'On its way');
    assert.equal(store.get().drafts.get(id), undefined);
  });

  it('gives refused messages back in the order in which they were sent, in whichever they are asked for', async () => {
    for (const [order, expected] of [
      [[0, 1, 2], 'one!\ntwo\nthree\nand more'],
      [[2, 1, 0], 'one\ntwo\nthree!\nand more'],
      [[0, 2, 1], 'one!\ntwo\nthree\nand more'],
      [[1, 0, 2], 'one\ntwo!\nthree\nand more'],
    ] as const) {
      const {host, id, store, send} = await liveFixture();
      const draft = () => store.get().drafts.get(id)?.body;
      // Once more after all of it was sent: where a text stood then means nothing for the next.
      for (const before of ['', 'Sent before']) {
        if (before) await send(id, before);
        await settled();
        refuse(host, new Refusal('TOO_MANY_PARTS'), 3);
        const sent: string[] = [];
        for (const body of ['one', 'two', 'three']) sent.push(await send(id, body));
        await settled();
        store.composing.setDraft(id, {body: 'and more', senderId: null});
        for (const [i, which] of order.entries()) {
          store.composing.edit(sent[which] ?? '');
          // As agents do who take a message back to change it.
          if (i === 0)
            store.composing.setDraft(id, {body: (draft() ?? '').replace('\n', '!\n'), senderId: null});
        }
        assert.equal(draft(), expected);
      }
    }
  });

  it('sends an undelivered message again as a new one, once, and leaves the draft', async () => {
    const {host, id, store} = await liveFixture();
    const failed = host.write(id, 'Never arrived');
    await settled();
    store.composing.setDraft(id, {body: 'draft', senderId: null});
    await Promise.all([store.composing.retryFailed(failed), store.composing.retryFailed(failed)]);
    await settled();
    assert.deepEqual(textsAt(host, id), ['Never arrived', 'Never arrived']);
    assert.equal(store.get().drafts.get(id)?.body, 'draft');
  });

  it('takes the bubble away where a page of the thread brings the message', async () => {
    const {api, id, store, pending, send} = await liveFixture();
    api.delivers = false;
    api.fail('SendMessage', NETWORK, {executed: true});
    await send(id, 'Hello');
    await settled();
    await store.threads.open(id);
    assert.deepEqual(pending(), []);
    assert.equal(store.get().threads.get(id)?.messages.length, 2);
  });

  it('sends nothing that is not filed yet, also right behind another message', async () => {
    const {api, host, id, send, store} = await liveFixture();
    const storage = new FakeStorage();
    await store.composing.use('name', () => storage);
    api.hold('SendMessage');
    await send(id, 'one');
    await settled();
    const release = storage.hold();
    const filed = send(id, 'two');
    api.heal();
    await settled();
    assert.deepEqual(textsAt(host, id), ['one']);
    release();
    await filed;
    await settled();
    assert.deepEqual(textsAt(host, id), ['one', 'two']);
  });

  it('asks before it calls a message too old, though it was never seen on its way', async () => {
    const {api, environment, host, id, store, pending} = await liveFixture();
    host.send({clientMessageId: 'arrived', conversationId: id, senderId: null, body: 'Hello'});
    await settled();
    const storage = new FakeStorage();
    for (const [key, body] of [
      ['arrived', 'Hello'],
      ['never', 'Never sent'],
    ] as const) {
      const message = {clientMessageId: key, conversationId: id, senderId: null, body, preview: body};
      const createdAt = environment.now() - 16 * MINUTE;
      const rest = {seenPosition: null, state: 'queued', heldBecause: null, error: null} as const;
      storage.outbox.set(key, {...message, ...rest, createdAt, sequence: 1});
    }
    await store.composing.use('name', () => storage);
    await settled();
    assert.deepEqual(
      pending().map(({body, state, heldBecause}) => [body, state, heldBecause]),
      [['Never sent', 'held', 'too-old']],
    );
    assert.deepEqual(api.asked('SendMessage'), []);
    // Sent anyway, it is as fresh as one that was just written.
    store.composing.retry('never');
    await settled();
    assert.deepEqual(textsAt(host, id), ['Hello', 'Never sent']);
  });

  describe('with Web Locks', () => {
    const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    afterEach(() => {
      if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
      else delete (globalThis as {navigator?: unknown}).navigator;
    });
    const useLocks = (request: (name: string, work: () => Promise<void>) => Promise<void>) =>
      Object.defineProperty(globalThis, 'navigator', {value: {locks: {request}}, configurable: true});

    it('sends what is filed while the lock is being given back', async () => {
      const {host, id, send} = await liveFixture();
      let sendNext: (() => unknown) | null = () => send(id, 'two');
      useLocks(async (_, work) => {
        await work();
        sendNext?.();
        sendNext = null;
        await settled();
      });
      await send(id, 'one');
      for (let i = 0; i < 5; i++) await settled();
      assert.deepEqual(textsAt(host, id), ['one', 'two']);
    });

    it('sends where the page may not have them', async () => {
      const {host, id, send} = await liveFixture();
      useLocks(() => Promise.reject(new Error('SecurityError')));
      await send(id, 'Hello');
      await settled();
      assert.deepEqual(textsAt(host, id), ['Hello']);
    });

    it('waits for a tab that is sending to the same conversation', async () => {
      const {host, id, send, pending} = await liveFixture();
      const names: string[] = [];
      let free: () => void = () => undefined;
      const busy = new Promise<void>((resolve) => (free = resolve));
      useLocks(async (name, work) => {
        names.push(name);
        await busy;
        await work();
      });
      await send(id, 'Hello');
      await settled();
      assert.equal(pending()[0]?.state, 'queued');
      assert.deepEqual(names, [`sms-chat:test:${id}`]);
      free();
      await settled();
      assert.deepEqual(textsAt(host, id), ['Hello']);
    });
  });

  it('keeps what is sent while signed out, asks nobody, and sends it with the next token', async () => {
    const {api, environment, host, id, store, pending, send, status} = await liveFixture();
    api.onConnect = {code: 4403};
    api.stream?.close(4403);
    await environment.advance(60_000);
    assert.equal(status(), 'signed-out');
    await send(id, 'Hello');
    await environment.advance(600_000);
    assert.equal(pending().length, 1);
    assert.deepEqual(api.asked('SendMessage'), []);
    api.onConnect = 'accept';
    store.account.reconnect();
    await settled();
    assert.deepEqual(textsAt(host, id), ['Hello']);
  });
});
