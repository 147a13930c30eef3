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
export function keptResults(): FaultResult[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as FaultResult[];
  } catch {
    return [];
  }
}

/** As a table in Markdown. */
export function tableOf(results: readonly FaultResult[]): string {
  const rows = sorted(results).map(({id, title, scale, size, result, passed, seed}) => {
    const cells = [
      `${id} ${title}`,
      `${scale}: ${size}`,
      `${passed ? '' : 'FAILED: '}${result}`,
      String(seed),
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return ['| fault | size | result | seed |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Of each fault the result at full size, or else in small, as the table of docs/reliability.md. */
export function writeToDocs(): void {
  const docs = fileURLToPath(new URL('../../docs/reliability.md', import.meta.url));
  const kept = keptResults();
  const best = kept.filter(
    ({id, scale}) => scale === 'full' || !kept.some((it) => it.id === id && it.scale === 'full'),
  );
  const [before, after] = ['<!-- results -->', '<!-- end of results -->'];
  const text = readFileSync(docs, 'utf8');
  const start = text.indexOf(before) + before.length;
  writeFileSync(docs, `${text.slice(0, start)}\n\n${tableOf(best)}\n\n${text.slice(text.indexOf(after))}`);
}

function sorted(results: readonly FaultResult[]): FaultResult[] {
  const key = ({id, scale}: FaultResult) => `${id} ${scale}`;
  return [...results].sort((a, b) => key(a).localeCompare(key(b)));
}
