/** Closes the run with its count on a line of its own. */
export default class CountReporter {
  onRunComplete(_contexts, { numPassedTests, numFailedTests, numFailedTestSuites }) {
    const failed = numFailedTests + (numFailedTests === 0 ? numFailedTestSuites : 0);
    console.log(`${numPassedTests} passed, ${failed} failed`);
  }
}
