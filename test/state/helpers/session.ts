import assert from 'node:assert/strict';
import {AccountStore} from '../../../src/state/account-store.js';
import {ChatStore} from '../../../src/state/chat-store.js';
import type {Conversation, EventBatch} from '../../../src/state/model.js';
import {FakeApi} from '../../helpers/fake-api.js';
import {FakeHost} from '../../helpers/fake-host.js';
import {ManualEnvironment, settled} from '../../helpers/manual-environment.js';

export interface SessionSetup {
  readonly conversations: number;
  /** In the first conversation. */
  readonly messages: number;
  readonly allReadRaisesVersions: boolean;
}

export type Step = (session: Session, a: number, b: number) => unknown;

/** One store on one host, with a network that delivers only what it is told to. */
export class Session {
  readonly environment = new ManualEnvironment();
  readonly host = new FakeHost(() => this.environment.now());
  readonly api = new FakeApi(this.host);
  readonly store: ChatStore;
  /** Text of each message that was sent, and the id that it got. */
  readonly sent = new Map<string, string>();
  readonly discarded = new Set<string>();
  /** What the log brought last, to bring it again. */
  readonly batches: EventBatch[] = [];
  resyncs = 0;

  constructor({conversations, messages, allReadRaisesVersions}: SessionSetup) {
    this.host.allReadRaisesVersions = allReadRaisesVersions;
    for (let i = 0; i < conversations; i++) this.host.receive(addressOf(i));
    for (let i = 0; i < messages; i++) this.host.receive(addressOf(0), `Message ${i}`);
    this.api.delivers = false;
    const {api, environment} = this;
    this.store = new ChatStore(new AccountStore({api, environment, endpointName: 'test'}));
    this.store.needInbox();
  }

  async start(): Promise<void> {
    this.store.account.start();
    await settled();
  }

  async take(step: Step, a: number, b: number): Promise<void> {
    // What is refused tells so by throwing: the state must be right all the same.
    void Promise.resolve(step(this, a, b)).catch(() => undefined);
    await settled();
  }

  /** The network works again, and brings everything. */
  async settle(): Promise<void> {
    this.api.heal();
    this.api.onConnect = 'accept';
    for (let i = 0; i < 200; i++) {
      await settled();
      this.deliver(200);
      const {connection, cursor, list, outbox} = this.store.get();
      // What an agent would press.
      if (connection.status === 'signed-out') this.store.account.tryNow();
      if (list.status === 'failed') void this.store.conversations.reload();
      if (list.more === 'failed') void this.store.conversations.loadMore();
      const isSent = [...outbox.values()].flat().every(({state}) => state === 'refused' || state === 'held');
      const isLoaded = list.status === 'ready' && list.more === 'idle';
      if (connection.status === 'live' && cursor === this.host.cursor && isSent && isLoaded) return;
      await this.environment.advance(1000);
    }
    assert.fail(`never live and up to date: ${JSON.stringify(this.store.get().connection)}`);
  }

  /** At most `first` events of the log arrive. */
  deliver(first: number): void {
    const batch = this.api.stream?.deliver(first, true);
    if (!batch) return;
    if (batch.resync) this.resyncs++;
    this.batches.push(batch);
  }

  stop(): void {
    this.store.account.stop();
    assert.equal(this.environment.pending, 0, 'timers and listeners are left');
  }

  /** The state against the host. */
  compare(): void {
    const {host} = this;
    const state = this.store.get();
    assert.deepEqual(state.counters, host.counters);
    assert.deepEqual(state.senders, host.senders);
    for (const [id, held] of state.conversations) {
      const expected = host.conversation(id);
      assert.ok(expected, `${id} was removed`);
      assert.deepEqual(comparable(held), comparable(expected));
    }
    this.#compareList();
    for (const id of state.threads.keys()) this.#compareThread(id);
    this.#compareSent();
  }

  #compareList(): void {
    const {list} = this.store.get();
    assert.equal(list.status, 'ready');
    const expected = this.host.list();
    const last = this.host.conversation(list.ids.at(-1) ?? '');
    const loaded = list.hasMore ? expected.filter(isNotBelow(last)) : expected;
    assert.deepEqual(
      list.ids,
      loaded.map(({id}) => id),
    );
    if (list.hasMore) assert.ok(list.ids.length > 0);
  }

  #compareThread(id: string): void {
    const thread = this.store.get().threads.get(id);
    const all = this.host.messages(id);
    if (!thread || thread.status !== 'ready') return;
    const [first, last] = [thread.messages[0]?.position ?? 0, thread.messages.at(-1)?.position ?? 0];
    if (!thread.hasOlder) assert.equal(first, all[0]?.position ?? 0);
    if (!thread.hasNewer) assert.equal(last, all.at(-1)?.position ?? 0);
    assert.deepEqual(
      thread.messages,
      all.filter(({position}) => position >= first && position <= last),
    );
    assert.notEqual(thread.older, 'loading');
    assert.notEqual(thread.newer, 'loading');
  }

  /** One press of Send made at most one message, and exactly one unless it is still in the outbox. */
  #compareSent(): void {
    const pending = new Set([...this.store.get().outbox.values()].flat().map(({body}) => body));
    const bodies = this.host.log.flatMap((event) =>
      event.__typename === 'SmsMessageAdded' ? [event.message.body] : [],
    );
    for (const body of this.sent.keys()) {
      const times = bodies.filter((it) => it === body).length;
      const expected = pending.has(body) || this.discarded.has(body) ? 0 : 1;
      assert.equal(times, expected, `“${body}” is at the host ${times} times instead of ${expected}`);
    }
  }
}

export function addressOf(i: number): string {
  return `+6149157${String(i % 100).padStart(4, '0')}`;
}

/** Mark-all-read names neither versions nor positions: where nothing is unread, how far exactly was read is open. */
function comparable(conversation: Conversation): Conversation {
  const {unreadCount, readPosition} = conversation;
  return {...conversation, version: 0, readPosition: unreadCount > 0 ? readPosition : 0};
}

function isNotBelow(last: Conversation | null): (conversation: Conversation) => boolean {
  return ({lastActivityAt}) => last !== null && lastActivityAt >= last.lastActivityAt;
}
