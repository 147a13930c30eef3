import {msg, plural} from '../../localization/language.js';
import {displayBody, displayName} from '../../shared/display-text.js';
import type {Message} from '../../state/model.js';

/** Messages that come within this time are announced together, in ms. */
const GATHER = 500;

/** Tells screen readers of new inbound messages, and of nothing else: briefly, and together where many come at once. */
export class IncomingAnnouncer {
  readonly #region: HTMLElement;
  readonly #speak: () => void;
  #waiting: Message[] = [];
  #timer = 0;

  /**
   * @param region An element with `aria-live`.
   * @param speak Sets the language of what is said.
   */
  constructor(region: HTMLElement, speak: () => void) {
    this.#region = region;
    this.#speak = speak;
  }

  add(messages: readonly Message[], recipientName: string): void {
    this.#waiting.push(...messages.filter((message) => message.direction === 'INBOUND'));
    if (this.#waiting.length === 0 || this.#timer) return;
    // Emptied first, since a text that is the same as the last one would not be read.
    this.#region.textContent = '';
    this.#timer = setTimeout(() => {
      this.#speak();
      const name = displayName(recipientName);
      const [first, ...others] = this.#waiting;
      this.#region.textContent = others.length
        ? `${name}: ${plural(msg('{n, plural, one {# new message} other {# new messages}}'), others.length + 1)}`
        : `${name}: ${displayBody(first!.body)}`;
      this.#timer = 0;
      this.#waiting = [];
    }, GATHER) as unknown as number;
  }

  /** Says nothing more of what is waiting, or was said. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#waiting = [];
    this.#region.textContent = '';
  }
}
