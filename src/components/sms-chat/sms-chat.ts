import {LitElement, html} from 'lit';

/**
 * The inbox: conversations on the left, the open thread on the right.
 *
 * @element sms-chat
 */
export class SmsChat extends LitElement {
  override render() {
    return html``;
  }
}
