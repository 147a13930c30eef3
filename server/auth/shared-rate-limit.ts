import {sql} from 'kysely';
import type {Queryable} from '../db/database.js';

/** `burst` at once, `perMinute` in the long run. */
export interface Rate {
  burst: number;
  perMinute: number;
}

/**
 * Takes one from a bucket that all processes on the database share, in the transaction that `db` is; where that is
 * rolled back nothing was taken. Answers how many milliseconds to wait where there is none. Time is the database's:
 * the processes' clocks may differ.
 */
export async function takeShared(db: Queryable, key: string, {burst, perMinute}: Rate): Promise<number> {
  const perMs = perMinute / 60_000;
  // Within one transaction, time goes on: now() would stand still.
  const refilled = sql<number>`least(${burst}::float8, rate_bucket.tokens
    + greatest(0, extract(epoch FROM clock_timestamp() - rate_bucket.at)::float8) * 1000 * ${perMs}::float8)`;
  const {rows: taken} = await sql`
    INSERT INTO rate_bucket (key, tokens, at) VALUES (${key}, ${burst}::float8 - 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET tokens = ${refilled} - 1, at = clock_timestamp() WHERE ${refilled} >= 1
    RETURNING key`.execute(db);
  if (taken.length > 0) return 0;
  const {rows} = await sql<{tokens: number}>`
    SELECT ${refilled} AS tokens FROM rate_bucket WHERE key = ${key}`.execute(db);
  return Math.max(1, Math.ceil((1 - (rows[0]?.tokens ?? 1)) / perMs));
}

/** Forgets buckets that have long been full again. */
export async function forgetFullBuckets(db: Queryable): Promise<void> {
  await sql`DELETE FROM rate_bucket WHERE at < clock_timestamp() - interval '1 day'`.execute(db);
}
