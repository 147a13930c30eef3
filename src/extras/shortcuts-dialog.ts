import {css, html} from 'lit';
import {property, query} from 'lit/decorators.js';
import {dialogStyles} from '../components/dialog.styles.js';
import {LocalizedLeaf} from '../components/localized-leaf.js';
import {controls, theme} from '../components/theme.styles.js';
import {msg} from '../localization/language.js';

export interface Shortcut {
  readonly key: string;
  readonly label: () => string;
}

/**
 * An overview of the keyboard shortcuts.
 *
 * @internal
 * @element sms-chat-shortcuts-dialog
 * @csspart dialog - The dialog.
 */
export class SmsChatShortcutsDialog extends LocalizedLeaf {
  static override styles = [
    theme,
    controls,
    dialogStyles,
    css`
      dl {
        align-items: baseline;
        display: grid;
        gap: 8px 16px;
        grid-template-columns: max-content 1fr;
        margin: 0 0 16px;
      }

      dd {
        margin: 0;
      }

      kbd {
        border: 1px solid var(--_control-border);
        border-radius: 4px;
        display: inline-block;
        font: inherit;
        min-width: 1lh;
        padding: 0 6px;
        text-align: center;
      }
    `,
  ];

  @property({attribute: false}) shortcuts: readonly Shortcut[] = [];

  @query('dialog') private dialog!: HTMLDialogElement;

  show(): void {
    void this.updateComplete.then(() => this.dialog.open || this.dialog.showModal());
  }

  override render() {
    return html`
      <dialog part="dialog" aria-labelledby="heading">
        <h2 id="heading">${msg('Keyboard shortcuts')}</h2>
        <dl>
          ${this.shortcuts.map(
            ({key, label}) =>
              html`<dt><kbd>${key}</kbd></dt>
                <dd>${label()}</dd>`,
          )}
        </dl>
        <form class="actions" method="dialog"><button class="primary">${msg('Close')}</button></form>
      </dialog>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sms-chat-shortcuts-dialog': SmsChatShortcutsDialog;
  }
}
