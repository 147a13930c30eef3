/**
 * The store of the inbox, on top of what it shares with badges (account-store.ts): elements read its state, subscribe to
 * it, and ask for changes by the commands of its parts. Free of Lit and of the DOM.
 */
import type {AccountStore} from './account-store.js';
import type {RequestOptions} from './api/chat-api.js';
import {ChatError} from './api/chat-error.js';
import {fullLog} from './api/event-log.js';
import {inboxSnapshot, threadPage, type Operation} from './api/operations.js';
import type {InboxSnapshotQuery, SessionFieldsFragment} from './api/operations.gen.js';
import {openBrowserStorage, type Persistence} from './browser-storage.js';
import {Composing} from './composing.js';
import {CONVERSATION_PAGE_SIZE, Conversations} from './conversations.js';
import {Directory} from './directory.js';
import {applyBatch, applyConversationPage, applyEntities, replayEvents} from './event-batch.js';
import {Journal} from './journal.js';
import {initialState, isConnected, type ChatState, type EventBatch} from './model.js';
import {isDue} from './outbox.js';
import {isSameAgent, withBatchClock, withSession} from './session.js';
import {toConversationPage, toFilterInput, withoutHostData} from './snapshot.js';
import {reportError, type StateAccess} from './state-access.js';
import {Threads} from './threads.js';

export class ChatStore {
  /** The connection, the counters, and what the page hears of. */
  readonly account: AccountStore;
  readonly conversations: Conversations;
  readonly threads: Threads;
  readonly composing: Composing;
  readonly directory: Directory;
  readonly #access: StateAccess;
  readonly #journal = new Journal();
  /** What was shown before there were other credentials. */
  #before: ChatState | null = null;
  /** How many have been put in. */
  #snapshots = 0;
  #persistence: Persistence = 'full';
  #inboxes = 0;

  /** The one for this account: the first to ask makes it. */
  static for(account: AccountStore): ChatStore {
    return (account.inbox?.owner as ChatStore | undefined) ?? new ChatStore(account);
  }

  constructor(account: AccountStore) {
    this.account = account;
    this.#access = {
      get: () => this.get(),
      set: (state) => account.set(state),
      request: (operation, variables, options) => this.#request(operation, variables, options),
      load: (operation, variables, apply, options) => this.#load(operation, variables, apply, options),
      emit: (fact) => account.emit(fact),
    };
    const {environment, endpointName} = account;
    this.conversations = new Conversations(this.#access, () => this.#join());
    this.threads = new Threads(this.#access, (messages) => this.composing.settle(messages));
    this.composing = new Composing(this.#access, environment, `sms-chat:${endpointName}`);
    this.directory = new Directory(this.#access);
    account.set({...initialState, ...account.get()});
    account.inbox = {
      owner: this,
      log: fullLog,
      // Once the inbox is loaded it is kept up to date, also while no element shows it.
      isNeeded: () => this.#inboxes > 0 || this.get().list.status !== 'idle',
      blankState: () => this.#blankState(),
      putAside: () => {
        if (this.get().session) this.#before = this.get();
        this.threads.restart();
        return initialState;
      },
      loadSnapshot: (mode, signal) => this.#loadInbox(mode, signal),
      applyBatch: (batch) => this.#applyBatch(batch),
      onSession: () => this.#openStorage(),
      onLive: () => {
        this.composing.flush();
        this.conversations.recover();
        this.threads.recover();
      },
      stop: () => {
        this.composing.stop();
        this.conversations.stop();
      },
    };
  }

  /** The same object until something changed. */
  get(): ChatState {
    // The constructor has put in what was not there.
    return this.account.get() as ChatState;
  }

  /** Calls back once after one or more changes; returns its undo. */
  subscribe(listener: () => void): () => void {
    return this.account.subscribe(listener);
  }

  get persistence(): Persistence {
    return this.#persistence;
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
    if (++this.#inboxes === 1 && this.get().cursor !== null && this.get().list.status === 'idle') {
      this.account.resubscribe();
      void this.#join();
    }
    return () => void this.#inboxes--;
  }

  /** Never throws: the list shows what failed. */
  #join(): Promise<void> {
    return this.#loadInbox('join').catch(() => undefined);
  }

  /** Resolves once nothing of this conversation is on its way out, or nothing can go out at the moment. */
  async sent(conversationId: string): Promise<void> {
    while (isConnected(this.get().connection) && this.get().outbox.get(conversationId)?.some(isDue)) {
      await new Promise<void>((resolve) => {
        const stop = this.subscribe(() => resolve(void stop()));
      });
    }
  }

  #blankState(): ChatState {
    return {...initialState, list: {...initialState.list, status: this.get().list.status}};
  }

  /**
   * All that the inbox shows first. `first` and `resync` go on from its cursor, and what was held from before counts no
   * more; `join` adds the list to a connection that followed the counters alone.
   */
  async #loadInbox(mode: 'first' | 'resync' | 'join', signal?: AbortSignal): Promise<void> {
    const isCurrent = this.conversations.restart();
    const {status, error, filter} = this.get().list;
    // What the connection tells is not over before there is a list: when it tries again, it tells as well.
    const isTold = status === 'failed' && !error;
    if (status !== 'ready' && !isTold) this.conversations.setList({status: 'loading', error: null});
    try {
      const variables = {filter: toFilterInput(filter), first: CONVERSATION_PAGE_SIZE};
      const apply = (before: ChatState, answer: InboxSnapshotQuery) => {
        let state = this.#enter(before, answer);
        if (mode !== 'join') {
          state = {...withoutHostData(state, answer), cursor: answer.smsSyncCursor};
          this.#journal.clear();
          this.#snapshots++;
        }
        state = applyEntities(state, {senders: answer.smsSenders});
        state = {...state, mergeFields: answer.smsMergeFields};
        return isCurrent()
          ? applyConversationPage(state, toConversationPage(answer.smsConversations))
          : state;
      };
      const {smsSyncCursor} = await this.#load(inboxSnapshot, variables, apply, {signal});
      // Another list was asked for meanwhile, perhaps before the snapshot was read.
      if (mode !== 'join' && !isCurrent()) void this.conversations.reload();
      if (mode !== 'resync') this.threads.follow(mode === 'first' ? smsSyncCursor : null);
      // Before anything is typed or sent: what was kept, and what will be, belongs to this agent of this account.
      this.#openStorage();
    } catch (error) {
      if (isCurrent() && this.get().list.status === 'loading' && error instanceof ChatError) {
        // Why, the connection tells.
        this.conversations.setList({status: 'failed', error: mode === 'join' ? error : null});
      }
      throw error;
    }
    if (mode === 'resync') await this.threads.reloadAll(signal);
  }

  /** The state with the session of the answer; an agent who was here before finds drafts and unsent messages again. */
  #enter(state: ChatState, answer: SessionFieldsFragment): ChatState {
    const entered = withSession(state, this.#blankState(), answer, this.account.environment.now());
    const before = this.#before;
    this.#before = null;
    if (!before?.session || !isSameAgent(before.session, entered.session)) return entered;
    const {retried, storage} = before;
    const drafts = new Map([...before.drafts, ...entered.drafts]);
    const outbox = new Map(before.outbox);
    for (const [id, written] of entered.outbox) outbox.set(id, [...(outbox.get(id) ?? []), ...written]);
    return {...entered, drafts, outbox, retried, storage};
  }

  #applyBatch(batch: EventBatch): boolean {
    const next = applyBatch(this.get(), batch);
    if (!next) return false;
    this.composing.settle(batch.events.flatMap((event) => ('message' in event ? event.message : [])));
    this.account.set(withBatchClock(next, batch, this.account.environment.now()), !batch.caughtUp);
    this.#journal.add(batch.events);
    for (const event of batch.events) {
      if (event.__typename !== 'SmsMessageAdded' || event.message.direction !== 'INBOUND') continue;
      const {id, conversationId} = event.message;
      this.account.emit({type: 'message-received', messageId: id, conversationId});
    }
    return true;
  }

  #openStorage(): void {
    const {session} = this.get();
    if (!session) return;
    const name = [this.account.endpointName, session.account.id, session.viewer.id].join('|');
    const key = `${name}|${this.#persistence}`;
    void this.composing.use(key, () => openBrowserStorage(name, this.#persistence));
  }

  async #request<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    options?: RequestOptions,
  ): Promise<Result> {
    if (this.account.starting) await this.account.starting;
    try {
      return await this.account.api.request(operation, variables, options);
    } catch (error) {
      // The connection tells of its own trouble, once.
      if (error instanceof ChatError && operation.name !== inboxSnapshot.name) {
        reportError(this.#access, error);
      }
      throw error;
    }
  }

  async #load<Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    apply: (state: ChatState, answer: Result) => ChatState,
    options?: RequestOptions,
  ): Promise<Result> {
    const meanwhile = this.#journal.begin();
    const {session} = this.get();
    const snapshots = this.#snapshots;
    try {
      const answer = await this.#request(operation, variables, options);
      // What one agent asked for is not shown to the next.
      if (session && !isSameAgent(session, this.get().session)) return answer;
      // A snapshot that came meanwhile has it, or the log from there on; what it has not was removed. Threads see to
      // their pages themselves.
      if (snapshots !== this.#snapshots && operation.name !== threadPage.name) return answer;
      this.account.set(replayEvents(apply(this.get(), answer), meanwhile));
      return answer;
    } finally {
      this.#journal.end(meanwhile);
    }
  }
}
