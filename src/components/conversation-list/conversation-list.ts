import {html, nothing, render, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg, str, type Language} from '../../localization/language.js';
import {onNewDay} from '../../shared/dates.js';
import {displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {FixedRowWindow} from '../../shared/fixed-row-window.js';
import type {ChatError} from '../../state/api/chat-error.js';
import type {Conversation, ConversationList, Draft, OutboxMessage} from '../../state/model.js';
import {errorText} from '../error-text.js';
import {alertIcon, chatIcon, searchIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './conversation-list.styles.js';
import {renderConversationRow, type ConversationRow} from './conversation-row.js';

interface RenderedRow extends Omit<ConversationRow, 'outbox'> {
  readonly outbox: readonly OutboxMessage[] | undefined;
  readonly today: number;
  readonly language: Language;
}

/**
 * The conversations, newest activity first.
 *
 * @internal
 * @element sms-chat-conversation-list
 * @slot empty - Replaces what is said while there are no conversations at all.
 * @csspart list - The scrolling pane.
 * @csspart row - One conversation; `selected` and `unread` are added to its part.
 * @csspart unread-count - The number of unread messages of a conversation.
 * @csspart state - What stands in place of the list: empty, nothing found, failed.
 * @fires {CustomEvent<{conversationId: string}>} sms-chat-select-request - A conversation was picked.
 * @fires {CustomEvent<void>} sms-chat-load-more-request - The end is near, or Try again was pressed there.
 * @fires {CustomEvent<void>} sms-chat-reload-request - Try again was pressed, after the list failed to load.
 * @fires {CustomEvent<{search: string}>} sms-chat-new-chat-request - Start a chat, with what was searched for.
 * @fires {CustomEvent<{search: string}>} sms-chat-search-request - With an empty search: show all conversations.
 * @fires {CustomEvent<{senderId: null}>} sms-chat-filter-request - Show the conversations of all numbers.
 */
export class SmsChatConversationList extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** In the order in which they are shown. */
  @property({attribute: false}) conversations: readonly Conversation[] = [];
  @property({attribute: false}) selectedId: string | null = null;
  @property({attribute: false}) status: ConversationList['status'] = 'idle';
  /** Why `status` is `failed`; null where it is told elsewhere, with a way to try again. */
  @property({attribute: false}) error: ChatError | null = null;
  /** There are more to load after the last. */
  @property({attribute: false}) hasMore = false;
  @property({attribute: false}) more: ConversationList['more'] = 'idle';
  /** The search that is on; empty for none. */
  @property({attribute: false}) search = '';
  /** A filter by number is on. */
  @property({attribute: false}) filtered = false;
  /** By conversation. */
  @property({attribute: false}) drafts: ReadonlyMap<string, Draft> = new Map();
  /** By conversation. */
  @property({attribute: false}) outbox: ReadonlyMap<string, readonly OutboxMessage[]> = new Map();
  /** The agent who looks at the list: their own messages say "You". */
  @property({attribute: false}) viewerId = '';
  @property({attribute: false}) locale = 'en';
  /** The host lets the agent start chats. */
  @property({attribute: false}) canStart = false;

  /** The page has something of its own for the slot `empty`. */
  @state() private hasOwnEmpty = false;

  @query('.scroller') private scroller!: HTMLElement;
  @query('[role=list]') private list!: HTMLElement;

  #window: FixedRowWindow<Conversation> | undefined;
  /** The row that Tab leads to. */
  #tabStop: string | null = null;
  /** Number of conversations at which more were asked for, so that each page is asked for once. */
  #askedAt = -1;
  #stopWatchingDays: (() => void) | undefined;
  /** Raised with each new day. */
  #today = 0;
  /** What each row shows: a row is rendered again only for something else. */
  readonly #rendered = new WeakMap<HTMLElement, RenderedRow>();

  override connectedCallback() {
    super.connectedCallback();
    this.#stopWatchingDays = onNewDay(() => {
      this.#today++;
      this.requestUpdate();
    });
    this.#window?.connect();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopWatchingDays?.();
    this.#window?.disconnect();
  }

  protected override shouldUpdate(changed: PropertyValues<this>): boolean {
    return changed.size > 1 || !changed.has('drafts') || this.#hasOtherDrafts(changed.get('drafts')!);
  }

  protected override updated(changed: PropertyValues<this>) {
    this.#window ??= new FixedRowWindow(this.scroller, this.list, {
      key: (conversation) => conversation.id,
      render: (conversation, host, index) => this.#renderRow(conversation, host, index),
      onReachEnd: () => this.#askForMore(),
    });
    if (changed.get('more') === 'failed' || changed.has('status') || changed.has('search'))
      this.#askedAt = -1;
    const before = changed.get('conversations');
    const focusedIndex = this.#focusedIndex(before);
    this.#chooseTabStop(focusedIndex, changed.has('selectedId'));
    this.#window.setItems(this.conversations);
    if (changed.has('search') || changed.has('filtered')) this.#window.scrollToStart();
    if (changed.has('selectedId') || before?.length === 0) this.#revealSelected();
    if (focusedIndex >= 0) this.#focusTabStop();
  }

  /** Puts the focus on the row that Tab leads to; without rows, on what is offered instead. */
  override focus() {
    this.#focusTabStop();
    if (!this.conversations.length) this.renderRoot.querySelector('button')?.focus();
  }

  /** The draft of the open thread changes with each key and is not shown here: it is no reason to render. */
  #hasOtherDrafts(before: ReadonlyMap<string, Draft>): boolean {
    const ids = new Set([...before.keys(), ...this.drafts.keys()]);
    ids.delete(this.selectedId ?? '');
    return [...ids].some((id) => before.get(id) !== this.drafts.get(id));
  }

  /** Index of the row with the focus, as it was before the update; -1 where the focus is elsewhere. */
  #focusedIndex(before: readonly Conversation[] = this.conversations): number {
    const focused = this.shadowRoot?.activeElement;
    if (!(focused instanceof HTMLButtonElement) || !this.list.contains(focused)) return -1;
    return before.findIndex(({id}) => id === focused.value);
  }

  #chooseTabStop(focusedIndex: number, selectionChanged: boolean) {
    const isListed = (id: string | null) => this.conversations.some((conversation) => conversation.id === id);
    if (selectionChanged && focusedIndex < 0 && isListed(this.selectedId)) this.#tabStop = this.selectedId;
    if (!isListed(this.#tabStop)) {
      // A row with the focus that left the list hands it to the one that took its place.
      const neighbour =
        this.conversations[Math.min(Math.max(focusedIndex, 0), this.conversations.length - 1)];
      const selected = focusedIndex < 0 && isListed(this.selectedId) ? this.selectedId : null;
      this.#tabStop = selected ?? neighbour?.id ?? null;
    }
    this.#window!.pinned = this.#tabStop;
  }

  #focusTabStop() {
    const host = this.#tabStop === null ? undefined : this.#window?.hostOf(this.#tabStop);
    host?.querySelector('button')?.focus({preventScroll: true});
  }

  #revealSelected() {
    const index = this.conversations.findIndex(({id}) => id === this.selectedId);
    if (index >= 0) this.#window!.scrollToIndex(index);
  }

  #askForMore() {
    if (!this.hasMore || this.more !== 'idle' || this.status !== 'ready') return;
    if (this.#askedAt === this.conversations.length) return;
    this.#askedAt = this.conversations.length;
    request(this, 'sms-chat-load-more-request');
  }

  #select(event: Event) {
    const row = (event.target as Element).closest('button');
    if (row) request(this, 'sms-chat-select-request', {conversationId: row.value});
  }

  #followFocus(event: FocusEvent) {
    const id = (event.target as HTMLButtonElement).value;
    if (id === this.#tabStop) return;
    this.#tabStop = id;
    this.requestUpdate();
  }

  #navigate(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.conversations.length - 1;
    const current = this.conversations.findIndex(({id}) => id === this.#tabStop);
    const target = {ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: last}[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(target, last));
    this.#tabStop = this.conversations[index]?.id ?? null;
    this.#window!.pinned = this.#tabStop;
    this.#window!.scrollToIndex(index);
    this.#focusTabStop();
    this.requestUpdate();
  }

  #renderRow(conversation: Conversation, host: HTMLElement, index: number) {
    this.speak();
    const {id} = conversation;
    const row = {
      conversation,
      draft: this.drafts.get(id),
      outbox: this.outbox.get(id),
      isSelected: id === this.selectedId,
      hasTabStop: id === this.#tabStop,
      viewerId: this.viewerId,
      locale: this.locale,
      today: this.#today,
      language: this.language,
    };
    const before = this.#rendered.get(host);
    if (!before) host.setAttribute('role', 'listitem');
    setAttribute(host, 'aria-posinset', `${index + 1}`);
    // -1: how many there are is not known before the last page.
    setAttribute(host, 'aria-setsize', `${this.hasMore ? -1 : this.conversations.length}`);
    if (before && (Object.keys(row) as (keyof typeof row)[]).every((key) => before[key] === row[key])) return;
    this.#rendered.set(host, row);
    render(renderConversationRow({...row, outbox: row.outbox ?? []}), host);
  }

  // Not as fallback of the slot: the slots that hand it down from the public element would count as its content.
  #followEmptySlot({currentTarget}: Event) {
    this.hasOwnEmpty = (currentTarget as HTMLSlotElement).assignedNodes({flatten: true}).length > 0;
  }

  #renderStartButton() {
    if (!this.canStart) return nothing;
    const start = () => request(this, 'sms-chat-new-chat-request', {search: this.search});
    return html`<button class="primary" type="button" @click=${start}>${msg('Start a chat')}</button>`;
  }

  #renderNoMatch(): TemplateResult {
    const showAll = () =>
      this.search
        ? request(this, 'sms-chat-search-request', {search: ''})
        : request(this, 'sms-chat-filter-request', {senderId: null});
    return html`<div class="state" part="state">
      ${searchIcon}
      <p>
        ${
          this.search
            ? msg(str`No conversations match “${displayName(this.search)}”.`)
            : msg('No conversations with this number.')
        }
      </p>
      <div class="buttons">
        ${this.#renderStartButton()}
        <button type="button" @click=${showAll}>${msg('Show all conversations')}</button>
      </div>
    </div>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="state" part="state">
      ${chatIcon}
      <p>${msg('No conversations yet.')}</p>
      <p class="detail">${msg('Messages that people send to your numbers appear here.')}</p>
      ${this.#renderStartButton()}
    </div>`;
  }

  #renderFailed(): TemplateResult {
    return html`<div class="state" part="state">
      ${alertIcon}
      <p>${msg('The conversations could not be loaded.')}</p>
      ${
        this.error
          ? html`<p class="detail">${errorText(this.error)}</p>
              <button type="button" @click=${() => request(this, 'sms-chat-reload-request')}>
                ${msg('Try again')}
              </button>`
          : nothing
      }
    </div>`;
  }

  /** The rows on screen are from before the failure. */
  #renderStale(): TemplateResult {
    return html`<div class="more" role="status">
      ${msg('The list could not be brought up to date.')}
      <button class="link" type="button" @click=${() => request(this, 'sms-chat-reload-request')}>
        ${msg('Try again')}
      </button>
    </div>`;
  }

  #renderMore(): TemplateResult | typeof nothing {
    if (this.more === 'failed')
      return html`<div class="more">
        ${msg('More conversations could not be loaded.')}
        <button class="link" type="button" @click=${() => request(this, 'sms-chat-load-more-request')}>
          ${msg('Try again')}
        </button>
      </div>`;
    return this.more === 'loading' ? html`<div class="more">${msg('Loading…')}</div>` : nothing;
  }

  override render() {
    const hasRows = this.conversations.length > 0;
    const isLoading = !hasRows && (this.status === 'idle' || this.status === 'loading');
    const hasFailed = !hasRows && this.status === 'failed';
    const isNarrowed = this.search !== '' || this.filtered;
    const hasNoMatch = !hasRows && this.status === 'ready' && isNarrowed;
    const isEmpty = !hasRows && this.status === 'ready' && !isNarrowed;
    // Firefox makes what scrolls a stop for Tab of its own, before the rows, unless told otherwise. It is there before
    // its rows, so that its height is known when they come.
    return html`
      ${hasRows && this.status === 'failed' ? this.#renderStale() : nothing}
      <div class="scroller" part="list" tabindex="-1" ?hidden=${!hasRows && !isLoading}>
        <div
          role="list"
          aria-label=${msg('Conversations')}
          aria-busy=${this.status === 'loading' ? 'true' : 'false'}
          @click=${this.#select}
          @focusin=${this.#followFocus}
          @keydown=${this.#navigate}
        ></div>
        ${this.#renderMore()}
      </div>
      <div role=${hasFailed && !this.error ? nothing : 'status'}>
        ${isLoading ? html`<span class="visually-hidden">${msg('Loading conversations…')}</span>` : nothing}
        ${hasNoMatch ? this.#renderNoMatch() : hasFailed ? this.#renderFailed() : nothing}
      </div>
      ${isLoading ? html`<div class="skeleton" aria-hidden="true">${Array(8).fill(skeletonRow)}</div>` : nothing}
      <div ?hidden=${!isEmpty}>
        <slot name="empty" @slotchange=${this.#followEmptySlot}></slot>
        ${isEmpty && !this.hasOwnEmpty ? this.#renderEmpty() : nothing}
      </div>
    `;
  }
}

function setAttribute(host: HTMLElement, name: string, value: string) {
  if (host.getAttribute(name) !== value) host.setAttribute(name, value);
}

const skeletonRow = html`<div><span></span><span></span></div>`;

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-conversation-list': SmsChatConversationList;
  }
}
