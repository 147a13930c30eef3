import {readFileSync, readdirSync} from 'node:fs';
import {percentile} from '../test/faults/measures.js';

export const p50 = (values: readonly number[]) => percentile(values, 0.5);
export const p95 = (values: readonly number[]) => percentile(values, 0.95);
export const p99 = (values: readonly number[]) => percentile(values, 0.99);

/** Ms since the epoch, with fractions. */
export const now = () => performance.timeOrigin + performance.now();

/** Calls `work` over and over, from so many places at once, until the time is over. Answers with how often. */
export async function forSeconds(
  seconds: number,
  atOnce: number,
  work: (index: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let calls = 0;
  await Promise.all(
    Array.from({length: atOnce}, async () => {
      while (performance.now() < end) await work(calls++);
    }),
  );
  return calls;
}

const TICKS_PER_SECOND = 100;

/** Seconds of processor time that a process and the children that it has waited for have used; on Linux. */
function ownCpuSeconds(pid: number): number {
  try {
    const fields = statOf(pid);
    return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / TICKS_PER_SECOND;
  } catch {
    return 0; // it has ended
  }
}

/** The same with those of its children that run: a PostgreSQL cluster's, by its first process. */
export function cpuSeconds(pid: number): number {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid,
  );
  return [pid, ...children.map(Number)].reduce((sum, one) => sum + ownCpuSeconds(one), 0);
}

export function memoryBytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

function parentOf(pid: number): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return 0;
  }
}

/** The fields of /proc/PID/stat from the third on: what stands before is a name with any characters. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
