const PREFIX = /^\(\d+\+?\) /;

/** Puts a number before the title of the page, `(3) Dashboard`, and leaves the rest of it to the page. */
export class TitleCount {
  readonly #observer = new MutationObserver(() => this.#apply());
  #prefix = '';
  #isOn = false;

  show(count: number): void {
    this.#prefix = count > 0 ? `(${count > 99 ? '99+' : count}) ` : '';
    // Pages of one document change their title themselves, or put another element there.
    if (!this.#isOn)
      this.#observer.observe(document.head, {childList: true, characterData: true, subtree: true});
    this.#isOn = true;
    this.#apply();
  }

  stop(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#observer.disconnect();
    this.#prefix = '';
    this.#apply();
  }

  #apply(): void {
    const title = this.#prefix + document.title.replace(PREFIX, '');
    if (title !== document.title) document.title = title;
  }
}
