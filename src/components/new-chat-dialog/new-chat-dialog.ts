import {html, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg, plural, str} from '../../localization/language.js';
import {displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {showModalIf} from '../../shared/modal.js';
import {searchText} from '../../shared/search-text.js';
import type {ChatError} from '../../state/api/chat-error.js';
import type {Recipient} from '../../state/model.js';
import {dialogStyles} from '../dialog.styles.js';
import {errorText} from '../error-text.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {markedName} from '../marked-name.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './new-chat-dialog.styles.js';

/** Whom to open a thread with. */
export type OpenRequest = {conversationId: string} | {contactId: string} | {address: string};

/**
 * Asks whom to write to: a number, or a saved contact by name.
 *
 * @internal
 * @element sms-chat-new-chat-dialog
 * @csspart dialog - The dialog.
 * @csspart match - One person that matches.
 * @fires {CustomEvent<{search: string}>} sms-chat-recipient-search-request - Look for recipients; on each input.
 * @fires {CustomEvent<OpenRequest>} sms-chat-open-request - Open the thread with this recipient.
 * @fires {CustomEvent<void>} sms-chat-dismiss-request - The dialog is to be closed.
 */
export class SmsChatNewChatDialog extends LocalizedLeaf {
  static override styles = [theme, controls, dialogStyles, styles];

  /** Shows the dialog, with `initialSearch` in its field each time. */
  @property({attribute: false}) open = false;
  @property({attribute: false}) initialSearch = '';
  /** Best match first. */
  @property({attribute: false}) recipients: readonly Recipient[] = [];
  /** How many recipients are looked for at most. */
  @property({attribute: false}) limit = Infinity;
  /** Recipients are being looked for. */
  @property({attribute: false}) searching = false;
  /** Why the thread could not be opened, or recipients not be looked for. */
  @property({attribute: false}) error: ChatError | null = null;
  /** The thread is being opened. */
  @property({attribute: false}) busy = false;

  @state() private text = '';
  /** Index of the match that Enter takes; -1 for the text itself. */
  @state() private active = -1;
  @state() private isBlank = false;
  /** Once the text is another one, what was wrong with it is no longer true. */
  @state() private outdatedError: ChatError | null = null;
  /** Start was pressed while the name was still being looked for. */
  #startsWithMatches = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;

  override connectedCallback() {
    super.connectedCallback();
    // A dialog that is moved in the document is modal no more.
    if (this.hasUpdated && this.open) {
      this.dialog.close();
      this.requestUpdate();
    }
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('open') && this.open) {
      this.text = this.initialSearch;
      this.isBlank = false;
      this.#startsWithMatches = false;
      this.outdatedError = this.error;
    }
    if (changed.has('open') || changed.has('recipients')) this.active = -1;
  }

  protected override updated(changed: PropertyValues<this>) {
    showModalIf(this.open, this.dialog);
    if (changed.has('open') && this.open && this.text) this.#lookFor(this.text);
    if (changed.has('error') && this.#fault) this.input.focus();
    if (this.#startsWithMatches && !this.searching && !this.error) this.#start();
  }

  get #fault(): string | null {
    if (this.isBlank) return msg('Enter a number, or the name of a contact.');
    return this.error && this.error !== this.outdatedError ? errorText(this.error) : null;
  }

  get #matches(): readonly Recipient[] {
    return this.text.trim() ? this.recipients : [];
  }

  #lookFor(text: string) {
    request(this, 'sms-chat-recipient-search-request', {search: searchText(text)});
  }

  #handleInput() {
    this.text = this.input.value;
    this.isBlank = false;
    this.#startsWithMatches = false;
    this.outdatedError = this.error;
    this.active = -1;
    this.#lookFor(this.text);
  }

  #handleKey(event: KeyboardEvent) {
    if (event.isComposing) return;
    const matches = this.#matches;
    const {key} = event;
    if (key === 'Enter' && matches[this.active]) this.#pick(matches[this.active]!);
    else if (key === 'ArrowDown' && matches.length) this.#activate((this.active + 1) % matches.length);
    else if (key === 'ArrowUp' && matches.length)
      this.#activate(this.active > 0 ? this.active - 1 : matches.length - 1);
    else if (key === 'ArrowRight' && this.input.selectionStart === this.text.length && this.#openButton)
      this.#openButton.focus();
    else return;
    event.preventDefault();
  }

  get #openButton() {
    return this.renderRoot.querySelector<HTMLButtonElement>('.match.active button');
  }

  #activate(index: number) {
    this.active = index;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector('.match.active')?.scrollIntoView({block: 'nearest'}),
    );
  }

  #submit(event: Event) {
    event.preventDefault();
    this.#start();
  }

  #start() {
    const address = searchText(this.text);
    this.isBlank = !address;
    if (this.isBlank) return;
    // Without a digit it is a name and no number: then it means one of the matches.
    const isName = !/\p{Nd}/u.test(address);
    this.#startsWithMatches = isName && this.searching;
    if (this.#startsWithMatches) return;
    if (!isName || !this.recipients.length) this.#request({address});
    else if (this.recipients.length === 1) this.#pick(this.recipients[0]!);
    else this.#activate(0);
  }

  #pick({address, contact, conversation}: Recipient) {
    if (conversation) this.#request({conversationId: conversation.id});
    else this.#request(contact ? {contactId: contact.id} : {address});
  }

  #request(target: OpenRequest) {
    if (!this.busy) request(this, 'sms-chat-open-request', target);
  }

  #dismiss(event: Event) {
    // Whether it is open is for the parent to say.
    event.preventDefault();
    if (this.open && !(event.type === 'close' && this.dialog.open)) request(this, 'sms-chat-dismiss-request');
  }

  #renderMatch(recipient: Recipient, index: number): TemplateResult {
    const {contact, conversation, formattedAddress} = recipient;
    const number = displayName(formattedAddress);
    const title = contact
      ? markedName(contact.displayName)
      : conversation
        ? number
        : msg(str`Send to ${number}`);
    const isClosed = conversation?.state === 'CLOSED';
    const isActive = index === this.active;
    return html`<div class="match ${isActive ? 'active' : ''}" part="match">
      <div
        id="match-${index}"
        role="option"
        aria-selected=${isActive ? 'true' : 'false'}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => this.#pick(recipient)}
      >
        <bdi class="title">${title}</bdi>
        ${
          contact || isClosed
            ? html`<span class="detail">
                <bdi>${contact ? number : nothing}</bdi>
                ${contact && isClosed ? '·' : nothing} ${isClosed ? msg('Closed') : nothing}
              </span>`
            : nothing
        }
      </div>
      ${
        isClosed
          ? html`<button
              type="button"
              aria-describedby="match-${index}"
              @keydown=${this.#leaveByArrow}
              @click=${() => this.#pick(recipient)}
            >
              ${msg('Open Chat')}
            </button>`
          : nothing
      }
    </div>`;
  }

  #leaveByArrow(event: KeyboardEvent) {
    if (!event.key.startsWith('Arrow')) return;
    this.input.focus();
    if (event.key === 'ArrowLeft') event.preventDefault();
    else this.#handleKey(event);
  }

  get #hint(): string {
    const count = this.#matches.length;
    if (!this.text.trim()) return '';
    if (this.searching) return msg('Searching…');
    if (count === 0) return msg('No matches. A whole number starts a new chat.');
    const text =
      count >= this.limit
        ? msg(
            '{n, plural, one {The first match. Type more to find others.} other {The first # matches. Type more to find others.}}',
          )
        : msg('{n, plural, one {# match} other {# matches}}');
    return plural(text, count);
  }

  override render() {
    const matches = this.#matches;
    const fault = this.#fault;
    const isExpanded = matches.length > 0;
    // The browser may close a dialog without asking (a second Escape), hence `close` beside `cancel`.
    return html`
      <dialog part="dialog" aria-labelledby="heading" @cancel=${this.#dismiss} @close=${this.#dismiss}>
        <h2 id="heading">${msg('New chat')}</h2>
        <form novalidate @submit=${this.#submit}>
          <div class="field">
            <label for="to">${msg('To')}</label>
            <input
              id="to"
              role="combobox"
              autocomplete="off"
              autofocus
              dir=${this.text ? 'auto' : nothing}
              enterkeyhint="go"
              spellcheck="false"
              placeholder=${msg('Number or name of a contact')}
              aria-autocomplete="list"
              aria-expanded=${isExpanded ? 'true' : 'false'}
              aria-controls=${isExpanded ? 'matches' : nothing}
              aria-activedescendant=${matches[this.active] ? `match-${this.active}` : nothing}
              aria-invalid=${fault ? 'true' : 'false'}
              aria-describedby=${fault ? 'fault' : nothing}
              .value=${this.text}
              @input=${this.#handleInput}
              @keydown=${this.#handleKey}
            />
            <p id="fault" class="error" role="alert">${fault}</p>
          </div>
          ${
            isExpanded
              ? html`<div class="matches">
                  <div
                    id="matches"
                    role="listbox"
                    aria-label=${msg('Matches')}
                    aria-owns=${matches.map((_, index) => `match-${index}`).join(' ')}
                  ></div>
                  ${matches.map((recipient, index) => this.#renderMatch(recipient, index))}
                </div>`
              : nothing
          }
          <p class="hint" role="status">${fault && !isExpanded ? nothing : this.#hint}</p>
          <div class="actions">
            <button type="button" @click=${this.#dismiss}>${msg('Cancel')}</button>
            <button class="primary" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
              ${msg('Start')}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-new-chat-dialog': SmsChatNewChatDialog;
  }
}
