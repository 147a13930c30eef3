import {ContextConsumer} from '@lit/context';
import {LitElement, html, isServer, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import type {ExtrasOption} from '../../extras/extras.js';
import {request} from '../../shared/events.js';
import {handleRequests} from '../../shared/handle-requests.js';
import {prepareOnServer} from '../../shared/server-rendering.js';
import {ChatError} from '../../state/api/chat-error.js';
import {chatContext} from '../../state/chat-context.js';
import {ChatSlice} from '../../state/chat-slice.js';
import type {ChatStore} from '../../state/chat-store.js';
import type {OpenTarget} from '../../state/conversations.js';
import {RECIPIENTS} from '../../state/directory.js';
import {initialState, type ChatState, type Conversation, type Recipient} from '../../state/model.js';
import type {SmsChatConversationList} from '../conversation-list/conversation-list.js';
import {controls, theme} from '../theme.styles.js';
import {withDialogs} from '../with-dialogs.js';
import {styles} from './list-pane.styles.js';

const NO_CONVERSATIONS: readonly Conversation[] = [];

/**
 * The left pane: search, New, filter, and the list of conversations. Turns what its leaves ask for into commands.
 *
 * @internal
 * @element sms-chat-list-pane
 * @slot empty - Replaces what is said while there are no conversations at all.
 * @fires {CustomEvent<{conversationId: string}>} sms-chat-select-request - A conversation is to be shown.
 * @fires {CustomEvent<{error: ChatError}>} sms-chat-failed-request - A command failed, and nothing here shows it.
 */
export class SmsChatListPane extends LitElement {
  static override styles = [theme, controls, styles];

  @property({attribute: false}) selectedId: string | null = null;

  @property() locale = 'en';

  /** What else people can choose in More options. */
  @property({attribute: false}) options: readonly ExtrasOption[] = [];

  @property({attribute: false}) store: ChatStore | null = null;

  @state() private isDialogOpen = false;

  @state() private dialogSearch = '';

  @state() private recipients: readonly Recipient[] = [];

  @state() private isSearchingRecipients = false;

  @state() private dialogError: ChatError | null = null;

  /** What was picked in the dialog, until its thread is there. */
  @state() private opening: OpenTarget | null = null;

  @query('sms-chat-conversation-list') private list!: SmsChatConversationList;

  readonly #slice = new ChatSlice(this, ({list, conversations, senders, session, drafts, outbox}) => [
    list,
    conversations,
    senders,
    session,
    drafts,
    outbox,
  ]);
  #recipientSearch: AbortController | null = null;
  /** From when it was first needed. */
  #hasDialog = false;
  #listed: {from: readonly unknown[]; conversations: readonly Conversation[]} = {from: [], conversations: []};

  constructor() {
    super();
    new ContextConsumer(this, {
      context: chatContext,
      subscribe: true,
      callback: (store) => (this.store = store),
    });
    if (isServer) prepareOnServer(this);
  }

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    handleRequests(root, {
      'sms-chat-search-request': ({search}: {search: string}) =>
        void this.store?.conversations.setFilter({search}),
      'sms-chat-filter-request': ({senderId}: {senderId: string | null}) =>
        void this.store?.conversations.setFilter({senderId}),
      'sms-chat-reload-request': () => void this.store?.conversations.reload(),
      'sms-chat-load-more-request': () => void this.store?.conversations.loadMore(),
      'sms-chat-mark-all-read-request': () => void this.#markAllRead(),
      'sms-chat-new-chat-request': ({search}: {search: string}) => this.#openDialog(search),
      'sms-chat-recipient-search-request': ({search}: {search: string}) =>
        void this.#searchRecipients(search),
      'sms-chat-open-request': (target: OpenTarget) => void this.#open(target),
      'sms-chat-dismiss-request': () => this.#closeDialog(),
    });
    return root;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('store')) this.#slice.store = this.store;
    this.#hasDialog ||= this.isDialogOpen;
  }

  /** Puts the focus on the selected row, or the first. */
  override focus() {
    this.list.focus();
  }

  #openDialog(search: string) {
    void withDialogs(this, () => {
      this.dialogSearch = search;
      this.dialogError = null;
      this.recipients = [];
      this.isDialogOpen = true;
    });
  }

  #closeDialog() {
    this.#recipientSearch?.abort();
    this.isDialogOpen = false;
    this.opening = null;
  }

  /** One request at a time: the newest search gives up the one before, whose answer would come too late. */
  async #searchRecipients(search: string) {
    this.#recipientSearch?.abort();
    const {signal} = (this.#recipientSearch = new AbortController());
    this.dialogError = null;
    this.isSearchingRecipients = true;
    let found: readonly Recipient[] = [];
    try {
      if (search && this.store) found = await this.store.directory.searchRecipients(search, signal);
    } catch (error) {
      if (!signal.aborted && error instanceof ChatError) this.dialogError = error;
    }
    if (signal.aborted) return;
    this.recipients = found;
    this.isSearchingRecipients = false;
  }

  async #open(target: OpenTarget) {
    if (!this.store) return;
    this.opening = target;
    this.dialogError = null;
    try {
      const {id} = await this.store.conversations.open(target);
      // Cancelled meanwhile.
      if (this.opening !== target) return;
      this.#closeDialog();
      request(this, 'sms-chat-select-request', {conversationId: id});
    } catch (error) {
      if (this.opening !== target) return;
      this.opening = null;
      if (error instanceof ChatError) this.dialogError = error;
    }
  }

  async #markAllRead() {
    try {
      await this.store?.conversations.markAllRead();
    } catch (error) {
      request(this, 'sms-chat-failed-request', {error});
    }
  }

  /** The same array as long as neither order nor content changed. */
  #conversations({list, conversations}: ChatState): readonly Conversation[] {
    // Before its first page, what is known by other ways, such as the open thread, would pass for the whole list.
    if (list.endCursor === null && list.status === 'loading') return NO_CONVERSATIONS;
    const from = [list.ids, conversations];
    if (from.some((value, i) => value !== this.#listed.from[i])) {
      const listed = list.ids.flatMap((id) => conversations.get(id) ?? []);
      this.#listed = {from, conversations: listed};
    }
    return this.#listed.conversations;
  }

  override render() {
    const state = this.store?.get() ?? initialState;
    const {list, session, senders} = state;
    const capabilities = session?.service.capabilities ?? [];
    const canFilter = capabilities.includes('FILTER_BY_SENDER');
    return html`
      <sms-chat-list-toolbar
        exportparts="list-toolbar, search, new-button, filter, menu-button, menu, menu-item, checked"
        .search=${list.filter.search}
        .searching=${list.status === 'loading' && list.filter.search !== ''}
        .senders=${canFilter ? virtualNumbers(senders) : []}
        .senderId=${list.filter.senderId}
        .canStart=${capabilities.includes('START_CONVERSATION')}
        .options=${this.options}
      ></sms-chat-list-toolbar>
      <sms-chat-conversation-list
        exportparts="list, row, selected, unread, unread-count, state"
        .conversations=${this.#conversations(state)}
        .selectedId=${this.selectedId}
        .status=${list.status}
        .error=${list.error}
        .hasMore=${list.hasMore}
        .more=${list.more}
        .search=${list.filter.search}
        .filtered=${list.filter.senderId !== null}
        .drafts=${state.drafts}
        .outbox=${state.outbox}
        .viewerId=${session?.viewer.id ?? ''}
        .locale=${this.locale}
        .canStart=${capabilities.includes('START_CONVERSATION')}
      >
        <slot name="empty" slot="empty"></slot>
      </sms-chat-conversation-list>
      ${
        this.#hasDialog
          ? html`<sms-chat-new-chat-dialog
              exportparts="dialog, match"
              .open=${this.isDialogOpen}
              .initialSearch=${this.dialogSearch}
              .recipients=${this.recipients}
              .limit=${RECIPIENTS}
              .searching=${this.isSearchingRecipients}
              .error=${this.dialogError}
              .busy=${!!this.opening}
            ></sms-chat-new-chat-dialog>`
          : nothing
      }
    `;
  }
}

/** Kept by identity of its source, so that the toolbar does not render again for nothing. */
const virtualNumbersOf = new WeakMap<readonly object[], ChatState['senders']>();

function virtualNumbers(senders: ChatState['senders']): ChatState['senders'] {
  let numbers = virtualNumbersOf.get(senders);
  if (!numbers) {
    numbers = senders.filter(({kind}) => kind === 'VIRTUAL');
    virtualNumbersOf.set(senders, numbers);
  }
  return numbers;
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-list-pane': SmsChatListPane;
  }
}
