interface Timer {
  at: number;
  readonly every: number | null;
  readonly run: () => void;
}

/** Takes over the timers and the clock of the page until it is disposed of, so that no test waits for time to pass. */
export class FakeClock {
  #now = Date.now();
  #nextId = 1_000_000;
  readonly #timers = new Map<number, Timer>();
  readonly #real = {setTimeout, clearTimeout, setInterval, clearInterval, now: Date.now};

  constructor() {
    const start = (run: () => void, ms: number, every: number | null) => {
      this.#timers.set(++this.#nextId, {at: this.#now + ms, every, run});
      return this.#nextId;
    };
    const stop = (id: number | undefined) => void (id !== undefined && this.#timers.delete(id));
    Object.assign(globalThis, {
      setTimeout: (run: () => void, ms = 0) => start(run, ms, null),
      setInterval: (run: () => void, ms = 0) => start(run, ms, ms),
      clearTimeout: stop,
      clearInterval: stop,
    });
    Date.now = () => this.#now;
  }

  /** Runs what falls due within the next `ms` milliseconds, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(([, {at}]) => at <= end).sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      const [id, timer] = next;
      this.#now = timer.at;
      if (timer.every === null) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.run();
    }
    this.#now = end;
  }

  restore(): void {
    const {now, ...timers} = this.#real;
    Object.assign(globalThis, timers);
    Date.now = now;
  }
}
