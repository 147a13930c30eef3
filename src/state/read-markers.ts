import {markRead} from './api/operations.js';
import {applyEntities} from './event-batch.js';
import type {StateAccess} from './state-access.js';

/** Tells the host what has been read: forward only, one request at a time for a conversation, nothing lost offline. */
export class ReadMarkers {
  readonly #access: StateAccess;
  /** Highest position that the host has not been told, by conversation. */
  readonly #due = new Map<string, number>();
  readonly #underWay = new Set<string>();
  #stopped = false;

  constructor(access: StateAccess) {
    this.#access = access;
  }

  mark(conversationId: string, upToPosition: number): void {
    const conversation = this.#access.get().conversations.get(conversationId);
    if (!conversation?.unreadCount || conversation.readPosition >= upToPosition) return;
    this.#due.set(conversationId, Math.max(upToPosition, this.#due.get(conversationId) ?? 0));
    void this.#tell(conversationId);
  }

  /** Tells what could not be told while there was no connection. */
  flush(): void {
    for (const conversationId of this.#due.keys()) void this.#tell(conversationId);
  }

  stop(): void {
    this.#stopped = true;
  }

  async #tell(conversationId: string): Promise<void> {
    if (this.#underWay.has(conversationId)) return;
    this.#underWay.add(conversationId);
    try {
      for (;;) {
        const upToPosition = this.#due.get(conversationId);
        if (upToPosition === undefined || this.#stopped) return;
        await this.#access.load(
          markRead,
          {input: {conversationId, upToPosition}},
          (state, {smsMarkRead: {conversation, counters}}) =>
            applyEntities(state, {conversations: [conversation], counters}),
        );
        if (this.#due.get(conversationId) === upToPosition) this.#due.delete(conversationId);
      }
    } catch {
      // Stays due: the next message, or the next connection, takes it along.
    } finally {
      this.#underWay.delete(conversationId);
    }
  }
}
