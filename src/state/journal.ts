import type {ChatEvent} from './model.js';

/**
 * Which events came while an answer was under way. The answer may have been read before them, and what they told of
 * things that were not held then left no trace: applied once more after the answer, they set both right. Events may be
 * applied any number of times (rules.md, R9).
 */
export class Journal {
  readonly #open = new Set<ChatEvent[]>();

  /** Events from now on, until `end`. */
  begin(): readonly ChatEvent[] {
    const events: ChatEvent[] = [];
    this.#open.add(events);
    return events;
  }

  end(events: readonly ChatEvent[]): void {
    this.#open.delete(events as ChatEvent[]);
  }

  add(events: readonly ChatEvent[]): void {
    for (const noted of this.#open) noted.push(...events);
  }

  /** What was noted belongs to a log that no longer counts. */
  clear(): void {
    for (const noted of this.#open) noted.length = 0;
  }
}
