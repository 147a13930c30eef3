import type {EventStream} from './api/chat-api.js';
import type {Environment} from './environment.js';

/** A frame is due every heartbeat; one may be late, two may not. With 20 s, it is noticed and shown within 45. */
const SILENT_HEARTBEATS = 2.2;
const PROBE_AFTER_MS = 10_000;
const PROBE_TIMEOUT_MS = 3_000;
const TICK_MS = 5_000;

export interface WatchdogOptions {
  readonly environment: Environment;
  heartbeatSeconds(): number;
  /** The computer slept: what the connection was worth before says nothing now. */
  onSlept(): void;
}

/**
 * Ends a connection that is dead though nobody closed it: one that has been silent for too long, or does not answer
 * when asked. No browser notices by itself.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #stream: EventStream | null = null;
  #lastFrame = 0;
  #lastTick = 0;
  #cancelTick: (() => void) | null = null;
  #cancelProbe: (() => void) | null = null;

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  start(): void {
    this.#tick();
  }

  stop(): void {
    this.#cancelTick?.();
    this.watch(null);
  }

  /** From now on this connection, which has its whole time before it; null for none. */
  watch(stream: EventStream | null): void {
    this.#stream = stream;
    this.heard();
  }

  /** Something came in. */
  heard(): void {
    this.#lastFrame = this.#options.environment.now();
    this.#cancelProbe?.();
    this.#cancelProbe = null;
  }

  /** A connection that has been quiet for a while must answer within seconds. */
  probe(): void {
    const {environment} = this.#options;
    if (!this.#stream || this.#cancelProbe) return;
    if (environment.now() - this.#lastFrame < PROBE_AFTER_MS && environment.isOnline()) return;
    this.#stream.ping();
    this.#cancelProbe = environment.after(PROBE_TIMEOUT_MS, () => this.#giveUp());
  }

  /** Timers are slowed down in hidden tabs and stand still while a laptop sleeps: the clock tells. */
  #tick(): void {
    const {environment, heartbeatSeconds, onSlept} = this.#options;
    const now = environment.now();
    const slept = this.#lastTick > 0 && now - this.#lastTick > 2 * TICK_MS;
    this.#lastTick = now;
    if (slept) onSlept();
    const silence = now - this.#lastFrame;
    const limit = SILENT_HEARTBEATS * heartbeatSeconds() * 1000;
    if (this.#stream && silence >= limit) this.#giveUp();
    const next = this.#stream && silence < limit ? Math.min(TICK_MS, limit - silence) : TICK_MS;
    this.#cancelTick = environment.after(next, () => this.#tick());
  }

  #giveUp(): void {
    const stream = this.#stream;
    this.watch(null);
    stream?.terminate();
  }
}
