/**
 * Runs faults against the product and prints what came of them; ends with `N passed, N failed`.
 *
 *     npm run faults                     all of them, at full size
 *     npm run faults -- F01 F05          these
 *     npm run faults -- --small          as in `npm test`
 *     npm run faults -- --docs           and the results into docs/reliability.md
 *     SEED=42 npm run faults -- F01      as that run did
 */
import {mkdirSync, readdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Fault} from './fault.js';
import {inParallel} from './measures.js';
import {keepResults, tableOf, writeToDocs} from './results.js';
import {runFault} from './run-fault.js';
import type {FaultResult} from './run-fault.js';

const picked = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const size = process.argv.includes('--small') ? 'small' : 'full';
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

const folder = new URL('./faults/', import.meta.url);
const resultFolder = fileURLToPath(new URL('../../test-results/faults/', import.meta.url));
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
console.log(`\n${tableOf(results)}`);
if (process.argv.includes('--docs')) writeToDocs(results);
const passed = results.filter((result) => result.passed).length;
console.log(`\n${passed} passed, ${results.length - passed} failed`);
// Sockets of a fault that failed may still be open.
process.exit(passed === results.length ? 0 : 1);
