/** The real server (API without pages) over a test database, with packs installed and keys of people to ask with. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { inject } from "vitest";
import { systemPrincipal } from "../../runtime/kernel";
import { readPackFolder } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { readEnv } from "../../server/env";
import { startServer } from "../../server/main";
import type { TestDatabaseKind } from "./database";
import { GOOD_PASSWORD, testRunner } from "./auth";

export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly runtime: Runtime;
  /** An API key of a new active user with these roles. */
  keyOf(...roles: readonly string[]): Promise<string>;
  /** md5 of each table's rows, without what is written about requests themselves. */
  digest(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

/** Written by the way: when a key was used last, and how often somebody tried to sign in. */
const BY_THE_WAY = ["metaloom.api_keys", "metaloom.attempts", "metaloom.sessions"];

/** A database of that kind for a server: a copy of the templates, since an embedded one belongs to one process. */
async function place(kind: TestDatabaseKind): Promise<{ env: Record<string, string>; remove(): Promise<void> }> {
  if (kind.kind === "postgres") {
    const test = await kind.open();
    return { env: { DATABASE_URL: test.url, METALOOM_DATA: test.dataDir }, remove: () => test.close() };
  }
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-server-"));
  cpSync(join(inject("databases").embeddedTemplate, "pg"), join(dataDir, "pg"), { recursive: true });
  return { env: { METALOOM_DATA: dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

export async function openTestServer(kind: TestDatabaseKind, packFolders: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const { env, remove } = await place(kind);
  const server = await startServer({ env: readEnv({ NODE_ENV: "test", METALOOM_SECRET: "a secret of tests, long enough for the check", LOG_LEVEL: "silent", PORT: "0", ...env, ...more }), worker: false, pages: false });
  const { runtime } = server;
  await runtime.packs.install({ packs: await Promise.all(["metadata/packs/core", ...packFolders].map((folder) => readPackFolder(folder))), author: { id: null, kind: "system" } });
  let people = 0;
  return {
    url: server.url, runtime, port: Number(new URL(server.url).port),
    async keyOf(...roles) {
      const user = await runtime.auth.createUser(testRunner, { email: `server${++people}@example.com`, name: `Person ${people}`, password: GOOD_PASSWORD, roles });
      return (await runtime.auth.createApiKey(systemPrincipal("test"), { name: "test", owner: user.id, roles })).key;
    },
    async digest() {
      const tables = await runtime.db.run<{ name: string }>(sql`select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('app', 'metaloom') and table_type = 'BASE TABLE' order by 1`);
      const parts = tables.map(({ name }) => name).filter((name) => !BY_THE_WAY.includes(name)).map((name) => sql`select ${name}::text as name, coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${sql.table(name)} t`);
      const rows = await runtime.db.run<{ name: string; digest: string }>(sql.join(parts, sql` union all `));
      return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
    },
    async close() {
      await server.close();
      await remove();
    },
  };
}
