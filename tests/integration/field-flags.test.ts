/** What each flag of a field does to records. The pack "flags" has one field for each. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyRecord } from "../../runtime/entities/bulk";
import { readHistory } from "../../runtime/entities/history";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

type Values = Record<string, unknown>;

describe.each(testDatabases())("flags of fields on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let keeper: Person;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["flags"]);
    keeper = await person(test.database, ["keeper"]);
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const create = (values: Values) => runtime.records.create(call(runtime, keeper), "sample", { name: "Sample", ...values });
  const update = (record: Values, values: Values) => runtime.records.update(call(runtime, keeper), "sample", String(record["id"]), values);
  const refusedFor = (pointer: string, code: string) => expect.objectContaining({ code: "input:invalid", issues: [expect.objectContaining({ pointer, code })] });

  it("required: a record cannot be saved without it", async () => {
    await expect(create({ name: null })).rejects.toEqual(refusedFor("/name", "required"));
    await expect(update(await create({}), { name: "" })).rejects.toEqual(refusedFor("/name", "required"));
  });

  it("readOnly: nobody writes it through the API", async () => {
    await expect(create({ locked: "x" })).rejects.toEqual(refusedFor("/locked", "readOnly"));
    await expect(update(await create({}), { locked: "x" })).rejects.toEqual(refusedFor("/locked", "readOnly"));
  });

  it("unique: two living records cannot have one value, a copy begins without it", async () => {
    const first = await create({ code: "AB-0001" });
    await expect(create({ code: "AB-0001" })).rejects.toMatchObject({ code: "conflict:unique", issues: [{ pointer: "/code" }] });
    expect(await copyRecord(runtime.records, call(runtime, keeper), "sample", String(first["id"]), {})).toMatchObject({ code: null });
    await runtime.records.remove(call(runtime, keeper), "sample", String(first["id"]));
    expect(await create({ code: "AB-0001" })).toMatchObject({ code: "AB-0001" });
  });

  it("index: its column has an index, others have none", async () => {
    const columns = await test.database.run<{ column: string }>(sql`select a.attname as column from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = 'app.sample'::regclass`);
    const names = columns.map(({ column }) => column);
    expect(names).toContain("rank");
    expect(names).not.toContain("untraced");
  });

  it("searchable: text search looks into it, and into no other", async () => {
    await create({ found: "needle one", lost: "haystack two" });
    const hits = async (q: string) => (await runtime.queries.list(call(runtime, keeper), "sample", { q })).items.length;
    expect([await hits("needle one"), await hits("haystack two")]).toEqual([1, 0]);
  });

  it("audited: history keeps its value before and after, of others only that there was a change", async () => {
    const record = await create({ traced: "a", untraced: "a" });
    await update(record, { traced: "b", untraced: "b" });
    const { items } = await readHistory({ ...call(runtime, keeper), queries: runtime.queries }, "sample", String(record["id"]));
    expect(items[0]!.changes).toEqual({ traced: { from: "a", to: "b" } });
  });

  it("noCopy: a copy begins without it", async () => {
    const record = await create({ own: "mine", lost: "kept" });
    expect(await copyRecord(runtime.records, call(runtime, keeper), "sample", String(record["id"]), {})).toMatchObject({ own: null, lost: "kept" });
  });

  it("setOnce: can be given later, but not changed", async () => {
    const record = await update(await create({}), { once: "first" });
    await expect(update(record, { once: "second" })).rejects.toEqual(refusedFor("/once", "setOnce"));
  });

  it("mask: a text of another shape is refused; a number without separators is compared without them", async () => {
    await expect(create({ code: "ab-1234" })).rejects.toEqual(refusedFor("/code", "mask"));
    await expect(update(await create({ code: "XY-1234" }), { code: "XY1234" })).rejects.toEqual(refusedFor("/code", "mask"));
    await expect(create({ phone: "+380441234567" })).rejects.toEqual(refusedFor("/phone", "mask"));
    expect(await create({ phone: "+7 (912) 345-67-89" })).toMatchObject({ phone: "+79123456789" });
  });

  it("default: a literal, a formula and the caller fill a new record where nothing is given", async () => {
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: keeper.ctx.timeZone }).format(keeper.ctx.now);
    expect(await create({})).toMatchObject({ contact: "nobody", closed: false, day: today, helper: { id: keeper.id } });
    expect(await create({ contact: "Ann", day: "2020-01-01" })).toMatchObject({ contact: "Ann", day: "2020-01-01" });
  });

  it("requiredWhen and visibleWhen: obligatory while the one is true, unless the other hides it", async () => {
    await expect(create({ closed: true })).rejects.toEqual(refusedFor("/reason", "required"));
    expect(await create({ closed: true, rank: 99 })).toMatchObject({ reason: null });
    expect(await create({ closed: true, reason: "done" })).toMatchObject({ reason: "done" });
  });

  it("readOnlyWhen: cannot be changed while it is true", async () => {
    const record = await create({ remark: "a" });
    expect(await update(record, { remark: "b" })).toMatchObject({ remark: "b" });
    await update(record, { closed: true, reason: "done" });
    await expect(update(record, { remark: "c" })).rejects.toEqual(refusedFor("/remark", "readOnly"));
  });

  it("invalidWhen: saving is refused under the rule's id with its message", async () => {
    await expect(create({ price: 5 })).rejects.toMatchObject({ issues: [{ pointer: "/price", code: "low", message: "The price is too low" }] });
    expect(await create({ price: 10 })).toMatchObject({ price: 10 });
  });

  it("fetchFrom: an empty field is filled through the reference, a full one is left", async () => {
    const firm = await runtime.records.create(call(runtime, keeper), "firm", { name: "Firm", city: "Lviv" });
    expect(await create({ firm: firm["id"] })).toMatchObject({ city: "Lviv" });
    expect(await create({ firm: firm["id"], city: "Odesa" })).toMatchObject({ city: "Odesa" });
    expect(await update(await create({}), { firm: firm["id"] })).toMatchObject({ city: "Lviv" });
  });
});
