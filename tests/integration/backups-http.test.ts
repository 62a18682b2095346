/** Backups from the administration screen: begun, watched, downloaded, deleted; and the head of a form that mail programs send. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLines } from "../../runtime/backup/format";
import { testDatabases } from "../helpers/database";
import { openTestServer, type TestServer } from "../helpers/server";

describe.each(testDatabases())("backups over HTTP on $kind", (kind) => {
  let server: TestServer;
  let admin: string;
  let seller: string;
  const folder = mkdtempSync(join(tmpdir(), "metaloom-backups-"));

  beforeAll(async () => {
    server = await openTestServer(kind, ["metadata/packs/crm"]);
    [admin, seller] = [await server.keyOf("administrator"), await server.keyOf("salesPerson")];
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (key: string, method: string, path: string) => fetch(`${server.url}/api/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the test says what it expects
  const state = async (): Promise<any> => (await ask(admin, "GET", "/admin/backups")).json();

  it("are made while the server runs, one at a time, and can be read back from what was downloaded", async () => {
    expect(await state()).toEqual({ items: [], running: null, problem: null });
    const begun = await Promise.all([ask(admin, "POST", "/admin/backups"), ask(admin, "POST", "/admin/backups")]);
    expect(begun.map(({ status }) => status).sort()).toEqual([202, 409]);
    await expect.poll(async () => (await state()).running, { timeout: 60_000 }).toBeNull();
    const { items, problem } = await state();
    expect([items.length, problem]).toEqual([1, null]);
    const file = await ask(admin, "GET", `/admin/backups/${items[0].name}`);
    expect(file.headers.get("content-disposition")).toContain(items[0].name);
    const path = join(folder, items[0].name);
    writeFileSync(path, Buffer.from(await file.arrayBuffer()));
    const kinds = new Set<string>();
    const tables: string[] = [];
    for await (const line of readLines(path)) {
      if ("kind" in line) kinds.add(line.kind);
      if ("kind" in line && line.kind === "table") tables.push(`${line.schema}.${line.name}`);
    }
    expect([...kinds]).toEqual(expect.arrayContaining(["metaloom-backup", "table", "tableEnd", "tail"]));
    expect(tables).toEqual(expect.arrayContaining(["metaloom.users", "app.deal"]));
  });

  it("are for those with the right alone, and nothing else is fetched by their address", async () => {
    const [{ name }] = (await state()).items;
    for (const [method, path] of [["GET", "/admin/backups"], ["POST", "/admin/backups"], ["GET", `/admin/backups/${name}`], ["DELETE", `/admin/backups/${name}`]] as const) expect((await ask(seller, method, path)).status, `${method} ${path}`).toBe(403);
    for (const other of ["..%2Fsecret", "secret", "metaloom-20260101-000000.backup"]) expect((await ask(admin, "GET", `/admin/backups/${other}`)).status, other).toBe(404);
    expect((await ask(admin, "DELETE", `/admin/backups/${name}`)).status).toBe(204);
    expect((await state()).items).toEqual([]);
  });

  it("leave forms to the one address that takes them", async () => {
    const form = (path: string) => fetch(`${server.url}/api/v1${path}`, { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded", authorization: `Bearer ${admin}` }, body: "List-Unsubscribe=One-Click" });
    expect((await form("/notifications/unsubscribe?token=this-is-no-token-of-ours")).status).toBe(422);
    expect((await form("/records/lead")).status).toBe(415);
  });
});
