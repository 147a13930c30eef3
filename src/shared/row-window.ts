import {RowHosts} from './row-hosts.js';
import {RowOffsets} from './row-offsets.js';
import {viewHeight} from './view-height.js';

export interface RowWindowOptions<Item> {
  /** Unique among the items, and the same for as long as the row is the same to the reader. */
  readonly key: (item: Item) => string;
  /** Fills a row; called again only when its item is another object. */
  readonly render: (item: Item, host: HTMLElement) => void;
  /** Height in px to reckon with until the row has been measured. */
  readonly estimate: (item: Item) => number;
  /**
   * Whether the view may be held by this row. Not by one that moves when others come before it, such as the heading
   * of a day or a "loading" line.
   */
  readonly holds: (item: Item) => boolean;
  /** What is in view, after each scroll and each change. */
  readonly onRange: (range: RowRange) => void;
}

/** Where in the view a row is brought. */
type Align = 'start' | 'center';

export interface SetItemsOptions {
  /** More rows come after the last, still to be loaded: being there is not being at the end. */
  readonly openEnded?: boolean;
  /** Brought into view, now or as soon as there is a view. An unknown key brings nothing. */
  readonly show?: 'end' | {readonly key: string; readonly align: Align};
}

/** Rows in view, and what lies beyond, in px. */
export interface RowRange {
  readonly first: number;
  /** The last row whose end is in view, or the only row in view. */
  readonly last: number;
  readonly above: number;
  readonly below: number;
}

/** A row and how far its top is below the top of the view. */
interface Hold {
  readonly key: string;
  readonly offset: number | Align;
}

/** Rows mounted beyond the view on each side, in px: what a flick of the wheel passes before the next frame. */
const OVERSCAN = 400;
/** Where rows turn out lower than they were reckoned: less would show, more is not worth another layout at once. */
const LEAST_OVERSCAN = 100;
/** After the last scroll event, in ms, a scroll is over: not every browser says so by an event. */
const SCROLL_END_MS = 150;
/** Measuring rows can bring others into view, which are measured in turn. */
const MAX_PASSES = 10;
/** A position below any end, in px: the browser makes the end of it. */
const BELOW_ALL = 1e9;

/**
 * Shows the visible stretch of a long list of rows of any height, for text that grows at both ends.
 *
 * What is read never moves: before each change it notes the first row in view, and after it puts that row back where
 * it was. The end is followed by intent (`following`), not by distance: a fast stream outruns any threshold.
 * Rows are absolutely positioned and kept in the order of the items, each in a host of its own.
 *
 * Browsers end a scroll under way where a script sets the position. So what rows turn out higher or lower than reckoned
 * is taken up by `#shift` while the reader scrolls, and by the position once they rest.
 */
export class RowWindow<Item> {
  readonly #scroller: HTMLElement;
  readonly #options: RowWindowOptions<Item>;
  readonly #offsets = new RowOffsets();
  readonly #index = new Map<string, number>();
  readonly #resizes = new ResizeObserver((entries) => this.#onResize(entries));
  readonly #hosts: RowHosts<Item>;
  #items: readonly Item[] = [];
  #following = true;
  #openEnded = false;
  #isWhole = false;
  /** What is mounted is to be rendered again. */
  #isStale = false;
  /** The reader has done nothing since `look`. */
  #hasLooked = false;
  /** First and last row of what is selected. */
  #selected: readonly string[] | undefined;
  #hold: Hold | null = null;
  /** Height of the view; 0 while hidden. */
  #viewport = 0;
  #width = 0;
  /** Where the view was when last looked at: less now means that the reader has scrolled up. */
  #y = 0;
  #frame = 0;
  /** How far all rows stand above where they belong. */
  #shift = 0;
  #scrollEnd = 0;

  constructor(scroller: HTMLElement, options: RowWindowOptions<Item>) {
    this.#scroller = scroller;
    this.#options = options;
    this.#hosts = new RowHosts(options.render, this.#resizes);
    // The browser would correct the position as well, and both corrections would add up.
    scroller.style.overflowAnchor = 'none';
    scroller.append(this.#hosts.box);
    scroller.addEventListener('scroll', this.#onScroll, {passive: true});
    this.#resizes.observe(scroller);
  }

  /** The reader is at the end, or asked for it, and has not scrolled up since: what is appended comes into view. */
  get following(): boolean {
    return this.#following;
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** What the row shows that this is part of. */
  itemAt(node: Node): Item | undefined {
    return this.#items[this.#index.get(this.#hosts.keyAt(node) ?? '') ?? -1];
  }

  /**
   * Looks where the view is, for the `setItems` that follows in the same turn. Before anything else changes: after it, the
   * browser would have to lay it out first.
   */
  look(): void {
    this.#look();
    this.#selected = this.#hosts.selected;
    this.#hasLooked = true;
  }

  /** Replaces the items. What is in view stays where it is, unless `show` says what to bring into view instead. */
  setItems(items: readonly Item[], {openEnded = false, show}: SetItemsOptions = {}): void {
    const old = this.#items;
    let same = 0;
    while (same < old.length && same < items.length && old[same] === items[same]) same++;
    const isSame = same === old.length && same === items.length && openEnded === this.#openEnded;
    // Mostly something changed that does not show here; and without rows there is nothing to look for.
    if (isSame && (items.length === 0 || (!show && !this.#isStale))) {
      this.#hasLooked = false;
      if (this.#viewport > 0) this.#report();
      return;
    }
    // What is to be shown instead needs no look at what is, which costs a layout.
    if (show || old.length === 0) this.#hold = null;
    else if (!this.#hasLooked) this.#look();
    this.#openEnded = openEnded;

    const {key, estimate} = this.#options;
    const keys = items.slice(same).map(key);
    const heights = keys.map((name, i) => {
      const before = this.#index.get(name);
      const item = items[same + i]!;
      if (before === undefined) return estimate(item);
      const height = this.#offsets.height(before);
      return item === old[before] ? height : height + estimate(item) - estimate(old[before]!);
    });
    this.#holdSurvivor(same, new Set(keys));
    for (let i = same; i < old.length; i++) this.#index.delete(key(old[i]!));
    keys.forEach((name, i) => this.#index.set(name, same + i));
    this.#offsets.replace(same, heights);
    this.#items = items;
    if (show === 'end') this.#following = true;
    else if (show && this.#index.has(show.key)) {
      this.#following = false;
      this.#hold = {key: show.key, offset: show.align};
    }
    this.#layout();
  }

  /** Has rows rendered again with the next items, though theirs are the same: something else changed, such as the locale. */
  invalidate(): void {
    this.#isStale = true;
    this.#hosts.invalidate();
  }

  /** Renders the mounted rows again. */
  refresh(): void {
    this.#look();
    this.invalidate();
    this.#layout();
  }

  /** Goes to the end and stays there, also if rows are appended, until the reader scrolls up. */
  scrollToEnd(): void {
    this.#following = true;
    this.#layout();
  }

  /** Puts the view back where it was, after a move in the document: the browser forgets the position, and tells nobody. */
  restore(): void {
    this.#viewport = 0;
    this.#layout();
  }

  /** Stops observing and takes all rows out. */
  disconnect(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#scrollEnd);
    this.#resizes.disconnect();
    this.#scroller.removeEventListener('scroll', this.#onScroll);
    this.#hosts.box.remove();
  }

  readonly #onScroll = () => {
    this.#look();
    this.#layout(true);
    clearTimeout(this.#scrollEnd);
    if (this.#shift !== 0)
      this.#scrollEnd = setTimeout(() => {
        this.#look();
        this.#layout();
      }, SCROLL_END_MS) as unknown as number;
  };

  #onResize(entries: readonly ResizeObserverEntry[]): void {
    const viewport = viewHeight(this.#scroller);
    // Hidden rows measure nothing, and the browser may forget the position: what is held and followed stays as it was.
    const {scrollTop, clientWidth} = this.#scroller;
    const resized = viewport !== this.#viewport || clientWidth !== this.#width;
    // At the start of a view of another size, it may have done so in between.
    if (viewport > 0 && this.#viewport > 0 && !(resized && scrollTop === 0)) this.#look();
    this.#viewport = viewport;
    this.#width = clientWidth;
    if (viewport === 0) return;

    const changed = this.#measure(this.#hosts.keysOf(new Set(entries.map((entry) => entry.target))));
    if (resized) {
      this.#layout();
    } else if (changed) {
      this.#place();
      // Rows that are mounted in answer to a resize of rows would be observed too late: "ResizeObserver loop" errors.
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#layout());
    }
  }

  /** Reads what the reader did since the last look. Must come before any change: scrolling runs ahead of its event. */
  #look(): void {
    // Hiding is heard of later than what is done in the same turn.
    if (viewHeight(this.#scroller) === 0) this.#viewport = 0;
    if (this.#viewport === 0) return;
    // Of a view that has just shrunk, the reader saw what was in it before.
    this.#note(this.#position() + this.#shift, Math.max(this.#viewport, this.#scroller.clientHeight));
  }

  /** What this place of a view of this height says of the reader. */
  #note(y: number, height: number): void {
    const atEnd = y + height >= this.#offsets.total - 1;
    if (atEnd && !this.#openEnded) this.#following = true;
    else if (y < this.#y - 1) this.#following = false;
    // What was asked for stays in the middle of a view that changes its height, until the reader scrolls.
    const isAsked = y === this.#y && typeof this.#hold?.offset === 'string';
    this.#y = y;
    if (isAsked) return;
    const index = this.#indexToHold(y);
    const item = this.#items[index];
    this.#hold =
      item === undefined ? null : {key: this.#options.key(item), offset: this.#offsets.top(index) - y};
  }

  /** Where it is scrolled to; while it bounces beyond an end, that end, so that nothing cuts the bounce short. */
  #position(): number {
    const {scrollTop, scrollHeight, clientHeight} = this.#scroller;
    return Math.max(0, Math.min(scrollTop, scrollHeight - clientHeight));
  }

  /** The first row that starts in view and may hold it; failing that, the first in view. */
  #indexToHold(y: number): number {
    const {holds} = this.#options;
    const first = Math.max(0, this.#offsets.indexAt(y));
    const end = y + this.#viewport;
    for (let i = first; i < this.#items.length && this.#offsets.top(i) < end; i++) {
      if (this.#offsets.top(i) >= y && holds(this.#items[i]!)) return i;
    }
    return first;
  }

  /** Where the held row is about to leave: the nearest one below it that stays, else the nearest above. */
  #holdSurvivor(same: number, keys: ReadonlySet<string>): void {
    const hold = this.#hold;
    const held = hold ? this.#index.get(hold.key) : undefined;
    if (!hold || held === undefined || held < same || keys.has(hold.key)) return;
    const {key, holds} = this.#options;
    const stays = (item: Item, i: number) => holds(item) && (i < same || keys.has(key(item)));
    const below = this.#items.findIndex((item, i) => i > held && stays(item, i));
    const survivor = below < 0 ? this.#items.findLastIndex((item, i) => i < held && stays(item, i)) : below;
    const item = this.#items[survivor];
    const before = typeof hold.offset === 'string' ? this.#offsets.top(held) - this.#y : hold.offset;
    const offset = before + this.#offsets.top(survivor) - this.#offsets.top(held);
    this.#hold = item === undefined ? null : {key: key(item), offset};
  }

  /** Where the view has to be, by what is known of the heights. */
  #goal(): number {
    const end = Math.max(0, this.#offsets.total - this.#viewport);
    const hold = this.#hold;
    const index = hold ? this.#index.get(hold.key) : undefined;
    if (this.#following || !hold || index === undefined) return end;
    const space = this.#viewport - this.#offsets.height(index);
    const offset =
      hold.offset === 'start' ? 0 : hold.offset === 'center' ? Math.max(0, space / 2) : hold.offset;
    return Math.min(end, Math.max(0, this.#offsets.top(index) - offset));
  }

  #layout(isScrolling = false): void {
    if (!this.#hasLooked) {
      const height = viewHeight(this.#scroller);
      this.#viewport = height && (this.#viewport || height);
      this.#selected = this.#hosts.selected;
    }
    this.#hasLooked = false;
    if (this.#viewport === 0) return;
    this.#isStale = false;
    if (this.#items.length > 0) this.#mountAround();
    else this.#hosts.mount(new Map());
    this.#place(isScrolling);
  }

  /** Mounts all rows, for the printer, or again those around the view. */
  set whole(whole: boolean) {
    this.#isWhole = whole;
    this.#layout();
  }

  #mountAround(): void {
    if (this.#isWhole) {
      this.#mount({from: 0, to: this.#items.length - 1});
      return;
    }
    let mounted = this.#range(this.#goal(), OVERSCAN);
    for (let pass = 0; pass < MAX_PASSES && this.#mount(mounted); pass++) {
      const {from, to} = this.#range(this.#goal(), LEAST_OVERSCAN);
      // Those that are mounted stay until the next scroll.
      mounted = {from: Math.min(from, mounted.from), to: Math.max(to, mounted.to)};
    }
  }

  #range(y: number, overscan: number): {from: number; to: number} {
    return {
      from: Math.max(0, this.#offsets.indexAt(y - overscan)),
      to: this.#offsets.indexAt(y + this.#viewport + overscan),
    };
  }

  /** Mounts these rows, takes out the others. @returns whether a height turned out to be another one */
  #mount({from, to}: {from: number; to: number}): boolean {
    const wanted = new Set<number>();
    const add = (first = NaN, last = first) => {
      for (let i = first; i <= last; i++) wanted.add(i);
    };
    add(from, to);
    // A row with the focus stays mounted, however far it is scrolled away: the focus would be lost with it.
    add(this.#index.get(this.#hosts.focused ?? ''));
    // Of a selection, no row may leave: it would be cut off, and what is copied with it.
    const [first, last] = this.#selected?.map((key) => this.#index.get(key)) ?? [];
    add(first, last);
    const items = [...wanted].sort((a, b) => a - b).map((i) => this.#items[i]!);
    const rendered = this.#hosts.mount(new Map(items.map((item) => [this.#options.key(item), item])));
    if (rendered.length === 0) return false;
    // All is written before anything is read, so that the browser lays out once where rows are as high as reckoned, and
    // where the last one is not.
    this.#placeRows();
    if (this.#following && this.#goal() > this.#y) this.#scroller.scrollTop = BELOW_ALL;
    return this.#measure(rendered);
  }

  #measure(keys: readonly string[]): boolean {
    let changed = false;
    for (const key of keys) {
      const index = this.#index.get(key);
      if (index === undefined) continue; // taken out while hidden, still to be unmounted
      const height = this.#hosts.height(key);
      if (height === this.#offsets.height(index)) continue;
      this.#offsets.setHeight(index, height);
      changed = true;
    }
    return changed;
  }

  #place(isScrolling = false): void {
    const goal = this.#goal();
    const position = this.#position();
    // Near the start there would be nowhere to scroll to.
    this.#shift = isScrolling && position > this.#viewport ? goal - position : 0;
    this.#placeRows();
    const isThere = Math.abs(position - goal + this.#shift) <= 0.5;
    if (!isThere) this.#scroller.scrollTop = goal - this.#shift;
    // Where it is known, it is not read, since that costs a layout.
    this.#y = (isThere ? position : this.#position()) + this.#shift; // our own move, not the reader's
    this.#note(this.#y, this.#viewport);
    this.#report();
  }

  #placeRows(): void {
    // Where the end is followed, the last row is there, and makes room for itself, however high it is.
    const end = this.#items.length - Number(this.#following);
    const top = (index: number) => this.#offsets.top(index) - this.#shift;
    this.#hosts.box.style.blockSize = `${top(end)}px`;
    this.#hosts.place((key) => top(this.#index.get(key)!));
  }

  #report(): void {
    if (this.#items.length === 0) return;
    const bottom = this.#y + this.#viewport;
    const first = this.#offsets.indexAt(this.#y);
    const last = this.#offsets.indexAt(bottom - 1);
    const cut = this.#offsets.bottom(last) > bottom + 1 && last > first;
    this.#options.onRange({
      first,
      last: cut ? last - 1 : last,
      above: this.#y,
      below: Math.max(0, this.#offsets.total - bottom),
    });
  }
}
