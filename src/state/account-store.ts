/**
 * What all elements of one account on a page share: the connection, the counters, and what the page hears of. All that a
 * badge needs. An inbox adds its own part (chat-store.ts) to the one that is there, whichever element came first, so
 * that there is never more than one connection. Free of Lit and of the DOM.
 */
import type {ChatApi} from './api/chat-api.js';
import type {ChatErrorCode} from './api/chat-error.js';
import {countersLog, type EventLog} from './api/event-log.js';
import {countersSnapshot} from './api/operations.js';
import type {ChatFact} from './chat-fact.js';
import {Connection, type Followed} from './connection.js';
import type {Environment} from './environment.js';
import {
  initialAccountState,
  isConnected,
  type AccountState,
  type ConnectionState,
  type CountersBatch,
  type EventBatch,
} from './model.js';
import {withBatchClock, withCounters, withSession} from './session.js';

/** For so long, listeners are not told of a backlog that comes in batches. */
const PARTIAL_FOR_MS = 100;

export interface AccountStoreOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  /** Names the endpoint in what the browser keeps. */
  readonly endpointName: string;
}

/**
 * What an inbox adds. Badge and inbox may come from different bundles of this package, so these names are an interface
 * between bundles: the number of the hub in store-registry.ts rises when they change.
 */
export interface InboxPart {
  /** The store that holds it. */
  readonly owner: unknown;
  /** Whether all is to be loaded and followed, and not the counters alone. */
  isNeeded(): boolean;
  readonly log: EventLog;
  /** The state with nothing of an agent in it. */
  blankState(): AccountState;
  /** Keeps what is shown for the case that the same agent comes back; answers the state to begin anew with. */
  putAside(): AccountState;
  loadSnapshot(mode: 'first' | 'resync' | 'join', signal: AbortSignal): Promise<void>;
  /** False where the batch does not follow on the cursor. */
  applyBatch(batch: EventBatch): boolean;
  onSession(): void;
  onLive(): void;
  stop(): void;
}

export class AccountStore {
  readonly api: ChatApi;
  readonly environment: Environment;
  readonly endpointName: string;
  /** Null while there are only badges. */
  inbox: InboxPart | null = null;
  readonly #connection: Connection;
  readonly #listeners = new Set<() => void>();
  readonly #factListeners = new Set<(fact: ChatFact) => void>();
  #state: AccountState = initialAccountState;
  #isNotifying = false;
  /** Set while listeners are to be told later: more of a backlog is on its way. */
  #cancelLater: (() => void) | null = null;
  #toldTrouble: ChatErrorCode | null = null;
  #onStart = () => {};
  /** Until it is over, nothing is asked for: scripts of the page may still say by whom. Null from then on. */
  starting: Promise<void> | null = new Promise((resolve) => (this.#onStart = resolve));

  constructor({api, environment, endpointName}: AccountStoreOptions) {
    this.api = api;
    this.environment = environment;
    this.endpointName = endpointName;
    this.#connection = new Connection(api, this.#followed(), environment);
  }

  /** The same object until something changed. */
  get(): AccountState {
    return this.#state;
  }

  /** Calls back once after one or more changes; returns its undo. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back for each thing that the host page may want to know; returns its undo. */
  onFact(listener: (fact: ChatFact) => void): () => void {
    this.#factListeners.add(listener);
    return () => this.#factListeners.delete(listener);
  }

  /** Connects. Call once. */
  start(): void {
    this.starting = null;
    this.#connection.start();
    this.#onStart();
  }

  /** Ends everything: no request, timer or listener is left. */
  stop(): void {
    this.#cancelLater?.();
    this.#connection.stop();
    this.inbox?.stop();
    this.#listeners.clear();
    this.#factListeners.clear();
  }

  /** Connects now instead of when the wait is over. */
  tryNow(): void {
    this.#connection.tryNow();
  }

  /**
   * There are other credentials, so perhaps another account or agent: everything is loaded anew, and nothing is shown
   * until it is known whose it is.
   */
  reconnect(): void {
    this.#setConnection(initialAccountState.connection);
    this.set(this.inbox?.putAside() ?? initialAccountState);
    this.#connection.restart();
  }

  /** Follows the log anew from the cursor: what the inbox needs of it has changed. */
  resubscribe(): void {
    this.#connection.resubscribe();
  }

  /** For the inbox; elements ask by commands. `isPartial`: more follows at once, what is in between need not be shown. */
  set(state: AccountState, isPartial = false): void {
    if (state === this.#state) return;
    const before = this.#state.counters;
    this.#state = state;
    if (isPartial) {
      this.#cancelLater ??= this.environment.after(PARTIAL_FOR_MS, () => this.#notify());
    } else if (!this.#isNotifying) {
      this.#isNotifying = true;
      queueMicrotask(() => this.#notify());
    }
    const {counters} = state;
    if (!counters || counters === before) return;
    const {unreadMessages, unreadConversations} = counters;
    if (unreadMessages === before?.unreadMessages && unreadConversations === before.unreadConversations)
      return;
    this.emit({type: 'unread-changed', unreadMessages, unreadConversations});
  }

  #notify(): void {
    this.#isNotifying = false;
    this.#cancelLater?.();
    this.#cancelLater = null;
    for (const listener of [...this.#listeners]) listener();
  }

  emit(fact: ChatFact): void {
    for (const listener of [...this.#factListeners]) listener(fact);
  }

  #neededInbox(): InboxPart | null {
    return this.inbox?.isNeeded() ? this.inbox : null;
  }

  #followed(): Followed {
    const service = () => this.#state.session?.service;
    return {
      cursor: () => this.#state.cursor,
      heartbeatSeconds: () => service()?.limits.heartbeatSeconds ?? 20,
      hasSubscriptions: () => service()?.capabilities.includes('SUBSCRIPTIONS') ?? true,
      log: () => this.#neededInbox()?.log ?? countersLog,
      loadSnapshot: (signal) => this.#loadSnapshot(signal),
      applyBatch: (batch) => this.#applyBatch(batch),
      setConnection: (connection) => this.#setConnection(connection),
    };
  }

  async #loadSnapshot(signal: AbortSignal): Promise<void> {
    const inbox = this.#neededInbox();
    if (inbox) return inbox.loadSnapshot(this.#state.cursor === null ? 'first' : 'resync', signal);
    const answer = await this.api.request(countersSnapshot, {}, {signal});
    const blank = this.inbox?.blankState() ?? initialAccountState;
    const state = withSession(this.#state, blank, answer, this.environment.now());
    this.set({...state, counters: answer.smsCounters, cursor: answer.smsSyncCursor});
    this.inbox?.onSession();
    // An inbox that came while the counters were on their way.
    await this.#neededInbox()?.loadSnapshot('join', signal);
  }

  #applyBatch(batch: CountersBatch): boolean {
    // What follows the log of the inbox brings the fields of that.
    const inbox = this.#neededInbox();
    if (inbox) return inbox.applyBatch(batch as EventBatch);
    if (batch.after !== this.#state.cursor) return false;
    let state: AccountState = {...this.#state, cursor: batch.cursor};
    for (const event of batch.events) {
      if (event.__typename === 'SmsCountersChanged') state = withCounters(state, event.counters);
    }
    this.set(withBatchClock(state, batch, this.environment.now()));
    return true;
  }

  #setConnection(connection: ConnectionState): void {
    const before = this.#state.connection;
    this.set({...this.#state, connection});
    if (before.status !== connection.status) {
      this.emit({type: 'status-changed', status: connection.status});
      if (connection.status === 'signed-out') this.emit({type: 'signed-out'});
      if (isConnected(connection)) {
        this.#toldTrouble = null;
        this.inbox?.onLive();
      }
    }
    // An outage is told once, however many attempts it takes.
    if (connection.error && connection.error.code !== this.#toldTrouble) {
      const {code, operation, retryable} = connection.error;
      this.#toldTrouble = code;
      this.emit({type: 'error', code, operation, retryable});
    }
  }
}
