/** Titles of the tests of a file, read from its syntax: what is skipped, or only planned, is no test. */
import { readFileSync } from "node:fs";
import ts from "typescript";

const TESTS: ReadonlySet<string> = new Set(["it", "test"]);
const GROUPS: ReadonlySet<string> = new Set(["describe"]);
/** Words behind `it.` or `describe.` with which nothing runs. */
const IDLE: ReadonlySet<string> = new Set(["skip", "todo", "fixme", "skipIf", "fails"]);

interface Called {
  readonly name: string;
  readonly modifiers: readonly string[];
}

/** `it.each(rows)(…)` and `test.describe(…)` → the word that is called and what stands behind it. */
function calledBy(expression: ts.Expression): Called | undefined {
  if (ts.isIdentifier(expression)) return { name: expression.text, modifiers: [] };
  if (ts.isCallExpression(expression)) return calledBy(expression.expression);
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const inner = calledBy(expression.expression);
  if (!inner) return undefined;
  return GROUPS.has(expression.name.text) ? { name: expression.name.text, modifiers: inner.modifiers } : { ...inner, modifiers: [...inner.modifiers, expression.name.text] };
}

/** Titles of the tests that run. */
export function testTitles(file: string): ReadonlySet<string> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true, file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const titles = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const called = calledBy(node.expression);
      const isIdle = called?.modifiers.some((word) => IDLE.has(word)) ?? false;
      const [title] = node.arguments;
      if (called && (TESTS.has(called.name) || GROUPS.has(called.name))) {
        if (isIdle) return;
        if (TESTS.has(called.name) && title && ts.isStringLiteralLike(title) && node.arguments.length > 1) titles.add(title.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}
