import {writeFileSync} from 'node:fs';
import * as path from 'node:path';
import type {Bound, Fault, FaultRun} from './fault.js';
import {Random} from './random.js';

export interface FaultResult {
  id: string;
  title: string;
  scale: 'small' | 'full';
  /** What was done. */
  size: string;
  /** The measured values in words. */
  result: string;
  values: Record<string, number>;
  failures: string[];
  passed: boolean;
  seconds: number;
  seed: number;
}

const LIMIT_MINUTES = {small: 10, full: 60};

/** Runs one fault to its end, or to the limit of time that its size has. Never throws. */
export async function runFault(
  fault: Fault,
  size: 'small' | 'full',
  seed: number,
  resultFolder: string,
): Promise<FaultResult> {
  const started = performance.now();
  const values: Record<string, number> = {};
  const done: string[] = [];
  const results: string[] = [];
  const none: string[] = [];
  const failures: string[] = [];
  const undos: (() => unknown)[] = [];
  const run: FaultRun = {
    size,
    seed,
    random: new Random(seed),
    pick: (small, full) => (size === 'small' ? small : full),
    did: (text) => void done.push(text),
    measure(name, value, bound = {}, unit = '') {
      const text = `${name} ${format(value)}${unit && ` ${unit}`}`;
      values[name] = value;
      // What did not happen is told in one list at the end.
      if (value === 0 && !unit) none.push(name);
      else results.push(text);
      // In small it runs beside other things, so what depends on the machine is told and not judged.
      const isJudged = size === 'full' || !/^(s|ms|MB)\b/.test(unit);
      if (isJudged && !isWithin(value, bound)) failures.push(`${text}, but it should be ${describe(bound)}`);
    },
    progress: (text) =>
      console.log(`  ${fault.id} ${Math.round((performance.now() - started) / 1000)} s: ${text}`),
    keepLog: (log) => writeFileSync(path.join(resultFolder, `${fault.id}.log.json`), JSON.stringify(log)),
    atEnd: (undo) => void undos.push(undo),
  };
  const minutes = LIMIT_MINUTES[size];
  let limit: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    limit = setTimeout(() => reject(new Error(`It took longer than ${minutes} minutes`)), minutes * 60_000);
  });
  try {
    await Promise.race([fault.run(run), tooLong]);
  } catch (error) {
    failures.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    clearTimeout(limit);
  }
  for (const undo of undos.reverse())
    await Promise.resolve(undo()).catch((error: unknown) => failures.push(String(error)));
  return {
    id: fault.id,
    title: fault.title,
    scale: size,
    size: done.join(', '),
    result: [...results, ...(none.length > 0 ? [`0 ${none.join(', ')}`] : [])].join(' · '),
    values,
    failures,
    passed: failures.length === 0,
    seconds: Math.round((performance.now() - started) / 1000),
    seed,
  };
}

/** NaN is not: nothing was measured. */
function isWithin(value: number, {is = value, most = Infinity, least = -Infinity}: Bound): boolean {
  return value === is && value <= most && value >= least;
}

function describe({is, most, least}: Bound): string {
  const parts = [
    is !== undefined && `${is}`,
    most !== undefined && `at most ${most}`,
    least !== undefined && `at least ${least}`,
  ];
  return parts.filter(Boolean).join(' and ');
}

function format(value: number): string {
  return value.toLocaleString('en', {maximumFractionDigits: value < 10 ? 2 : 0});
}
