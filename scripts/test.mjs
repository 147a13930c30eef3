/**
 * Runs every check and test of the project, each step after the other, and ends with the line `N passed, N failed`.
 *
 *     npm test                 everything
 *     npm test -- unit e2e     these steps only
 */
import {failure} from './test/failure.mjs';
import {steps} from './test/steps.mjs';

const picked = process.argv.slice(2);
const unknown = picked.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(
    `No such step: ${unknown.join(', ')}. The steps are: ${steps.map(({name}) => name).join(', ')}`,
  );
  process.exit(2);
}

const results = [];
const toRun = steps.filter(({name}) => picked.length === 0 || picked.includes(name));
// What only reads needs one core, and takes nothing from what runs beside it; all else has the machine to itself.
await Promise.all(Array.from({length: 2}, () => runAll(toRun.filter(({reads}) => reads))));
await runAll(toRun);

console.log('\n── summary');
for (const {name, passed, failed, seconds, notes} of results) {
  console.log(
    `${failed ? '✖' : '✔'} ${name.padEnd(12)}${`${seconds} s`.padStart(8)}  ${passed} passed, ${failed} failed`,
  );
  for (const note of new Set(notes)) console.log(`  ${note}`);
}
// Once more where they are seen: what a step said of them may be a thousand lines above.
for (const {failures} of results) for (const text of failures) console.log(`\n${text}`);

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') > 0 ? 1 : 0;

/** Takes the steps that nobody has taken yet, one after the other. */
async function runAll(queue) {
  for (const step of queue) {
    if (results.some(({name}) => name === step.name)) continue;
    const result = {name: step.name};
    results.push(result);
    console.log(`\n── ${step.name}: ${step.title}`);
    const started = performance.now();
    Object.assign(result, {failures: [], notes: []}, await step.run().catch((error) => broken(step, error)));
    result.seconds = ((performance.now() - started) / 1000).toFixed(1);
  }
}

function broken({name}, error) {
  console.error(error);
  return {passed: 0, failed: 1, failures: [failure(name, String(error?.stack ?? error))]};
}
