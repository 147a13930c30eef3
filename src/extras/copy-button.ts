import {css, html} from 'lit';
import {property} from 'lit/decorators.js';
import {copyIcon} from '../components/icons.js';
import {LocalizedLeaf} from '../components/localized-leaf.js';
import {controls, theme} from '../components/theme.styles.js';
import {msg} from '../localization/language.js';
import {displayBody} from '../shared/display-text.js';
import {request} from '../shared/events.js';

const LONGEST_NAME = 80;

/**
 * Copies a number, or a message.
 *
 * @internal
 * @element sms-chat-copy-button
 * @csspart copy-button - The button.
 * @fires {CustomEvent<{text: string}>} sms-chat-copy-request - To be copied.
 */
export class SmsChatCopyButton extends LocalizedLeaf {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: inline-block;
      }

      button.icon {
        color: var(--_color-muted);
        min-height: 24px;
        min-width: 24px;
        padding: 3px;
      }

      svg {
        height: 16px;
        width: 16px;
      }

      :host([what='number']) {
        margin-block: -5px;
      }

      :host([what='message']) {
        inset-block-start: 4px;
        inset-inline-start: calc(100% + 2px);
        position: absolute;
      }

      :host([what='message'][side='outbound']) {
        inset-inline: auto calc(100% + 2px);
      }

      :host([what='message']:not([shown], :focus-within)) {
        opacity: 0;
      }
    `,
  ];

  @property({reflect: true}) what: 'number' | 'message' = 'number';

  @property({attribute: false}) text = '';

  override focus(options?: FocusOptions) {
    this.renderRoot.querySelector('button')?.focus(options);
  }

  override render() {
    const isNumber = this.what === 'number';
    const title = isNumber ? msg('Copy number') : msg('Copy message');
    const body = displayBody(this.text.slice(0, LONGEST_NAME));
    return html`<button
      class="icon"
      part="copy-button"
      type="button"
      title=${title}
      aria-label=${isNumber ? title : `${title}: ${body}`}
      @click=${() => request(this, 'sms-chat-copy-request', {text: this.text})}
    >
      ${copyIcon}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-copy-button': SmsChatCopyButton;
  }
}
