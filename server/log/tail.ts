import type {Environment} from '../domain/environment.js';
import type {SmsEventTopic} from '../schema/resolvers.gen.js';
import type {EventBatch} from './events.js';
import {readPage, toBatch} from './read.js';
import type {LogPage} from './read.js';

/**
 * Follows an account's log from a cursor: replays what stands after it, then stays, with an empty batch at least
 * every `heartbeatSeconds`. Batches are read only when asked for, so a reader that is slow holds back its own
 * stream and nothing piles up. Written by hand because a generator's `return()` waits for its pending `await`:
 * a reader that left would be kept until the next event.
 */
export class LogTail implements AsyncIterableIterator<EventBatch> {
  #env: Environment;
  #accountId: string;
  #topics: readonly SmsEventTopic[] | null;
  /** Where the next read begins; runs ahead of what was handed out while topics filter everything away. */
  #position: string;
  #handedOut: string;
  #first = true;
  /** Since the log was read to its end: what comes then has just happened. */
  #isLive = false;
  #ended = false;
  #wake: (() => void) | undefined;
  #rung = false;
  #unfollow: () => void;

  constructor(env: Environment, accountId: string, after: string, topics: readonly SmsEventTopic[] | null) {
    this.#env = env;
    this.#accountId = accountId;
    this.#topics = topics;
    this.#position = after;
    this.#handedOut = after;
    this.#unfollow = env.watch.follow(accountId, () => {
      this.#rung = true;
      this.#wake?.();
    });
  }

  [Symbol.asyncIterator]() {
    return this;
  }

  async next(): Promise<IteratorResult<EventBatch, undefined>> {
    const heartbeatAt = Date.now() + this.#env.settings.heartbeatSeconds * 1000;
    while (!this.#ended && !this.#env.watch.isStopped) {
      this.#rung = false; // before the read: a ring during it means another read
      const page = await sharedPage(this.#env, this.#accountId, this.#position);
      if (this.#ended) break;
      const batch = toBatch(this.#env, page, this.#handedOut, this.#topics);
      this.#position = batch.resync ? this.#position : batch.cursor;
      if (batch.resync) this.#end();
      const worthSending = this.#first || batch.resync || batch.events.length > 0;
      if (worthSending || Date.now() >= heartbeatAt) {
        this.#first = false;
        this.#handedOut = batch.cursor;
        const newest = batch.events.at(-1);
        if (this.#isLive && newest) this.#observeLag(newest.at);
        this.#isLive ||= batch.caughtUp;
        return {done: false, value: batch};
      }
      if (batch.caughtUp && !this.#rung) await this.#sleepUntil(heartbeatAt);
    }
    return {done: true, value: undefined};
  }

  async return(): Promise<IteratorResult<EventBatch, undefined>> {
    this.#end();
    return {done: true, value: undefined};
  }

  #observeLag(at: string) {
    const {clock, observer} = this.#env;
    observer?.logLag(Math.max(0, clock.now().getTime() - Date.parse(at)) / 1000);
  }

  #end() {
    this.#ended = true;
    this.#unfollow();
    this.#wake?.();
  }

  #sleepUntil(moment: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), Math.max(0, moment - Date.now()));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
    });
  }
}

const pending = new WeakMap<Environment, Map<string, Promise<LogPage>>>();

/** Readers of an account that stand at the same place and are woken by the same ring share one read. */
function sharedPage(env: Environment, accountId: string, after: string): Promise<LogPage> {
  const reads = pending.get(env) ?? new Map<string, Promise<LogPage>>();
  pending.set(env, reads);
  // The generation keeps a reader off a read that began before the ring that woke it.
  const key = `${accountId} ${env.watch.generation(accountId)} ${after}`;
  const running = reads.get(key);
  if (running) return running;
  const read = readPage(env.db, accountId, after).finally(() => reads.delete(key));
  reads.set(key, read);
  return read;
}
