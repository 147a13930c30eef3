import type {Environment} from '../../src/state/environment.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Lets promises go on until nothing is left to do but wait for a timer or an answer. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** The browser in the hands of a test: time stands still until it is moved, and nothing happens by chance. */
export class ManualEnvironment implements Environment {
  /** What `random()` answers. */
  chance: () => number = () => 0.5;
  online = true;
  readonly #timers = new Set<Timer>();
  readonly #onWake = new Set<() => void>();
  readonly #onOffline = new Set<() => void>();
  readonly #onHide = new Set<() => void>();
  readonly #onUnload = new Set<() => boolean>();
  #now = Date.parse('2026-11-23T10:00:00.000Z');

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.chance();
  }

  after(ms: number, callback: () => void): () => void {
    const timer = {at: this.#now + ms, callback};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  isOnline(): boolean {
    return this.online;
  }

  onWake(callback: () => void): () => void {
    return listen(this.#onWake, callback);
  }

  onOffline(callback: () => void): () => void {
    return listen(this.#onOffline, callback);
  }

  onHide(callback: () => void): () => void {
    return listen(this.#onHide, callback);
  }

  onUnload(wouldLose: () => boolean): () => void {
    return listen(this.#onUnload, wouldLose);
  }

  /** Runs what falls due within the next `ms`, in order, and lets the promises behind it go on. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settled();
      const [next] = [...this.#timers].filter(({at}) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }

  /** The clock jumps without a timer having run: the laptop slept, or somebody set it. */
  jump(ms: number): void {
    this.#now += ms;
  }

  /** Network back, or tab visible again. */
  wake(): void {
    this.online = true;
    for (const callback of [...this.#onWake]) callback();
  }

  goOffline(): void {
    this.online = false;
    for (const callback of [...this.#onOffline]) callback();
  }

  hide(): void {
    for (const callback of [...this.#onHide]) callback();
  }

  /** Whether the browser would ask before the page is left. */
  wouldLose(): boolean {
    return [...this.#onUnload].some((wouldLose) => wouldLose());
  }

  /** How much is still waiting: timers and listeners. */
  get pending(): number {
    return [this.#timers, this.#onWake, this.#onOffline, this.#onHide, this.#onUnload].reduce(
      (sum, {size}) => sum + size,
      0,
    );
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
