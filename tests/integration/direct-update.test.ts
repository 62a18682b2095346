/**
 * A save by one statement must be the same as the long way in everything one can see: answer, refusal, stored row, journal.
 * Inside a transaction records always go the long way, so each case is done once alone and once inside one.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { updateDirectly } from "../../runtime/entities/direct-update";
import { isAppError } from "../../runtime/kernel";
import { testDatabases } from "../helpers/database";
import { call, openTestRuntime, person, team, type Person } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";
import type { Runtime } from "../../runtime/server";

type Body = Record<string, unknown>;

const CHANGES: readonly Body[] = [
  { subject: "other" }, { subject: "first" }, { subject: null }, { subject: "" }, { subject: "x".repeat(41) }, { subject: 5 },
  { state: "done" }, { state: "new" }, { state: null }, { state: "lost" }, { count: 3 }, { count: 1, urgent: true }, { count: null, urgent: null }, { urgent: false, state: "done", subject: "both" },
  { amount: 2.5 }, { amount: null }, { price: 1 }, { at: "2026-01-31T10:00:00+02:00" }, { body: "long\ntext" }, { body: "" }, { number: "N-9" }, { key: "taken" }, { key: "free" }, { colour: "red" }, { colour: "red", subject: "painted" },
  { shelf: null }, {}, { version: 1, count: 8 }, { version: 7, count: 8 }, { version: "1", count: 8 }, { version: 2 ** 40, count: 8 }, { nothing: 1 }, { id: "x" }, { createdAt: "2020-01-01T00:00:00Z" }, { owner: null, count: 2 }, { constructor: 1 }, { count: undefined, subject: "kept" },
];

describe.each(testDatabases())("a change by one statement on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let people: Record<string, Person>;
  let shelf: Body;
  let secret: Body;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["plain"]);
    const red = await team(test.database, "Red");
    const [owner, mate, stranger] = [await person(test.database, ["writer"], { team: red }), await person(test.database, ["writer"], { team: red }), await person(test.database, ["writer"])];
    people = { owner, mate, stranger, painter: await person(test.database, ["painter"]), both: await person(test.database, ["painter", "writer"], { team: red }), master: await person(test.database, ["master"]), nobody: await person(test.database, []) };
    shelf = await runtime.records.create(call(runtime, people["master"]!), "shelf", { name: "Top" });
    secret = await runtime.records.create(call(runtime, people["master"]!), "shelf", { name: "Secret" });
    await runtime.records.create(call(runtime, owner), "note", { subject: "holder", key: "taken" });
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  let notes = 0;
  const newNote = async (state: string): Promise<string> => String((await runtime.records.create(call(runtime, people["owner"]!), "note", { subject: "first", state, count: 1, amount: 1.5, body: "text", number: `N-${notes}`, key: `K-${notes++}`, shelf: shelf["id"] }))["id"]);

  /** All that can be seen of a change; ids and moments taken out. */
  async function trace(work: Promise<unknown>, id: string): Promise<unknown> {
    const outcome = await work.then((record) => ({ record }), (error: unknown) => ({ error: isAppError(error) ? { code: error.code, message: error.message, remedy: error.remedy, issues: error.issues } : error }));
    const rows = await test.database.run(sql`select to_jsonb(n) - 'id' - 'number' - 'updated_at' - 'created_at' - 'key' || jsonb_build_object('key', n.key = 'free') as row from app.note n where id = ${id}::uuid`);
    const journal = await test.database.run(sql`select version, verb, actor_kind, actor_id, channel, changes from metaloom.journal where record_id = ${id}::uuid order by seq`);
    const text = JSON.stringify({ outcome, rows, journal });
    return JSON.parse(text.replaceAll(id, "id").replace(/"(updatedAt|createdAt)":"[^"]*"/g, '"$1":"t"').replace(/"[NK]-\d+"/g, '"n"')) as unknown;
  }

  it.each(["new", "done"])("leaves what the long way leaves, on a record that is %s", async (state) => {
    for (const [name, who] of Object.entries(people)) for (const body of CHANGES) {
      const [alone, inside] = [await newNote(state), await newNote(state)];
      const quick = await trace(runtime.records.update(call(runtime, who), "note", alone, body), alone);
      await test.database.run(sql`update app.note set key = null where key = 'free'`);
      const long = await trace(runtime.db.transaction((tx) => runtime.records.update({ ...call(runtime, who), tx }, "note", inside, body)), inside);
      await test.database.run(sql`update app.note set key = null where key = 'free'`);
      expect(quick, `${name} ${JSON.stringify(body)}`).toEqual(long);
    }
  });

  it("is the way plain changes go", async () => {
    const save = { ...call(runtime, people["owner"]!), queries: runtime.queries };
    expect(await updateDirectly(save, "note", await newNote("new"), { count: 9, state: "done", version: 1 })).toMatchObject({ count: 9, version: 2, shelf: { title: "Top" } });
    expect(await updateDirectly(save, "note", await newNote("new"), { shelf: null })).toBeUndefined();
  });

  it("refuses as the long way does when an obligatory value is missing in what is stored", async () => {
    const id = await newNote("new");
    await test.database.run(sql`update app.note set subject = null where id = ${id}::uuid`);
    await expect(runtime.records.update(call(runtime, people["owner"]!), "note", id, { count: 5 })).rejects.toMatchObject({ issues: [{ pointer: "/subject", code: "required" }] });
    expect(await runtime.records.update(call(runtime, people["owner"]!), "note", id, { count: 5, subject: "back" })).toMatchObject({ subject: "back", count: 5 });
  });

  it("loses none of many changes of one record at once, and journals each with what it replaced", async () => {
    const id = await newNote("new");
    await Promise.all(Array.from({ length: 6 }, (_, i) => runtime.records.update(call(runtime, people["owner"]!), "note", id, { count: 100 + i })));
    const journal = await test.database.run<{ version: number; changes: { count?: { from: number; to: number } } | null }>(sql`select version, changes from metaloom.journal where record_id = ${id}::uuid order by version`);
    expect(journal.map((row) => row.version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const steps = journal.slice(1).map((row) => row.changes!.count!);
    steps.forEach((step, i) => expect(step.from).toBe(i === 0 ? 1 : steps[i - 1]!.to));
  });

  it("does not change what lies in the trash", async () => {
    const id = await newNote("new");
    await test.database.run(sql`update app.note set deleted_at = now() where id = ${id}::uuid`);
    await expect(runtime.records.update(call(runtime, people["owner"]!), "note", id, { count: 5 })).rejects.toMatchObject({ code: "record:notFound" });
  });

  it("creates nothing that points at a record its writer may not see, and names all findings", async () => {
    const create = (body: Body) => runtime.records.create(call(runtime, people["owner"]!), "note", body);
    await expect(create({ subject: "s", shelf: secret["id"] })).rejects.toMatchObject({ issues: [{ pointer: "/shelf", code: "notFound" }] });
    await expect(create({ shelf: secret["id"] })).rejects.toMatchObject({ issues: expect.arrayContaining([expect.objectContaining({ pointer: "/shelf" }), expect.objectContaining({ pointer: "/subject" })]) });
    await expect(create({ subject: "s", shelf: people["owner"]!.id })).rejects.toMatchObject({ issues: [{ pointer: "/shelf", code: "notFound" }] });
    expect(await create({ subject: "s", shelf: shelf["id"] })).toMatchObject({ shelf: { id: shelf["id"], title: "Top" }, owner: { id: people["owner"]!.id } });
    const [{ n }] = await test.database.run<{ n: number }>(sql`select count(*)::int as n from app.note where shelf_id = ${secret["id"] as string}::uuid`) as [{ n: number }];
    expect(n).toBe(0);
  });
});
