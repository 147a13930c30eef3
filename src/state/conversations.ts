/** The list of conversations, page by page, and what can be done with one of them. */
import type {ChatError} from './api/chat-error.js';
import * as operations from './api/operations.js';
import {applyConversationPage, applyEntities} from './event-batch.js';
import {mergeIds} from './conversation-list.js';
import {initialState, type Conversation, type ConversationFilter, type ConversationList} from './model.js';
import {ReadMarkers} from './read-markers.js';
import {toConversationPage, toFilterInput} from './snapshot.js';
import {noResultError, throwRefusal, type StateAccess} from './state-access.js';

export const CONVERSATION_PAGE_SIZE = 30;

/** What a conversation is opened by: exactly one of the three. */
export type OpenTarget =
  {readonly conversationId: string} | {readonly contactId: string} | {readonly address: string};

export class Conversations {
  readonly #access: StateAccess;
  readonly #loadInbox: () => Promise<void>;
  readonly #readMarkers: ReadMarkers;
  /** As they were before a search, by the number that they were filtered by. */
  readonly #putAside = new Map<string | null, ConversationList>();
  /** Raised by whatever makes answers under way worthless: another filter, or a fresh start. */
  #epoch = 0;

  /** @param loadInbox Loads the list with all that an inbox needs beside it. */
  constructor(access: StateAccess, loadInbox: () => Promise<void>) {
    this.#access = access;
    this.#loadInbox = loadInbox;
    this.#readMarkers = new ReadMarkers(access);
  }

  /** Starts the list afresh; returns what tells whether that is still the newest start. */
  restart(): () => boolean {
    const epoch = ++this.#epoch;
    return () => epoch === this.#epoch;
  }

  /** Shows the conversations that match: those that were listed before a search, until the answer is there. */
  async setFilter(filter: Partial<ConversationFilter>): Promise<void> {
    const {list, conversations} = this.#access.get();
    if (!list.filter.search && list.status === 'ready') this.#putAside.set(list.filter.senderId, list);
    const merged = {...list.filter, ...filter};
    const before = merged.search ? null : this.#putAside.get(merged.senderId);
    const {ids, hasMore, endCursor} = before ?? initialState.list;
    // What has moved or gone meanwhile is known.
    const now = mergeIds(ids, {conversations: [], hasMore}, conversations);
    this.setList({filter: merged, ids: now, hasMore, endCursor});
    await this.reload();
  }

  async reload(): Promise<void> {
    // What came with the list that failed is not there either.
    if (this.#access.get().list.error?.operation === operations.inboxSnapshot.name) {
      return await this.#loadInbox();
    }
    const isCurrent = this.restart();
    this.setList({status: 'loading', error: null, more: 'idle'});
    try {
      await this.#load(isCurrent, null);
    } catch (error) {
      if (isCurrent()) this.setList({status: 'failed', error: error as ChatError});
    }
  }

  /** The next page. Nothing happens while one is on its way, or at the end. */
  async loadMore(): Promise<void> {
    const {status, hasMore, more, endCursor} = this.#access.get().list;
    if (status !== 'ready' || !hasMore || more === 'loading') return;
    const epoch = this.#epoch;
    // A list that was loaded anew meanwhile has another end, to which this page may not be adjacent.
    const isCurrent = () => epoch === this.#epoch && endCursor === this.#access.get().list.endCursor;
    this.setList({more: 'loading'});
    try {
      await this.#load(isCurrent, endCursor);
    } catch {
      if (isCurrent()) this.setList({more: 'failed'});
    }
  }

  /** The thread with this recipient, made where there is none, and back on the list. @throws {ChatError} */
  async open(target: OpenTarget): Promise<Conversation> {
    const {name} = operations.openConversation;
    const {smsOpenConversation} = await this.#access.load(
      operations.openConversation,
      {input: target},
      (state, {smsOpenConversation: {conversation}}) => applyEntities(state, {conversations: [conversation]}),
    );
    throwRefusal(this.#access, smsOpenConversation.error, name);
    const {conversation} = smsOpenConversation;
    if (!conversation) throw noResultError(name);
    return conversation;
  }

  /**
   * @param seen Position up to which the agent knows the thread; null for all that the list shows of it.
   * @throws {ChatError} CONVERSATION_CHANGED where there is something newer.
   */
  async close(conversationId: string, seen: number | null): Promise<void> {
    const last = this.#access.get().conversations.get(conversationId)?.lastMessage;
    const seenPosition = seen ?? last?.position ?? 0;
    const {smsCloseConversation} = await this.#access.load(
      operations.closeConversation,
      {input: {conversationId, seenPosition}},
      (state, {smsCloseConversation: {conversation}}) =>
        applyEntities(state, {conversations: [conversation]}),
    );
    throwRefusal(this.#access, smsCloseConversation.error, operations.closeConversation.name);
  }

  /** Marks as read up to this position; small steps are sent as one. */
  markRead(conversationId: string, upToPosition: number): void {
    this.#readMarkers.mark(conversationId, upToPosition);
  }

  /** Marks as read what this state shows: what is newer than the screen stays unread. @throws {ChatError} */
  async markAllRead(): Promise<void> {
    const {cursor} = this.#access.get();
    if (cursor === null) return;
    const {smsMarkAllRead} = await this.#access.load(
      operations.markAllRead,
      {input: {upTo: cursor}},
      (state, {smsMarkAllRead: {counters}}) => applyEntities(state, {counters}),
    );
    throwRefusal(this.#access, smsMarkAllRead.error, operations.markAllRead.name);
  }

  /** The connection is back: what could not be loaded without it is loaded now. */
  recover(): void {
    this.#readMarkers.flush();
    const {error, more} = this.#access.get().list;
    if (error?.retryable) void this.reload();
    else if (more === 'failed') void this.loadMore();
  }

  stop(): void {
    this.#readMarkers.stop();
  }

  setList(list: Partial<ConversationList>): void {
    const state = this.#access.get();
    this.#access.set({...state, list: {...state.list, ...list}});
  }

  async #load(isCurrent: () => boolean, after: string | null): Promise<void> {
    const {filter} = this.#access.get().list;
    await this.#access.load(
      operations.conversationsPage,
      {filter: toFilterInput(filter), first: CONVERSATION_PAGE_SIZE, after},
      (state, {smsConversations}) =>
        isCurrent() ? applyConversationPage(state, toConversationPage(smsConversations)) : state,
    );
  }
}
