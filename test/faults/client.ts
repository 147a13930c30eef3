import {AccountStore} from '../../src/state/account-store.js';
import {ChatStore} from '../../src/state/chat-store.js';
import type {
  AuthFunction,
  ChatApi,
  EventStream,
  EventStreamListener,
  RequestOptions,
} from '../../src/state/api/chat-api.js';
import {GraphQLChatApi} from '../../src/state/api/graphql-chat-api.js';
import {eventLog, inboxSnapshot, type Operation} from '../../src/state/api/operations.js';
import type {EventLogQuery, InboxSnapshotQuery} from '../../src/state/api/operations.gen.js';
import type {ChatState, EventBatch, Message} from '../../src/state/model.js';
import {PATIENCE_MS} from './measures.js';
import {NodeEnvironment} from './node-environment.js';
import type {Random} from './random.js';

export interface ClientOptions {
  /** Such as http://localhost:12345. */
  url: string;
  auth: AuthFunction;
  random: Random;
  /** See NodeEnvironment. */
  speed?: number;
  /**
   * Whether it waits for signs of life by its own clock. By default by the network's, which they take: a client whose
   * clock goes fast would give up connections that are well.
   */
  isImpatient?: boolean;
}

/** The widget without its elements: the real store and the real api, and a record of what went through them. */
export class HeadlessClient {
  readonly store: ChatStore;
  readonly environment: NodeEnvironment;
  /** Ids of the messages that applied events added, in their order. */
  readonly delivered: string[] = [];
  /** Everything on which Send was pressed. */
  readonly sent: {clientMessageId: string; conversationId: string}[] = [];
  /** Snapshots of the whole inbox: what happened before one does not come as an event. */
  snapshots = 0;
  chainBreaks = 0;
  resyncs = 0;
  signedOut = 0;
  /** Moments, on the client's clock, at which it opened a WebSocket. */
  readonly connects: number[] = [];
  readonly #heartbeats: number;

  constructor({url, auth, random, speed = 1, isImpatient = false}: ClientOptions) {
    this.#heartbeats = isImpatient ? 1 : speed;
    this.environment = new NodeEnvironment(random, speed);
    const api = new GraphQLChatApi({
      url: `${url}/graphql`,
      wsUrl: `${url.replace('http', 'ws')}/graphql`,
      credentials: 'omit',
    });
    api.auth = auth;
    // Each client is a browser of its own: nothing is shared under this name.
    const endpointName = `headless-${random.next()}`;
    const {environment} = this;
    this.store = new ChatStore(new AccountStore({api: this.#recorded(api), environment, endpointName}));
    this.store.needInbox();
    this.store.account.onFact(({type}) => type === 'signed-out' && this.signedOut++);
    // At such a speed a message is too old after a minute or two, which are soon over where the machine is busy. The
    // agent wants it sent all the same.
    if (speed !== 1) this.store.subscribe(() => this.#sendOldOnes());
    this.store.account.start();
  }

  get state(): ChatState {
    return this.store.get();
  }

  /** Presses Send. */
  async send(conversationId: string, body: string, seenPosition: number | null = null): Promise<string> {
    const input = {conversationId, body, preview: body, senderId: null, seenPosition};
    const clientMessageId = await this.store.composing.send(input);
    this.sent.push({clientMessageId, conversationId});
    return clientMessageId;
  }

  /** Messages that the host has not confirmed. */
  get unconfirmed(): number {
    return [...this.state.outbox.values()].reduce((sum, pending) => sum + pending.length, 0);
  }

  /** Resolves as soon as the state is as asked for; rejects after the limit, telling where things stand. */
  until(what: string, holds: (state: ChatState) => boolean, limitMs = PATIENCE_MS): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (error?: Error) => {
        clearTimeout(limit);
        unsubscribe();
        if (error) reject(error);
        else resolve();
      };
      const check = () => holds(this.state) && finish();
      const limit = setTimeout(() => {
        const {connection, cursor} = this.state;
        const outbox = [...this.state.outbox.values()].flat().map(({state, error}) => [state, error?.code]);
        const told = {...connection, error: connection.error?.code, cursor, outbox};
        finish(new Error(`Waited in vain for ${what}: ${JSON.stringify(told)}`));
      }, limitMs);
      const unsubscribe = this.store.subscribe(check);
      check();
    });
  }

  live(limitMs?: number): Promise<void> {
    return this.until('the connection to be live', ({connection}) => connection.status === 'live', limitMs);
  }

  /** Every message of a thread that is on screen once one has scrolled to its beginning. */
  async wholeThread(conversationId: string): Promise<readonly Message[]> {
    await this.store.threads.open(conversationId);
    const thread = () => this.state.threads.get(conversationId);
    while (thread()?.hasOlder && thread()?.older !== 'failed')
      await this.store.threads.loadOlder(conversationId);
    while (thread()?.hasNewer && thread()?.newer !== 'failed')
      await this.store.threads.loadNewer(conversationId);
    return thread()?.messages ?? [];
  }

  stop(): void {
    this.store.account.stop();
  }

  #sendOldOnes(): void {
    for (const {clientMessageId, heldBecause} of [...this.state.outbox.values()].flat()) {
      if (heldBecause === 'too-old' || heldBecause === 'previous-refused')
        this.store.composing.retry(clientMessageId);
    }
  }

  /** The api, with a look at what comes in. */
  #recorded(api: GraphQLChatApi): ChatApi {
    return {
      request: async <Result, Variables>(
        operation: Operation<Result, Variables>,
        variables: Variables,
        options?: RequestOptions,
      ) => {
        const answer = await api.request(operation, variables, options);
        if (operation.name === inboxSnapshot.name) {
          this.snapshots++;
          const limits: {heartbeatSeconds: number} = (answer as InboxSnapshotQuery).smsService.limits;
          limits.heartbeatSeconds *= this.#heartbeats;
        }
        if (operation.name === eventLog.name) this.#onBatch((answer as EventLogQuery).smsEventLog);
        return answer;
      },
      connect: (listener: EventStreamListener): EventStream => {
        this.connects.push(this.environment.now());
        const stream = api.connect(listener);
        return {
          subscribe: (log, after, onBatch) =>
            stream.subscribe(log, after, (batch) => {
              // An inbox follows all of it.
              this.#onBatch(batch as EventBatch);
              onBatch(batch);
            }),
          ping: () => stream.ping(),
          terminate: () => stream.terminate(),
        };
      },
    };
  }

  /** Just before the store gets it. */
  #onBatch(batch: EventBatch): void {
    if (batch.resync) return void this.resyncs++;
    if (batch.after !== this.state.cursor) return void this.chainBreaks++;
    for (const event of batch.events) {
      if (event.__typename === 'SmsMessageAdded') this.delivered.push(event.message.id);
    }
  }
}
