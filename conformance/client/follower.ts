import {pause} from '../check.js';
import type {Stream} from './stream.js';
import type {LogEvent} from './types.js';

/** Follows a log through cuts: after each it goes on from the cursor that it has. */
export class Follower {
  readonly events: LogEvent[] = [];
  /** Batches that did not follow on the cursor; they are dropped and read again. */
  chainBreaks = 0;
  resyncs = 0;
  sockets = 0;
  cursor: string;
  readonly #subscribe: (after: string) => Stream;
  readonly #running: Promise<void>;
  #stream: Stream | undefined;
  #stopped = false;

  constructor(subscribe: (after: string) => Stream, after: string) {
    this.#subscribe = subscribe;
    this.cursor = after;
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#stream?.dispose();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      this.sockets++;
      const stream = (this.#stream = this.#subscribe(this.cursor));
      await this.#read(stream);
      await stream.dispose();
      if (!this.#stopped) await pause(20 + Math.random() * 80);
    }
  }

  /** Takes what comes until the stream ends or breaks its chain. */
  #read(stream: Stream): Promise<void> {
    let taken = 0;
    return new Promise((resolve) => {
      const take = () => {
        for (const batch of stream.batches.slice(taken)) {
          taken++;
          if (batch.resync) this.resyncs++;
          else if (batch.after !== this.cursor) this.chainBreaks++;
          else {
            this.events.push(...batch.events);
            this.cursor = batch.cursor;
            continue;
          }
          return finish();
        }
        if (stream.ended || this.#stopped) finish();
      };
      const finish = () => {
        stop();
        resolve();
      };
      const stop = stream.onChange(take);
      take();
    });
  }
}
