import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {live} from 'lit/directives/live.js';
import {msg, number, str} from '../../localization/language.js';
import {countSms, mergeToken, normaliseForSms, plainGsmText, type PreparedSms} from '../../sms/index.js';
import {changesIn} from '../../shared/changes-in.js';
import {displayBody} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {handleRequests} from '../../shared/handle-requests.js';
import {alertIcon, mergeFieldIcon, sendIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import {
  blockText,
  editedElsewhereText,
  partsText,
  senderHint,
  senderLabel,
  unicodeText,
} from './composer-text.js';
import {styles} from './composer.styles.js';
import {chooseSender, findBlock, prepareBody, type SendBlock, type SendContext} from './outgoing.js';
import type {Conversation, Draft, MergeField, Sender, Service, Template} from '../../state/model.js';

/**
 * Far more than what can be sent, or seen at once. Of a pasted book, finding the direction and the height again takes
 * browsers seconds for each key.
 */
const LAID_OUT_WHOLE = 10_000;

/** Why nothing can be sent: a `standing` reason concerns the recipient or the account, and stands above all else. */
function renderReason(concern: 'standing' | 'text', reason: string) {
  return html`<p id="reason" class="reason ${concern}" part="send-reason">
    ${alertIcon}<span dir="auto">${reason}</span>
  </p>`;
}

/**
 * Writes a message: text, sender ID, templates, merge fields, and what it will cost; says why it cannot be sent, where it
 * cannot. Keeps the text until `draft` changes, so that nothing is lost when sending fails.
 *
 * @internal
 * @element sms-chat-composer
 * @slot composer-actions - The host's own tools, after those of the product.
 * @csspart composer - The whole.
 * @csspart sender-select - The From field.
 * @csspart message-box - Frame around the text and the tools.
 * @csspart message-input - The text.
 * @csspart send-button - Send.
 * @csspart counter - Characters and message parts.
 * @csspart send-reason - Why nothing can be sent.
 * @csspart preview - The text with its merge fields resolved.
 * @fires {CustomEvent<{body: string, preview: string, senderId: string}>} sms-chat-send-request - Send was pressed, and
 * nothing stands against it: the body as typed, and as it will read.
 * @fires {CustomEvent<{draft: Draft}>} sms-chat-draft-change - The text or the sender ID was changed.
 * @fires {CustomEvent<{search: string}>} sms-chat-template-search-request - Templates are wanted.
 */
export class SmsChatComposer extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** Whom it writes to; null shows nothing. */
  @property({attribute: false, hasChanged: changesIn<Conversation>('id', 'contact', 'lastSender', 'sending')})
  conversation: Conversation | null = null;

  @property({attribute: false}) draft: Draft = {body: '', senderId: null};
  @property({attribute: false}) senders: readonly Sender[] = [];
  @property({attribute: false}) mergeFields: readonly MergeField[] = [];
  @property({attribute: false}) service: Service | null = null;
  @property({attribute: false}) templates: readonly Template[] = [];
  @property({attribute: false}) templatesStatus: 'idle' | 'loading' | 'ready' | 'failed' = 'idle';
  /** Offers emoji, once the extras are loaded. */
  @property({type: Boolean}) emoji = false;
  @property() locale = 'en';

  @state() private body = '';
  /** What is read out: changes that matter, and not each key. */
  @state() private announcement = '';
  @query('textarea') private field!: HTMLTextAreaElement | null;

  /** A new field for each text that was typed: undo in one conversation must not bring back the text of another. */
  #fieldNumber = 0;
  #isFieldUsed = false;
  #context: SendContext | null = null;
  #sender: Sender | null = null;
  #prepared: PreparedSms = {text: '', missing: [], unknown: [], ...countSms('')};
  #block: SendBlock | null = null;
  /** Stays chosen until the conversation says itself that it was used. */
  #lastUsedId: string | null = null;

  protected override createRenderRoot() {
    const root = super.createRenderRoot();
    handleRequests(root, {
      'sms-chat-template-select': ({template}: {template: Template}) => this.#insert(template.body),
      'sms-chat-emoji-select': ({text}: {text: string}) => this.#insert(text),
      'sms-chat-menu-select': ({id}: {id: string}) =>
        this.service && this.#insert(mergeToken(id, this.service.mergeSyntax)),
    });
    return root;
  }

  override focus(options?: FocusOptions) {
    this.field?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const {conversation, service, mergeFields, draft} = this;
    const before = changed.has('conversation') ? changed.get('conversation') : conversation;
    const isOther = before?.id !== conversation?.id;
    if (isOther && this.#isFieldUsed) {
      this.#fieldNumber++;
      this.#isFieldUsed = false;
    }
    if (isOther || before?.lastSender?.id !== conversation?.lastSender?.id) this.#lastUsedId = null;
    // A text area has no other line breaks, and one that differs from its text would be set again on each update.
    if (changed.has('draft')) this.body = draft.body.replace(/\r\n?/g, '\n');

    const partsBefore = this.#prepared.parts;
    this.#context = conversation && service && {conversation, service, mergeFields};
    if (this.#context) this.#prepare(this.#context);
    if (isOther) this.announcement = '';
    else if (draft.isEditedElsewhere) this.announcement = editedElsewhereText();
    else this.#announceParts(partsBefore);
  }

  protected override update(changed: PropertyValues<this>) {
    const fieldBefore = this.field;
    const hadFocus = fieldBefore?.matches(':focus');
    const {value, selectionStart = 0, selectionEnd = 0} = fieldBefore ?? {};
    super.update(changed);
    if (!hadFocus) return;
    // Another conversation brings another field.
    if (this.field !== fieldBefore) this.focus();
    // A text that comes from another tab leaves the caret where it was, unless it was at the end.
    else if (this.field!.value !== value && selectionEnd < value!.length) {
      this.field!.setSelectionRange(selectionStart, selectionEnd);
    }
  }

  #prepare(context: SendContext) {
    const preferred = [this.draft.senderId, this.#lastUsedId, context.conversation.lastSender?.id];
    this.#sender = chooseSender(this.senders, preferred);
    this.#prepared = prepareBody(this.body, context);
    this.#block = findBlock(this.body, this.#prepared, this.#sender, context);
  }

  #announceParts(before: number) {
    const {parts} = this.#prepared;
    if (parts !== before && Math.max(parts, before) > 1) this.announcement = partsText(parts);
  }

  #changeDraft(draft: Draft) {
    this.draft = draft;
    request(this, 'sms-chat-draft-change', {draft});
  }

  #followInput() {
    this.#isFieldUsed = true;
    this.#changeDraft({body: this.field!.value, senderId: this.draft.senderId});
  }

  #pickSender(event: Event) {
    this.#changeDraft({body: this.body, senderId: (event.target as HTMLSelectElement).value});
  }

  /** Puts a text at the caret, in place of what is selected. */
  #insert(text: string) {
    const field = this.field!;
    field.focus();
    // Deprecated, but the only way that undo (Ctrl+Z) knows of.
    if (document.execCommand('insertText', false, text)) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    this.#followInput();
  }

  #makePlain(plain: string) {
    this.field!.select();
    this.#insert(plain);
  }

  #sendOnEnter(event: KeyboardEvent) {
    // 229: Safari ends the composition before it tells of the Enter that ended it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    this.focus();
    if (!this.#context) return;
    if (this.#block) {
      this.announcement = blockText(this.#block, this.#context, this.locale);
      return;
    }
    this.#lastUsedId = this.#sender!.id;
    request(this, 'sms-chat-send-request', {
      body: this.body,
      preview: this.#prepared.text,
      senderId: this.#sender!.id,
    });
  }

  /** The body in plain GSM text, where that makes the whole message GSM: a contact's name may be Unicode all the same. */
  #plainBody(context: SendContext): string | null {
    if (this.#prepared.encoding === 'GSM_7') return null;
    const plain = plainGsmText(this.body);
    return plain !== null && prepareBody(plain, context).encoding === 'GSM_7' ? plain : null;
  }

  #renderSenders() {
    const hint = this.#sender ? senderHint(this.#sender) : '';
    return html`<div class="from">
      <label for="sender">${msg('From')}</label>
      <select
        id="sender"
        part="sender-select"
        aria-describedby=${hint ? 'sender-hint' : nothing}
        @change=${this.#pickSender}
      >
        ${this.#sender ? nothing : html`<option value="" selected disabled>${msg('None')}</option>`}
        ${this.senders.map(
          (sender) =>
            html`<option
              value=${sender.id}
              ?disabled=${sender.status !== 'READY'}
              .selected=${live(sender.id === this.#sender?.id)}
            >
              ${senderLabel(sender)}
            </option>`,
        )}
      </select>
      ${hint ? html`<span id="sender-hint" class="hint">${hint}</span>` : nothing}
    </div>`;
  }

  #renderMergeFields({conversation: {contact}, service: {capabilities}}: SendContext) {
    if (!contact || !this.mergeFields.length || !capabilities.includes('MERGE_FIELDS')) return nothing;
    const values = new Map(contact.fields.map(({key, value}) => [key.toLowerCase(), value]));
    const items = this.mergeFields.map(({key, label}) => ({
      kind: 'action',
      id: key,
      label,
      hint: values.get(key.toLowerCase()) || msg('No value'),
    }));
    return html`<sms-chat-menu
      exportparts="menu-button, menu, menu-item, checked"
      label=${msg('Merge fields')}
      .icon=${mergeFieldIcon}
      labelled
      side="above"
      .items=${items}
    ></sms-chat-menu>`;
  }

  #renderTemplates({service}: SendContext) {
    if (!service.capabilities.includes('TEMPLATES')) return nothing;
    return html`<sms-chat-template-picker
      exportparts="templates-button, templates, template"
      .templates=${this.templates}
      .status=${this.templatesStatus}
    ></sms-chat-template-picker>`;
  }

  #renderPreview() {
    const {text} = this.#prepared;
    if (text === normaliseForSms(this.body)) return nothing;
    return html`<div
      class="preview"
      part="preview"
      role="group"
      aria-labelledby="preview-heading"
      tabindex="0"
    >
      <h3 id="preview-heading">${msg('Preview')}</h3>
      <p dir="auto">${displayBody(text)}</p>
    </div>`;
  }

  #renderCounting(context: SendContext) {
    const {characters, parts, forcedBy} = this.#prepared;
    const plain = this.#plainBody(context);
    return html`<div class="counting">
      ${forcedBy.length ? html`<span class="unicode">${unicodeText(this.#prepared)}</span>` : nothing}
      ${
        plain !== null
          ? html`<button class="link" type="button" @click=${() => this.#makePlain(plain)}>
              ${msg('Use plain text')}
            </button>`
          : nothing
      }
      <span
        class=${this.#block?.kind === 'too-many-parts' ? 'counter over' : 'counter'}
        part="counter"
        role="status"
        aria-live="off"
        >${msg(str`Characters: ${number(characters)} · Message parts: ${number(parts)}`)}</span
      >
    </div>`;
  }

  override render() {
    const context = this.#context;
    if (!context) return nothing;
    const reason = this.#block ? blockText(this.#block, context, this.locale) : '';
    const isStanding = this.#block?.kind === 'not-allowed' || this.#block?.kind === 'no-sender';
    return html`<div class="composer" part="composer">
      ${isStanding ? renderReason('standing', reason) : nothing} ${this.#renderSenders()}
      <div class="box" part="message-box">
        <div class="grower" data-text=${this.body.slice(0, LAID_OUT_WHOLE)}>
          ${keyed(
            this.#fieldNumber,
            html`<textarea
              part="message-input"
              rows="1"
              dir=${this.body && this.body.length <= LAID_OUT_WHOLE ? 'auto' : nothing}
              aria-label=${msg('Message')}
              placeholder=${msg('Write a message')}
              enterkeyhint="send"
              .value=${live(this.body)}
              @input=${this.#followInput}
              @keydown=${this.#sendOnEnter}
            ></textarea>`,
          )}
        </div>
        <div class="tools">
          ${this.#renderTemplates(context)} ${this.#renderMergeFields(context)}
          ${
            this.emoji
              ? html`<sms-chat-emoji-button exportparts="emoji-button, emoji-picker"></sms-chat-emoji-button>`
              : nothing
          }
          <slot name="composer-actions"></slot>
          <button
            class="primary send"
            part="send-button"
            type="button"
            aria-disabled=${this.#block ? 'true' : 'false'}
            aria-describedby=${reason ? 'reason' : nothing}
            @click=${this.#send}
          >
            ${sendIcon} ${msg('Send')}
          </button>
        </div>
      </div>
      ${this.draft.isEditedElsewhere ? html`<p class="hint">${editedElsewhereText()}</p>` : nothing}
      ${reason && !isStanding ? renderReason('text', reason) : nothing} ${this.#renderPreview()}
      ${this.#renderCounting(context)}
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-composer': SmsChatComposer;
  }
}
