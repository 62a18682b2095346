/** What goes wrong around running processes gets a clear answer, and nothing is lost (issue 4, "Bad input"; R34 fencing, R35 what has ended). */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPrincipals } from "../../runtime/auth/principal";
import type { Queryable } from "../../runtime/db/pool";
import { createEgress, type Egress } from "../../runtime/egress/egress";
import { newId } from "../../runtime/kernel/ids";
import type { ProcessDeps } from "../../runtime/processes/deps";
import { doJob } from "../../runtime/processes/jobs";
import { createProcesses, type Processes } from "../../runtime/processes/processes";
import { sqlStore } from "../../runtime/processes/store";
import { createVersions } from "../../runtime/processes/versions";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { draw, type Drawn } from "../../runtime/workflow/simulate/draw";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const HOUR = 3_600_000;
/** Orders in which workers that were stopped come back, and late events for what has ended; more by hand. */
const ORDERS = Number(process.env.METALOOM_FENCED ?? 100);
const LATE = Number(process.env.METALOOM_LATE ?? 150);
/** Rounds of a repetition: more than are under way at once, and more than one transaction takes. */
const ROUNDS = Number(process.env.METALOOM_ROUNDS ?? 6_000);
const ask = (kind: string, value?: string): Drawn => ({ type: "userTask", options: { responsible: [{ kind, ...(value !== undefined && { value }) }] } });
const when = (trigger: object): Drawn => ({ type: "intermediateCatchEvent", triggers: [{ id: "t", ...trigger }] });

const repeated = (loop: object): object => ({ ...draw({ s: "startEvent", each: { type: "serviceTask", loop: { ...loop, collect: { from: "loopCounter", to: "all" } }, options: { service: "setVariables", settings: { set: { last: { formula: "loopCounter" } } } } }, e: "endEvent" }, "s each e"), variables: [{ id: "n", name: "n", type: "number", ask: true }] });

describe.each(testDatabases())("bad days of processes on $kind", ({ open }) => {
  let office: Office;
  let world: Server;
  let origin: string;
  let [steward, judge, leaving] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson];
  let work: Processes;
  let answer: (reply: import("node:http").ServerResponse) => void = (reply) => void reply.writeHead(200).end();
  const asked: string[] = [];

  type Way = (options: { origins: readonly string[] }) => Egress;
  const depsOf = (egress?: Way): ProcessDeps => {
    const { db, live, queries, records } = office.runtime;
    const principalOf = async (userId: string, on: Queryable) => {
      const found = await createPrincipals(on).principalOf({ userId, place: newId() });
      return found.kind === "ok" ? found.principal : undefined;
    };
    return { db, model: live.current, queries, records, principalOf, webhookOrigins: [origin], actsFor: async () => [], ...(egress && { egress }) };
  };
  const node = (egress?: Way): Processes => createProcesses(depsOf(egress));
  const begin = async (name: string, body: object = {}) => (await office.ask(steward, "POST", `/processes/${name}/start`, body)).body.id as string;
  const instance = async (id: string) => (await office.ask(steward, "GET", `/processes/instances/${id}`)).body;
  const tell = async (key?: string) => (await office.ask(steward, "POST", "/processes/messages", { name: "paid", ...(key !== undefined && { key }) })).body.outcome as string;

  beforeAll(async () => {
    world = createServer((incoming, reply) => {
      asked.push(String(incoming.headers["idempotency-key"]));
      answer(reply);
    });
    await new Promise<void>((resolve) => world.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(world.address() as AddressInfo).port}`;
    office = await openOffice(open, undefined, ["approvals"]);
    [steward, judge, leaving] = [await office.person("steward"), await office.person("judge"), await office.person("guest")];
    const processes: Readonly<Record<string, object>> = {
      two: draw({ s: "startEvent", w: when({ type: "message", message: "paid" }), e: "endEvent" }, "s w e"),
      past: draw({ s: "startEvent", w: when({ type: "timer", date: "2001-01-01T00:00:00Z" }), e: "endEvent" }, "s w e"),
      far: draw({ s: "startEvent", w: when({ type: "timer", date: "2099-12-31T23:59:59Z" }), e: "endEvent" }, "s w e"),
      about: { ...draw({ s: "startEvent", look: ask("role", "judge"), set: { type: "serviceTask", options: { service: "updateRecord", settings: { set: { status: { value: "paid" } } } } }, e: "endEvent" }, "s look set e"), entity: "request" },
      personal: draw({ s: "startEvent", look: ask("user", leaving.id), e: "endEvent" }, "s look e"),
      each: repeated({ kind: "parallel", count: "n" }),
      inTurn: repeated({ kind: "sequential", count: "n" }),
      chosen: draw({ s: "startEvent", look: { type: "userTask", options: { responsible: [{ kind: "user", value: leaving.id }, { kind: "user", value: judge.id }] } }, e: "endEvent" }, "s look e"),
    };
    const all = { responsible: [leaving, judge].map(({ id }) => ({ kind: "user", value: id })), completion: "all" };
    Object.assign(processes, { together: draw({ s: "startEvent", look: { type: "userTask", options: all }, e: "endEvent" }, "s look e") });
    const { db, live } = office.runtime;
    await commit({ database: db, live, load: modelLoader }, {
      summary: "bad days", author: { id: null, kind: "system" },
      edit: (files) => new Map([...[...files].filter(([path]) => !path.endsWith("hourly.json")), ...Object.entries(processes).map(([name, process]): [string, string] => [`packs/approvals/processes/${name}.json`, JSON.stringify({ ...process, id: name, name, label: name, actsAs: ["robot"] })])]),
    });
    work = node((options) => createEgress({ ...options, timeoutMs: 200 }));
  });
  afterAll(async () => {
    await new Promise((resolve) => world?.close(resolve));
    await office?.close();
  });

  it("a message that fits several reaches the one that has waited longest, and each once", async () => {
    const [first, second] = [await begin("two"), await begin("two")];
    expect(await tell()).toBe("delivered");
    expect([(await instance(first)).status, (await instance(second)).status]).toEqual(["completed", "running"]);
    expect(await tell()).toBe("delivered");
    expect((await instance(second)).status).toBe("completed");
  });

  it("a message nobody waits for is kept for its time and then forgotten", async () => {
    expect(await tell()).toBe("kept");
    expect((await instance(await begin("two"))).status).toBe("completed");
    expect(await tell()).toBe("kept");
    await work.tidy(new Date(Date.now() + 6 * 24 * HOUR));
    expect(await office.runtime.db.run(sql`select name from metaloom.process_messages`)).toHaveLength(1);
    await work.tidy(new Date(Date.now() + 8 * 24 * HOUR));
    expect(await office.runtime.db.run(sql`select name from metaloom.process_messages`)).toHaveLength(0);
  });

  it(`what has ended stays as it ended: the database refuses whoever writes, and ${LATE} late events change nothing`, async () => {
    const { db } = office.runtime;
    const id = await begin("about", { record: (await office.ask(await office.person("robot"), "POST", "/records/request", { name: "Over", amount: 1 })).body.id });
    const [task] = (await instance(id)).tasks as { id: string }[];
    await office.ask(judge, "POST", `/tasks/${task!.id}/complete`, {});
    const ended = () => db.run(sql`select i.*, (select count(*)::int from metaloom.process_journal j where j.instance_id = i.id) as entries from metaloom.process_instances i where id = ${id}::uuid`);
    const before = await ended();
    expect(before).toMatchObject([{ status: "completed" }]);
    for (const change of [sql`status = 'running', ended_at = null`, sql`status = 'failed'`, sql`state = '{}'`, sql`outcome = null`, sql`ended_at = now() + interval '1 day'`]) {
      await expect(db.change(sql`update metaloom.process_instances set ${change} where id = ${id}::uuid`)).rejects.toThrow();
    }
    for (const change of [sql`status = 'open'`, sql`decision = 'approve'`, sql`done_by = null`]) await expect(db.change(sql`update metaloom.process_tasks set ${change} where id = ${task!.id}::uuid`)).rejects.toThrow();
    const events = [{ type: "done", token: 2 }, { type: "timer", wait: 1 }, { type: "message", wait: 1, payload: {} }, { type: "failure", token: 2, code: "late", message: "Late." }, { type: "cancel" }, { type: "continue" }] as const;
    await db.transaction((tx) => sqlStore.addJobs(tx, Array.from({ length: LATE }, (_, i) => ({ instance: id, payload: { kind: "event", event: events[i % events.length]! } })), new Date()));
    await work.runOnce();
    expect((await office.ask(steward, "POST", `/processes/instances/${id}/operations`, { do: "retry" })).status).toBe(409);
    expect(await ended()).toEqual(before);
    expect(await db.run(sql`select 1 from metaloom.process_jobs where instance_id = ${id}::uuid`)).toEqual([]);
  });

  it("a timer in the past goes off at once, one in 2099 waits until then", async () => {
    const [past, far] = [await begin("past"), await begin("far")];
    await work.runOnce();
    expect([(await instance(past)).status, (await instance(far)).waits[0].due]).toEqual(["completed", "2099-12-31T23:59:59.000Z"]);
    await work.runOnce(new Date("2099-12-31T23:59:58Z"));
    expect((await instance(far)).status).toBe("running");
    await work.runOnce(new Date("2100-01-01T00:00:00Z"));
    expect((await instance(far)).status).toBe("completed");
  });

  it("a record that is deleted while its process waits leaves an incident at the step that needs it, and nothing is lost", async () => {
    const { id: record } = (await office.ask(await office.person("robot"), "POST", "/records/request", { name: "Gone", amount: 1 })).body;
    const id = await begin("about", { record });
    const remover = await office.person("robot");
    expect((await office.ask(remover, "DELETE", `/records/request/${record}`)).status).toBeLessThan(300);
    const [task] = (await instance(id)).tasks as { id: string }[];
    expect((await office.ask(judge, "POST", `/tasks/${task!.id}/complete`, {})).status).toBe(200);
    expect(await instance(id)).toMatchObject({ status: "running", incidents: 1, at: [{ node: "set", failed: true }] });
    expect((await office.ask(remover, "POST", `/records/request/${record}/restore`, {})).status).toBeLessThan(300);
    expect((await office.ask(steward, "POST", `/processes/instances/${id}/operations`, { do: "retry" })).body.status).toBe("completed");
  });

  it("a person who is removed leaves his tasks to the others of the step, else to the head of his unit, else operators find them", async () => {
    const [shared, own] = [await begin("chosen"), await begin("personal")];
    const unit = newId();
    const { db } = office.runtime;
    await db.run(sql`update metaloom.process_tasks set claimed_by = ${leaving.id}::uuid where instance_id = ${shared}::uuid`);
    await db.run(sql`update metaloom.users set status = 'suspended' where id = ${leaving.id}::uuid`);
    await work.runOnce(new Date(Date.now() + HOUR));
    expect(await instance(own)).toMatchObject({ incidents: 1, openIncidents: [{ code: "personGone", node: "look" }] });
    expect((await office.ask(steward, "GET", "/processes/instances?status=incident")).body.items.map(({ id }: { id: string }) => id)).toContain(own);
    expect((await instance(shared)).tasks).toMatchObject([{ claimedBy: null }]);
    expect((await office.ask(judge, "GET", "/tasks?scope=mine")).body.items.map((task: { instance: string }) => task.instance)).toContain(shared);
    await db.run(sql`insert into metaloom.units (id, name, path, head_id) values (${unit}::uuid, 'North', ${[unit]}::uuid[], ${judge.id}::uuid)`);
    await db.run(sql`update metaloom.users set unit_id = ${unit}::uuid where id = ${leaving.id}::uuid`);
    await db.run(sql`update metaloom.process_incidents set solved_at = now() where code = 'personGone'`);
    await work.runOnce(new Date(Date.now() + 2 * HOUR));
    expect((await office.ask(judge, "GET", "/tasks?scope=mine")).body.items.map((task: { instance: string }) => task.instance)).toContain(own);
  });

  it("of a task that all have to finish, the part of who is removed goes to the head of his unit, else an operator gives it to somebody", async () => {
    const { db } = office.runtime;
    const [chief, helper] = [await office.person("judge"), await office.person("judge")];
    await db.run(sql`update metaloom.users set status = 'active', unit_id = null where id = ${leaving.id}::uuid`);
    const id = await begin("together");
    const task = (await instance(id)).tasks[0].id as string;
    const parts = async (): Promise<readonly string[]> => (await db.run<{ users: readonly string[] }>(sql`select users from metaloom.process_tasks where id = ${task}::uuid`))[0]!.users;
    await db.run(sql`update metaloom.users set status = 'suspended' where id = ${leaving.id}::uuid`);
    await work.runOnce(new Date(Date.now() + 3 * HOUR));
    expect(await instance(id)).toMatchObject({ incidents: 1, openIncidents: [{ code: "personGone", node: "look" }] });
    expect((await office.ask(steward, "POST", `/tasks/${task}/delegate`, { to: helper.id })).status).toBe(204);
    expect([[...(await parts())].sort(), (await instance(id)).incidents]).toEqual([[helper.id, judge.id].sort(), 0]);
    // And without anybody's help where there is a head.
    await db.run(sql`insert into metaloom.units (id, name, path, head_id) values (${chief.id}::uuid, 'South', ${[chief.id]}::uuid[], ${chief.id}::uuid)`);
    await db.run(sql`update metaloom.users set status = 'suspended', unit_id = ${chief.id}::uuid where id = ${helper.id}::uuid`);
    await work.runOnce(new Date(Date.now() + 5 * HOUR));
    expect([...(await parts())].sort()).toEqual([chief.id, judge.id].sort());
    for (const who of [judge, chief]) expect((await office.ask(who, "POST", `/tasks/${task}/complete`, {})).status).toBe(200);
    expect((await instance(id)).status).toBe("completed");
  });

  it.each(["each", "inTurn"])(`a repetition over ${ROUNDS} items goes on in portions while whoever started it has his answer; one over more than the limit is an incident (%s)`, { timeout: 3_600_000 }, async (name) => {
    const id = await begin(name, { variables: { n: ROUNDS } });
    expect((await instance(id)).status).toBe("running");
    await work.runOnce();
    const [ended] = await office.runtime.db.run<{ status: string; all: number[] }>(sql`select status, outcome->'variables'->'all' as all from metaloom.process_instances where id = ${id}::uuid`);
    expect(ended!.status).toBe("completed");
    expect(ended!.all).toEqual(Array.from({ length: ROUNDS }, (_, i) => i + 1));
    expect(await office.runtime.db.run(sql`select 1 from metaloom.process_jobs where instance_id = ${id}::uuid`)).toEqual([]);
    expect((await instance(await begin(name, { variables: { n: 100_001 } }))).openIncidents).toMatchObject([{ code: "tooMany", message: "“each” would run 100001 times; 100000 is the limit." }]);
  });

  describe("a definition of 2,000 nodes", () => {
    const numbered = (count: number, of: (i: number) => Readonly<Record<string, Drawn>>): Readonly<Record<string, Drawn>> => Object.assign({}, ...Array.from({ length: count }, (_, i) => of(i))) as Readonly<Record<string, Drawn>>;
    const validate = async (drawn: object) => office.ask(await office.person("administrator"), "POST", "/metadata/validate", { changes: [{ kind: "process", name: "large", document: { ...drawn, id: "large", name: "large", label: "Large" } }] });
    const row = (tasks: number) => draw({ s: "startEvent", ...numbered(tasks, (i) => ({ [`t${i}`]: "task" })), e: "endEvent" }, `s ${Array.from({ length: tasks }, (_, i) => `t${i}`).join(" ")} e`);

    it.each<[string, () => object]>([
      ["in a row", () => row(1_998)],
      ["side by side", () => draw({ s: "startEvent", fork: "parallelGateway", ...numbered(1_996, (i) => ({ [`t${i}`]: "task" })), join: "parallelGateway", e: "endEvent" }, "s fork", ...Array.from({ length: 1_996 }, (_, i) => `fork t${i} join`), "join e")],
      ["of choices that lead back", () => ({
        variables: [{ id: "x", name: "x", type: "number" }],
        ...draw({ s: "startEvent", ...numbered(999, (i) => ({ [`t${i}`]: ask("starter"), [`g${i}`]: "exclusiveGateway" })), e: "endEvent" }, "s t0", ...Array.from({ length: 999 }, (_, i) => [`t${i} g${i}`, `g${i} ${i === 998 ? "e" : `t${i + 1}`}: default`, `g${i} t${i >> 1}: x > ${i}`]).flat()),
      })],
      ["of forks within forks", () => draw({ s: "startEvent", ...numbered(666, (i) => ({ [`f${i}`]: "parallelGateway", [`t${i}`]: "task", [`j${i}`]: "parallelGateway" })), e: "endEvent" }, "s f0", ...Array.from({ length: 666 }, (_, i) => [`f${i} t${i} j${i}`, i === 665 ? `f${i} j${i}` : `f${i} f${i + 1}`, i === 665 ? "" : `j${i + 1} j${i}`]).flat().filter(Boolean), "j0 e")],
    ])("%s is checked to its end", async (_shape, drawn) => {
      const answer = await validate(drawn());
      expect([answer.status, answer.body.problems]).toEqual([200, []]);
    });

    it("and one more is refused in a sentence", async () => {
      expect(JSON.stringify((await validate(row(1_999))).body)).toContain("2000");
    });
  });

  describe("a web address", () => {
    const call = () => begin("hook", { variables: { address: `${origin}/x`, n: 1 } });
    const tries = async (from: number): Promise<void> => {
      for (const minutes of [0, 1, 3, 20]) await work.runOnce(new Date(from + minutes * 60_000));
    };

    it.each<[string, typeof answer, string]>([
      ["never answers", () => undefined, "attempts"],
      ["sends on to an inner host", (reply) => void reply.writeHead(302, { location: "http://169.254.169.254/latest" }).end(), "attempts"],
    ])("that %s is an incident after its tries, asked with one key", async (_what, how, code) => {
      answer = how;
      asked.length = 0;
      const id = await call();
      await tries(Date.now());
      expect((await instance(id)).openIncidents).toMatchObject([{ code }]);
      expect([new Set(asked).size, asked.length]).toEqual([1, 4]);
    });

    it("that lies about what it sends gives what it sent, as text", async () => {
      answer = (reply) => void reply.writeHead(200, { "content-type": "application/json" }).end("{ no json");
      const id = await call();
      await work.runOnce();
      expect((await instance(id)).variables.answer).toEqual({ status: 200, body: "{ no json" });
    });

    it(`is asked by workers that stop for longer than their lease, and come back in ${ORDERS} random orders with whatever answer: whoever holds the lease speaks, nobody else changes anything`, { timeout: 3_600_000 }, async () => {
      const { db } = office.runtime;
      let clock = Date.now() + HOUR;
      const at = () => new Date(clock);
      const stateOf = (id: string) => db.run(sql`select i.lock, i.state, (select jsonb_agg(j) from metaloom.process_jobs j where j.instance_id = i.id) as jobs, (select count(*)::int from metaloom.process_journal j where j.instance_id = i.id) as entries from metaloom.process_instances i where id = ${id}::uuid`);
      const answers: Readonly<Record<"good" | "failed" | "broken", (name: string) => Response>> = { good: (from) => Response.json({ from }), failed: () => new Response("", { status: 503 }), broken: () => { throw new Error("cut off"); } };
      type Answer = keyof typeof answers;
      /** Takes the job, and waits for its answer; undefined when there is none to take. */
      const take = async (name: string): Promise<{ readonly name: string; answer(what: Answer): Promise<void> } | undefined> => {
        let reached: (answer: (what: Answer) => void) => void = () => undefined;
        const gate = new Promise<(what: Answer) => void>((resolve) => (reached = resolve));
        const egress = () => ({ ask: () => new Promise<Response>((resolve) => reached((what) => resolve(new Promise((answered) => answered(answers[what](name)))))) });
        const done = doJob({ ...depsOf(egress), versions: createVersions(), store: sqlStore }, at());
        const open = await Promise.race([gate, done.then(() => undefined)]);
        return open && { name, answer: async (what) => (open(what), void (await done)) };
      };
      const idle = { ...depsOf(() => ({ ask: async () => Response.json({}) })), versions: createVersions(), store: sqlStore };
      while (await doJob(idle, at())) continue; // what tests before left
      const step = fc.oneof({ weight: 3, arbitrary: fc.constant({ do: "late" as const }) }, { weight: 1, arbitrary: fc.constant({ do: "early" as const }) }, { weight: 4, arbitrary: fc.record({ do: fc.constant("answer" as const), who: fc.nat(9), what: fc.constantFrom<Answer>("good", "failed", "broken") }) });
      await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), async (steps) => {
        const id = await begin("hook", { variables: { address: `${origin}/x`, n: 1 } });
        const stopped: NonNullable<Awaited<ReturnType<typeof take>>>[] = [];
        let [holder, failures, said, workers]: [string | undefined, number, string | undefined, number] = [undefined, 0, undefined, 0];
        const takeOver = async () => {
          clock += HOUR;
          const worker = await take(`w${++workers}`);
          expect(worker === undefined).toBe(said !== undefined);
          if (worker) holder = stopped[stopped.push(worker) - 1]!.name;
        };
        const answer = async (who: number, what: Answer) => {
          const [worker] = stopped.splice(who % stopped.length, 1);
          const before = await stateOf(id);
          await worker!.answer(what);
          if (worker!.name !== holder) return expect(await stateOf(id)).toEqual(before);
          holder = undefined;
          if (what === "good") said = worker!.name;
          else failures++;
        };
        for (const one of steps) {
          if (one.do === "late") await takeOver();
          else if (one.do === "early" && holder !== undefined) expect(await take("early")).toBeUndefined();
          else if (one.do === "answer" && stopped.length > 0) await answer(one.who, failures < 3 ? one.what : "good");
        }
        if (said === undefined) await takeOver();
        while (stopped.length > 0) await answer(stopped.length - 1, "good");
        expect(await db.run(sql`select i.state->'frames'->'1'->'variables'->'answer'->'body'->>'from' as said, (select count(*)::int from metaloom.process_journal j where j.instance_id = i.id and j.event = 'left' and j.node = 'call') as times
          from metaloom.process_instances i where id = ${id}::uuid`)).toEqual([{ said, times: 1 }]);
      }), { numRuns: ORDERS, endOnFailure: true });
    });

    it("answered to a worker whose lease is over changes nothing: the one who took over speaks for it", async () => {
      const gates: (() => void)[] = [];
      const slow = node(() => ({ ask: () => new Promise<Response>((resolve) => gates.push(() => resolve(Response.json({ from: "late" })))) }));
      answer = (reply) => void reply.writeHead(200, { "content-type": "application/json" }).end('{"from":"other"}');
      const id = await call();
      const stopped = slow.runOnce();
      await expect.poll(() => gates.length).toBe(1);
      await work.runOnce(new Date(Date.now() + 4 * 60_000));
      const before = await office.runtime.db.run(sql`select lock, state from metaloom.process_instances where id = ${id}::uuid`);
      gates[0]!();
      await stopped;
      expect(await office.runtime.db.run(sql`select lock, state from metaloom.process_instances where id = ${id}::uuid`)).toEqual(before);
      expect((await instance(id)).variables.answer).toEqual({ status: 200, body: { from: "other" } });
    });
  });
});
