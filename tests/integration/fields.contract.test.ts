/** What every field type promises about PostgreSQL: its columns, the way there and back, operators equal to JavaScript's, conversions. */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snakeCase } from "../../runtime/kernel/names";
import { fieldStorage, type AnyFieldStorage } from "../../runtime/fields/server";
import { PERIOD_NAMES } from "../../runtime/fields/families/period";
import { storageOf } from "../../runtime/fields/traits";
import type { Sql } from "../../runtime/fields/storage";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { ENV, FIELD_CASES, sampleValues, type FieldCase } from "../helpers/field-examples";
import { GENERATED } from "../helpers/field-values";

const GENERATED_VALUES = 200;
const SEED = Number(process.env.FC_SEED ?? 20260330);

const STORED = FIELD_CASES.filter(({ name, examples }) => storageOf({ type: name, options: examples.options }) === "columns");

/** A type of DDL as the catalogue prints it. */
const CATALOGUE: readonly (readonly [RegExp, string])[] = [
  [/^timestamptz(\(\d\))?/, "timestamp$1 with time zone"], [/^time(\(\d\))/, "time$1 without time zone"], [/^char\(/, "character("], [/^int\b/, "integer"],
];
const printed = (type: string): string => CATALOGUE.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), type);

const tableName = (name: string): string => `field_${snakeCase(name)}`;
const table = (name: string): Sql => sql.table(tableName(name));
const columnNames = (fieldCase: FieldCase): string[] => fieldStorage(fieldCase.name).columns(fieldCase.examples.options).map(({ suffix }) => `v${suffix}`);
const columns = (fieldCase: FieldCase): Sql[] => columnNames(fieldCase).map((name) => sql.ref(name));

/** Generated values that the type accepts. */
function generated(fieldCase: FieldCase): unknown[] {
  const arbitrary = GENERATED[fieldCase.name];
  if (!arbitrary) return [];
  return fc.sample(arbitrary, { numRuns: GENERATED_VALUES, seed: SEED }).flatMap((input) => {
    const parsed = fieldCase.type.parse(input, fieldCase.examples.options);
    return parsed.ok && parsed.value !== null ? [parsed.value as unknown] : [];
  });
}

/** Operands to try: those of the filter cases, and values put in the form the operator wants. */
function operandsOf({ type, examples }: FieldCase, op: string, values: readonly unknown[]): unknown[] {
  const operator = type.operators[op]!;
  const written = examples.filters.filter((filter) => filter.op === op && !filter.options).map(({ operand }) => operand ?? null);
  const items = values.filter((value) => value !== null);
  const singles = items.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
  const some = [...singles.slice(0, 8), ...singles.slice(-12)];
  const shaped: Record<typeof operator.operand, () => unknown[]> = {
    none: () => [null],
    one: () => some,
    many: () => [[], ...some.map((item, index) => [item, some[(index + 3) % some.length]])],
    range: () => some.map((item, index) => [item, some[(index + 5) % some.length]]),
    period: () => [...PERIOD_NAMES],
    text: () => some.flatMap((item) => (typeof item === "string" ? [item.slice(0, 2), item.slice(-1), item.slice(1, 3).toUpperCase(), item] : [])),
  };
  return [...new Map([...written, null, ...shaped[operator.operand]()].map((operand) => [JSON.stringify(operand), operand])).values()].flatMap((operand) => {
    const parsed = operator.parseOperand(operand, examples.options);
    return parsed.ok ? [parsed.value] : [];
  });
}

describe.each(testDatabases())("field types on $kind", ({ open }) => {
  let test: TestDatabase;
  const values = new Map<string, readonly unknown[]>();

  beforeAll(async () => {
    test = await open();
    for (const fieldCase of STORED) {
      const { name, examples } = fieldCase;
      const storage: AnyFieldStorage = fieldStorage(name);
      const specs = storage.columns(examples.options);
      await test.database.run(sql`create table ${table(name)} (n int, ${sql.join(specs.map(({ suffix, type }) => sql`${sql.id(`v${suffix}`)} ${sql.raw(type)}`))})`);
      const all = [...sampleValues(fieldCase), ...generated(fieldCase)];
      values.set(name, all);
      const rows = all.map((value, n) => sql`(${sql.join([n, ...storage.toRow(value, examples.options)].map((item) => sql`${item}`))})`);
      await test.database.run(sql`insert into ${table(name)} values ${sql.join(rows)}`);
    }
  });
  afterAll(() => test.close());

  describe.each(STORED.map((fieldCase) => [fieldCase.name, fieldCase] as const))("%s", (name, fieldCase) => {
    const { type, examples } = fieldCase;
    const storage = fieldStorage(name);

    it("has the columns it declares", async () => {
      const found = await test.database.run<{ name: string; type: string }>(
        sql`select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = ${tableName(name)}::regclass and attnum > 1 order by attnum`,
      );
      expect(found).toEqual(storage.columns(examples.options).map(({ suffix, type: declared }) => ({ name: `v${suffix}`, type: printed(declared) })));
    });

    it("gives each value back as it was", async () => {
      const rows = await test.database.run<Record<string, unknown>>(sql`select * from ${table(name)} order by n`);
      values.get(name)!.forEach((value, n) => {
        const read = storage.fromRow(columnNames(fieldCase).map((column) => rows[n]![column]), examples.options);
        expect(type.equals(read, value), `${JSON.stringify(value)} came back as ${JSON.stringify(read)}`).toBe(true);
        expect(type.isEmpty(read)).toBe(type.isEmpty(value));
      });
    });

    it("has the same operators in SQL and answers as JavaScript does", async () => {
      expect(Object.keys(storage.operators).sort()).toEqual(Object.keys(type.operators).sort());
      for (const op of Object.keys(type.operators)) {
        for (const operand of operandsOf(fieldCase, op, values.get(name)!)) {
          const half = storage.operators[op]!;
          const condition = half.sql(columns(fieldCase), sql`${half.bind(operand, examples.options, ENV)}`, examples.options);
          const rows = await test.database.run<{ n: number }>(sql`select n from ${table(name)} where ${condition} order by n`);
          const inSql = new Set(rows.map(({ n }) => n));
          const differing = values.get(name)!.filter((value, n) => type.operators[op]!.test(value, operand as never, examples.options, ENV) !== inSql.has(n));
          expect(differing, `${op} ${JSON.stringify(operand)}: values on which JavaScript and SQL differ`).toEqual([]);
        }
      }
    });

    it("sorts by its keys", async () => {
      if (!type.sortable) return;
      const keys = storage.orderBy(columns(fieldCase));
      expect(keys.length).toBeGreaterThan(0);
      await test.database.run(sql`select n from ${table(name)} order by ${sql.join(keys)}`);
    });
  });

  it("keeps what a change of type says it keeps", async () => {
    let tried = 0;
    const broken = new Map<string, string>();
    for (const from of STORED) {
      for (const to of STORED) {
        const storage = fieldStorage(to.name);
        const verdict = storage.changeFrom({ type: from.name, options: from.examples.options, columns: columns(from) }, to.examples.options);
        if (verdict.kind === "refuse") {
          expect(verdict.reason).toMatch(/^\S.*\.$/s);
          continue;
        }
        tried++;
        const using = verdict.using ?? columns(from);
        const specs = storage.columns(to.examples.options);
        expect(using.length, `${from.name} → ${to.name}`).toBe(specs.length);
        const check = (verdict.kind === "rewrite" && verdict.check) || sql`false`;
        const cast = specs.map(({ suffix, type }, index) => sql`(${using[index]})::${sql.raw(type)} as ${sql.id(`new${suffix}`)}`);
        const rows = await test.database.run<Record<string, unknown>>(sql`select n, coalesce(${check}, false) as lost, ${sql.join(cast)} from ${table(from.name)} order by n`).catch((error: unknown) => {
          throw new Error(`${from.name} → ${to.name} raised: ${String((error as { cause?: unknown }).cause ?? error)}`);
        });
        for (const row of rows) {
          const old = values.get(from.name)![Number(row.n)];
          const value = storage.fromRow(specs.map(({ suffix }) => row[`new${suffix}`]), to.examples.options);
          const what = `${from.name} ${JSON.stringify(old)} → ${to.name} ${JSON.stringify(value)}`;
          const fault = (found: string): unknown => broken.set(`${from.name} → ${to.name}: ${found}`, what);
          if (from.type.isEmpty(old) && (!to.type.isEmpty(value) || row.lost === true)) fault("an empty value becomes something");
          if (row.lost || to.type.traits?.computed) continue;
          const isBlank = from.type.toText(old, from.examples.options).trim() === "";
          if (to.type.isEmpty(value) && !isBlank) fault("a value is lost without being counted");
          // A column that is kept as it is may hold what the new options would not take; it stays until somebody edits it.
          const parsed = to.type.parse(value, to.examples.options);
          if (verdict.kind === "rewrite" && !(parsed.ok && to.type.equals(parsed.value, value))) fault("the stored form is not the type's own");
        }
      }
    }
    expect(Object.fromEntries(broken)).toEqual({});
    expect(tried).toBeGreaterThan(80);
  });
});
