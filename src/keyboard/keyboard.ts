import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Less is a bar of the browser that comes or goes, in px. */
const LEAST_KEYBOARD = 80;
/** Of the inbox, this is left at least, in px: what does not fit then is for the page to scroll. */
const LEAST_INBOX = 160;

const sheet = new CSSStyleSheet();
// Fields scroll between heading and actions, which stay in view; so do the matches of New chat, below the field.
sheet.replaceSync(`
  .root {
    inset-block-end: var(--_covered);
  }

  dialog[open] {
    inset-block: var(--_above) var(--_below);
    margin-block: auto;
    max-height: calc(100dvh - 16px - var(--_above) - var(--_below));
  }

  /* Where they are put beside their buttons counts the room that the keyboard takes. */
  [popover] {
    inset-block: var(--_above) var(--_below) !important;
    margin-block: auto 8px;
    max-height: calc(100dvh - 16px - var(--_above) - var(--_below)) !important;
  }

  dialog[open],
  dialog form {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }

  dialog .matches {
    flex: 0 1 auto;
  }

  dialog .actions {
    background: var(--_background);
    flex: none;
    inset-block-end: -20px;
    margin-block: 4px -20px;
    padding-block-end: 16px;
    position: sticky;
  }

  dialog {
    scroll-padding-block-end: 72px;
  }
`);

/**
 * Keeps the inbox, its dialogs and its popups above the on-screen keyboard. Browsers shrink only what is seen of the page by it
 * (`visualViewport`), and no length in CSS: what stands at the bottom would be behind it. Loads with the first touch, or
 * the first focus on a device with a coarse pointer.
 */
export class Keyboard implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #styled = new Set<ShadowRoot>();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('focusin', this.#update);
    this.#update();
  }

  hostConnected(): void {
    visualViewport!.addEventListener('resize', this.#update);
    visualViewport!.addEventListener('scroll', this.#update);
  }

  hostDisconnected(): void {
    visualViewport!.removeEventListener('resize', this.#update);
    visualViewport!.removeEventListener('scroll', this.#update);
    this.#unstyle();
  }

  readonly #update = () => {
    const {scale, offsetTop, height} = visualViewport!;
    const page = document.documentElement.clientHeight;
    // Zoomed in by fingers, most of the page is out of sight: where they are is for the person to say.
    const isShown = scale < 1.01 && page - height > LEAST_KEYBOARD && this.#hasFocus;
    if (!isShown) return this.#unstyle();
    const covered = this.#host.getBoundingClientRect().bottom - offsetTop - height;
    const most = Math.min(page - height, this.#host.clientHeight - LEAST_INBOX);
    this.#set('--_covered', Math.min(covered, most));
    this.#set('--_above', offsetTop);
    this.#set('--_below', page - offsetTop - height);
    this.#style();
  };

  /** Not by :focus-within, which does not reach out of a modal dialog in Chromium. */
  get #hasFocus(): boolean {
    return this.#host.contains((this.#host.getRootNode() as Document | ShadowRoot).activeElement);
  }

  /** From the inbox to the element with the focus: dialogs are in shadow roots of their own. */
  #style(): void {
    for (let root = this.#host.shadowRoot; root; root = root.activeElement?.shadowRoot ?? null) {
      if (!this.#styled.has(root)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      this.#styled.add(root);
    }
  }

  #unstyle(): void {
    if (!this.#styled.size) return;
    for (const root of this.#styled)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    this.#styled.clear();
    // Popups go back beside their buttons, as they do when the page scrolls.
    this.#host.dispatchEvent(new Event('scroll'));
  }

  #set(name: string, px: number): void {
    this.#host.style.setProperty(name, `${Math.max(0, px)}px`);
  }
}
