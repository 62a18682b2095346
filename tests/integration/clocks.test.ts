import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personsActedFor } from "../../runtime/auth/deputies";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const HOUR = 3_600_000;

describe.each(testDatabases())("clocks of records on $kind", ({ open }) => {
  let office: Office;
  let [agent, narrow] = [] as unknown as [OfficePerson, OfficePerson];

  const make = async (body: object = {}): Promise<string> => (await office.ask(agent, "POST", "/records/request", { subject: "Help", ...body })).body.id as string;
  const record = async (id: string) => (await office.ask(agent, "GET", `/records/request/${id}`)).body as { version: number; mark: string | null };
  const change = async (id: string, body: object) => expect((await office.ask(agent, "PATCH", `/records/request/${id}`, { ...body, version: (await record(id)).version })).status).toBe(200);
  const clock = async (id: string, who = agent) => (await office.ask(who, "GET", `/records/request/${id}/clocks`)).body.items?.[0] as { status: string; left: number; breached: boolean; warned: boolean; dueAt: string; startedAt: string; label: string } | undefined;
  const hours = async (id: string): Promise<number> => Math.round((await clock(id))!.left / HOUR);
  const publish = (edit: (path: string, text: string) => string) => commit({ database: office.runtime.db, live: office.runtime.live, load: modelLoader }, { summary: "edit", author: { id: null, kind: "system" }, edit: (files) => new Map([...files].map(([path, text]) => [path, edit(path, text)])) });
  const later = (n: number): Date => new Date(Date.now() + n * HOUR);

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["terms"]);
    [agent, narrow] = [await office.person("agent"), await office.person("narrow")];
  });
  afterAll(() => office?.close());

  it("begin, pause, go on and stop with the record, in its transaction, with the term that fits it", async () => {
    const draft = await make({ state: "draft" });
    expect(await clock(draft)).toBeUndefined();
    await change(draft, { state: "new" });
    expect([await hours(draft), (await clock(draft))!.status]).toEqual([4, "running"]);
    await change(draft, { urgent: true });
    expect(await hours(draft)).toBe(1);
    await change(draft, { state: "waiting" });
    expect((await clock(draft))!.status).toBe("paused");
    await change(draft, { state: "new" });
    expect((await clock(draft))!.status).toBe("running");
    await change(draft, { state: "done" });
    expect(await clock(draft)).toMatchObject({ status: "stopped", breached: false, label: "Answer" });
    const before = await office.runtime.db.run(sql`select 1 from metaloom.record_clocks`);
    expect((await office.ask(agent, "POST", "/records/request", { subject: "" })).status).toBe(422);
    expect(await office.runtime.db.run(sql`select 1 from metaloom.record_clocks`)).toHaveLength(before.length);
  });

  it("are seen by who may read the record", async () => {
    const id = await make();
    expect(await clock(id, narrow)).toBeUndefined();
    const own = (await office.ask(narrow, "POST", "/records/request", { subject: "Mine" })).body.id as string;
    expect(await clock(own, narrow)).toMatchObject({ status: "running" });
    const several = async (who: OfficePerson) => ((await office.ask(who, "GET", `/records/request/clocks?ids=${id}&ids=${own}`)).body.items as { record: string }[]).map(({ record: of }) => of).sort();
    expect([await several(agent), await several(narrow), (await office.ask(narrow, "GET", "/records/request/clocks?ids=1")).status]).toEqual([[id, own].sort(), [own], 400]);
  });

  it("tell an hour before, then change the record and begin a process, once, though nobody visits", async () => {
    const id = await make({ subject: "Forgotten" });
    const told = async () => ((await office.ask(agent, "GET", "/notifications")).body.items as { record: { id: string } | null; lines: { title: string }[] }[]).filter((item) => item.record?.id === id).flatMap(({ lines }) => lines.map(({ title }) => title));
    await office.runtime.clocks.runOnce(later(2));
    expect([await told(), (await clock(id))!.warned]).toEqual([[], false]);
    await office.runtime.clocks.runOnce(later(3.2));
    expect([await told(), (await clock(id))!.warned, (await record(id)).mark]).toEqual([["Hurry: Forgotten"], true, null]);
    for (const n of [4.1, 4.2, 5]) await office.runtime.clocks.runOnce(later(n));
    const begun = (await office.ask(agent, "GET", `/records/request/${id}/processes`)).body.items as { process: { name: string } }[];
    expect([await told(), (await record(id)).mark, begun.map(({ process }) => process.name)]).toEqual([["Hurry: Forgotten"], "late", ["escalate"]]);
    const trashed = await make();
    await office.ask(agent, "DELETE", `/records/request/${trashed}`);
    await office.runtime.clocks.runOnce(later(9));
    expect(await office.runtime.db.run(sql`select 1 from metaloom.record_clocks where record_id = ${trashed}::uuid and (next_at is not null or fired <> '{}')`)).toEqual([]);
  });

  it("are reckoned anew when the calendar or the term is published anew", async () => {
    const id = await make();
    const started = Date.parse((await clock(id))!.startedAt);
    await publish((path, text) => (path.endsWith("clocks/answer.json") ? text.replace('"within": "PT4H"', '"within": "PT6H"') : text));
    await office.runtime.clocks.runOnce(new Date());
    const rows = async () => (await office.runtime.db.run<{ due: Date }>(sql`select due_at as due from metaloom.record_clocks where record_id = ${id}::uuid`)).map(({ due }) => Math.round((new Date(due).getTime() - started) / HOUR));
    expect(await rows()).toEqual([6]);
    const day = new Date(started).toISOString().slice(0, 10);
    const until = new Date(started + 3 * 24 * HOUR).toISOString().slice(0, 10);
    await publish((path, text) => (path.endsWith("calendars/always.json") ? text.replace('"shifts"', `"holidays": [{ "id": "h", "date": "${day}", "until": "${until}" }], "shifts"`) : text));
    await office.runtime.clocks.runOnce(new Date());
    expect((await rows())[0]).toBeGreaterThan(3 * 24);
    expect((await clock(id))!.left / HOUR).toBeCloseTo(6, 1);
  });

  it("are told of in the plan of a calendar, and terms of waiting steps move with it: what was left in working time is left still", async () => {
    const admin = await office.person("administrator");
    const lane = { id: "terms.waits", name: "waits", label: "Waits", entity: "request", calendar: "shop", nodes: [
      { id: "s", type: "startEvent" }, { id: "split", type: "parallelGateway" }, { id: "t", type: "userTask", options: { responsible: [{ kind: "role", value: "agent" }], due: "P2D" } }, { id: "fixed", type: "userTask", options: { responsible: [{ kind: "role", value: "agent" }], due: "2031-01-01T09:00:00Z" } },
      { id: "asked", type: "userTask", options: { responsible: [{ kind: "role", value: "agent" }], due: { formula: 'if record.urgent = true then "P1D" else "P2D"' } } },
      { id: "w", type: "intermediateCatchEvent", triggers: [{ id: "x", type: "timer", duration: "PT16H" }] }, { id: "join", type: "parallelGateway" }, { id: "e", type: "endEvent" }],
      flows: [["s", "split"], ["split", "t"], ["split", "fixed"], ["split", "w"], ["split", "asked"], ["asked", "join"], ["t", "join"], ["fixed", "join"], ["w", "join"], ["join", "e"]].map(([from, to], i) => ({ id: `f${i}`, from, to })), starts: [{ id: "hand", kind: "hand" }] };
    const calendar = (more: object) => ({ kind: "workingCalendar", name: "shop", document: { id: "shop", name: "shop", label: "Shop", timeZone: "UTC", shifts: [{ id: "a", days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], from: "00:00", to: "24:00" }], ...more } });
    const put = async (...changes: object[]) => {
      const { status, text } = await office.ask(admin, "POST", "/metadata/publish", { changes });
      expect(status, text).toBe(200);
    };
    await put(calendar({}), { kind: "process", name: "waits", document: lane });
    await office.runtime.processes.runOnce();
    const { id } = (await office.ask(agent, "POST", "/processes/waits/start", { record: await make() })).body as { id: string };
    const [started] = await office.runtime.db.run<{ at: Date }>(sql`select started_at as at from metaloom.process_instances where id = ${id}::uuid`);
    const terms = async () => {
      const tasks = await office.runtime.db.run<{ node: string; due: Date }>(sql`select node, due_at as due from metaloom.process_tasks where instance_id = ${id}::uuid union all select node, due_at from metaloom.process_waits where instance_id = ${id}::uuid`);
      return Object.fromEntries(tasks.map(({ node, due }) => [node, node === "fixed" ? new Date(due).toISOString() : Math.round((new Date(due).getTime() - new Date(started!.at).getTime()) / HOUR)]));
    };
    expect(await terms()).toEqual({ t: 48, asked: 48, w: 16, fixed: "2031-01-01T09:00:00.000Z" });
    const next = new Date(Date.now() + 24 * HOUR).toISOString().slice(0, 10);
    const closed = calendar({ holidays: [{ id: "h", date: next }] });
    const plan = (await office.ask(admin, "POST", "/metadata/plan", { changes: [closed] })).body as { moves: object[] };
    expect(plan.moves).toEqual([{ calendar: "shop", clocks: 0, terms: 4 }]);
    await put(closed);
    for (let pass = 0; pass < 2; pass++) await office.runtime.processes.runOnce();
    const moved = await terms();
    expect([moved["t"], moved["asked"], moved["fixed"]]).toEqual([72, 72, "2031-01-01T09:00:00.000Z"]);
    // Only what reaches into the free day moves by it.
    const inDay = new Date(new Date(started!.at).getTime() + 16 * HOUR).toISOString().slice(0, 10) === next;
    expect(moved["w"]).toBe(inDay ? 40 : 16);
    const state = await office.runtime.db.run<{ due: string }>(sql`select w.value ->> 'due' as due from metaloom.process_instances i, jsonb_each(i.state -> 'waits') w where i.id = ${id}::uuid`);
    expect(Math.round((Date.parse(state[0]!.due) - new Date(started!.at).getTime()) / HOUR)).toBe(moved["w"]);
    // Begun by the calendar as it is now: nothing to move.
    const fresh = (await office.ask(agent, "POST", "/processes/waits/start", { record: await make() })).body as { id: string };
    const before = await office.runtime.db.run(sql`select due_at from metaloom.process_tasks where instance_id = ${fresh.id}::uuid order by node`);
    await office.runtime.processes.runOnce();
    expect(await office.runtime.db.run(sql`select due_at from metaloom.process_tasks where instance_id = ${fresh.id}::uuid order by node`)).toEqual(before);
  });

  it("are given to records that were there before them, in portions, and to those of another condition", async () => {
    const admin = await office.person("administrator");
    const ids = await Promise.all(Array.from({ length: 3 }, (_, i) => make({ subject: `Old ${i}` })));
    await change(ids[2]!, { state: "done" });
    const clocks = async () => new Map((await office.runtime.db.run<{ id: string; status: string }>(sql`select record_id as id, status from metaloom.record_clocks where clock = 'late' and record_id = any(${ids}::uuid[])`)).map(({ id, status }) => [id, status]));
    const put = async (more: object) => {
      const document = { id: "late", name: "late", label: "Late", entity: "request", calendar: "always", stop: { field: "state", op: "eq", value: "done" }, targets: [{ id: "all", within: "PT4H" }], ...more };
      expect((await office.ask(admin, "POST", "/metadata/publish", { changes: [{ kind: "clock", name: "late", document }] })).status).toBe(200);
      await office.runtime.clocks.runOnce(new Date());
    };
    await put({ start: { field: "urgent", op: "isTrue" } });
    expect(await clocks()).toEqual(new Map());
    await put({});
    expect([(await clocks()).get(ids[0]!), (await clocks()).get(ids[1]!)]).toEqual(["running", "running"]);
    const first = (await office.ask(agent, "GET", `/records/request/${ids[0]}/clocks`)).body.items.find(({ clock: name }: { clock: string }) => name === "late");
    expect([first.breached, first.left / HOUR > 3.9]).toEqual([false, true]);
    const done = async () => (await office.runtime.db.run(sql`select 1 from metaloom.clock_backfills where clock = 'late' and done_at is not null`)).length;
    expect(await done()).toBe(1);
    // Seeds are followed by no clock: whoever loads some has it looked again.
    await office.runtime.db.change(sql`delete from metaloom.record_clocks where clock = 'late'`);
    await office.runtime.loadDemo(["terms"]);
    expect(await done()).toBe(0);
    await office.runtime.clocks.runOnce(new Date());
    expect([(await clocks()).size, await done()]).toEqual([2, 1]);
  });

  it("deputies named for absences act on days of absence only", async () => {
    const days = { from: "2030-01-01", to: "2030-12-31" };
    const acts = async (day: string) => (await personsActedFor({ db: office.runtime.db }, narrow.id, { day, kind: "task" })).map(({ person }) => person);
    expect((await office.ask(agent, "POST", "/deputies", { deputy: narrow.id, ...days, whenAbsent: true })).body).toMatchObject({ whenAbsent: true });
    expect(await acts("2030-06-03")).toEqual([]);
    const absence = await office.ask(agent, "POST", "/absences", { from: "2030-06-01", to: "2030-06-07", note: "Sea" });
    expect([absence.status, absence.body]).toMatchObject([201, { person: { id: agent.id }, note: "Sea" }]);
    expect([await acts("2030-06-03"), await acts("2030-06-08")]).toEqual([[agent.id], []]);
    expect((await office.ask(narrow, "DELETE", `/absences/${absence.body.id}`)).status).toBe(403);
    expect((await office.ask(agent, "POST", "/absences", { from: "2030-06-02", to: "2030-06-01" })).status).toBe(422);
    expect((await office.ask(narrow, "GET", "/absences")).body.items).toEqual([]);
    expect((await office.ask(narrow, "GET", "/absences?all=true")).status).toBe(403);
    expect((await office.ask(agent, "DELETE", `/absences/${absence.body.id}`)).status).toBe(204);
    expect(await acts("2030-06-03")).toEqual([]);
  });
});
