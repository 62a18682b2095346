/** Reports of the test runners: how many passed, and the failed ones by name with the first line of why, so that the end of a long log is enough. */

/** Without colours, cut: the log above has the rest. */
const firstLine = (text) => (text ?? "").replaceAll(/\u001b\[[0-9;]*m/g, "").trim().split("\n")[0].slice(0, 200);
const told = (name, why) => `${name}: ${firstLine(why) || "no reason given"}`;

/** Of vitest's JSON reporter. A file that could not even be loaded is one failure. */
export function readVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults = [] }) {
  const names = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed").map((test) => told(test.fullName, test.failureMessages?.[0]));
    return failed.length === 0 && status === "failed" ? [told(name, message)] : failed;
  });
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests, names };
}

const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];

/** Of Playwright's JSON reporter. */
export function readPlaywright({ stats, suites = [] }) {
  const names = suites.flatMap(specsOf).flatMap(({ title, file, line, tests }) => tests.filter(({ status }) => status === "unexpected" || status === "flaky")
    .map(({ status, results }) => `${status === "flaky" ? "(flaky) " : ""}${told(`${file}:${line} ${title}`, results.find(({ error }) => error)?.error.message)}`));
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, flaky: stats.flaky, names };
}
