/** Where rows of different heights start. Summed again from the first change on, when next asked: 10,000 rows take some microseconds. */
export class RowOffsets {
  #heights: number[] = [];
  /** One more than there are rows: the last is the height of all. */
  #tops: number[] = [0];
  /** Tops up to this index hold. */
  #summed = 0;

  get total(): number {
    return this.top(this.#heights.length);
  }

  /** Replaces the rows from `start` to the last by rows of these heights. */
  replace(start: number, heights: readonly number[]): void {
    this.#heights.length = start;
    for (const height of heights) this.#heights.push(height);
    this.#tops.length = this.#heights.length + 1;
    this.#summed = Math.min(this.#summed, start);
  }

  height(index: number): number {
    return this.#heights[index] ?? 0;
  }

  setHeight(index: number, height: number): void {
    this.#heights[index] = height;
    this.#summed = Math.min(this.#summed, index);
  }

  top(index: number): number {
    const tops = this.#tops;
    for (; this.#summed < this.#heights.length; this.#summed++) {
      tops[this.#summed + 1] = tops[this.#summed]! + this.#heights[this.#summed]!;
    }
    return tops[index] ?? 0;
  }

  bottom(index: number): number {
    return this.top(index + 1);
  }

  /** The row that covers `y`; the first or the last one where `y` is outside. -1 if there is none. */
  indexAt(y: number): number {
    let low = 0;
    let high = this.#heights.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.top(middle) <= y) low = middle;
      else high = middle - 1;
    }
    return Math.min(low, high);
  }
}
