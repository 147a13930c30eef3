import type {Random} from './random.js';

/** A fault, and the proof that nothing comes of it. Each file in faults/ exports one as `fault`. */
export interface Fault {
  /** Such as F01. */
  readonly id: string;
  readonly title: string;
  /** Throws, or measures something out of bounds, where the product fails. */
  run(run: FaultRun): Promise<void>;
}

/** What a measured value has to be. */
export interface Bound {
  is?: number;
  most?: number;
  least?: number;
}

/** One run of one fault. */
export interface FaultRun {
  /** `small` for `npm test`, `full` for the sizes that the issue asks for. */
  readonly size: 'small' | 'full';
  readonly seed: number;
  /** Every chance of the run comes from here. */
  readonly random: Random;
  /** One of two, by size. */
  pick<T>(small: T, full: T): T;
  /** What was done, for the table: "1,000 cuts, 10,000 in, 10,000 out". */
  did(size: string): void;
  /** A result for the table, checked where it has a bound. */
  measure(name: string, value: number, bound?: Bound, unit?: string): void;
  /** Tells how far it is. */
  progress(text: string): void;
  /** Kept beside the results. */
  keepLog(log: unknown): void;
  /** Undone in reverse order, however the run ends. */
  atEnd(undo: () => unknown): void;
}
