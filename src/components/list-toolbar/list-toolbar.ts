import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg, str} from '../../localization/language.js';
import type {ExtrasOption} from '../../extras/extras.js';
import {displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {handleRequests} from '../../shared/handle-requests.js';
import {searchText} from '../../shared/search-text.js';
import type {Sender} from '../../state/model.js';
import {clearIcon, filterIcon, newIcon, searchIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import type {MenuEntry} from '../menu/menu.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './list-toolbar.styles.js';

const MARK_ALL_READ = 'mark-all-read';
const ALL_NUMBERS = 'all-numbers';
const SENDER = 'sender:';

/**
 * What stands above the list: search, New, More options, and the filter that is on.
 *
 * @internal
 * @element sms-chat-list-toolbar
 * @csspart list-toolbar - The row of controls.
 * @csspart search - The search field with its buttons.
 * @csspart new-button - The button New.
 * @csspart filter - The filter that is on.
 * @fires {CustomEvent<{search: string}>} sms-chat-search-request - Search for this; empty to show all again.
 * @fires {CustomEvent<{search: string}>} sms-chat-new-chat-request - Open the dialog New chat; `search` is empty.
 * @fires {CustomEvent<void>} sms-chat-mark-all-read-request - Mark all as read was picked.
 * @fires {CustomEvent<{id: string}>} sms-chat-option-request - One of the `options` was picked.
 * @fires {CustomEvent<{senderId: string | null}>} sms-chat-filter-request - Show this number only; null for all.
 */
export class SmsChatListToolbar extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** The search that is on; empty for none. */
  @property({attribute: false}) search = '';
  /** The answer to a search is on its way. */
  @property({attribute: false}) searching = false;
  /** The numbers to filter by; with fewer than two there is nothing to choose. */
  @property({attribute: false}) senders: readonly Sender[] = [];
  /** The number that is filtered by; null for all. */
  @property({attribute: false}) senderId: string | null = null;
  /** The host lets the agent start chats. */
  @property({attribute: false}) canStart = false;

  /** What else can be chosen in More options. */
  @property({attribute: false}) options: readonly ExtrasOption[] = [];

  /** What stands in the field, which is not searched for before Enter. */
  @state() private text = '';
  @query('input') private input!: HTMLInputElement;

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    handleRequests(root, {'sms-chat-menu-select': ({id}: {id: string}) => this.#follow(id)});
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('search')) this.text = this.search;
  }

  /** Puts the focus in the search field. */
  override focus(options?: FocusOptions) {
    this.input.focus(options);
  }

  #search(event: Event) {
    event.preventDefault();
    request(this, 'sms-chat-search-request', {search: searchText(this.text)});
  }

  #clear() {
    this.text = '';
    request(this, 'sms-chat-search-request', {search: ''});
    this.input.focus();
  }

  #handleKey(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.isComposing || !(this.text || this.search)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#clear();
  }

  #filterBy(senderId: string | null) {
    request(this, 'sms-chat-filter-request', {senderId});
  }

  #follow(id: string) {
    if (id === MARK_ALL_READ) request(this, 'sms-chat-mark-all-read-request');
    else if (this.options.some((option) => option.id === id)) request(this, 'sms-chat-option-request', {id});
    else this.#filterBy(id === ALL_NUMBERS ? null : id.slice(SENDER.length));
  }

  get #menu(): MenuEntry[] {
    const entries: MenuEntry[] = [{kind: 'action', id: MARK_ALL_READ, label: msg('Mark all as read')}];
    const options = this.options.map((option) => ({kind: 'action' as const, ...option}));
    if (this.senders.length < 2) return [...entries, ...options];
    const all = {id: ALL_NUMBERS, label: msg('All numbers'), checked: this.senderId === null};
    const each = this.senders.map(({id, label}) => ({id: SENDER + id, label, checked: id === this.senderId}));
    const items = [all, ...each].map((item) => ({kind: 'radio' as const, ...item}));
    return [...entries, {kind: 'group', label: msg('Filter messages to Virtual Number'), items}, ...options];
  }

  #renderFilter() {
    if (this.senderId === null) return nothing;
    const sender = this.senders.find(({id}) => id === this.senderId);
    const label = displayName(sender?.label ?? msg('One number'));
    return html`<div class="filter" part="filter">
      ${filterIcon}
      <span>${msg('Virtual Number')}: <bdi>${label}</bdi></span>
      <button
        class="icon"
        type="button"
        aria-label=${msg(str`Remove filter: ${label}`)}
        @click=${() => this.#filterBy(null)}
      >
        ${clearIcon}
      </button>
    </div>`;
  }

  override render() {
    return html`
      <div class="row" part="list-toolbar">
        <form part="search" method="dialog" @submit=${this.#search}>
          <div class="field">
            <input
              type="search"
              enterkeyhint="search"
              autocomplete="off"
              spellcheck="false"
              aria-label=${msg('Search conversations')}
              placeholder=${msg('Name or number')}
              .value=${this.text}
              @input=${() => (this.text = this.input.value)}
              @keydown=${this.#handleKey}
            />
            ${
              this.text || this.search
                ? html`<button
                    class="icon clear"
                    type="button"
                    aria-label=${msg('Clear')}
                    @click=${this.#clear}
                  >
                    ${clearIcon}
                  </button>`
                : nothing
            }
          </div>
          <button
            class="icon search ${this.searching ? 'searching' : ''}"
            type="submit"
            aria-label=${msg('Search')}
          >
            ${searchIcon}
          </button>
        </form>
        ${
          this.canStart
            ? html`<button
                class="primary new"
                part="new-button"
                type="button"
                @click=${() => request(this, 'sms-chat-new-chat-request', {search: ''})}
              >
                ${newIcon} ${msg('New')}
              </button>`
            : nothing
        }
        <sms-chat-menu
          exportparts="menu-button, menu, menu-item, checked"
          align="end"
          label=${msg('More options')}
          .items=${this.#menu}
        ></sms-chat-menu>
      </div>
      ${this.#renderFilter()}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-list-toolbar': SmsChatListToolbar;
  }
}
