/** Steps carried out on real databases: what the registry says is what the catalogue holds, and no value is lost on the way. */
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applySteps } from "../../runtime/db/ddl/apply";
import { measureSteps } from "../../runtime/db/ddl/measure";
import { planDdl, planPurge, type ChangeOf } from "../../runtime/db/ddl/plan";
import { readState } from "../../runtime/db/ddl/registry";
import { objectName, SYSTEM_COLUMNS, targetKey, type FieldShape, type SchemaState, type Shape, type TableShape } from "../../runtime/db/ddl/shape";
import { describeStep } from "../../runtime/db/ddl/steps";
import { newId } from "../../runtime/kernel/ids";
import { app } from "../../runtime/db/schemas";
import { testDatabases, type TestDatabase } from "../helpers/database";

const COLUMNS: Record<string, readonly { suffix: string; type: string }[]> = {
  text: [{ suffix: "", type: "text" }],
  number: [{ suffix: "", type: "integer" }],
  big: [{ suffix: "", type: "bigint" }],
  money: [{ suffix: "", type: "numeric(15,2)" }, { suffix: "_currency", type: "text" }],
  ref: [{ suffix: "", type: "uuid" }],
};

const changeOf: ChangeOf = (from, to, columns) => {
  if (from.type === to.type || (from.type === "number" && to.type === "big")) return { kind: "safe" };
  if (from.type === "ref" || to.type === "ref") return { kind: "refuse", reason: "ids are no values." };
  const first = sql.ref(columns[0]!);
  if (to.type === "text") return { kind: "safe", using: [sql`${first}::text`] };
  const isNumber = sql`${first}::text ~ '^[0-9]{1,9}([.][0-9]{1,2})?$'`;
  const number = sql`case when ${isNumber} then ${first}::text::numeric end`;
  if (to.type === "money") return { kind: "rewrite", using: [number, sql`'EUR'`], check: sql`not ${isNumber}` };
  return { kind: "rewrite", using: [sql`round(${number})`], check: sql`not ${isNumber}`, loses: "Fractions are rounded." };
};

const field = (id: string, type = "text", name = id, more: Partial<FieldShape> = {}): FieldShape => ({
  id, name, type, options: {}, columns: COLUMNS[type]!.map(({ suffix, type: pg }) => ({ name: name + suffix, suffix, type: pg })), ...more,
});
const table = (entityId: string, fields: readonly FieldShape[], more: Partial<TableShape> = {}): TableShape => ({ entityId, table: entityId, fields, links: [], indexes: [], foreignKeys: [], ...more });
const index = (entityId: string, column: string, more: object = {}) => ({ name: objectName([entityId, column], "index"), columns: [column], method: "btree" as const, unique: false, live: true, ...more });

describe.each(testDatabases())("schema steps on $kind", ({ open }) => {
  let test: TestDatabase;
  beforeAll(async () => { test = await open(); });
  afterAll(() => test.close());
  beforeEach(() => test.database.transaction(async (tx) => {
    await tx.run(sql`drop schema app cascade`);
    await tx.run(sql`create schema app`);
    await tx.run(sql`delete from metaloom.schema_registry`);
  }));

  async function migrateTo(shape: Shape) {
    const before = await readState(test.database);
    const options = { changeOf, now: new Date().toISOString() };
    const plan = planDdl(before, shape, options);
    if (plan.problems.length > 0) return { problems: plan.problems, views: [] };
    const measured = await measureSteps(test.database, plan.steps, before, plan.after, options);
    if (measured.problems.length > 0) return { problems: measured.problems, views: [] };
    await test.database.transaction((tx) => applySteps(tx, measured.steps, measured.after));
    return { problems: [], views: measured.steps.map(describeStep) };
  }
  const insert = (name: string, values: Record<string, unknown>) => {
    const keys = Object.keys(values);
    return test.database.run(sql`insert into ${app(name)} (id, ${sql.join(keys.map((k) => sql.id(k)))}) values (${newId()}, ${sql.join(Object.values(values))})`);
  };
  const select = (name: string, column: string) => test.database.query({ sql: `select "${column}" from app."${name}" order by created_at, id`, parameters: [] }).then((rows) => rows.flat());

  async function catalogue() {
    const rows = await test.database.run<{ t: string; c: string; ty: string }>(sql`
      select c.relname as t, a.attname as c, format_type(a.atttypid, a.atttypmod) as ty from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped where n.nspname = 'app' and c.relkind = 'r'`);
    return rows.map((row) => `${row.t}.${row.c} ${row.ty}`).filter((line) => !SYSTEM_COLUMNS.some((column) => line.includes(`.${column.name} `))).sort();
  }
  const expected = (state: SchemaState) => state.flatMap((t) => [
    ...t.fields.flatMap((f) => f.columns.map((c) => `${t.table}.${c.name} ${c.type}`)),
    ...t.links.flatMap((l) => [`${l.table}.source_id uuid`, `${l.table}.target_id uuid`, `${l.table}.position integer`]),
  ]).sort();
  const indexNames = async () => (await test.database.run<{ n: string }>(sql`select indexname as n from pg_indexes where schemaname = 'app'`)).map((row) => row.n);

  it("makes a table with the columns every record has, typed fields, links, indexes and foreign keys", async () => {
    const target = { schema: "app", entityId: "account" } as const;
    const { problems } = await migrateTo([
      table("deal", [field("name"), field("amount", "money"), field("account", "ref", "account_id")], {
        links: [{ fieldId: "tags", table: "deal_tags", target }], indexes: [index("deal", "name"), index("deal", "account_id", { live: false })],
        foreignKeys: [{ name: objectName(["deal", targetKey(target)], "fk"), column: "account_id", target }],
      }),
      table("account", []),
    ]);
    expect(problems).toEqual([]);
    expect(await catalogue()).toEqual(expected(await readState(test.database)));
    await expect(insert("deal", { account_id: newId() })).rejects.toMatchObject({ code: "23503" });
  });

  it("gives rows that exist the default of a new obligatory field, plain or list, without keeping a default in the database", async () => {
    await migrateTo([table("deal", [field("name")])]);
    await insert("deal", { name: "old" });
    const { views } = await migrateTo([table("deal", [field("name"), field("stage", "text", "stage", { fill: ["it's new"] }), field("price", "money", "price", { fill: ["12.50", "EUR"] })])]);
    expect(views.map((view) => view.text)).toEqual([
      "adds column stage to table deal, 1 row that exists gets the default", "adds column price, price_currency to table deal, 1 row that exists gets the default",
    ]);
    await insert("deal", { name: "new" });
    expect(await select("deal", "stage")).toEqual(["it's new", null]);
    expect(await select("deal", "price")).toEqual(["12.50", null]);
  });

  it("hides a dropped field, frees its name and brings the values back with it", async () => {
    await migrateTo([table("deal", [field("name"), field("a", "text", "note")], { indexes: [index("deal", "note")] })]);
    await insert("deal", { name: "x", note: "keep me" });
    const dropped = await migrateTo([table("deal", [field("name"), field("b", "number", "note")])]);
    expect(dropped.views.filter((view) => view.destructive).map((view) => view.text)).toEqual(["takes field note of table deal out of use; 1 value is kept and can be brought back"]);
    expect(await select("deal", "note")).toEqual([null]);
    await migrateTo([table("deal", [field("name"), field("a", "text", "note"), field("b", "number", "count")])]);
    expect(await select("deal", "note")).toEqual(["keep me"]);
  });

  it("does not call a field without values destructive", async () => {
    await migrateTo([table("deal", [field("name"), field("note")])]);
    await insert("deal", { name: "x" });
    expect((await migrateTo([table("deal", [field("name")])])).views).toEqual([expect.objectContaining({ do: "hideField", destructive: false, values: 0, rows: 1 })]);
  });

  it("widens a type in place, converts with a count of what does not fit, and refuses what cannot be kept", async () => {
    await migrateTo([table("deal", [field("n", "number"), field("t", "text")])]);
    await insert("deal", { n: 7, t: "12" });
    await insert("deal", { n: 8, t: "many" });
    const { views } = await migrateTo([table("deal", [field("n", "big"), field("t", "money")])]);
    expect(views.map((view) => [view.text, view.destructive, view.values])).toEqual([
      ["changes column n of table deal from integer to bigint", false, undefined],
      ["converts field t of table deal from text to money; 1 value does not come through unharmed, the old values are set aside", true, 1],
    ]);
    expect(await select("deal", "t")).toEqual(["12.00", null]);
    expect(await select("deal", "_hidden_t_1")).toEqual(["12", "many"]);
    expect((await migrateTo([table("deal", [field("n", "ref"), field("t", "money")])])).problems.map((problem) => problem.message)).toEqual([
      "Field n of table deal cannot become ref: ids are no values.",
    ]);
  });

  it("renames a table and swaps two columns with every value in place", async () => {
    await migrateTo([table("deal", [field("a", "text", "one"), field("b", "text", "two")], { indexes: [index("deal", "one")] })]);
    await insert("deal", { one: "1", two: "2" });
    await migrateTo([table("deal", [field("a", "text", "two"), field("b", "text", "one")], { table: "offer", indexes: [{ ...index("deal", "one"), columns: ["two"] }] })]);
    expect([await select("offer", "one"), await select("offer", "two")]).toEqual([["2"], ["1"]]);
  });

  it("keeps a dropped entity with its records and links, and a new one may take its name", async () => {
    const links = [{ fieldId: "l", table: "deal_l", target: { schema: "metaloom", table: "users" } as const }];
    await migrateTo([table("deal", [field("name")], { links })]);
    await insert("deal", { name: "kept" });
    const { views } = await migrateTo([table("other", [field("name")], { table: "deal" })]);
    expect(views.find((view) => view.do === "hideTable")).toMatchObject({ text: "takes table deal out of use; 1 record is kept and can be brought back", destructive: true });
    expect(await select("deal", "name")).toEqual([]);
    await migrateTo([table("deal", [field("name")], { links })]);
    expect(await select("deal", "name")).toEqual(["kept"]);
  });

  it("leaves alone what it did not make, and says so", async () => {
    await test.database.run(sql`create table app.deal (id int)`);
    expect((await migrateTo([table("deal", [])])).problems.map((problem) => problem.message)).toEqual(["There is already a table app.deal that Metaloom did not make."]);
    await test.database.run(sql`drop table app.deal`);
    await migrateTo([table("deal", [])]);
    await test.database.run(sql`alter table app.deal add column note int`);
    expect((await migrateTo([table("deal", [field("note")])])).problems.map((problem) => problem.code)).toEqual(["foreignColumn"]);
    expect((await migrateTo([table("deal", [field("memo")])])).problems).toEqual([]);
    expect(await select("deal", "note")).toEqual([]);
  });

  it("refuses a unique rule that the records break, with the count", async () => {
    await migrateTo([table("deal", [field("code")])]);
    for (const code of ["a", "a", "b"]) await insert("deal", { code });
    const { problems } = await migrateTo([table("deal", [field("code")], { indexes: [index("deal", "code", { unique: true })] })]);
    expect(problems.map((problem) => problem.message)).toEqual(["1 value occurs more than once in code of table deal, so they cannot be unique."]);
  });

  it("purges on request only, the column or the whole table", async () => {
    await migrateTo([table("deal", [field("name"), field("note")]), table("gone", [])]);
    await insert("deal", { note: "x" });
    await migrateTo([table("deal", [field("name")])]);
    const before = await readState(test.database);
    const steps = [...planPurge(before, "deal", "note"), ...planPurge(before, "gone")];
    const measured = await measureSteps(test.database, steps, before, before, { changeOf, now: "" });
    expect(measured.steps.map((step) => describeStep(step).text)).toEqual(["removes hidden field note of table deal for ever, with 1 value", "removes hidden table _hidden_gone_1 for ever"]);
  });

  it("holds in the catalogue exactly what the registry says, over random chains of models, and keeps every value", async () => {
    const fieldArb = fc.record({ id: fc.constantFrom("a", "b", "c"), name: fc.constantFrom("one", "two", "three", "one_currency"), type: fc.constantFrom("text", "number", "big", "money") });
    const shapeArb: fc.Arbitrary<Shape> = fc.uniqueArray(fc.record({
      id: fc.constantFrom("x", "y"), table: fc.constantFrom("p", "q", "p_l"), fields: fc.uniqueArray(fieldArb, { selector: (f) => f.id, maxLength: 3 }), link: fc.boolean(), indexed: fc.boolean(),
    }), { selector: (e) => e.id, maxLength: 2 }).map((entities) => entities.map((e) => table(e.id, e.fields.map((f) => field(f.id, f.type, f.name)), {
      table: e.table, links: e.link ? [{ fieldId: "l", table: `${e.table}_l`, target: { schema: "app", entityId: e.id } }] : [],
      indexes: e.indexed && e.fields[0] ? [{ ...index(e.id, e.fields[0].id), columns: [e.fields[0].name] }] : [],
    }))).filter((shape) => planDdl([], shape, { changeOf, now: "" }).problems.length === 0);

    await fc.assert(fc.asyncProperty(fc.array(shapeArb, { minLength: 2, maxLength: 4 }), async (shapes) => {
      await test.database.run(sql`drop schema app cascade`);
      await test.database.run(sql`create schema app`);
      await test.database.run(sql`delete from metaloom.schema_registry`);
      let inserted = 0;
      for (const shape of shapes) {
        if ((await migrateTo(shape)).problems.length > 0) continue;
        expect(await count("no number")).toBe(inserted);
        const state = await readState(test.database);
        expect(await catalogue()).toEqual(expected(state));
        const indexes = await indexNames();
        for (const t of state) for (const i of t.indexes) expect(indexes).toContain(i.name);
        const texts = state.filter((t) => t.hiddenAt === undefined).flatMap((t) => t.fields.filter((f) => f.type === "text" && f.hiddenAt === undefined).map((f) => [t.table, f.columns[0]!.name] as const));
        for (const [name, column] of texts) await insert(name, { [column]: "no number" });
        inserted += texts.length;
        expect(planDdl(state, shape, { changeOf, now: "" }).steps).toEqual([]);
      }
      await migrateTo([]);
      expect(await count("no number")).toBe(inserted);
    }), { numRuns: 40 });
  });

  /** How often a text stands anywhere in schema app, hidden columns included. */
  async function count(text: string): Promise<number> {
    let sum = 0;
    for (const t of await readState(test.database)) {
      const [row] = await test.database.run<{ n: number }>(sql`select coalesce(sum((select count(*) from jsonb_each_text(to_jsonb(r)) v where v.value = ${text})), 0)::int as n from ${app(t.table)} r`);
      sum += row!.n;
    }
    return sum;
  }
});
