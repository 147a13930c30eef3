import {html, nothing, render, type PropertyValues} from 'lit';
import {property, query} from 'lit/decorators.js';
import {msg} from '../../localization/language.js';
import {onNewDay} from '../../shared/dates.js';
import {request} from '../../shared/events.js';
import {RowWindow, type RowRange, type SetItemsOptions} from '../../shared/row-window.js';
import {findPosition} from '../../state/message-log.js';
import type {Message, OutboxMessage, Thread} from '../../state/model.js';
import {errorText} from '../error-text.js';
import {chatIcon, downIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './message-list.styles.js';
import {estimateHeight, failureOf, outboxNote, rowTemplate} from './message-row.js';
import {ThreadAnnouncer} from './thread-announcer.js';
import {threadRows, unreadRow, type ThreadRow, type ThreadRows, type UnreadRow} from './thread-rows.js';

/** More is loaded when less than this is left beyond the view, in px. */
const LOAD_WITHIN = 800;
/** How long a message must have been in view to count as seen, in ms. */
const SEEN_AFTER = 300;
/** How many of the newest messages are watched for failures. */
const NEWEST = 50;

/**
 * The messages of the open thread: opens at the first unread one or at the end, holds what is read in its place, and
 * follows the end while the reader is there.
 *
 * @internal
 * @element sms-chat-message-list
 * @csspart messages - The scrolling area.
 * @csspart message - A line with one message; also `inbound` or `outbound`, `pending`, and `target` for a linked one.
 * @csspart bubble - The surface of a message; also `inbound` or `outbound`, and `pending`.
 * @csspart note - What is said below a message that failed or waits.
 * @csspart day - The heading of a day.
 * @csspart link - A link in a message.
 * @csspart unread-line - The line above the first unread message.
 * @csspart new-messages - The button that leads to new messages.
 * @fires {CustomEvent<void>} sms-chat-load-older-request - The start of what is loaded is near.
 * @fires {CustomEvent<void>} sms-chat-load-newer-request - The end of what is loaded is near, and there is more.
 * @fires {CustomEvent<void>} sms-chat-jump-request - The reader wants the newest messages, which are not loaded.
 * @fires {CustomEvent<void>} sms-chat-reload-thread-request - Load the thread again, after it failed.
 * @fires {CustomEvent<{position: number}>} sms-chat-seen-request - All up to this position has been in view.
 * @fires {CustomEvent<{clientMessageId: string}>} sms-chat-retry-request - Send what was refused or held (anyway).
 * @fires {CustomEvent<{clientMessageId: string}>} sms-chat-edit-request - Take it back into the composer.
 * @fires {CustomEvent<{clientMessageId: string}>} sms-chat-discard-request - Drop what was refused or held.
 * @fires {CustomEvent<{message: Message}>} sms-chat-resend-request - Send a message that failed once more.
 */
export class SmsChatMessageList extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** Null while no thread is open. */
  @property({attribute: false}) thread: Thread | null = null;

  /** What the host has not confirmed, of this thread. */
  @property({attribute: false}) outbox: readonly OutboxMessage[] = [];

  /** Ids of failed messages that were sent again. */
  @property({attribute: false}) retried: ReadonlySet<string> = new Set();

  /** The agent at this screen: the names of other authors are shown. */
  @property() viewerId = '';

  /** For dates and times, as in BCP 47. */
  @property() locale = 'en';

  /** Name, or number, of the recipient. */
  @property() recipientName = '';

  @query('.log', true) private log!: HTMLElement;
  @query('.new-messages', true) private newMessages!: HTMLButtonElement;
  @query('.announcer', true) private announcerRegion!: HTMLElement;

  #window: RowWindow<ThreadRow> | null = null;
  #announcer: ThreadAnnouncer | null = null;
  #threadRows: ThreadRows | undefined;
  #stopDays = () => {};

  /** Which opening of which thread the fields below belong to. */
  #opening = '';
  /** The last message when the thread was opened: those after it came while it was open. */
  #openedAtEnd = Infinity;
  #unread: UnreadRow | null = null;
  /** The newest message that has been in view, and the newest that was there for long enough to be noticed. */
  #inView = 0;
  #noticed = 0;
  /** The newest inbound message that has been in view. */
  #viewed = 0;
  /** What has been said of it by an event. */
  #seen = 0;
  #seenTimer = 0;
  /** What failed, and is known to have: reasons by id. */
  #failures: ReadonlyMap<string, string> = new Map();
  /** The thread whose newest messages are on their way: their end is to be shown. */
  #jumpingIn: string | null = null;
  #hadFocus = false;
  /** Each state of the thread asks at most once for more at each end. */
  #askedOlder: Thread | null = null;
  #askedNewer: Thread | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    // The window is kept while out of the document, since a move is no goodbye; without references it goes with us.
    this.#window?.restore();
    this.#stopDays = onNewDay(() => this.#window?.refresh());
    document.addEventListener('visibilitychange', this.#waitForSeen);
    addEventListener('beforeprint', this.#followPrinting);
    addEventListener('afterprint', this.#followPrinting);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopDays();
    this.#announcer?.stop();
    this.#stopSeenTimer();
    document.removeEventListener('visibilitychange', this.#waitForSeen);
    removeEventListener('beforeprint', this.#followPrinting);
    removeEventListener('afterprint', this.#followPrinting);
  }

  override firstUpdated(): void {
    this.#announcer = new ThreadAnnouncer(this.announcerRegion, () => this.speak());
    this.#window = new RowWindow<ThreadRow>(this.log, {
      key: (row) => row.key,
      estimate: estimateHeight,
      render: (row, host) => {
        // Also while scrolling, when nothing else of this element renders.
        this.speak();
        render(rowTemplate(row, this), host);
      },
      // Headings and edges move when older messages come before those in view.
      holds: (row) => row.kind === 'message' || row.kind === 'outbox',
      onRange: (range) => this.#onRange(range),
    });
  }

  /** Of the rows. */
  readonly onLinks = (): void => this.#window?.refresh();

  override willUpdate(): void {
    this.#hadFocus = !!this.shadowRoot?.activeElement;
  }

  override updated(changed: PropertyValues<this>): void {
    const hasOtherWords = (changed as PropertyValues).has('language');
    if (hasOtherWords || changed.has('locale') || changed.has('recipientName') || changed.has('viewerId'))
      this.#window!.invalidate();
    if (changed.size > 0) this.#update(changed);
    // What had the focus may be gone, such as a button Retry.
    if (this.#hadFocus && this.shadowRoot!.activeElement === null) this.log.focus({preventScroll: true});
  }

  /**
   * Up to here, the reader knows what is in the thread; null before it is there. What it was opened with counts as known:
   * that is what they came for. What others wrote since then counts once it has been in view for a moment.
   */
  get seenPosition(): number | null {
    const {thread, viewerId} = this;
    if (!thread || !this.#opening) return null;
    const unnoticed = thread.messages.find(
      ({position, author}) => position > this.#noticed && author?.id !== viewerId,
    );
    if (unnoticed) return unnoticed.position - 1;
    return thread.hasNewer ? this.#noticed : (thread.messages.at(-1)?.position ?? 0);
  }

  /** To be called before anything renders for a change of the thread. */
  look(thread: Thread | undefined): void {
    if (thread !== this.thread && thread?.conversationId === this.thread?.conversationId)
      this.#window?.look();
  }

  /** Brings the newest message into view, and stays at the end. */
  scrollToEnd(): void {
    if (this.thread?.hasNewer) {
      this.#jumpingIn = this.thread.conversationId;
      request(this, 'sms-chat-jump-request');
    } else {
      this.#window?.scrollToEnd();
    }
  }

  /** The text of the message that this is part of, as it was written. */
  textAt(node: Node): string | null {
    const row = this.#window?.itemAt(node);
    return row?.kind === 'message' ? row.message.body : row?.kind === 'outbox' ? row.pending.preview : null;
  }

  #update(changed: PropertyValues<this>): void {
    const {thread} = this;
    const opening = thread ? `${thread.conversationId} ${thread.openedAtReadPosition}` : '';
    const isReady = thread !== null && (thread.status === 'ready' || thread.messages.length > 0);
    const isOpening = isReady && opening !== this.#opening;
    if (!isReady) this.#opening = '';
    if (isOpening) this.#open(thread, opening);

    this.#unread = isReady ? unreadRow(thread, this.#openedAtEnd, this.#unread) : null;
    // What was written is there, whatever becomes of the rest.
    const rows = thread && (isReady || this.outbox.length > 0) ? this.#rows(thread) : [];
    const show = this.#whatToShow(rows, isOpening, changed);
    this.#window!.setItems(rows, {openEnded: thread?.hasNewer ?? false, show});
    if (thread) this.#announce(isOpening ? null : (changed.get('thread') ?? thread), thread);
    this.#updatePill();
  }

  #rows(thread: Thread): readonly ThreadRow[] {
    const {outbox, retried, viewerId} = this;
    const input = {thread, outbox, retried, viewerId, unread: this.#unread};
    this.#threadRows = threadRows(input, this.#threadRows);
    return this.#threadRows.rows;
  }

  #open(thread: Thread, opening: string): void {
    this.#opening = opening;
    this.#openedAtEnd = thread.hasNewer ? Infinity : (thread.messages.at(-1)?.position ?? 0);
    this.#viewed = this.#seen = thread.openedAtReadPosition;
    this.#inView = this.#noticed = thread.openedAtPosition;
    if (this.#jumpingIn !== thread.conversationId) this.#jumpingIn = null;
    this.#stopSeenTimer();
    this.#announcer!.stop();
  }

  #whatToShow(
    rows: readonly ThreadRow[],
    isOpening: boolean,
    changed: PropertyValues<this>,
  ): SetItemsOptions['show'] {
    const target = this.thread?.target;
    const before = changed.has('thread') ? changed.get('thread') : this.thread;
    if (target && (isOpening || before?.target !== target)) {
      // Positions have gaps: of a message that is gone, the next one.
      const row = rows.find((row) => row.kind === 'message' && row.message.position >= target.position);
      if (row) {
        this.log.classList.add('arriving');
        return {key: row.key, align: 'center'};
      }
    }
    if (this.#jumpingIn !== null && rows.length > 0 && !this.thread!.hasNewer) {
      this.#jumpingIn = null;
      return 'end';
    }
    if (isOpening) return this.#unread ? {key: this.#unread.key, align: 'start'} : 'end';
    const outboxBefore = changed.get('outbox');
    const known = new Set(outboxBefore?.map((pending) => pending.clientMessageId));
    if (outboxBefore && this.outbox.some((pending) => !known.has(pending.clientMessageId))) {
      // Whoever sends wants to see it.
      if (!this.thread?.hasNewer) return 'end';
      this.scrollToEnd();
    }
    return undefined;
  }

  #announce(before: Thread | null, thread: Thread): void {
    const failures = failuresIn(thread, this.outbox);
    const news = [...failures].flatMap(([id, reason]) => (this.#failures.has(id) ? [] : reason));
    this.#failures = failures;
    // Pages of history are not news: only what is appended to a thread whose end was known.
    if (before?.status !== 'ready' || before.hasNewer || before.conversationId !== thread.conversationId)
      return;
    const last = before.messages.at(-1)?.position ?? 0;
    const added = thread.messages.slice(findPosition(thread.messages, last + 1));
    const isHistory = before.messages[0]?.id !== thread.messages[0]?.id;
    this.#announcer!.add(added, this.recipientName, isHistory ? [] : news);
  }

  #onRange({first, last, above, below}: RowRange): void {
    const {thread} = this;
    for (const row of this.#window!.items.slice(first, last + 1)) {
      if (row.kind !== 'message') continue;
      const {position} = row.message;
      this.#inView = Math.max(this.#inView, position);
      if (isInbound(row.message)) this.#viewed = Math.max(this.#viewed, position);
    }
    this.#waitForSeen();
    this.#updatePill();
    if (!thread) return;
    if (above < LOAD_WITHIN && thread.hasOlder && thread.older === 'idle' && this.#askedOlder !== thread) {
      this.#askedOlder = thread;
      this.#askSoon('sms-chat-load-older-request', thread);
    }
    if (below < LOAD_WITHIN && thread.hasNewer && thread.newer === 'idle' && this.#askedNewer !== thread) {
      this.#askedNewer = thread;
      this.#askSoon('sms-chat-load-newer-request', thread);
    }
  }

  /** Not in the frame that scrolls. */
  #askSoon(type: string, thread: Thread): void {
    setTimeout(() => {
      if (this.thread === thread) request(this, type);
    });
  }

  readonly #waitForSeen = () => {
    // One timer at a time: a fast stream would put off another for ever.
    const [viewed, inView] = [this.#viewed, this.#inView];
    if ((viewed <= this.#seen && inView <= this.#noticed) || this.#seenTimer) return;
    this.#seenTimer = setTimeout(() => {
      this.#seenTimer = 0;
      if (document.visibilityState !== 'visible' || this.log.clientHeight === 0) return;
      this.#noticed = Math.max(this.#noticed, inView);
      if (viewed > this.#seen) {
        this.#seen = viewed;
        request(this, 'sms-chat-seen-request', {position: viewed});
      }
      this.#waitForSeen();
    }, SEEN_AFTER) as unknown as number;
  };

  readonly #followPrinting = ({type}: Event) => {
    if (this.#window) this.#window.whole = type === 'beforeprint';
  };

  #stopSeenTimer(): void {
    clearTimeout(this.#seenTimer);
    this.#seenTimer = 0;
  }

  /** Set by hand: it follows each scroll, and rendering does not have to. */
  #updatePill(): void {
    const {thread} = this;
    const hasUnseen =
      thread !== null &&
      !this.#window!.following &&
      (thread.hasNewer || (thread.messages.findLast(isInbound)?.position ?? 0) > this.#viewed);
    if (!hasUnseen && this.shadowRoot!.activeElement === this.newMessages)
      this.log.focus({preventScroll: true});
    this.newMessages.hidden = !hasUnseen;
  }

  override render() {
    const {thread} = this;
    const isEmpty = !thread?.messages.length && this.outbox.length === 0;
    const isLoading = thread?.status === 'loading' && isEmpty;
    return html`
      <div
        class="log"
        part="messages"
        role="log"
        aria-label=${msg('Messages')}
        aria-live="off"
        aria-busy=${isLoading ? 'true' : 'false'}
        tabindex="0"
        @animationend=${() => this.log.classList.remove('arriving')}
      ></div>
      ${thread && isEmpty ? this.#renderState(thread) : nothing}
      <button
        class="primary new-messages"
        part="new-messages"
        type="button"
        hidden
        @click=${this.scrollToEnd}
      >
        ${downIcon}${msg('New messages')}
      </button>
      <div class="announcer visually-hidden" aria-live="polite"></div>
    `;
  }

  #renderState(thread: Thread) {
    if (thread.status === 'loading') {
      return html`<div class="skeleton">
        <p class="visually-hidden">${msg('Loading messages')}</p>
        ${['in', 'in short', 'out', 'in', 'out short', 'out'].map((name) => html`<span class=${name}></span>`)}
      </div>`;
    }
    if (thread.status === 'ready')
      return html`<div class="placeholder">
        ${chatIcon}
        <p>${msg('No messages yet')}</p>
        <p class="muted">${msg('What you write below starts this chat.')}</p>
      </div>`;
    const reload = () => request(this, 'sms-chat-reload-thread-request');
    return html`<div class="placeholder" role=${thread.error ? 'alert' : nothing}>
      <p>${msg('The messages could not be loaded.')}</p>
      ${
        thread.error
          ? html`<p class="muted">${errorText(thread.error)}</p>
              <button type="button" @click=${reload}>${msg('Try again')}</button>`
          : nothing
      }
    </div>`;
  }
}

/** Of the newest messages: it does not come to older ones. */
function failuresIn({messages}: Thread, outbox: readonly OutboxMessage[]): ReadonlyMap<string, string> {
  const failures = new Map<string, string>();
  for (const {id, delivery} of messages.slice(-NEWEST))
    if (delivery?.status === 'FAILED') failures.set(id, failureOf(delivery));
  for (const pending of outbox) {
    const note = outboxNote(pending);
    if (note) failures.set(pending.clientMessageId, note);
  }
  return failures;
}

const isInbound = ({direction}: Message) => direction === 'INBOUND';

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-message-list': SmsChatMessageList;
  }
}
