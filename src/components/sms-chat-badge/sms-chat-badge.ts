import {LitElement, html} from 'lit';

/**
 * Header shortcut with the number of unread messages.
 *
 * @element sms-chat-badge
 */
export class SmsChatBadge extends LitElement {
  override render() {
    return html``;
  }
}
