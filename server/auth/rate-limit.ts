import type {Rate} from '../domain/environment.js';

/** What may be asked for so often by each key. */
export interface RateLimit {
  /** Takes one; answers how many milliseconds to wait where there is none, taking nothing. */
  take(key: string): number | Promise<number>;
}

/** A bucket for each key that refills with time, in this process. */
export class LocalRateLimit implements RateLimit {
  #burst: number;
  #perMs: number;
  #now: () => number;
  #buckets = new Map<string, {tokens: number; at: number}>();

  constructor({burst, perMinute}: Rate, now: () => number = () => performance.now()) {
    this.#burst = burst;
    this.#perMs = perMinute / 60_000;
    this.#now = now;
  }

  take(key: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? {tokens: this.#burst, at: now};
    const tokens = Math.min(this.#burst, bucket.tokens + (now - bucket.at) * this.#perMs);
    if (tokens < 1) return Math.ceil((1 - tokens) / this.#perMs);
    this.#buckets.set(key, {tokens: tokens - 1, at: now});
    if (this.#buckets.size > 10_000) this.#forgetFull(now);
    return 0;
  }

  #forgetFull(now: number) {
    for (const [key, {tokens, at}] of this.#buckets) {
      if (tokens + (now - at) * this.#perMs >= this.#burst) this.#buckets.delete(key);
    }
  }
}
