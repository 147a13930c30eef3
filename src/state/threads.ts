/** Loads threads page by page, and forgets those that have not been looked at for long. */
import {ChatError} from './api/chat-error.js';
import {threadPage} from './api/operations.js';
import type {ThreadPageQuery, ThreadPageQueryVariables} from './api/operations.gen.js';
import {applyEntities} from './event-batch.js';
import {applyPage, emptyThread, type MessagePage, type PageDirection} from './message-log.js';
import type {ChatState, Conversation, Message, MessageTarget, Thread} from './model.js';
import type {StateAccess} from './state-access.js';

const PAGE_SIZE = 50;
/** More unread ones than this are not all on the newest page with something before them: it starts at the first. */
const UNREAD_ON_NEWEST_PAGE = 40;
const MAX_THREADS = 12;
/** After a resync these are loaded again at once; the others when they are opened. */
const RELOADED_THREADS = 2;

type Page = Omit<ThreadPageQueryVariables, 'id'>;

export class Threads {
  readonly #access: StateAccess;
  readonly #onMessages: (messages: readonly Message[]) => void;
  /** Least recently opened first. */
  readonly #opened = new Set<string>();
  /** The newest start of each thread: the page of an older one, still under way, is not put in. */
  readonly #current = new Map<string, symbol>();
  /** Where the log is followed from since the first snapshot, null where that is not known; undefined before it. */
  #followedFrom: string | null | undefined;
  /** Threads that were loaded before that, each with where the log stood by then; null where that differs by page. */
  readonly #early = new Map<string, string | null>();

  /** @param onMessages Before messages of a page are shown: some may stand in for unconfirmed ones. */
  constructor(access: StateAccess, onMessages: (messages: readonly Message[]) => void) {
    this.#access = access;
    this.#onMessages = onMessages;
  }

  /** @param target Where it is not loaded, the page around it is. */
  async open(conversationId: string, target: MessageTarget | null = null): Promise<void> {
    this.#touch(conversationId);
    const thread = this.#get(conversationId);
    const conversation = this.#conversation(conversationId);
    if (!thread || thread.status === 'failed' || !covers(thread, target))
      return await this.#loadWhole(conversationId, target);
    if (thread.status === 'ready')
      this.#put({...thread, ...(conversation ? openedAt(conversation) : {}), target});
  }

  async reload(conversationId: string, mode: 'opening' | 'newest' = 'opening'): Promise<void> {
    if (mode === 'newest') await this.#loadWhole(conversationId, null, {last: PAGE_SIZE});
    else await this.#loadWhole(conversationId, this.#get(conversationId)?.target ?? null);
  }

  /** The connection is back: what was opened last, and could not be loaded without it, is loaded now. */
  recover(): void {
    const last = [...this.#opened].at(-1) ?? '';
    const thread = this.#get(last);
    if (thread?.status === 'failed' && (thread.error?.retryable ?? true)) void this.reload(last);
  }

  async loadOlder(conversationId: string): Promise<void> {
    const thread = this.#get(conversationId);
    if (thread?.status === 'failed') return await this.reload(conversationId);
    if (thread?.status !== 'ready' || !thread.hasOlder || thread.older === 'loading') return;
    this.#put({...thread, older: 'loading'});
    await this.#load(conversationId, {last: PAGE_SIZE, before: thread.startCursor}, 'older').catch(() => {
      this.#patch(conversationId, {older: 'failed'});
    });
  }

  async loadNewer(conversationId: string): Promise<void> {
    const thread = this.#get(conversationId);
    if (thread?.status !== 'ready' || !thread.hasNewer || thread.newer === 'loading') return;
    this.#put({...thread, newer: 'loading'});
    await this.#load(conversationId, {first: PAGE_SIZE, after: thread.endCursor}, 'newer').catch(() => {
      this.#patch(conversationId, {newer: 'failed'});
    });
  }

  /** Another agent may be here: what is loaded from now on comes before a first snapshot again. */
  restart(): void {
    this.#followedFrom = undefined;
    this.#early.clear();
  }

  /** The first snapshot is there. What happened between a page from before and the snapshot comes as no event. */
  follow(cursor: string | null): void {
    this.#followedFrom = cursor;
    const early = [...this.#early];
    this.#early.clear();
    for (const [id, at] of early) this.#checkEarly(id, at);
    this.recover();
  }

  #checkEarly(id: string, at: string | null): void {
    const thread = this.#get(id);
    if (this.#followedFrom === undefined) this.#early.set(id, (this.#early.get(id) ?? at) === at ? at : null);
    else if (thread && (at === null || at !== this.#followedFrom))
      void this.#reloadInPlace(thread).catch((error: unknown) => this.#fail(thread, error));
  }

  /** After a resync, before events flow again: what is on screen is replaced where it stands, without a flicker. */
  async reloadAll(signal?: AbortSignal): Promise<void> {
    const recent = [...this.#opened].slice(-RELOADED_THREADS);
    const state = this.#access.get();
    const threads = new Map([...state.threads].filter(([id]) => recent.includes(id)));
    const conversations = new Map(
      [...state.conversations].filter(([id, {version}]) => version >= 0 || threads.has(id)),
    );
    this.#access.set({...state, threads, conversations});
    await Promise.all(
      [...threads.values()].map(async (thread) => {
        try {
          await this.#reloadInPlace(thread, signal);
        } catch (error) {
          if (!isNotFound(error)) throw error;
          this.#fail(thread, error);
        }
      }),
    );
  }

  async #reloadInPlace(thread: Thread, signal?: AbortSignal): Promise<void> {
    const {conversationId} = thread;
    // Whoever has come back to the end since is not led away from it again.
    const target = thread.status === 'loading' || thread.hasNewer ? thread.target : null;
    const page = openingPage(this.#conversation(conversationId), target);
    const blank = emptyThread(conversationId, thread);
    await this.#load(conversationId, page, 'whole', {blank, signal});
  }

  /** What could not be loaded again is not shown as it was. */
  #fail(thread: Thread, error: unknown): void {
    const {conversationId} = thread;
    if (isNotFound(error)) {
      const conversations = new Map(this.#access.get().conversations);
      conversations.delete(conversationId);
      this.#access.set({...this.#access.get(), conversations});
    }
    this.#put({...emptyThread(conversationId, thread), status: 'failed', error: error as ChatError});
  }

  async #loadWhole(
    conversationId: string,
    target: MessageTarget | null,
    page = openingPage(this.#conversation(conversationId), target),
  ): Promise<void> {
    const known = this.#conversation(conversationId);
    this.#put(emptyThread(conversationId, {...openedAt(known), target}));
    try {
      const conversation = await this.#load(conversationId, page, 'whole', {isLink: !known});
      if (!known && page.last && conversation && conversation.unreadCount > UNREAD_ON_NEWEST_PAGE)
        await this.reload(conversationId);
    } catch (error) {
      // Why there is nothing at all, the connection tells.
      const isTold = this.#access.get().cursor === null && !isNotFound(error);
      this.#patch(conversationId, {status: 'failed', error: isTold ? null : (error as ChatError)});
    }
  }

  /**
   * The conversation with the page, which is in the thread by then; null where it came too late.
   * `blank` takes the place of the thread as it is then; by a link, only the answer tells where reading goes on.
   */
  async #load(
    id: string,
    page: Page,
    direction: PageDirection,
    {blank, isLink, signal}: {blank?: Thread; isLink?: boolean; signal?: AbortSignal} = {},
  ): Promise<Conversation | null> {
    const start = Symbol();
    if (direction === 'whole') this.#current.set(id, start);
    const isCurrent = () =>
      direction === 'whole' ? this.#current.get(id) === start : isAdjacent(this.#get(id), page, direction);
    let isLate = false;
    const apply = (state: ChatState, {smsConversation}: ThreadPageQuery) => {
      isLate = !isCurrent();
      const thread = blank ?? state.threads.get(id);
      if (isLate || !smsConversation || !thread) return state;
      const {messages, ...conversation} = smsConversation;
      const opened = isLink ? openedAt(conversation) : {};
      const loaded = applyPage({...thread, ...opened}, toPage(messages), direction);
      this.#onMessages(loaded.messages);
      return applyEntities(
        {...state, threads: new Map(state.threads).set(id, loaded)},
        {conversations: [conversation], messages: loaded.messages},
      );
    };
    const isEarly = this.#access.get().cursor === null;
    try {
      const answer = await this.#access.load(threadPage, {id, ...page}, apply, {signal});
      const {smsConversation, smsSyncCursor} = answer;
      if (isEarly) this.#checkEarly(id, smsSyncCursor);
      if (isLate || smsConversation) return isLate ? null : smsConversation;
    } catch (error) {
      if (!isCurrent()) return null;
      throw error;
    }
    throw new ChatError('NOT_FOUND', 'This conversation does not exist.', {operation: threadPage.name});
  }

  #touch(conversationId: string): void {
    this.#opened.delete(conversationId);
    this.#opened.add(conversationId);
    if (this.#opened.size <= MAX_THREADS) return;
    const [oldest = ''] = this.#opened;
    this.#opened.delete(oldest);
    const threads = new Map(this.#access.get().threads);
    threads.delete(oldest);
    this.#access.set({...this.#access.get(), threads});
  }

  #get(conversationId: string): Thread | undefined {
    return this.#access.get().threads.get(conversationId);
  }

  #conversation(conversationId: string): Conversation | undefined {
    return this.#access.get().conversations.get(conversationId);
  }

  #put(thread: Thread): void {
    const state: ChatState = this.#access.get();
    this.#access.set({...state, threads: new Map(state.threads).set(thread.conversationId, thread)});
  }

  #patch(conversationId: string, patch: Partial<Thread>): void {
    const thread = this.#get(conversationId);
    if (thread) this.#put({...thread, ...patch});
  }
}

function openedAt(conversation: Conversation | undefined) {
  return {
    openedAtReadPosition: conversation?.readPosition ?? 0,
    openedAtPosition: conversation?.lastMessage?.position ?? 0,
  };
}

function openingPage(conversation: Conversation | undefined, target: MessageTarget | null): Page {
  const {unreadCount = 0, readPosition = 0} = conversation ?? {};
  const around = target?.position ?? (unreadCount > UNREAD_ON_NEWEST_PAGE ? readPosition + 1 : null);
  return around === null ? {last: PAGE_SIZE} : {first: PAGE_SIZE, around};
}

/** Whether this message, if there is one, is loaded or will be. Without one: whether no link has led away from the end. */
function covers(thread: Thread, target: MessageTarget | null): boolean {
  const {status, messages, hasOlder, hasNewer} = thread;
  if (!target) return !thread.target || (status === 'ready' && !hasNewer);
  if (status === 'loading') return thread.target?.position === target.position;
  const [first = 0, last = 0] = [messages[0]?.position, messages.at(-1)?.position];
  return (!hasOlder || target.position >= first) && (!hasNewer || target.position <= last);
}

/** A thread that was loaded anew meanwhile has other ends than those that the page was asked for at. */
function isAdjacent(thread: Thread | undefined, page: Page, direction: PageDirection): boolean {
  return direction === 'older' ? thread?.startCursor === page.before : thread?.endCursor === page.after;
}

function isNotFound(error: unknown): error is ChatError {
  return error instanceof ChatError && error.code === 'NOT_FOUND';
}

function toPage({edges, pageInfo}: NonNullable<ThreadPageQuery['smsConversation']>['messages']): MessagePage {
  return {
    messages: edges.map(({node}) => node),
    hasOlder: pageInfo.hasPreviousPage,
    hasNewer: pageInfo.hasNextPage,
    startCursor: pageInfo.startCursor,
    endCursor: pageInfo.endCursor,
  };
}
