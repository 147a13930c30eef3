import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';
import type {Rate} from '../domain/environment.js';
import type {RateLimit} from './rate-limit.js';

/**
 * Takes `count` from a bucket that all processes on the database share, in the transaction that `db` is; where that is
 * rolled back nothing was taken. Answers how many milliseconds to wait where there are too few. Time is the database's:
 * the processes' clocks may differ.
 */
export async function takeShared(
  db: Queryable,
  key: string,
  {burst, perMinute}: Rate,
  count = 1,
): Promise<number> {
  const perMs = perMinute / 60_000;
  // Within one transaction, time goes on: now() would stand still.
  const refilled = sql<number>`least(${burst}::float8, rate_bucket.tokens
    + greatest(0, extract(epoch FROM clock_timestamp() - rate_bucket.at)::float8) * 1000 * ${perMs}::float8)`;
  const {rows: taken} = await sql`
    INSERT INTO rate_bucket (key, tokens, at) VALUES (${key}, ${burst}::float8 - ${count}::float8, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET tokens = ${refilled} - ${count}::float8, at = clock_timestamp()
      WHERE ${refilled} >= ${count}::float8
    RETURNING key`.execute(db);
  if (taken.length > 0) return 0;
  const {rows} = await sql<{tokens: number}>`
    SELECT ${refilled} AS tokens FROM rate_bucket WHERE key = ${key}`.execute(db);
  return Math.max(1, Math.ceil((count - (rows[0]?.tokens ?? count)) / perMs));
}

/** Forgets buckets that have long been full again. */
export async function forgetFullBuckets(db: Queryable): Promise<void> {
  await sql`DELETE FROM rate_bucket WHERE at < clock_timestamp() - interval '1 day'`.execute(db);
}

/** So many of a burst are taken at once. */
const reservedShare = 0.1;
/** What was not used by then is given up, so that processes cannot save it up beside the bucket. */
const reserveMs = 60_000;

interface Reserve {
  left: number;
  until: number;
  /** Before this moment there is nothing in the bucket. */
  emptyUntil: number;
  asking: Promise<void> | undefined;
}

/**
 * One bucket for each key, common to all processes on the database. Each process takes some ahead, so that most
 * requests need not ask the database; together they never get more than the bucket gives.
 */
export class SharedRateLimit implements RateLimit {
  readonly #db: Queryable;
  readonly #name: string;
  readonly #rate: Rate;
  readonly #ahead: number;
  readonly #reserves = new Map<string, Reserve>();

  constructor(db: Queryable, name: string, rate: Rate) {
    this.#db = db;
    this.#name = name;
    this.#rate = rate;
    this.#ahead = Math.max(1, Math.floor(rate.burst * reservedShare));
  }

  /** Takes one; answers how many milliseconds to wait where there is none, taking nothing. */
  async take(key: string): Promise<number> {
    const reserve = this.#reserves.get(key) ?? {left: 0, until: 0, emptyUntil: 0, asking: undefined};
    this.#reserves.set(key, reserve);
    for (;;) {
      const now = performance.now();
      if (now < reserve.emptyUntil) return Math.ceil(reserve.emptyUntil - now);
      if (reserve.left > 0 && now < reserve.until) {
        reserve.left--;
        return 0;
      }
      reserve.asking ??= this.#ask(key, reserve).finally(() => (reserve.asking = undefined));
      await reserve.asking;
    }
  }

  /** Few are left where a whole reserve cannot be had: then one by one, to the last. */
  async #ask(key: string, reserve: Reserve): Promise<void> {
    if (this.#reserves.size > 10_000) this.#forgetOld();
    for (const count of new Set([this.#ahead, 1])) {
      const waitMs = await takeShared(this.#db, `${this.#name} ${key}`, this.#rate, count);
      const now = performance.now();
      if (waitMs === 0) return void Object.assign(reserve, {left: count, until: now + reserveMs});
      if (count === 1) reserve.emptyUntil = now + waitMs;
    }
  }

  #forgetOld() {
    const now = performance.now();
    for (const [key, {until, emptyUntil, asking}] of this.#reserves) {
      if (!asking && until <= now && emptyUntil <= now) this.#reserves.delete(key);
    }
  }
}
