/** Names every test that was skipped, and ends the process with one plain line of counts. */
module.exports = class CountReporter {
  onRunComplete(_contexts, results) {
    const lines = results.testResults
      .flatMap((file) => file.testResults)
      .filter((test) => test.status === 'pending' || test.status === 'todo')
      .map((test) => `skipped: ${test.fullName}\n`);
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    lines.push(`${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    // Jest's own summary comes after this call, and the counts are to stand last.
    process.once('exit', () => process.stdout.write(lines.join('')));
  }
};
