import {relative} from 'node:path';
import {failure} from './failure.mjs';

/**
 * web-test-runner reporter that says each failure once more and ends with `N passed, N failed`, which scripts/test.mjs adds up.
 *
 * @returns {import('@web/test-runner').Reporter}
 */
export function countsReporter() {
  return {
    onTestRunFinished({sessions}) {
      const tests = sessions.flatMap(({testResults}) => (testResults ? testsOf(testResults) : []));
      // A page that broke before or beside its tests counts as one failure.
      const brokenPages = sessions.filter(({passed, testResults}) => !passed && !hasFailure(testResults));
      const failed = tests.filter(isFailure).length + brokenPages.length;
      const passed = tests.filter((test) => test.passed).length;
      for (const session of sessions) {
        const where = `${relative(process.cwd(), session.testFile ?? '')} in ${session.browser.name}`;
        for (const error of session.errors) console.log(failure(where, error.stack ?? error.message));
        for (const test of session.testResults ? testsOf(session.testResults).filter(isFailure) : []) {
          console.log(
            failure(`${where}: ${test.name}`, test.error?.stack ?? test.error?.message ?? 'failed'),
          );
        }
      }
      console.log(`\n${passed} passed, ${failed} failed`);
    },
  };
}

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];
const isFailure = (test) => !test.passed && !test.skipped;
const hasFailure = (testResults) => testResults !== undefined && testsOf(testResults).some(isFailure);
