import { describe, expect, it } from "vitest";
// @ts-expect-error A script of plain JavaScript, without types.
import { readPlaywright, readVitest } from "./test-reports.mjs";

describe("reports of test runners", () => {
  it("name what failed, and files that could not be loaded", () => {
    const report = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0, testResults: [
      { name: "/a.test.ts", status: "failed", message: "", assertionResults: [{ fullName: "a works", status: "passed" }, { fullName: "b works", status: "failed", failureMessages: ["\u001b[31mAssertionError: expected 1\u001b[0m\n  at a.ts"] }] },
      { name: "/c.test.ts", status: "failed", message: "SyntaxError: no", assertionResults: [] },
    ] };
    expect(readVitest(report)).toEqual({ passed: 1, failed: 1, skipped: 2, names: ["b works: AssertionError: expected 1", "/c.test.ts: SyntaxError: no"] });
  });

  it("name tests of the browser that failed, or passed only the second time", () => {
    const spec = (title: string, status: string) => ({ title, file: "a.spec.ts", line: 7, tests: [{ status, results: [{ error: { message: "Error: gone\nmore" } }, {}] }] });
    const report = { stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 }, suites: [{ specs: [spec("fine", "expected")], suites: [{ specs: [spec("bad", "unexpected"), spec("odd", "flaky")] }] }] };
    expect(readPlaywright(report)).toEqual({ passed: 2, failed: 1, skipped: 0, flaky: 1, names: ["a.spec.ts:7 bad: Error: gone", "(flaky) a.spec.ts:7 odd: Error: gone"] });
  });
});
