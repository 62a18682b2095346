/** Saved views: whose they are, what sharing makes of them, and how what was made on one installation gets to another. */
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packSource } from "../../runtime/publish";
import { testDatabases } from "../helpers/database";
import { openTestServer, type TestServer } from "../helpers/server";

const CRM = ["metadata/packs/crm"];
const OPEN = { columns: [{ id: "name", field: "name", width: 300, pinned: true }, { id: "firm", field: "organisation.name" }], sort: [{ field: "name", direction: "asc" }], filter: { field: "name", op: "contains", value: "a" }, groupBy: { field: "stage" } };

describe.each(testDatabases())("views on $kind", (kind) => {
  let server: TestServer;
  let admin: string;
  let seller: string;
  let colleague: string;
  let team: { id: string } | undefined;

  beforeAll(async () => {
    server = await openTestServer(kind, CRM);
    [admin, seller, colleague] = [await server.keyOf("administrator"), await server.keyOf("salesPerson"), await server.keyOf("salesPerson")];
    [team] = await server.runtime.db.run<{ id: string }>(sql`insert into metaloom.teams (id, name) values (gen_random_uuid(), 'North') returning id`);
    await server.runtime.db.run(sql`insert into metaloom.team_members (user_id, team_id) select id, ${team!.id}::uuid from metaloom.users where email in ('server2@example.com', 'server3@example.com')`);
  });
  afterAll(() => server.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of several routes; each test says what it expects
  async function ask(key: string, method: string, path: string, body?: unknown, on = server): Promise<{ status: number; body: any }> {
    const response = await fetch(`${on.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }, body: body === undefined ? undefined : JSON.stringify(body) });
    return { status: response.status, body: response.status === 204 ? null : await response.json() };
  }
  const lists = async (key: string, on = server) => (await ask(key, "GET", "/model", undefined, on)).body.entities.deal.lists as { name: string; label: string; default: boolean; local: boolean; roles?: string[]; groupBy?: unknown; shownAs?: string }[];

  it("are private: the owner finds them, a colleague does not", async () => {
    const made = await ask(seller, "POST", "/views/deal", { label: "Mine", document: OPEN });
    expect(made).toMatchObject({ status: 201, body: { label: "Mine", kind: "list", mine: true, shared: false, reach: { to: "own" }, version: 1, document: OPEN } });
    expect((await ask(seller, "GET", "/views/deal")).body.items).toMatchObject([{ id: made.body.id }]);
    expect((await ask(colleague, "GET", "/views/deal")).body.items).toEqual([]);
    expect((await ask(seller, "GET", "/views")).body).toEqual({ items: [{ id: made.body.id, entity: "deal", label: "Mine" }] });
    expect((await ask(colleague, "GET", "/views")).body).toEqual({ items: [] });
    expect((await ask(colleague, "PATCH", `/views/deal/${made.body.id}`, { label: "Theirs" })).status).toBe(404);
    expect((await ask(colleague, "DELETE", `/views/deal/${made.body.id}`)).status).toBe(404);
    expect(await ask(seller, "PATCH", `/views/deal/${made.body.id}`, { label: "Renamed", version: 1 })).toMatchObject({ status: 200, body: { label: "Renamed", version: 2, document: OPEN } });
    expect((await ask(seller, "PATCH", `/views/deal/${made.body.id}`, { label: "Late", version: 1 })).status).toBe(409);
    expect(await ask(seller, "PUT", "/views/deal/default", { view: made.body.id })).toMatchObject({ status: 200 });
    expect((await ask(seller, "GET", "/views/deal")).body.default).toBe(made.body.id);
    expect((await ask(colleague, "PUT", "/views/deal/default", { view: made.body.id })).status).toBe(404);
    expect((await ask(seller, "DELETE", `/views/deal/${made.body.id}`)).status).toBe(204);
    expect((await ask(seller, "GET", "/views/deal")).body).toEqual({ items: [], default: null });
  });

  it("of a team are seen by its members and changed by who made them", async () => {
    const made = await ask(seller, "POST", "/views/deal", { label: "Ours", document: OPEN, reach: { to: "team", team: team!.id } });
    expect(made).toMatchObject({ status: 201, body: { reach: { to: "team", team: team!.id } } });
    expect((await ask(colleague, "GET", "/views/deal")).body.items).toMatchObject([{ label: "Ours", mine: false }]);
    expect((await ask(colleague, "PATCH", `/views/deal/${made.body.id}`, { label: "Mine now" })).status).toBe(403);
    expect((await ask(admin, "POST", "/views/deal", { label: "Foreign", document: OPEN, reach: { to: "team", team: team!.id } })).status).toBe(422);
  });

  it("shared with a role are lists of the metadata, which only those change who may publish", async () => {
    expect((await ask(seller, "POST", "/views/deal", { label: "For all", document: OPEN, reach: { to: "everybody" } })).status).toBe(403);
    const shared = await ask(admin, "POST", "/views/deal", { label: "Открытые сделки", document: OPEN, reach: { to: "roles", roles: ["salesPerson"] }, default: true });
    expect(shared).toMatchObject({ status: 201, body: { id: "otkrytyeSdelki", shared: true } });
    expect((await lists(seller)).find((list) => list.local)).toMatchObject({ name: "otkrytyeSdelki", label: "Открытые сделки", default: true, groupBy: { field: "stage" } });
    expect((await lists(await server.keyOf("observer"))).some((list) => list.local)).toBe(false);
    expect(await ask(admin, "PATCH", "/views/deal/otkrytyeSdelki", { label: "Open deals" })).toMatchObject({ status: 200, body: { id: "otkrytyeSdelki" } });
    expect((await lists(seller)).find((list) => list.local)?.label).toBe("Open deals");
    expect(await ask(admin, "POST", "/views/deal", { label: "Our board", kind: "board", document: OPEN, reach: { to: "roles", roles: ["salesPerson"] } })).toMatchObject({ status: 201, body: { id: "ourBoard", kind: "board" } });
    expect(await ask(admin, "PATCH", "/views/deal/ourBoard", { label: "The board" })).toMatchObject({ status: 200, body: { kind: "board" } });
    expect((await lists(seller)).find((list) => list.name === "ourBoard")).toMatchObject({ label: "The board", shownAs: "board" });
    expect((await ask(admin, "DELETE", "/views/deal/ourBoard")).status).toBe(204);
    const mine = await ask(admin, "POST", "/views/deal", { label: "Gone soon", document: OPEN });
    expect(await ask(admin, "PATCH", `/views/deal/${mine.body.id}`, { reach: { to: "everybody" } })).toMatchObject({ status: 200, body: { id: "goneSoon", shared: true } });
    expect((await ask(admin, "GET", "/views/deal")).body.items).toEqual([]);
    expect((await ask(admin, "DELETE", "/views/deal/goneSoon")).status).toBe(204);
    expect((await lists(admin)).some((list) => list.name === "goneSoon")).toBe(false);
    expect((await ask(admin, "DELETE", "/views/deal/main")).status).toBe(404);
  });

  it("are refused when they are not well formed or ask for what is not there", async () => {
    expect(await ask(seller, "POST", "/views/deal", { label: "Bad", document: { columns: [] } })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/document/columns" }] } });
    expect((await ask(seller, "POST", "/views/nothing", { label: "Bad", document: OPEN })).status).toBe(404);
    expect(await ask(admin, "POST", "/views/deal", { label: "Wrong path", document: { columns: [{ id: "x", field: "nmae" }] }, reach: { to: "everybody" } })).toMatchObject({ status: 422 });
    expect((await ask(seller, "PUT", "/views/deal/default", { view: "noSuchList" })).status).toBe(404);
  });

  it("travel with roles and changed documents to a second, empty installation", async () => {
    const role = { id: "scout", name: "scout", label: "Scout", entities: { deal: { read: "all" } } };
    await ask(admin, "POST", "/metadata/publish", { changes: [{ kind: "role", name: "scout", document: role }] });
    const main = (await ask(admin, "GET", "/metadata/list/deal.main")).body.document;
    await ask(admin, "POST", "/metadata/publish", { changes: [{ kind: "list", name: "deal.main", document: { ...main, label: "Every deal" } }] });
    const exported = (await ask(admin, "GET", "/packs/local/export")).body;
    expect(Object.keys(exported.files).sort()).toEqual(expect.arrayContaining(["pack.json", "entities/deal/list.otkrytyeSdelki.json", "roles/scout.json"]));
    const second = await openTestServer(kind, []);
    try {
      const key = await second.keyOf("administrator");
      const source = packSource(new Map(Object.entries(exported.files as Record<string, string>)));
      expect(await ask(key, "POST", "/packs/install", { packs: [{ files: Object.fromEntries(source.files) }] }, second)).toMatchObject({ status: 200, body: { changed: true } });
      expect((await lists(await second.keyOf("salesPerson"), second)).map((list) => list.label)).toEqual(expect.arrayContaining(["Every deal", "Open deals"]));
      expect((await lists(await second.keyOf("scout"), second)).map((list) => list.label)).not.toContain("Open deals");
      // Once more: nothing to do. Something else under the same name: refused, or put in its place.
      expect(await ask(key, "POST", "/packs/install", { packs: [{ files: exported.files }] }, second)).toMatchObject({ status: 200, body: { changed: false } });
      const other = { ...exported.files, "roles/scout.json": JSON.stringify({ ...role, label: "Pathfinder" }) };
      expect((await ask(key, "POST", "/packs/install", { packs: [{ files: other }] }, second)).status).toBe(409);
      expect(await ask(key, "POST", "/packs/upgrade", { packs: [{ files: other }] }, second)).toMatchObject({ status: 200, body: { changed: true } });
    } finally {
      await second.close();
    }
  });
});
