import type {BrowserStorage, StoredData} from '../../src/state/browser-storage.js';
import type {Draft, OutboxMessage} from '../../src/state/model.js';

/** What a browser keeps, in memory; it outlives the stores that use it, as a disk would. */
export class FakeStorage implements BrowserStorage {
  readonly drafts = new Map<string, Draft>();
  readonly outbox = new Map<string, OutboxMessage>();
  /** Every write is refused: no space, or no permission. */
  isBroken = false;
  isOpen = true;
  #held: Promise<void> = Promise.resolve();

  /** Answers wait until the returned function is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.#held = new Promise((resolve) => (release = resolve));
    return release;
  }

  async load(): Promise<StoredData> {
    await this.#access();
    return {drafts: new Map(this.drafts), outbox: [...this.outbox.values()]};
  }

  async saveDraft(conversationId: string, draft: Draft | null): Promise<void> {
    await this.#access();
    if (draft) this.drafts.set(conversationId, draft);
    else this.drafts.delete(conversationId);
  }

  async fileMessage(message: OutboxMessage): Promise<void> {
    await this.#access();
    this.drafts.delete(message.conversationId);
    this.outbox.set(message.clientMessageId, message);
  }

  async updateMessage(message: OutboxMessage): Promise<void> {
    await this.#access();
    if (this.outbox.has(message.clientMessageId)) this.outbox.set(message.clientMessageId, message);
  }

  async forgetMessage(clientMessageId: string): Promise<void> {
    await this.#access();
    this.outbox.delete(clientMessageId);
  }

  async clear(): Promise<void> {
    await this.#access();
    this.drafts.clear();
    this.outbox.clear();
  }

  close(): void {
    this.isOpen = false;
  }

  async #access(): Promise<void> {
    await this.#held;
    if (this.isBroken) throw new Error('QuotaExceededError');
  }
}
