import {ContextProvider} from '@lit/context';
import {html, isServer, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {LanguageController} from '../../localization/language-controller.js';
import {languageContext} from '../../localization/language-context.js';
import {english, msg, str, type Texts} from '../../localization/language.js';
import {displayName} from '../../shared/display-text.js';
import type {Extras, ExtrasOption} from '../../extras/extras.js';
import {handleRequests} from '../../shared/handle-requests.js';
import {warn} from '../../shared/warn.js';
import type {AuthFunction} from '../../state/api/chat-api.js';
import {ChatError} from '../../state/api/chat-error.js';
import type {Persistence} from '../../state/browser-storage.js';
import {chatContext} from '../../state/chat-context.js';
import type {ChatFact} from '../../state/chat-fact.js';
import {ChatSlice} from '../../state/chat-slice.js';
import {ChatStore} from '../../state/chat-store.js';
import type {OpenTarget} from '../../state/conversations.js';
import {initialState, type MessageTarget, type Session} from '../../state/model.js';
import {isSameAgent} from '../../state/session.js';
import {scriptsOver} from '../../state/store-registry.js';
import {errorText} from '../error-text.js';
import {defineLeaves} from '../leaves.js';
import {LocalizedElement} from '../localized-element.js';
import type {SmsChatListPane} from '../list-pane/list-pane.js';
import {StoreController} from '../store-controller.js';
import {controls, theme} from '../theme.styles.js';
import type {SmsChatThreadPane} from '../thread-pane/thread-pane.js';
import {serverStyles} from './server.styles.js';
import {styles} from './sms-chat.styles.js';

/** Narrower than this, list and thread do not fit side by side. */
const NARROW_BELOW_PX = 640;
const NO_OPTIONS: readonly ExtrasOption[] = [];
const PERSISTENCE: readonly string[] = ['full', 'drafts', 'none'];

const position = {fromAttribute: (value: string | null) => (value ? Number(value) : null)};
/** Some frameworks write `shortcuts="false"`, and mean it. */
const flag = {fromAttribute: (value: string | null) => value !== null && value !== 'false'};

interface Toast {
  /** Asked for when it renders: the language may change while it is shown. */
  readonly text: () => string;
  readonly undo?: () => void;
}

/**
 * The inbox: conversations on the left, the open thread on the right; one pane at a time when it is narrow. Fills the
 * height that its container gives it.
 *
 * @element sms-chat
 * @slot empty - What stands in the list while there are no conversations at all.
 * @slot header-actions - Actions of the page in the header of the open thread.
 * @slot composer-actions - Tools of the page in the composer.
 * @csspart inbox - The whole.
 * @csspart connection-notice - The strip that says what is not live; also `quiet`, `warning` or `danger`.
 * @csspart try-button - Tries to connect.
 * @csspart list-pane - The left pane.
 * @csspart list-toolbar - What stands above the list.
 * @csspart search - The search field with its buttons.
 * @csspart new-button - New.
 * @csspart filter - The filter that is on.
 * @csspart list - The scrolling list.
 * @csspart row - One conversation; also `selected`, `unread`.
 * @csspart unread-count - The number of unread messages of a conversation.
 * @csspart state - What stands in place of the list: empty, nothing found, failed.
 * @csspart thread-pane - The right pane.
 * @csspart placeholder - What stands in it while no thread is open.
 * @csspart thread-header - Its header.
 * @csspart recipient-name - Name of the contact, or the number.
 * @csspart recipient-number - Number of a contact.
 * @csspart back-button - Back, when narrow.
 * @csspart add-contact-button - Add Contact.
 * @csspart close-chat-button - Close Chat.
 * @csspart messages - The scrolling messages.
 * @csspart day - The heading of a day.
 * @csspart link - A link in a message.
 * @csspart unread-line - The line above the first unread message.
 * @csspart message - A line with one message; also `inbound` or `outbound`, `pending`.
 * @csspart bubble - Its surface; also `inbound` or `outbound`, `pending`.
 * @csspart note - What is said below a message that failed or waits.
 * @csspart new-messages - New messages.
 * @csspart composer - The composer.
 * @csspart sender-select - From.
 * @csspart message-box - Frame around the text and the tools.
 * @csspart message-input - Message.
 * @csspart send-button - Send.
 * @csspart counter - Characters and message parts.
 * @csspart send-reason - Why nothing can be sent.
 * @csspart preview - The text with its merge fields resolved.
 * @csspart dialog - New chat, and Add contact.
 * @csspart match - A person that matches, in New chat.
 * @csspart menu-button - More options, and Merge fields.
 * @csspart menu - What they open.
 * @csspart menu-item - One entry; also `checked`.
 * @csspart templates-button - Templates.
 * @csspart templates - What it opens.
 * @csspart template - One template.
 * @csspart emoji-button - Insert emoji.
 * @csspart emoji-picker - What it opens.
 * @csspart copy-button - Copy number, and Copy message.
 * @csspart toast - What was done, with a way to undo it.
 * @csspart toast-action-button - Undo.
 * @cssproperty [--sms-chat-background=light-dark(#ffffff, #15171c)] - Behind the thread, and of fields.
 * @cssproperty [--sms-chat-list-background=light-dark(#f6f7f9, #1b1e24)] - Behind the list.
 * @cssproperty [--sms-chat-hover-background=light-dark(#eceff4, #252932)] - Of rows and buttons under the pointer.
 * @cssproperty [--sms-chat-selected-background=light-dark(#e0ebfd, #20324f)] - Of the conversation that is open.
 * @cssproperty [--sms-chat-color=light-dark(#1a1e26, #e9ebef)] - Text.
 * @cssproperty [--sms-chat-muted-color=light-dark(#596271, #a0a9b6)] - Text that is less important: times, previews, hints.
 * @cssproperty [--sms-chat-border-color=light-dark(#dfe3e9, #2d323b)] - Lines between the parts.
 * @cssproperty [--sms-chat-control-border-color=light-dark(#8b94a3, #6c7583)] - Outline of fields and buttons.
 * @cssproperty [--sms-chat-accent-color=light-dark(#1a5fcc, #82b1ff)] - Primary buttons, links, focus, unread badges.
 * @cssproperty [--sms-chat-on-accent-color=light-dark(#ffffff, #0b1b33)] - Text on the accent colour.
 * @cssproperty [--sms-chat-inbound-background=light-dark(#d8e7ff, #1f3f70)] - Bubbles of received messages.
 * @cssproperty [--sms-chat-inbound-color=light-dark(#0f2344, #edf4ff)] - Text in them.
 * @cssproperty [--sms-chat-outbound-background=light-dark(#eaecf0, #2a2f38)] - Bubbles of sent messages.
 * @cssproperty [--sms-chat-outbound-color=light-dark(#1a1e26, #e9ebef)] - Text in them.
 * @cssproperty [--sms-chat-danger-color=light-dark(#b3261e, #ff9d94)] - What failed.
 * @cssproperty [--sms-chat-warning-color=light-dark(#7d5200, #f0c06a)] - What needs attention.
 * @cssproperty [--sms-chat-warning-background=light-dark(#fff5dc, #3a2f17)] - Behind what needs attention.
 * @cssproperty [--sms-chat-success-color=light-dark(#1d7340, #74d694)] - What was delivered.
 * @cssproperty [--sms-chat-border-radius=8px] - Corners of fields, buttons and boxes.
 * @cssproperty [--sms-chat-bubble-border-radius=14px] - Corners of bubbles.
 * @cssproperty [--sms-chat-space=8px] - The unit of space: padding of rows, messages and bars is a multiple of it.
 * @cssproperty [--sms-chat-control-height=32px] - Least height of fields and buttons; 44px where the pointer is coarse.
 * @cssproperty [--sms-chat-font-family=system-ui] - Typeface; by default the one of the system.
 * @cssproperty [--sms-chat-font-size=14px] - Size of the text; smaller text follows it.
 * @fires {CustomEvent<{unreadMessages: number, unreadConversations: number}>} sms-chat-unread-changed - Unread counts
 *   changed.
 * @fires {CustomEvent<{conversationId: string | null}>} sms-chat-conversation-changed - Another thread was opened, or
 *   none is open any more.
 * @fires {CustomEvent<{messageId: string, conversationId: string}>} sms-chat-message-sent - The host took a message
 *   that was sent here.
 * @fires {CustomEvent<{messageId: string, conversationId: string}>} sms-chat-message-received - A message came in.
 * @fires {CustomEvent<{conversationId: string, senderId: string | null}>} sms-chat-before-send - Send was pressed;
 *   `preventDefault()` keeps the message in the composer.
 * @fires {CustomEvent<{status: string}>} sms-chat-status-changed - The connection changed: connecting, replaying, live,
 *   polling, waiting, offline, signed-out or failed.
 * @fires {CustomEvent<void>} sms-chat-signed-out - The host refuses the token; set `auth` to go on.
 * @fires {CustomEvent<{code: string, operation: string, retryable: boolean}>} sms-chat-error - Something failed.
 */
export class SmsChat extends LocalizedElement {
  static override styles = isServer ? [theme, controls, styles, serverStyles] : [theme, controls, styles];

  /** The GraphQL endpoint, absolute or relative to the page. Changing it starts afresh. */
  @property() endpoint = '';

  /** Endpoint for subscriptions; by default `endpoint` with ws: or wss:. */
  @property({attribute: 'ws-endpoint'}) wsEndpoint = '';

  /**
   * Returns the token for the host: called before the first request, and whenever the token is refused. Kept in memory
   * only. Null for hosts that use cookies.
   */
  @property({attribute: false}) auth: AuthFunction | null = null;

  /** For hosts that use cookies: `same-origin`, `include` or `omit`. */
  @property() credentials: RequestCredentials = 'same-origin';

  /** The open thread; null where none is. */
  @property({attribute: 'conversation-id', reflect: true}) conversationId: string | null = null;

  /**
   * The message to show in the open thread, by its `position` in the contract: it is brought into view and marked. Null
   * for where reading goes on; so it becomes when another thread is opened without it. Setting the same again leads
   * there again.
   */
  @property({attribute: 'message-position', converter: position, hasChanged: () => true})
  messagePosition: number | null = null;

  /** What outlives a reload: `full` for drafts and unsent messages, `drafts`, or `none` for shared computers. */
  @property() persistence: Persistence = 'full';

  /** Lets people turn on desktop notifications of new messages, in More options. */
  @property({type: Boolean, converter: flag}) notifications = false;

  /** Lets people turn on a sound for new messages, in More options. */
  @property({type: Boolean, converter: flag}) sounds = false;

  /** Puts the number of unread messages before the title of the page. */
  @property({type: Boolean, converter: flag, attribute: 'title-count'}) titleCount = false;

  /** Single keys for what is done often, while the focus is in the inbox and in no field; `?` shows them. */
  @property({type: Boolean, converter: flag}) shortcuts = false;

  /** Emoji to choose from, in the composer. */
  @property({type: Boolean, converter: flag}) emoji = false;

  /** Buttons that copy a message, and the number of the open thread. */
  @property({type: Boolean, converter: flag}) copying = false;

  /** Words of the page in place of ours, by the English ones: `{'Close Chat': 'Archive'}`. */
  @property({attribute: false}) texts: Texts | null = null;

  @state() private store: ChatStore | null = null;

  @state() private lacksEndpoint = false;

  @state() private narrow = false;

  @state() private extras: Extras | null = null;

  @state() private toast: Toast | null = null;

  @query('sms-chat-list-pane') private listPane!: SmsChatListPane;

  @query('sms-chat-thread-pane') private threadPane!: SmsChatThreadPane;

  readonly #slice = new ChatSlice(this, ({connection, session, storage, threads}) => [
    connection,
    session,
    storage,
    threads.get(this.conversationId ?? '')?.error,
  ]);
  readonly #provider = new ContextProvider(this, {context: chatContext, initialValue: null});
  readonly #languageProvider = new ContextProvider(this, {context: languageContext, initialValue: english});
  readonly #stores: StoreController;
  #leaveStore: (() => void) | null = null;
  #isLoadingExtras = false;
  #pointerType = 'mouse';
  #makesRoom = false;
  #resizeObserver: ResizeObserver | null = null;
  /** Whose inbox is shown, and whose was shown last. */
  #session: Session | null = null;
  #lastSession: Session | null = null;
  /** The thread that was open when another agent came. */
  #carriedOver: string | null = null;
  /** Each time that what is shown is no longer anybody's, the panes begin anew, with what they hold themselves. */
  #generation = 0;
  /** Threads whose closing is under way. */
  readonly #closing = new Set<string | null>();
  /** What `messagePosition` says. */
  #target: MessageTarget | null = null;
  /** What the page asked for before there was a store. */
  #waitingForStore: (() => unknown)[] = [];

  constructor() {
    super();
    defineLeaves();
    new LanguageController(this, (language) => {
      this.language = language;
      this.#languageProvider.setValue(language);
    });
    this.#stores = new StoreController(this, (account, lacksEndpoint = false) => {
      this.lacksEndpoint = lacksEndpoint;
      this.#useStore(account && ChatStore.for(account));
    });
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    handleRequests(root, {
      'sms-chat-select-request': ({conversationId}: {conversationId: string}) =>
        void this.#selectAndFocus(conversationId),
      'sms-chat-back-request': () => void this.#goBack(),
      'sms-chat-close-request': () => void this.#closeConversation(),
      'sms-chat-try-now-request': () => this.store?.account.tryNow(),
      'sms-chat-failed-request': ({error}: {error: unknown}) => void this.#showError(error),
      'sms-chat-option-request': ({id}: {id: string}) => this.extras?.choose(id),
      'sms-chat-toast-action': () => this.#takeToast()?.undo?.(),
      'sms-chat-dismiss-toast-request': () => void this.#takeToast(),
    });
    this.addEventListener('pointerdown', ({pointerType}) => this.#makeRoom(pointerType));
    this.addEventListener('focusin', () => this.#makeRoom());
    return root;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#resizeObserver = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) this.narrow = entry.contentRect.width < NARROW_BELOW_PX;
    });
    this.#resizeObserver.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizeObserver?.disconnect();
  }

  /**
   * What is shown first is asked for before anything is rendered, which takes as long as many an answer. Where scripts of
   * the page are long in coming, rendering waits for no more than two frames.
   */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate();
    const frame = () => new Promise(requestAnimationFrame);
    return Promise.race([this.#ask(), frame().then(frame)]).then(() => super.scheduleUpdate());
  }

  async #ask() {
    await scriptsOver();
    if (this.hasUpdated) return;
    this.#stores.hostUpdate();
    const {store, conversationId} = this;
    if (store && conversationId) void store.threads.open(conversationId, this.#readTarget());
    await store?.account.starting;
    // The requests are out when what waits for the start has run.
    await new Promise((resolve) => setTimeout(resolve));
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // As frameworks say that there is none.
    if (!this.conversationId) this.conversationId = null;
    // It was of the thread before. The attribute goes too: by it, the page would link to that message.
    if (this.hasUpdated && changed.has('conversationId') && !changed.has('messagePosition')) {
      this.removeAttribute('message-position');
      this.messagePosition = null;
    }
    if (changed.has('messagePosition')) this.#target = this.#readTarget();
    if (changed.has('persistence') && this.store) this.store.persistence = this.#persistence();
    if (this.store) this.#followSession(this.store.get().session);
    const {notifications, sounds, titleCount, shortcuts, emoji, copying} = this;
    const wantsExtras = notifications || sounds || titleCount || shortcuts || emoji || copying;
    if (wantsExtras && !isServer) void this.#loadExtras();
  }

  /**
   * Opens the thread with this recipient, starting it where there is none, and puts it back on the list.
   * Resolves when it is open; rejects with a {@link ChatError}, whose `code` says why, where the host refuses.
   */
  async open(target: OpenTarget): Promise<void> {
    if (!this.store) await new Promise<void>((resolve) => this.#waitingForStore.push(resolve));
    const conversation = await this.store?.conversations.open(target);
    if (conversation) this.#select(conversation.id);
  }

  /** Forgets the drafts and unsent messages that this browser keeps. */
  async clearLocalData(): Promise<void> {
    this.extras?.clearLocalData();
    const clear = () => this.store?.composing.clearLocalData();
    // A page may ask for it as soon as the element is defined, such as where somebody signs out.
    if (this.store) await clear();
    else this.#waitingForStore.push(clear);
  }

  /** Puts the focus where work goes on: the composer of the open thread, or the list. */
  override focus() {
    if (!this.hasUpdated) return;
    if (this.conversationId) this.threadPane.focus();
    else this.listPane.focus();
  }

  /** By what was used last: a computer with a touch screen has a mouse as well. */
  get #isTouched() {
    return this.#pointerType !== 'mouse' || matchMedia('(pointer: coarse)').matches;
  }

  /** For an on-screen keyboard, from the first touch on; without it, people have to scroll. */
  #makeRoom(pointerType = this.#pointerType) {
    this.#pointerType = pointerType;
    if (this.#makesRoom || !this.#isTouched) return;
    this.#makesRoom = true;
    void import('../../keyboard/keyboard.js').then(
      ({Keyboard}) => new Keyboard(this),
      () => undefined,
    );
  }

  async #loadExtras() {
    if (this.#isLoadingExtras) return;
    this.#isLoadingExtras = true;
    try {
      const {Extras} = await import('../../extras/extras.js');
      this.extras = new Extras(this, {
        store: () => this.store,
        language: () => this.language,
        select: (conversationId, isFinal) =>
          isFinal || this.narrow ? void this.#selectAndFocus(conversationId) : this.#select(conversationId),
        say: (text) => (this.toast = {text}),
      });
    } catch (error) {
      warn(this, `does without what extras.js holds, such as shortcuts: ${String(error)}`);
    }
  }

  #useStore(store: ChatStore | null) {
    this.#leaveStore?.();
    this.#leaveStore = null;
    this.store = store;
    this.#provider.setValue(store);
    this.#slice.store = store;
    if (!store) return;
    const leaveInbox = store.needInbox();
    const stopListening = store.account.onFact((fact) => this.#tell(fact));
    this.#leaveStore = () => {
      leaveInbox();
      stopListening();
    };
    store.persistence = this.#persistence();
    for (const goOn of this.#waitingForStore.splice(0)) goOn();
  }

  #followSession(session: Session | null) {
    if (this.#session && !isSameAgent(this.#session, session)) {
      this.#generation++;
      this.toast = null;
    }
    if (session && this.#lastSession && !isSameAgent(this.#lastSession, session)) {
      this.#carriedOver = this.conversationId;
    }
    this.#session = session;
    this.#lastSession = session ?? this.#lastSession;
    const {conversationId} = this;
    const error = conversationId && this.store?.get().threads.get(conversationId)?.error;
    // A page may have set the thread along with the other agent: only one that this agent does not know is closed.
    if (error && error.code === 'NOT_FOUND' && conversationId === this.#carriedOver) this.#select(null);
  }

  #persistence(): Persistence {
    const persistence = (this.persistence as Persistence | null) ?? 'full';
    if (PERSISTENCE.includes(persistence)) return persistence;
    warn(this, `persistence="${String(persistence)}": use one of ${PERSISTENCE.join(', ')}`);
    // Of two readings of a mistake, the one that leaves nothing behind.
    return 'none';
  }

  #readTarget(): MessageTarget | null {
    const position = this.messagePosition ?? null;
    if (position === null) return null;
    if (Number.isSafeInteger(position) && position > 0) return {position};
    warn(this, `message-position="${position}": use the position of a message, a whole number from 1`);
    return null;
  }

  #tell({type, ...detail}: ChatFact) {
    this.dispatchEvent(new CustomEvent(`sms-chat-${type}`, {detail, bubbles: true, composed: true}));
  }

  #select(conversationId: string | null) {
    if (conversationId === this.conversationId) return;
    this.conversationId = conversationId;
    this.dispatchEvent(
      new CustomEvent('sms-chat-conversation-changed', {
        detail: {conversationId},
        bubbles: true,
        composed: true,
      }),
    );
  }

  async #selectAndFocus(conversationId: string) {
    this.#select(conversationId);
    await this.#settled();
    // On a touch screen the keyboard would cover what was opened to be read.
    if (!this.#isTouched) this.threadPane.focus();
  }

  async #goBack() {
    this.#select(null);
    await this.#settled();
    this.listPane.focus();
  }

  /** Until both panes have rendered what was chosen. */
  async #settled() {
    await this.updateComplete;
    await Promise.all([this.listPane.updateComplete, this.threadPane.updateComplete]);
  }

  async #closeConversation() {
    const {store, conversationId} = this;
    if (!store || !conversationId || this.#closing.has(conversationId)) return;
    this.#closing.add(conversationId);
    this.requestUpdate();
    const conversation = store.get().conversations.get(conversationId);
    const name = displayName(conversation?.contact?.displayName ?? conversation?.formattedAddress ?? '');
    try {
      // What is still on its way would put it back on the list.
      const patience = setTimeout(() => {
        this.toast = {text: () => msg(str`Chat with ${name} closes once your messages are sent.`)};
      }, 1000);
      await store.sent(conversationId);
      clearTimeout(patience);
      await store.conversations.close(conversationId, this.threadPane.seenPosition);
    } catch (error) {
      return this.#showError(error);
    } finally {
      this.#closing.delete(conversationId);
      this.requestUpdate();
    }
    if (this.conversationId === conversationId) await this.#goBack();
    const undo = () =>
      this.open({conversationId}).then(
        () => this.#selectAndFocus(conversationId),
        (error: unknown) => this.#showError(error),
      );
    this.toast = {text: () => msg(str`Chat with ${name} closed.`), undo: () => void undo()};
  }

  async #showError(error: unknown) {
    // Else it is a dialog that did not load. Not every browser loads a file again that it could not load before.
    const text = () =>
      error instanceof ChatError
        ? errorText(error)
        : msg('This could not be loaded. Try again, or reload the page.');
    // The same once more is to be seen for as long, and to be heard again.
    this.toast = null;
    await this.updateComplete;
    this.toast = {text};
  }

  #takeToast(): Toast | null {
    const {toast} = this;
    this.toast = null;
    return toast;
  }

  override render() {
    const {connection, cursor, storage} = this.store?.get() ?? initialState;
    const {locale, dir} = this.language;
    const {conversationId, lacksEndpoint} = this;
    const away = (isBehind: boolean) => (lacksEndpoint || (this.narrow && isBehind) ? 'away' : '');
    return html`
      <div
        class="root ${this.narrow ? 'narrow' : ''}"
        part="inbox"
        role="region"
        aria-label=${msg('SMS Chat')}
        dir=${dir || nothing}
      >
        <sms-chat-connection-notice
          exportparts="connection-notice, quiet, warning, danger, try-button"
          .connection=${connection}
          .loaded=${cursor !== null}
          .lacksEndpoint=${lacksEndpoint}
          .storage=${storage}
          .locale=${locale}
        ></sms-chat-connection-notice>
        ${keyed(
          this.#generation,
          html`<sms-chat-list-pane
              class=${away(conversationId !== null)}
              part="list-pane"
              exportparts="list-toolbar, search, new-button, filter, menu-button, menu, menu-item, checked, list, row, selected, unread, unread-count, state, dialog, match"
              .selectedId=${this.conversationId}
              .options=${this.extras?.options ?? NO_OPTIONS}
              .locale=${locale}
            >
              <slot name="empty" slot="empty"></slot>
            </sms-chat-list-pane>
            <sms-chat-thread-pane
              class=${away(conversationId === null)}
              part="thread-pane"
              exportparts="thread-header, recipient-name, recipient-number, back-button, add-contact-button, close-chat-button, copy-button, messages, message, bubble, inbound, outbound, pending, note, link, day, unread-line, new-messages, composer, sender-select, message-box, message-input, send-button, counter, send-reason, preview, menu-button, menu, menu-item, checked, templates-button, templates, template, emoji-button, emoji-picker, dialog, placeholder"
              .emoji=${this.emoji}
              .copying=${this.copying}
              .conversationId=${this.conversationId}
              .closing=${this.#closing.has(this.conversationId)}
              .target=${this.#target}
              .narrow=${this.narrow}
              .locale=${locale}
            >
              <slot name="header-actions" slot="header-actions"></slot>
              <slot name="composer-actions" slot="composer-actions"></slot>
              <sms-chat-toast
                slot="toast"
                exportparts="toast, toast-action-button"
                .text=${this.toast?.text() ?? ''}
                .actionLabel=${this.toast?.undo ? msg('Undo') : ''}
              ></sms-chat-toast>
            </sms-chat-thread-pane>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat': SmsChat;
  }
  interface HTMLElementEventMap {
    'sms-chat-unread-changed': CustomEvent<{unreadMessages: number; unreadConversations: number}>;
    'sms-chat-conversation-changed': CustomEvent<{conversationId: string | null}>;
    'sms-chat-message-sent': CustomEvent<{messageId: string; conversationId: string}>;
    'sms-chat-message-received': CustomEvent<{messageId: string; conversationId: string}>;
    'sms-chat-before-send': CustomEvent<{conversationId: string; senderId: string | null}>;
    'sms-chat-status-changed': CustomEvent<{status: string}>;
    'sms-chat-signed-out': CustomEvent<void>;
    'sms-chat-error': CustomEvent<{code: string; operation: string; retryable: boolean}>;
  }
}
