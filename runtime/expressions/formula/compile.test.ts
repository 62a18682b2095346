import { describe, expect, it } from "vitest";
import { compileFormula, compileUnaryTests } from "./compile";
import { Frame, type FormulaContext } from "./frame";
import { FORMULA_LIMITS, FormulaError } from "./issues";
import type { KnownNames } from "./parse";
import { toJson } from "./to-json";
import { toText } from "./to-text";
import type { FeelValue } from "./values";

const names: KnownNames = {
  amount: "number", stage: "text", open: "boolean", due: "date", createdAt: "dateTime", lead: "duration", "Сумма заказа": "number", "net-price": "number", data: "any",
  organisation: { type: "context", fields: { name: "text", "full name": "text", city: { type: "context", fields: { code: "number" } } } },
  lines: { type: "list", item: { type: "context", fields: { amount: "number", title: "text", at: "date" } } },
  tags: "list",
};
const values = {
  amount: 1500, stage: "won", open: true, due: "2026-01-31", createdAt: "2026-01-31T10:00:00.000Z", lead: "P1DT2H", "Сумма заказа": 100, "net-price": 5,
  organisation: { name: "Acme", "full name": "Acme Ltd", city: { code: 7 } }, tags: ["a", "b"], data: { x: [{ y: 1 }, { y: 2 }], when: new Date(0) },
  lines: [{ amount: 10, title: "A", at: "2026-01-01" }, { amount: 20.5, title: "B", at: "2026-01-02" }, { amount: null, title: "C" }],
};
const context: FormulaContext = { values, now: new Date("2026-03-14T23:30:00Z"), timeZone: "Europe/Kyiv" };

function compiled(text: string, checkTypes = true) {
  const result = compileFormula(text, { names, checkTypes });
  if (!result.ok) throw new Error(`${text}: ${result.issues[0]!.message}`);
  return result.formula;
}
const run = (text: string, checkTypes = true): FeelValue => compiled(text, checkTypes).evaluate(context);
const show = (text: string): string => toText(run(text, false), new Frame(context, text, { kind: "null", from: 0, to: 0 }));
const issues = (text: string) => {
  const result = compileFormula(text, { names });
  return result.ok ? [] : result.issues.map((issue) => `${text.slice(issue.from, issue.to)} | ${issue.message} | ${issue.remedy}`);
};

const CASES: [string, string][] = [
  ["0.1 + 0.2", "0.3"], ["1000000.1 - 1000000", "0.1"], ["1.1 * 1.1", "1.21"], ["0.3 / 0.1", "3"], ["1 / 3", "0.333333333333333"], ["2 / 3", "0.666666666666667"], ["1 / 0", "null"], ["2 ** 10", "1024"], ["-2 ** 2", "4"],
  ["10 ** 400", "null"], ["1 + null", "null"], ['"a" + "b"', "ab"], ['"a" + 1', "null"], ["1 - -1", "2"], ["-(3)", "-3"],
  ["true and null", "null"], ["false and null", "false"], ["true or null", "true"], ["false or null", "null"], ['true and "x"', "null"],
  ["null = null", "true"], ["1 = null", "false"], ["1 != null", "true"], ['1 = "1"', "null"], ["1 < null", "null"], ["[1, 2] = [1, 2]", "true"], ["{a: 1} = {a: 1}", "true"], ["[1..2] = [1..2]", "true"],
  ["5 between 1 and 10", "true"], ["5 between 6 and null", "false"], ["5 between 1 and null", "null"], ["5 between 10 and 1", "false"],
  ["5 in (1, 5)", "true"], ["5 in [1..10]", "true"], ["5 in [1..5)", "false"], ["5 in (>5, <=5)", "true"], ["5 in >= 5", "true"], ["5 in [1, [4..6]]", "true"], ["null in [1, 2]", "false"], ["null in (> 1)", "null"], ["5 in ]1..5]", "true"], ["5 in !=4", "true"],
  ["1 in [1, 2] and 3 > 2", "true"], ["1 in [1, 2] and 3 < 2", "false"], ["3 in [1..5] and 4 in (1, 4)", "true"], ["9 in > 5 and false", "false"], ["9 in > 5 or 1 in < 0 and false", "true"], ["false and 1 in [1] or true", "true"], ["true or 1 in [2] and false", "true"], ["1 in [2] or 2 in [2] and 3 in [3]", "true"], ["not(1 in [1] and 2 in [1])", "true"],
  ["if null then 1 else 2", "2"], ["if true then 1 else 2", "1"], ["for i in 1..3 return i * i", "[1, 4, 9]"], ["for i in 3..1 return i", "[3, 2, 1]"], ["for i in [1, 2], j in [10, 20] return i + j", "[11, 21, 12, 22]"],
  ["for i in 1..5 return if i <= 2 then 1 else partial[-1] + partial[-2]", "[1, 1, 2, 3, 5]"], ['for d in @"2026-01-31"..@"2026-02-01" return d', "[2026-01-31, 2026-02-01]"], ["for i in (1..4) return i", "[2, 3]"], ["for i in 5 return i", "null"], ["for i in [[1, 2], [3]], j in i return j", "[1, 2, 3]"],
  ["some x in [1, 2] satisfies x > 1", "true"], ["every x in [1, null] satisfies x > 0", "null"], ["some x in [1, null] satisfies x > 5", "null"], ["every x in [] satisfies false", "true"],
  ["[1, 2, 3][2]", "2"], ["[1, 2, 3][-1]", "3"], ["[1, 2, 3][5]", "null"], ["[1, 2, 3][item > 1]", "[2, 3]"], ["[{a: 1}, {a: 2}][a = 2].a", "[2]"], ["[{item: 1}, {item: 2}][item = 2]", "[{item: 2}]"], ["5[1]", "5"], ["null[1]", "null"], ["[1, 2][true]", "[1, 2]"], ["[][item > 1]", "[]"], ["[1, 2][amount > 2000]", "[]"],
  ["{a: 1, b: a + 1}.b", "2"], ['{"x y": 1}.x y', "1"], ["{a-b: 2}.a-b", "2"], ["{f: function(x) x + 1, r: f(2)}.r", "3"], ["(function(a, b) a - b)(b: 1, a: 5)", "4"], ["(function(x: number) x)(\"a\")", "null"],
  ["sort(lines[amount != null], function(a, b) a.amount > b.amount)[1].title", "B"], ["sum(lines[amount > 0].amount)", "30.5"], ["lines.title", '["A", "B", "C"]'], ["count(lines[title = \"C\"])", "1"], ["lines[at = @\"2026-01-02\"].title", '["B"]'], ["lines[1].amount + amount", "1510"], ["lines[amount > 15].at", "[2026-01-02]"],
  ["Сумма заказа * 2", "200"], ["net-price + 1", "6"], ["net - price", "5"], ["organisation.full name", "Acme Ltd"], ["organisation.city.code", "7"], ["data.x.y", "[1, 2]"], ["data.x[y = 2].y", "[2]"], ["data.missing.more", "null"], ["data.when", "1970-01-01T00:00:00Z"], ["data.when.year", "1970"],
  ["due + duration(\"P1M\")", "2026-02-28"], ["due - @\"2026-01-01\"", "P30D"], ["due + @\"PT25H\"", "2026-02-01"], ["due - @\"PT1H\"", "2026-01-30"], ["createdAt + lead", "2026-02-01T12:00:00Z"], ["due.weekday", "6"], ["@\"P1Y\" * 1.5", "P1Y6M"], ["@\"P1D\" / @\"PT1H\"", "24"], ["@\"P1D\" / 2", "PT12H"], ["@\"10:00:00\" + @\"PT15H\"", "01:00:00"], ["@\"2026-03-29T01:30:00@Europe/Kyiv\" + @\"PT2H\"", "2026-03-29T04:30:00@Europe/Kyiv"], ["-@\"P1D\"", "-P1D"],
  ["@\"2026-01-01T10:00:00Z\" = @\"2026-01-01T12:00:00+02:00\"", "true"], ["@\"2026-01-01T10:00:00\" < @\"2026-01-01T10:00:00-01:00\"", "true"], ["@\"P1Y\" = @\"P12M\"", "true"], ["@\"P1Y\" < @\"P400D\"", "null"], ["today()", "2026-03-15"], ["due < today()", "true"], ["lead.hours", "2"],
  ["1 instance of number", "true"], ["[1, 2] instance of list<number>", "true"], ["[1, \"a\"] instance of list<number>", "false"], ["{a: 1} instance of context<a: number>", "true"], ["null instance of Any", "false"], ["@\"P1D\" instance of days and time duration", "true"], ["due instance of date", "true"], ["sum instance of Any", "true"],
  ["[1..5].start", "1"], ["[1..5).end included", "false"], ["\"a\" < \"б\"", "true"], ["\"\u{1F600}\" > \"\uFFFD\"", "true"], ['"\\u0041\\n"', "A\n"], ["for i in 1..2 return for j in 1..2 return i * 10 + j", "[[11, 12], [21, 22]]"],
];

describe("evaluation", () => {
  it.each(CASES)("%s gives %s", (text, expected) => expect(show(text)).toBe(expected));

  it("lists the paths a formula reads, once each", () => {
    expect(compiled("organisation.city.code + amount + sum(lines[amount > 1].amount) + amount").references).toEqual([["organisation", "city", "code"], ["amount"], ["lines"], ["lines", "amount"]]);
    expect(compiled("data.x.y").references).toEqual([["data", "x", "y"]]);
  });

  it("infers the type of the result", () => {
    const type = (text: string): string => compiled(text).type.kind;
    expect(["amount * 2", "stage = \"x\"", "due - due", "lines.amount", "organisation.name", "lines[1].amount", "if open then 1 else null", "data.x", "due + lead"].map(type))
      .toEqual(["number", "boolean", "timeDuration", "list", "text", "number", "number", "any", "date"]);
  });

  it("reads times as API text and gives them back", () => {
    expect(toJson(run("[createdAt, due, lead, {a: 1}, null, now()]"))).toEqual(["2026-01-31T10:00:00.000Z", "2026-01-31", "P1DT2H", { a: 1 }, null, "2026-03-14T23:30:00.000Z"]);
  });

  it("treats missing, wrong and strange values as null", () => {
    const formula = compiled("amount + 1");
    for (const amount of [undefined, null, NaN, Infinity, "x", {}, [], () => 1, Symbol("s")]) expect(formula.evaluate({ ...context, values: { amount } })).toBeNull();
    expect(formula.evaluate({ ...context, values: { amount: "12.5" } })).toBe(13.5);
    expect(compiled("data.constructor").evaluate(context)).toBeNull();
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(compiled("data.self.self.x").evaluate({ ...context, values: { data: cyclic } })).toBeNull();
  });
});

describe("issues", () => {
  it.each([
    ["amout + 1", "amout | “amout” is not known. | Did you mean “amount”?"],
    ["organisation.nme", "organisation.nme | “organisation” has no “nme”. | Did you mean “name”?"],
    ["lines.titl", "lines.titl | “lines” has no “titl”. | Did you mean “title”?"],
    ["sun(lines.amount)", "sun | There is no function “sun”. | Did you mean “sum”?"],
    ['amount = "x"', 'amount = "x" | A number is compared with a text; the answer is always empty. | Compare values of one type, or convert one of them.'],
    ["stage + 1", "stage + 1 | “+” cannot be used between a text and a number. | Make a text of the other value with string(…)."],
    ["stage and open", "stage | “and” joins conditions, and this is a text. | Write a comparison, for example amount > 0."],
    ["if amount then 1 else 2", "amount | “if” needs a condition, and this is a number. | Write a comparison, for example amount > 0."],
    ["upper case(amount)", "amount | upper case(…) needs a text for “string”, and this is a number. | It is called as upper case(string)."],
    ["substring(stage)", "substring(stage) | substring(…) does not take 1 argument. | It is called as substring(string, start position, length?)."],
    ['matches(stage, "(a")', '"(a" | The regular expression cannot be used: The pattern has a “(” that is not closed. | The patterns are described in docs/reference/formulas.md.'],
    ["amount.year", "amount.year | “amount” is a number and has no “year”. | Remove the part after the dot."],
    ["due.yer", "due.yer | “due” is a date and has no “yer”. | Did you mean “year”?"],
    ["amount == 1", "amount == 1 | “==” has no meaning in a formula. | Compare with “=”, “!=”, “<”, “<=”, “>” or “>=”."],
    ["open > true", "open > true | “>” has no meaning for a yes/no value. | Use “=” or “!=”, or compare numbers, texts, dates or durations."],
    ["? > 1", "? | “?” has a meaning only in unary tests. | Name the field instead."],
    ["(function(a) a)(1, 2)", "(function(a) a)(1, 2) | The function takes 1 argument, not 2. | Its parameters are a."],
    ["amount(1)", "amount | “amount” is a number and cannot be called. | Remove the brackets after it."],
  ])("%s", (text, expected) => expect(issues(text)).toEqual([expected]));

  it("reports all of them, with line and column", () => {
    const result = compileFormula("amout +\n  stag", { names });
    expect(!result.ok && result.issues.map(({ from, to, line, column }) => ({ from, to, line, column }))).toEqual([{ from: 0, to: 5, line: 1, column: 1 }, { from: 10, to: 14, line: 2, column: 3 }]);
  });

  it("refuses a formula that is too long, too deep or empty", () => {
    for (const text of ["1 + ".repeat(5000) + "1", "-(".repeat(150) + "1" + ")".repeat(150), "1" + " + 1".repeat(500), "true" + " and true".repeat(500), " "]) expect(issues(text)).toHaveLength(1);
  });
});

describe("unary tests", () => {
  const ask = (text: string, value: FeelValue): boolean | null => {
    const result = compileUnaryTests(text, { names, input: "number" });
    if (!result.ok) throw new Error(result.issues[0]!.message);
    return result.test.test(value, context);
  };
  it.each<[string, FeelValue, boolean | null]>([
    ["> 5", 6, true], ["> 5", 5, false], ["1, 2", 2, true], ["not(1, 2)", 2, false], ["-", null, true], ["[1..5]", 5, true], ["[1..5)", 5, false], ["? > 3 and ? < 6", 5, true], ["> amount", 2000, true],
    ["null", null, true], ["> 5", null, null], ["not(> 5)", null, null], ["[1, 2, 3]", 2, true], ["amount > 1000", 1, true], ["< 3, > 7", 5, false], ["!= 3", 3, false], ["contains(string(?), \"2\")", 12, true],
  ])("%s asked about %s gives %s", (text, value, expected) => expect(ask(text, value)).toBe(expected));
});

describe("limits", () => {
  it.each([
    ["for i in 1..1000, j in 1..1000 return i", "The formula takes more than 100000 steps."],
    ["for i in 1..1000000000 return i", "The formula makes a list of more than 100000 items."],
    ['{f: function(g, n) g(g, n + 1), r: f(f, 0)}.r', "The formula calls functions inside functions more than 100 deep."],
    ['(for i in 1..60 return if i = 1 then "xxxxxxxx" else partial[-1] + partial[-1])[-1]', "The formula makes a text longer than 1000000 characters."],
    ["string((for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1])", "The formula makes a text longer than 1000000 characters."],
    ["(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]]) = (for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])", "The formula takes more than 100000 steps."],
    ["for i in 1..40000 return partial", "The formula takes more than 100000 steps."],
    ["flatten((for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1])", "The formula takes more than 100000 steps."],
    ["(for i in 1..60 return if i = 1 then [{a: 1}] else [partial[-1], partial[-1]])[-1].a", "The formula takes more than 100000 steps."],
  ])("%s", (text, message) => {
    let caught: unknown;
    try {
      run(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(FormulaError);
    expect((caught as FormulaError).message).toContain(message);
    expect((caught as FormulaError).line).toBe(1);
  });

  it("gives null as JSON for a result that is larger than it looks", () => {
    expect(toJson(run("(for i in 1..60 return if i = 1 then [1] else [partial[-1], partial[-1]])[-1]"))).toBeNull();
  });

  it("publishes them", () => expect(FORMULA_LIMITS.steps).toBe(100_000));
});
