import type {Environment} from './environment.js';

const BASE_MS = 500;
const CAP_MS = 30_000;
/** As wide as 500 clients need to stay below 150 a second, also those that come before the host is back. */
const RESTART_SPREAD_MS = 8_000;
const STABLE_MS = 30_000;
/** Chance may deal many short waits in a row; this many attempts a minute are the most all the same. */
const ATTEMPTS_PER_WINDOW = 12;
/** A little over a minute: timers may run early. */
const WINDOW_MS = 60_500;

/** Close codes after which asking again soon only makes it worse: overload, too many requests, a broken server. */
const SLOW_CODES: readonly (number | null)[] = [1011, 4429, 4500];
/** The host restarts or sheds load, and all of its clients come back at the same time. */
const RESTART_CODES: readonly (number | null)[] = [1012, 1013];

/**
 * Waits between attempts: exponential with full jitter (random between nothing and the bound), so that clients which
 * lost the same host do not come back in step. Grows until a connection has been good for 30 seconds: a host that
 * accepts and then closes is not a host that works.
 */
export class Backoff {
  readonly #environment: Environment;
  #failures = 0;
  #liveSince: number | null = null;
  /** From the host's word that it restarts until a connection is live again. */
  #isRestart = false;
  /** When the last attempts started, oldest first. */
  #attempts: number[] = [];

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  attempt(): void {
    this.#attempts = [...this.#attempts, this.#environment.now()].slice(-ATTEMPTS_PER_WINDOW);
  }

  /** ms without another attempt, however the last one ended. */
  rest(): number {
    const [oldest = 0] = this.#attempts;
    if (this.#attempts.length < ATTEMPTS_PER_WINDOW) return 0;
    // A clock that was set back must not make the wait longer.
    return Math.min(Math.max(oldest + WINDOW_MS - this.#environment.now(), 0), WINDOW_MS);
  }

  live(): void {
    this.#liveSince ??= this.#environment.now();
    this.#isRestart = false;
  }

  /** ms to wait after a connection ended, or did not come about, with this close code. */
  next(code: number | null): number {
    const wasStable = this.#liveSince !== null && this.#environment.now() - this.#liveSince >= STABLE_MS;
    this.#liveSince = null;
    if (wasStable) this.#failures = 0;
    if (RESTART_CODES.includes(code)) this.#isRestart = true;
    if (SLOW_CODES.includes(code)) this.#failures = Math.max(this.#failures, 4);
    const least = this.#isRestart ? RESTART_SPREAD_MS : 0;
    const bound = Math.max(least, Math.min(CAP_MS, BASE_MS * 2 ** this.#failures));
    this.#failures = Math.min(this.#failures + 1, 10);
    return Math.max(this.#environment.random() * bound, this.rest());
  }

  /** The user, or the browser, has reason to think that things are different now. */
  reset(): void {
    this.#failures = 0;
    this.#isRestart = false;
    this.#attempts = [];
  }
}
