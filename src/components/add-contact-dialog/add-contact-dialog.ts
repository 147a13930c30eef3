import {html, nothing, type PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {msg} from '../../localization/language.js';
import {displayName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';
import {showModalIf} from '../../shared/modal.js';
import {dialogStyles} from '../dialog.styles.js';
import {errorText} from '../error-text.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {controls, theme} from '../theme.styles.js';
import type {ChatError} from '../../state/api/chat-error.js';

/** What the form says is wrong, and at which of its fields; at none where it concerns the whole. */
interface Fault {
  readonly field: string | null;
  readonly text: string;
}

/**
 * Asks for the name under which the recipient of the open thread is saved.
 *
 * @internal
 * @element sms-chat-add-contact-dialog
 * @csspart dialog - The dialog.
 * @fires {CustomEvent<{firstName: string, lastName: string}>} sms-chat-create-contact-request - Save was pressed; at
 * least one of the names is not empty.
 * @fires {CustomEvent<void>} sms-chat-dismiss-request - The dialog is to be closed.
 */
export class SmsChatAddContactDialog extends LocalizedLeaf {
  static override styles = [theme, controls, dialogStyles];

  /** Shows the dialog, with empty fields each time. */
  @property({type: Boolean}) open = false;

  /** The number that is saved, as people write it. */
  @property({attribute: 'formatted-address'}) formattedAddress = '';

  /** The contact is being saved. */
  @property({type: Boolean}) busy = false;

  /** Why the host did not save it, shown at the field that it names. */
  @property({attribute: false}) error: ChatError | null = null;

  @state() private nameless = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#firstName') private firstField!: HTMLInputElement;
  @query('#lastName') private lastField!: HTMLInputElement;
  @query('[aria-invalid="true"]') private faulty!: HTMLInputElement | null;

  get #fault(): Fault | null {
    if (this.nameless) return {field: 'firstName', text: msg('Enter a first name or a last name.')};
    return this.error && {field: this.error.field, text: errorText(this.error)};
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('open') && this.open) this.nameless = false;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('open')) {
      if (this.open) this.firstField.value = this.lastField.value = '';
      showModalIf(this.open, this.dialog);
    }
    if (changed.has('error')) this.faulty?.focus();
  }

  #save(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const firstName = this.firstField.value.trim();
    const lastName = this.lastField.value.trim();
    this.nameless = !firstName && !lastName;
    if (this.nameless) void this.updateComplete.then(() => this.faulty?.focus());
    else request(this, 'sms-chat-create-contact-request', {firstName, lastName});
  }

  #dismiss(event: Event) {
    // Whether it is open is for the parent to say.
    event.preventDefault();
    if (this.open) request(this, 'sms-chat-dismiss-request');
  }

  #renderField(name: string, label: string) {
    const fault = this.#fault;
    const isFaulty = fault?.field === name;
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        autocomplete="off"
        aria-invalid=${isFaulty ? 'true' : 'false'}
        aria-describedby=${isFaulty ? 'fault' : nothing}
        @input=${() => (this.nameless = false)}
      />
      ${isFaulty ? html`<p id="fault" class="error" role="alert">${fault.text}</p>` : nothing}
    </div>`;
  }

  override render() {
    const fault = this.#fault;
    const isAtField = fault?.field === 'firstName' || fault?.field === 'lastName';
    // The browser may close a dialog without asking (a second Escape), hence `close` beside `cancel`.
    return html`
      <dialog part="dialog" aria-labelledby="heading" @cancel=${this.#dismiss} @close=${this.#dismiss}>
        <h2 id="heading">${msg('Add contact')}</h2>
        <form novalidate @submit=${this.#save}>
          ${this.#renderField('firstName', msg('First name'))}
          ${this.#renderField('lastName', msg('Last name'))}
          <div class="field">
            <label for="number">${msg('Number')}</label>
            <input id="number" dir="ltr" readonly .value=${displayName(this.formattedAddress)} />
          </div>
          <p class="error" role="alert">${fault && !isAtField ? fault.text : nothing}</p>
          <div class="actions">
            <button type="button" @click=${this.#dismiss}>${msg('Cancel')}</button>
            <button class="primary" type="submit" aria-disabled=${this.busy ? 'true' : 'false'}>
              ${msg('Save')}
            </button>
          </div>
        </form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-add-contact-dialog': SmsChatAddContactDialog;
  }
}
