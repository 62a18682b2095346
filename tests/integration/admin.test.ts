/** Administration over HTTP: care for users, units without rings, teams, events, jobs, and what a changed role would give and take. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const NOBODY = "00000000-0000-7000-8000-000000000000";

describe.each(testDatabases())("administration on $kind", ({ open }) => {
  let office: Office;
  let admin: OfficePerson;
  let keeper: OfficePerson;
  let clerk: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    admin = await office.person("administrator");
    const userKeeper = { id: "userKeeper", name: "userKeeper", label: "Keeper of users", system: ["users.manage"] };
    await office.ask(admin, "POST", "/metadata/publish", { changes: [{ kind: "role", name: "userKeeper", document: userKeeper }] });
    [keeper, clerk] = [await office.person("userKeeper"), await office.person("clerk")];
  });
  afterAll(() => office?.close());

  const ask = (method: string, path: string, body?: object, who = admin) => office.ask(who, method, path, body);
  const unit = async (name: string, more: object = {}) => (await ask("POST", "/admin/units", { name, ...more })).body as { id: string };

  it("is closed to everybody without the right, whatever is asked", async () => {
    const asked = [["GET", "/admin/units"], ["POST", "/admin/units", { name: "X" }], ["DELETE", `/admin/teams/${NOBODY}`], ["GET", "/admin/positions"], ["GET", "/admin/events"], ["GET", "/admin/jobs"], ["GET", "/admin/health"],
      ["PATCH", `/users/${keeper.id}`, { name: "X" }], ["GET", `/users/${keeper.id}/sessions`], ["DELETE", `/users/${keeper.id}/sessions`], ["DELETE", `/users/${keeper.id}/second-factor`], ["DELETE", `/users/${keeper.id}/invite`],
      ["POST", "/metadata/roles/preview", { role: { id: "x", name: "x", label: "X" } }]] as const;
    for (const [method, path, body] of asked) expect(await ask(method, path, body, clerk), `${method} ${path}`).toMatchObject({ status: 403, body: { code: "right:missing" } });
    for (const path of ["/admin/events", "/admin/jobs", "/admin/health"]) expect((await ask("GET", path, undefined, keeper)).status).toBe(403);
  });

  it("keeps a tree of units: moved with all below it, never below itself, closed only when empty", async () => {
    const [root, left, right] = [await unit("House"), await unit("Left"), await unit("Right")];
    const leaf = await unit("Leaf", { parent: left.id, code: "L1" });
    await ask("PATCH", `/admin/units/${left.id}`, { parent: root.id });
    expect(await ask("PATCH", `/admin/units/${root.id}`, { parent: leaf.id })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/parent", code: "cycle" }] } });
    expect((await ask("PATCH", `/admin/units/${left.id}`, { parent: left.id })).status).toBe(422);
    expect((await ask("PATCH", `/admin/units/${left.id}`, { parent: right.id, head: clerk.id, name: "West" })).body).toMatchObject({ parent: right.id, name: "West", head: { id: clerk.id } });
    // The head belongs to the unit and to what lies below it; its path followed the move.
    expect((await ask("GET", "/auth/me", undefined, clerk)).body.principal.units).toEqual([left.id]);
    expect((await ask("PATCH", `/users/${keeper.id}`, { language: "uk" })).body.language).toBe("uk");
    expect(await ask("DELETE", `/admin/units/${right.id}`)).toMatchObject({ status: 409, body: { code: "conflict:inUse" } });
    expect((await ask("DELETE", `/admin/units/${leaf.id}`)).status).toBe(204);
    expect((await ask("DELETE", `/admin/units/${leaf.id}`)).status).toBe(404);
    expect((await ask("GET", "/admin/units")).body.items.map(({ name }: { name: string }) => name)).toEqual(["House", "Right", "West"]);
    for (const body of [{ name: " " }, { name: "a\nb" }, { name: "x".repeat(300) }, { name: "N", parent: NOBODY }, { name: "N", head: NOBODY }]) expect((await ask("POST", "/admin/units", body)).status).toBe(422);
  });

  it("lets a keeper of users touch only the units and teams that are his", async () => {
    const foreign = await unit("Foreign");
    const team = (await ask("POST", "/admin/teams", { name: "Night shift", members: [clerk.id] })).body;
    expect((await ask("PATCH", `/admin/units/${foreign.id}`, { head: keeper.id }, keeper)).status).toBe(403);
    expect((await ask("POST", "/admin/units", { name: "Mine", parent: foreign.id }, keeper)).status).toBe(403);
    expect((await ask("POST", "/admin/positions", { name: "Chief", unit: foreign.id, user: keeper.id }, keeper)).status).toBe(403);
    expect((await ask("PATCH", `/admin/teams/${team.id}`, { members: [keeper.id] }, keeper)).status).toBe(403);
    expect((await ask("DELETE", `/admin/teams/${team.id}`, undefined, keeper)).status).toBe(403);
    expect((await ask("DELETE", `/users/${admin.id}/sessions`, undefined, keeper)).status).toBe(403);
    expect((await ask("GET", "/admin/teams")).body.items).toEqual([{ id: team.id, name: "Night shift", members: [expect.objectContaining({ id: clerk.id })] }]);
    expect((await ask("DELETE", `/admin/teams/${team.id}`)).status).toBe(204);
    expect((await ask("GET", "/auth/me", undefined, clerk)).body.principal.teams).toEqual([]);
  });

  it("keeps positions: below one another without a ring, and their holders belong to the unit", async () => {
    const place = await unit("Office");
    const chief = (await ask("POST", "/admin/positions", { name: "Chief", unit: place.id })).body;
    const aide = (await ask("POST", "/admin/positions", { name: "Aide", unit: place.id, superior: chief.id, user: clerk.id })).body;
    expect(aide).toMatchObject({ superior: chief.id, user: { id: clerk.id } });
    expect((await ask("PATCH", `/admin/positions/${chief.id}`, { superior: aide.id })).body.errors).toMatchObject([{ pointer: "/superior", code: "cycle" }]);
    expect((await ask("GET", "/auth/me", undefined, clerk)).body.principal.units).toContain(place.id);
    expect((await ask("DELETE", `/admin/positions/${chief.id}`)).status).toBe(204);
    expect((await ask("GET", "/admin/positions")).body.items).toMatchObject([{ name: "Aide", superior: null }]);
  });

  it("signs somebody out everywhere, takes a second factor and an invitation away, and writes it all down", async () => {
    const person = await office.person("clerk");
    expect((await ask("GET", `/users/${person.id}/sessions`)).body.items).toHaveLength(1);
    expect((await ask("DELETE", `/users/${person.id}/sessions`)).body).toEqual({ ended: 1 });
    expect((await ask("GET", `/users/${person.id}/sessions`)).body.items).toEqual([]);
    expect((await ask("DELETE", `/users/${person.id}/second-factor`)).body.code).toBe("state:wrong");
    const guest = (await ask("POST", "/users", { email: "guest@example.com", name: "Guest" })).body;
    expect((await ask("DELETE", `/users/${person.id}/invite`)).body.code).toBe("state:wrong");
    expect((await ask("DELETE", `/users/${guest.id}/invite`)).status).toBe(204);
    expect((await ask("GET", `/users/${guest.id}`)).status).toBe(404);
    expect((await ask("POST", "/users", { email: "guest@example.com", name: "Guest again" })).status).toBe(201);
    const events = (await ask("GET", "/admin/events?kind=user.&limit=2")).body;
    expect(events.items.map(({ kind }: { kind: string }) => kind)).toEqual(["user.invited", "user.uninvited"]);
    const older = (await ask("GET", `/admin/events?kind=user.&limit=200&before=${events.nextCursor}`)).body;
    expect(older.items[0].seq).toBeLessThan(events.nextCursor);
    expect((await ask("GET", `/admin/events?user=${guest.id}`)).body.items[0]).toMatchObject({ kind: "user.uninvited", actor: { id: admin.id } });
    expect((await ask("GET", "/admin/jobs")).body).toMatchObject({ items: [], schedules: expect.any(Array) });
    expect((await ask("GET", "/admin/health")).body).toMatchObject({ checks: expect.arrayContaining([{ name: "schema", status: "ok", value: 0 }]), databaseBytes: expect.any(Number) });
  });

  it("tells what a changed role gives and takes, with titles of what the administrator may read, and writes nothing", async () => {
    const officer = await office.person("officer");
    for (const number of ["P-1", "P-2", "P-3"]) expect((await office.ask(officer, "POST", "/records/contract", { number })).status).toBe(201);
    expect((await office.ask(clerk, "POST", "/records/contract", { number: "P-4" })).status).toBe(201);
    const { revision } = (await ask("GET", "/metadata")).body;
    const document = (await ask("GET", "/metadata/role/clerk")).body.document as { entities: Record<string, Record<string, unknown>> };
    const wider = { ...document, entities: { ...document.entities, contract: { ...document.entities["contract"], read: "all" } } };
    const [gains] = (await ask("POST", "/metadata/roles/preview", { role: wider, users: [clerk.id] })).body.items;
    const contracts = gains.entities.find(({ entity }: { entity: string }) => entity === "contract");
    expect(contracts).toMatchObject({ before: 1, after: 4, gained: { count: 3, examples: expect.arrayContaining([expect.objectContaining({ title: "P-1" })]) }, lost: { count: 0, examples: [] } });
    const narrower = { ...document, entities: {} };
    const [losses] = (await ask("POST", "/metadata/roles/preview", { role: narrower, users: [clerk.id] })).body.items;
    const lost = losses.entities.find(({ entity }: { entity: string }) => entity === "contract");
    expect(lost).toMatchObject({ before: 1, after: 0, lost: { count: 1, examples: [expect.objectContaining({ title: "P-4" })] } });
    expect(lost.fields.lost.length).toBeGreaterThan(0);
    // A role that nobody holds yet is tried on.
    const fresh = { id: "looker", name: "looker", label: "Looker", entities: { contract: { read: "all" } } };
    expect((await ask("POST", "/metadata/roles/preview", { role: fresh, users: [keeper.id] })).body.items[0].entities[0]).toMatchObject({ entity: "contract", before: 0, after: 4 });
    expect((await ask("POST", "/metadata/roles/preview", { role: fresh })).body.items).toEqual([]);
    expect((await ask("POST", "/metadata/roles/preview", { role: { ...fresh, entities: { nothing: { read: "all" } } } })).body.code).toBe("metadata:invalid");
    expect((await ask("GET", "/metadata")).body.revision).toBe(revision);
  });

  it("keeps deputies: one's own, or anybody's for those who manage him, and resolves chains", async () => {
    const [ann, bob, cy] = [await office.person("clerk"), await office.person("clerk"), await office.person("clerk")];
    const days = { from: "2026-07-01", to: "2026-07-14" };
    const named = await ask("POST", "/deputies", { deputy: bob.id, ...days, kinds: ["approve"] }, ann);
    expect(named).toMatchObject({ status: 201, body: { person: { id: ann.id }, deputy: { id: bob.id }, kinds: ["approve"], ...days } });
    expect((await ask("POST", "/deputies", { person: bob.id, deputy: cy.id, ...days })).status).toBe(201);
    const acted = async (kind: string, day = "2026-07-14") => (await office.runtime.auth.personsActedFor(cy.id, { day, kind })).map(({ person }) => person);
    expect([await acted("approve"), await acted("sign"), await acted("approve", "2026-07-15")]).toEqual([[bob.id, ann.id], [bob.id], []]);
    expect((await ask("GET", "/deputies", undefined, bob)).body.items).toHaveLength(2);
    expect((await ask("GET", "/deputies", undefined, cy)).body.items).toHaveLength(1);
    expect((await ask("GET", "/deputies?all=true", undefined, bob)).status).toBe(403);
    expect((await ask("GET", "/deputies?all=true")).body.items).toHaveLength(2);
    expect((await ask("POST", "/deputies", { person: ann.id, deputy: cy.id, ...days }, cy)).status).toBe(403);
    expect((await ask("DELETE", `/deputies/${named.body.id}`, undefined, cy)).status).toBe(403);
    for (const wrong of [{ deputy: ann.id, ...days }, { deputy: bob.id, from: "2026-07-02", to: "2026-07-01" }, { deputy: NOBODY, ...days }, { deputy: bob.id, ...days, kinds: [] }, { deputy: bob.id, from: "soon", to: "later" }]) expect((await ask("POST", "/deputies", wrong, ann)).status).toBe(422);
    expect((await ask("DELETE", `/deputies/${named.body.id}`, undefined, ann)).status).toBe(204);
  });
});
