/** Many starts and many finished tasks at once: one transaction, and each with its own outcome. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { newId } from "../../runtime/kernel/ids";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { draw, type Drawn } from "../../runtime/workflow/simulate/draw";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

interface Begun { readonly id: string; readonly status: string; readonly tasks: readonly { readonly id: string; readonly node: string }[]; readonly error?: { readonly code: string } }

describe.each(testDatabases())("many processes at once on $kind", ({ open }) => {
  let office: Office;
  let [asker, judge, steward, guest] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson, OfficePerson];

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["approvals"]);
    [asker, judge, steward, guest] = [await office.person("asker"), await office.person("judge"), await office.person("steward"), await office.person("guest")];
  });
  afterAll(() => office?.close());

  const request = async (name: string): Promise<string> => (await office.ask(asker, "POST", "/records/request", { name, amount: 500 })).body.id as string;
  const status = async (id: string): Promise<string> => (await office.ask(steward, "GET", `/records/request/${id}`)).body.status;
  const startAll = async (items: readonly object[], who = asker) => (await office.ask(who, "POST", "/processes/approve/start-many", { items })).body.items as Begun[];
  const completeAll = async (items: readonly object[], who = judge) => (await office.ask(who, "POST", "/tasks/complete-many", { items })).body.items as { done: boolean; instance: Begun; error?: { code: string } }[];
  const count = async (what: "journal" | "tasks", id: string): Promise<number> => (await office.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from ${sql.table(`metaloom.process_${what}`)} where instance_id = ${id}::uuid`))[0]!.n;

  it("leave nothing of a version in memory when the batch that wrote it first is undone", async () => {
    const [gone, there] = [await request("gone"), await request("there")];
    const call = { items: [{ record: there, variables: { discount: 50 } }, { record: there, variables: { discount: 50 } }, { record: gone, variables: { discount: "all" } }] };
    // The transaction of the request ends badly after the version was written and read again in it.
    const { runtime } = office;
    await expect(runtime.db.transaction(async (tx) => {
      const begun = await runtime.processes.startAll({ model: runtime.live.current(), ctx: asker.ctx, db: tx, tx }, "approve", call.items as never);
      expect(begun.filter((one) => "error" in one)).toHaveLength(1);
      throw new Error("no");
    })).rejects.toThrow("no");
    expect((await startAll(call.items)).map(({ status: at }) => at)).toEqual(["running", "running", undefined]);
  });

  it("are begun and finished together, and say what became of each", async () => {
    const records = await Promise.all(["a", "b", "c"].map(request));
    const begun = await startAll(records.map((record) => ({ record, variables: { discount: 50 } })));
    expect(begun.map(({ status: at, tasks }) => [at, tasks.map(({ node }) => node)])).toEqual(Array(3).fill(["running", ["ask"]]));
    const done = await completeAll(begun.map(({ tasks }, i) => ({ id: tasks[0]!.id, decision: i === 0 ? "reject" : "approve" })));
    expect(done.map((one) => [one.done, one.instance.id, one.instance.status])).toEqual(begun.map(({ id }) => [true, id, "completed"]));
    expect(await Promise.all(records.map(status))).toEqual(["rejected", "approved", "approved"]);
    expect(await count("tasks", begun[0]!.id)).toBe(1);
    const alone = await office.ask(asker, "POST", "/processes/approve/start?answer=brief", { record: await request("alone"), variables: { discount: 50 } });
    expect([alone.status, alone.body.status, alone.body.tasks.length]).toEqual([201, "running", 1]);
    const finished = await office.ask(judge, "POST", `/tasks/${alone.body.tasks[0].id}/complete?answer=brief`, { decision: "approve" });
    expect([finished.status, finished.body.done, finished.body.instance.status]).toEqual([200, true, "completed"]);
    expect(await count("journal", alone.body.id)).toBe(await count("journal", begun[1]!.id));
  });

  it("fail alone: what is wrong with one does not touch the others", async () => {
    const good = await request("good");
    const begun = await startAll([{ record: newId(), variables: { discount: 50 } }, { record: good, variables: { discount: 50 } }, { record: good, variables: {} }]);
    expect(begun.map(({ error, status: at }) => error?.code ?? at)).toEqual(["record:notFound", "running", "input:invalid"]);
    const task = begun[1]!.tasks[0]!.id;
    expect((await completeAll([{ id: task, decision: "approve" }], guest))[0]!.error?.code).toBe("resource:notFound");
    const twice = await completeAll([{ id: newId(), decision: "approve" }, { id: task, decision: "approve" }, { id: task, decision: "reject" }]);
    expect(twice.map((one) => one.error?.code ?? one.instance.status)).toEqual(["resource:notFound", "completed", "state:wrong"]);
    expect(await status(good)).toBe("approved");
    expect((await office.ask(asker, "POST", "/processes/approve/start-many", { items: [] })).status).toBe(422);
    expect((await office.ask(guest, "POST", "/processes/approve/start-many", { items: [{ record: good, variables: { discount: 1 } }] })).body.items[0].error.code).toBe("resource:notFound");
  });

  it("are done again one by one where one of them breaks after it has written", async () => {
    const records = await Promise.all(["x", "y"].map(request));
    const begun = await startAll(records.map((record) => ({ record, variables: { discount: 50 } })));
    // The step that changes the record meets one that is gone: an incident of its own, and no trouble for the other.
    await office.runtime.db.change(sql`update app.request set deleted_at = now() where id = ${records[0]}::uuid`);
    const done = await completeAll(begun.map(({ tasks }) => ({ id: tasks[0]!.id, decision: "approve" })));
    expect(done.map((one) => [one.done, one.instance.status])).toEqual([[true, "running"], [true, "completed"]]);
    expect((await office.ask(steward, "GET", `/processes/instances/${begun[0]!.id}`)).body.openIncidents).toHaveLength(1);
    expect(await status(records[1]!)).toBe("approved");
    expect(await count("journal", begun[1]!.id)).toBeGreaterThan(0);
  });

  it("find the responsible anew where one of them has changed who that is", async () => {
    const { db, live } = office.runtime;
    const task = (kind: string, value?: string): Drawn => ({ type: "userTask", options: { responsible: [{ kind, ...(value !== undefined && { value }) }] } });
    const handover = { ...draw({ s: "startEvent", look: task("role", "judge"), lead: task("unitHead"), e: "endEvent" }, "s look lead e"), id: "handover", name: "handover", label: "Handover", entity: "unit" };
    await commit({ database: db, live, load: modelLoader }, {
      summary: "handover", author: { id: null, kind: "system" },
      edit: (files) => new Map([...[...files].map(([path, text]): [string, string] => [path, path.endsWith("roles/judge.json") ? text.replace('"entities": {', '"entities": { "unit": { "read": "all", "update": "all" },') : text]), ["packs/approvals/processes/handover.json", JSON.stringify(handover)]]),
    });
    const unit = newId();
    await db.run(sql`insert into metaloom.units (id, name, path, head_id) values (${unit}::uuid, 'North', ${[unit]}::uuid[], ${asker.id}::uuid)`);
    await db.run(sql`update metaloom.users set unit_id = ${unit}::uuid where id = ${steward.id}::uuid`);
    const begun = (await office.ask(steward, "POST", "/processes/handover/start-many", { items: [{ record: unit }, { record: unit }] })).body.items as Begun[];
    const { version } = (await office.ask(judge, "GET", `/records/unit/${unit}`)).body;
    const done = await completeAll(begun.map(({ tasks: [look] }, i) => ({ id: look!.id, ...(i === 1 && { record: { version, head: guest.id } }) })));
    expect(done.map((one) => one.error ?? one.done)).toEqual([true, true]);
    const leads = await Promise.all(begun.map(({ id }) => db.run<{ users: string[] }>(sql`select users from metaloom.process_tasks where instance_id = ${id}::uuid and node = 'lead'`)));
    expect(leads.map(([lead]) => lead!.users)).toEqual([[asker.id], [guest.id]]);
  });

  it("asked for by many people at the same moment are each done once", async () => {
    const records = await Promise.all(Array.from({ length: 12 }, (_, i) => request(`n${i}`)));
    const begun = await Promise.all(records.map((record) => office.ask(asker, "POST", "/processes/approve/start?answer=brief", { record, variables: { discount: 50 } })));
    expect(begun.map(({ status: code }) => code)).toEqual(records.map(() => 201));
    const ids = begun.map(({ body }) => body.tasks[0].id as string);
    const answers = await Promise.all([...ids, ...ids].map((id) => office.ask(judge, "POST", `/tasks/${id}/complete?answer=brief`, { decision: "approve" })));
    expect(answers.map(({ status: code }) => code).sort()).toEqual([...ids.map(() => 200), ...ids.map(() => 409)]);
    expect(new Set(await Promise.all(records.map(status)))).toEqual(new Set(["approved"]));
  });

  it("with one Idempotency-Key are begun once", async () => {
    const items = [{ record: await request("k"), variables: { discount: 50 } }, { record: newId(), variables: { discount: 50 } }];
    const send = async () => (await fetch(`${office.url}/processes/approve/start-many`, { method: "POST", headers: { authorization: `Bearer ${asker.key}`, "content-type": "application/json", "idempotency-key": "once" }, body: JSON.stringify({ items }) })).json() as Promise<{ items: Begun[] }>;
    const [first, second] = [await send(), await send()];
    expect(second).toEqual(first);
    expect(first.items.map(({ error, status: at }) => error?.code ?? at)).toEqual(["running", "record:notFound"]);
  });
});

describe.each(testDatabases().filter(({ kind }) => kind === "postgres"))("processes many people work at on $kind", ({ open }) => {
  it("go on while one of them waits for a lock", async () => {
    const office = await openOffice(open, undefined, ["approvals"]);
    try {
      const [asker, judge] = [await office.person("asker"), await office.person("judge")];
      const start = async () => (await office.ask(asker, "POST", "/processes/approve/start", { record: (await office.ask(asker, "POST", "/records/request", { name: "x", amount: 500 })).body.id, variables: { discount: 50 } })).body as Begun;
      const held = await start();
      const order: string[] = [];
      let finish = (): void => undefined;
      const locked = new Promise<void>((locks) => {
        void office.runtime.db.transaction(async (tx) => {
          await tx.run(sql`select 1 from metaloom.process_instances where id = ${held.id}::uuid for update`);
          locks();
          await new Promise<void>((done) => (finish = done));
          order.push("released");
        });
      });
      await locked;
      const waiting = office.ask(judge, "POST", `/tasks/${held.tasks[0]!.id}/complete`, { decision: "approve" }).then(({ status }) => order.push(`waited ${status}`));
      // The transaction of the first is under way before the second comes.
      await new Promise((later) => setTimeout(later, 200));
      expect((await start()).status).toBe("running");
      order.push("another");
      finish();
      await waiting;
      expect(order).toEqual(["another", "released", "waited 200"]);
    } finally {
      await office.close();
    }
  });
});
