/** Line items are saved together: the number of statements does not grow with the lines, and every line keeps its rules and journal. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../runtime/db/pool";
import type { Tx } from "../../runtime/db/transaction";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { AUTHOR, entityChange, field } from "../helpers/publishing";
import { call, openTestRuntime, person, systemContext, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

type Line = Record<string, unknown> & { id: string; version: number };

describe.each(testDatabases())("line items on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  let statements = 0;

  /** The same database, counting what is asked of it inside transactions. */
  const counting = (database: Database): Database => ({
    ...database,
    transaction: (work, options) => database.transaction((tx) => {
      const counted = <A extends unknown[], R>(ask: (...given: A) => R) => (...given: A): R => {
        statements++;
        return ask(...given);
      };
      return work({ ...tx, query: counted(tx.query), run: counted(tx.run) as Tx["run"], change: counted(tx.change) });
    }, options),
  });
  const counted = async <T>(work: () => Promise<T>): Promise<{ result: T; statements: number }> => {
    const before = statements;
    const result = await work();
    return { result, statements: statements - before };
  };

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(counting(test.database), ["desk", "vault"]);
    boss = await person(test.database, ["boss"]);
    await runtime.publisher.publish({
      changes: [
        entityChange("product", [field("name", { required: true }), field("price", { type: "decimal" })]),
        entityChange("order", [field("name", { required: true }), field("rows", { type: "children", options: { entity: "orderRow", field: "order" } }), field("sum", { type: "rollup", options: { children: "rows", function: "sum", field: "amount" } })]),
        entityChange("orderRow", [
          field("name", { required: true, unique: true, audited: true }), field("order", { type: "reference", required: true, options: { entity: "order", onDelete: "cascade" } }), field("product", { type: "reference", options: { entity: "product" } }),
          field("price", { type: "decimal", fetchFrom: "product.price" }), field("quantity", { type: "integer", default: 1, invalidWhen: [{ id: "none", when: { field: "quantity", op: "lte", value: 0 }, message: "None" }] }),
          field("amount", { type: "formula", options: { result: "decimal", formula: "price * quantity", stored: true } }), field("number", { type: "autonumber", options: { format: "R-{0}" } }), field("tags", { type: "tags" }), field("extra", { type: "json" }), field("at", { type: "dateTime" }),
          field("notes", { type: "children", options: { entity: "rowNote", field: "row" } }),
        ], { parent: "order" }),
        entityChange("rowNote", [field("text", { required: true }), field("row", { type: "reference", required: true, options: { entity: "orderRow", onDelete: "cascade" } })], { parent: "row" }),
      ], author: AUTHOR,
    });
  });
  afterAll(async () => {
    await runtime?.close();
    await test?.close();
  });

  const system = () => call(runtime, systemContext());
  const rowsOf = (record: Record<string, unknown>) => record["rows"] as Line[];
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix} ${i}`);

  it("makes, changes and removes 200 lines in as many statements as two", async () => {
    const product = await runtime.records.create(system(), "product", { name: "Pump", price: 2.5 });
    const create = (prefix: string, count: number) => counted(() => runtime.records.create(system(), "order", { name: prefix, rows: names(prefix, count).map((name, i) => ({ name, product: product["id"], quantity: i + 1, tags: ["a", `t${i}`], extra: { i }, at: "2026-01-31T10:00:00.000Z" })) }));
    const [few, many] = [await create("few", 2), await create("many", 200)];
    expect(many.statements).toBe(few.statements);
    expect(many.statements).toBeLessThan(25);
    expect(many.result["sum"]).toBe((2.5 * 200 * 201) / 2);
    const lines = rowsOf(many.result);
    expect(lines).toHaveLength(200);
    expect(lines[7]).toMatchObject({ name: "many 7", price: 2.5, amount: 20, number: "R-10", tags: ["a", "t7"], extra: { i: 7 }, at: "2026-01-31T10:00:00.000Z", product: { title: "Pump" }, version: 1 });

    const change = (order: Record<string, unknown>) => counted(() => runtime.records.update(system(), "order", String(order["id"]), { rows: rowsOf(order).slice(0, -1).map((line, i) => ({ id: line.id, version: line.version, name: `${String(line["name"])}!`, ...(i % 2 ? { price: 1 } : {}) })) }));
    const [fewer, more] = [await change(few.result), await change(many.result)];
    expect(more.statements).toBe(fewer.statements);
    const changed = rowsOf(more.result);
    expect(changed).toHaveLength(199);
    expect(changed.slice(0, 2)).toMatchObject([{ name: "many 0!", price: 2.5, amount: 2.5, version: 2 }, { name: "many 1!", price: 1, amount: 2, version: 2, at: "2026-01-31T10:00:00.000Z" }]);
    const journal = await test.database.run<{ verb: string; n: number; told: number }>(sql`select j.verb, count(*)::int as n, count(*) filter (where j.changes->'name'->>'to' = case j.verb when 'create' then rtrim(r.name, '!') else r.name end)::int as told from metaloom.journal j join app.order_row r on r.id = j.record_id where j.entity = 'orderRow' and r.name like 'many%' group by j.verb order by j.verb`);
    expect(journal).toEqual([{ verb: "create", n: 200, told: 200 }, { verb: "delete", n: 1, told: 0 }, { verb: "update", n: 199, told: 199 }]);
  });

  it("tells what is wrong with each line, by its place, and saves none", async () => {
    const rows = [{ name: "good" }, { quantity: 0, name: "zero" }, { name: "lost", product: "01a20100-5fcc-7000-85f9-9f3bf8aaefa5" }, {}, { name: "x", colour: 1 }];
    await expect(runtime.records.create(system(), "order", { name: "bad", rows })).rejects.toMatchObject({
      code: "input:invalid", issues: [{ pointer: "/rows/1/quantity" }, { pointer: "/rows/2/product", code: "notFound" }, { pointer: "/rows/3/name", code: "required" }, { pointer: "/rows/4/colour", code: "unknownField" }],
    });
    await expect(runtime.records.create(system(), "order", { name: "twice", rows: [{ name: "same" }, { name: "same" }] })).rejects.toMatchObject({ code: "conflict:unique" });
    expect(await test.database.run(sql`select 1 from app."order" where name in ('bad', 'twice')`)).toEqual([]);
  });

  it("protects lines by their versions, and saves lines of lines", async () => {
    const order = await runtime.records.create(system(), "order", { name: "deep", rows: [{ name: "deep 0", notes: [{ text: "a" }, { text: "b" }] }, { name: "deep 1" }] });
    const [first, second] = rowsOf(order) as [Line, Line];
    expect(first["notes"]).toMatchObject([{ text: "a" }, { text: "b" }]);
    const update = (rows: object[]) => runtime.records.update(system(), "order", String(order["id"]), { rows });
    await expect(update([{ id: first.id, version: 7, name: "late" }, { id: second.id }])).rejects.toMatchObject({ code: "conflict:version" });
    const [kept] = first["notes"] as Line[];
    const next = rowsOf(await update([{ id: first.id, notes: [{ id: kept!.id, text: "c" }] }, { id: second.id }]));
    expect(next[0]!["notes"]).toMatchObject([{ text: "c", version: 2 }]);
    expect(next[1]).toMatchObject({ version: 1 });
  });

  it("asks the rights of each line", async () => {
    const ticket = await runtime.records.create(call(runtime, boss), "ticket", { subject: "lines", lines: [{ name: "one", amount: 1 }] });
    expect(ticket).toMatchObject({ total: 1 });
    const agent = await person(test.database, ["agent"]);
    await expect(runtime.records.update(call(runtime, agent), "ticket", String(ticket["id"]), { lines: [] })).rejects.toMatchObject({ code: "record:notFound" });
    const owner = await person(test.database, ["owns"]);
    const member = await person(test.database, ["owns", "member"]);
    const paper = await runtime.records.create(call(runtime, owner), "paper", { title: "Plan", items: names("item", 3).map((name) => ({ name })) });
    expect(paper["items"]).toHaveLength(3);
    const own = await runtime.records.create(call(runtime, member), "paper", { title: "Mine", items: [{ name: "a" }] });
    expect(own["items"]).toHaveLength(1);
  });
});
