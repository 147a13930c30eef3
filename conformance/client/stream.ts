import {createClient} from 'graphql-ws/client';
import type {Client} from 'graphql-ws/client';
import WebSocket from 'ws';
import {Broken} from '../check.js';
import * as documents from './documents.js';
import type {Observations} from './observations.js';
import type {Batch, LogEvent} from './types.js';

export interface StreamOptions {
  url: string;
  token: string;
  after: string;
  topics?: readonly string[];
  observations: Observations;
}

/** One subscription to smsEvents on a socket of its own, without any reconnecting. */
export class Stream {
  readonly batches: Batch[] = [];
  /** When each batch came, as performance.now(). */
  readonly times: number[] = [];
  /** How the socket was closed. */
  closed: {code: number; reason: string} | undefined;
  completed = false;
  error: unknown;
  readonly #client: Client;
  readonly #listeners = new Set<() => void>();

  constructor({url, token, after, topics, observations}: StreamOptions) {
    this.#client = createClient({
      url,
      webSocketImpl: WebSocket,
      connectionParams: {authorization: `Bearer ${token}`},
      retryAttempts: 0,
      on: {
        closed: (event) => {
          const {code, reason} = event as CloseEvent;
          this.#tell(() => (this.closed = {code, reason}));
        },
      },
    });
    this.#client.subscribe<{smsEvents: Batch}>(
      {query: documents.events, variables: {after, topics}},
      {
        next: ({data, errors}) => {
          if (!data) return this.#tell(() => (this.error = errors));
          observations.note(data);
          this.#tell(() => {
            this.batches.push(data.smsEvents);
            this.times.push(performance.now());
          });
        },
        error: (error) => this.#tell(() => (this.error = error)),
        complete: () => this.#tell(() => (this.completed = true)),
      },
    );
  }

  get events(): LogEvent[] {
    return this.batches.flatMap(({events}) => events);
  }

  get ended(): boolean {
    return this.completed || this.error !== undefined || this.closed !== undefined;
  }

  /** Calls back after every change. Returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Resolves once the stream has become what the check waits for. */
  until(what: string, holds: (stream: this) => boolean, seconds = 15): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void) => {
        clearTimeout(limit);
        stop();
        settle();
      };
      const check = () => {
        if (holds(this)) finish(resolve);
      };
      const limit = setTimeout(
        () => finish(() => reject(new Broken(`${what}: waited ${seconds} s in vain; ${this.#describe()}`))),
        seconds * 1000,
      );
      const stop = this.onChange(check);
      check();
    });
  }

  caughtUp(): Promise<void> {
    return this.until('smsEvents should catch up', ({batches}) => batches.at(-1)?.caughtUp === true);
  }

  async dispose(): Promise<void> {
    // Where it could not be opened there is nothing to close.
    await Promise.resolve(this.#client.dispose()).catch(() => undefined);
  }

  #describe(): string {
    if (this.closed) return `the socket was closed with ${this.closed.code} ${this.closed.reason}`;
    if (this.error !== undefined) return `the subscription ended with ${JSON.stringify(this.error)}`;
    return `${this.batches.length} batches with ${this.events.length} events had come`;
  }

  #tell(change: () => void): void {
    change();
    for (const listener of [...this.#listeners]) listener();
  }
}
