import {createClient} from 'graphql-ws/client';
import type {Client} from 'graphql-ws/client';
import WebSocket from 'ws';
import {batchFields} from './fields.js';

export interface TestEvent {
  __typename: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the fields differ from event to event
  [field: string]: any;
}

export interface Batch {
  after: string;
  cursor: string;
  events: TestEvent[];
  caughtUp: boolean;
  resync: string | null;
}

/** A subscription over a socket of its own; the test reads it batch by batch. */
export class Stream {
  readonly client: Client;
  readonly batches: Batch[] = [];
  closed: {code: number; reason: string} | undefined;
  completed = false;
  #changed: (() => void)[] = [];

  constructor(url: string, token: string, after: string, topics?: string[]) {
    this.client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: {authorization: `Bearer ${token}`},
      retryAttempts: 0,
      on: {
        closed: (event) => {
          const {code, reason} = event as CloseEvent;
          this.closed = {code, reason};
          this.#notify();
        },
      },
    });
    this.client.subscribe<{smsEvents: Batch}>(
      {
        query: `subscription ($after: SmsCursor!, $topics: [SmsEventTopic!]) {
          smsEvents(after: $after, topics: $topics) { ${batchFields} } }`,
        variables: {after, topics},
      },
      {
        next: ({data}) => {
          if (data) this.batches.push(data.smsEvents);
          this.#notify();
        },
        error: () => this.#notify(),
        complete: () => {
          this.completed = true;
          this.#notify();
        },
      },
    );
  }

  get events(): TestEvent[] {
    return this.batches.flatMap(({events}) => events);
  }

  /** Resolves once the stream has become what the test waits for. */
  until(what: string, holds: (stream: this) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (!holds(this)) return;
        clearTimeout(limit);
        resolve();
      };
      const limit = setTimeout(
        () => reject(new Error(`Waited in vain for ${what}; last: ${JSON.stringify(this.batches.at(-1))}`)),
        10_000,
      );
      this.#changed.push(check);
      check();
    });
  }

  caughtUp(): Promise<void> {
    return this.until('the stream to catch up', ({batches}) => batches.at(-1)?.caughtUp === true);
  }

  async close() {
    await this.client.dispose();
  }

  #notify() {
    for (const check of [...this.#changed]) check();
  }
}
