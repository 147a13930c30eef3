/**
 * The one owner of the state: elements read it, subscribe to it, and ask for changes by the commands of its parts.
 * Free of Lit and of the DOM.
 */
import type {ChatApi, RequestOptions} from './api/chat-api.js';
import {ChatError, type ChatErrorCode} from './api/chat-error.js';
import * as operations from './api/operations.js';
import type {InboxSnapshotQuery, SmsEventTopic} from './api/operations.gen.js';
import {openBrowserStorage, type Persistence} from './browser-storage.js';
import type {ChatFact} from './chat-fact.js';
import {Composing} from './composing.js';
import {Connection, type Followed} from './connection.js';
import {CONVERSATION_PAGE_SIZE, Conversations} from './conversations.js';
import {Directory} from './directory.js';
import type {Environment} from './environment.js';
import {applyBatch, applyConversationPage, applyEntities, replayEvents} from './event-batch.js';
import {Journal} from './journal.js';
import {initialState, type ChatState, type ConnectionState, type EventBatch} from './model.js';
import {isSameAgent, toConversationPage, toFilterInput, withoutHostData, withSession} from './snapshot.js';
import {reportError, type StateAccess} from './state-access.js';
import {Threads} from './threads.js';

/** What a batch may take on its way without being told from a clock that was set. */
const CLOCK_TOLERANCE_MS = 5_000;

export interface ChatStoreOptions {
  readonly api: ChatApi;
  readonly environment: Environment;
  /** Names the endpoint in what the browser keeps. */
  readonly endpointName: string;
}

export class ChatStore {
  readonly conversations: Conversations;
  readonly threads: Threads;
  readonly composing: Composing;
  readonly directory: Directory;
  readonly #api: ChatApi;
  readonly #environment: Environment;
  readonly #endpointName: string;
  readonly #access: StateAccess;
  readonly #connection: Connection;
  readonly #journal = new Journal();
  readonly #listeners = new Set<() => void>();
  readonly #factListeners = new Set<(fact: ChatFact) => void>();
  #state: ChatState = initialState;
  #isNotifying = false;
  #toldTrouble: ChatErrorCode | null = null;
  #persistence: Persistence = 'full';
  #inboxes = 0;

  constructor({api, environment, endpointName}: ChatStoreOptions) {
    this.#api = api;
    this.#environment = environment;
    this.#endpointName = endpointName;
    this.#access = {
      get: () => this.#state,
      set: (state) => this.#set(state),
      request: (operation, variables, options) => this.#request(operation, variables, options),
      load: (operation, variables, apply, options) => this.#load(operation, variables, apply, options),
      emit: (fact) => this.#emit(fact),
    };
    this.conversations = new Conversations(this.#access);
    this.threads = new Threads(this.#access, (messages) => this.composing.settle(messages));
    this.composing = new Composing(this.#access, environment, `sms-chat:${endpointName}`);
    this.directory = new Directory(this.#access);
    this.#connection = new Connection(api, this.#followed(), environment);
  }

  /** The same object until something changed. */
  get(): ChatState {
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
    this.#connection.start();
  }

  /** Ends everything: no request, timer or listener is left. */
  stop(): void {
    this.#connection.stop();
    this.composing.stop();
    this.conversations.stop();
    this.#listeners.clear();
    this.#factListeners.clear();
  }

  /** Connects now instead of when the wait is over. */
  tryNow(): void {
    this.#connection.tryNow();
  }

  /** There are other credentials, so perhaps another account or agent: everything is loaded anew. */
  reconnect(): void {
    this.#connection.restart();
  }

  set persistence(persistence: Persistence) {
    if (persistence === this.#persistence) return;
    this.#persistence = persistence;
    this.#openStorage();
  }

  /**
   * An element that shows the whole inbox is here; returns its undo. Without one, only the counters are loaded and
   * followed.
   */
  needInbox(): () => void {
    if (++this.#inboxes === 1 && this.#state.cursor !== null && this.#state.list.status === 'idle') {
      this.#connection.resubscribe();
      void this.#loadInbox('join').catch(() => undefined);
    }
    return () => void this.#inboxes--;
  }

  #followed(): Followed {
    const session = () => this.#state.session;
    return {
      cursor: () => this.#state.cursor,
      heartbeatSeconds: () => session()?.service.limits.heartbeatSeconds ?? 20,
      hasSubscriptions: () => session()?.service.capabilities.includes('SUBSCRIPTIONS') ?? true,
      // Once the inbox is loaded it is kept up to date, also while no element shows it.
      topics: (): readonly SmsEventTopic[] | null =>
        this.#inboxes > 0 || this.#state.list.status !== 'idle' ? null : ['COUNTERS'],
      loadSnapshot: (signal) => this.#loadSnapshot(signal),
      applyBatch: (batch) => this.#applyBatch(batch),
      setConnection: (connection) => this.#setConnection(connection),
    };
  }

  async #loadSnapshot(signal: AbortSignal): Promise<void> {
    if (this.#inboxes > 0 || this.#state.list.status !== 'idle') {
      await this.#loadInbox(this.#state.cursor === null ? 'first' : 'resync', signal);
    } else {
      const answer = await this.#request(operations.countersSnapshot, {}, {signal});
      const state = withSession(this.#state, answer, this.#environment.now());
      this.#set({...state, counters: answer.smsCounters, cursor: answer.smsSyncCursor});
      this.#openStorage();
      // An inbox that came while the counters were on their way.
      if (this.#inboxes > 0) await this.#loadInbox('join', signal);
    }
  }

  /**
   * All that the inbox shows first. `first` and `resync` go on from its cursor; a resync drops what was held; `join`
   * adds the list to a connection that followed the counters alone.
   */
  async #loadInbox(mode: 'first' | 'resync' | 'join', signal?: AbortSignal): Promise<void> {
    const isCurrent = this.conversations.restart();
    const {status, filter} = this.#state.list;
    if (status !== 'ready') this.conversations.setList({status: 'loading', error: null});
    try {
      const variables = {filter: toFilterInput(filter), first: CONVERSATION_PAGE_SIZE};
      const apply = (before: ChatState, answer: InboxSnapshotQuery) => {
        let state = withSession(before, answer, this.#environment.now());
        if (mode === 'resync') state = withoutHostData(state, answer);
        if (mode !== 'join') {
          state = {...state, cursor: answer.smsSyncCursor};
          this.#journal.clear();
        }
        state = applyEntities(state, {senders: answer.smsSenders});
        state = {...state, mergeFields: answer.smsMergeFields};
        return isCurrent()
          ? applyConversationPage(state, toConversationPage(answer.smsConversations))
          : state;
      };
      await this.#load(operations.inboxSnapshot, variables, apply, {signal});
      // Before anything is typed or sent: what was kept, and what will be, belongs to this agent of this account.
      this.#openStorage();
    } catch (error) {
      if (isCurrent() && this.#state.list.status === 'loading' && error instanceof ChatError) {
        this.conversations.setList({status: 'failed', error});
      }
      throw error;
    }
    if (mode === 'resync') await this.threads.reloadAll(signal);
  }

  #applyBatch(batch: EventBatch): boolean {
    const next = applyBatch(this.#state, batch);
    if (!next) return false;
    // Either clock may be set while the page is open.
    const clockOffset = Date.parse(batch.serverTime) - this.#environment.now();
    const isClockSet = Math.abs(clockOffset - next.clockOffset) > CLOCK_TOLERANCE_MS;
    this.composing.settle(batch.events.flatMap((event) => ('message' in event ? [event.message] : [])));
    this.#set(isClockSet ? {...next, clockOffset} : next);
    this.#journal.add(batch.events);
    for (const event of batch.events) {
      if (event.__typename !== 'SmsMessageAdded' || event.message.direction !== 'INBOUND') continue;
      const {id, conversationId} = event.message;
      this.#emit({type: 'message-received', messageId: id, conversationId});
    }
    return true;
  }

  #setConnection(connection: ConnectionState): void {
    const before = this.#state.connection;
    this.#set({...this.#state, connection});
    if (before.status !== connection.status) {
      this.#emit({type: 'status-changed', status: connection.status});
      if (connection.status === 'signed-out') this.#emit({type: 'signed-out'});
      if (connection.status === 'live' || connection.status === 'polling') {
        this.#toldTrouble = null;
        this.composing.flush();
        this.conversations.flush();
      }
    }
    // An outage is told once, however many attempts it takes.
    if (connection.error && connection.error.code !== this.#toldTrouble) {
      this.#toldTrouble = connection.error.code;
      reportError(this.#access, connection.error);
    }
  }

  #openStorage(): void {
    const {session} = this.#state;
    if (!session) return;
    const name = [this.#endpointName, session.account.id, session.viewer.id].join('|');
    const key = `${name}|${this.#persistence}`;
    void this.composing.use(key, () => openBrowserStorage(name, this.#persistence));
  }

  async #request<Result, Variables>(
    operation: operations.Operation<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result> {
    try {
      return await this.#api.request(operation, variables, options);
    } catch (error) {
      // The connection tells of its own trouble, once.
      if (error instanceof ChatError && !CONNECTION_OPERATIONS.includes(operation.name)) {
        reportError(this.#access, error);
      }
      throw error;
    }
  }

  async #load<Result, Variables>(
    operation: operations.Operation<Result, Variables>,
    variables: Variables,
    apply: (state: ChatState, answer: Result) => ChatState,
    options?: RequestOptions,
  ): Promise<Result> {
    const meanwhile = this.#journal.begin();
    const {session} = this.#state;
    try {
      const answer = await this.#request(operation, variables, options);
      // What one agent asked for is not shown to the next.
      if (session && !isSameAgent(session, this.#state.session)) return answer;
      this.#set(replayEvents(apply(this.#state, answer), meanwhile));
      return answer;
    } finally {
      this.#journal.end(meanwhile);
    }
  }

  #set(state: ChatState): void {
    if (state === this.#state) return;
    const before = this.#state.counters;
    this.#state = state;
    if (!this.#isNotifying) {
      this.#isNotifying = true;
      queueMicrotask(() => {
        this.#isNotifying = false;
        for (const listener of [...this.#listeners]) listener();
      });
    }
    const {counters} = state;
    if (!counters || counters === before) return;
    const {unreadMessages, unreadConversations} = counters;
    if (unreadMessages === before?.unreadMessages && unreadConversations === before.unreadConversations)
      return;
    this.#emit({type: 'unread-changed', unreadMessages, unreadConversations});
  }

  #emit(fact: ChatFact): void {
    for (const listener of [...this.#factListeners]) listener(fact);
  }
}

const CONNECTION_OPERATIONS: readonly string[] = [
  operations.inboxSnapshot.name,
  operations.countersSnapshot.name,
  operations.eventLog.name,
];
