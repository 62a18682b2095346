/**
 * Databases for tests, of both kinds, without vitest (also for security suites and benchmarks). A *template* is a
 * database with all migrations applied; each test file gets its own copy, so files do not see each other.
 */
import { createHash, randomBytes } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { openEmbedded } from "../../runtime/db/embedded";
import { migrate, readMigrations } from "../../runtime/db/migrate";
import { createPool, type Database } from "../../runtime/db/pool";
import { DEFAULT_WORKSPACE, schemasOf } from "../../runtime/workspaces/name";
import { startCluster } from "./postgres";

export type Kind = Database["kind"];

/** Plain data, so that vitest can hand it to its workers. */
export interface Prepared {
  readonly kinds: Kind[];
  readonly adminUrl: string;
  readonly template: string;
  /** METALOOM_DATA folders to copy: with migrations, and just made. */
  readonly embeddedTemplate: string;
  readonly embeddedEmpty: string;
}

export interface TestDatabase {
  readonly database: Database;
  /** For further pools (createPool({ databaseUrl: url, embedded: kind === "embedded" })) and for DATABASE_URL of a child process. */
  readonly url: string;
  /** METALOOM_DATA of this test: a temporary folder; the embedded database lies in it. */
  readonly dataDir: string;
  close(): Promise<void>;
}

export interface TestOpenOptions {
  /** No migrations applied, schema metaloom missing. */
  readonly empty?: boolean;
  /** Connections at most (PostgreSQL only); 4 unless told. */
  readonly max?: number;
}

/**
 * METALOOM_TEST_WORKSPACE=<name> runs every test in that workspace, in databases that have no schema of the default one: a statement
 * that names it fails. Tests that go around the Database (child processes, DATABASE_URL) do not work so.
 */
const WORKSPACE = process.env.METALOOM_TEST_WORKSPACE ?? DEFAULT_WORKSPACE;
const here = (database: Database): Database => (WORKSPACE === DEFAULT_WORKSPACE ? database : database.inSchemas(schemasOf(WORKSPACE)));

export interface TestDatabaseKind {
  readonly kind: Kind;
  open(options?: TestOpenOptions): Promise<TestDatabase>;
}

/** "postgres" and "embedded", or what METALOOM_TEST_KINDS names ("postgres"). */
export function chosenKinds(): Kind[] {
  const all: Kind[] = ["postgres", "embedded"];
  const wanted = process.env.METALOOM_TEST_KINDS?.split(",").map((word) => word.trim());
  const chosen = wanted ? all.filter((kind) => wanted.includes(kind)) : all;
  if (chosen.length === 0) throw new Error(`METALOOM_TEST_KINDS names no database kind; use "postgres", "embedded" or both with a comma.`);
  return chosen;
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.href;
}

const unique = (prefix: string) => `${prefix}_${randomBytes(6).toString("hex")}`;

async function makeTemplate(adminUrl: string): Promise<string> {
  const template = unique("metaloom_template");
  await asAdmin(adminUrl, `create database ${template}`);
  const database = createPool({ databaseUrl: withDatabase(adminUrl, template), max: 1 });
  try {
    await migrate(here(database));
  } finally {
    await database.close();
  }
  return template;
}

/** The embedded template takes seconds to make and depends on migrations and PGlite only: it is kept between runs. */
async function embeddedTemplates(): Promise<{ embeddedEmpty: string; embeddedTemplate: string }> {
  const version = (JSON.parse(readFileSync(resolve("node_modules/@electric-sql/pglite/package.json"), "utf8")) as { version: string }).version;
  const key = createHash("sha256").update(version + (WORKSPACE === DEFAULT_WORKSPACE ? "" : WORKSPACE) + readMigrations().map(({ digest }) => digest).join()).digest("hex").slice(0, 16);
  const cache = resolve("node_modules/.cache/metaloom");
  const final = join(cache, `embedded-${key}`);
  const result = { embeddedEmpty: join(final, "empty"), embeddedTemplate: join(final, "migrated") };
  if (existsSync(final)) return result;
  mkdirSync(cache, { recursive: true });
  const building = mkdtempSync(join(cache, "building-"));
  for (const folder of ["empty", "migrated"]) {
    if (folder === "migrated") cpSync(join(building, "empty"), join(building, folder), { recursive: true });
    const embedded = await openEmbedded({ dataDir: join(building, folder), snapshot: false });
    const database = createPool({ databaseUrl: embedded.url, embedded: true });
    if (folder === "migrated") await migrate(here(database));
    else await database.query({ sql: "select 1", parameters: [] });
    await database.close();
    await embedded.close();
  }
  try {
    renameSync(building, final);
  } catch (error) {
    // Another run was faster; its template is as good.
    if (!existsSync(final)) throw error;
    rmSync(building, { recursive: true });
  }
  return result;
}

/** Starts what the chosen kinds need. `remove()` takes everything away again. */
export async function prepareDatabases(): Promise<{ prepared: Prepared; remove(): Promise<void> }> {
  const kinds = chosenKinds();
  let prepared: Prepared = { kinds, adminUrl: "", template: "", embeddedTemplate: "", embeddedEmpty: "" };
  let remove = async () => {};
  if (kinds.includes("postgres")) {
    const given = process.env.TEST_DATABASE_URL;
    const cluster = given ? undefined : await startCluster();
    const adminUrl = given ?? cluster!.url;
    const template = await makeTemplate(adminUrl);
    prepared = { ...prepared, adminUrl, template };
    remove = async () => (cluster ? cluster.remove() : asAdmin(adminUrl, `drop database ${template}`));
  }
  if (kinds.includes("embedded")) prepared = { ...prepared, ...(await embeddedTemplates()) };
  return { prepared, remove };
}

async function openPostgres(prepared: Prepared, options: TestOpenOptions): Promise<TestDatabase> {
  const name = unique("metaloom_test");
  await asAdmin(prepared.adminUrl, `create database ${name} template ${options.empty ? "template0" : prepared.template}`);
  const url = withDatabase(prepared.adminUrl, name);
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-test-"));
  const database = createPool({ databaseUrl: url, max: options.max ?? 4, guard: true });
  return {
    database: here(database), url, dataDir,
    async close() {
      await database.close();
      await asAdmin(prepared.adminUrl, `drop database ${name} with (force)`);
      rmSync(dataDir, { recursive: true });
    },
  };
}

async function openEmbeddedCopy(prepared: Prepared, options: TestOpenOptions): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-test-"));
  cpSync(join(options.empty ? prepared.embeddedEmpty : prepared.embeddedTemplate, "pg"), join(dataDir, "pg"), { recursive: true });
  const embedded = await openEmbedded({ dataDir, snapshot: false });
  const database = createPool({ databaseUrl: embedded.url, embedded: true, guard: true });
  return {
    database: here(database), url: embedded.url, dataDir,
    async close() {
      await database.close();
      await embedded.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** The chosen kinds as openers. */
export function databaseKinds(prepared: Prepared): TestDatabaseKind[] {
  return prepared.kinds.map((kind) => ({
    kind,
    open: (options = {}) => (kind === "postgres" ? openPostgres(prepared, options) : openEmbeddedCopy(prepared, options)),
  }));
}
