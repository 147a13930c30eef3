/**
 * Sends what was filed: each message with the id that it got when Send was pressed, however often it takes; in order
 * within a conversation; and only while the agent would still want it sent.
 */
import type {ChatError} from './api/chat-error.js';
import {messageByClientId, sendMessage} from './api/operations.js';
import type {Environment} from './environment.js';
import type {Message, OutboxMessage} from './model.js';
import {noResultError, toRefusalError, type StateAccess} from './state-access.js';

/** Older than this, a message waits for the agent: what fitted then may be wrong by now. */
export const MAX_AGE_MS = 15 * 60_000;
const RETRY_BASE_MS = 1_000;
const RETRY_CAP_MS = 30_000;
const PARALLEL_CONVERSATIONS = 4;

/** The store, as the outbox sees it. */
export interface OutboxOwner {
  /** Unconfirmed messages of a conversation, in order. */
  pending(conversationId: string): readonly OutboxMessage[];
  /** False while the browser has not stored it: a crash would leave both the draft and a message that is sent. */
  isFiled(message: OutboxMessage): boolean;
  /** As the last of the tabs has left it; null where one has taken it out. */
  current(message: OutboxMessage): Promise<OutboxMessage | null>;
  update(message: OutboxMessage): void;
  drop(message: OutboxMessage): void;
  /** The host has it. */
  confirm(sent: Message): void;
  fail(error: ChatError): void;
  /** Name under which tabs agree who sends. */
  readonly lockName: string;
}

export class Outbox {
  readonly #access: StateAccess;
  readonly #owner: OutboxOwner;
  readonly #environment: Environment;
  readonly #flushing = new Set<string>();
  readonly #waiting = new Set<string>();
  /** Undo of the next try, by conversation. */
  readonly #retries = new Map<string, () => void>();
  /** Tries in a row whose outcome is unknown, by conversation. */
  readonly #failures = new Map<string, number>();
  #stopped = false;

  constructor(access: StateAccess, owner: OutboxOwner, environment: Environment) {
    this.#access = access;
    this.#owner = owner;
    this.#environment = environment;
  }

  /** Sends what is due in these conversations. */
  flush(conversationIds: Iterable<string>): void {
    for (const id of conversationIds) {
      if (this.#flushing.has(id)) continue;
      if (this.#flushing.size >= PARALLEL_CONVERSATIONS) this.#waiting.add(id);
      else void this.#flushOne(id);
    }
  }

  /** The connection is back: what waits for its next try is tried now. */
  flushNow(conversationIds: Iterable<string>): void {
    const due = [...conversationIds];
    for (const id of due) {
      this.#retries.get(id)?.();
      this.#retries.delete(id);
      this.#failures.delete(id);
    }
    this.flush(due);
  }

  /** The agent wants it sent all the same. */
  force(message: OutboxMessage): void {
    this.#owner.update({
      ...message,
      state: 'queued',
      createdAt: this.#environment.now(),
      heldBecause: null,
      error: null,
      seenPosition: null,
    });
    this.flushNow([message.conversationId]);
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#retries.values()) cancel();
    this.#retries.clear();
  }

  async #flushOne(conversationId: string): Promise<void> {
    this.#flushing.add(conversationId);
    try {
      await this.#exclusively(`${this.#owner.lockName}:${conversationId}`, async () => {
        for (;;) {
          const due = this.#nextDue(conversationId);
          if (!due || !(await this.#sendOne(due))) return;
        }
      });
    } finally {
      this.#flushing.delete(conversationId);
      // Filed while the lock was being given back.
      if (this.#nextDue(conversationId)) this.flush([conversationId]);
      const [next] = this.#waiting;
      if (next !== undefined && this.#waiting.delete(next)) this.flush([next]);
    }
  }

  #nextDue(conversationId: string): OutboxMessage | undefined {
    if (this.#stopped || this.#retries.has(conversationId)) return undefined;
    // The host refuses all of it until there is another token; then the connection is live again, and tells.
    if (this.#access.get().connection.status === 'signed-out') return undefined;
    const due = this.#owner.pending(conversationId).find(isDue);
    return due && this.#owner.isFiled(due) ? due : undefined;
  }

  /** Two tabs do not race where the browser has Web Locks; where it has none, the host's deduplication decides. */
  async #exclusively(name: string, work: () => Promise<void>): Promise<void> {
    const locks = globalThis.navigator?.locks;
    if (!locks) return await work();
    let isHeld = false;
    try {
      await locks.request(name, () => {
        isHeld = true;
        return work();
      });
    } catch (error) {
      if (isHeld) throw error;
      // Pages without an origin of their own, such as sandboxed frames, may not have locks.
      await work();
    }
  }

  /** True when the next one may follow. */
  async #sendOne(due: OutboxMessage): Promise<boolean> {
    // With the lock, no other tab decides about it any more.
    const message = await this.#owner.current(due);
    if (!message) return await this.#settle(due, () => this.#owner.drop(due));
    if (!isDue(message)) {
      this.#owner.update(message);
      return true;
    }
    if (this.#environment.now() - message.createdAt > MAX_AGE_MS) {
      return await this.#settle(message, () =>
        this.#owner.update({...message, state: 'held', heldBecause: 'too-old', error: null}),
      );
    }
    this.#owner.update({...message, state: 'sending', error: null});
    try {
      const {smsSendMessage} = await this.#access.request(sendMessage, {
        input: {
          clientMessageId: message.clientMessageId,
          conversationId: message.conversationId,
          senderId: message.senderId,
          body: message.body,
          // By the host's clock, which the one of this computer may be far from.
          notAfter: new Date(message.createdAt + MAX_AGE_MS + this.#access.get().clockOffset).toISOString(),
          seenPosition: message.seenPosition,
        },
      });
      if (smsSendMessage.message) {
        this.#failures.delete(message.conversationId);
        this.#owner.confirm(smsSendMessage.message);
        return true;
      }
      const refusal = smsSendMessage.error;
      const error = refusal ? toRefusalError(refusal, sendMessage.name) : noResultError(sendMessage.name);
      return this.#onRefusal(message, error);
    } catch (error) {
      return this.#onTrouble(message, error as ChatError);
    }
  }

  /** It may be there already, with only its answer lost; where it is not, `otherwise` says what becomes of it. */
  async #settle(message: OutboxMessage, otherwise: () => void): Promise<boolean> {
    const {clientMessageId} = message;
    try {
      const {smsMessageByClientId: sent} = await this.#access.request(messageByClientId, {clientMessageId});
      if (sent) this.#owner.confirm(sent);
      else otherwise();
      return true;
    } catch (error) {
      return this.#later(message, error as ChatError);
    }
  }

  #onRefusal(message: OutboxMessage, error: ChatError): boolean {
    if (error.code === 'RATE_LIMITED') return this.#later(message, error);
    if (error.code === 'CONVERSATION_CHANGED' || error.code === 'EXPIRED') {
      const heldBecause = error.code === 'EXPIRED' ? 'too-old' : 'conversation-changed';
      this.#owner.update({...message, state: 'held', heldBecause, error});
    } else {
      this.#owner.update({...message, state: 'refused', error});
      this.#owner.fail(error);
    }
    // What was written after it may make no sense without it.
    for (const next of this.#owner.pending(message.conversationId).filter(isDue)) {
      this.#owner.update({...next, state: 'held', heldBecause: 'previous-refused'});
    }
    return true;
  }

  /** Nobody knows whether it arrived, or it certainly did not: the same id is sent again. */
  #onTrouble(message: OutboxMessage, error: ChatError): boolean {
    if (error.code === 'BAD_USER_INPUT' || error.code === 'FORBIDDEN' || error.code === 'UNSUPPORTED_HOST') {
      return this.#onRefusal(message, error);
    }
    return this.#later(message, error);
  }

  #later(message: OutboxMessage, error: ChatError): false {
    this.#owner.update({...message, state: 'sending', error});
    if (this.#stopped) return false;
    const {conversationId} = message;
    const failures = (this.#failures.get(conversationId) ?? 0) + 1;
    this.#failures.set(conversationId, failures);
    const backoff =
      Math.min(RETRY_CAP_MS, RETRY_BASE_MS * 2 ** failures) * (0.5 + this.#environment.random() / 2);
    const cancel = this.#environment.after(Math.max(backoff, error.retryAfterMs ?? 0), () => {
      this.#retries.delete(conversationId);
      this.flush([conversationId]);
    });
    this.#retries.set(conversationId, cancel);
    return false;
  }
}

/** To be sent, or sent again, by whoever has the lock. */
export function isDue({state}: OutboxMessage): boolean {
  return state === 'queued' || state === 'sending';
}
