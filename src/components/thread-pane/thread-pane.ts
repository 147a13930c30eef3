import {ContextConsumer} from '@lit/context';
import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg} from '../../localization/language.js';
import {request} from '../../shared/events.js';
import {handleRequests} from '../../shared/handle-requests.js';
import {ChatError} from '../../state/api/chat-error.js';
import {chatContext} from '../../state/chat-context.js';
import {ChatSlice} from '../../state/chat-slice.js';
import type {ChatStore} from '../../state/chat-store.js';
import {
  initialState,
  isConnected,
  type ChatState,
  type Conversation,
  type Draft,
  type Message,
  type MessageTarget,
  type OutboxMessage,
  type Template,
  type MergeField,
} from '../../state/model.js';
import type {SmsChatComposer} from '../composer/composer.js';
import {chatIcon} from '../icons.js';
import type {SmsChatMessageList} from '../message-list/message-list.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {withDialogs} from '../with-dialogs.js';
import {styles} from './thread-pane.styles.js';

const NO_FIELDS: readonly MergeField[] = [];
const NO_DRAFT: Draft = {body: '', senderId: null};
const NO_MESSAGES: readonly OutboxMessage[] = [];

/**
 * The right pane: the open thread with its header and composer. Turns what its leaves ask for into commands.
 *
 * @internal
 * @element sms-chat-thread-pane
 * @slot header-actions - The host's own actions in the header.
 * @slot composer-actions - The host's own tools in the composer.
 * @slot toast - What was done: over the messages, where it covers neither header nor composer.
 * @fires {CustomEvent<{conversationId: string, senderId: string | null}>} sms-chat-before-send - Cancelable.
 * @fires {CustomEvent<{error: ChatError}>} sms-chat-failed-request - A command failed, and nothing here shows it.
 */
export class SmsChatThreadPane extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  @property({attribute: false}) conversationId: string | null = null;

  /** The thread is being closed. */
  @property({type: Boolean}) closing = false;

  /** The message to show in it; null for where reading goes on. */
  @property({attribute: false}) target: MessageTarget | null = null;

  @property({type: Boolean}) narrow = false;

  @property({type: Boolean}) emoji = false;

  @property({type: Boolean}) copying = false;

  @property() locale = 'en';

  @property({attribute: false}) store: ChatStore | null = null;

  @state() private templates: readonly Template[] = [];

  @state() private templatesStatus: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';

  @state() private isAddingContact = false;

  /** What is being saved from the dialog. */
  @state() private saving: object | null = null;

  @state() private contactError: ChatError | null = null;

  @query('sms-chat-composer') private composer!: SmsChatComposer | null;

  @query('sms-chat-message-list') private messageList!: SmsChatMessageList | null;

  readonly #slice = new ChatSlice(this, (state) => [
    this.conversationId,
    hasNoneToSelect(state),
    state.conversations.get(this.conversationId ?? ''),
    state.threads.get(this.conversationId ?? ''),
    state.outbox.get(this.conversationId ?? ''),
    state.drafts.get(this.conversationId ?? ''),
    state.senders,
    state.mergeFields,
    state.session,
    state.retried,
    state.templatesVersion,
    this.templatesStatus === 'failed' && state.connection.status,
  ]);
  #templateSearch: AbortController | null = null;
  #templatesVersion = 0;
  /** When that was last looked at. */
  #wasConnected = false;
  /** From when it was first needed. */
  #hasDialog = false;

  constructor() {
    super();
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: (store) => (this.store = store),
    });
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    const withId = (command: (store: ChatStore, conversationId: string) => unknown) => {
      if (this.store && this.conversationId) void command(this.store, this.conversationId);
    };
    handleRequests(root, {
      'sms-chat-load-older-request': () => withId((store, id) => store.threads.loadOlder(id)),
      'sms-chat-load-newer-request': () => withId((store, id) => store.threads.loadNewer(id)),
      'sms-chat-jump-request': () => withId((store, id) => store.threads.reload(id, 'newest')),
      'sms-chat-reload-thread-request': () => withId((store, id) => store.threads.reload(id)),
      'sms-chat-seen-request': ({position}: {position: number}) =>
        withId((store, id) => store.conversations.markRead(id, position)),
      'sms-chat-draft-change': ({draft}: {draft: Draft}) =>
        withId((store, id) => store.composing.setDraft(id, draft)),
      'sms-chat-send-request': (detail: {body: string; preview: string; senderId: string | null}) =>
        withId((store, id) => this.#send(store, id, detail)),
      'sms-chat-retry-request': ({clientMessageId}: {clientMessageId: string}) =>
        this.store?.composing.retry(clientMessageId),
      'sms-chat-discard-request': ({clientMessageId}: {clientMessageId: string}) =>
        void this.store?.composing.discard(clientMessageId),
      'sms-chat-edit-request': ({clientMessageId}: {clientMessageId: string}) => this.#edit(clientMessageId),
      'sms-chat-resend-request': ({message}: {message: Message}) =>
        void this.store?.composing.retryFailed(message),
      'sms-chat-template-search-request': ({search}: {search: string}) => void this.#searchTemplates(search),
      'sms-chat-add-contact-request': () => this.#openDialog(),
      'sms-chat-dismiss-request': () => this.#closeDialog(),
      'sms-chat-create-contact-request': (name: {firstName: string; lastName: string}) =>
        void this.#createContact(name),
    });
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('store')) this.#slice.store = this.store;
    if (changed.has('conversationId')) this.#closeDialog();
    this.#hasDialog ||= this.isAddingContact;
    const isLinked = changed.has('target') && this.target !== null;
    const isOther = changed.has('store') || changed.has('conversationId') || isLinked;
    // After a resync, a thread that was not on screen is gone from the state.
    const thread = this.store?.get().threads.get(this.conversationId ?? '');
    this.messageList?.look(thread);
    if (this.store && this.conversationId && (isOther || !thread)) {
      void this.store.threads.open(this.conversationId, this.target);
    }
    const {templatesVersion, connection} = this.store?.get() ?? initialState;
    // Those that are listed stay, with and without a connection.
    const wasConnected = this.#wasConnected;
    this.#wasConnected = isConnected(connection);
    const isBack = this.#wasConnected && !wasConnected && this.templatesStatus === 'failed';
    if (templatesVersion !== this.#templatesVersion || isBack) {
      this.#templatesVersion = templatesVersion;
      this.templatesStatus = 'idle';
    }
  }

  /** Up to here, the agent knows what is in the thread; null before it is there. */
  get seenPosition(): number | null {
    return this.messageList?.seenPosition ?? null;
  }

  /** To where a message is written; to the pane itself where nothing can be written. */
  override focus() {
    if (this.composer) this.composer.focus();
    else super.focus();
  }

  #send(
    store: ChatStore,
    conversationId: string,
    {body, preview, senderId}: {body: string; preview: string; senderId: string | null},
  ) {
    const isWanted = this.dispatchEvent(
      new CustomEvent('sms-chat-before-send', {
        detail: {conversationId, senderId},
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
    if (!isWanted) return;
    const {seenPosition} = this;
    void store.composing.send({conversationId, body, preview, senderId, seenPosition});
    this.messageList?.scrollToEnd();
  }

  #edit(clientMessageId: string) {
    this.store?.composing.edit(clientMessageId);
    this.composer?.focus();
  }

  async #searchTemplates(search: string) {
    if (!this.store) return;
    this.#templateSearch?.abort();
    const {signal} = (this.#templateSearch = new AbortController());
    this.templatesStatus = 'loading';
    try {
      const templates = await this.store.directory.searchTemplates(search, signal);
      if (signal.aborted) return;
      this.templates = templates;
      this.templatesStatus = 'ready';
    } catch {
      if (!signal.aborted) this.templatesStatus = 'failed';
    }
  }

  #openDialog() {
    const {conversationId} = this;
    void withDialogs(this, () => {
      this.contactError = null;
      this.isAddingContact = this.conversationId === conversationId;
    });
  }

  #closeDialog() {
    this.isAddingContact = false;
    this.saving = null;
  }

  async #createContact(name: {firstName: string; lastName: string}) {
    const conversation = this.#conversation();
    if (!this.store || !conversation) return;
    this.saving = name;
    this.contactError = null;
    try {
      await this.store.directory.createContact({address: conversation.address, ...name});
      // Cancelled meanwhile.
      if (this.saving !== name) return;
      this.#closeDialog();
      await this.updateComplete;
      // The button that opened the dialog is gone.
      this.composer?.focus();
    } catch (error) {
      if (this.saving !== name) return;
      this.saving = null;
      if (error instanceof ChatError) this.contactError = error;
    }
  }

  #conversation(): Conversation | null {
    return this.store?.get().conversations.get(this.conversationId ?? '') ?? null;
  }

  override render() {
    const state = this.store?.get() ?? initialState;
    if (!this.conversationId) {
      return this.#renderPlaceholder(
        hasNoneToSelect(state) ? '' : msg('Select a conversation to read and answer it.'),
      );
    }
    const conversation = this.#conversation();
    const thread = state.threads.get(this.conversationId) ?? null;
    if (thread?.error?.code === 'NOT_FOUND') {
      return this.#renderPlaceholder(msg('This conversation does not exist, or you cannot see it.'));
    }
    const capabilities = state.session?.service.capabilities ?? [];
    // Whose messages are whose, only the session tells.
    const isEarly = thread?.status === 'ready' && !state.session;
    return html`
      ${
        conversation
          ? html`<sms-chat-thread-header
              exportparts="thread-header, recipient-name, recipient-number, back-button, add-contact-button, close-chat-button, copy-button"
              .conversation=${conversation}
              .narrow=${this.narrow}
              .canCreateContact=${capabilities.includes('CREATE_CONTACT')}
              .copying=${this.copying}
              .canClose=${conversation.state === 'OPEN'}
              .closing=${this.closing}
            >
              <slot name="header-actions" slot="header-actions"></slot>
            </sms-chat-thread-header>`
          : nothing
      }
      <slot name="toast"></slot>
      <sms-chat-message-list
        exportparts="messages, message, bubble, inbound, outbound, pending, note, link, day, unread-line, new-messages, copy-button"
        .thread=${isEarly ? {...thread, status: 'loading', messages: []} : thread}
        .outbox=${state.outbox.get(this.conversationId) ?? NO_MESSAGES}
        .retried=${state.retried}
        .viewerId=${state.session?.viewer.id ?? ''}
        .locale=${this.locale}
        .recipientName=${conversation?.contact?.displayName ?? conversation?.formattedAddress ?? ''}
      ></sms-chat-message-list>
      ${
        conversation
          ? html`<sms-chat-composer
              exportparts="composer, sender-select, message-box, message-input, send-button, counter, send-reason, preview, menu-button, menu, menu-item, checked, templates-button, templates, template, emoji-button, emoji-picker"
              .emoji=${this.emoji}
              .conversation=${conversation}
              .draft=${state.drafts.get(this.conversationId) ?? NO_DRAFT}
              .senders=${state.senders}
              .mergeFields=${capabilities.includes('MERGE_FIELDS') ? state.mergeFields : NO_FIELDS}
              .service=${state.session?.service ?? null}
              .templates=${this.templates}
              .templatesStatus=${this.templatesStatus}
              .locale=${this.locale}
            >
              <slot name="composer-actions" slot="composer-actions"></slot>
            </sms-chat-composer>`
          : nothing
      }
      ${
        this.#hasDialog
          ? html`<sms-chat-add-contact-dialog
              exportparts="dialog"
              .open=${this.isAddingContact}
              .formattedAddress=${conversation?.formattedAddress ?? ''}
              .busy=${!!this.saving}
              .error=${this.contactError}
            ></sms-chat-add-contact-dialog>`
          : nothing
      }
    `;
  }

  #renderPlaceholder(text: string) {
    return html`<div class="placeholder" part="placeholder">
        ${chatIcon}
        <p>${text}</p>
        ${
          this.narrow
            ? html`<button type="button" @click=${() => request(this, 'sms-chat-back-request')}>
                ${msg('Back')}
              </button>`
            : nothing
        }
      </div>
      <slot name="toast"></slot>`;
  }
}

/** None yet, none that match, or none that could be loaded: the list says which, and what can be done. */
function hasNoneToSelect({list: {ids, status}}: ChatState): boolean {
  return !ids.length && (status === 'ready' || status === 'failed');
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-thread-pane': SmsChatThreadPane;
  }
}
