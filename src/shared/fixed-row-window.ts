import {viewHeight} from './view-height.js';

export interface FixedRowWindowOptions<Item> {
  key: (item: Item) => string;
  /** Renders one row into its host: the host is the window's, what is inside is yours. */
  render: (item: Item, host: HTMLElement, index: number) => void;
  /** The last rows are in view, or close to it. */
  onReachEnd?: () => void;
}

/** Rows mounted beyond each edge of the view, so that a flick of the wheel finds them painted. */
const OVERSCAN = 6;
/** Only until the first row has been measured. */
const ESTIMATED_HEIGHT = 64;

/**
 * Mounts the rows of a long list that are in view, for rows that are all equally high. Hosts are kept by key: a row
 * that moves in the list is the same element, and the pinned one is never detached, so that it keeps the focus.
 * What is read does not move when rows come in above it, except at the very top, where new ones are to be seen.
 */
export class FixedRowWindow<Item> {
  /** Key of the row that stays mounted wherever the list is scrolled to: the one with the focus or the tab stop. */
  pinned: string | null = null;

  readonly #scroller: HTMLElement;
  readonly #box: HTMLElement;
  readonly #options: FixedRowWindowOptions<Item>;
  readonly #sizes = new ResizeObserver(() => this.#resize());
  #items: readonly Item[] = [];
  #hosts = new Map<string, HTMLElement>();
  #pinnedIndex = -1;
  #gauge: HTMLElement | undefined;
  #rowHeight = ESTIMATED_HEIGHT;
  #isMeasured = false;
  #viewHeight = 0;
  // Kept beside the scroller's own, which is lost while it is hidden or moved in the document: until its size is told.
  #top = 0;
  #isLost = true;

  /** `box` holds the rows and nothing else; `scroller` scrolls it. */
  constructor(scroller: HTMLElement, box: HTMLElement, options: FixedRowWindowOptions<Item>) {
    this.#scroller = scroller;
    this.#box = box;
    this.#options = options;
    this.connect();
  }

  /** Starts to follow scrolling and sizes, again after `disconnect`. */
  connect(): void {
    this.#scroller.addEventListener('scroll', this.#onScroll, {passive: true});
    this.#sizes.observe(this.#scroller);
    if (this.#gauge) this.#sizes.observe(this.#gauge);
  }

  disconnect(): void {
    this.#scroller.removeEventListener('scroll', this.#onScroll);
    this.#sizes.disconnect();
    this.#viewHeight = 0;
    this.#isLost = true;
  }

  /** Shows these items. Every mounted row is rendered, the same item or not: its surroundings may have changed. */
  setItems(items: readonly Item[]): void {
    // Without rows there is nothing to measure for, which costs a layout.
    if (items.length === 0 && this.#items.length === 0) return;
    const top = this.#anchoredTop(items);
    this.#items = items;
    this.#render('all');
    if (top !== this.#top) this.#scrollTo(top);
  }

  /** Scrolls just as far as it takes to bring the row into view. */
  scrollToIndex(index: number): void {
    // Where it has to scroll, it has to know by how much.
    if (index > 0 && !this.#isMeasured) this.#measure();
    const start = index * this.#rowHeight;
    const end = start + this.#rowHeight - this.#viewHeight;
    if (this.#top > start) this.#scrollTo(start);
    else if (this.#top < end) this.#scrollTo(end);
    else this.#render();
  }

  scrollToStart(): void {
    this.#scrollTo(0);
  }

  /** The host of a row that is mounted: in view, or pinned. */
  hostOf(key: string): HTMLElement | undefined {
    return this.#hosts.get(key);
  }

  #scrollTo(top: number): void {
    // Setting the position costs a layout, the same one as well.
    if (top === this.#top && this.#items.length === 0) return;
    this.#scroller.scrollTop = top;
    this.#top = this.#viewHeight > 0 ? this.#scroller.scrollTop : Math.max(0, top);
    this.#render();
  }

  #onScroll = () => {
    // Hidden, or just shown and about to be put back to where it was.
    if (this.#viewHeight === 0 || viewHeight(this.#scroller) === 0) return;
    this.#top = this.#scroller.scrollTop;
    this.#render();
  };

  #resize(): void {
    const wasLost = this.#isLost;
    this.#viewHeight = viewHeight(this.#scroller);
    this.#isLost = this.#viewHeight === 0;
    if (this.#isLost) return;
    // Of what was scrolled since the last event, the next one tells only after this.
    if (!wasLost) this.#top = this.#scroller.scrollTop;
    this.#measure();
    if (this.#scroller.scrollTop !== this.#top) this.#scrollTo(this.#top);
    else this.#render();
  }

  /** Where to scroll to, so that the rows in view stay where they are. */
  #anchoredTop(items: readonly Item[]): number {
    if (this.#top === 0) return 0;
    const first = Math.floor(this.#top / this.#rowHeight);
    // Of two rows, since the one may be just the one that moved to the top.
    const shifts = this.#items.slice(first, first + 2).flatMap((item, offset) => {
      const key = this.#options.key(item);
      const index = items.findIndex((candidate) => this.#options.key(candidate) === key);
      return index < 0 ? [] : [index - first - offset];
    });
    const shift = shifts.sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0;
    return Math.max(0, this.#top + shift * this.#rowHeight);
  }

  #render(rows: 'all' | 'fresh' = 'fresh'): void {
    this.#viewHeight ||= viewHeight(this.#scroller);
    this.#layOut(rows);
    // Before it is painted, the browser tells how high it is: reading sizes with each render would force a layout.
    if (!this.#gauge?.isConnected) this.#findGauge();
    const isNearEnd = this.#top + this.#viewHeight * 2 >= this.#items.length * this.#rowHeight;
    if (isNearEnd && this.#viewHeight > 0 && this.#items.length > 0) this.#options.onReachEnd?.();
  }

  /** Takes a row for the one by which all are measured. */
  #findGauge(): void {
    if (this.#gauge) this.#sizes.unobserve(this.#gauge);
    const row = this.#box.firstElementChild;
    this.#gauge = row instanceof HTMLElement ? row : undefined;
    if (this.#gauge) this.#sizes.observe(this.#gauge);
  }

  /** Rows may turn out to have another height: after zooming, or with another font. */
  #measure(): void {
    // Whole pixels, so that no row is drawn blurred between two of them.
    const height = Math.round(this.#gauge?.getBoundingClientRect().height ?? 0);
    if (height === 0) return;
    this.#isMeasured = true;
    if (height === this.#rowHeight) return;
    const row = this.#top / this.#rowHeight;
    this.#rowHeight = height;
    this.#setBoxHeight();
    if (this.#top > 0) this.#scroller.scrollTop = this.#top = row * height;
  }

  #layOut(rows: 'all' | 'fresh'): void {
    const items = this.#items;
    const {key, render} = this.#options;
    // The scroller's own clamping of a list that became shorter shows only after the next layout.
    const top = Math.min(this.#top, Math.max(0, items.length * this.#rowHeight - this.#viewHeight));
    const start = Math.max(0, Math.floor(top / this.#rowHeight) - OVERSCAN);
    const end = Math.min(items.length, Math.ceil((top + this.#viewHeight) / this.#rowHeight) + OVERSCAN);

    const pinned = this.#findPinned();
    const indexes = Array.from({length: end - start}, (_, offset) => start + offset);
    if (pinned >= 0 && pinned < start) indexes.unshift(pinned);
    if (pinned >= end) indexes.push(pinned);
    const wanted = new Map(indexes.map((index) => [key(items[index]!), index]));

    const spare: HTMLElement[] = [];
    for (const [hostKey, host] of this.#hosts) {
      if (wanted.has(hostKey)) continue;
      // Taken out where it is: in its old place, all others would have to be moved around it.
      host.remove();
      spare.push(host);
    }
    const hosts = new Map<string, HTMLElement>();
    for (const [itemKey, index] of wanted) {
      const mounted = this.#hosts.get(itemKey);
      const host = mounted ?? spare.pop() ?? document.createElement('div');
      hosts.set(itemKey, host);
      if (rows === 'all' || !mounted) render(items[index]!, host, index);
      host.style.setProperty('transform', `translateY(${index * this.#rowHeight}px)`);
    }
    this.#hosts = hosts;
    this.#setBoxHeight();
    this.#order([...hosts.values()], indexes.indexOf(pinned));
  }

  #findPinned(): number {
    if (this.pinned === null) return -1;
    const isPinned = (item: Item | undefined) =>
      item !== undefined && this.#options.key(item) === this.pinned;
    if (!isPinned(this.#items[this.#pinnedIndex])) this.#pinnedIndex = this.#items.findIndex(isPinned);
    return this.#pinnedIndex;
  }

  #setBoxHeight(): void {
    this.#box.style.setProperty('height', `${this.#items.length * this.#rowHeight}px`);
  }

  /** Puts the hosts in the order of the list, for those who read the document, without detaching the pinned one. */
  #order(hosts: readonly HTMLElement[], pinned: number): void {
    const box = this.#box;
    if (pinned >= 0 && hosts[pinned]!.parentNode !== box) box.append(hosts[pinned]!);
    for (let i = pinned - 1; i >= 0; i--) {
      if (hosts[i]!.nextSibling !== hosts[i + 1]!) box.insertBefore(hosts[i]!, hosts[i + 1]!);
    }
    for (let i = pinned + 1; i < hosts.length; i++) {
      const next = i > 0 ? hosts[i - 1]!.nextSibling : box.firstChild;
      if (next !== hosts[i]) box.insertBefore(hosts[i]!, next);
    }
  }
}
