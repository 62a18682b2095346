/** A formula that has SQL gives the same value in PostgreSQL and in JS, on every row. */
import * as fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileFormula, toJson, type KnownNames } from "../../runtime/expressions/formula";
import { formulaToSql } from "../../runtime/expressions/formula/formula-sql";
import { testDatabases, type TestDatabase } from "../helpers/database";

const names = { n: "number", m: "number", k: "number", t: "text", u: "text", b: "boolean", d: "date", e: "date", s: "dateTime", r: "dateTime" } satisfies KnownNames;
type Row = Record<keyof typeof names, unknown> & { id: number };

const NUMBERS = [null, "0", "0.1", "0.2", "0.3", "1", "-1", "2.5", "-2.5", "3.5", "0.05", "1.005", "19.99", "1234567.891", "999999999999999", "-0.000001", "33", "7", "100", "12345678.9012345"];
const TEXTS = [null, "", "a", "A", "abc", "Слово", "слово", "ß", "straße", "😀", "\ufffd", "a b", "%_", "b", "ﬁ", "z", "abcabc"];
const DATES = [null, "2026-01-31", "2024-02-29", "1999-12-31", "2026-03-01", "1900-01-01", "2025-07-15"];
const TIMES = [null, "2026-01-31T23:59:59.999Z", "2024-02-29T00:00:00.000Z", "1969-12-31T23:00:00.001Z", "2026-03-29T01:30:00.500Z", "2026-10-25T00:30:00.000Z"];
const at = <V>(list: readonly V[], index: number): V => list[index % list.length]!;

const ROWS: Row[] = Array.from({ length: 60 }, (_, id) => ({
  id, n: at(NUMBERS, id), m: at(NUMBERS, id * 7 + 3), k: id % 13 === 0 ? null : String((id * 17) % 23), t: at(TEXTS, id), u: at(TEXTS, id * 5 + 2), b: at([null, true, false], id),
  d: at(DATES, id), e: at(DATES, id * 3 + 1), s: at(TIMES, id), r: at(TIMES, id * 2 + 1),
}));

const one = (...forms: string[]): fc.Arbitrary<string> => fc.constantFrom(...forms);
const form = (strings: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((filled) => strings.reduce((text, piece, i) => text + piece + (filled[i] ?? ""), ""));

const grammar = fc.letrec<Record<"num" | "bool" | "text" | "date" | "time" | "any", string>>((tie) => {
  const depth = { maxDepth: 3, depthIdentifier: "sql" };
  const op = one("<", "<=", ">", ">=", "=", "!=");
  const number = one("n", "m", "k", "0", "1", "2", "0.1", "3", "7.25", "100", "-4", "1.005");
  const duration = one('@"P1D"', 'duration("P30D")', '@"PT36H"', '@"-PT90M"', '@"P1M"', '@"P1Y1M"', '@"-P13M"');
  return {
    num: fc.oneof(depth, number, number, form`(${tie("num")} ${one("+", "-", "*", "/")} ${tie("num")})`, form`-(${tie("num")})`, form`(if ${tie("bool")} then ${tie("num")} else ${tie("num")})`, form`(if ${tie("num")} = null then 0 else ${tie("num")})`, form`abs(${tie("num")})`,
      form`${one("floor", "ceiling")}(${tie("num")})`, form`${one("floor", "ceiling", "round up", "round down", "round half up", "round half down", "decimal")}(${tie("num")}, ${one("0", "1", "2", "-1")})`, form`modulo(${tie("num")}, ${one("3", "-2", "0.7", "k")})`, form`${one("min", "max", "sum")}(${tie("num")}, ${tie("num")})`, form`sum([${tie("num")}, 1, ${tie("num")}])`,
      form`string length(${tie("text")})`, form`(${tie("date")}).${one("year", "month", "day", "weekday")}`, form`(${tie("time")}).${one("year", "month", "day", "weekday", "hour", "minute", "second")}`, form`(${tie("date")} - ${tie("date")}).days`, form`(${tie("time")} - ${tie("time")}).${one("days", "hours", "minutes")}`),
    bool: fc.oneof(depth, one("b", "true", "false", "b = null"), form`(${tie("num")} ${op} ${tie("num")})`, form`(${tie("text")} ${op} ${tie("text")})`, form`(${tie("date")} ${op} ${tie("date")})`, form`(${tie("time")} ${op} ${tie("time")})`, form`(${tie("bool")} ${one("and", "or")} ${tie("bool")})`, form`not(${tie("bool")})`,
      form`(${tie("num")} in (${tie("num")}, ${tie("num")}))`, form`(t in ["a", u, "Слово"])`, form`(${tie("num")} in [1..${number}])`, form`(${tie("num")} in (> 3, < ${number}))`, form`(${tie("num")} between ${number} and ${number})`, form`(${tie("text")} ${one("=", "!=")} null)`, form`(${tie("bool")} = ${tie("bool")})`,
      form`${one("contains", "starts with", "ends with")}(${tie("text")}, ${tie("text")})`, form`(${tie("date")} - ${tie("date")} ${op} ${one('@"P30D"', 'duration("-PT1H")')})`, form`(${tie("time")} - ${tie("time")} ${op} @"PT1.5S")`),
    text: fc.oneof(depth, one("t", "u", '"a"', '""', '"😀"', '"Sло"'), form`(${tie("text")} + ${tie("text")})`, form`substring(${tie("text")}, ${one("1", "2", "5")})`, form`substring(${tie("text")}, ${one("1", "2")}, ${one("0", "1", "3")})`, form`(if ${tie("bool")} then ${tie("text")} else ${one("t", "null")})`),
    date: fc.oneof(depth, one("d", "e", '@"2026-01-31"', 'date("2024-02-29")'), form`(${tie("date")} ${one("+", "-")} ${duration})`, form`(${duration} + ${tie("date")})`, form`date(${tie("time")})`, form`${one("min", "max")}(${tie("date")}, ${tie("date")})`),
    time: fc.oneof(depth, one("s", "r", '@"2026-01-01T10:00:00+02:00"'), form`(${tie("time")} ${one("+", "-")} ${duration})`, one("now()")),
    any: fc.oneof(tie("num"), tie("num"), tie("bool"), tie("bool"), tie("text"), tie("date"), tie("time")),
  };
});

const now = new Date("2026-03-14T23:30:00.250Z");
const context = { now, timeZone: "Europe/Kyiv" };

/** A value of the database in the form of toJson. */
function normal(value: unknown, kind: string): unknown {
  return kind === "number" && typeof value === "string" ? Number(value) + 0 : value;
}

describe.each(testDatabases())("formulas in SQL on $kind", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await open();
    await test.database.run(sql`create table public.samples (id int primary key, n numeric, m numeric(25, 8), k int, t text, u text, b boolean, d date, e date, s timestamptz, r timestamptz)`);
    for (const row of ROWS) {
      await test.database.run(sql`insert into public.samples values (${row.id}, ${row.n}, ${row.m}, ${row.k}, ${row.t}, ${row.u}, ${row.b}, ${row.d}, ${row.e}, ${row.s}, ${row.r})`);
    }
  });
  afterAll(() => test.close());

  const values = async (text: string): Promise<{ ours: unknown[]; theirs: unknown[] } | undefined> => {
    const compiled = compileFormula(text, { names, checkTypes: false });
    if (!compiled.ok) throw new Error(`${text}: ${compiled.issues[0]!.message}`);
    const { formula } = compiled;
    const converted = formulaToSql(formula.ast, ([name]) => (name! in names ? { sql: sql.ref(name!), type: names[name as keyof typeof names] } : undefined), context);
    if (converted === undefined) return undefined;
    const rows = await test.database.run<{ v: unknown }>(sql`select ${converted} as v from public.samples order by id`);
    return { ours: ROWS.map((row) => toJson(formula.evaluate({ values: row, ...context }))), theirs: rows.map((row) => normal(row.v, formula.type.kind)) };
  };

  it("gives equal values for 600 generated formulas on 60 rows", async () => {
    let converted = 0;
    await fc.assert(fc.asyncProperty(grammar.any, async (text) => {
      const both = await values(text);
      if (both === undefined) return;
      converted++;
      expect(both.theirs, text).toEqual(both.ours);
    }), { numRuns: 600, seed: 20261122 });
    expect(converted).toBeGreaterThan(500);
  }, 180_000);

  it.each([
    "n + m", "n * m", "n / m", "n / 3 / 7", "n * 1.1 - n", "decimal(n * m, 2)", "(n + 0.5) * (m - 0.5) / 0.3", "modulo(n, 0.7)", "t < u", "t + u = \"aa\"", "d + @\"P1M\"", "s - @\"P1M\"", "today() - d > @\"P30D\"", "n in (null, 1)", "not(b) or t = null", "if b then n else null", "t != u and n != m",
  ])("gives equal values for %s", async (text) => {
    const both = await values(text);
    expect(both?.theirs).toEqual(both?.ours);
    expect(both).toBeDefined();
  });

  it.each(["upper case(t)", "n ** 2", "string(n)", "[n]", "{a: n}", "for i in [n] return i", "matches(t, \"a\")", "sqrt(n)", "d - e", "log(n)", "x", "n + t"])("has no SQL for %s", (text) => {
    const compiled = compileFormula(text, { names: { ...names, x: "any" }, checkTypes: false });
    expect(compiled.ok && formulaToSql(compiled.formula.ast, ([name]) => (name! in names ? { sql: sql.ref(name!), type: names[name as keyof typeof names] } : undefined))).toBeUndefined();
  });
});
