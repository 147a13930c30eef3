/**
 * Keeps drafts and unsent messages of the state in the browser, and in step with other tabs; goes on in memory, visibly,
 * where that fails.
 */
import {randomUuid} from '../shared/uuid.js';
import {ChatError} from './api/chat-error.js';
import {inOrder, type BrowserStorage, type Edits, type StoredDraft, type TabNews} from './browser-storage.js';
import type {Environment} from './environment.js';
import type {ChatState, Draft, OutboxMessage} from './model.js';
import {isDue} from './outbox.js';
import {isSameAgent} from './session.js';
import {reportError, type StateAccess} from './state-access.js';

/** Five of them, one after the other: while a page is blocked or a computer sleeps, only one of them runs out. */
const STORAGE_LIMIT_TICKS = 5;
const TICK_MS = 1_000;
/** A tab that dies in the wrong moment leaves a message behind and tells nobody. */
const SCAN_MS = 10_000;

export class LocalData {
  readonly #access: StateAccess;
  readonly #environment: Environment;
  readonly #onScan: () => void;
  /** Drafts that are not written yet. */
  readonly #drafts = new Map<string, Draft | null>();
  readonly #tab = randomUuid();
  readonly #edits = new Map<string, Edits>();
  /** Messages that are being filed: until then, the draft is all that would outlive this page. */
  readonly #filing = new Set<string>();
  /** Messages that are through: what is read while they are being forgotten does not bring them back. */
  readonly #forgotten = new Set<string>();
  /** Messages that another tab has filed, and is likely to send. */
  readonly #foreign = new Set<string>();
  readonly #undo: (() => void)[];
  #storage: BrowserStorage | null = null;
  #name = '';
  #isSaving = false;
  /** All was to be forgotten before it was known whose it is. */
  #isToBeCleared = false;
  #hearing = Promise.resolve();
  #cancelScan: () => void = () => undefined;

  /** @param onScan Now and then: another tab may have left messages behind. */
  constructor(access: StateAccess, environment: Environment, onScan: () => void) {
    this.#access = access;
    this.#environment = environment;
    this.#onScan = onScan;
    this.#undo = [
      environment.onHide(() => void this.#flushDrafts()),
      environment.onUnload(() => this.#wouldLose()),
    ];
  }

  /** Takes over what this storage holds. The same name again changes nothing; null keeps everything in memory. */
  async use(name: string, open: () => BrowserStorage | null): Promise<void> {
    if (name === this.#name) return;
    // What was typed a moment ago belongs to the storage before.
    void this.#flushDrafts();
    this.#name = name;
    this.#edits.clear();
    this.#close();
    const storage = open();
    this.#storage = storage;
    this.#setMode(storage ? 'durable' : 'off');
    if (storage) storage.onNews = (news) => void this.#hear(news);
    let stored = await this.#try((it) => it.load());
    if (this.#isToBeCleared) {
      await this.clear();
      stored = await this.#try((it) => it.load());
    }
    if (!stored || this.#storage !== storage) return;
    const state = this.#access.get();
    const unsaved = [...state.outbox.values()].flat().filter((message) => !has(stored.outbox, message));
    // What was typed and sent since the page was opened is newer than what was stored.
    const outbox = [...stored.outbox, ...unsaved].map(
      (message) => state.outbox.get(message.conversationId)?.find((it) => isSame(it, message)) ?? message,
    );
    for (const [id, {edits = {}}] of stored.drafts) this.#edits.set(id, edits);
    const drafts = new Map([...stored.drafts, ...state.drafts]);
    this.#access.set({...state, outbox: inConversations(outbox), drafts});
    for (const message of unsaved) void this.fileMessage(message);
    for (const [conversationId, draft] of state.drafts) this.saveDraft(conversationId, draft);
    this.#scanLater();
  }

  /** One write at a time: what is typed during it goes with the next, so fast typing costs no more than slow. */
  saveDraft(conversationId: string, draft: Draft | null): void {
    this.#drafts.set(conversationId, draft);
    this.#countEdit(conversationId);
    if (!this.#isSaving) void this.#saveDrafts();
  }

  async fileMessage(message: OutboxMessage): Promise<void> {
    const {clientMessageId, conversationId} = message;
    this.#drafts.delete(conversationId);
    const edits = this.#countEdit(conversationId);
    this.#filing.add(clientMessageId);
    await this.#try((storage) => storage.fileMessage(message, edits));
    this.#filing.delete(clientMessageId);
  }

  isFiling({clientMessageId}: OutboxMessage): boolean {
    return this.#filing.has(clientMessageId);
  }

  /** Filed by another tab, and not sent by this one. */
  isForeign({clientMessageId}: OutboxMessage): boolean {
    return this.#foreign.has(clientMessageId);
  }

  /** The message as the last of the tabs has left it; null where one has taken it out. */
  async current(message: OutboxMessage): Promise<OutboxMessage | null> {
    if (!this.#storage?.keepsMessages) return message;
    const found = await this.#try((storage) => storage.findMessage(message.clientMessageId));
    return found ?? (this.#storage ? null : message);
  }

  updateMessage(message: OutboxMessage): void {
    if (message.state === 'sending') this.#foreign.delete(message.clientMessageId);
    void this.#try((storage) => storage.updateMessage(message));
  }

  forgetMessage(clientMessageId: string): void {
    this.#forgotten.add(clientMessageId);
    void this.#try((storage) => storage.forgetMessage(clientMessageId));
  }

  async clear(): Promise<void> {
    this.#drafts.clear();
    this.#isToBeCleared = !this.#name;
    await this.#try((storage) => storage.clear());
  }

  stop(): void {
    void this.#flushDrafts();
    for (const undo of this.#undo) undo();
    this.#close();
  }

  #close(): void {
    this.#cancelScan();
    this.#storage?.close();
  }

  #countEdit(conversationId: string): Edits {
    const before = this.#edits.get(conversationId) ?? {};
    const edits = {...before, [this.#tab]: (before[this.#tab] ?? 0) + 1};
    this.#edits.set(conversationId, edits);
    return edits;
  }

  #scanLater(): void {
    this.#cancelScan();
    if (!this.#storage?.keepsMessages) return;
    this.#cancelScan = this.#environment.after(SCAN_MS, () => {
      this.#scanLater();
      void this.#hear({}).then(this.#onScan);
    });
  }

  /** One after the other, so that each compares with what the one before has left. */
  #hear(news: TabNews): Promise<void> {
    return (this.#hearing = this.#hearing.then(() => this.#follow(news)));
  }

  /** Takes over what another tab has written. */
  async #follow({conversationId, edits, cleared}: TabNews): Promise<void> {
    const storage = this.#storage;
    const {session, outbox: before} = this.#access.get();
    const stored = await this.#try((it) => it.load());
    const state = this.#access.get();
    if (!stored || this.#storage !== storage || !session || !isSameAgent(session, state.session)) return;
    if (cleared) {
      this.#drafts.clear();
      this.#access.set({...state, ...stored, outbox: inConversations(stored.outbox)});
      return;
    }
    if (conversationId) this.#followDraft(conversationId, stored.drafts.get(conversationId), edits);
    if (storage?.keepsMessages) this.#followOutbox(stored.outbox, before);
  }

  /**
   * The last writer wins, except over text from here that the writer had not seen: it stays on this screen, so that
   * nothing typed is lost.
   */
  #followDraft(conversationId: string, stored: StoredDraft | undefined, told: Edits = {}): void {
    const state = this.#access.get();
    const own = state.drafts.get(conversationId);
    const edits = stored?.edits ?? told;
    const changes = this.#edits.get(conversationId)?.[this.#tab] ?? 0;
    const isUnseen = own?.body && changes > (edits[this.#tab] ?? 0);
    const isSame = own?.body === stored?.body && own?.senderId === stored?.senderId;
    if (!isUnseen || isSame) this.#edits.set(conversationId, {...edits, [this.#tab]: changes});
    if (isSame) return;
    const drafts = new Map(state.drafts);
    const shown = isUnseen ? own : stored;
    if (shown) drafts.set(conversationId, {...shown, isEditedElsewhere: true});
    else drafts.delete(conversationId);
    this.#access.set({...state, drafts});
    // The other tab has taken the one draft that is stored, with its own text.
    if (isUnseen && !stored) this.saveDraft(conversationId, own);
  }

  /** @param before The outbox when the storage was asked: what has been changed here since is newer. */
  #followOutbox(stored: readonly OutboxMessage[], before: ChatState['outbox']): void {
    const state = this.#access.get();
    const [held, asked] = [state.outbox, before].map((outbox) => [...outbox.values()].flat()) as [
      OutboxMessage[],
      OutboxMessage[],
    ];
    const merged = held.flatMap((message) => {
      if (!asked.includes(message)) return message;
      const other = stored.find((entry) => isSame(entry, message));
      // What the host has is taken out by its event; what waited for the agent, another tab has taken out.
      if (!other) return isDue(message) ? message : [];
      return other.state === message.state && other.createdAt === message.createdAt ? message : other;
    });
    for (const message of stored) {
      if (has(held, message) || this.#forgotten.has(message.clientMessageId)) continue;
      this.#foreign.add(message.clientMessageId);
      merged.push(message);
    }
    const isChanged = merged.length !== held.length || merged.some((message, i) => message !== held[i]);
    if (isChanged) this.#access.set({...state, outbox: inConversations(merged.sort(inOrder))});
  }

  #wouldLose(): boolean {
    const {storage, outbox, drafts} = this.#access.get();
    const isKept = storage === 'durable' && this.#storage?.keepsMessages;
    return (outbox.size > 0 && !isKept) || (storage === 'memory' && drafts.size > 0);
  }

  async #saveDrafts(): Promise<void> {
    this.#isSaving = true;
    while (this.#drafts.size > 0) await this.#flushDrafts();
    this.#isSaving = false;
  }

  /** Does not wait for a write under way: the page may be going. */
  async #flushDrafts(): Promise<void> {
    const drafts = [...this.#drafts];
    this.#drafts.clear();
    await Promise.all(
      drafts.map(([id, draft]) => this.#try((storage) => storage.saveDraft(id, draft, this.#edits.get(id)))),
    );
  }

  async #try<Result>(work: (storage: BrowserStorage) => Promise<Result>): Promise<Result | undefined> {
    const storage = this.#storage;
    if (!storage) return undefined;
    try {
      return await this.#inTime(work(storage));
    } catch {
      if (this.#storage === storage) {
        this.#close();
        this.#storage = null;
        this.#setMode('memory');
        reportError(this.#access, new ChatError('STORAGE', 'Nothing is kept.', {operation: 'storage'}));
      }
      return undefined;
    }
  }

  /** Browsers have been seen that open a database and never say so: a message must not wait for them for ever. */
  #inTime<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      let cancel: () => void;
      const wait = (ticks: number): void => {
        if (ticks > 0) cancel = this.#environment.after(TICK_MS, () => wait(ticks - 1));
        else reject(new Error('No answer in time'));
      };
      wait(STORAGE_LIMIT_TICKS);
      work.then(resolve, reject).finally(() => cancel());
    });
  }

  #setMode(storage: 'durable' | 'memory' | 'off'): void {
    const state = this.#access.get();
    if (state.storage !== storage) this.#access.set({...state, storage});
  }
}

function inConversations(messages: readonly OutboxMessage[]): ChatState['outbox'] {
  const outbox = new Map<string, OutboxMessage[]>();
  for (const message of messages) {
    const {conversationId} = message;
    outbox.set(conversationId, [...(outbox.get(conversationId) ?? []), message]);
  }
  return outbox;
}

function isSame(a: OutboxMessage, b: OutboxMessage): boolean {
  return a.clientMessageId === b.clientMessageId;
}

function has(messages: readonly OutboxMessage[], message: OutboxMessage): boolean {
  return messages.some((entry) => isSame(entry, message));
}
