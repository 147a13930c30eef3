/** Drafts, and messages on their way out: from the composer to the moment the host has them. */
import {randomUuid} from '../shared/uuid.js';
import type {ChatError} from './api/chat-error.js';
import type {BrowserStorage} from './browser-storage.js';
import type {Environment} from './environment.js';
import {applyEntities} from './event-batch.js';
import {LocalData} from './local-data.js';
import type {Draft, Message, OutboxMessage} from './model.js';
import {isDue, Outbox} from './outbox.js';
import {reportError, type StateAccess} from './state-access.js';

export interface SendInput {
  readonly conversationId: string;
  /** As typed, merge fields unresolved. */
  readonly body: string;
  /** Merge fields resolved: what the bubble shows until the host answers. */
  readonly preview: string;
  /** Null leaves the choice to the host. */
  readonly senderId: string | null;
  /** Newest position on the agent's screen; null sends whatever colleagues have written since. */
  readonly seenPosition: number | null;
}

export class Composing {
  readonly #access: StateAccess;
  readonly #environment: Environment;
  readonly #local: LocalData;
  readonly #outbox: Outbox;
  /** What was taken back into drafts since something was sent, with what stands below each. */
  #takenBack: (OutboxMessage & {below: string})[] = [];

  /** @param lockName Under this name tabs agree who sends. */
  constructor(access: StateAccess, environment: Environment, lockName: string) {
    this.#access = access;
    this.#environment = environment;
    this.#local = new LocalData(access, environment, () => this.#outbox.flush(access.get().outbox.keys()));
    this.#outbox = new Outbox(
      access,
      {
        lockName,
        pending: (conversationId) => this.#pending(conversationId),
        isFiled: (message) => !this.#local.isFiling(message),
        current: (message) => this.#local.current(message),
        update: (message) => this.#update(message),
        drop: (message) => this.#drop(message),
        confirm: (sent) => this.#confirm(sent),
        fail: (error: ChatError) => reportError(access, error),
      },
      environment,
    );
  }

  /** Keeps drafts and unsent messages in this storage, and takes over what it holds. */
  async use(name: string, open: () => BrowserStorage | null): Promise<void> {
    await this.#local.use(name, open);
    this.#outbox.flush(this.#access.get().outbox.keys());
  }

  /** The connection is back: what waits is sent now. */
  flush(): void {
    this.#outbox.flushNow(this.#access.get().outbox.keys());
  }

  stop(): void {
    this.#outbox.stop();
    this.#local.stop();
  }

  setDraft(conversationId: string, draft: Draft): void {
    const state = this.#access.get();
    const drafts = new Map(state.drafts);
    const isEmpty = !draft.body && draft.senderId === null;
    if (isEmpty) drafts.delete(conversationId);
    else drafts.set(conversationId, draft);
    this.#access.set({...state, drafts});
    this.#local.saveDraft(conversationId, isEmpty ? null : draft);
  }

  /** Takes the draft and files the message, which shows at once. Resolves with its id when it is stored. */
  async send(input: SendInput): Promise<string> {
    const state = this.#access.get();
    const pending = this.#pending(input.conversationId);
    const message: OutboxMessage = {
      ...input,
      clientMessageId: randomUuid(),
      createdAt: this.#environment.now(),
      sequence: (pending.at(-1)?.sequence ?? 0) + 1,
      state: 'queued',
      heldBecause: null,
      error: null,
    };
    const drafts = new Map(state.drafts);
    drafts.delete(input.conversationId);
    this.#takenBack = [];
    const outbox = new Map(state.outbox).set(input.conversationId, [...pending, message]);
    this.#access.set({...state, drafts, outbox});
    await this.#local.fileMessage(message);
    this.#outbox.flush([input.conversationId]);
    return message.clientMessageId;
  }

  /** Sends a refused or held message after all, under the same id. */
  retry(clientMessageId: string): void {
    const message = this.#find(clientMessageId);
    if (message) this.#outbox.force(message);
  }

  /**
   * Takes a refused or held message back into the draft: above what is being written meanwhile, and below those that
   * were sent before it and taken back as well.
   */
  edit(clientMessageId: string): void {
    const message = this.#find(clientMessageId);
    if (!message || isDue(message)) return;
    const {conversationId, body, senderId, sequence} = message;
    const draft = this.#access.get().drafts.get(conversationId);
    const text = draft?.body ?? '';
    const [earlier] = this.#takenBack
      .filter((other) => other.conversationId === conversationId && other.sequence < sequence)
      .filter(({below}) => text.endsWith(below))
      .sort((one, other) => other.sequence - one.sequence);
    const below = earlier?.below ?? (text && `\n${text}`);
    const above = earlier ? `${text.slice(0, text.length - below.length)}\n` : '';
    if (earlier) earlier.below = `\n${body}${below}`;
    this.#takenBack.push({...message, below});
    this.setDraft(conversationId, {
      body: above + body + below,
      senderId: senderId ?? draft?.senderId ?? null,
    });
    this.discard(clientMessageId);
  }

  /** Drops a refused or held message. */
  discard(clientMessageId: string): void {
    const message = this.#find(clientMessageId);
    if (!message || isDue(message)) return;
    this.#drop(message);
    this.#local.forgetMessage(clientMessageId);
  }

  /** Sends the text of a message that was not delivered once more, as a new message. The draft stays. */
  async retryFailed(message: Message): Promise<void> {
    const state = this.#access.get();
    if (state.retried.has(message.id)) return;
    this.#access.set({...state, retried: new Set(state.retried).add(message.id)});
    const draft = state.drafts.get(message.conversationId);
    const sent = this.send({
      conversationId: message.conversationId,
      body: message.body,
      preview: message.body,
      senderId: message.sender?.id ?? null,
      seenPosition: null,
    });
    if (draft) this.setDraft(message.conversationId, draft);
    await sent;
  }

  /** Before these messages take the place of their unconfirmed bubbles. */
  settle(messages: readonly Message[]): void {
    for (const {id, conversationId, clientMessageId} of messages) {
      const pending = clientMessageId !== null && this.#find(clientMessageId);
      if (!pending) continue;
      this.#local.forgetMessage(pending.clientMessageId);
      // The page of the tab that it was sent in hears of it.
      if (!this.#local.isForeign(pending))
        this.#access.emit({type: 'message-sent', messageId: id, conversationId});
    }
  }

  /** Forgets drafts and unsent messages of this browser. */
  async clearLocalData(): Promise<void> {
    this.#access.set({...this.#access.get(), drafts: new Map(), outbox: new Map()});
    await this.#local.clear();
  }

  #update(message: OutboxMessage): void {
    this.#setPending(
      message.conversationId,
      this.#pending(message.conversationId).map((entry) =>
        entry.clientMessageId === message.clientMessageId ? message : entry,
      ),
    );
    this.#local.updateMessage(message);
  }

  #drop({conversationId, clientMessageId}: OutboxMessage): void {
    const rest = this.#pending(conversationId).filter((entry) => entry.clientMessageId !== clientMessageId);
    this.#setPending(conversationId, rest);
  }

  /** Where the event was faster than the answer, it is settled already. */
  #confirm(sent: Message): void {
    this.settle([sent]);
    this.#access.set(applyEntities(this.#access.get(), {messages: [sent]}));
  }

  #pending(conversationId: string): readonly OutboxMessage[] {
    return this.#access.get().outbox.get(conversationId) ?? [];
  }

  #setPending(conversationId: string, pending: readonly OutboxMessage[]): void {
    const state = this.#access.get();
    const outbox = new Map(state.outbox);
    if (pending.length) outbox.set(conversationId, pending);
    else outbox.delete(conversationId);
    this.#access.set({...state, outbox});
  }

  #find(clientMessageId: string): OutboxMessage | undefined {
    for (const pending of this.#access.get().outbox.values()) {
      const found = pending.find((message) => message.clientMessageId === clientMessageId);
      if (found) return found;
    }
    return undefined;
  }
}
