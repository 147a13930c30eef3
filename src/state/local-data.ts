/** Keeps drafts and unsent messages of the state in the browser; goes on in memory, visibly, where that fails. */
import {ChatError} from './api/chat-error.js';
import type {BrowserStorage} from './browser-storage.js';
import type {Environment} from './environment.js';
import type {Draft, OutboxMessage} from './model.js';
import {reportError, type StateAccess} from './state-access.js';

const STORAGE_LIMIT_MS = 5_000;

export class LocalData {
  readonly #access: StateAccess;
  readonly #environment: Environment;
  /** Drafts that are not written yet. */
  readonly #drafts = new Map<string, Draft | null>();
  readonly #undo: (() => void)[];
  #storage: BrowserStorage | null = null;
  #name = '';
  #isSaving = false;

  constructor(access: StateAccess, environment: Environment) {
    this.#access = access;
    this.#environment = environment;
    this.#undo = [
      environment.onHide(() => void this.#flushDrafts()),
      environment.onUnload(
        () => this.#access.get().storage !== 'durable' && this.#access.get().outbox.size > 0,
      ),
    ];
  }

  /** Takes over what this storage holds. The same name again changes nothing; null keeps everything in memory. */
  async use(name: string, open: () => BrowserStorage | null): Promise<void> {
    if (name === this.#name) return;
    // What was typed a moment ago belongs to the storage before.
    void this.#flushDrafts();
    this.#name = name;
    this.#storage?.close();
    const storage = open();
    this.#storage = storage;
    this.#setMode(storage ? 'durable' : 'off');
    const stored = await this.#try((it) => it.load());
    if (!stored || this.#storage !== storage) return;
    const state = this.#access.get();
    const unsaved = [...state.outbox.values()].flat().filter((message) => !has(stored.outbox, message));
    const outbox = new Map<string, readonly OutboxMessage[]>();
    // What was typed and sent since the page was opened is newer than what was stored.
    for (const message of [...stored.outbox, ...unsaved]) {
      const {conversationId} = message;
      const held = state.outbox.get(conversationId)?.find((entry) => isSame(entry, message)) ?? message;
      outbox.set(conversationId, [...(outbox.get(conversationId) ?? []), held]);
    }
    this.#access.set({...state, outbox, drafts: new Map([...stored.drafts, ...state.drafts])});
    for (const message of unsaved) void this.fileMessage(message);
    for (const [conversationId, draft] of state.drafts) this.saveDraft(conversationId, draft);
  }

  /** One write at a time: what is typed during it goes with the next, so fast typing costs no more than slow. */
  saveDraft(conversationId: string, draft: Draft | null): void {
    this.#drafts.set(conversationId, draft);
    if (!this.#isSaving) void this.#saveDrafts();
  }

  async fileMessage(message: OutboxMessage): Promise<void> {
    this.#drafts.delete(message.conversationId);
    await this.#try((storage) => storage.fileMessage(message));
  }

  updateMessage(message: OutboxMessage): void {
    void this.#try((storage) => storage.updateMessage(message));
  }

  forgetMessage(clientMessageId: string): void {
    void this.#try((storage) => storage.forgetMessage(clientMessageId));
  }

  async clear(): Promise<void> {
    this.#drafts.clear();
    await this.#try((storage) => storage.clear());
  }

  stop(): void {
    void this.#flushDrafts();
    for (const undo of this.#undo) undo();
    this.#storage?.close();
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
    await Promise.all(drafts.map(([id, draft]) => this.#try((storage) => storage.saveDraft(id, draft))));
  }

  async #try<Result>(work: (storage: BrowserStorage) => Promise<Result>): Promise<Result | undefined> {
    const storage = this.#storage;
    if (!storage) return undefined;
    try {
      return await this.#inTime(work(storage));
    } catch {
      if (this.#storage === storage) {
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
      const cancel = this.#environment.after(STORAGE_LIMIT_MS, () => reject(new Error('No answer in time')));
      work.then(resolve, reject).finally(cancel);
    });
  }

  #setMode(storage: 'durable' | 'memory' | 'off'): void {
    const state = this.#access.get();
    if (state.storage !== storage) this.#access.set({...state, storage});
  }
}

function isSame(a: OutboxMessage, b: OutboxMessage): boolean {
  return a.clientMessageId === b.clientMessageId;
}

function has(messages: readonly OutboxMessage[], message: OutboxMessage): boolean {
  return messages.some((entry) => isSame(entry, message));
}
