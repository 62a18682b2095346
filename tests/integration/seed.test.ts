import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../runtime/model/patch";
import { packSource, readPackFolder, type Author, type PackSource } from "../../runtime/publish";
import { openRuntime, type Runtime } from "../../runtime/server";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { TEST_SECRET } from "../helpers/runtime";

const AUTHOR: Author = { id: null, kind: "system" };

const task: JsonObject = {
  id: "task", name: "task", label: "Task",
  fields: [
    { id: "code", name: "code", type: "text", label: "Code", required: true }, { id: "name", name: "name", type: "text", label: "Name", required: true },
    { id: "number", name: "number", type: "autonumber", label: "Number", options: { format: "T-{YYYY}-{00}" } },
    { id: "due", name: "due", type: "date", label: "Due" }, { id: "doneAt", name: "doneAt", type: "dateTime", label: "Done", readOnly: true },
    { id: "after", name: "after", type: "reference", label: "After", options: { entity: "task" } }, { id: "about", name: "about", type: "anyReference", label: "About", options: { entities: ["task"] } },
  ],
};

function pack(name: string, tasks: readonly JsonObject[], demo: boolean): PackSource {
  const seed = (file: string, entity: string, key: string, isDemo: boolean, records: readonly JsonObject[]) => [`seed/${file}.json`, JSON.stringify({ id: `${name}.${file}`, name: file, label: file, demo: isDemo, entity, key, records })] as const;
  return packSource(new Map([
    ["pack.json", JSON.stringify({ id: name, name, version: "1.0.0", label: name, language: "en", requires: { core: "^1.0.0" } })],
    ["entities/task/entity.json", JSON.stringify(task)],
    seed("tasks", "task", "code", demo, tasks),
    seed("units", "unit", "code", true, [{ code: "U1", name: "Root", head: { key: "ann@seed.example" } }, { code: "U2", name: "Branch", parent: { key: "U1" } }]),
    seed("teams", "team", "name", true, [{ name: "Red" }]),
    seed("users", "user", "email", true, [{ email: "ann@seed.example", name: "Ann", unit: { key: "U2" }, teams: [{ key: "Red" }], roles: ["administrator"], position: "Head" }, { email: "bob@seed.example", name: "Bob", unit: { key: "U2" }, position: "Clerk", superior: { key: "ann@seed.example" } }]),
  ]));
}

describe.each(testDatabases())("seeds of a pack on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let core: PackSource;
  const install = (tasks: readonly JsonObject[], demo = true) => runtime.packs.install({ packs: [core, pack("work", tasks, demo)], author: AUTHOR, demo: true });
  beforeAll(async () => {
    test = await open();
    runtime = await openRuntime({ db: test.database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0 });
    core = await readPackFolder("metadata/packs/core");
  });
  afterAll(async () => {
    await runtime.close();
    await test.close();
  });

  it("undo the whole installation when one record is refused, and name it", async () => {
    await expect(install([{ code: "A", name: "Good" }, { code: "B", due: { ahead: "P1D" } }])).rejects.toMatchObject({ code: "metadata:invalid", message: expect.stringContaining("work/seed/tasks.json/records/1"), issues: [{ pointer: "/records/1/name", code: "required" }] });
    expect(await runtime.packs.list()).toEqual([]);
    expect(await runtime.db.run(sql`select to_regclass('app.task') as t`)).toEqual([{ t: null }]);
    expect(await runtime.db.run(sql`select id from metaloom.users`)).toEqual([]);
  });

  it("come with the installation: moments count from now, links of a circle are followed, people own what they own", async () => {
    await install([
      { code: "A", name: "First", after: { key: "B" }, createdAt: { ago: "P400D" }, due: { ahead: "P10D" }, owner: { key: "bob@seed.example" } },
      { code: "B", name: "Second", about: { entity: "task", key: "A" }, doneAt: { ago: "PT2H" } },
    ]);
    const [row] = await runtime.db.run<Record<string, unknown>>(sql`select a.number = 'T-' || to_char(now() at time zone 'UTC' - interval '400 days', 'YYYY') || '-01' as numbered, now() - a.created_at between interval '399 days' and interval '401 days' as old,
      a.due = (now() at time zone 'UTC')::date + 10 as due, a.after_id = b.id as after, b.about_entity = 'task' and b.about_id = a.id as about, now() - b.done_at between interval '119 minutes' and interval '125 minutes' as done,
      u.email, un.code, a.team_id as team from app.task a join app.task b on b.code = 'B' left join metaloom.users u on u.id = a.owner_id left join metaloom.units un on un.id = a.unit_id where a.code = 'A'`);
    expect(row).toEqual({ numbered: true, old: true, due: true, after: true, about: true, done: true, email: "bob@seed.example", code: "U2", team: null });
  });

  it("are said to be made by their owners; what nobody owns, nobody made", async () => {
    const made = await runtime.db.run(sql`select t.code, c.email as creator, u.email as changer, a.email as actor, j.actor_kind as kind from app.task t left join metaloom.users c on c.id = t.created_by left join metaloom.users u on u.id = t.updated_by
      join metaloom.journal j on j.record_id = t.id and j.verb = 'create' left join metaloom.users a on a.id = j.actor_id order by t.code`);
    expect(made).toEqual([{ code: "A", creator: "bob@seed.example", changer: "bob@seed.example", actor: "bob@seed.example", kind: "system" }, { code: "B", creator: null, changer: null, actor: null, kind: "system" }]);
  });

  it("bring people with place, roles, team and position, but no password", async () => {
    const people = await runtime.db.run(sql`select u.email, un.code, (select array_agg(role) from metaloom.user_roles r where r.user_id = u.id) as roles, t.name as team, p.name as position, su.email as superior, u.password_hash as hash
      from metaloom.users u left join metaloom.units un on un.id = u.unit_id left join metaloom.teams t on t.id = u.team_id left join metaloom.positions p on p.user_id = u.id left join metaloom.positions s on s.id = p.superior_id left join metaloom.users su on su.id = s.user_id order by u.email`);
    expect(people).toEqual([
      { email: "ann@seed.example", code: "U2", roles: ["administrator"], team: "Red", position: "Head", superior: null, hash: null },
      { email: "bob@seed.example", code: "U2", roles: null, team: null, position: "Clerk", superior: "ann@seed.example", hash: null },
    ]);
    expect(await runtime.db.run(sql`select u.code, cardinality(u.path)::int as depth, h.email as head from metaloom.units u left join metaloom.users h on h.id = u.head_id order by u.code`)).toEqual([{ code: "U1", depth: 1, head: "ann@seed.example" }, { code: "U2", depth: 2, head: null }]);
  });

  it("of demo data are left as people changed them, and what was deleted does not come back", async () => {
    await runtime.db.run(sql`update app.task set name = 'Changed' where code = 'A'`);
    await runtime.db.run(sql`update app.task set deleted_at = now() where code = 'B'`);
    expect(await runtime.loadDemo(["work"])).toEqual({});
    expect(await runtime.db.run(sql`select name, deleted_at is null as alive from app.task order by code`)).toEqual([{ name: "Changed", alive: true }, { name: "Second", alive: false }]);
  });

  it("of reference data come without demo data", async () => {
    const fresh = await open();
    const other = await openRuntime({ db: fresh.database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0 });
    await other.packs.install({ packs: [core, pack("work", [{ code: "R", name: "Reference" }], false)], author: AUTHOR });
    expect(await other.db.run(sql`select name from app.task`)).toEqual([{ name: "Reference" }]);
    expect(await other.db.run(sql`select id from metaloom.users`)).toEqual([]);
    expect(await other.loadDemo(["work"])).toEqual({ unit: 2, team: 1, user: 2 });
    await other.close();
    await fresh.close();
  });

  it("of reference data follow an upgrade, but where people changed or deleted something they have the last word", async () => {
    const fresh = await open();
    const other = await openRuntime({ db: fresh.database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0 });
    const due = "2026-05-01";
    await other.packs.install({ packs: [core, pack("work", [{ code: "A", name: "One", due }, { code: "B", name: "Two", after: { key: "A" } }, { code: "C", name: "Three" }, { code: "D", name: "Four" }, { code: "E", name: "Five" }], false)], author: AUTHOR });
    await other.db.run(sql`update app.task set name = 'Mine' where code = 'A'`);
    await other.db.run(sql`update app.task set deleted_at = now() where code = 'C'`);
    await other.db.run(sql`delete from app.task where code = 'D'`);
    await other.packs.upgrade({ packs: [pack("work", [{ code: "A", name: "First", due: "2026-06-01" }, { code: "B", name: "Second", after: { key: "F" } }, { code: "C", name: "Third" }, { code: "D", name: "Fourth" }, { code: "E", name: "Five" }, { code: "F", name: "Sixth" }], false)], author: AUTHOR });
    expect(await other.db.run(sql`select t.code, t.name, t.due::text, a.code as after, t.version from app.task t left join app.task a on a.id = t.after_id order by t.code`)).toEqual([
      { code: "A", name: "Mine", due: "2026-06-01", after: null, version: 2 }, { code: "B", name: "Second", due: null, after: "F", version: 3 }, { code: "C", name: "Three", due: null, after: null, version: 1 },
      { code: "E", name: "Five", due: null, after: null, version: 1 }, { code: "F", name: "Sixth", due: null, after: null, version: 1 },
    ]);
    expect(await other.db.run(sql`select id from metaloom.users`)).toEqual([]);
    await other.close();
    await fresh.close();
  });
});
