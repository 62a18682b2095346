/** Metadata and packs over HTTP: the journey of somebody who builds an application on the running system. */
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Runtime } from "../../runtime/server";
import { modelRoutes } from "../../server/routes/model";
import { metadataRoutes } from "../../server/routes/metadata";
import { packRoutes } from "../../server/routes/packs";
import { recordRoutes } from "../../server/routes/records";
import { addPerson, staffOf, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { serveRoutes } from "../helpers/http";
import { openTestRuntime } from "../helpers/runtime";
import { entity, field, pack } from "../helpers/publishing";

interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of many routes; each test says what it expects
  readonly body: any;
}

describe.each(testDatabases())("metadata over HTTP on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let app: FastifyInstance;
  let builder: string;
  let reader: string;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["people"]);
    app = serveRoutes(runtime, [...metadataRoutes, ...packRoutes, ...recordRoutes, ...modelRoutes]);
    const key = async (person: Person, roles: readonly string[]) => (await runtime.auth.createApiKey(await staffOf(runtime.auth, person), { name: "test", roles, readOnly: false })).key;
    builder = await key(await addPerson(runtime.auth, ["administrator"]), ["administrator"]);
    reader = await key(await addPerson(runtime.auth, ["clerk"]), ["clerk"]);
  });
  afterAll(async () => {
    await app.close();
    await runtime.live.close();
    await runtime.auth.close();
    await test.close();
  });

  const ask = async (method: string, url: string, payload?: object, key = builder): Promise<Answer> => {
    const response = await app.inject({ method: method as "GET", url: `/api/v1${url}`, headers: { authorization: `Bearer ${key}` }, ...(payload === undefined ? {} : { payload }) });
    return { status: response.statusCode, body: response.json() };
  };
  const columns = async (table: string) => (await test.database.run<{ c: string }>(sql`select column_name as c from information_schema.columns where table_schema = 'app' and table_name = ${table}`)).map((row) => row.c);
  const rights = { id: "planner", name: "planner", label: "Planner", entities: { plan: { create: "all", read: "all", update: "all", delete: "all" } } };

  it("collects a draft nobody else sees, tells its problems and its plan, and publishes it", async () => {
    const saved = await ask("PUT", "/metadata/entity/plan", entity("plan", [field("name", { required: true }), field("amont", { type: "intger" })]));
    expect(saved).toMatchObject({ status: 200, body: { kind: "entity", name: "plan", baseRevision: 1, problems: [expect.objectContaining({ pointer: expect.stringContaining("/fields/1"), remedy: expect.stringContaining("integer") })] } });
    expect((await ask("POST", "/metadata/validate", {})).body).toMatchObject({ ok: false });
    expect((await ask("POST", "/metadata/publish", {})).status).toBe(422);
    await ask("PUT", "/metadata/entity/plan", entity("plan", [field("name", { required: true })]));
    await ask("PUT", "/metadata/role/planner", rights);
    expect((await ask("GET", "/metadata")).body).toMatchObject({ revision: 1, draft: { baseRevision: 1, changes: [{ kind: "role" }, { kind: "entity" }].reverse() } });
    expect((await ask("GET", "/metadata/entity/plan")).body).toMatchObject({ document: null, draft: { document: { id: "plan" } } });
    expect((await ask("POST", "/metadata/plan", {})).body).toMatchObject({ baseRevision: 1, problems: [], steps: [{ text: "creates table plan", lock: "none", destructive: false }, expect.anything()] });
    expect(await ask("POST", "/metadata/publish", { summary: "Plans" })).toMatchObject({ status: 200, body: { revision: 2, changed: true } });
    expect((await ask("GET", "/metadata")).body).toMatchObject({ revision: 2, draft: null });
    expect((await ask("POST", "/metadata/publish", {}))).toMatchObject({ status: 409, body: { code: "state:wrong" } });
  });

  it("adds a field to the running system, whose records take it at once, and rolls back with the data kept", async () => {
    const change = (...fields: readonly ReturnType<typeof field>[]) => ({ changes: [{ kind: "entity", name: "plan", document: entity("plan", [field("name", { required: true }), ...fields]) }] });
    expect((await ask("POST", "/metadata/publish", { ...change(field("budget", { type: "integer" })), baseRevision: 2 })).body).toMatchObject({ revision: 3 });
    expect(await columns("plan")).toContain("budget");
    const id = (await ask("POST", "/records/plan", { name: "A", budget: 7 })).body.id as string;
    expect(id).toEqual(expect.any(String));
    expect((await ask("POST", "/metadata/publish", change()))).toMatchObject({ status: 409, body: { code: "metadata:destructive", destructive: [{ values: 1 }] } });
    expect(await ask("POST", "/metadata/rollback", { revision: 2 })).toMatchObject({ status: 200, body: { revision: 4, steps: [{ do: "hideField", values: 1 }] } });
    expect(await columns("plan")).not.toContain("budget");
    expect((await ask("GET", `/records/plan/${id}`)).body).not.toHaveProperty("budget");
    expect((await ask("GET", "/metadata/hidden")).body.items).toMatchObject([{ entity: "plan", field: "budget" }]);
    await ask("POST", "/metadata/rollback", { revision: 3 });
    expect((await ask("GET", `/records/plan/${id}`)).body).toMatchObject({ name: "A", budget: 7 });
  });

  it("lists, shows and compares revisions", async () => {
    const { items } = (await ask("GET", "/metadata/revisions?limit=2")).body;
    expect(items).toMatchObject([{ revision: 5, summary: "Back to revision 3", author: { name: expect.any(String) } }, { revision: 4 }]);
    expect((await ask("GET", "/metadata/revisions/3")).body).toMatchObject({ revision: 3, parent: 2, plan: [{ text: "adds column budget to table plan" }] });
    expect((await ask("GET", "/metadata/revisions/2/compare/3")).body).toMatchObject({ items: [{ file: "local/entities/plan/entity.json", properties: [{ path: "fields/budget", change: "added" }] }] });
    expect((await ask("GET", "/metadata/revisions/99")).status).toBe(404);
    expect((await ask("GET", "/metadata/entity/plan/versions")).body.items.map((item: { revision: number }) => item.revision)).toEqual([5, 4, 3, 2]);
    expect((await ask("GET", "/metadata/role/planner/versions")).body.items).toMatchObject([{ revision: 2, summary: "Plans", author: { name: expect.any(String) } }]);
    expect((await ask("GET", "/metadata/entity/plan?revision=2")).body.document.fields).toHaveLength(1);
    expect((await ask("GET", "/metadata/entity/plan?revision=3")).body.document.fields).toHaveLength(2);
    expect((await ask("GET", "/metadata/entity/plan?revision=1")).status).toBe(404);
    expect((await ask("GET", "/metadata/entity/nothing/versions")).status).toBe(404);
  });

  it("tells somebody who is late what changed meanwhile", async () => {
    expect(await ask("POST", "/metadata/publish", { baseRevision: 4, changes: [{ kind: "role", name: "planner", document: { ...rights, label: "P" } }] })).toMatchObject({ status: 409, body: { code: "conflict:revision", revision: 5, changed: [{ file: "local/entities/plan/entity.json" }] } });
  });

  it("merges what two people changed at once, and asks about what both changed", async () => {
    const role = (values: object) => ({ ...rights, label: "Planner", ...values });
    const deletes = (scope: string) => ({ entities: { plan: { ...rights.entities.plan, delete: scope } } });
    const head = async (): Promise<number> => (await ask("GET", "/metadata")).body.revision;
    await ask("POST", "/metadata/publish", { changes: [{ kind: "role", name: "planner", document: role({}) }] });
    const base = await head();
    await ask("POST", "/metadata/publish", { baseRevision: base, changes: [{ kind: "role", name: "planner", document: role(deletes("own")) }] });
    const mine = (values: object, more: object = {}) => ask("POST", "/metadata/publish", { baseRevision: base, merge: true, changes: [{ kind: "role", name: "planner", document: role(values) }], ...more });
    expect(await mine({ label: "Mine" })).toMatchObject({ status: 200, body: { changed: true, merged: [{ kind: "role", name: "planner", document: { label: "Mine", ...deletes("own") } }] } });
    const before = await head();
    const asked = await mine({ label: "Another", ...deletes("none") });
    expect(asked).toMatchObject({ status: 409, body: { code: "conflict:revision", revision: before, conflicts: [{ id: "role planner label", ours: "Another", theirs: "Mine" }, { id: "role planner entities/plan/delete" }], errors: [{ pointer: "/decisions" }, { pointer: "/decisions" }] } });
    expect(await head()).toBe(before);
    expect(await mine({ label: "Another", ...deletes("none") }, { decisions: { "role planner label": "mine", "role planner entities/plan/delete": "theirs" } })).toMatchObject({ status: 200, body: { merged: [{ document: { label: "Another", ...deletes("own") } }] } });
    expect((await mine({}, { decisions: { "role planner label": "perhaps" } })).status).toBe(422);
  });

  it("keeps a draft on the revision that its author saw", async () => {
    const base = (await ask("GET", "/metadata")).body.revision as number;
    await ask("POST", "/metadata/publish", { changes: [{ kind: "role", name: "planner", document: { ...rights, label: "Published meanwhile" } }] });
    expect((await ask("PUT", `/metadata/role/planner?baseRevision=${base}`, { ...rights, label: "Drafted" })).body).toMatchObject({ baseRevision: base });
    expect((await ask("GET", "/metadata/role/planner")).body).toMatchObject({ draft: { baseRevision: base } });
    expect(await ask("POST", "/metadata/publish", { merge: true })).toMatchObject({ status: 409, body: { conflicts: [{ id: "role planner label" }] } });
    expect(await ask("POST", "/metadata/publish", { merge: true, decisions: { "role planner label": "mine" } })).toMatchObject({ status: 200 });
    expect((await ask("GET", "/metadata/role/planner")).body).toMatchObject({ document: { label: "Drafted" } });
  });

  it("installs, changes and exports a pack given as files", async () => {
    const source = pack("stock", { "entities/item/entity.json": entity("item", [field("name")]) }, { requires: { core: "*" } });
    const files = Object.fromEntries(source.files);
    expect((await ask("POST", "/packs/plan", { packs: [{ files }] })).body).toMatchObject({ problems: [], packs: [{ name: "stock", does: "install" }] });
    expect((await ask("POST", "/packs/install", { packs: [{ files }] })).body).toMatchObject({ changed: true });
    expect((await ask("POST", "/packs/install", { packs: [{ files }] })).body).toMatchObject({ changed: false });
    expect((await ask("GET", "/packs")).body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ name: "stock", version: "1.0.0" })]), available: expect.arrayContaining(["core"]) });
    await ask("PUT", "/metadata/entity/item", entity("item", [field("name", { label: "Title" })]));
    await ask("POST", "/metadata/publish", {});
    expect((await ask("GET", "/metadata/entity/item")).body).toMatchObject({ pack: "stock", document: { fields: [{ label: "Title" }] }, base: { fields: [{ label: "name" }] } });
    expect((await ask("GET", "/packs/stock/export")).body).toEqual({ name: "stock", version: "1.0.0", files });
    expect(await ask("POST", "/packs/install", { names: ["cor"] })).toMatchObject({ status: 404, body: { remedy: `Did you mean "core"?` } });
  });

  it("answers wrong requests with pointer and remedy, and leaves everything as it was", async () => {
    const before = (await ask("GET", "/metadata/revisions")).body;
    expect(await ask("PUT", "/metadata/entyti/plan", {})).toMatchObject({ status: 422, body: { remedy: `Did you mean "entity"?`, errors: [{ pointer: "/changes/0" }] } });
    expect(await ask("POST", "/metadata/publish", { chnges: [] })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/chnges", remedy: `Did you mean "changes"?` }] } });
    expect(await ask("POST", "/metadata/rollback", {})).toMatchObject({ status: 422, body: { errors: [{ pointer: "/revision", code: "required" }] } });
    expect(await ask("POST", "/metadata/rollback", { revision: 999 })).toMatchObject({ status: 404 });
    expect(await ask("POST", "/packs/install", { packs: [{ files: { "pack.json": "{" } }] })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/files/pack.json" }] } });
    expect(await ask("GET", "/metadata/revisions?limit=0")).toMatchObject({ status: 400 });
    expect(await ask("POST", "/metadata/purge", { entity: "plan" })).toMatchObject({ status: 404 });
    expect((await ask("GET", "/metadata/revisions")).body).toEqual(before);
  });

  it("is closed to people without the right", async () => {
    for (const [method, url, body] of [["GET", "/metadata"], ["GET", "/metadata/revisions"], ["POST", "/metadata/publish", { changes: [] }], ["PUT", "/metadata/role/x", {}], ["POST", "/metadata/rollback", { revision: 1 }], ["POST", "/packs/install", { names: ["core"] }], ["GET", "/packs/core/export"]] as const) {
      expect(await ask(method, url, body, reader), `${method} ${url}`).toMatchObject({ status: 403, body: { code: "right:missing" } });
    }
  });
});
