import {LitElement, html, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {placePopup} from '../../shared/place-popup.js';
import {checkIcon, moreIcon} from '../icons.js';
import {popup} from '../popup.styles.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './menu.styles.js';

/** Something to do. */
export interface MenuAction {
  readonly kind: 'action';
  readonly id: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly hint?: string;
  /** It is on or off, and picking it changes that. */
  readonly checked?: boolean | undefined;
}

/** One of several choices. */
export interface MenuRadio {
  readonly kind: 'radio';
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
}

export interface MenuGroup {
  readonly kind: 'group';
  readonly label: string;
  readonly items: readonly MenuItem[];
}

export type MenuItem = MenuAction | MenuRadio;
export type MenuEntry = MenuItem | MenuGroup;

/** Letters typed within this time of each other are one search. */
const TYPE_AHEAD_MS = 700;

/**
 * A button that opens a menu.
 *
 * @internal
 * @element sms-chat-menu
 * @csspart menu-button - The button.
 * @csspart menu-label - Its label where it is `labelled`, which narrow layouts hide.
 * @csspart menu - The popup.
 * @csspart menu-item - One entry; `checked` is added to the part of the choice that is on.
 * @fires {CustomEvent<{id: string}>} sms-chat-menu-select - An entry was picked; the focus is back on the button.
 */
export class SmsChatMenu extends LitElement {
  static override styles = [theme, controls, popup, styles];

  /** Names the button and the menu. */
  @property() label = '';
  @property({attribute: false}) icon: TemplateResult = moreIcon;
  /** Shows the label beside the icon. */
  @property({type: Boolean}) labelled = false;
  /** The edge of the button that the menu lines up with. */
  @property() align: 'start' | 'end' = 'start';
  /** The side of the button that the menu opens on where there is room. */
  @property() side: 'below' | 'above' = 'below';
  @property({attribute: false}) items: readonly MenuEntry[] = [];

  @state() private open = false;
  @query('.opener') private button!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;

  #stopPlacing: (() => void) | undefined;
  #typed = '';
  #typedAt = 0;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopPlacing?.();
    this.open = false;
  }

  override focus(options?: FocusOptions) {
    this.button.focus(options);
  }

  get #focusable(): HTMLButtonElement[] {
    return [...this.popup.querySelectorAll<HTMLButtonElement>('.item')];
  }

  #show(at: 'first' | 'last') {
    // With its items at once, by which it is placed.
    this.open = true;
    this.performUpdate();
    this.popup.showPopover();
    this.#stopPlacing = placePopup(this.popup, this.button, {align: this.align, side: this.side});
    const items = this.#focusable;
    items[at === 'first' ? 0 : items.length - 1]?.focus();
  }

  #hide() {
    this.popup.hidePopover();
    this.button.focus();
  }

  // Shown here rather than by popovertarget, so that it is in its place before it is painted. The attribute stays:
  // by it the browser knows that a press on the button is not one outside of the menu.
  #toggle(event: Event) {
    event.preventDefault();
    if (this.open) this.#hide();
    else this.#show('first');
  }

  #followToggle(event: ToggleEvent) {
    this.open = event.newState === 'open';
    if (!this.open) this.#stopPlacing?.();
  }

  #openByArrow(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#show(event.key === 'ArrowDown' ? 'first' : 'last');
  }

  #navigate(event: KeyboardEvent) {
    const items = this.#focusable;
    const current = items.indexOf(event.target as HTMLButtonElement);
    const {key} = event;
    if (key === 'Tab') {
      // The focus goes on from the button, not from the end of the page where the popup is drawn.
      this.#hide();
      return;
    }
    if (key === 'Escape') this.#hide();
    else if (key === 'ArrowDown') items[(current + 1) % items.length]?.focus();
    else if (key === 'ArrowUp') items[(current - 1 + items.length) % items.length]?.focus();
    else if (key === 'Home') items[0]?.focus();
    else if (key === 'End') items[items.length - 1]?.focus();
    else if (key.length === 1 && key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey)
      this.#typeAhead(items, current, event);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #typeAhead(items: HTMLButtonElement[], current: number, {key, timeStamp}: KeyboardEvent) {
    const continues = timeStamp - this.#typedAt < TYPE_AHEAD_MS;
    this.#typed = (continues ? this.#typed : '') + key.toLowerCase();
    this.#typedAt = timeStamp;
    // A first letter goes on to the next match, further ones refine the one that has the focus.
    const from = current + (this.#typed.length === 1 ? 1 : 0);
    [...items.slice(from), ...items.slice(0, from)]
      .find((item) => item.textContent?.trim().toLowerCase().startsWith(this.#typed))
      ?.focus();
  }

  #select(id: string) {
    this.#hide();
    request(this, 'sms-chat-menu-select', {id});
  }

  #renderEntry(entry: MenuEntry): TemplateResult {
    if (entry.kind === 'group') {
      return html`<div role="group" aria-label=${entry.label}>
        <div class="group-label" aria-hidden="true">${entry.label}</div>
        ${entry.items.map((item) => this.#renderEntry(item))}
      </div>`;
    }
    const isRadio = entry.kind === 'radio';
    const {checked} = entry;
    const isChoice = checked !== undefined;
    return html`<button
      class="item"
      part=${checked ? 'menu-item checked' : 'menu-item'}
      type="button"
      role=${isRadio ? 'menuitemradio' : isChoice ? 'menuitemcheckbox' : 'menuitem'}
      aria-checked=${isChoice ? `${checked}` : nothing}
      tabindex="-1"
      @click=${() => this.#select(entry.id)}
    >
      ${isChoice ? html`<span class="check">${checked ? checkIcon : nothing}</span>` : nothing}
      <span>
        <bdi>${displayName(entry.label)}</bdi>
        ${!isRadio && entry.hint ? html`<span class="hint"><bdi>${displayName(entry.hint)}</bdi></span>` : nothing}
      </span>
    </button>`;
  }

  override render() {
    return html`
      <button
        class="opener ${this.labelled ? 'quiet' : 'icon'}"
        part="menu-button"
        type="button"
        popovertarget="menu"
        aria-haspopup="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-controls="menu"
        aria-label=${this.labelled ? nothing : this.label}
        @click=${this.#toggle}
        @keydown=${this.#openByArrow}
      >
        ${this.icon}${this.labelled ? html`<span part="menu-label">${this.label}</span>` : nothing}
      </button>
      <div
        id="menu"
        part="menu"
        popover="auto"
        role="menu"
        aria-label=${this.label}
        @beforetoggle=${this.#followToggle}
        @keydown=${this.#navigate}
      >
        ${this.open ? this.items.map((entry) => this.#renderEntry(entry)) : nothing}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-menu': SmsChatMenu;
  }
}
