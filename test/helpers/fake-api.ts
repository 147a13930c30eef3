/**
 * The port of the store (src/state/api/chat-api.ts) on a host in memory, and a network in the hands of the test:
 * answers can be held back, lost or refused, streams can be cut, and batches can come twice, late or never.
 */
import type {
  ChatApi,
  EventStream,
  EventStreamListener,
  RequestOptions,
} from '../../src/state/api/chat-api.js';
import type {ChatError} from '../../src/state/api/chat-error.js';
import type {EventLog} from '../../src/state/api/event-log.js';
import type {Operation} from '../../src/state/api/operations.js';
import type {SmsEventTopic} from '../../src/state/api/operations.gen.js';
import type {EventBatch} from '../../src/state/model.js';
import {answerOf} from './fake-answers.js';
import type {FakeHost} from './fake-host.js';

interface Rule {
  readonly operation: string;
  readonly error: ChatError;
  /** The host does what it was asked for, and only its answer is lost. */
  readonly executed: boolean;
  times: number;
}

export class FakeApi implements ChatApi {
  readonly host: FakeHost;
  /** All that was asked for, in order. */
  readonly requests: {readonly name: string; readonly variables: Record<string, unknown>}[] = [];
  /** Every connection that was opened, in order. */
  readonly streams: FakeStream[] = [];
  /** What becomes of a new connection: it is accepted, ends with this code, or hears nothing. */
  onConnect: 'accept' | 'hang' | {readonly code: number | null; readonly error?: ChatError} = 'accept';
  /** What becomes of a batch on its way. */
  alter: (batch: EventBatch) => EventBatch = (batch) => batch;
  /** Whether streams bring what the log has by themselves, or only when the test says so. */
  delivers = true;
  readonly #rules: Rule[] = [];
  readonly #held = new Set<string>();
  readonly #answers: (() => void)[] = [];

  constructor(host: FakeHost) {
    this.host = host;
    const tellOthers = host.onAppend;
    host.onAppend = () => {
      tellOthers();
      if (this.delivers) for (const stream of this.streams) queueMicrotask(() => stream.deliver());
    };
  }

  /** The connection that is open. */
  get stream(): FakeStream | null {
    return this.streams.find(({isOpen}) => isOpen) ?? null;
  }

  asked(name: string): readonly Record<string, unknown>[] {
    return this.requests.filter((request) => request.name === name).map(({variables}) => variables);
  }

  /** Fails requests for an operation, or for all of them with `*`; returns how to stop that. */
  fail(operation: string, error: ChatError, {times = Infinity, executed = false} = {}): () => void {
    const rule: Rule = {operation, error, executed, times};
    this.#rules.push(rule);
    return () => void (rule.times = 0);
  }

  /** The host answers now, and the answers arrive when they are released. */
  hold(operation: string): void {
    this.#held.add(operation);
  }

  /** One of the answers that are held back arrives. */
  release(which: 'oldest' | 'newest' = 'oldest'): void {
    (which === 'oldest' ? this.#answers.shift() : this.#answers.pop())?.();
  }

  /** How many answers are held back. */
  get held(): number {
    return this.#answers.length;
  }

  /** Nothing is held back any longer, and nothing fails. */
  heal(): void {
    this.#rules.length = 0;
    this.#held.clear();
    while (this.#answers.length) this.release();
  }

  async request<Result, V>(
    {name}: Operation<Result, V>,
    variables: V,
    {signal}: RequestOptions = {},
  ): Promise<Result> {
    this.requests.push({name, variables: variables as Record<string, unknown>});
    const rule = this.#rules.find((it) => it.times > 0 && (it.operation === name || it.operation === '*'));
    if (rule) rule.times--;
    const answer = rule && !rule.executed ? null : answerOf(this.host, name, variables);
    const isHeld = this.#held.has(name) || this.#held.has('*');
    await new Promise<void>((resolve) => {
      if (isHeld) this.#answers.push(resolve);
      else resolve();
      if (isHeld) signal?.addEventListener('abort', () => resolve(), {once: true});
    });
    if (signal?.aborted) throw signal.reason;
    if (rule) throw rule.error;
    return answer as Result;
  }

  connect(listener: EventStreamListener): EventStream {
    const stream = new FakeStream(this.host, listener, () => this.delivers);
    stream.alter = (batch) => this.alter(batch);
    this.streams.push(stream);
    const {onConnect} = this;
    queueMicrotask(() => {
      if (onConnect === 'accept') stream.accept();
      else if (onConnect !== 'hang') stream.close(onConnect.code, onConnect.error);
    });
    return stream;
  }
}

/** One connection. Nothing comes through it after its end. */
export class FakeStream implements EventStream {
  readonly #host: FakeHost;
  readonly #listener: EventStreamListener;
  readonly #delivers: () => boolean;
  #onBatch: ((batch: EventBatch) => void) | null = null;
  #cursor = '';
  #state: 'opening' | 'open' | 'ended' = 'opening';
  topics: readonly SmsEventTopic[] | null = null;
  pings = 0;
  /** What becomes of a batch on its way. */
  alter = (batch: EventBatch) => batch;
  /** A living host answers a ping; a dead one does not. */
  isDead = false;

  constructor(host: FakeHost, listener: EventStreamListener, delivers: () => boolean) {
    this.#host = host;
    this.#listener = listener;
    this.#delivers = delivers;
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  get isSubscribed(): boolean {
    return this.isOpen && this.#onBatch !== null;
  }

  /** Where the next batch starts. */
  get cursor(): string {
    return this.#cursor;
  }

  accept(): void {
    if (this.#state !== 'opening') return;
    this.#state = 'open';
    this.#listener.onFrame();
    this.#listener.onReady();
  }

  close(code: number | null, error: ChatError | null = null): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#listener.onEnd({code, error});
  }

  subscribe({topics}: EventLog, after: string, onBatch: (batch: EventBatch) => void): void {
    this.#cursor = after;
    this.topics = topics;
    this.#onBatch = onBatch;
    if (this.#delivers()) queueMicrotask(() => this.deliver(200, true));
  }

  /** Brings what the log has next; where it has nothing, a heartbeat if wanted. */
  deliver(first = 200, heartbeat = false): EventBatch | null {
    if (!this.isSubscribed) return null;
    const batch = this.#host.batch(this.#cursor, this.topics, first);
    if (batch.cursor === batch.after && !batch.resync && !heartbeat) return null;
    this.#cursor = batch.cursor;
    this.push(batch);
    return batch;
  }

  /** The next batch is lost on the way: what follows is out of chain. */
  drop(first = 200): void {
    if (this.isSubscribed) this.#cursor = this.#host.batch(this.#cursor, this.topics, first).cursor;
  }

  /** Brings any batch at all. */
  push(batch: EventBatch): void {
    if (!this.isSubscribed) return;
    this.#listener.onFrame();
    this.#onBatch?.(this.alter(batch));
  }

  ping(): void {
    this.pings++;
    if (!this.isDead) queueMicrotask(() => this.isOpen && this.#listener.onFrame());
  }

  terminate(): void {
    this.close(null);
  }
}
