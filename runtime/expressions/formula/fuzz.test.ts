/** Whatever text comes in: issues or a value or FormulaError, and every position inside the text. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileFormula, compileUnaryTests } from "./compile";
import { FormulaError, type FormulaIssue } from "./issues";
import type { KnownNames } from "./parse";
import { toJson } from "./to-json";

const names: KnownNames = { a: "number", "long name": "text", "a-b": "number", "Сумма": "number", d: "date", ctx: { type: "context", fields: { x: "number" } }, nums: { type: "list", item: "number" }, any: "any" };
const context = { values: { a: 2, "long name": "t", "a-b": 1, "Сумма": 5, d: "2026-01-31", ctx: { x: 1 }, nums: [1, 2, 3], any: [{ q: 1 }] }, now: new Date(0), timeZone: "UTC", steps: 20_000 };

const SEEDS = [
  "if a > 1 then \"x\" else null", "for i in 1..3, j in nums return i * partial[-1]", "some x in nums satisfies x > 1 and not(x = 2)", "{a: 1, \"b c\": function(x: number) x ** 2}.a", "nums[item > 1][1]", "date(\"2026-01-31\") + duration(\"P1M\")",
  "sort(nums, function(x, y) x < y)", "a in (1, [2..5), > 7)", "a between 1 and 3", "matches(long name, \"^(a+)+$\", \"i\")", "replace(\"aaa\", \"(a)(b)?\", \"$1\")", "any.q", "@\"2026-01-01T10:00:00@Europe/Paris\"", "a-b + a - b", "x instance of list<context<a: number>>",
  "string join(for i in 1..5 return string(i), \"-\")", "/* c */ 1 // d", "get value(context put(ctx, \"y\", 2), \"y\")", "(function(f, n) f(f, n))(function(f, n) f(f, n + 1), 0)", "Сумма * 1.5e3 / 0.0001", "not(> 1, [1..2])", "-", "median([1, 2]) + stddev(nums)",
];
const PIECES = ["(", ")", "[", "]", "{", "}", ",", "..", ".", "+", "-", "*", "/", "**", "^", "<", "<=", "=", "!=", "?", ":", "\"", "@", "'", "`", "\\", "\n", " ", "//", "/*", "*/", "if ", " then ", " else ", "for ", " in ", " return ", "some ", "every ", " satisfies ", "function", "null", "true", " and ", " or ", " between ", " instance of ",
  "date", "time", "duration", "context", "list", "range", "external", "1e308", "0", "99999999999999999999", ".5", "item", "partial", "a", "long name", "Сумма", "sum(", "split(", "\u{1F600}", "\ud800", "\0", "\u00a0", "__proto__", "constructor"];

const piece = fc.constantFrom(...PIECES);
const mutation = fc.tuple(fc.constantFrom(...SEEDS), fc.array(fc.tuple(fc.nat(60), fc.nat(4), fc.oneof(piece, fc.string({ maxLength: 4 }))), { maxLength: 5 }))
  .map(([seed, edits]) => edits.reduce((text, [at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut), seed));
const soup = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(""));
const repeated = fc.tuple(piece, piece, fc.integer({ min: 1, max: 1500 })).map(([first, second, times]) => (first + second).repeat(times).slice(0, 9000));
const combined = fc.tuple(fc.constantFrom(...SEEDS), fc.constantFrom(...SEEDS), piece).map(([left, right, glue]) => `${left}${glue}${right}`);

function checkIssues(text: string, issues: readonly FormulaIssue[]): void {
  expect(issues.length).toBeGreaterThan(0);
  for (const issue of issues) {
    expect(issue.from).toBeGreaterThanOrEqual(0);
    expect(issue.to).toBeGreaterThanOrEqual(issue.from);
    expect(issue.to).toBeLessThanOrEqual(text.length);
    expect(issue.line).toBeGreaterThan(0);
    expect(issue.column).toBeGreaterThan(0);
    expect(issue.message).toMatch(/\.$|: /);
    expect(issue.remedy).not.toBe("");
  }
}

/** Runs the work; only a FormulaError may come out. */
function contained(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
  }
}

describe("fuzzing", () => {
  it("gives issues, a value or a FormulaError for 3,000 broken texts", () => {
    let valid = 0;
    fc.assert(fc.property(fc.oneof({ weight: 6, arbitrary: mutation }, { weight: 3, arbitrary: soup }, { weight: 1, arbitrary: repeated }, { weight: 1, arbitrary: combined }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) }), fc.boolean(), (text, checkTypes) => {
      const result = compileFormula(text, { names, checkTypes });
      if (!result.ok) checkIssues(text, result.issues);
      else {
        valid++;
        contained(() => toJson(result.formula.evaluate(context)));
      }
      const tests = compileUnaryTests(text, { names, input: "number", checkTypes });
      if (!tests.ok) checkIssues(text, tests.issues);
      else contained(() => tests.test.test(2, context));
    }), { numRuns: 3000, seed: 1 });
    expect(valid).toBeGreaterThan(300);
  });
});
