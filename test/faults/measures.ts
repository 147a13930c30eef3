import type {FaultRun} from './fault.js';
import type {Verdict} from './oracle.js';

/** How long something may take that is not measured: a busy machine is no fault. */
export const PATIENCE_MS = 120_000;

/** The oracle's verdict as results: nothing lost, doubled, made up, out of order or stale. */
export function measureVerdict(run: FaultRun, verdict: Verdict): void {
  run.measure('lost', verdict.lost, {is: 0});
  run.measure('doubled', verdict.duplicated, {is: 0});
  run.measure('out of order', verdict.reordered, {is: 0});
  run.measure('made up', verdict.unexpected, {is: 0});
  run.measure('stale', verdict.stale, {is: 0});
  run.measure('resyncs', verdict.resyncs);
  run.measure('chain breaks', verdict.chainBreaks);
}

/** The value below which this share of the values lies, 0 to 1; NaN where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** Runs `work` for 0 … count-1, so many at a time. */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({length: Math.min(atOnce, count)}, worker));
}

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Looks again, soon, until something holds. */
export async function waitFor(what: string, holds: () => boolean, limitMs = PATIENCE_MS): Promise<void> {
  const limit = Date.now() + limitMs;
  while (!holds()) {
    if (Date.now() > limit) throw new Error(`Waited in vain for ${what}`);
    await pause(20);
  }
}
