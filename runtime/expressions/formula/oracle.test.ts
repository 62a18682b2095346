/**
 * Our evaluator against `feelin`, an independent implementation, on generated expressions.
 *
 * Where we differ on purpose, and what is therefore not generated:
 * - 0.1 + 0.2 is 0.3 here; feelin computes in doubles. Decimals are compared to 1e-11 and never inside a comparison.
 * - `5 between 10 and 1` is false (the standard defines it as 5 >= 10 and 5 <= 1); feelin swaps the bounds. A null bound gives
 *   three-valued logic here, an open end there.
 * - Comparing the order of different kinds is null here, false there; so is equality of the two kinds of duration.
 * - A list of one item equals its item there, not here (the standard converts arguments only).
 * - `some` and `every` are three-valued here, as the standard's or/and; two-valued there.
 * - A date plus a duration with hours stays a date here (DMN 1.3 table 57); feelin makes a date and time of it.
 * - `a in [1] and b` is `(a in [1]) and b` here, `a in ([1] and b)` there; generated tests stand in brackets.
 * - substring from 0 is null here (out of the domain), the last character there.
 */
import * as fc from "fast-check";
import { evaluate, unaryTest } from "feelin";
import { describe, expect, it } from "vitest";
import { compileFormula, compileUnaryTests } from "./compile";
import type { KnownNames } from "./parse";
import { FeelFunction, kindOf, type FeelContext, type FeelValue } from "./values";

const names: KnownNames = { a: "number", b: "number", "Сумма заказа": "number", none: "any", word: "text", flag: "boolean", nums: { type: "list", item: "number" }, ctx: { type: "context", fields: { x: "number", "y z": "text" } } };
const values = { a: 3, b: -7, "Сумма заказа": 12, none: null, word: "Слово", flag: true, nums: [4, 1, 3, 1], ctx: { x: 5, "y z": "deep" } };
const context = { values, now: new Date(0), timeZone: "UTC" };

/** Results of both sides in one form. */
function normal(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value + 0 : null;
  if (typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(normal);
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normal(inner)])) : String(value);
}

/** The same, numbers to a relative 1e-11. */
function agree(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= 1e-11 * Math.max(Math.abs(a), Math.abs(b), 1e-3);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && agree(value, right.get(key)));
}

const one = (...forms: string[]): fc.Arbitrary<string> => fc.constantFrom(...forms);
/** `t(int)` in a template stands for a generated part. */
const form = (strings: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((filled) => strings.reduce((text, piece, i) => text + piece + (filled[i] ?? ""), ""));

type Grammar = Record<"int" | "dec" | "bool" | "text" | "list" | "date" | "duration" | "any", string>;

const grammar = fc.letrec<Grammar>((tie) => {
  const depth = { maxDepth: 4, depthIdentifier: "formula" };
  const intLiteral = fc.integer({ min: 0, max: 20 }).map(String);
  const compareOp = one("<", "<=", ">", ">=", "=", "!=");
  const positive = fc.integer({ min: 1, max: 4 }).map(String);
  return {
    int: fc.oneof(depth, intLiteral, one("a", "b", "Сумма заказа", "ctx.x", "none", "-3"),
      form`(${tie("int")} ${one("+", "-", "*")} ${tie("int")})`, form`-(${tie("int")})`, form`(if ${tie("bool")} then ${tie("int")} else ${tie("int")})`,
      form`abs(${tie("int")})`, form`string length(${tie("text")})`, form`count(${tie("list")})`, form`modulo(${tie("int")}, ${positive})`, form`sum(${tie("list")})`,
      form`max(${tie("int")}, ${tie("int")})`, form`${tie("list")}[${positive}]`, form`${tie("list")}[-${positive}]`, form`(function(p, q) p - q)(${tie("int")}, ${tie("int")})`, form`(function(p, q) p - q)(q: ${tie("int")}, p: ${tie("int")})`,
      form`{k: ${tie("int")}, l: k + 1}.l`, form`(${tie("date")}).${one("year", "month", "day", "weekday")}`, form`day of year(${tie("date")})`, form`(${tie("date")} - ${tie("date")}).days`),
    dec: fc.oneof(depth, tie("int"), fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 99 })).map(([whole, part]) => `${whole}.${String(part).padStart(2, "0")}`),
      form`(${tie("dec")} ${one("+", "-", "*", "/")} ${tie("dec")})`, form`(${tie("int")} / ${tie("int")})`, form`mean(${tie("list")})`, form`${tie("int")} ** ${one("0", "1", "2")}`),
    bool: fc.oneof(depth, one("true", "false", "flag", "none", "null"), form`(${tie("int")} ${compareOp} ${tie("int")})`, form`(${tie("text")} ${one("=", "!=")} ${tie("text")})`, form`(${tie("bool")} ${one("and", "or")} ${tie("bool")})`,
      form`not(${tie("bool")})`, form`(${tie("int")} in (${tie("int")}, ${intLiteral}))`, form`(${tie("int")} in [${intLiteral}..30])`, form`(${tie("int")} in (${intLiteral}..40))`, form`(${intLiteral} in (> ${intLiteral}, < 5))`, form`(${intLiteral} between 2 and 15)`,
      form`contains(${tie("text")}, ${tie("text")})`, form`starts with(${tie("text")}, ${tie("text")})`, form`(some i in ${tie("list")} satisfies i ${one("=", "!=")} ${intLiteral})`, form`(every i in nums satisfies i > ${intLiteral})`,
      form`list contains(${tie("list")}, ${intLiteral})`, form`(${tie("date")} ${compareOp} ${tie("date")})`, form`(${tie("duration")} = ${tie("duration")})`, form`(${tie("int")} instance of number)`, form`all(${tie("bool")}, ${tie("bool")})`, form`any(${tie("bool")}, ${tie("bool")})`,
      form`before([1..${positive}], [${positive}..9])`, form`includes([1..9], ${tie("int")})`, form`odd(${intLiteral})`),
    text: fc.oneof(depth, one('"a"', '""', '"foo bar"', "word", "ctx.y z", '"😀x"', "none"), form`(${tie("text")} + ${tie("text")})`, form`upper case(${tie("text")})`, form`lower case(${tie("text")})`, form`substring(${tie("text")}, ${positive})`, form`substring(${tie("text")}, ${positive}, ${positive})`,
      form`substring before(${tie("text")}, "o")`, form`substring after(${tie("text")}, "o")`, form`replace(${tie("text")}, "[ao]+", "-")`, form`string(${tie("int")})`, form`string join([${tie("text")}, ${tie("text")}], ", ")`, form`(if ${tie("bool")} then ${tie("text")} else "z")`, form`day of week(${tie("date")})`),
    list: fc.oneof(depth, one("nums", "[1, 2, 3]", "[5, 4]"), form`[${tie("int")}, ${tie("int")}]`, form`(for i in 1..${positive} return i * ${tie("int")})`, form`(for i in nums, j in [1, 2] return i + j)`, form`${tie("list")}[item > ${intLiteral}]`, form`reverse(${tie("list")})`, form`append(${tie("list")}, ${tie("int")})`,
      form`concatenate(${tie("list")}, ${tie("list")})`, form`distinct values(${tie("list")})`, form`sublist(${tie("list")}, 1, ${positive})`, form`[{k: ${tie("int")}}, {k: 2}].k`, form`sort(nums, function(x, y) x ${one("<", ">")} y)`, form`flatten([${tie("list")}, [${tie("list")}]])`, form`index of(${tie("list")}, ${intLiteral})`, form`insert before(nums, ${positive}, ${tie("int")})`),
    date: fc.oneof(depth, one('@"2026-01-31"', 'date("2024-02-29")', "date(2025, 12, 31)", "null"), form`(${tie("date")} + @"P${positive}M")`, form`(${tie("date")} - @"P${positive}D")`, form`(${tie("date")} + @"P${positive}Y")`),
    duration: fc.oneof(depth, one('@"P1D"', '@"PT36H"', 'duration("PT90M")', '@"-PT5S"'), form`(${tie("duration")} ${one("+", "-")} ${tie("duration")})`, form`(${tie("date")} - ${tie("date")})`),
    any: fc.oneof(tie("int"), tie("dec"), tie("bool"), tie("text"), tie("list"), tie("date"), tie("duration"), form`{m: ${tie("int")}, n: ${tie("text")}}`),
  };
});

describe("feelin as oracle", () => {
  it("gives the same values on 3,000 generated expressions", () => {
    let nulls = 0;
    fc.assert(fc.property(grammar.any, (text) => {
      const compiled = compileFormula(text, { names, checkTypes: false });
      if (!compiled.ok) throw new Error(`${text}: ${compiled.issues[0]!.message}`);
      const ours = normal(compiled.formula.evaluate(context));
      if (ours === null) nulls++;
      const theirs = normal(evaluate(text, values).value);
      expect(agree(ours, theirs), `${text}: ${JSON.stringify(ours)}, feelin ${JSON.stringify(theirs)}`).toBe(true);
    }), { numRuns: 3000, seed: 20261122 });
    expect(nulls).toBeLessThan(1500);
  });

  it("gives the same answers on unary tests", () => {
    const tests = fc.oneof(form`${grammar.int}`, form`> ${grammar.int}`, form`<= ${grammar.int}, ${grammar.int}`, form`not(${fc.constantFrom("1", "> 3", "2, 3")})`, fc.constantFrom("-", "[1..5]", "(1..5)", "? > 2", "[3..3], 9"));
    fc.assert(fc.property(tests, fc.integer({ min: -5, max: 12 }), (text, value) => {
      const compiled = compileUnaryTests(text, { names, input: "number", checkTypes: false });
      if (!compiled.ok) throw new Error(`${text}: ${compiled.issues[0]!.message}`);
      const theirs = unaryTest(text, { ...values, "?": value }).value;
      expect(compiled.test.test(value, context) ?? false, `${text} of ${value}`).toBe(theirs ?? false);
    }), { numRuns: 1000, seed: 7 });
  });
});

/** The static type is a promise: a value is of it, or null. */
describe("inferred types", () => {
  it("hold for the values", () => {
    const fits = (value: FeelValue, kind: string): boolean =>
      kind === "any" || value === null || kindOf(value) === kind || (kind === "duration" && ["timeDuration", "monthsDuration"].includes(kindOf(value)));
    fc.assert(fc.property(grammar.any, (text) => {
      const compiled = compileFormula(text, { names, checkTypes: false });
      if (!compiled.ok) throw new Error(compiled.issues[0]!.message);
      const { type } = compiled.formula;
      const value = compiled.formula.evaluate(context);
      expect(fits(value, type.kind), `${text} is ${kindOf(value)}, not ${type.kind}`).toBe(true);
      if (value instanceof FeelFunction || kindOf(value) !== "context") return;
      for (const [key, field] of type.fields ?? []) expect(fits((value as FeelContext)[key]!, field.kind), text).toBe(true);
    }), { numRuns: 1000, seed: 5 });
  });
});
