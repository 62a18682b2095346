/** Several workspaces on one installation: each with its own packs, people, records and files; none knows anything of another. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sessionCookieName } from "../../runtime/auth/cookie";
import { operator } from "../../cli/auth";
import { withRuntime } from "../../cli/runtime";
import type { Runtime } from "../../runtime/server";
import { schemasOf } from "../../runtime/workspaces/name";
import { tokenOf } from "../helpers/auth";
import { testDatabases } from "../helpers/database";
import { DOMAIN, keyIn, openTenants, refusal, type Tenants } from "../helpers/workspaces";

// Commands on an embedded database start and end a process of its own each time the server is down.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const host = (name: string): string => `${name}.${DOMAIN}`;

describe.each(testDatabases())("workspaces on $kind", (kind) => {
  let tenants: Tenants;
  const keys: Record<string, string> = {};
  let account: string;

  /** Something with the runtime of a workspace, as a command beside the server would do it. */
  const within = <T>(name: string, work: (runtime: Runtime) => Promise<T>): Promise<T> => withRuntime({ args: [], options: { workspace: name }, isJson: true, env: () => tenants.env, say: () => undefined }, work);
  const schemas = async (): Promise<string[]> => (await tenants.server().runtime.db.run<{ name: string }>(sql`select nspname as name from pg_namespace where nspname like 'ws\_%' order by 1`)).map(({ name }) => name);

  beforeAll(async () => {
    tenants = await openTenants(kind);
    await tenants.start();
    for (const name of ["acme", "north-2"]) await tenants.metaloom("workspace", "add", name);
    await tenants.metaloom("pack", "install", "core", "tests/fixtures/packs/desk", "--workspace", "acme");
    await tenants.metaloom("pack", "install", "core", "tests/fixtures/packs/office", "--workspace", "north-2");
    keys["acme"] = await within("acme", ({ auth }) => keyIn(auth, "ann@example.com", "boss", "administrator"));
    keys["north-2"] = await within("north-2", ({ auth }) => keyIn(auth, "ann@example.com", "clerk", "administrator"));
  });
  afterAll(() => tenants?.remove());

  it("are made, listed with their addresses, and not made twice", async () => {
    expect(await tenants.metaloom("workspace", "list")).toMatchObject({ workspaces: [{ name: "acme", isReady: true, address: host("acme") }, { name: "north-2" }] });
    expect(await schemas()).toEqual(["ws_acme", "ws_acme_app", "ws_north-2", "ws_north-2_app"]);
    expect(await refusal(tenants.metaloom("workspace", "add", "acme"))).toMatchObject({ code: "conflict:unique" });
    expect(await refusal(tenants.metaloom("workspace", "add", "Acme"))).toMatchObject({ code: "input:invalid" });
    expect(await refusal(tenants.metaloom("workspace", "add", "default"))).toMatchObject({ code: "input:invalid" });
    expect(await refusal(tenants.metaloom("user", "list", "--workspace", "nobody"))).toMatchObject({ code: "resource:notFound" });
  });

  it("are chosen by host: each answers with its own packs, an unknown name with 404", async () => {
    const entities = async (name: string, key = keys[name]) => (await tenants.ask("GET", "/api/openapi.json", { host: name, key })).body.paths as Record<string, unknown>;
    expect(Object.keys(await entities(host("acme")))).toEqual(expect.arrayContaining(["/api/v1/records/ticket"]));
    expect(Object.keys(await entities(host("north-2")))).toEqual(expect.arrayContaining(["/api/v1/records/contract"]));
    expect(Object.keys(await entities(host("north-2")))).not.toContain("/api/v1/records/ticket");
    expect(Object.keys(await entities(DOMAIN))).not.toEqual(expect.arrayContaining(["/api/v1/records/ticket", "/api/v1/records/contract"]));
    for (const unknown of [host("nobody"), host("a.acme"), host("default"), host("ws_acme")]) {
      const answer = await tenants.ask("GET", "/api/v1/model", { host: unknown, key: keys["acme"] });
      expect([unknown, answer.status, answer.body.code]).toEqual([unknown, 404, "resource:notFound"]);
      expect(answer.headers["content-type"]).toContain("application/problem+json");
    }
    const page = await tenants.ask("GET", "/", { host: host("nobody"), headers: { accept: "text/html", "accept-language": "uk-UA,uk;q=0.9" } });
    expect([page.status, page.headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
    expect(page.text).toContain("За цією адресою немає робочого простору");
  });

  it("keep records, keys and sessions to themselves", async () => {
    const made = await tenants.ask("POST", "/api/v1/records/account", { host: host("acme"), key: keys["acme"], body: { name: "Only here" } });
    expect(made.status).toBe(201);
    account = made.body.id as string;
    const path = `/api/v1/records/account/${account}`;
    expect((await tenants.ask("GET", path, { host: host("acme"), key: keys["acme"] })).body).toMatchObject({ name: "Only here" });
    for (const name of [host("north-2"), DOMAIN]) expect((await tenants.ask("GET", path, { host: name, key: keys["acme"] })).status).toBe(401);
    await tenants.metaloom("pack", "install", "tests/fixtures/packs/desk", "--workspace", "north-2");
    const other = await within("north-2", ({ auth }) => keyIn(auth, "bob@example.com", "boss"));
    // What another process installed is known by notice, or where there is none (embedded) at the next look, a second later.
    await expect.poll(async () => (await tenants.ask("GET", path, { host: host("north-2"), key: other })).body, { timeout: 10_000 }).toMatchObject({ code: "record:notFound" });
    expect((await tenants.ask("GET", "/api/v1/records/account?count=exact", { host: host("north-2"), key: other })).body).toMatchObject({ total: 0, items: [] });

    const cookie = await within("acme", async ({ auth }) => {
      const { items } = await auth.users(operator, { q: "ann@example.com", limit: 1 });
      return `${sessionCookieName(undefined)}=${await tokenOf(auth, items[0]!)}`;
    });
    expect((await tenants.ask("GET", path, { host: host("acme"), headers: { cookie } })).status).toBe(200);
    for (const name of [host("north-2"), DOMAIN]) expect((await tenants.ask("GET", path, { host: name, headers: { cookie } })).status).toBe(401);
  });

  it("publish for themselves: the tables of one change, the model of another does not", async () => {
    const before = (await tenants.ask("GET", "/readyz", { host: DOMAIN })).body.revision as number;
    const plan = { id: "plan", name: "plan", label: "Plan", plural: "Plans", icon: "box", titleField: "name", fields: [{ id: "name", name: "name", type: "text", label: "Name" }] };
    const published = await tenants.ask("POST", "/api/v1/metadata/publish", { host: host("acme"), key: keys["acme"], body: { changes: [{ kind: "entity", name: "plan", document: plan }], summary: "plans" } });
    expect([published.status, published.body.changed]).toEqual([200, true]);
    expect((await tenants.ask("GET", "/api/openapi.json", { host: host("acme") })).body.paths).toHaveProperty(["/api/v1/records/plan"]);
    expect((await tenants.ask("GET", "/api/openapi.json", { host: host("north-2") })).body.paths).not.toHaveProperty(["/api/v1/records/plan"]);
    expect((await tenants.ask("GET", "/readyz", { host: DOMAIN })).body.revision).toBe(before);
    const tables = await tenants.server().runtime.db.run<{ schema: string }>(sql`select table_schema as schema from information_schema.tables where table_name = 'plan'`);
    expect(tables).toEqual([{ schema: "ws_acme_app" }]);
  });

  it("take up what another process published, and work that it left", async () => {
    await tenants.metaloom("user", "add", "new@example.com", "--role", "clerk", "--workspace", "north-2");
    const csv = join(tenants.env.dataDir, "partners.csv");
    writeFileSync(csv, "name\nFrom a file\n");
    const { job } = (await tenants.metaloom("import", "account", csv, "--user", "ann@example.com", "--workspace", "acme")) as { job: { state: string } };
    expect(job.state).toBe("done");
    expect((await tenants.ask("GET", "/api/v1/records/account?q=file", { host: host("acme"), key: keys["acme"] })).body.items).toHaveLength(1);
    // A job in a workspace that is not open is found by the sweep, which opens it.
    await tenants.stop();
    await tenants.start();
    expect(tenants.server().workspaces.open()).toEqual([]);
    const id = await within("acme", async ({ db }) => (await db.run<{ id: string }>(sql`update metaloom.jobs set state = 'waiting', lease_token = null, leased_until = null returning id`))[0]!.id);
    await tenants.server().workspaces.sweep();
    expect(tenants.server().workspaces.open()).toEqual(["acme"]);
    await expect.poll(() => within("acme", async ({ db }) => (await db.run(sql`select state from metaloom.jobs where id = ${id}::uuid`))[0]), { timeout: 20_000 }).not.toEqual({ state: "waiting" });
  });

  it("keep files in folders of their own", async () => {
    expect(existsSync(join(tenants.env.dataDir, "workspaces", "acme", "files"))).toBe(true);
    expect(existsSync(join(tenants.env.dataDir, "files"))).toBe(false);
  });

  it("are saved and brought back one by one; the others stay as they are", async () => {
    const file = join(tenants.env.dataDir, "acme.metaloom");
    const whole = join(tenants.env.dataDir, "default.metaloom");
    await tenants.metaloom("backup", file, "--workspace", "acme");
    await tenants.metaloom("backup", whole);
    await tenants.metaloom("workspace", "add", "copy");
    const other = await within("north-2", ({ auth }) => keyIn(auth, "carl@example.com", "boss"));
    await tenants.ask("POST", "/api/v1/records/account", { host: host("north-2"), key: other, body: { name: "Stays" } });
    await tenants.ask("PATCH", `/api/v1/records/account/${account}`, { host: host("acme"), key: keys["acme"], body: { version: 1, name: "Changed" } });
    await tenants.stop();
    expect(await refusal(tenants.metaloom("restore", file, "--workspace", "acme"))).toMatchObject({ code: "state:wrong" });
    await tenants.metaloom("restore", file, "--workspace", "acme", "--force");
    await tenants.metaloom("restore", whole, "--force");
    await tenants.metaloom("restore", file, "--workspace", "copy", "--force");
    await tenants.start();
    expect(await tenants.metaloom("workspace", "list")).toMatchObject({ workspaces: [{ name: "acme" }, { name: "copy" }, { name: "north-2", isReady: true }] });
    for (const name of ["acme", "copy"]) expect((await tenants.ask("GET", `/api/v1/records/account/${account}`, { host: host(name), key: keys["acme"] })).body).toMatchObject({ name: "Only here", version: 1 });
    expect((await tenants.ask("GET", "/api/v1/records/account?q=Stays", { host: host("north-2"), key: other })).body.items).toHaveLength(1);
  });

  it("are removed on request only, and leave nothing behind", async () => {
    expect(await refusal(tenants.metaloom("workspace", "remove", "copy"))).toMatchObject({ code: "state:wrong", remedy: expect.stringContaining("--yes") });
    expect(await refusal(tenants.metaloom("workspace", "remove", "copy", "--yes"))).toMatchObject({ code: "state:wrong", remedy: expect.stringContaining("--backup") });
    expect(await refusal(tenants.metaloom("workspace", "remove", "default", "--yes", "--without-backup"))).toMatchObject({ code: "input:invalid" });
    const file = join(tenants.env.dataDir, "copy.metaloom");
    expect((await tenants.ask("GET", "/api/v1/model", { host: host("copy"), key: keys["acme"] })).status).toBe(200);
    expect(await tenants.metaloom("workspace", "remove", "copy", "--yes", "--backup", file)).toMatchObject({ ok: true, file });
    expect(existsSync(file)).toBe(true);
    await tenants.metaloom("workspace", "remove", "acme", "--yes", "--without-backup");
    await tenants.server().workspaces.sweep();
    expect(tenants.server().workspaces.open()).not.toContain("copy");
    expect((await tenants.ask("GET", "/api/v1/model", { host: host("acme"), key: keys["acme"] })).status).toBe(404);
    expect(await schemas()).toEqual([schemasOf("north-2").system, schemasOf("north-2").records]);
    expect([existsSync(join(tenants.env.dataDir, "workspaces", "acme")), existsSync(join(tenants.env.dataDir, "workspaces", "copy"))]).toEqual([false, false]);
    expect(await tenants.metaloom("workspace", "list")).toMatchObject({ workspaces: [{ name: "north-2" }] });
  });
});
