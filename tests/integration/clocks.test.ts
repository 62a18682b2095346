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
