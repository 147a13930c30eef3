import type {SmsChatMessageList} from '../components/message-list/message-list.js';
import {define} from '../define/define.js';
import {msg} from '../localization/language.js';
import {handleRequests} from '../shared/handle-requests.js';
import {SmsChatCopyButton} from './copy-button.js';
import type {ExtrasHost, Inbox} from './extras.js';

/**
 * Copies messages and numbers. All messages share one button, which stands beside the one under the pointer; by
 * keyboard it is the next stop after the messages, and goes from one to the other by the arrow keys.
 */
export class Copying {
  readonly #host: ExtrasHost;
  readonly #inbox: Inbox;
  #button: SmsChatCopyButton | null = null;

  constructor(host: ExtrasHost, inbox: Inbox) {
    this.#host = host;
    this.#inbox = inbox;
    define('sms-chat-copy-button', SmsChatCopyButton);
    const {renderRoot} = host;
    handleRequests(renderRoot, {
      'sms-chat-copy-request': ({text}: {text: string}) => void this.#copy(text),
    });
    // By each move: what goes from one element of a pane to another, such as pointerover, is not heard outside of it.
    for (const type of ['pointermove', 'pointerdown', 'pointerleave'])
      host.addEventListener(type, (event) => this.#followPointer(event));
    renderRoot.addEventListener('keydown', (event) => this.#followKey(event as KeyboardEvent));
  }

  /** Takes the button of the messages away where the page has switched it off. */
  update(): void {
    if (!this.#host.copying) this.#button?.remove();
  }

  async #copy(text: string): Promise<void> {
    const isCopied = await copy(text);
    this.#inbox.say(() =>
      isCopied
        ? msg('Copied')
        : msg('The browser does not let this page copy. Select the text, and press Ctrl+C or ⌘C.'),
    );
  }

  #followPointer(event: Event): void {
    const row = inPath(event, '[part~="message"]');
    const bubble = row?.querySelector('[part~="bubble"]') ?? null;
    if (bubble) this.#place(bubble);
    this.#button?.toggleAttribute('shown', bubble !== null);
  }

  #followKey(event: KeyboardEvent): void {
    if (event.key === 'Tab') this.#prepareFor(event);
    const by = {ArrowUp: -1, ArrowDown: 1}[event.key];
    const bubble = this.#button?.parentElement;
    const log = bubble?.closest('[part~="messages"]');
    if (!by || !bubble || !log || !event.composedPath().includes(this.#button!)) return;
    event.preventDefault();
    const bubbles = bubblesOf(log);
    const next = bubbles[bubbles.indexOf(bubble) + by];
    if (!next) return;
    this.#place(next);
    next.scrollIntoView({block: 'nearest'});
    void this.#button!.updateComplete.then(() => this.#button!.focus({preventScroll: true}));
  }

  /** So that it is there when the focus goes on from the messages: beside the last one in view. */
  #prepareFor(event: Event): void {
    const [log] = event.composedPath();
    const isLog = log instanceof HTMLElement && log.matches('[part~="messages"]');
    if (!isLog || this.#button?.isConnected) return;
    const {bottom} = log.getBoundingClientRect();
    const last = bubblesOf(log)
      .filter((bubble) => bubble.getBoundingClientRect().top < bottom)
      .at(-1);
    if (last) this.#place(last);
  }

  #place(bubble: Element): void {
    const list = (bubble.getRootNode() as ShadowRoot).host as SmsChatMessageList;
    const text = this.#host.copying ? list.textAt(bubble) : null;
    if (text === null) return;
    if (!this.#button) {
      this.#button = document.createElement('sms-chat-copy-button');
      this.#button.setAttribute('exportparts', 'copy-button');
      this.#button.setAttribute('what', 'message');
    }
    this.#button.text = text;
    this.#button.setAttribute('side', bubble.matches('[part~="outbound"]') ? 'outbound' : 'inbound');
    if (this.#button.parentElement !== bubble) bubble.append(this.#button);
  }
}

function inPath(event: Event, selector: string): HTMLElement | undefined {
  return event
    .composedPath()
    .find((node): node is HTMLElement => node instanceof HTMLElement && node.matches(selector));
}

const bubblesOf = (log: Element) => [...log.querySelectorAll('[part~="bubble"]')];

/** The text as it is, to the last space. @returns whether the browser let us */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not in a frame that is not allowed to, and not on a page without TLS. The older way may be open there.
    return copyByCommand(text);
  }
}

function copyByCommand(text: string): boolean {
  let isSet = false;
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', text);
    isSet = true;
  };
  addEventListener('copy', fill, {capture: true});
  try {
    return document.execCommand('copy') && isSet;
  } finally {
    removeEventListener('copy', fill, {capture: true});
  }
}
