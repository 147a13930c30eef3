import {ContextConsumer} from '@lit/context';
import {css, html} from 'lit';
import {query, state} from 'lit/decorators.js';
import {smileyIcon} from '../../components/icons.js';
import {LocalizedLeaf} from '../../components/localized-leaf.js';
import {popup} from '../../components/popup.styles.js';
import {controls, theme} from '../../components/theme.styles.js';
import {msg} from '../../localization/language.js';
import {request} from '../../shared/events.js';
import {placePopup} from '../../shared/place-popup.js';
import {chatContext} from '../../state/chat-context.js';
import type {ChatStore} from '../../state/chat-store.js';
import {EmojiMemory} from './emoji-memory.js';

/** Events of the picker, which the page has no business with. */
const EVENTS_OF_PICKER = ['emoji-click', 'emoji-click-sync', 'skin-tone-change'];

/**
 * Opens the emoji, of which one is picked. The picker and its data load when it is first opened.
 *
 * @internal
 * @element sms-chat-emoji-button
 * @csspart emoji-button - The button.
 * @csspart emoji-picker - What it opens.
 * @fires {CustomEvent<{text: string}>} sms-chat-emoji-select - One was picked.
 */
export class SmsChatEmojiButton extends LocalizedLeaf {
  static override styles = [
    theme,
    controls,
    popup,
    css`
      [popover] {
        flex-direction: column;
        max-width: calc(100vw - 16px);
        overflow: hidden;
        padding: 0;
      }

      [popover]:popover-open {
        display: flex;
      }

      .note {
        align-items: center;
        color: var(--_color-muted);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        margin: 0;
        padding: 12px 16px;
      }
    `,
  ];

  @state() private open = false;
  @state() private picker: HTMLElement | null = null;
  @state() private hasFailed = false;
  @query('button') private button!: HTMLButtonElement;
  @query('[popover]') private popup!: HTMLElement;

  #store: ChatStore | null = null;
  #memory: EmojiMemory | null = null;
  /** The language of the picker. */
  #locale = '';
  #stopPlacing: (() => void) | undefined;

  constructor() {
    super();
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: (store) => (this.#store = store),
    });
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopPlacing?.();
    this.open = false;
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    for (const type of EVENTS_OF_PICKER) root.addEventListener(type, (event) => event.stopPropagation());
    root.addEventListener('emoji-click', (event) => {
      this.#hide();
      request(this, 'sms-chat-emoji-select', {
        text: (event as CustomEvent<{unicode: string}>).detail.unicode,
      });
    });
    return root;
  }

  // As menus do, it is shown by hand, and the attribute popovertarget says that the button belongs to it.
  #toggle(event: Event) {
    event.preventDefault();
    if (this.open) this.#hide();
    else void this.#show();
  }

  async #show() {
    this.popup.showPopover();
    this.#stopPlacing = placePopup(this.popup, this.button, {side: 'above'});
    await this.#load();
    await this.updateComplete;
    const search = this.picker?.shadowRoot?.querySelector('input');
    if (!this.open || !search) return;
    if (search.value) {
      search.value = '';
      search.dispatchEvent(new Event('input'));
    }
    search.focus();
  }

  #hide() {
    this.popup.hidePopover();
    this.button.focus();
  }

  async #load() {
    const {locale} = this.language;
    if (this.picker && this.#locale === locale) return;
    this.picker = null;
    this.hasFailed = false;
    this.#locale = locale;
    this.#memory ??= new EmojiMemory(() => this.#store !== null && this.#store.persistence !== 'none');
    try {
      const {createPicker} = await import('./picker.js');
      const picker = await createPicker(locale, this.#memory);
      if (this.#locale === locale) this.picker = picker;
    } catch {
      this.hasFailed = true;
    }
  }

  #followToggle(event: ToggleEvent) {
    this.open = event.newState === 'open';
    if (!this.open) this.#stopPlacing?.();
  }

  #hideOnFocusElsewhere({relatedTarget}: FocusEvent) {
    if (relatedTarget && !this.popup.contains(relatedTarget as Node)) this.popup.hidePopover();
  }

  // The picker has the first word: it closes its skin tones.
  #hideOnEscape(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#hide();
  }

  #renderNote() {
    if (!this.hasFailed) return msg('Loading…');
    return html`${msg('The emoji could not be loaded.')}
      <button class="link" type="button" @click=${() => void this.#show()}>${msg('Try again')}</button>`;
  }

  override render() {
    const label = msg('Insert emoji');
    return html`
      <button
        class="icon"
        part="emoji-button"
        type="button"
        popovertarget="popup"
        aria-haspopup="dialog"
        aria-expanded=${this.open ? 'true' : 'false'}
        aria-label=${label}
        title=${label}
        @click=${this.#toggle}
      >
        ${smileyIcon}
      </button>
      <div
        id="popup"
        part="emoji-picker"
        popover="auto"
        role="dialog"
        aria-label=${label}
        @beforetoggle=${this.#followToggle}
        @focusout=${this.#hideOnFocusElsewhere}
        @keydown=${this.#hideOnEscape}
      >
        ${this.picker ?? html`<p class="note" aria-live="polite">${this.#renderNote()}</p>`}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-emoji-button': SmsChatEmojiButton;
  }
}
