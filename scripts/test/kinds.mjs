/**
 * The kinds of step that `npm test` has. Each gives a function that runs the step and resolves to its counts.
 *
 * @typedef {{passed: number, failed: number, failures?: string[], notes?: string[]}} Counts
 *   what passed and failed, each failure in its own words, and what was left out
 */
import {readdirSync} from 'node:fs';
import {fromRoot, run, runBin} from '../lib/run.mjs';
import {failure} from './failure.mjs';

/** No step may hang a CI run. */
const TIMEOUT_MINUTES = 12;

/**
 * Commands that count as one check each, which passes when the command exits with 0.
 *
 * @param {...string[]} commands
 * @returns {() => Promise<Counts>}
 */
export const check =
  (...commands) =>
  async () => {
    const counts = {passed: 0, failed: 0, failures: []};
    for (const command of commands) {
      const {code, output} = await start(command);
      if (code === 0) {
        counts.passed++;
      } else {
        counts.failed++;
        counts.failures.push(failure(command.join(' '), lastLines(output)));
      }
    }
    return counts;
  };

/**
 * The tests for Node in folders of test/.
 *
 * @param {...string} folders
 * @returns {() => Promise<Counts>}
 */
export const nodeTests =
  (...folders) =>
  async () => {
    const files = folders.map(testFiles);
    const missing = folders.filter((_, index) => files[index].length === 0).map(missingTests);
    return add(...missing, await runTests(files.flat()));
  };

/**
 * The same on a PostgreSQL cluster that is started for them.
 *
 * @param {...string} folders
 * @returns {() => Promise<Counts>}
 */
export const nodeTestsOnPostgres =
  (...folders) =>
  async () => {
    const files = folders.map(testFiles);
    const missing = folders.filter((_, index) => files[index].length === 0).map(missingTests);
    return add(...missing, await runTests(files.flat(), ['node', 'scripts/postgres.mjs']));
  };

/**
 * Several steps as one.
 *
 * @param {...(() => Promise<Counts>)} parts
 * @returns {() => Promise<Counts>}
 */
export const inOrder =
  (...parts) =>
  async () => {
    const counts = [];
    for (const part of parts) counts.push(await part());
    return add(...counts);
  };

/**
 * A command that counts by itself and ends with the line `N passed, N failed`.
 *
 * @param {...string} command
 * @returns {() => Promise<Counts>}
 */
export const counted =
  (...command) =>
  async () =>
    countsOf(await start(command));

/** @returns {Promise<Counts>} */
export async function componentTests() {
  if (testFiles('components').length === 0) return missingTests('components');
  return countsOf(await start(['web-test-runner']));
}

async function runTests(files, wrapper = []) {
  if (files.length === 0) return {passed: 0, failed: 0};
  const reporter = ['--test-reporter=./scripts/test/node-reporter.mjs', '--test-reporter-destination=stdout'];
  return countsOf(await start([...wrapper, 'node', '--import', 'tsx', '--test', ...reporter, ...files]));
}

function start([name, ...args]) {
  const options = {timeoutMinutes: TIMEOUT_MINUTES};
  return name === 'node' ? run(process.execPath, args, options) : runBin(name, args, options);
}

/** All reporters write failures as `failure` does, and end with a line that says how many tests passed and failed. */
function countsOf({code, output}) {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? [];
  const broke = failure(`the run ended with exit code ${code}`, lastLines(output));
  if (passed === undefined) return {passed: 0, failed: 1, failures: [broke]};
  const failures = [...output.matchAll(/^✖ .*\n(?: {4}.*\n)+/gm)].map(([text]) => text.trimEnd());
  // A run can break without a test of its own failing.
  if (code !== 0 && Number(failed) === 0) failures.push(broke);
  const notes = [...output.matchAll(/NOT TESTED: [^)\n]*/g)].map(([note]) => note);
  return {
    passed: Number(passed),
    failed: code === 0 ? Number(failed) : Math.max(1, Number(failed)),
    failures,
    notes,
  };
}

const lastLines = (output) => output.trimEnd().split('\n').slice(-30).join('\n');

const testFiles = (folder) => {
  try {
    return readdirSync(fromRoot(`test/${folder}`), {recursive: true})
      .filter((path) => path.endsWith('.test.ts'))
      .sort()
      .map((path) => `test/${folder}/${path}`);
  } catch {
    return [];
  }
};

function missingTests(folder) {
  console.error(`There are no tests in test/${folder}`);
  return {passed: 0, failed: 1};
}

const add = (...counts) =>
  counts.reduce((sum, {passed, failed, failures = [], notes = []}) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
    failures: [...(sum.failures ?? []), ...failures],
    notes: [...(sum.notes ?? []), ...notes],
  }));
