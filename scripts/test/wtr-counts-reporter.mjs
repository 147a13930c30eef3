/**
 * web-test-runner reporter that ends with `N passed, N failed`, which scripts/test.mjs adds up.
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
      console.log(`\n${passed} passed, ${failed} failed`);
    },
  };
}

const testsOf = (suite) => [...suite.tests, ...suite.suites.flatMap(testsOf)];
const isFailure = (test) => !test.passed && !test.skipped;
const hasFailure = (testResults) => testResults !== undefined && testsOf(testResults).some(isFailure);
