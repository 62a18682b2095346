/** What cards of steps say beside who and when: who is told, and which files go with a task. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../runtime/kernel/ids";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const HOUR = 3_600_000;
const PDF = "%PDF-1.4 contract";

interface Task {
  readonly id: string;
  readonly instance: string;
  readonly attachments: readonly { readonly id: string; readonly label: string; readonly needed: boolean | readonly string[]; readonly files: readonly { readonly id: string; readonly name: string }[] }[];
}

describe.each(testDatabases())("cards of steps on $kind", ({ open }) => {
  let office: Office;
  let [clerk, other, boss, seller, owner, blind] = [] as unknown as OfficePerson[];

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["cards"]);
    [clerk, other, boss, seller, owner, blind] = [await office.person("clerk"), await office.person("clerk"), await office.person("boss"), await office.person("seller"), await office.person("seller"), await office.person("blind")];
    const [unit, chief, hand] = [newId(), newId(), newId()];
    const { db } = office.runtime;
    await db.change(sql`insert into metaloom.units (id, name, path) values (${unit}::uuid, 'Shop', array[${unit}::uuid])`);
    for (const [id, superior, user] of [[chief, null, boss!.id], [hand, chief, clerk!.id]] as const) await db.change(sql`insert into metaloom.positions (id, name, unit_id, superior_id, user_id) values (${id}::uuid, 'x', ${unit}::uuid, ${superior}::uuid, ${user}::uuid)`);
  });
  afterAll(() => office?.close());

  const begin = async (process: string, name: string, more: object = {}): Promise<{ order: string; run: string }> => {
    const order = (await office.ask(seller!, "POST", "/records/order", { name, owner: owner!.id, ...more })).body.id as string;
    const answer = await office.ask(seller!, "POST", `/processes/${process}/start`, { record: order });
    expect(answer.status, answer.text).toBe(201);
    return { order, run: answer.body.id as string };
  };
  const work = (hours = 0) => office.runtime.processes.runOnce(new Date(Date.now() + hours * HOUR));
  const taskOf = async (run: string, who = clerk!): Promise<Task> => ((await office.ask(who, "GET", "/tasks")).body.items as Task[]).find(({ instance }) => instance === run)!;
  const complete = (task: string, body: object, who = clerk!) => office.ask(who, "POST", `/tasks/${task}/complete`, body);
  const file = async (who = clerk!, name = "contract.pdf"): Promise<string> => (await office.send(who, "/files", { name, bytes: PDF })).body.id as string;
  /** Lines in the bells of some people about a record, and to whom letters about it go. */
  const bell = async (who: OfficePerson, order: string): Promise<string[]> => (await office.runtime.db.run<{ line: string }>(sql`select l ->> 'title' as line from metaloom.notifications n, jsonb_array_elements(n.lines) l where n.user_id = ${who.id}::uuid and n.record_id = ${order}::uuid and n.shown order by n.id`)).map(({ line }) => line);
  const letters = async (who: OfficePerson, order: string): Promise<number> => (await office.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.notifications where user_id = ${who.id}::uuid and record_id = ${order}::uuid and letter is not null`))[0]!.n;

  it("tell of a step that begins, of a term that comes near or is over, and of its end, each once and only those it concerns", async () => {
    const { order, run } = await begin("check", "Pumps");
    await work();
    expect([await bell(owner!, order), await letters(owner!, order)]).toEqual([["Begun: Look at it · Pumps"], 0]);
    const [{ text }] = (await office.runtime.db.run<{ text: string }>(sql`select lines -> 0 ->> 'text' as text from metaloom.notifications where user_id = ${owner!.id}::uuid and record_id = ${order}::uuid`)) as [{ text: string }];
    expect(text).toBe("We look at it");
    // Performers have the letter of the task itself; who may not read the record hears nothing of it.
    expect([await bell(clerk!, order), await bell(blind!, order)]).toEqual([[], []]);
    const task = await taskOf(run);
    expect((await office.ask(clerk!, "POST", `/tasks/${task.id}/claim`)).status).toBe(200);
    await work(47);
    expect(await bell(clerk!, order)).toEqual([]);
    for (let pass = 0; pass < 2; pass++) await work(49);
    expect([await bell(clerk!, order), await bell(other!, order), await letters(clerk!, order)]).toEqual([["Due soon: Look at it · Pumps"], [], 1]);
    for (let pass = 0; pass < 2; pass++) await work(73);
    expect(await bell(boss!, order)).toEqual(["Overdue: Look at it · Pumps"]);
    expect((await complete(task.id, { decision: "reject" })).status).toBe(200);
    await work();
    expect([await bell(seller!, order), await letters(seller!, order), await bell(clerk!, order)]).toEqual([[], 1, ["Due soon: Look at it · Pumps"]]);
    expect(await letters(other!, order)).toBe(1);
  });

  it("follow a term that has moved, and say nothing of what is done", async () => {
    const moved = await begin("check", "Moved");
    await office.runtime.db.change(sql`update metaloom.process_tasks set due_at = now() + interval '10 days' where instance_id = ${moved.run}::uuid`);
    const done = await begin("check", "Done");
    const task = await taskOf(done.run);
    expect((await complete(task.id, { decision: "reject" })).status).toBe(200);
    await work(49);
    expect([await bell(clerk!, moved.order), await bell(other!, done.order)]).toEqual([[], []]);
    await work(217);
    expect(await bell(other!, moved.order)).toEqual(["Due soon: Look at it · Moved"]);
  });

  it("tell of collegial steps, too", async () => {
    const { order, run } = await begin("agree", "Valves");
    await work(25);
    expect(await bell(other!, order)).toContain("Due soon: All agree · Valves");
    const [{ id }] = (await office.runtime.db.run<{ id: string }>(sql`select id from metaloom.resolutions where instance_id = ${run}::uuid`)) as [{ id: string }];
    for (const who of [clerk!, other!]) expect((await office.ask(who, "POST", `/resolutions/${id}/answer`, { answer: "approve" })).status).toBe(200);
    for (let pass = 0; pass < 2; pass++) await work();
    expect(await bell(boss!, order)).toEqual(["Ended: All agree · Valves"]);
  });

  it("go to superiors of people the record names, and to heads of units that are named or kept in it", async () => {
    const { db } = office.runtime;
    const [north, top, low] = [newId(), newId(), newId()];
    await db.change(sql`insert into metaloom.units (id, name, path, head_id) values (${north}::uuid, 'North', array[${north}::uuid], ${other!.id}::uuid)`);
    await db.change(sql`update metaloom.users set unit_id = ${north}::uuid where id = ${seller!.id}::uuid`);
    for (const [id, superior, user] of [[top, null, boss!.id], [low, top, owner!.id]] as const) await db.change(sql`insert into metaloom.positions (id, name, unit_id, superior_id, user_id) values (${id}::uuid, 'x', ${north}::uuid, ${superior}::uuid, ${user}::uuid)`);
    const { order, run } = await begin("above", "Tubes", { branch: north });
    const asked = async (node: string) => (await db.run<{ users: string[] }>(sql`select users from metaloom.process_tasks where instance_id = ${run}::uuid and node = ${node}`))[0]!.users;
    await work();
    expect([await asked("one"), await bell(other!, order)]).toEqual([[boss!.id], ["Begun: See it · Tubes"]]);
    expect((await complete((await taskOf(run, boss)).id, {}, boss)).status).toBe(200);
    expect(await asked("many")).toEqual([boss!.id, other!.id].sort());
    expect((await complete((await taskOf(run, boss)).id, {}, boss)).status).toBe(200);
    expect(await asked("head")).toEqual([other!.id]);
  });

  it("say while they are drawn who is not there and who may not read the record, once for each step", async () => {
    const { db } = office.runtime;
    const [admin, red, empty] = [await office.person("administrator"), newId(), newId()];
    await db.change(sql`insert into metaloom.teams (id, name) values (${red}::uuid, 'Red')`);
    for (const who of [blind!, clerk!]) await db.change(sql`insert into metaloom.team_members (team_id, user_id) values (${red}::uuid, ${who.id}::uuid)`);
    await db.change(sql`insert into metaloom.units (id, name, path) values (${empty}::uuid, 'Void', array[${empty}::uuid])`);
    const warnings = async (...responsible: object[]): Promise<string[]> => {
      const nodes = [{ id: "s", type: "startEvent" }, { id: "do", type: "userTask", options: { responsible } }, { id: "e", type: "endEvent" }];
      const document = { id: "drawn", name: "drawn", label: "Drawn", entity: "order", nodes, flows: [{ id: "f1", from: "s", to: "do" }, { id: "f2", from: "do", to: "e" }] };
      const answer = await office.ask(admin, "POST", "/metadata/validate", { changes: [{ kind: "process", name: "drawn", document }] });
      expect(answer.body.problems).toEqual([]);
      return (answer.body.warnings as { file: string; pointer: string; code: string; message: string }[]).filter(({ file }) => file.endsWith("drawn.json")).map(({ pointer, code, message }) => `${pointer.replace("/nodes/1/options/responsible/", "")} ${code}: ${message}`);
    };
    expect(await warnings({ kind: "unitHead", value: "branch" }, { kind: "user", value: clerk!.id }, { kind: "field", value: "owner" })).toEqual([]);
    expect(await warnings({ kind: "unitHead", value: "Nowhere" }, { kind: "team", value: "Blue" }, { kind: "user", value: "x@example.com" }, { kind: "unitHead", value: "Void" })).toEqual([
      '0/value unknownUnit: There is neither a unit nor a field "Nowhere"', '1/value unknownTeam: There is no team "Blue"', '2/value unknownUser: There is no active user "x@example.com"', '3/value nobody: The unit "Void" has no head',
    ]);
    expect(await warnings({ kind: "team", value: "Red" }, { kind: "user", value: blind!.id })).toEqual([`/nodes/1 mayNotRead: Some of the team "Red", "${blind!.id}" may not read the records of "order" that this task is about`]);
    expect(await warnings({ kind: "user", value: blind!.id }, { kind: "role", value: "blind" })).toEqual(['mayNotRead: The role "blind" may not read the records of "order" that this task is about'].map((text) => `/nodes/1/options/responsible ${text}`));
  });

  it("show files with a task, take those that are given, and let nobody finish it without the needed ones", async () => {
    const { order, run } = await begin("check", "Files");
    const task = await taskOf(run);
    expect(task.attachments.map(({ id, label, needed, files }) => [id, label, needed, files.length])).toEqual([["signed", "Signed contract", ["approve"], 0], ["scans", "Scans", false, 0], ["photo", "Photo", false, 0]]);
    const refused = await complete(task.id, { decision: "approve" });
    expect([refused.status, refused.body.errors]).toEqual([422, [expect.objectContaining({ pointer: "/files/signed", code: "required" })]]);
    for (const [files, code] of [[{ other: [newId()] }, "unknownKey"], [{ signed: [newId()] }, "notFound"]] as const) expect([(await complete(task.id, { decision: "approve", files })).status, (await complete(task.id, { decision: "approve", files })).body.errors[0].code]).toEqual([422, code]);
    // A file that somebody else has sent is not there for this one.
    expect((await complete(task.id, { decision: "approve", files: { photo: [await file(seller!)] } })).status).toBe(422);
    expect((await office.ask(seller!, "PATCH", `/records/order/${order}`, { version: 1, scans: [await file(seller!, "first.pdf")] })).status).toBe(200);
    const shown = (await taskOf(run)).attachments.find(({ id }) => id === "scans")!;
    expect(shown.files.map(({ name }) => name)).toEqual(["first.pdf"]);
    const answer = await complete(task.id, { decision: "approve", files: { signed: [await file()], scans: [await file(clerk!, "second.pdf")], photo: [await file(clerk!, "photo.pdf")] } });
    expect(answer.status, answer.text).toBe(200);
    const record = (await office.ask(seller!, "GET", `/records/order/${order}`)).body;
    expect([record.contract.name, record.scans.map(({ name }: { name: string }) => name)]).toEqual(["contract.pdf", ["first.pdf", "second.pdf"]]);
    const attached = await office.runtime.db.run<{ name: string }>(sql`select f.name from metaloom.attachments a join metaloom.files f on f.attachment_id = a.id where a.record_id = ${order}::uuid`);
    expect(attached.map(({ name }) => name)).toEqual(["photo.pdf"]);
  });

  it("do the same for work outside that is confirmed", async () => {
    const { order, run } = await begin("check", "Ship");
    await complete((await taskOf(run)).id, { decision: "reject" });
    const task = await taskOf(run);
    await work(5);
    expect(await bell(boss!, order)).toEqual(["Overdue: Ship it · Ship"]);
    expect((await complete(task.id, {})).body.errors).toMatchObject([{ pointer: "/files/proof", message: "A file is needed: Proof of delivery." }]);
    expect((await complete(task.id, { files: { proof: [await file()] } })).status).toBe(200);
    expect((await office.ask(seller!, "GET", `/processes/instances/${run}`)).body.status).toBe("completed");
  });
});
