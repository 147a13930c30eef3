import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {FaultResult} from './run-fault.js';

const file = fileURLToPath(new URL('../../test-results/faults.json', import.meta.url));

/** Keeps results beside those of faults and sizes that were not run this time. */
export function keepResults(fresh: readonly FaultResult[]): void {
  const others = keptResults().filter(
    (old) => !fresh.some(({id, scale}) => id === old.id && scale === old.scale),
  );
  writeFileSync(file, JSON.stringify(sorted([...others, ...fresh]), null, 2));
}

/** The last result of each fault and size on this machine. */
function keptResults(): FaultResult[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as FaultResult[];
  } catch {
    return [];
  }
}

/** As a table in Markdown. */
export function tableOf(results: readonly FaultResult[]): string {
  return [
    '| fault | size | result | seed |',
    '| --- | --- | --- | --- |',
    ...sorted(results).map(rowOf),
  ].join('\n');
}

/** Puts the results into the table of docs/reliability.md; one in small takes the place of none at full size. */
export function writeToDocs(fresh: readonly FaultResult[]): void {
  const docs = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));
  const [before, after] = ['<!-- prettier-ignore-start -->', '<!-- prettier-ignore-end -->'];
  const text = readFileSync(docs, 'utf8');
  const [start, end] = [text.indexOf(before) + before.length, text.indexOf(after)];
  const [head = '', rule = '', ...old] = text.slice(start, end).trim().split('\n');
  const idOf = (row: string) => /\bF\d+/.exec(row)?.[0] ?? '';
  const rows = new Map(old.map((row) => [idOf(row), row]));
  for (const result of fresh) {
    const isFull = /^\| F\d+ [^|]*\| full/.test(rows.get(result.id) ?? '');
    if (result.scale === 'full' || !isFull) rows.set(result.id, rowOf(result));
  }
  const sortedRows = [...rows.entries()].sort(([a], [b]) => a.localeCompare(b)).map(([, row]) => row);
  const table = [head, rule, ...sortedRows].join('\n');
  writeFileSync(docs, `${text.slice(0, start)}\n\n${table}\n\n${text.slice(end)}`);
}

function rowOf({id, title, scale, size, result, passed, seed}: FaultResult): string {
  return `| ${[`${id} ${title}`, `${scale}: ${size}`, `${passed ? '' : 'NOT MET: '}${result}`, seed].join(' | ')} |`;
}

function sorted(results: readonly FaultResult[]): FaultResult[] {
  const key = ({id, scale}: FaultResult) => `${id} ${scale}`;
  return [...results].sort((a, b) => key(a).localeCompare(key(b)));
}
