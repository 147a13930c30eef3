import {sql} from 'kysely';
import type {Database} from '../db/database.js';
import type {Bell} from './bell.js';

/** Wakes whoever follows an account's log, by the bell and, where a ring was lost, by a slow poll. */
export class LogWatch {
  #db: Database;
  #pollMs: number;
  #followers = new Map<string, Set<() => void>>();
  #generations = new Map<string, number>();
  #heads = new Map<string, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopBell: () => void;
  isStopped = false;

  constructor(db: Database, bell: Bell, pollMs: number) {
    this.#db = db;
    this.#pollMs = pollMs;
    this.#stopBell = bell.onRing((accountId) => this.#wake(accountId));
  }

  /** Rises with every ring: a read that began in this generation has seen all that was rung before. */
  generation(accountId: string): number {
    return this.#generations.get(accountId) ?? 0;
  }

  /** Calls `listener` whenever the account may have something new. Returns how to stop. */
  follow(accountId: string, listener: () => void): () => void {
    const followers = this.#followers.get(accountId) ?? new Set();
    this.#followers.set(accountId, followers.add(listener));
    this.#timer ??= setTimeout(() => void this.#poll(), this.#pollMs);
    return () => {
      followers.delete(listener);
      if (followers.size > 0 || this.#followers.get(accountId) !== followers) return;
      for (const map of [this.#followers, this.#generations, this.#heads]) map.delete(accountId);
    };
  }

  /** Wakes all followers for the last time. */
  stop() {
    this.isStopped = true;
    this.#stopBell();
    clearTimeout(this.#timer);
    for (const accountId of [...this.#followers.keys()]) this.#wake(accountId);
    this.#followers.clear();
  }

  #wake(accountId: string) {
    const followers = this.#followers.get(accountId);
    if (!followers) return;
    this.#generations.set(accountId, this.generation(accountId) + 1);
    for (const follower of [...followers]) follower();
  }

  async #poll() {
    const accounts = [...this.#followers.keys()];
    if (accounts.length > 0) {
      const rows = await this.#db
        .selectFrom('account')
        .select(['id', 'head_seq'])
        .where(sql<boolean>`id = ANY(${accounts}::text[])`)
        .execute()
        .catch(() => []); // the database is away: readers that need it will say so, the next poll tries again
      for (const {id, head_seq: head} of rows) {
        if (this.#heads.get(id) !== head) this.#wake(id);
        if (this.#followers.has(id)) this.#heads.set(id, head);
      }
    }
    this.#timer = this.#followers.size > 0 ? setTimeout(() => void this.#poll(), this.#pollMs) : undefined;
  }
}
