/** docs/reference/formulas.md, generated from the table of functions; reference.test.ts keeps the file fresh. */
import { BUILTINS, type Builtin } from "./functions";
import { FORMULA_LIMITS } from "./issues";

/** Syntax in examples: [formula, result, words]. Each is run by the test. */
export const SYNTAX: readonly (readonly [string, string, string])[] = [
  ["0.1 + 0.2", "0.3", "Numbers are decimals; `+ - * /` are exact to 15 significant digits. `**` is the power."],
  ['"Mr " + "Bean"', "Mr Bean", "Texts stand in double quotes and are joined with `+`; other values need string(…)."],
  ['if 5 > 3 then "more" else "less"', "more", "A condition that is null counts as no."],
  ["3 in [1..5] and 4 in (1, 4, > 9)", "true", "Ranges `[1..5]`, `(1..5)` without their ends, and open ones: `> 9`."],
  ["2 between 1 and 3", "true", "The same as 2 >= 1 and 2 <= 3."],
  ["true and null", "null", "and, or and not(…) are three-valued: null is unknown."],
  ["null = null", "true", "A value is compared with null by `=` and `!=`; any other use of null gives null."],
  ["[10, 20, 30][2]", "20", "Positions count from 1, negative ones from the end."],
  ["[{price: 5, name: \"a\"}, {price: 20, name: \"b\"}][price > 10].name", '["b"]', "A filter keeps the items that fulfil it; inside, the names of the item are known, and `item` is the item."],
  ["for i in 1..3 return i * i", "[1, 4, 9]", "A list from a list or from whole numbers or dates; `partial` is the list so far."],
  ["some x in [1, 2] satisfies x > 1", "true", "Also: every … satisfies …"],
  ["{net: 100, gross: net * 1.2}.gross", "120", "A context names values; later entries see earlier ones."],
  ["(function(a, b) a - b)(b: 1, a: 5)", "4", "Functions, called by position or by name."],
  ['@"2026-01-31" + @"P1M"', "2026-02-28", "Dates, times and durations stand in `@\"…\"`."],
  ['(@"2026-03-01" - @"2026-01-31").days', "29", "Parts: year month day weekday hour minute second, `time offset`, timezone; days hours minutes seconds; years months."],
  ["[1, 2] instance of list<number>", "true", "Types: number, string, boolean, date, time, date and time, durations, list, context, range, function, Any."],
];

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;

function row(builtin: Builtin): string {
  const [formula, result] = builtin.example;
  return `| ${code(builtin.signature.replaceAll("|null", ""))} | ${builtin.summary} | ${code(formula)} → ${code(result)} |`;
}

/** The whole document. */
export function formulaReference(): string {
  const groups = [...new Set(BUILTINS.map((builtin) => builtin.group))];
  const limit = (value: number): string => value.toLocaleString("en-US");
  return `# Formulas

Generated from \`runtime/expressions/formula/\`; \`npx vitest run runtime/expressions/formula/reference.test.ts -u\` writes it anew.

Formulas are FEEL, the expression language of the DMN standard (1.3 and later). Names of fields are used as they are, also with spaces and in
any alphabet: \`Сумма заказа * 0.2\`. A path leads through a relation: \`organisation.city\`. What cannot be computed is null, never an error.

## Syntax

| formula | result | |
|---|---|---|
${SYNTAX.map(([formula, result, words]) => `| ${code(formula)} | ${code(result)} | ${words} |`).join("\n")}

Comments: \`// to the end of the line\` and \`/* between */\`.

Unary tests (decision tables) are a list of tests of one value, also called \`?\`: \`> 5, [1..3], "a"\`, \`not(1, 2)\`, \`? > 3\`, and \`-\` for any value.

## Functions

\`?\` after a parameter: may be left out. \`...\`: one list or any number of values. \`day\`: a date or a date and time. \`point\`: a value with an order, or a range.

${groups.map((group) => `### ${group}\n\n| function | gives | example |\n|---|---|---|\n${BUILTINS.filter((builtin) => builtin.group === group).map(row).join("\n")}`).join("\n\n")}

The examples of today() and now() were run on 2026-03-14 at 11:26 in Kyiv. Both are beyond the first versions of the standard and take their time
from the request. A time resolves to the millisecond.

## Regular expressions

matches, replace and split take alternation \`a|b\`, groups \`(…)\` and \`(?:…)\`, classes \`[a-z]\`, \`\\d \\w \\s \\p{L}\`, \`. ^ $ \\b\`, and the quantifiers \`* + ? {2,5}\` and their
lazy forms. Their time grows with the length of pattern and text only. Back-references and look-around are refused. In a text, \`\\\\\` may be written for \`\\\`.

## Limits

A formula has at most ${limit(FORMULA_LIMITS.text)} characters, ${limit(FORMULA_LIMITS.brackets)} brackets and ${limit(FORMULA_LIMITS.depth)} parts inside each other. One evaluation takes at most ${limit(FORMULA_LIMITS.steps)} steps (loop rounds, calls, items
touched), makes texts of at most ${limit(FORMULA_LIMITS.textLength)} characters and lists of at most ${limit(FORMULA_LIMITS.listLength)} items, and calls functions at most ${limit(FORMULA_LIMITS.calls)} deep.

## In queries

A formula that is not stored can be filtered and sorted when PostgreSQL computes the very same value: arithmetic except \`**\`, comparisons, and, or, not, if, between, in,
joined texts, string length, substring, contains, starts with, ends with, abs, modulo, floor, ceiling, decimal, round …, min, max, sum of single values, dates moved by fixed durations, parts and differences of
dates. Everything else is computed after reading.
`;
}
