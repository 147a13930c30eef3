/**
 * Keeps the state in step with the host's event log, for as long as anybody looks: loads the snapshot, follows the log
 * from its cursor, notices a connection that is dead, comes back by itself, and says at all times how things stand.
 * The one place that decides about retries (docs/architecture.md).
 */
import {Backoff} from './backoff.js';
import {ACK_TIMEOUT, type ChatApi, type EventStream, type StreamEnd} from './api/chat-api.js';
import {ChatError} from './api/chat-error.js';
import type {EventLog} from './api/event-log.js';
import type {Environment} from './environment.js';
import type {ConnectionState, ConnectionStatus, CountersBatch} from './model.js';
import {Watchdog} from './watchdog.js';

const POLL_MIN_MS = 5_000;
const POLL_SPREAD_MS = 5_000;
const FAILED_OPENS_BEFORE_POLLING = 3;
const RETRY_SOCKET_FIRST_MS = 15_000;
const RETRY_SOCKET_MS = 120_000;

/** The store, as the supervisor sees it. */
export interface Followed {
  cursor(): string | null;
  heartbeatSeconds(): number;
  hasSubscriptions(): boolean;
  /** What of the log is wanted; the same object until that changes. */
  log(): EventLog;
  /** Loads everything anew and sets the cursor. */
  loadSnapshot(signal: AbortSignal): Promise<void>;
  /** False where the batch does not follow on the cursor. */
  applyBatch(batch: CountersBatch): boolean;
  setConnection(connection: ConnectionState): void;
}

/** How an attempt ended. `again`: at once, without a wait, because the host asked for it. */
interface AttemptEnd extends StreamEnd {
  readonly again?: boolean;
}

export class Connection {
  readonly #api: ChatApi;
  readonly #followed: Followed;
  readonly #environment: Environment;
  readonly #backoff: Backoff;
  readonly #watchdog: Watchdog;
  readonly #undo: (() => void)[] = [];
  #abort = new AbortController();
  #needsSnapshot = true;
  #status: ConnectionStatus = 'connecting';
  #wake: (() => void) | null = null;
  #endAttempt: ((end: AttemptEnd) => void) | null = null;
  #stream: EventStream | null = null;
  #isSubscribed = false;
  #lastImmediateRetry = 0;
  #refusals = 0;
  #failedOpens = 0;
  #timesBlocked = 0;
  #pollUntil = 0;
  /** From where the log could not be read on. */
  #brokenAt: string | null = null;

  constructor(api: ChatApi, followed: Followed, environment: Environment) {
    this.#api = api;
    this.#followed = followed;
    this.#environment = environment;
    this.#backoff = new Backoff(environment);
    this.#watchdog = new Watchdog({
      environment,
      heartbeatSeconds: () => followed.heartbeatSeconds(),
      onSlept: () => this.#onWake(),
    });
  }

  start(): void {
    this.#undo.push(
      this.#environment.onWake(() => this.#onWake()),
      this.#environment.onOffline(() => this.#onOffline()),
    );
    this.#watchdog.start();
    void this.#run();
  }

  stop(): void {
    this.#abort.abort();
    for (const undo of this.#undo.splice(0)) undo();
    this.#watchdog.stop();
    this.#endAttempt?.({code: null, error: null});
    this.#wake?.();
  }

  /** The user asks for it, or there is a new token: no more waiting, nor for an attempt that hangs. */
  tryNow(): void {
    this.#refusals = 0;
    this.#backoff.reset();
    this.#wake?.();
    if (this.#status === 'connecting') this.#endAttempt?.({code: null, error: null, again: true});
  }

  /** Starts over with a snapshot. */
  restart(): void {
    this.#needsSnapshot = true;
    this.tryNow();
    this.#endAttempt?.({code: null, error: null, again: true});
  }

  /** Follows the log anew from the cursor, on the same connection, after what is wanted of it changed. */
  resubscribe(): void {
    if (this.#isSubscribed) this.#subscribe();
  }

  async #run(): Promise<void> {
    const {signal} = this.#abort;
    while (!signal.aborted) {
      const end = await this.#attempt(signal);
      this.#dropStream();
      this.#endAttempt = null;
      if (signal.aborted) return;
      if (end.error?.code === 'INTERNAL') {
        // What cannot be read on from one place for the second time never can: everything is loaded anew, past it.
        const cursor = this.#followed.cursor();
        this.#needsSnapshot ||= cursor === this.#brokenAt;
        this.#brokenAt = cursor;
      }
      if (end.again) await this.#breathe();
      else await this.#pause(end);
    }
  }

  /** From opening a connection to its end. Never throws. */
  async #attempt(signal: AbortSignal): Promise<AttemptEnd> {
    const ended = new Promise<AttemptEnd>((resolve) => (this.#endAttempt = resolve));
    // One attempt may follow on another without a break, such as after a resync.
    const goesOn =
      this.#followed.cursor() !== null && ['live', 'polling', 'replaying'].includes(this.#status);
    this.#setStatus(goesOn ? 'replaying' : 'connecting');
    this.#backoff.attempt();
    const isPolling = !this.#followed.hasSubscriptions() || this.#environment.now() < this.#pollUntil;
    // The socket opens while the snapshot is on its way: both are needed, neither needs the other.
    const ready = isPolling ? null : this.#open();
    try {
      if (this.#needsSnapshot) {
        // Lowered first: it may be raised again while this one is on its way.
        this.#needsSnapshot = false;
        await this.#followed.loadSnapshot(signal).catch((error: unknown) => {
          this.#needsSnapshot = true;
          throw error;
        });
        this.#setStatus('replaying');
      }
      if (isPolling || !this.#followed.hasSubscriptions()) {
        this.#dropStream();
        return await this.#poll(ended);
      }
      const end = await Promise.race([ended, ready]);
      if (end) return await this.#catchUp(end);
      this.#setStatus('replaying');
      this.#subscribe();
      return await ended;
    } catch (error) {
      if (signal.aborted) return {code: null, error: null};
      // Where something else has ended the attempt already, this is only what came of it.
      const end: AttemptEnd = {code: null, error: toChatError(error)};
      return await Promise.race([ended, Promise.resolve(end)]);
    }
  }

  /** Resolves with null when the host has accepted the connection, or with its end if it has not. */
  #open(): Promise<AttemptEnd | null> {
    return new Promise((resolve) => {
      let isOpen = false;
      const stream = this.#api.connect({
        onReady: () => {
          this.#failedOpens = 0;
          this.#timesBlocked = 0;
          isOpen = true;
          resolve(null);
        },
        onFrame: () => this.#watchdog.heard(),
        onEnd: (end) => {
          if (this.#stream !== stream) return;
          // Once it was open, its end is the end of the attempt.
          resolve(end);
          if (isOpen) this.#endAttempt?.(end);
        },
      });
      this.#stream = stream;
      this.#watchdog.watch(stream);
    });
  }

  #subscribe(): void {
    const cursor = this.#followed.cursor();
    if (cursor === null) return;
    this.#isSubscribed = true;
    this.#stream?.subscribe(this.#followed.log(), cursor, (batch) => {
      try {
        if (this.#take(batch) && batch.caughtUp) this.#onLive('live');
      } catch (error) {
        this.#endAttempt?.({code: null, error: toChatError(error)});
      }
    });
  }

  /** Applies a batch, or ends the attempt where it cannot be applied. */
  #take(batch: CountersBatch): boolean {
    if (batch.resync) {
      this.#needsSnapshot = true;
      this.#endAttempt?.({
        code: null,
        error: null,
        again: this.#status !== 'polling',
      });
      return false;
    }
    if (this.#followed.applyBatch(batch)) return true;
    // Something is missing in between: nothing is guessed, the log is read again from what is known.
    throw new ChatError('INTERNAL', 'A batch is missing.', {
      operation: this.#followed.log().subscription.name,
      retryable: true,
    });
  }

  /** The socket did not open. Where HTTP works all the same, it is blocked, and the log is polled instead. */
  async #catchUp(end: AttemptEnd): Promise<AttemptEnd> {
    if (end.again || end.error || end.code === 4403 || end.code === 4401) return end;
    // Where HTTP does not work either, this throws: then it is the network or the host, and no block.
    await this.#pollOnce();
    // An upgrade that something on the way swallows is waited for long: once is enough.
    this.#failedOpens += end.code === ACK_TIMEOUT ? FAILED_OPENS_BEFORE_POLLING : 1;
    if (this.#failedOpens >= FAILED_OPENS_BEFORE_POLLING) {
      // Soon at first: it may have been a moment's trouble that was over when HTTP was tried.
      const wait = Math.min(RETRY_SOCKET_MS, RETRY_SOCKET_FIRST_MS * 2 ** this.#timesBlocked++);
      this.#pollUntil = this.#environment.now() + wait;
      return {...end, again: true};
    }
    return end;
  }

  /** Polls until it is time to try a socket again. */
  async #poll(ended: Promise<AttemptEnd>): Promise<AttemptEnd> {
    for (;;) {
      if (!(await this.#pollOnce())) return await ended;
      this.#onLive('polling');
      const isDue = this.#followed.hasSubscriptions() && this.#environment.now() >= this.#pollUntil;
      if (isDue) return {code: null, error: null, again: true};
      const interval = POLL_MIN_MS + this.#environment.random() * POLL_SPREAD_MS;
      const end = await Promise.race([ended, this.#sleep(interval)]);
      if (!end) continue;
      this.#wake?.();
      return end;
    }
  }

  /** True when the state shows all there is. */
  async #pollOnce(): Promise<boolean> {
    for (;;) {
      const [after, log] = [this.#followed.cursor(), this.#followed.log()];
      if (after === null) return false;
      const variables = {after, topics: log.topics};
      const {smsEventLog: batch} = await this.#api.request(log.query, variables, {
        signal: this.#abort.signal,
      });
      // What was not asked for must not be passed over: the log is read again from the cursor.
      if (log !== this.#followed.log()) continue;
      if (!this.#take(batch)) return false;
      if (batch.caughtUp) return true;
    }
  }

  #onLive(status: 'live' | 'polling'): void {
    this.#refusals = 0;
    this.#backoff.live();
    this.#setStatus(status);
  }

  /** At once, but not more than once a second: a host may ask for a resync each time. */
  async #breathe(): Promise<void> {
    const second = this.#lastImmediateRetry + 1000 - this.#environment.now();
    const rest = this.#backoff.rest();
    // A clock that was set back must not make the wait longer.
    const wait = Math.max(Math.min(second, 1000), rest);
    if (rest > 0) this.#setStatus('waiting', {retryAt: this.#environment.now() + wait});
    if (wait > 0) await this.#sleep(wait);
    this.#lastImmediateRetry = this.#environment.now();
  }

  /** Waits before the next attempt, visibly. */
  async #pause({code, error}: AttemptEnd): Promise<void> {
    const isRefused = code === 4403 || code === 4401 || error?.code === 'UNAUTHENTICATED';
    // An expired token is replaced at once; a second refusal in a row means that the agent is signed out.
    if (isRefused && ++this.#refusals === 1 && error?.code !== 'UNAUTHENTICATED')
      return await this.#breathe();
    if (isRefused) {
      this.#setStatus('signed-out', {
        error: error ?? new ChatError('UNAUTHENTICATED', 'The token was refused.'),
      });
      await this.#sleep(null);
      return;
    }
    const wait = Math.max(this.#backoff.next(code), error?.retryAfterMs ?? 0);
    const status =
      this.#followed.cursor() === null ? 'failed' : this.#environment.isOnline() ? 'waiting' : 'offline';
    this.#setStatus(status, {error, retryAt: this.#environment.now() + wait});
    await this.#sleep(wait);
  }

  /** Until the time is over, or somebody wakes it; null sleeps until woken. */
  #sleep(ms: number | null): Promise<undefined> {
    return new Promise((resolve) => {
      const done = () => {
        cancel?.();
        if (this.#wake === done) this.#wake = null;
        resolve(undefined);
      };
      const cancel = ms === null ? null : this.#environment.after(ms, done);
      this.#wake = done;
    });
  }

  #setStatus(status: ConnectionStatus, more: Partial<ConnectionState> = {}): void {
    this.#status = status;
    this.#followed.setConnection({status, retryAt: null, error: null, ...more});
  }

  #onWake(): void {
    // A refused token is not accepted because the tab is visible again.
    if (this.#status !== 'signed-out') this.#wake?.();
    this.#watchdog.probe();
  }

  #onOffline(): void {
    if (this.#status === 'waiting') this.#setStatus('offline');
    this.#watchdog.probe();
  }

  /** Without ending the attempt, which may go on by other means. */
  #dropStream(): void {
    const stream = this.#stream;
    this.#stream = null;
    this.#isSubscribed = false;
    this.#watchdog.watch(null);
    stream?.terminate();
  }
}

/** Any other exception is a bug, or comes of an answer that is not as the contract says. */
function toChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  console.error('<sms-chat>', error);
  return new ChatError('INTERNAL', 'Something went wrong in this page.', {retryable: true});
}
