/**
 * Reporter for `node --test` that prints failures in full and everything else as one line for each file,
 * and ends with `N passed, N failed`, which scripts/test.mjs adds up.
 */
import {relative} from 'node:path';
import {inspect} from 'node:util';
import {failure} from './failure.mjs';

/** @param {AsyncIterable<{type: string, data: any}>} events */
export default async function* report(events) {
  const files = new Map();
  let passed = 0;
  let failed = 0;

  for await (const {type, data} of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;

    const file = relative(process.cwd(), data.file ?? '');
    const counts = files.get(file) ?? {passed: 0, failed: 0, skipped: 0};
    files.set(file, counts);

    if (type === 'test:fail') {
      // A suite that fails only because a test in it did has nothing to add.
      if (data.details.error?.failureType === 'subtestsFailed') continue;
      failed++;
      counts.failed++;
      yield `${failure(`${file}: ${data.name}`, describe(data.details.error))}\n`;
    } else if (data.name === data.file) {
      // The runner takes a file that ran without a test for a test that passed.
      failed++;
      counts.failed++;
      yield `${failure(file, 'there is no test in this file')}\n`;
    } else if (data.details.type !== 'suite') {
      if (data.skip !== undefined || data.todo !== undefined) {
        counts.skipped++;
        yield `– ${file}: ${data.name} (skipped${typeof data.skip === 'string' ? `: ${data.skip}` : ''})\n`;
      } else {
        passed++;
        counts.passed++;
      }
    }
  }

  for (const [file, counts] of files) {
    yield `${counts.failed ? '✖' : '✔'} ${file} (${counts.passed}${counts.failed ? `, ${counts.failed} failed` : ''})\n`;
  }
  yield `\n${passed} passed, ${failed} failed\n`;
}

/** Node wraps what a test threw in an error of its own. */
const describe = (error) => {
  const cause = error?.cause ?? error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
};
