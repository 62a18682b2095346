import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personsActedFor } from "../../runtime/auth/deputies";
import { createPrincipals } from "../../runtime/auth/principal";
import type { Queryable } from "../../runtime/db/pool";
import { newId } from "../../runtime/kernel/ids";
import { createProcesses, type Processes } from "../../runtime/processes/processes";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const HOUR = 3_600_000;

describe.each(testDatabases())("processes on $kind", ({ open }) => {
  let office: Office;
  let hook: Server;
  let origin: string;
  let [asker, judge, other, steward, guest] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson, OfficePerson, OfficePerson];
  let work: Processes;
  const calls: { key: string; body: string }[] = [];
  let answers: number[] = [];

  /** A worker of its own, as another node has one. */
  const worker = (): Processes => {
    const { db, live, queries, records } = office.runtime;
    const principalOf = async (userId: string, on: Queryable) => {
      const found = await createPrincipals(on).principalOf({ userId, place: newId() });
      return found.kind === "ok" ? found.principal : undefined;
    };
    return createProcesses({ db, model: live.current, queries, records, principalOf, webhookOrigins: [origin], actsFor: async (id, day, on) => (await personsActedFor({ db: on }, id, { day, kind: "task" })).map(({ person }) => person) });
  };
  const request = async (body: object, who = asker): Promise<string> => (await office.ask(who, "POST", "/records/request", body)).body.id as string;
  const record = async (id: string) => (await office.ask(steward, "GET", `/records/request/${id}`)).body;
  const begin = async (process: string, input: object, who = steward) => {
    const answer = await office.ask(who, "POST", `/processes/${process}/start`, input);
    expect(answer.status, answer.text).toBe(201);
    return answer.body as { id: string; status: string };
  };
  const instance = async (id: string) => (await office.ask(steward, "GET", `/processes/instances/${id}`)).body;
  const operate = (id: string, body: object, who = steward) => office.ask(who, "POST", `/processes/instances/${id}/operations`, body);
  const tasks = async (who: OfficePerson, query = "") => (await office.ask(who, "GET", `/tasks${query}`)).body.items as { id: string; title: string; instance: string; record: { title: string } | null; votes: number; for: { id: string }[] }[];
  const taskOf = async (who: OfficePerson, id: string) => (await tasks(who)).find((task) => task.instance === id);
  const complete = (who: OfficePerson, task: string, body: object = {}) => office.ask(who, "POST", `/tasks/${task}/complete`, body);
  /**
   * Until all that happened to records was read. The journal is read up to the oldest transaction of the whole cluster, and other tests
   * may have some open.
   */
  const caughtUp = (workers: readonly Processes[] = [work]) => expect.poll(async () => {
    await Promise.all(workers.map((one) => one.runOnce()));
    return office.runtime.db.run(sql`select 1 from metaloom.journal j, metaloom.process_reader r where (j.xid, j.seq) > (r.xid, r.seq) limit 1`);
  }, { timeout: 30_000 }).toEqual([]);
  const count = async (table: string, id: string): Promise<number> => (await office.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from ${sql.table(`metaloom.${table}`)} where instance_id = ${id}::uuid`))[0]!.n;

  beforeAll(async () => {
    hook = createServer((incoming, reply) => {
      let body = "";
      incoming.on("data", (part) => (body += String(part))).on("end", () => {
        calls.push({ key: String(incoming.headers["idempotency-key"]), body });
        reply.writeHead(answers.shift() ?? 200, { "content-type": "application/json" }).end('{"ok":true}');
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
    office = await openOffice(open, undefined, ["approvals"]);
    work = worker();
    [asker, judge, other, steward, guest] = [await office.person("asker"), await office.person("judge"), await office.person("judge"), await office.person("steward"), await office.person("guest")];
    await work.runOnce();
  });
  afterAll(async () => {
    await new Promise((resolve) => hook?.close(resolve));
    await office?.close();
  });

  describe("a request that needs a decision", () => {
    let id: string;
    let run: string;

    it("is started by whoever may, and by nobody else", async () => {
      id = await request({ name: "Laptop", amount: 900 });
      expect((await office.ask(guest, "POST", "/processes/approve/start", { record: id, variables: { discount: 5 } })).status).toBe(404);
      expect((await office.ask(judge, "POST", "/processes/approve/start", { record: id, variables: { discount: 5 } })).status).toBe(403);
      expect((await office.ask(asker, "POST", "/processes/broken/start", {})).status).toBe(404);
      const missing = await office.ask(asker, "POST", "/processes/approve/start", { record: id, variables: { colour: "red" } });
      expect([missing.status, missing.body.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`)]).toEqual([422, ["/variables/colour unknownKey", "/variables/discount required"]]);
      expect((await office.ask(asker, "POST", "/processes/approve/start", { record: newId(), variables: { discount: 5 } })).status).toBe(404);
      run = (await begin("approve", { record: id, variables: { discount: 50 }, button: "hand" }, asker)).id;
      expect((await office.ask(asker, "POST", "/processes/approve/start", { record: await request({ name: "Done", amount: 1 }), variables: { discount: 0 }, button: "none" })).status).toBe(422);
    });

    it("is on the desk of those who may decide, with its term, and on no other", async () => {
      const [task] = (await office.ask(judge, "GET", "/tasks?scope=group")).body.items;
      expect(task).toMatchObject({ title: "Decide", description: "Look at the amount", record: { entity: "request", id, title: "Laptop" }, form: "main", priority: 5, groups: ["Judge"], mayDo: true, decisions: [{ name: "approve", label: "Approve" }, { name: "reject", label: "Reject" }] });
      expect(Math.round((Date.parse(task.due) - Date.now()) / HOUR)).toBe(48);
      expect(await tasks(judge, "?scope=mine")).toEqual([]);
      expect(await tasks(judge, "?due=today")).toEqual([]);
      expect(await tasks(guest)).toEqual([]);
      expect((await office.ask(guest, "GET", `/tasks/${task.id}`)).status).toBe(404);
      expect((await complete(guest, task.id, { decision: "approve" })).status).toBe(404);
      expect((await complete(steward, task.id, { decision: "approve" })).status).toBe(403);
    });

    it("is claimed, given back and given on", async () => {
      const task = (await taskOf(judge, run))!;
      expect((await office.ask(judge, "POST", `/tasks/${task.id}/claim`)).body.claimedBy).toMatchObject({ id: judge.id });
      expect(await taskOf(other, run)).toBeUndefined();
      expect((await complete(other, task.id, { decision: "approve" })).status).toBe(409);
      expect((await office.ask(judge, "POST", `/tasks/${task.id}/release`)).body.claimedBy).toBeNull();
      expect((await office.ask(judge, "POST", `/tasks/${task.id}/delegate`, { to: newId() })).status).toBe(422);
      expect((await office.ask(judge, "POST", `/tasks/${task.id}/delegate`, { to: other.id })).status).toBe(204);
      expect(await taskOf(judge, run)).toBeUndefined();
      expect((await tasks(other, "?scope=mine")).map(({ instance: of }) => of)).toEqual([run]);
    });

    it("is decided once: the record is changed by the process, and the second try is refused", async () => {
      const task = (await taskOf(other, run))!;
      expect((await complete(other, task.id, {})).body.errors[0]).toMatchObject({ pointer: "/decision", code: "required" });
      expect((await complete(other, task.id, { decision: "maybe" })).status).toBe(422);
      const both = await Promise.all([complete(other, task.id, { decision: "approve", comment: "Fine" }), complete(other, task.id, { decision: "reject" })]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(["approved", "rejected"]).toContain((await record(id)).status);
      const done = await instance(run);
      expect(done).toMatchObject({ status: "completed", variables: { discount: 50 }, tokens: [], tasks: [{ status: "done", doneBy: { id: other.id } }] });
      expect((await complete(other, task.id, { decision: "approve" })).status).toBe(409);
    });

    it("tells who did what, variables only to operators", async () => {
      const journal = (await office.ask(asker, "GET", `/processes/instances/${run}/journal`)).body.items as { event: string; node: string; label: string; actor: { id: string } | null; detail: unknown }[];
      expect(journal.filter(({ event }) => event === "entered").map(({ node }) => node).slice(0, 3)).toEqual(["s", "x", "ask"]);
      expect(journal.find(({ event, node }) => event === "left" && node === "ask")?.actor).toMatchObject({ id: other.id });
      expect(journal.some(({ event }) => event === "claimed")).toBe(true);
      expect((await office.ask(asker, "GET", `/processes/instances/${run}`)).body).toMatchObject({ variables: null, mayOperate: false });
      expect((await office.ask(guest, "GET", `/processes/instances/${run}`)).status).toBe(404);
      expect((await office.ask(guest, "GET", `/processes/instances/${run}/journal`)).status).toBe(404);
      expect((await office.ask(asker, "GET", `/records/request/${id}/processes`)).body.items).toMatchObject([{ id: run, status: "completed", process: { name: "approve", version: 1 } }]);
      expect((await office.ask(guest, "GET", `/records/request/${id}/processes`)).status).toBe(404);
      expect((await operate(run, { do: "cancel" }, asker)).status).toBe(403);
    });

    it("is not for a record that does not fit the button any more, and a small one needs nobody", async () => {
      expect((await office.ask(asker, "POST", "/processes/approve/start", { record: id, variables: { discount: 5 } })).status).toBe(409);
      const small = await request({ name: "Pen", amount: 10 });
      const approvals = async (who: OfficePerson, of: string) => ((await office.ask(who, "GET", `/records/request/${of}/processes`)).body.starts as { process: string }[]).filter(({ process }) => process === "approve");
      expect([await approvals(asker, id), await approvals(asker, small), await approvals(judge, small)]).toEqual([[], [{ process: "approve", button: "hand" }], []]);
      expect((await begin("approve", { record: small, variables: { discount: 1 } }, asker)).status).toBe("completed");
      expect(await record(small)).toMatchObject({ status: "approved", amount: 9 });
    });

    it("is found by the record it is about, and by when it began", async () => {
      const { startedAt } = await instance(run);
      const found = async (query: string, who = steward) => (await office.ask(who, "GET", `/processes/instances?${query}`)).body.items?.map((one: { id: string }) => one.id);
      const after = new Date(Date.parse(startedAt) + 1).toISOString();
      expect([await found(`entity=request&record=${id}`), await found(`entity=request&record=${id}&status=open`), await found(`entity=user&record=${id}`), await found(`entity=request&record=${newId()}`)]).toEqual([[run], [], [], []]);
      expect([await found(`entity=request&record=${id}&from=${startedAt}&to=${after}`), await found(`entity=request&record=${id}&from=${after}`), await found(`entity=request&record=${id}&to=${startedAt}`)]).toEqual([[run], [], []]);
      expect([await found(`entity=request&record=${id}`, asker), await found(`entity=request&record=${id}`, guest)]).toEqual([[run], []]);
      expect((await office.ask(steward, "GET", `/processes/instances?record=${id}`)).body.errors).toMatchObject([{ pointer: "/entity", code: "required" }]);
      for (const query of ["record=x&entity=request", "from=yesterday"]) expect((await office.ask(steward, "GET", `/processes/instances?${query}`)).status).toBe(400);
    });

    it("changes fields of the record with it, by the rights of whoever decides", async () => {
      const fresh = await request({ name: "Chair", amount: 300 });
      const started = await begin("approve", { record: fresh, variables: { discount: 0 } }, asker);
      const task = (await taskOf(judge, started.id))!;
      const { version } = await record(fresh);
      expect((await complete(judge, task.id, { decision: "approve", record: { version: version + 5, name: "Armchair" } })).status).toBe(409);
      expect((await complete(judge, task.id, { decision: "approve", record: { version, name: "Armchair" }, variables: { note: "blue", gone: 1 } })).status).toBe(422);
      expect((await complete(judge, task.id, { decision: "approve", record: { version, name: "Armchair" }, variables: { note: "blue" } })).status).toBe(200);
      expect(await record(fresh)).toMatchObject({ name: "Armchair", status: "approved" });
      expect((await instance(started.id)).variables).toMatchObject({ note: "blue", decision: "approve", completedBy: judge.id });
    });
  });

  it("a deputy decides for whom he stands in, and the task says so", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { body: deputy } = await office.ask(judge, "POST", "/deputies", { deputy: guest.id, from: today, to: today });
    const { id } = await begin("approve", { record: await request({ name: "Desk", amount: 500 }), variables: { discount: 0 } }, asker);
    const task = (await tasks(guest, "?scope=deputy")).find((one) => one.instance === id)!;
    expect(task).toMatchObject({ for: [{ id: judge.id }], record: null });
    expect((await complete(guest, task.id, { decision: "approve", for: other.id })).status).toBe(403);
    expect((await complete(guest, task.id, { decision: "approve" })).body).toMatchObject({ status: "done", doneBy: { id: guest.id }, doneFor: { id: judge.id } });
    const journal = (await office.ask(steward, "GET", `/processes/instances/${id}/journal`)).body.items as { event: string; node: string; actedFor: unknown }[];
    expect(journal.find(({ event, node }) => event === "left" && node === "ask")?.actedFor).toMatchObject({ id: judge.id });
    await office.ask(judge, "DELETE", `/deputies/${deputy.id}`);
    expect(await tasks(guest)).toEqual([]);
  });

  it("all decide, and one who is against is enough to reject; of a quorum, so many agree", async () => {
    const { id } = await begin("several", { record: await request({ name: "Car", amount: 1 }) }, asker);
    const first = (await taskOf(judge, id))!;
    expect((await complete(judge, first.id, { decision: "reject" })).body).toMatchObject({ status: "open", votes: 1, needed: 2 });
    expect(await taskOf(judge, id)).toBeUndefined();
    expect((await complete(judge, first.id, { decision: "reject" })).status).toBe(409);
    expect((await complete(other, first.id, { decision: "approve" })).body).toMatchObject({ status: "done", decision: { name: "reject" } });
    const second = (await taskOf(judge, id))!;
    await complete(judge, second.id, { decision: "approve" });
    expect((await complete(other, second.id, { decision: "approve" })).body).toMatchObject({ status: "done", decision: { name: "approve" } });
    const done = await instance(id);
    expect(done).toMatchObject({ status: "completed", tasks: [{ voices: [{ person: { id: judge.id }, doneBy: null, decision: "Reject" }, { person: { id: other.id } }] }, { votes: 2 }] });
    const diagram = (await office.ask(asker, "GET", `/processes/instances/${id}/diagram`)).body;
    expect(diagram).toMatchObject({ tokens: {}, visited: expect.arrayContaining(["ask"]) });
    expect(JSON.stringify(diagram)).not.toContain("responsible");
    expect((await office.ask(guest, "GET", `/processes/instances/${id}/diagram`)).status).toBe(404);
  });

  it("a change of a record starts its process once, however many workers look, and its own writes do not start it again", async () => {
    const id = await request({ name: "Big", amount: 10 });
    await office.ask(asker, "PATCH", `/records/request/${id}`, { name: "Bigger", version: 1 });
    await office.ask(asker, "PATCH", `/records/request/${id}`, { amount: 2000, version: 2 });
    await caughtUp([worker(), worker(), worker()]);
    expect((await record(id)).status).toBe("checked");
    const { items } = (await office.ask(steward, "GET", `/records/request/${id}/processes`)).body;
    expect(items.map(({ process, status }: { process: { name: string }; status: string }) => [process.name, status])).toEqual([["onAmount", "completed"]]);
    const copies = await office.ask(steward, "GET", `/records/request?filter=${encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "Bigger copy" }))}`);
    expect(copies.body.items).toHaveLength(1);
  });

  it("of each change once and in its order, also where the numbers of transactions get one digit more", async () => {
    const { db } = office.runtime;
    const ids = await Promise.all(Array.from({ length: 4 }, (_, i) => request({ name: `Digit ${i}`, amount: 2000 })));
    await caughtUp();
    await db.run(sql`update metaloom.journal set xid = '1'`);
    await db.run(sql`update metaloom.process_reader set xid = '90', seq = 0`);
    for (const [i, id] of ids.entries()) await db.run(sql`insert into metaloom.journal (entity, record_id, version, verb, actor_kind, actor_id, channel, request_id, at, changes, xid)
      select entity, record_id, 2, 'update', actor_kind, actor_id, channel, request_id, at, '{"amount": {"from": 10, "to": 2000}}', ${String(98 + i)}::xid8 from metaloom.journal where record_id = ${id}::uuid`);
    await caughtUp();
    const begun = await db.run<{ record_id: string }>(sql`select record_id from metaloom.process_instances where record_id = any(${ids}::uuid[]) order by id`);
    expect(begun.map(({ record_id }) => record_id)).toEqual(ids);
  });

  it("what happened to records while somebody had a transaction open is told when it ends: of each change once, whoever looks and however often", async () => {
    const other = office.runtime.db.kind === "postgres" ? new pg.Client(office.test.url) : undefined;
    const ids = await Promise.all(Array.from({ length: 10 }, (_, i) => request({ name: `Late ${i}`, amount: 10 })));
    const workers = [worker(), worker(), worker()];
    const look = () => Promise.all(workers.map((one) => one.runOnce()));
    const begun = async () => (await office.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.process_instances where record_id = any(${ids}::uuid[]) group by record_id`)).map(({ n }) => n);
    try {
      await other?.connect();
      await other?.query("begin; select pg_current_xact_id()");
      for (const id of ids) await office.ask(asker, "PATCH", `/records/request/${id}`, { amount: 2000, version: 1 });
      await look();
      if (other) expect(await begun()).toEqual([]);
      const looking = look();
      await other?.query("commit");
      await looking;
      await caughtUp(workers);
    } finally {
      await other?.end();
    }
    expect(await begun()).toEqual(ids.map(() => 1));
  });

  it("two processes that change a record in turns come to an end by themselves", async () => {
    const flips = (name: string, field: string, value: string) => JSON.stringify({
      id: name, name, label: name, entity: "request", actsAs: ["robot"], starts: [{ id: "rec", kind: "record", on: "changed", fields: [field], when: { field: "name", op: "eq", value: "Endless" } }],
      nodes: [{ id: "s", type: "startEvent" }, { id: "turn", type: "serviceTask", options: { service: "updateRecord", settings: { set: { [value === "amount" ? "amount" : "status"]: value === "amount" ? { formula: "record.amount + 1" } : { formula: 'if record.status = "new" then "checked" else "new"' } } } } }, { id: "e", type: "endEvent" }],
      flows: [{ id: "a", from: "s", to: "turn" }, { id: "b", from: "turn", to: "e" }],
    });
    const { db, live } = office.runtime;
    const place = (files: ReadonlyMap<string, unknown>) => [...files.keys()].find((path) => path.endsWith("processes/approve.json"))!.replace("approve.json", "");
    await commit({ database: db, live, load: modelLoader }, { summary: "turns", author: { id: null, kind: "system" }, edit: (files) => new Map([...files, [`${place(files)}ping.json`, flips("ping", "amount", "status")], [`${place(files)}pong.json`, flips("pong", "status", "amount")]]) });
    const id = await request({ name: "Endless", amount: 1 });
    await office.ask(asker, "PATCH", `/records/request/${id}`, { amount: 2, version: 1 });
    await caughtUp();
    const { items } = (await office.ask(steward, "GET", `/records/request/${id}/processes`)).body as { items: { process: { name: string }; status: string }[] };
    expect(items.map(({ process, status }) => `${process.name} ${status}`).sort()).toEqual([...Array<string>(6).fill("ping completed"), ...Array<string>(5).fill("pong completed")]);
  });

  it("a timer goes off once, whoever looks, and not while the instance is suspended", async () => {
    const { id } = await begin("later", {});
    expect((await instance(id)).waits).toMatchObject([{ kind: "timer", node: "wait" }]);
    const then = new Date(Date.now() + 2 * HOUR);
    expect((await operate(id, { do: "suspend" })).body.status).toBe("suspended");
    await work.runOnce(then);
    expect(await count("process_waits", id)).toBe(1);
    expect((await operate(id, { do: "resume" })).body.status).toBe("running");
    await Promise.all([worker(), worker(), worker()].map((one) => one.runOnce(then)));
    expect((await instance(id)).status).toBe("completed");
    const made = await office.ask(steward, "GET", `/records/request?filter=${encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "Later" }))}`);
    expect(made.body.items).toHaveLength(1);
  });

  it("a formula that fails is an incident with the variables there are; set what is missing and try again", async () => {
    const { id } = await begin("broken", {});
    const stuck = await instance(id);
    expect(stuck).toMatchObject({ status: "running", incidents: 1, openIncidents: [{ label: "Add up", code: "unknownVariable", message: expect.stringContaining("price") as string }], at: [{ label: "Add up", failed: true }] });
    expect((await office.ask(steward, "GET", "/processes/instances?status=incident")).body.items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await operate(id, { do: "retry" })).body.incidents).toBe(1);
    await operate(id, { do: "setVariables", values: { price: 21 } });
    expect((await operate(id, { do: "retry", token: stuck.openIncidents[0].token })).body).toMatchObject({ incidents: 0, variables: { price: 21, total: 42 }, at: [{ node: "ask" }] });
    expect((await operate(id, { do: "retry", token: 999 })).status).toBe(409);
    expect((await operate(id, { do: "move", token: (await instance(id)).tokens[0].id, to: "sum" })).body.at).toMatchObject([{ node: "ask" }]);
    expect((await operate(id, { do: "cancel" })).body).toMatchObject({ status: "cancelled", at: [] });
    expect(await taskOf(judge, id)).toBeUndefined();
    expect((await operate(id, { do: "retry" })).status).toBe(409);
  });

  it("a message finds its instance by its key, reaches it once, and waits when it comes too early", async () => {
    const [one, two] = [await request({ name: "One", amount: 1 }), await request({ name: "Two", amount: 1 })];
    const early = await office.ask(steward, "POST", "/processes/messages", { name: "paid", key: "o-2" });
    expect(early.body).toEqual({ outcome: "kept" });
    const first = await begin("letter", { record: one, variables: { order: "o-1" } });
    expect((await begin("letter", { record: two, variables: { order: "o-2" } })).status).toBe("completed");
    expect((await instance(first.id)).status).toBe("running");
    const sent = await Promise.all([1, 2].map(() => office.ask(steward, "POST", "/processes/messages", { name: "paid", key: "o-1" })));
    expect(sent.map(({ body }) => body.outcome).sort()).toEqual(["delivered", "kept"]);
    expect([(await record(one)).status, (await record(two)).status]).toEqual(["paid", "paid"]);
    expect((await office.ask(guest, "POST", "/processes/messages", { name: "paid" })).status).toBe(403);
  });

  it("a signal and a time start processes", async () => {
    expect((await office.ask(steward, "POST", "/processes/signals", { name: "prices" })).body).toEqual({ heard: 1 });
    const soon = new Date(Date.now() + 4 * HOUR);
    const before = (await tasks(judge)).length;
    await Promise.all([worker().runOnce(soon), worker().runOnce(soon)]);
    await work.runOnce(soon);
    expect((await tasks(judge)).length).toBe(before + 1);
    await work.runOnce(new Date(Date.now() + 24 * HOUR));
    expect((await tasks(judge)).length).toBe(before + 2);
  });

  it("a process calls another and goes on with its answer", async () => {
    const { id } = await begin("outer", {});
    await work.runOnce();
    expect((await instance(id))).toMatchObject({ variables: { answer: 42 }, at: [{ node: "ask" }] });
    const children = await office.runtime.db.run<{ status: string }>(sql`select status from metaloom.process_instances where parent_id = ${id}::uuid`);
    expect(children).toEqual([{ status: "completed" }]);
  });

  it("a web address is asked with a key that stays the same, again after a failure, and only where an administrator allowed it", async () => {
    answers = [503, 200];
    const { id } = await begin("hook", { variables: { address: `${origin}/x`, n: 7 } });
    await work.runOnce();
    expect(await instance(id)).toMatchObject({ at: [{ node: "call" }] });
    await work.runOnce(new Date(Date.now() + 60_000));
    expect(calls).toEqual([{ key: calls[0]!.key, body: '{"n":7}' }, calls[0]]);
    expect(await instance(id)).toMatchObject({ variables: { answer: { status: 200, body: { ok: true } } }, at: [{ node: "ask" }] });
    const inside = await begin("hook", { variables: { address: "http://169.254.169.254/latest", n: 1 } });
    await work.runOnce();
    expect((await instance(inside.id)).openIncidents).toMatchObject([{ code: "origin" }]);
    answers = [400];
    const refused = await begin("hook", { variables: { address: origin, n: 1 } });
    await work.runOnce();
    expect((await instance(refused.id)).openIncidents).toMatchObject([{ code: "answer" }]);
  });

  it("a letter lies in the outbox once", async () => {
    const { id } = await begin("mail", { record: await request({ name: "Ann", amount: 1 }) });
    const rows = await office.runtime.db.run<{ payload: object }>(sql`select payload from metaloom.outbox where key like ${`mail:process:${id}:%`}`);
    expect(rows.map(({ payload }) => payload)).toEqual([{ kind: "process", to: "client@example.com", subject: "Request Ann", text: "Thank you." }]);
  });

  it("a condition is asked again when the record changes, and its task goes to the person in a field", async () => {
    const id = await request({ name: "Cond", amount: 1, chief: judge.id });
    const { id: run } = await begin("condition", { record: id });
    await office.ask(asker, "PATCH", `/records/request/${id}`, { amount: 60, version: 1 });
    await caughtUp();
    expect((await tasks(judge, "?scope=mine")).map((task) => task.instance)).toContain(run);
    expect(JSON.stringify(await office.runtime.db.run(sql`select state from metaloom.process_instances where id = ${run}::uuid`))).not.toContain('"record"');
  });

  it("finds records and deletes one of them", async () => {
    const id = await request({ name: "Rubbish", amount: 1 });
    expect((await begin("inbox", { variables: { wanted: "Rubbish" } })).status).toBe("completed");
    expect((await office.ask(steward, "GET", `/records/request/${id}`)).status).toBe(404);
  });

  it("decides by a table", async () => {
    const { id } = await begin("rate", { variables: { amount: 5000 } });
    expect(await instance(id)).toMatchObject({ status: "completed", variables: { level: "high" } });
  });

  it("an instance ends by the version it started with; a new one begins by the new version", async () => {
    const id = await request({ name: "Old", amount: 500 });
    const old = await begin("approve", { record: id, variables: { discount: 0 } }, asker);
    const { db, live } = office.runtime;
    await commit({ database: db, live, load: modelLoader }, {
      summary: "v2", author: { id: null, kind: "system" },
      edit: (files) => new Map([...files].map(([path, text]) => [path, path.endsWith("processes/approve.json") ? text.replace('"Decide"', '"Decide anew"').replace('"value": "approved"', '"value": "paid"') : text])),
    });
    const fresh = await begin("approve", { record: await request({ name: "New", amount: 500 }), variables: { discount: 0 } }, asker);
    const [before, after] = [(await taskOf(judge, old.id))!, (await taskOf(judge, fresh.id))!];
    expect([before.title, after.title]).toEqual(["Decide", "Decide anew"]);
    await complete(judge, before.id, { decision: "approve" });
    await complete(judge, after.id, { decision: "approve" });
    expect((await record(id)).status).toBe("approved");
    expect([(await instance(old.id)).process.version, (await instance(fresh.id)).process.version]).toEqual([1, 2]);
  });

  it("a request that is sent twice with one key starts one instance", async () => {
    const id = await request({ name: "Twice", amount: 500 });
    const send = () => fetch(`${office.url}/processes/approve/start`, { method: "POST", headers: { authorization: `Bearer ${asker.key}`, "content-type": "application/json", "idempotency-key": `twice-${id}` }, body: JSON.stringify({ record: id, variables: { discount: 0 } }) });
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(((await first.json()) as { id: string }).id).toBe(((await second.json()) as { id: string }).id);
  });

  it("lists processes with what one may do", async () => {
    const list = async (who: OfficePerson) => (await office.ask(who, "GET", "/processes")).body.items as { name: string; mayStart: boolean; mayOperate: boolean; counts: unknown }[];
    expect((await list(guest))).toEqual([]);
    expect((await list(asker)).find(({ name }) => name === "approve")).toMatchObject({ mayStart: true, mayOperate: false, counts: null });
    expect((await list(steward)).find(({ name }) => name === "approve")).toMatchObject({ mayStart: true, mayOperate: true, counts: { running: expect.any(Number) as number } });
  });
});
