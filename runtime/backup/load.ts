/**
 * Reading a backup back: one transaction for the database, checked table by table before it is committed; files go into a
 * folder beside the present one, which takes its place after the commit.
 */
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { sql } from "kysely";
import { readCatalogue, type CatalogueStatement } from "../db/catalogue";
import { applyInside, ensureTrigrams, migrate, pendingMigrations, readMigrations, type Migration } from "../db/migrate";
import type { Database, Tx } from "../db/pool";
import { sqlState } from "../db/failures";
import { AppError } from "../kernel";
import { DEFAULT_WORKSPACE, folderOf } from "../workspaces/name";
import { keepWorkspaces, putWorkspacesBack } from "../workspaces/registry";
import { readLines, type Head, type Line, type Row } from "./format";
import { eachRow, rowInserter } from "./rows";

export interface Loaded {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  /** Sentences about what could not be taken over as it was. */
  readonly remarks: readonly string[];
}

const isRow = (line: Line): line is Row => Array.isArray(line);
const broken = (message: string) => new AppError("input:invalid", message, { remedy: "Nothing was changed. Take another backup file." });
const run = (tx: Tx, text: string) => tx.query({ sql: text, parameters: [] });

async function readHead(path: string): Promise<Head> {
  for await (const line of readLines(path)) {
    if (!isRow(line) && line.kind === "metaloom-backup" && line.format === 1) return line;
    break;
  }
  throw broken(`The file ${path} is no Metaloom backup, or one of a newer format.`);
}

/** The migrations the backup was made with. @throws AppError state:wrong when this code does not know them. */
function migrationsOf(head: Head): Migration[] {
  const known = readMigrations();
  pendingMigrations(known, [...head.migrations]);
  return known.filter(({ number }) => head.migrations.some((applied) => applied.number === number));
}

async function requireEmpty(tx: Tx, force: boolean): Promise<void> {
  const { system, records } = tx.schemas;
  const found = await tx.run(sql`select 1 from pg_namespace where nspname in (${system}, ${records})`);
  if (found.length === 0) return;
  if (!force) throw new AppError("state:wrong", "The database is not empty.", { remedy: "Restore into a new one, or add --force: then everything in it is replaced." });
  await run(tx, "drop schema if exists app cascade; drop schema if exists metaloom cascade");
}

/** Foreign keys and triggers of the system tables would see half of the data: away with them until all is loaded. */
async function makeSchemas(tx: Tx, head: Head, migrations: readonly Migration[]): Promise<readonly CatalogueStatement[]> {
  await applyInside(tx, migrations);
  const system = await readCatalogue(tx, "metaloom");
  const later = [...system.foreignKeys, ...system.triggers];
  for (const { drop } of later) await run(tx, drop);
  for (const table of system.tables) if (table.name !== "migrations") await tx.run(sql`truncate ${sql.table(`metaloom.${table.name}`)}`);
  await run(tx, "create schema if not exists app; set local check_function_bodies = off");
  for (const statement of head.before) await run(tx, statement);
  return later;
}

async function finishSchemas(tx: Tx, head: Head, later: readonly CatalogueStatement[], trigrams: boolean): Promise<string[]> {
  const remarks: string[] = [];
  for (const statement of [...later.map(({ create }) => create), ...head.after]) {
    if (!trigrams && statement.includes("gin_trgm_ops")) remarks.push(`Left out, because this server has no pg_trgm: ${statement}`);
    else await run(tx, statement);
  }
  return remarks;
}

type TableLine = Extract<Line, { kind: "table" }>;

/** Puts lines where they belong while they stream by. */
class Loader {
  rows = 0;
  files = 0;
  tables = 0;
  #table?: TableLine;
  #inserter?: Awaited<ReturnType<typeof rowInserter>>;
  #file?: { descriptor: number; hash: ReturnType<typeof createHash>; path: string };

  constructor(private readonly tx: Tx, private readonly folder: string) {}

  async take(line: Line): Promise<void> {
    if (isRow(line)) return this.#inserter!.add(line);
    switch (line.kind) {
      case "table":
        this.#table = line;
        this.#inserter = line.columns.length ? await rowInserter(this.tx, line.schema, line.name, line.columns) : undefined;
        return;
      case "tableEnd":
        await this.#inserter?.finish();
        return this.#checkTable(this.#table!, line.rows, line.digest);
      case "sequences":
        for (const [schema, name, last] of line.values) await this.tx.run(sql`select setval(format('%I.%I', ${schema}::text, ${name}::text)::regclass, ${last})`);
        return;
      case "file":
        return this.#openFile(line.path);
      case "piece": {
        const data = Buffer.from(line.data, "base64");
        this.#file!.hash.update(data);
        writeSync(this.#file!.descriptor, data);
        return;
      }
      case "fileEnd":
        return this.#closeFile(line.digest);
      case "tail":
        if (line.tables !== this.tables || line.rows !== this.rows || line.files !== this.files) throw broken("The backup does not hold what its end says.");
    }
  }

  async #checkTable(table: TableLine, rows: number, digest: string): Promise<void> {
    const found = await eachRow(this.tx, table.schema, table.name, table.columns, () => undefined);
    if (found.rows !== rows || found.hex !== digest) throw broken(`The table ${table.schema}.${table.name} did not come back as it was saved (${found.rows} of ${rows} rows).`);
    this.tables++;
    this.rows += rows;
  }

  #openFile(path: string): void {
    const target = resolve(this.folder, path);
    if (!target.startsWith(this.folder + sep)) throw broken(`The backup wants to write the file "${path}" outside its folder.`);
    mkdirSync(dirname(target), { recursive: true });
    this.#file = { descriptor: openSync(target, "wx", 0o600), hash: createHash("sha256"), path };
  }

  #closeFile(digest: string): void {
    closeSync(this.#file!.descriptor);
    if (this.#file!.hash.digest("hex") !== digest) throw broken(`The file ${this.#file!.path} in the backup is damaged.`);
    this.files++;
  }
}

/** What a damaged line makes the database or the reader stumble over is told as what it is: a damaged file. */
async function takeLines(loader: Loader, path: string): Promise<void> {
  try {
    for await (const line of readLines(path)) await loader.take(line);
  } catch (error) {
    // Class 22: a value does not fit its column; 23: a constraint refuses it; 42: a name that does not exist.
    if (/^(22|23|42)/.test(sqlState(error)) || error instanceof TypeError) throw new AppError("input:invalid", "The backup holds rows that the database does not take: it is damaged.", { remedy: "Nothing was changed. Take another backup file.", cause: error });
    throw error;
  }
}

function swapFolders(staged: string, folder: string, now: Date): string[] {
  const kept = `${folder}.before-${now.toISOString().replaceAll(":", "-")}`;
  if (existsSync(folder)) renameSync(folder, kept);
  renameSync(staged, folder);
  return existsSync(kept) ? [`The files of before are in ${kept}.`] : [];
}

/**
 * Restores a backup into an empty workspace, or with `force` in place of everything that is in it. All or nothing; others stay as they are.
 * @throws AppError input:invalid (file damaged), state:wrong (database not empty, backup of a newer version).
 */
export async function loadBackup(database: Database, filesFolder: string, path: string, options: { force: boolean; now: Date }): Promise<Loaded> {
  const head = await readHead(path);
  const migrations = migrationsOf(head);
  const trigrams = await ensureTrigrams(database);
  const staged = resolve(`${filesFolder}.restoring`);
  const loaded = await database.transaction(async (tx) => {
    const workspaces = await keepWorkspaces(tx);
    await requireEmpty(tx, options.force);
    rmSync(staged, { recursive: true, force: true });
    mkdirSync(staged, { recursive: true, mode: 0o700 });
    const later = await makeSchemas(tx, head, migrations);
    const loader = new Loader(tx, staged);
    await takeLines(loader, path);
    const remarks = await finishSchemas(tx, head, later, trigrams);
    if (workspaces.length > 0) {
      // The list is about the installation, not about this workspace: no backup knows it.
      await applyInside(tx, readMigrations());
      await putWorkspacesBack(tx, workspaces);
    }
    return { tables: loader.tables, rows: loader.rows, files: loader.files, remarks };
  }, { statementTimeoutMs: 0 }).catch((error: unknown) => {
    rmSync(staged, { recursive: true, force: true });
    throw error;
  });
  await migrate(database);
  return { ...loaded, remarks: [...loaded.remarks, ...swapFolders(staged, filesFolder, options.now)] };
}

/** Folder of uploaded files of a workspace inside METALOOM_DATA. */
export const filesFolderOf = (dataDir: string, workspace = DEFAULT_WORKSPACE): string => join(folderOf(dataDir, workspace), "files");
