import {html, nothing} from 'lit';
import {property} from 'lit/decorators.js';
import {msg} from '../../localization/language.js';
import {changesIn} from '../../shared/changes-in.js';
import {displayName, wholeName} from '../../shared/display-text.js';
import {request} from '../../shared/events.js';

import {addContactIcon, backIcon, closeChatIcon} from '../icons.js';
import {LocalizedLeaf} from '../localized-leaf.js';
import {markedName} from '../marked-name.js';
import {controls, theme} from '../theme.styles.js';
import {styles} from './thread-header.styles.js';
import type {Contact, Conversation} from '../../state/model.js';

/**
 * Says whose thread is open, by name and number, and offers what can be done with it.
 *
 * @internal
 * @element sms-chat-thread-header
 * @slot header-actions - The host's own actions, before those of the product.
 * @csspart thread-header - The bar.
 * @csspart recipient-name - Name of the contact; the number where the recipient is none.
 * @csspart recipient-number - Number of a contact.
 * @csspart back-button - Leads back to the list, when narrow.
 * @csspart add-contact-button - Shown while the recipient is no contact.
 * @csspart close-chat-button - Hides the thread from the list.
 * @fires {CustomEvent<void>} sms-chat-back-request - The list is wanted again.
 * @fires {CustomEvent<void>} sms-chat-add-contact-request - The recipient is to be saved as a contact.
 * @fires {CustomEvent<void>} sms-chat-close-request - The thread is to be closed.
 */
export class SmsChatThreadHeader extends LocalizedLeaf {
  static override styles = [theme, controls, styles];

  /** The open thread; null shows nothing. */
  @property({attribute: false, hasChanged: changesIn<Conversation>('contact', 'address', 'formattedAddress')})
  conversation: Conversation | null = null;

  /** Only one pane fits, so there must be a way back to the list. */
  @property({type: Boolean}) narrow = false;

  /** The host can save contacts. */
  @property({type: Boolean, attribute: 'can-create-contact'}) canCreateContact = false;

  /** The thread is on the list, and can be taken off it. */
  @property({type: Boolean, attribute: 'can-close'}) canClose = false;

  /** The thread is being taken off the list. */
  @property({type: Boolean}) closing = false;

  /** Offers to copy the number, once the extras are loaded. */
  @property({type: Boolean}) copying = false;

  override render() {
    if (!this.conversation) return nothing;
    const {contact, address, formattedAddress} = this.conversation;
    const number = formatted(formattedAddress);
    const copyButton = this.copying
      ? html`<sms-chat-copy-button exportparts="copy-button" .text=${address}></sms-chat-copy-button>`
      : nothing;
    return html`
      <div part="thread-header" class=${this.narrow ? 'bar narrow' : 'bar'}>
        ${
          this.narrow
            ? html`<button
                class="icon back"
                part="back-button"
                type="button"
                aria-label=${msg('Back')}
                @click=${() => request(this, 'sms-chat-back-request')}
              >
                ${backIcon}
              </button>`
            : nothing
        }
        <div class="recipient">
          ${
            contact
              ? html`<h2 part="recipient-name">${nameOf(contact)}</h2>
                  <div>
                    <p part="recipient-number">${number}</p>
                    ${copyButton}
                  </div>`
              : html`<div>
                  <h2 part="recipient-name">${number}</h2>
                  ${copyButton}
                </div>`
          }
        </div>
        <slot name="header-actions"></slot>
        ${
          !contact && this.canCreateContact
            ? html`<button
                class="action"
                part="add-contact-button"
                type="button"
                title=${msg('Add Contact')}
                @click=${() => request(this, 'sms-chat-add-contact-request')}
              >
                ${addContactIcon}<span>${msg('Add Contact')}</span>
              </button>`
            : nothing
        }
        ${
          this.canClose
            ? html`<button
                class="action"
                part="close-chat-button"
                type="button"
                title=${msg('Close Chat')}
                aria-disabled=${this.closing ? 'true' : 'false'}
                @click=${() => request(this, 'sms-chat-close-request')}
              >
                ${closeChatIcon}<span>${msg('Close Chat')}</span>
              </button>`
            : nothing
        }
      </div>
    `;
  }
}

/** Whole for whoever asks, where it is cut. */
function nameOf({displayName: name}: Contact) {
  const whole = wholeName(name);
  return html`<bdi title=${whole === displayName(name) ? nothing : whole}>${markedName(name)}</bdi>`;
}

// A number reads from left to right in every language; an alphanumeric sender by its own letters.
function formatted(address: string) {
  return html`<bdi dir=${/^[+(\d]/.test(address) ? 'ltr' : 'auto'}>${markedName(address)}</bdi>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-thread-header': SmsChatThreadHeader;
  }
}
