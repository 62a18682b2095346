/**
 * Migrations of schema `metaloom`: numbered SQL files, applied once each, in order, every one in its own transaction.
 * A *digest* is the SHA-256 of a file; an applied file must never change. Record tables (schema `app`) are not made
 * here but by publishing.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { AppError } from "../kernel";
import type { Database, Queryable, Tx } from "./pool";

/** Beside this file in the source tree, copied beside the bundle by `npm run build`. */
const MIGRATIONS_DIRECTORY = fileURLToPath(new URL("./migrations/", import.meta.url));
const OLDEST_SERVER = 150000;
/** Any number that no other product in the same database takes: "metaloom" has 8 letters. */
const LOCK_KEY = 8_629_740_715;

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly digest: string;
  readonly text: string;
}

interface Applied {
  number: number;
  name: string;
  digest: string;
}

export interface MigrationResult {
  /** Names of the files applied now; empty when the schema was up to date. */
  readonly applied: readonly string[];
  /** Number the schema has now. */
  readonly version: number;
  /** Extension pg_trgm is there: search can find parts of words by index. */
  readonly hasTrigrams: boolean;
}

/**
 * The files of a folder in their order. A number belongs to one change; work done side by side reserves its numbers beforehand, so some
 * may be missing, and a lower one may arrive after a higher one has been applied. @throws Error for other names and repeated numbers.
 */
export function readMigrations(directory: string = MIGRATIONS_DIRECTORY): Migration[] {
  const files = readdirSync(directory).filter((file) => file.endsWith(".sql")).sort();
  const numbers = new Set<number>();
  return files.map((file) => {
    const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(file)?.[1]);
    if (!(number > 0) || numbers.has(number)) throw new Error(`Migration files are named like 0001-foundation.sql, each with a number of its own; ${file} is not.`);
    numbers.add(number);
    const text = readFileSync(join(directory, file), "utf8").replaceAll("\r\n", "\n");
    return { number, name: file.slice(0, -4), digest: createHash("sha256").update(text).digest("hex"), text };
  });
}

/** The files not applied yet. @throws AppError state:wrong when the database knows a newer or another history. */
export function pendingMigrations(files: readonly Migration[], applied: readonly Applied[]): Migration[] {
  for (const row of applied) {
    const file = files.find(({ number }) => number === row.number);
    if (!file) {
      throw new AppError("state:wrong", `The database was made by a newer version of Metaloom (migration ${row.number} "${row.name}" is unknown here).`, {
        remedy: "Start the newer version, or restore a backup made by this one.",
      });
    }
    if (file.digest !== row.digest) {
      throw new AppError("state:wrong", `The migration ${file.name} was changed after it had been applied to this database.`, {
        remedy: "Put the file back as it was and write the change as a new migration.",
      });
    }
  }
  return files.filter(({ number }) => !applied.some((row) => row.number === number));
}

/** True when pg_trgm is installed in this database. */
export async function hasTrigrams(database: Queryable): Promise<boolean> {
  const rows = await database.run(sql`select 1 from pg_extension where extname = 'pg_trgm'`);
  return rows.length > 0;
}

/** The applied migrations; undefined when the schema does not exist yet. */
export async function appliedMigrations(database: Queryable): Promise<Applied[] | undefined> {
  const [row] = await database.run<{ there: boolean }>(sql`select to_regclass(format('%I.%I', ${database.schemas.system}::text, 'migrations')) is not null as there`);
  if (!row!.there) return undefined;
  return database.run<Applied>(sql`select number, name, encode(digest, 'hex') as digest from metaloom.migrations order by number`);
}

async function requireServer(database: Queryable): Promise<void> {
  const [row] = await database.run<{ number: number; text: string }>(sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as text`);
  if (row!.number < OLDEST_SERVER) {
    throw new AppError("state:wrong", `The PostgreSQL server has version ${row!.text}; Metaloom needs 15 or later.`, { remedy: "Upgrade the server or name another one in DATABASE_URL." });
  }
}

/** One node at a time: others wait here and then find the work done. */
async function takeTurn(tx: Tx): Promise<void> {
  await tx.run(sql`set local lock_timeout = '120s'`);
  await tx.run(sql`select pg_advisory_xact_lock(${LOCK_KEY})`);
}

async function prepare(tx: Tx): Promise<void> {
  await takeTurn(tx);
  await tx.run(sql`create schema if not exists metaloom`);
  await tx.run(sql`create table if not exists metaloom.migrations (number int primary key, name text not null, digest bytea not null, applied_at timestamptz not null default now())`);
}

/** Installs pg_trgm when it may; false when the host does not give that right: search works without it, slower. */
export async function ensureTrigrams(database: Database): Promise<boolean> {
  if (await hasTrigrams(database)) return true;
  try {
    await database.transaction(async (tx) => {
      await takeTurn(tx);
      await tx.run(sql`create extension if not exists pg_trgm with schema public`);
    });
    return true;
  } catch (error) {
    if (error instanceof AppError) throw error;
    return false;
  }
}

async function applyOne(tx: Tx, migration: Migration): Promise<void> {
  await tx.query({ sql: migration.text, parameters: [] });
  await tx.run(sql`insert into metaloom.migrations (number, name, digest) values (${migration.number}, ${migration.name}, decode(${migration.digest}, 'hex'))`);
}

/** Makes the schema as it was after `files`, inside the caller's transaction (restoring a backup). */
export async function applyInside(tx: Tx, files: readonly Migration[]): Promise<void> {
  await prepare(tx);
  for (const file of pendingMigrations(files, (await appliedMigrations(tx)) ?? [])) await applyOne(tx, file);
}

async function applyNext(database: Database, files: readonly Migration[]): Promise<string | undefined> {
  return database.transaction(async (tx) => {
    await takeTurn(tx);
    const [next] = pendingMigrations(files, (await appliedMigrations(tx)) ?? []);
    if (!next) return undefined;
    await applyOne(tx, next);
    return next.name;
  }, { statementTimeoutMs: 0 });
}

/**
 * Brings the database to the newest schema. Safe to run on every node at every start.
 * @throws AppError state:wrong (server too old, schema newer than the code, applied file changed), unavailable:database.
 */
export async function migrate(database: Database, directory?: string): Promise<MigrationResult> {
  const files = readMigrations(directory);
  await requireServer(database);
  const known = await appliedMigrations(database);
  if (!known || pendingMigrations(files, known).length > 0) await database.transaction(prepare);
  const trigrams = await ensureTrigrams(database);
  const applied: string[] = [];
  for (let name = await applyNext(database, files); name; name = await applyNext(database, files)) applied.push(name);
  return { applied, version: files.at(-1)?.number ?? 0, hasTrigrams: trigrams };
}
