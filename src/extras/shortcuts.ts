import {define} from '../define/define.js';
import {msg} from '../localization/language.js';
import {request} from '../shared/events.js';
import type {ExtrasHost, ExtrasOption, Inbox} from './extras.js';
import {SmsChatShortcutsDialog, type Shortcut} from './shortcuts-dialog.js';

/**
 * Single keys for what is done often, while the focus is in the inbox and in no field: a page, and a person who
 * dictates, keep their own keys everywhere else.
 */
export class Shortcuts {
  readonly #host: ExtrasHost;
  readonly #inbox: Inbox;
  #dialog: SmsChatShortcutsDialog | null = null;

  readonly #shortcuts: readonly (Shortcut & {run: () => void})[] = [
    {
      key: '/',
      label: () => msg('Search conversations'),
      run: () => this.#within('sms-chat-list-toolbar')?.focus(),
    },
    {key: 'n', label: () => msg('New chat'), run: () => this.#startChat()},
    {key: 'j', label: () => msg('Next conversation'), run: () => this.#go(1)},
    {key: 'k', label: () => msg('Previous conversation'), run: () => this.#go(-1)},
    {key: 'r', label: () => msg('Write a message'), run: () => this.#within('sms-chat-composer')?.focus()},
    {key: 'e', label: () => msg('Close Chat'), run: () => this.#closeChat()},
    {key: '?', label: () => msg('Show this overview'), run: () => this.show()},
  ];

  constructor(host: ExtrasHost, inbox: Inbox) {
    this.#host = host;
    this.#inbox = inbox;
    host.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  get options(): ExtrasOption[] {
    return this.#host.shortcuts ? [{id: 'shortcuts', label: msg('Keyboard shortcuts')}] : [];
  }

  /** The overview. */
  show(): void {
    if (!this.#dialog) {
      define('sms-chat-shortcuts-dialog', SmsChatShortcutsDialog);
      this.#dialog = document.createElement('sms-chat-shortcuts-dialog');
      this.#dialog.setAttribute('exportparts', 'dialog');
      this.#dialog.shortcuts = this.#shortcuts;
      this.#host.renderRoot.append(this.#dialog);
    }
    this.#dialog.show();
  }

  #handleKey(event: KeyboardEvent): void {
    if (!this.#host.shortcuts || event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    if (!(target instanceof HTMLElement) || isBusy(target)) return;
    const shortcut = this.#shortcuts.find(({key}) => key === event.key);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  }

  #within(leaf: string): HTMLElement | null {
    for (const pane of this.#host.renderRoot.querySelectorAll('sms-chat-list-pane, sms-chat-thread-pane')) {
      const found = pane.shadowRoot?.querySelector<HTMLElement>(leaf);
      if (found?.checkVisibility({visibilityProperty: true})) return found;
    }
    return null;
  }

  #startChat(): void {
    const capabilities = this.#inbox.store()?.get().session?.service.capabilities ?? [];
    const toolbar = this.#within('sms-chat-list-toolbar');
    if (toolbar && capabilities.includes('START_CONVERSATION'))
      request(toolbar, 'sms-chat-new-chat-request', {search: ''});
  }

  #go(by: 1 | -1): void {
    const ids = this.#inbox.store()?.get().list.ids ?? [];
    const at = ids.indexOf(this.#host.conversationId ?? '');
    const next = at < 0 ? 0 : at + by;
    if (ids[next]) this.#inbox.select(ids[next], false);
  }

  #closeChat(): void {
    const header = this.#within('sms-chat-thread-header') as (HTMLElement & {canClose: boolean}) | null;
    if (header?.canClose) request(header, 'sms-chat-close-request');
  }
}

/** Where letters have a meaning of their own: fields, menus, dialogs. */
function isBusy(element: HTMLElement): boolean {
  return element.isContentEditable || element.matches('input, textarea, select, dialog *, [popover] *');
}
