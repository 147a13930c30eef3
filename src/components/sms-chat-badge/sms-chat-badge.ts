import {html, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {LanguageController} from '../../localization/language-controller.js';
import {msg, number, plural, type Texts} from '../../localization/language.js';
import {warn} from '../../shared/warn.js';
import type {AccountStore} from '../../state/account-store.js';
import type {AuthFunction} from '../../state/api/chat-api.js';
import {ChatSlice} from '../../state/chat-slice.js';
import type {AccountState} from '../../state/model.js';
import {baseTheme} from '../base-theme.styles.js';
import {chatIcon} from '../icons.js';
import {LocalizedElement} from '../localized-element.js';
import {StoreController, resolveUrl} from '../store-controller.js';
import {styles} from './sms-chat-badge.styles.js';

const HIGHEST_COUNT = 99;

/**
 * Shortcut to the inbox with the number of unread messages, for the header of every page.
 *
 * @element sms-chat-badge
 * @slot icon - Replaces the icon.
 * @csspart link - The link.
 * @csspart count - The number; there only while something is unread.
 * @cssproperty [--sms-chat-badge-background] - Fill behind the number.
 * @cssproperty [--sms-chat-badge-color] - The number.
 * @fires {CustomEvent<{unreadMessages: number, unreadConversations: number}>} sms-chat-unread-changed - Unread counts
 *   changed.
 */
export class SmsChatBadge extends LocalizedElement {
  static override styles = [baseTheme, styles];

  /** The GraphQL endpoint, absolute or relative to the page. */
  @property() endpoint = '';

  /** Endpoint for subscriptions; by default `endpoint` with ws: or wss:. */
  @property({attribute: 'ws-endpoint'}) wsEndpoint = '';

  /** Returns the token for the host; an element without it takes that of another one with the same endpoint. */
  @property({attribute: false}) auth: AuthFunction | null = null;

  /** For hosts that use cookies: `same-origin`, `include` or `omit`. */
  @property() credentials: RequestCredentials = 'same-origin';

  /** Where the inbox is. */
  @property() href = '';

  /** Id of an `<sms-chat>` on the page to bring into view instead. */
  @property({attribute: 'for'}) htmlFor = '';

  /** Words of the page in place of ours, by the English ones: `{'SMS Chat': 'Messages'}`. */
  @property({attribute: false}) texts: Texts | null = null;

  @state() private store: AccountStore | null = null;

  readonly #slice = new ChatSlice<AccountState>(this, ({counters}) => [counters?.unreadMessages]);
  #stopListening: (() => void) | null = null;

  constructor() {
    super();
    new LanguageController(this, (language) => (this.language = language));
    new StoreController(this, (store) => this.#useStore(store));
  }

  /** Puts the focus on the link. */
  override focus(options?: FocusOptions) {
    if (this.hasUpdated) this.renderRoot.querySelector('a')?.focus(options);
  }

  #useStore(store: AccountStore | null) {
    this.store = store;
    this.#slice.store = store;
    this.#stopListening?.();
    this.#stopListening =
      store?.onFact(({type, ...detail}) => {
        if (type !== 'unread-changed') return;
        this.dispatchEvent(
          new CustomEvent('sms-chat-unread-changed', {detail, bubbles: true, composed: true}),
        );
      }) ?? null;
  }

  #openInbox(event: MouseEvent) {
    // Opening it in another tab or window is the link's own affair.
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const inbox = this.#inboxOnPage();
    if (!inbox) {
      if (this.htmlFor) warn(this, `for="${this.htmlFor}": give the id of an <sms-chat> on the page`);
      return;
    }
    event.preventDefault();
    inbox.scrollIntoView({block: 'nearest'});
    inbox.focus();
  }

  /** The one that is named; without a name and without an address, the one there is. */
  #inboxOnPage(): HTMLElement | null {
    if (this.htmlFor) {
      const root = this.getRootNode() as Partial<NonElementParentNode>;
      const id = this.htmlFor;
      return (root.getElementById?.(id) as HTMLElement | null) ?? document.getElementById(id);
    }
    return this.href ? null : document.querySelector('sms-chat');
  }

  /** Where it leads: no script. */
  #address(): string {
    const {href} = this;
    if (!href || resolveUrl(href, 'https://page', /^(?!javascript:|data:)/)) return href;
    warn(this, `href="${href}": give the address of a page`);
    return '';
  }

  override render() {
    const unread = this.store?.get().counters?.unreadMessages ?? 0;
    const count = unread > HIGHEST_COUNT ? `${number(HIGHEST_COUNT)}+` : number(unread);
    const {dir} = this.language;
    const href = this.#address() || `#${this.htmlFor || ''}`;
    return html`<a
      part="link"
      href=${href}
      aria-label=${label(unread)}
      dir=${dir || nothing}
      @click=${this.#openInbox}
    >
      <slot name="icon">${chatIcon}</slot>
      ${unread > 0 ? html`<span class="count" part="count" aria-hidden="true">${count}</span>` : nothing}
    </a>`;
  }
}

function label(unread: number): string {
  if (unread === 0) return msg('SMS Chat');
  const text =
    unread > HIGHEST_COUNT
      ? msg('{n, plural, other {SMS Chat, #+ unread messages}}')
      : msg('{n, plural, one {SMS Chat, # unread message} other {SMS Chat, # unread messages}}');
  return plural(text, Math.min(unread, HIGHEST_COUNT));
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-badge': SmsChatBadge;
  }
}
