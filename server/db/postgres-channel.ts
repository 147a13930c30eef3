import pg from 'pg';
import {randomTag} from '../log/cursor.js';
import {connectionOptions} from './postgres.js';

const CHANNEL = 'sms_chat';
/** A transaction that notifies takes a lock of the whole cluster at its commit, so many texts go in few of them. */
const GATHER_MS = 20;
const LONGEST_RETRY_MS = 5_000;
/** PostgreSQL takes up to 7,999 bytes. */
const MOST_BYTES = 7_900;

/**
 * Short texts from each process on a PostgreSQL database to the others: NOTIFY, on a connection of its own. Texts
 * may be lost, as all are while the connection is down, and those that are too long; nothing may depend on them.
 */
export class PostgresChannel {
  readonly #url: string;
  readonly #onError: (error: unknown) => void;
  /** Tells what came from this process itself. */
  readonly #self = randomTag(8);
  readonly #listeners = new Map<string, Set<(text: string) => void>>();
  readonly #pending = new Set<string>();
  #client: pg.Client | undefined;
  #isSending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = 0;
  #isStopped = false;

  private constructor(url: string, onError: (error: unknown) => void) {
    this.#url = url;
    this.#onError = onError;
  }

  /** Resolves once it listens, or has failed to for the first time; it goes on trying. */
  static async start(url: string, onError: (error: unknown) => void): Promise<PostgresChannel> {
    const channel = new PostgresChannel(url, onError);
    await channel.#connect();
    return channel;
  }

  /** To the other processes. The first text goes at once; those of the next moment go together, each once. */
  publish(topic: string, text: string): void {
    const payload = `${this.#self} ${topic} ${text}`;
    if (Buffer.byteLength(payload) > MOST_BYTES) return;
    this.#pending.add(payload);
    if (!this.#isSending) void this.#send();
  }

  /** What other processes published. Returns how to stop listening. */
  on(topic: string, listener: (text: string) => void): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end().catch(() => undefined);
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#pending.size > 0 && !this.#isStopped) {
      const payloads = [...this.#pending];
      this.#pending.clear();
      const pause = new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      await this.#client
        ?.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads])
        .catch(this.#onError);
      await pause;
    }
    this.#isSending = false;
  }

  #receive(payload: string): void {
    const [, self, topic, text] = /^(\S+) (\S+) (.*)$/s.exec(payload) ?? [];
    if (self === this.#self) return;
    for (const listener of this.#listeners.get(topic ?? '') ?? []) listener(text!);
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({
      ...connectionOptions(this.#url),
      connectionTimeoutMillis: LONGEST_RETRY_MS,
    });
    client.on('notification', ({payload = ''}) => this.#receive(payload));
    client.on('error', this.#onError);
    client.once('end', () => this.#reconnect(client));
    try {
      await client.connect();
      // What may be lost need not wait for the disk.
      await client.query(`SET synchronous_commit = off; LISTEN ${CHANNEL}`);
      this.#client = client;
      this.#retryMs = 0;
      if (this.#isStopped) await client.end();
    } catch (error) {
      this.#onError(error);
      await client.end().catch(() => undefined);
      this.#reconnect(client);
    }
  }

  #reconnect(client: pg.Client): void {
    if (this.#client === client) this.#client = undefined;
    if (this.#isStopped || this.#client) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), this.#retryMs);
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2 + 100);
  }
}
