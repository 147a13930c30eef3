import {msg, plural} from '../../localization/language.js';
import {displayBody, displayName} from '../../shared/display-text.js';
import type {Message} from '../../state/model.js';

/** What comes within this time is announced together, in ms. */
const GATHER = 500;

/** Tells screen readers of new inbound messages, and of those that fail: briefly, and together where many come at once. */
export class ThreadAnnouncer {
  readonly #region: HTMLElement;
  readonly #speak: () => void;
  #arrived: Message[] = [];
  #failures: string[] = [];
  #timer = 0;

  /**
   * @param region An element with `aria-live`.
   * @param speak Sets the language of what is said.
   */
  constructor(region: HTMLElement, speak: () => void) {
    this.#region = region;
    this.#speak = speak;
  }

  /** @param failures Why messages failed, of those that did so just now. */
  add(messages: readonly Message[], recipientName: string, failures: readonly string[]): void {
    this.#arrived.push(...messages.filter((message) => message.direction === 'INBOUND'));
    this.#failures.push(...failures);
    if (this.#arrived.length + this.#failures.length === 0 || this.#timer) return;
    // Emptied first, since a text that is the same as the last one would not be read.
    this.#region.textContent = '';
    this.#timer = setTimeout(() => {
      this.#speak();
      const said = [];
      const [first, ...others] = this.#arrived;
      // Those after one that was refused wait for it, so its reason is the one to see to.
      const [reason] = this.#failures;
      if (reason)
        said.push(
          plural(
            msg('{n, plural, one {# message failed.} other {# messages failed.}}'),
            this.#failures.length,
          ),
          reason,
        );
      if (first)
        said.push(
          `${displayName(recipientName)}:`,
          others.length
            ? plural(msg('{n, plural, one {# new message} other {# new messages}}'), others.length + 1)
            : displayBody(first.body),
        );
      this.#forget();
      this.#region.textContent = said.join(' ');
    }, GATHER) as unknown as number;
  }

  /** Says nothing more of what is waiting, or was said. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#forget();
    this.#region.textContent = '';
  }

  #forget(): void {
    this.#timer = 0;
    this.#arrived = [];
    this.#failures = [];
  }
}
