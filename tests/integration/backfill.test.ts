/** Rows that exist when a field comes get what a new record would have got: computed defaults and numbers. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { AUTHOR, entityChange, field } from "../helpers/publishing";
import { call, openTestRuntime, systemContext } from "../helpers/runtime";
import type { TestDatabase } from "../helpers/test-databases";

describe.each(testDatabases())("backfill on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, []);
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  const publish = (...more: ReturnType<typeof field>[]) => runtime.publisher.publish({ changes: [entityChange("plant", [name, kind, boss, ...more])], author: AUTHOR, confirmDestructive: true });
  const create = (body: object) => runtime.records.create(call(runtime, systemContext()), "plant", body);
  const rows = async (column: string) => (await test.database.query({ sql: `select name, ${column} from app.plant order by created_at, id`, parameters: [] })) as unknown[][];
  const name = field("name", { required: true });
  const kind = field("kind");
  const boss = field("boss", { type: "reference", options: { entity: "plant", onDelete: "clear" } });

  it("computes the default of a new obligatory field from each record, also through references", async () => {
    await publish();
    const root = await create({ name: "Root", kind: "tree" });
    await create({ name: "Leaf", kind: "leaf", boss: root["id"] });
    const gone = await create({ name: "Gone" });
    await runtime.records.remove(call(runtime, systemContext()), "plant", String(gone["id"]));
    await publish(field("code", { required: true, default: { formula: 'name + "/" + (if boss.kind = null then "-" else boss.kind)' } }), field("since", { type: "date", required: true, default: { formula: "today()" } }), field("note", { default: { formula: "name" } }));
    expect(await rows("code")).toEqual([["Root", "Root/-"], ["Leaf", "Leaf/tree"], ["Gone", "Gone/-"]]);
    expect((await test.database.run(sql`select 1 from app.plant where since = current_date`)).length).toBe(3);
    expect(await rows("note")).toEqual([["Root", null], ["Leaf", null], ["Gone", null]]); // not obligatory
    expect((await test.database.run(sql`select 1 from app.plant where version > 1`)).length).toBe(1); // the one in the trash
  });

  it("numbers the rows that exist in the order they were made, each year apart, and goes on from there", async () => {
    await test.database.run(sql`update app.plant set created_at = '2024-03-01' where name = 'Root'`);
    await test.database.run(sql`update app.plant set created_at = '2024-02-01' where name = 'Leaf'`);
    await publish(field("no", { type: "autonumber", options: { format: "P-{YYYY}-{000}" } }));
    const year = new Date().getUTCFullYear();
    expect(await rows("no")).toEqual([["Leaf", "P-2024-001"], ["Root", "P-2024-002"], ["Gone", `P-${year}-001`]]);
    expect(await create({ name: "New" })).toMatchObject({ no: `P-${year}-002` });
  });
});
