import type {ChatState, Message} from './model.js';

type Writable<T> = {-readonly [K in keyof T]: T[K]};
type MapField = 'conversations' | 'threads' | 'outbox' | 'removedConversations' | 'removedContacts';
type MapOf<K extends MapField> =
  ChatState[K] extends ReadonlyMap<infer Id, infer Value> ? Map<Id, Value> : never;

/**
 * The next state while it is being made. Maps are copied when they are first written to, so a batch of events costs
 * one copy of each map and not one for each event; what is not touched keeps its identity.
 */
export class StateDraft {
  readonly next: Writable<ChatState>;
  /** Messages of threads that were copied for this draft: the next one is put in without another copy. */
  readonly ownMessages = new WeakSet<readonly Message[]>();
  readonly #base: ChatState;

  constructor(base: ChatState) {
    this.#base = base;
    this.next = {...base};
  }

  /** A map of the next state that may be written to. */
  map<K extends MapField>(field: K): MapOf<K> {
    if (this.next[field] === this.#base[field]) {
      this.next[field] = new Map(this.#base[field] as ReadonlyMap<never, never>);
    }
    return this.next[field] as unknown as MapOf<K>;
  }

  /** The base itself where nothing changed. */
  finish(): ChatState {
    for (const key of Object.keys(this.next) as (keyof ChatState)[]) {
      if (this.next[key] !== this.#base[key]) return this.next;
    }
    return this.#base;
  }
}
