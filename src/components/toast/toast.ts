import {html, nothing, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import {msg} from '../../localization/language.js';
import {request} from '../../shared/events.js';
import {clearIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './toast.styles.js';

const SHOWN_FOR_MS = 8000;
/** Where a line would break within a phone number. */
const GAP_IN_NUMBER = /(?<=[\d)]) (?=[\d(])/g;

/**
 * Says briefly what has just been done, with a way to undo it. Goes by itself after 8 s, but never while the pointer or
 * the focus is in it.
 *
 * @internal
 * @element sms-chat-toast
 * @csspart toast - The box.
 * @csspart toast-action-button - The one action.
 * @fires {CustomEvent<void>} sms-chat-toast-action - The action was chosen.
 * @fires {CustomEvent<void>} sms-chat-dismiss-toast-request - It is to go: its time is over, or it was dismissed.
 */
export class SmsChatToast extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** What happened; empty shows nothing. A new text starts the time again. */
  @property() text = '';

  /** Name of the action, such as Undo; empty for none. */
  @property({attribute: 'action-label'}) actionLabel = '';

  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback() {
    super.connectedCallback();
    this.#countDown();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#hold();
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('text')) this.#countDown();
  }

  #hold() {
    clearTimeout(this.#timer);
  }

  #countDown() {
    this.#hold();
    if (this.text) this.#timer = setTimeout(() => this.#dismiss(), SHOWN_FOR_MS);
  }

  // Leaving with the pointer while the focus is still inside, or the other way round, is no leaving.
  #countDownUnlessInUse() {
    if (!this.matches(':hover, :focus-within')) this.#countDown();
  }

  #dismiss() {
    request(this, 'sms-chat-dismiss-toast-request');
  }

  #dismissOnEscape(event: KeyboardEvent) {
    if (event.key === 'Escape') this.#dismiss();
  }

  override render() {
    // The status is there before its text: a live region that appears together with it is often not read out.
    return html`
      <div
        class=${this.text ? 'shown' : ''}
        part="toast"
        @pointerenter=${this.#hold}
        @pointerleave=${this.#countDownUnlessInUse}
        @focusin=${this.#hold}
        @focusout=${() => queueMicrotask(() => this.#countDownUnlessInUse())}
        @keydown=${this.#dismissOnEscape}
      >
        <div role="status">${this.text.replace(GAP_IN_NUMBER, '\u00a0')}</div>
        ${this.text ? this.#renderButtons() : nothing}
      </div>
    `;
  }

  #renderButtons() {
    return html`
      ${
        this.actionLabel
          ? html`<button
              class="action"
              part="toast-action-button"
              type="button"
              @click=${() => request(this, 'sms-chat-toast-action')}
            >
              ${this.actionLabel}
            </button>`
          : nothing
      }
      <button class="icon" type="button" aria-label=${msg('Dismiss')} @click=${this.#dismiss}>
        ${clearIcon}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-toast': SmsChatToast;
  }
}
