/** What each flag of a field does to records. The pack "flags" has one field for each. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runAction } from "../../runtime/actions/run";
import { copyRecord } from "../../runtime/entities/bulk";
import { findDuplicates } from "../../runtime/entities/duplicates";
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

  const bundle = (values: Values = {}) => runtime.records.create(call(runtime, keeper), "bundle", { name: "Bundle", parts: [{ name: "one", price: 5 }], ...values });
  const firm = (name: string) => runtime.records.create(call(runtime, keeper), "firm", { name });

  it("children: lines that are required, too few or too many are refused; lines that are not sent stay", async () => {
    await expect(runtime.records.create(call(runtime, keeper), "bundle", { name: "None" })).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/parts", code: "tooFew" })]) });
    await expect(bundle({ parts: [] })).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/parts", code: "tooFew" })]) });
    await expect(bundle({ parts: [{ name: "a" }, { name: "b" }, { name: "c" }] })).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/parts", code: "tooMany" })]) });
    const made = await bundle({ name: "Kept" });
    await runtime.records.update(call(runtime, keeper), "bundle", String(made["id"]), { colour: "red" });
    expect(await runtime.records.get(call(runtime, keeper), "bundle", String(made["id"]))).toMatchObject({ colour: "red", parts: [{ name: "one", price: 5 }] });
  });

  it("autonumber: counts from its start in its format", async () => {
    const numbers = await test.database.run<{ number: string }>(sql`select number from app.bundle order by number`);
    expect(numbers[0]!.number).toBe("B-007");
    expect((await bundle({ name: "Next" }))["number"]).toMatch(/^B-0(0[89]|1\d)$/);
  });

  it("rollup: sums its field over the lines that fulfil its condition", async () => {
    expect(await bundle({ name: "Sum", parts: [{ name: "a", price: 30 }, { name: "b", price: 300 }] })).toMatchObject({ sum: 30 });
  });

  it("onDelete: the reference is emptied, goes along, or holds the target", async () => {
    const [cleared, falls, holds] = [await firm("Cleared"), await firm("Falls"), await firm("Holds")];
    const [first, second] = [await bundle({ name: "First", cleared: cleared["id"], holds: holds["id"] }), await bundle({ name: "Second", falls: falls["id"] })];
    const remove = (record: Values) => runtime.records.remove(call(runtime, keeper), "firm", String(record["id"]));
    await remove(cleared);
    await remove(falls);
    const there = async (record: Values) => (await runtime.queries.read({ ...call(runtime, keeper) }, "bundle", [String(record["id"])], { trusted: false, trash: "without", lock: false, questions: [] }))[0]?.record;
    expect(await there(first)).toMatchObject({ cleared: null, holds: { title: "Holds" } });
    expect(await there(second)).toBeUndefined();
    await expect(remove(holds)).rejects.toMatchObject({ code: "conflict:inUse" });
  });

  it("anyReference: takes records of the entities it names", async () => {
    const target = await firm("Target");
    expect(await bundle({ name: "About", about: { entity: "firm", id: target["id"] } })).toMatchObject({ about: { entity: "firm", title: "Target" } });
    await expect(bundle({ name: "Wrong", about: { entity: "sample", id: target["id"] } })).rejects.toMatchObject({ code: "input:invalid" });
  });

  it("groups of fields: unique together, indexed together, and telling likely duplicates", async () => {
    await bundle({ name: "Twin", colour: "blue", remark: "r" });
    await expect(bundle({ name: "Twin", colour: "blue" })).rejects.toMatchObject({ code: "conflict:unique", issues: [{ pointer: "/name" }, { pointer: "/colour" }] });
    expect(await bundle({ name: "Twin", colour: "green" })).toMatchObject({ colour: "green" });
    expect(await findDuplicates(runtime.queries, call(runtime, keeper), "bundle", { colour: "blue", remark: "r" })).toMatchObject([{ title: "Twin", rule: "twins" }]);
    const indexes = (await test.database.run<{ text: string }>(sql`select indexdef as text from pg_indexes where schemaname = 'app' and tablename = 'bundle'`)).map(({ text }) => text);
    expect(indexes.some((text) => text.includes("(colour, name)"))).toBe(true);
    expect(indexes.some((text) => /gin.*remark.*trgm/.test(text))).toBe(true);
  });

  it("a step of an action is left out where its condition does not hold, and rules may write what is read-only", async () => {
    const mark = async (values: Values) => (await runAction(runtime.records, call(runtime, keeper), "sample", String((await create(values))["id"]), "mark", {})).record;
    expect(await mark({})).toMatchObject({ lost: null, locked: "marked" });
    expect(await mark({ closed: true, reason: "done" })).toMatchObject({ lost: "was closed", locked: "marked" });
  });

  it("defaultSort: the order of lists that give none", async () => {
    const { items } = await runtime.queries.list(call(runtime, keeper), "bundle", { fields: ["name"], limit: 200 });
    const names = items.map((item) => String(item["name"]));
    const sorted = await runtime.queries.list(call(runtime, keeper), "bundle", { fields: ["name"], limit: 200, sort: [{ field: "name", direction: "asc" }] });
    expect(names).toEqual(sorted.items.map((item) => String(item["name"])));
    expect(new Set(names).size).toBeGreaterThan(3);
  });
});
