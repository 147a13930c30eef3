interface Row<Item> {
  readonly host: HTMLElement;
  item: Item | null;
  top: number;
}

/** The mounted rows of a window: their elements, what they show, and where they stand. */
export class RowHosts<Item> {
  readonly box = document.createElement('div');
  readonly #rows = new Map<string, Row<Item>>();
  readonly #render: (item: Item, host: HTMLElement) => void;
  readonly #resizes: ResizeObserver;

  /** @param resizes Is told of the hosts as they come and go. */
  constructor(render: (item: Item, host: HTMLElement) => void, resizes: ResizeObserver) {
    this.#render = render;
    this.#resizes = resizes;
    this.box.style.position = 'relative';
  }

  /** Mounts these rows in this order and takes out all others. @returns the keys of those that were rendered */
  mount(wanted: ReadonlyMap<string, Item>): readonly string[] {
    for (const [key, {host}] of this.#rows) {
      if (wanted.has(key)) continue;
      this.#resizes.unobserve(host);
      host.remove();
      this.#rows.delete(key);
    }
    const rendered: string[] = [];
    let next = this.box.firstElementChild;
    for (const [key, item] of wanted) {
      const row = this.#rows.get(key) ?? this.#create(key);
      // A host is moved only where the order changed, since a move takes the focus away.
      if (row.host === next) next = next.nextElementSibling;
      else this.box.insertBefore(row.host, next);
      if (row.item === item) continue;
      row.item = item;
      this.#render(item, row.host);
      rendered.push(key);
    }
    return rendered;
  }

  place(top: (key: string) => number): void {
    for (const [key, row] of this.#rows) {
      const y = top(key);
      if (row.top !== y) row.host.style.insetBlockStart = `${y}px`;
      row.top = y;
    }
  }

  /** In whole pixels, as positions are rounded to them: fractions would add up to a drift. */
  height(key: string): number {
    return this.#rows.get(key)?.host.offsetHeight ?? 0;
  }

  keysOf(hosts: ReadonlySet<Element>): readonly string[] {
    return [...this.#rows].filter(([, row]) => hosts.has(row.host)).map(([key]) => key);
  }

  /** The row with the focus in it. */
  get focused(): string | undefined {
    const {activeElement} = this.box.getRootNode() as Document | ShadowRoot;
    if (!activeElement || !this.box.contains(activeElement)) return undefined;
    return this.keyAt(activeElement);
  }

  /** The row that this is part of. */
  keyAt(node: Node): string | undefined {
    return [...this.#rows].find(([, {host}]) => host.contains(node))?.[0];
  }

  /** First and last row of a selection that is in them. */
  get selected(): readonly [string, string] | undefined {
    const root = this.box.getRootNode();
    if (!(root instanceof ShadowRoot)) return undefined;
    const [range] = document.getSelection()?.getComposedRanges?.({shadowRoots: [root]}) ?? [];
    if (!range || range.collapsed) return undefined;
    const keys = [range.startContainer, range.endContainer].map((node) => this.keyAt(node));
    const [first = keys[1], last = first] = keys;
    return first !== undefined && last !== undefined ? [first, last] : undefined;
  }

  /** Has all rows rendered again when next mounted. */
  invalidate(): void {
    for (const row of this.#rows.values()) row.item = null;
  }

  #create(key: string): Row<Item> {
    const host = document.createElement('div');
    Object.assign(host.style, {position: 'absolute', insetInline: '0', contain: 'layout style'});
    const row = {host, item: null, top: NaN};
    this.#rows.set(key, row);
    this.#resizes.observe(host);
    return row;
  }
}
