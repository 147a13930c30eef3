/** Windows without comfort: what a list costs at least that shows only the rows in view. */

/** Sums of heights, each change in log n. */
class Sums {
  constructor(heights) {
    this.count = heights.length;
    this.tree = new Float64Array(Math.max(16, this.count * 2) + 1);
    for (let i = 1; i <= this.count; i++) {
      this.tree[i] += heights[i - 1];
      const parent = i + (i & -i);
      if (parent <= this.count) this.tree[parent] += this.tree[i];
    }
  }

  push(height) {
    const i = ++this.count;
    if (i >= this.tree.length) {
      const larger = new Float64Array(i * 2 + 1);
      larger.set(this.tree);
      this.tree = larger;
    }
    let sum = height;
    for (let k = 1; k < (i & -i); k <<= 1) sum += this.tree[i - k];
    this.tree[i] = sum;
  }

  add(index, difference) {
    for (let i = index + 1; i <= this.count; i += i & -i) this.tree[i] += difference;
  }

  before(index) {
    let sum = 0;
    for (let i = index; i > 0; i -= i & -i) sum += this.tree[i];
    return sum;
  }

  /** The row at y. */
  at(y) {
    let i = 0;
    let step = 1;
    while (step * 2 <= this.count) step *= 2;
    for (; step; step >>= 1)
      if (i + step <= this.count && this.tree[i + step] <= y) y -= this.tree[(i += step)];
    return Math.min(i, Math.max(0, this.count - 1));
  }
}

/** Rows of any height; opens at the end. */
export class ThreadWindow {
  items = [];
  heights = [];
  first = 0;
  end = 0;
  isAtEnd = true;
  viewport = 0;
  width = 0;

  constructor(scroller, {create, estimate, overscan = 400}) {
    Object.assign(this, {scroller, create, estimate, overscan});
    scroller.style.overflowAnchor = 'none';
    this.box = document.createElement('div');
    this.box.style.cssText = 'display:flow-root;box-sizing:border-box';
    scroller.append(this.box);
    scroller.addEventListener('scroll', () => this.onScroll(), {passive: true});
    new ResizeObserver(([{contentRect}]) => {
      const before = this.width;
      this.viewport = contentRect.height;
      this.width = contentRect.width;
      if (before && before !== this.width) this.reset(this.items);
      this.render(before !== this.width);
    }).observe(scroller);
  }

  set(items) {
    this.items = items;
    this.reset(items);
    this.box.textContent = '';
    this.first = this.end = items.length;
    this.isAtEnd = true;
    this.viewport ||= this.scroller.clientHeight;
    this.render();
  }

  append(more) {
    for (const item of more) {
      const height = this.estimate(item);
      this.items.push(item);
      this.heights.push(height);
      this.sums.push(height);
    }
    this.render();
  }

  prepend(more) {
    const top = this.scroller.scrollTop;
    const heights = more.map(this.estimate);
    this.items = more.concat(this.items);
    this.heights = heights.concat(this.heights);
    this.sums = new Sums(this.heights);
    this.first += more.length;
    this.end += more.length;
    this.pad();
    this.scrollTo(top + heights.reduce((sum, height) => sum + height, 0));
    this.render();
  }

  reset(items) {
    this.heights = items.map(this.estimate);
    this.sums = new Sums(this.heights);
  }

  scrollTo(y) {
    this.scroller.scrollTop = this.y = y;
  }

  pad() {
    const {sums} = this;
    const below = sums.before(sums.count) - sums.before(this.end);
    this.box.style.padding = `${sums.before(this.first)}px 0 ${below}px`;
  }

  onScroll() {
    if (!this.sums) return;
    this.y = this.scroller.scrollTop;
    this.isAtEnd = this.y + this.viewport >= this.sums.before(this.sums.count) - 2;
    this.render();
  }

  render(all) {
    const {sums, box, viewport, overscan} = this;
    if (!sums) return;
    const total = sums.before(sums.count);
    const y = this.isAtEnd ? Math.max(0, total - viewport) : (this.y ?? this.scroller.scrollTop);
    const first = sums.count ? sums.at(Math.max(0, y - overscan)) : 0;
    const end = sums.count ? Math.min(sums.count, sums.at(y + viewport + overscan) + 1) : 0;
    if (first === this.first && end === this.end && !all) {
      if (this.isAtEnd) this.scrollTo(total);
      return;
    }
    const anchor = sums.at(y);
    if (first >= this.end || end <= this.first) {
      box.textContent = '';
      this.first = this.end = first;
    }
    for (; this.first < first; this.first++) box.firstChild.remove();
    for (; this.end > end; this.end--) box.lastChild.remove();
    const fresh = [...this.rowsOf(first, this.first), ...this.rowsOf(this.end, end)];
    box.prepend(...fresh.filter(([i]) => i < this.first).map(([, row]) => row));
    box.append(...fresh.filter(([i]) => i >= this.end).map(([, row]) => row));
    this.first = first;
    this.end = end;
    const measured = all ? [...box.children].map((row, i) => [first + i, row]) : fresh;
    let shift = 0;
    for (const [i, row] of measured) {
      const difference = row.offsetHeight - this.heights[i];
      if (!difference) continue;
      this.heights[i] += difference;
      sums.add(i, difference);
      if (i < anchor) shift += difference;
    }
    this.pad();
    if (this.isAtEnd) this.scrollTo(sums.before(sums.count));
    else if (shift) this.scrollTo(y + shift);
  }

  rowsOf(from, to) {
    const rows = [];
    for (let i = from; i < to; i++) rows.push([i, this.create(this.items[i])]);
    return rows;
  }
}

/** Rows of one height, re-used. */
export class FixedWindow {
  items = [];

  constructor(scroller, {create, patch, height, overscan = 4}) {
    Object.assign(this, {scroller, create, patch, height, overscan});
    this.box = document.createElement('div');
    this.box.style.cssText =
      'position:relative;contain:size style layout;overflow:hidden;box-sizing:border-box';
    scroller.append(this.box);
    scroller.addEventListener('scroll', () => this.render(), {passive: true});
    new ResizeObserver(([{contentRect}]) => {
      this.viewport = contentRect.height;
      this.render();
    }).observe(scroller);
  }

  set(items) {
    this.items = items;
    this.viewport ||= this.scroller.clientHeight;
    this.render();
  }

  render() {
    const {items, height, overscan, box, scroller} = this;
    const first = Math.max(0, Math.floor(scroller.scrollTop / height) - overscan);
    const end = Math.min(items.length, Math.ceil((scroller.scrollTop + this.viewport) / height) + overscan);
    box.style.height = `${items.length * height}px`;
    box.style.paddingTop = `${first * height}px`;
    while (box.childElementCount > end - first) box.lastChild.remove();
    let i = first;
    for (const row of box.children) this.patch(row, items[i++]);
    for (; i < end; i++) box.append(this.create(items[i]));
  }
}
