import {relative} from 'node:path';
import {failure} from './failure.mjs';

/**
 * web-test-runner reporter that says each failure once more, how many tests passed in which browser, and in which none were
 * run, and ends with `N passed, N failed`, which scripts/test.mjs adds up. In CI, a browser that is not there is a failure.
 *
 * @param {string[]} missing what to say of browsers that are not there
 * @returns {import('@web/test-runner').Reporter}
 */
export function countsReporter(missing) {
  return {
    onTestRunFinished({sessions}) {
      for (const session of sessions) {
        const where = `${relative(process.cwd(), session.testFile ?? '')} in ${session.browser.name}`;
        for (const error of session.errors) console.log(failure(where, error.stack ?? error.message));
        for (const test of session.testResults ? testsOf(session.testResults).filter(isFailure) : []) {
          console.log(
            failure(`${where}: ${test.name}`, test.error?.stack ?? test.error?.message ?? 'failed'),
          );
        }
      }
      const browsers = [...new Set(sessions.map(({browser}) => browser.name))].map((name) => ({
        name,
        ...countsOf(sessions.filter(({browser}) => browser.name === name)),
      }));
      const sum = (key) => browsers.reduce((total, counts) => total + counts[key], 0);
      console.log();
      for (const {name, passed, failed} of browsers)
        console.log(`${name}: ${passed} passed, ${failed} failed.`);
      for (const text of missing) {
        console.log(process.env.CI ? failure('a browser is missing', text) : `NOT TESTED: ${text}`);
      }
      const failed = sum('failed') + (process.env.CI ? missing.length : 0);
      console.log(`\n${sum('passed')} passed, ${failed} failed`);
    },
  };
}

function countsOf(sessions) {
  const tests = sessions.flatMap(({testResults}) => (testResults ? testsOf(testResults) : []));
  // A page that broke before or beside its tests counts as one failure.
  const brokenPages = sessions.filter(({passed, testResults}) => !passed && !hasFailure(testResults));
  return {
    passed: tests.filter((test) => test.passed).length,
    failed: tests.filter(isFailure).length + brokenPages.length,
  };
}

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];
const isFailure = (test) => !test.passed && !test.skipped;
const hasFailure = (testResults) => testResults !== undefined && testsOf(testResults).some(isFailure);
