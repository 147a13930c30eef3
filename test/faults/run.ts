/**
 * Runs faults against the product and prints what came of them; ends with `N passed, N failed`.
 *
 *     npm run faults                     all of them, at full size
 *     npm run faults -- F01 F05          these
 *     npm run faults -- --small          as in `npm test`
 *     SEED=42 npm run faults -- F01      as that run did
 */
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Fault} from './fault.js';
import {inParallel} from './measures.js';
import {runFault} from './run-fault.js';
import type {FaultResult} from './run-fault.js';

const picked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const size = process.argv.includes('--small') ? 'small' : 'full';
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const folder = new URL('./faults/', import.meta.url);
const resultFolder = fileURLToPath(new URL('../../test-results/faults/', import.meta.url));
const resultFile = fileURLToPath(new URL('../../test-results/faults.json', import.meta.url));
const all: Fault[] = [];
for (const name of readdirSync(folder).sort()) {
  if (name.endsWith('.ts')) all.push(((await import(new URL(name, folder).href)) as {fault: Fault}).fault);
}
const unknown = picked.filter((id) => !all.some((fault) => fault.id === id));
if (unknown.length > 0) {
  console.error(`No such fault: ${unknown.join(', ')}. There are: ${all.map(({id}) => id).join(', ')}`);
  process.exit(2);
}

mkdirSync(resultFolder, {recursive: true});
console.log(`SEED=${seed}`);
const results: FaultResult[] = [];
const chosen = all.filter(({id}) => picked.length === 0 || picked.includes(id));
// Small ones mostly wait. Full ones measure, so each has the machine to itself.
await inParallel(chosen.length, size === 'small' ? 4 : 1, async (index) => {
  const fault = chosen[index]!;
  const result = await runFault(fault, size, seed, resultFolder);
  results.push(result);
  keepResults(results);
  console.log(`${result.passed ? '✔' : '✖'} ${fault.id} ${fault.title} (${result.seconds} s, SEED=${seed})`);
  if (result.size) console.log(`    ${result.size}`);
  if (result.result) console.log(`    ${result.result}`);
  for (const failure of result.failures) console.log(`    failed: ${failure.replaceAll('\n', '\n    ')}`);
});
results.sort((a, b) => a.id.localeCompare(b.id));

console.log('\n| fault | size | result | seed |\n| --- | --- | --- | --- |');
for (const {id, title, size, result, passed, seed} of results) {
  console.log(`| ${id} ${title} | ${size} | ${passed ? '' : 'FAILED: '}${result} | ${seed} |`);
}
const passed = results.filter((result) => result.passed).length;
console.log(`\n${passed} passed, ${results.length - passed} failed`);
// Sockets of a fault that failed may still be open.
process.exit(passed === results.length ? 0 : 1);

/** Beside those of faults and sizes that were not run this time. */
function keepResults(fresh: readonly FaultResult[]): void {
  let before: FaultResult[] = [];
  try {
    before = JSON.parse(readFileSync(resultFile, 'utf8')) as FaultResult[];
  } catch {
    // The first run.
  }
  const others = before.filter((old) => !fresh.some(({id, scale}) => id === old.id && scale === old.scale));
  const order = ({id, scale}: FaultResult) => `${id} ${scale}`;
  const kept = [...others, ...fresh].sort((a, b) => order(a).localeCompare(order(b)));
  writeFileSync(resultFile, JSON.stringify(kept, null, 2));
}
