/** Must show 4: an instance ends by the version it began with, unless an operator moves it to another after a plan that was checked. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { draw } from "../../runtime/workflow/simulate/draw";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const ask = (label: string) => ({ type: "userTask" as const, label, options: { responsible: [{ kind: "role", value: "judge" }] } });
const ONE = draw({ s: "startEvent", ask: ask("Check the price"), e: "endEvent" }, "s ask e");
const TWO = draw({ s: "startEvent", price: ask("Check price and stock"), late: { type: "boundaryEvent", attachedTo: "price", triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, second: ask("Second look"), e: "endEvent" }, "s price second e", "late second");

describe.each(testDatabases())("moving running instances to another version on $kind", ({ open }) => {
  let office: Office;
  let [steward, judge, guest] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson];

  const publish = (process: object) => commit({ database: office.runtime.db, live: office.runtime.live, load: modelLoader }, {
    summary: "moved", author: { id: null, kind: "system" }, edit: (files) => new Map([...files, ["packs/approvals/processes/moved.json", JSON.stringify({ ...process, id: "moved", name: "moved", label: "Moved", actsAs: ["robot"] })]]),
  });
  const begin = async (): Promise<string> => (await office.ask(steward, "POST", "/processes/moved/start", {})).body.id as string;
  const instance = async (id: string) => (await office.ask(steward, "GET", `/processes/instances/${id}`)).body;
  const finish = async (id: string) => (await office.ask(judge, "POST", `/tasks/${(await instance(id)).tasks.find((task: { status: string }) => task.status === "open").id}/complete`, {})).status;
  const plan = (id: string, query = "", who = steward) => office.ask(who, "GET", `/processes/instances/${id}/migration${query}`);
  const move = (id: string, body: object, who = steward) => office.ask(who, "POST", `/processes/instances/${id}/migration`, body);
  const choices = `?choices=${encodeURIComponent('{"ask":"price"}')}`;
  let [stays, moves] = ["", ""];
  let many: string[] = [];

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["approvals"]);
    [steward, judge, guest] = [await office.person("steward"), await office.person("judge"), await office.person("guest")];
    await publish(ONE);
    [stays, moves] = [await begin(), await begin()];
    many = await Promise.all(Array.from({ length: 3 }, begin));
    await publish(TWO);
  });
  afterAll(() => office?.close());

  it("one that is left alone ends by the version it began with", async () => {
    expect((await instance(stays)).process.version).toBe(1);
    expect(await finish(stays)).toBe(200);
    expect(await instance(stays)).toMatchObject({ status: "completed", process: { version: 1 } });
    expect((await plan(stays)).body.problems).toEqual(["The instance has ended: there is nothing left to move."]);
    expect((await move(stays, {})).status).toBe(409);
  });

  it("tells what would be, in plain words, and refuses while a step has no counterpart", async () => {
    expect((await plan(moves)).body).toMatchObject({ ok: false, from: 1, to: 2, places: [{ node: "ask", label: "Check the price", to: null, problem: "“Check the price” is not in the other version. Choose where its work is to go on.", choices: [{ node: "price", label: "Check price and stock" }, { node: "second" }, { node: "e" }] }] });
    const refused = await move(moves, {});
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, "/choices/ask"]);
    expect((await move(moves, { version: 7 })).body.errors[0].message).toBe("The process has no version 7.");
    expect((await plan(moves, "?choices=no")).status).toBe(422);
    expect((await plan(moves, choices)).body).toMatchObject({ ok: true, places: [{ to: "price", how: "kept" }] });
    expect((await instance(moves)).process.version).toBe(1);
  });

  it("is for operators", async () => {
    expect([(await plan(moves, "", guest)).status, (await move(moves, {}, guest)).status]).toEqual([404, 404]);
    expect((await office.ask(guest, "GET", "/processes/moved/migration")).status).toBe(404);
    expect((await office.ask(judge, "POST", "/processes/moved/migration", {})).status).toBe(404);
  });

  it("keeps the task that is open, begins what is new, and ends by the new version", async () => {
    const before = (await instance(moves)).tasks[0].id;
    expect((await move(moves, { choices: { ask: "price" } })).body).toMatchObject({ process: { version: 2 }, tasks: [{ id: before, title: "Check price and stock", status: "open" }], waits: [{ kind: "timer", node: "late" }] });
    expect((await move(moves, {})).status).toBe(409);
    const journal = (await office.ask(steward, "GET", `/processes/instances/${moves}/journal`)).body.items as { event: string; actor: { id: string } | null; detail: unknown }[];
    expect(journal.find(({ event }) => event === "operator:migrate")).toMatchObject({ actor: { id: steward.id }, detail: { from: 1, to: 2, choices: { ask: "price" } } });
    expect(await finish(moves)).toBe(200);
    expect((await instance(moves)).at).toMatchObject([{ node: "second" }]);
    expect(await finish(moves)).toBe(200);
    expect((await instance(moves)).status).toBe("completed");
  });

  it("all that wait at a version go together, and the new timer goes off for them", async () => {
    expect((await office.ask(steward, "GET", "/processes/moved/migration?from=1")).body).toMatchObject({ instances: 3, ok: false, places: [{ node: "ask", tokens: 3 }] });
    expect((await office.ask(steward, "POST", "/processes/moved/migration", { from: 1 })).body).toMatchObject({ moved: 0, refused: many.map((id) => ({ id })).sort((a, b) => (a.id < b.id ? -1 : 1)), next: null });
    expect((await office.ask(steward, "POST", "/processes/moved/migration", { from: 1, choices: { ask: "second" } })).body).toEqual({ moved: 3, refused: [], next: null });
    expect(await Promise.all(many.map(async (id) => (await instance(id)).at))).toEqual(many.map(() => [expect.objectContaining({ node: "second" })]));
    expect((await office.runtime.db.run(sql`select 1 from metaloom.process_tasks where status = 'open' and node = 'ask'`)).length).toBe(0);
  });

  it("may go back, and begins anew where a step is of another kind", async () => {
    expect((await move(many[0]!, { version: 1, choices: { second: "ask" } })).body).toMatchObject({ process: { version: 1 }, at: [{ node: "ask" }] });
    await publish(draw({ s: "startEvent", ask: { type: "intermediateCatchEvent", triggers: [{ id: "m", type: "message", message: "later" }] }, e: "endEvent" }, "s ask e"));
    expect((await office.ask(steward, "POST", "/processes/messages", { name: "later" })).body).toEqual({ outcome: "kept" });
    expect((await move(many[0]!, {})).status).toBe(200);
    await office.runtime.processes.runOnce();
    expect(await instance(many[0]!)).toMatchObject({ status: "completed", process: { version: 3 }, tasks: [] });
  });
});
