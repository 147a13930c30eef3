import {deleteDB, openDB, type DBSchema, type IDBPDatabase} from 'idb';
import type {Draft, OutboxMessage} from './model.js';

/** `full`: drafts and unsent messages outlive a reload; `drafts`: only drafts; `none`: nothing is written. */
export type Persistence = 'full' | 'drafts' | 'none';

export interface StoredData {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** In the order in which they were filed. */
  readonly outbox: readonly OutboxMessage[];
}

/** What one browser keeps for one agent of one account. All methods may reject; the store then goes on in memory. */
export interface BrowserStorage {
  load(): Promise<StoredData>;
  /** A null draft is forgotten. */
  saveDraft(conversationId: string, draft: Draft | null): Promise<void>;
  /** Takes the draft and files the message in one step, so that a crash leaves one of the two, never both or none. */
  fileMessage(message: OutboxMessage): Promise<void>;
  /** Overwrites a filed message; one that is no longer there stays gone. */
  updateMessage(message: OutboxMessage): Promise<void>;
  forgetMessage(clientMessageId: string): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  drafts: {key: string; value: Draft};
  outbox: {key: string; value: OutboxMessage};
}

/** Opens nothing for `none`. The name tells endpoint, account and agent apart: one never sees what another wrote. */
export function openBrowserStorage(name: string, persistence: Persistence): BrowserStorage | null {
  return persistence === 'none' ? null : new IndexedDbStorage(name, persistence);
}

class IndexedDbStorage implements BrowserStorage {
  readonly #name: string;
  readonly #persistence: Persistence;
  #database: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(name: string, persistence: Persistence) {
    this.#name = `sms-chat:${name}`;
    this.#persistence = persistence;
  }

  async load(): Promise<StoredData> {
    const database = await this.#open();
    const [keys, drafts, outbox] = await Promise.all([
      database.getAllKeys('drafts'),
      database.getAll('drafts'),
      this.#persistence === 'full' ? database.getAll('outbox') : [],
    ]);
    return {
      drafts: new Map(
        drafts.map((draft, i) => [keys[i] ?? '', draft] as const).filter(([, it]) => isDraft(it)),
      ),
      outbox: outbox
        .filter(isOutboxMessage)
        .sort((a, b) => a.createdAt - b.createdAt || a.sequence - b.sequence),
    };
  }

  async saveDraft(conversationId: string, draft: Draft | null): Promise<void> {
    const transaction = (await this.#open()).transaction('drafts', 'readwrite');
    const {store} = transaction;
    const step = draft ? store.put(draft, conversationId) : store.delete(conversationId);
    // The page may be going away: committing by itself would wait for an answer that nobody is left to hear.
    transaction.commit();
    await Promise.all([step, transaction.done]);
  }

  async fileMessage(message: OutboxMessage): Promise<void> {
    const database = await this.#open();
    // Browsers acknowledge before the disk does unless asked: here it matters.
    const transaction = database.transaction(['drafts', 'outbox'], 'readwrite', {durability: 'strict'});
    const steps: Promise<unknown>[] = [];
    // The message first: where it cannot be stored, the draft is not touched.
    if (this.#persistence === 'full') {
      steps.push(transaction.objectStore('outbox').put(message, message.clientMessageId));
    }
    steps.push(transaction.objectStore('drafts').delete(message.conversationId));
    await Promise.all([...steps, transaction.done]);
  }

  async updateMessage(message: OutboxMessage): Promise<void> {
    if (this.#persistence !== 'full') return;
    const transaction = (await this.#open()).transaction('outbox', 'readwrite');
    const isFiled = (await transaction.store.getKey(message.clientMessageId)) !== undefined;
    if (isFiled) await transaction.store.put(message, message.clientMessageId);
    await transaction.done;
  }

  async forgetMessage(clientMessageId: string): Promise<void> {
    await (await this.#open()).delete('outbox', clientMessageId);
  }

  async clear(): Promise<void> {
    this.close();
    await deleteDB(this.#name);
  }

  close(): void {
    void this.#database?.then((database) => database.close()).catch(() => undefined);
    this.#database = null;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => {
        database.createObjectStore('drafts');
        database.createObjectStore('outbox');
      },
      // Another tab wants to delete or upgrade: it must not wait for this one.
      blocking: () => this.close(),
      terminated: () => (this.#database = null),
    });
    return this.#database;
  }
}

function isDraft(value: unknown): value is Draft {
  const draft = value as Partial<Draft> | null;
  return typeof draft?.body === 'string' && (draft.senderId === null || typeof draft.senderId === 'string');
}

/** Records of a later version, or broken ones, are passed over rather than sent. */
function isOutboxMessage(value: unknown): value is OutboxMessage {
  const message = value as Partial<OutboxMessage> | null;
  return (
    typeof message?.clientMessageId === 'string' &&
    typeof message.conversationId === 'string' &&
    typeof message.body === 'string' &&
    typeof message.createdAt === 'number'
  );
}
