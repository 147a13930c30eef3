import {deleteDB, openDB, type DBSchema, type IDBPDatabase} from 'idb';
import type {Draft, OutboxMessage} from './model.js';

/** `full`: drafts and unsent messages outlive a reload; `drafts`: only drafts; `none`: nothing is written. */
export type Persistence = 'full' | 'drafts' | 'none';

/** For each tab, how many of its changes a draft builds on. */
export type Edits = Readonly<Record<string, number>>;

export interface StoredDraft extends Draft {
  readonly edits?: Edits;
}

export interface StoredData {
  readonly drafts: ReadonlyMap<string, StoredDraft>;
  /** In the order in which they were filed. */
  readonly outbox: readonly OutboxMessage[];
}

/** What a tab tells the others after a write: what to read again, and nothing of what was written. */
export interface TabNews {
  /** Whose draft was changed; without one, only the outbox was. */
  readonly conversationId?: string;
  /** Of a draft that is gone. */
  readonly edits?: Edits;
  /** Everything was forgotten. */
  readonly cleared?: boolean;
}

/** What one browser keeps for one agent of one account. All methods may reject; the store then goes on in memory. */
export interface BrowserStorage {
  /** False where only drafts are kept. */
  readonly keepsMessages: boolean;
  /** Called after another tab has written, once this one has loaded. */
  onNews: ((news: TabNews) => void) | null;
  load(): Promise<StoredData>;
  /** A null draft is forgotten. */
  saveDraft(conversationId: string, draft: Draft | null, edits?: Edits): Promise<void>;
  /** Takes the draft and files the message in one step, so that a crash leaves one of the two, never both or none. */
  fileMessage(message: OutboxMessage, edits?: Edits): Promise<void>;
  /** A filed message as it stands now. */
  findMessage(clientMessageId: string): Promise<OutboxMessage | undefined>;
  /** Overwrites a filed message; one that is no longer there stays gone. */
  updateMessage(message: OutboxMessage): Promise<void>;
  forgetMessage(clientMessageId: string): Promise<void>;
  clear(): Promise<void>;
  close(): void;
}

interface Schema extends DBSchema {
  drafts: {key: string; value: StoredDraft};
  outbox: {key: string; value: OutboxMessage};
}

/** Opens nothing for `none`. The name tells endpoint, account and agent apart: one never sees what another wrote. */
export function openBrowserStorage(name: string, persistence: Persistence): BrowserStorage | null {
  return persistence === 'none' ? null : new IndexedDbStorage(name, persistence);
}

class IndexedDbStorage implements BrowserStorage {
  readonly keepsMessages: boolean;
  onNews: ((news: TabNews) => void) | null = null;
  readonly #name: string;
  #database: Promise<IDBPDatabase<Schema>> | null = null;
  #channel: BroadcastChannel | null = null;

  constructor(name: string, persistence: Persistence) {
    this.#name = `sms-chat:${name}`;
    this.keepsMessages = persistence === 'full';
  }

  async load(): Promise<StoredData> {
    const [keys, drafts, outbox] = await this.#with((database) => {
      // Before reading: what is written from now on is told.
      this.#channel ??= this.#listen();
      return Promise.all([
        database.getAllKeys('drafts'),
        database.getAll('drafts'),
        this.keepsMessages ? database.getAll('outbox') : [],
      ]);
    });
    return {
      drafts: new Map(
        drafts.map((draft, i) => [keys[i] ?? '', draft] as const).filter(([, it]) => isDraft(it)),
      ),
      outbox: outbox.filter(isOutboxMessage).sort(inOrder),
    };
  }

  async saveDraft(conversationId: string, draft: Draft | null, edits?: Edits): Promise<void> {
    await this.#with((database) => {
      const transaction = database.transaction('drafts', 'readwrite');
      const {store} = transaction;
      const step = draft
        ? store.put({body: draft.body, senderId: draft.senderId, edits}, conversationId)
        : store.delete(conversationId);
      // The page may be going away: committing by itself would wait for an answer that nobody is left to hear.
      transaction.commit();
      return Promise.all([step, transaction.done]);
    });
    this.#tell({conversationId, edits});
  }

  async fileMessage(message: OutboxMessage, edits?: Edits): Promise<void> {
    await this.#with((database) => {
      // Browsers acknowledge before the disk does unless asked: here it matters.
      const transaction = database.transaction(['drafts', 'outbox'], 'readwrite', {durability: 'strict'});
      const steps: Promise<unknown>[] = [];
      // The message first: where it cannot be stored, the draft is not touched.
      if (this.keepsMessages) {
        steps.push(transaction.objectStore('outbox').put(toRecord(message), message.clientMessageId));
      }
      steps.push(transaction.objectStore('drafts').delete(message.conversationId));
      return Promise.all([...steps, transaction.done]);
    });
    this.#tell({conversationId: message.conversationId, edits});
  }

  async findMessage(clientMessageId: string): Promise<OutboxMessage | undefined> {
    const found = await this.#with((database) => database.get('outbox', clientMessageId));
    return isOutboxMessage(found) ? found : undefined;
  }

  async updateMessage(message: OutboxMessage): Promise<void> {
    if (!this.keepsMessages) return;
    await this.#with(async (database) => {
      const transaction = database.transaction('outbox', 'readwrite');
      const isFiled = (await transaction.store.getKey(message.clientMessageId)) !== undefined;
      if (isFiled) await transaction.store.put(toRecord(message), message.clientMessageId);
      await transaction.done;
    });
    this.#tell({});
  }

  async forgetMessage(clientMessageId: string): Promise<void> {
    await this.#with((database) => database.delete('outbox', clientMessageId));
    this.#tell({});
  }

  async clear(): Promise<void> {
    this.#closeDatabase();
    await deleteDB(this.#name);
    this.#tell({cleared: true});
  }

  close(): void {
    this.#closeDatabase();
    this.#channel?.close();
    this.#channel = null;
  }

  #closeDatabase(): void {
    void this.#database?.then((database) => database.close()).catch(() => undefined);
    this.#database = null;
  }

  #listen(): BroadcastChannel {
    const channel = new BroadcastChannel(this.#name);
    channel.onmessage = ({data}) => this.onNews?.((data ?? {}) as TabNews);
    return channel;
  }

  #tell(news: TabNews): void {
    this.#channel?.postMessage(news);
  }

  /**
   * Does it once more by a new connection where it fails: browsers lose connections to databases that are well, and
   * Safari never gets one back by itself. Whatever is done here may be done twice.
   */
  async #with<Result>(work: (database: IDBPDatabase<Schema>) => Promise<Result>): Promise<Result> {
    const opening = this.#open();
    try {
      return await work(await opening);
    } catch {
      if (this.#database === opening) this.#closeDatabase();
      return await work(await this.#open());
    }
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#database ??= openDB<Schema>(this.#name, 1, {
      upgrade: (database) => {
        database.createObjectStore('drafts');
        database.createObjectStore('outbox');
      },
      // Another tab wants to delete or upgrade: it must not wait for this one.
      blocking: () => this.#closeDatabase(),
      terminated: () => (this.#database = null),
    });
    return this.#database;
  }
}

/** Of an error, browsers store no more than its message. */
function toRecord(message: OutboxMessage): OutboxMessage {
  const {error} = message;
  return error ? {...message, error: {...error, message: error.message}} : message;
}

/** By sequence, since clocks are set; it is the same only where two tabs filed at the same time. */
export function inOrder(a: OutboxMessage, b: OutboxMessage): number {
  return a.sequence - b.sequence || a.createdAt - b.createdAt;
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
