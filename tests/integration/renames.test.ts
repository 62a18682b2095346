/** An entity and its fields under other names: documents, tables, references to any entity, and processes under way. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ctx, Principal } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import type { Runtime } from "../../runtime/server";
import { addPerson, staffOf } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entity, field } from "../helpers/publishing";
import { openTestRuntime } from "../helpers/runtime";

describe.each(testDatabases())("another name on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let principal: Principal;
  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, []);
    principal = await staffOf(runtime.auth, await addPerson(runtime.auth, ["administrator"]));
  });
  afterAll(async () => {
    await runtime.close();
    await test.close();
  });

  const call = () => {
    const ctx: Ctx = { principal, channel: "api", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() };
    return { model: runtime.live.current(), ctx, db: runtime.db };
  };
  const raise = {
    id: "raise", name: "raise", label: "Raise", entity: "offer", starts: [{ id: "hand", kind: "hand", label: "Raise" }],
    nodes: [
      { id: "start", type: "startEvent" }, { id: "ask", type: "userTask", label: "Ask", options: { responsible: [{ kind: "role", value: "administrator" }] } },
      { id: "write", type: "serviceTask", label: "Write", options: { service: "updateRecord", settings: { set: { price: { formula: "record.price + 5" } } } } },
      { id: "make", type: "serviceTask", label: "Make", options: { service: "createRecord", settings: { entity: "offer", set: { name: { formula: "record.name" }, price: { value: 1 } } } } },
      { id: "end", type: "endEvent" },
    ],
    flows: [["start", "ask"], ["ask", "write"], ["write", "make"], ["make", "end"]].map(([from, to], index) => ({ id: `f${index}`, from, to })),
  };
  const publish = (changes: Parameters<Runtime["publisher"]["publish"]>[0]["changes"]) => runtime.publisher.publish({ changes, author: AUTHOR, confirmDestructive: true });

  it("goes through documents, tables, references and addresses, and processes under way know both", async () => {
    await publish([
      { kind: "pack", name: "sales", document: { id: "sales", name: "sales", version: "1.0.0", label: "Sales", language: "en" } },
      { kind: "entity", name: "offer", pack: "sales", document: entity("offer", [field("name"), field("price", { type: "integer" })]) },
      { kind: "list", name: "offer.main", pack: "sales", document: { id: "offer.list", name: "main", entity: "offer", label: "Offers", columns: [{ id: "c", field: "price" }] } },
      { kind: "entity", name: "remark", document: entity("remark", [field("name"), field("about", { type: "anyReference", options: { entities: ["offer"] } }), field("offer", { type: "reference", options: { entity: "offer" } })]) },
      { kind: "role", name: "seller", document: { id: "seller", name: "seller", label: "Seller", entities: { offer: { read: "all", fields: { price: "read" } } } } },
      { kind: "process", name: "raise", document: raise },
    ]);
    const { id } = await runtime.records.create(call(), "offer", { name: "A", price: 10 }) as { id: string };
    await runtime.records.create(call(), "remark", { name: "r", about: { entity: "offer", id }, offer: id });
    await runtime.processes.start(call(), "raise", { record: id });

    const usages = await runtime.publisher.rename({ entity: "offer", to: "zzUsage" }, []);
    expect(usages.mentions.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(expect.arrayContaining(["entity remark", "process raise", "role seller"]));

    const renamedField = await runtime.publisher.rename({ entity: "offer", field: "price", to: "sum" }, []);
    expect(renamedField.problems).toEqual([]);
    expect(renamedField.changes.find(({ kind }) => kind === "process")?.document).toMatchObject({ nodes: [{}, {}, { options: { settings: { set: { sum: { formula: "record.sum + 5" } } } } }, { options: { settings: { set: { sum: { value: 1 } } } } }, {}] });
    await publish(renamedField.changes);
    const renamed = await runtime.publisher.rename({ entity: "offer", to: "proposal" }, []);
    expect(renamed.problems).toEqual([]);
    const published = await publish(renamed.changes);
    expect(published.steps.map(({ text }) => text)).toEqual(["renames table offer to proposal"]);

    const model = runtime.live.current();
    expect([model.entities.has("offer"), model.entities.get("proposal")?.formerNames, model.lists.get("proposal")?.map(({ name }) => name)]).toEqual([false, ["offer"], ["main"]]);
    expect(Object.keys(model.roles.get("seller")!.entities)).toEqual(["proposal"]);
    expect((await runtime.queries.list(call(), "remark", { fields: ["about", "offer"] })).items).toMatchObject([{ about: { entity: "proposal", id }, offer: { id, title: "A" } }]);
    await expect(runtime.queries.list(call(), "offer", {})).rejects.toMatchObject({ code: "entity:notFound", remedy: 'It is called "proposal" now.' });

    const [task] = await test.database.run<{ id: string }>(sql`select id from metaloom.process_tasks where status = 'open'`);
    await runtime.processes.complete(call(), task!.id, {});
    const [row] = await test.database.run<{ status: string; incidents: number }>(sql`select status, (select count(*)::int from metaloom.process_incidents) as incidents from metaloom.process_instances`);
    expect(row).toEqual({ status: "completed", incidents: 0 });
    expect((await runtime.queries.list(call(), "proposal", { fields: ["name", "sum"], sort: [{ field: "sum", direction: "asc" }] })).items).toMatchObject([{ name: "A", sum: 1 }, { name: "A", sum: 15 }]);
  });

  it("is refused where a pack brought the entity, and where the name is taken", async () => {
    await expect(runtime.publisher.rename({ entity: "user", to: "person" }, [])).rejects.toMatchObject({ code: "state:wrong", remedy: expect.stringContaining("label") as string });
    await expect(runtime.publisher.rename({ entity: "remark", to: "proposal" }, [])).rejects.toMatchObject({ code: "input:invalid" });
    await expect(runtime.publisher.rename({ entity: "nobody", to: "x" }, [])).rejects.toMatchObject({ code: "resource:notFound" });
  });
});
