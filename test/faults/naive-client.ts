import {createClient} from 'graphql-ws/client';
import type {Client} from 'graphql-ws/client';
import './node-environment.js';
import {events} from '../../src/state/api/operations.js';
import type {EventsSubscription} from '../../src/state/api/operations.gen.js';

/**
 * The control: a client as it is often written, with the library's own retries. After a cut it merely subscribes
 * again, from where the log stands by then, and it counts unread messages by increments. It has to lose messages and
 * to count wrongly, else the faults do not bite.
 */
export class NaiveClient {
  readonly delivered: string[] = [];
  /** One more for each message that comes in. */
  unread = 0;
  readonly #client: Client;
  #stopped = false;

  /** @param head Reads where the log stands. */
  constructor(url: string, token: string, head: () => Promise<string>) {
    this.#client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      connectionParams: {authorization: `Bearer ${token}`},
      retryAttempts: 0,
    });
    void this.#follow(head);
  }

  stop(): void {
    this.#stopped = true;
    this.#client.terminate();
    void this.#client.dispose();
  }

  async #follow(head: () => Promise<string>): Promise<void> {
    while (!this.#stopped) {
      const after = await head();
      await new Promise<void>((resolve) => {
        this.#client.subscribe<EventsSubscription>(
          {query: events.document, variables: {after, topics: null}, operationName: events.name},
          {
            next: ({data}) => {
              for (const event of data?.smsEvents.events ?? []) {
                if (event.__typename !== 'SmsMessageAdded') continue;
                this.delivered.push(event.message.id);
                if (event.message.direction === 'INBOUND') this.unread++;
              }
            },
            error: () => resolve(),
            complete: () => resolve(),
          },
        );
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
