import {
  inOrder,
  type BrowserStorage,
  type Edits,
  type StoredData,
  type TabNews,
} from '../../src/state/browser-storage.js';
import type {Draft, OutboxMessage} from '../../src/state/model.js';

/** What a browser keeps, in memory; it outlives the stores that use it, as a disk would. */
export class FakeStorage implements BrowserStorage {
  readonly drafts: Map<string, Draft>;
  readonly outbox: Map<string, OutboxMessage>;
  readonly keepsMessages: boolean;
  readonly #edits: Map<string, Edits | undefined>;
  onNews: ((news: TabNews) => void) | null = null;
  readonly #tabs: Set<FakeStorage>;
  /** Every write is refused: no space, or no permission. */
  isBroken = false;
  isOpen = true;
  #held: Promise<void> = Promise.resolve();

  /** @param other The same browser in another tab. */
  constructor(other?: FakeStorage, {keepsMessages = true} = {}) {
    this.drafts = other?.drafts ?? new Map<string, Draft>();
    this.outbox = other?.outbox ?? new Map<string, OutboxMessage>();
    this.#edits = other ? other.#edits : new Map<string, Edits | undefined>();
    this.keepsMessages = keepsMessages;
    this.#tabs = (other ? other.#tabs : new Set<FakeStorage>()).add(this);
  }

  /** Answers wait until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  async load(): Promise<StoredData> {
    await this.#access();
    const drafts = [...this.drafts].map(
      ([id, draft]) => [id, {...draft, edits: this.#edits.get(id)}] as const,
    );
    return {drafts: new Map(drafts), outbox: [...this.outbox.values()].sort(inOrder)};
  }

  async saveDraft(conversationId: string, draft: Draft | null, edits?: Edits): Promise<void> {
    await this.#access();
    this.#edits.set(conversationId, edits);
    if (draft) this.drafts.set(conversationId, draft);
    else this.drafts.delete(conversationId);
    this.#tell({conversationId, edits});
  }

  async fileMessage(message: OutboxMessage, edits?: Edits): Promise<void> {
    await this.#access();
    this.drafts.delete(message.conversationId);
    if (this.keepsMessages) this.outbox.set(message.clientMessageId, message);
    this.#tell({conversationId: message.conversationId, edits});
  }

  async findMessage(clientMessageId: string): Promise<OutboxMessage | undefined> {
    await this.#access();
    return this.outbox.get(clientMessageId);
  }

  async updateMessage(message: OutboxMessage): Promise<void> {
    await this.#access();
    if (this.outbox.has(message.clientMessageId)) this.outbox.set(message.clientMessageId, message);
    this.#tell({});
  }

  async forgetMessage(clientMessageId: string): Promise<void> {
    await this.#access();
    this.outbox.delete(clientMessageId);
    this.#tell({});
  }

  async clear(): Promise<void> {
    await this.#access();
    this.drafts.clear();
    this.outbox.clear();
    this.#tell({cleared: true});
  }

  close(): void {
    this.isOpen = false;
    this.#tabs.delete(this);
  }

  #tell(news: TabNews): void {
    for (const tab of this.#tabs) if (tab !== this) queueMicrotask(() => tab.onNews?.(news));
  }

  async #access(): Promise<void> {
    await this.#held;
    if (this.isBroken) throw new Error('QuotaExceededError');
  }
}
