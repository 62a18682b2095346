import { describe, expect, it } from "vitest";
import { compileFormula } from "../compile";
import { Frame, type FormulaContext } from "../frame";
import { toText } from "../to-text";
import type { FeelValue } from "../values";
import { BUILTINS } from "./index";

const context: FormulaContext = { values: {}, now: new Date("2026-03-14T09:26:53Z"), timeZone: "Europe/Kyiv" };

function run(text: string): FeelValue {
  const compiled = compileFormula(text, { names: {}, checkTypes: false });
  if (!compiled.ok) throw new Error(compiled.issues[0]!.message);
  return compiled.formula.evaluate(context);
}

const show = (text: string): string => toText(run(text), new Frame(context, text, { kind: "null", from: 0, to: 0 }));

describe("examples of the functions", () => {
  it.each(BUILTINS.map((builtin) => [...builtin.example] as [string, string]))("%s gives %s", (formula, expected) => {
    if (formula === "now().hour") expect(show("now()")).toBe("2026-03-14T11:26:53@Europe/Kyiv");
    expect(show(formula)).toBe(expected);
  });
});

/** [formula, text of the result]. */
const CASES: [string, string][] = [
  // text
  ['substring("foobar", 3)', "obar"], ['substring("foobar", -2, 1)', "a"], ['substring("foobar", 0)', "null"], ['substring("foobar", 3, 0)', ""],
  ['substring("😀bc", 2, 1)', "b"], ['substring(string: "abc", start position: 2)', "bc"], ['substring(null, 1)', "null"], ['substring(["abc"], 2)', "bc"],
  ['string length("")', "0"], ['string length("😀")', "1"], ['substring before("foobar", "x")', ""], ['substring after("foobar", "o")', "obar"], ['substring after("a", "")', "a"],
  ['contains("a", "")', "true"], ['contains("a", null)', "null"], ['matches("foobar", "^FO*B")', "false"], ['matches("foobar", "^FO*B", "i")', "true"],
  ['matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "^(a+)+$")', "false"], ['matches("a", "(")', "null"], ['matches("a", "a", "q")', "null"],
  ['replace("abracadabra", "(a)(b|c)", "[$2$1]")', "[ba]r[ca]ad[ba]ra"], ['replace("abc", "", "-")', "-a-b-c-"], ['replace("a$b", "\\\\$", "\\\\$0")', "a$0b"],
  ['split("a1b22c", "\\\\d+")', '["a", "b", "c"]'], ['split("abc", "")', '["a", "b", "c"]'], ['split("", ",")', '[""]'], ['split(",a,", ",")', '["", "a", ""]'],
  ['string join(["a", null, "b"])', "ab"], ['string join([1])', "null"], ['string join([])', ""],
  // conversion
  ['number("1,000.5", ",", ".")', "1000.5"], ['number("1.000,5", ".", ",")', "1000.5"], ['number("x")', "null"], ['number("1 0")', "null"], ['number("12")', "12"],
  ["string(1e21)", "1000000000000000000000"], ["string(0.0000001)", "0.0000001"], ["string(null)", "null"], ['string({a: "x\\"y"})', '{a: "x\\"y"}'], ["string([1..3])", "[1..3]"],
  ['string(@"P1DT2H")', "P1DT2H"], ["string(-0)", "0"],
  ['date("2026-02-30")', "null"], ["date(2026, 13, 1)", "null"], ['date(date and time("2026-01-31T23:00:00Z"))', "2026-01-31"], ['date(year: 2026, month: 1, day: 2)', "2026-01-02"],
  ['date("-0044-03-15")', "-0044-03-15"], ['date("999999999-12-31")', "999999999-12-31"], ['date("12026-01-01")', "12026-01-01"], ['date("02026-01-01")', "null"],
  ['time("24:00:00")', "null"], ['time("10:30:00@Europe/Nowhere")', "null"], ['time("10:30:00.50")', "10:30:00.5"], ['time(1, 2, 3, @"-PT5H30M")', "01:02:03-05:30"],
  ['date and time("2026-01-31")', "2026-01-31T00:00:00"], ['date and time("2026-07-01T10:00:00@Europe/Paris").time offset', "PT2H"], ['date and time("x")', "null"],
  ['duration("P1Y14M")', "P2Y2M"], ['duration("-P1D")', "-P1D"], ['duration("P1M1D")', "null"], ['duration("P")', "null"], ['duration("PT")', "null"], ['duration("PT1.5S")', "PT1.5S"], ['duration("PT36H")', "P1DT12H"],
  ['years and months duration(@"2026-03-31", @"2026-02-28")', "-P1M"], ['range("[1..")', "null"], ['range("(@\\"2026-01-01\\"..]")', "(>2026-01-01)"],
  // number
  ["decimal(1.005, 2)", "1"], ["decimal(1.015, 2)", "1.02"], ["decimal(-2.5, 0)", "-2"], ["decimal(1234, -2)", "1200"], ["decimal(null, 0)", "null"], ["floor(1.5)", "1"],
  ["ceiling(1.000000001, 2)", "1.01"], ["round up(-5.5, 0)", "-6"], ["round half up(-2.5, 0)", "-3"], ["round half up(1.005, 2)", "1.01"], ["round half down(5.5, 0)", "5"], ["round down(-5.5, 0)", "-5"],
  ['abs(@"-P1D")', "P1D"], ['abs("x")', "null"], ["modulo(10, -3)", "-2"], ["modulo(0.3, 0.1)", "0"], ["modulo(10.1, 4.5)", "1.1"], ["modulo(1, 0)", "null"],
  ["sqrt(-1)", "null"], ["log(0)", "null"], ["odd(1.5)", "false"], ["even(-2)", "true"], ["even(0)", "true"],
  // list
  ["sum([])", "null"], ["sum([1, null])", "null"], ["sum(1, 2, 3)", "6"], ["sum([0.1, 0.1, 0.1])", "0.3"], ["mean([1, 2])", "1.5"], ["mean([])", "null"], ["min([])", "null"], ['max(["a", "b"])', "b"], ['max([1, "b"])', "null"],
  ['min(@"2026-01-02", @"2026-01-01")', "2026-01-01"], ["count(null)", "null"], ["count([])", "0"], ["count(1)", "1"], ["median([1, 2, 3, 4])", "2.5"], ["median([])", "null"], ["mode([1, 2, 2, 1])", "[1, 2]"], ["mode([])", "[]"],
  ["product([])", "null"], ["stddev([1])", "null"], ["all([])", "true"], ["any([])", "false"], ["all(true, null)", "null"], ["any([false, null])", "null"], ["sublist([1, 2, 3], -2)", "[2, 3]"], ["sublist([1, 2], 0)", "null"],
  ["append(1, 2)", "[1, 2]"], ["append([1], [2])", "[1, [2]]"], ["concatenate([1], null)", "null"], ["concatenate([[1], [2]])", "[[1], [2]]"], ["insert before([1], 2, 5)", "[1, 5]"], ["insert before([1], 3, 5)", "null"],
  ["remove([1, 2], -1)", "[1]"], ["remove([1, 2], 3)", "null"], ["list contains([null], null)", "true"], ["list contains([[1]], [1])", "true"], ["index of([1], 2)", "[]"], ["distinct values([1, [1], {a: 1}, {a: 1}, null, null])", "[1, [1], {a: 1}, null]"],
  ["flatten([])", "[]"], ["union([1], [1, 2], [3])", "[1, 2, 3]"], ['sort(["b", "a"])', '["a", "b"]'], ['sort([1, "a"])', "null"], ["sort(list: [2, 1], precedes: function(a, b) a < b)", "[1, 2]"], ["reverse([])", "[]"],
  ["list replace([1, 2], -1, 5)", "[1, 5]"], ["list replace([1, 2], 3, 5)", "null"],
  // range
  ["before(1, 10)", "true"], ["before(10, 1)", "false"], ["before([1..10], 10)", "false"], ["before([1..10), 10)", "true"], ["after([11..20], 10)", "true"], ["meets([1..5], (5..8])", "false"], ["overlaps([1..5], [5..8])", "true"], ["overlaps([1..5], (5..8])", "false"],
  ["overlaps before([1..5], (1..5])", "true"], ["finishes(10, [1..10])", "true"], ["finishes(10, [1..10))", "false"], ["includes([1..10], [1..10])", "true"], ["includes((1..10], 1)", "false"], ["during(5, (1..5))", "false"], ["starts([1..5), [1..5])", "true"],
  ["coincides([1..5], [1..6])", "false"], ['before(1, "a")', "null"], ["includes((>5), 7)", "true"],
  // time
  ['day of week(date and time("2026-02-01T00:00:00"))', "Sunday"], ['week of year(@"2005-01-01")', "53"], ['day of year(@"2024-12-31")', "366"], ["today() = date(now())", "true"], ['is(@"10:30:00Z", @"12:30:00+02:00")', "false"], ["is(null, null)", "true"], ["is(1, \"1\")", "false"],
  // context
  ['get value({a: 1}, "b")', "null"], ['get value({a: {b: 1}}, "a").b', "1"], ['get entries({})', "[]"], ['context([{key: "a", value: 1}, {key: "a", value: 2}])', "null"], ['context put({}, "a", null)', "{a: null}"], ['context put({a: 1}, ["a", "b"], 2)', "null"], ["context merge([])", "{}"],
  ['get value({a: 1}, "__proto__")', "null"], ['{"__proto__": 1}', '{__proto__: 1}'],
  ["not(null)", "null"], ['not("x")', "null"],
];

describe("functions at their edges", () => {
  it.each(CASES)("%s gives %s", (formula, expected) => expect(show(formula)).toBe(expected));
});
