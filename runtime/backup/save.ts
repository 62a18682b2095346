/** Writing a backup: one moment of the database (a repeatable-read transaction), then the files it speaks of. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { sql } from "kysely";
import { readCatalogue, type Catalogue } from "../db/catalogue";
import { appliedMigrations } from "../db/migrate";
import type { Database, Tx } from "../db/pool";
import type { SchemaName } from "../db/schema-pair";
import { AppError } from "../kernel";
import { lineWriter, type LineWriter } from "./format";
import { eachRow, savedColumns } from "./rows";

export interface Saved {
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
}

/** Tables and, at the end, files: how many of how many are written. */
export interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Restored by the migrator itself, and the list of workspaces: it is about the installation, not about this one. */
const NOT_SAVED = new Set(["metaloom.migrations", "metaloom.workspaces"]);
const PIECE = 256 * 1024;

async function writeTables(tx: Tx, writer: LineWriter, catalogues: readonly Catalogue[], onProgress: (progress: Progress) => void): Promise<{ tables: number; rows: number }> {
  const total = { tables: 0, rows: 0 };
  const tables = catalogues.flatMap((catalogue) => catalogue.tables).filter((table) => !NOT_SAVED.has(`${table.schema}.${table.name}`));
  for (const table of tables) {
    onProgress({ done: total.tables, of: tables.length + 1 });
    const columns = savedColumns(table);
    await writer.write({ kind: "table", schema: table.schema, name: table.name, columns });
    const digest = await eachRow(tx, table.schema, table.name, columns, (row) => writer.write(row));
    await writer.write({ kind: "tableEnd", rows: digest.rows, digest: digest.hex });
    total.tables++;
    total.rows += digest.rows;
  }
  return total;
}

async function writeSequences(tx: Tx, writer: LineWriter): Promise<void> {
  const { system, records } = tx.schemas;
  const rows = await tx.query({ sql: "select case schemaname when $1 then 'metaloom' else 'app' end, sequencename, last_value from pg_sequences where schemaname in ($1, $2) and last_value is not null order by 1, 2", parameters: [system, records] });
  await writer.write({ kind: "sequences", values: rows as unknown as [SchemaName, string, number][] });
}

async function writeFiles(writer: LineWriter, folder: string): Promise<number> {
  if (!existsSync(folder)) return 0;
  let count = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    await writer.write({ kind: "file", path: relative(folder, path).split(sep).join("/") });
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path, { highWaterMark: PIECE })) {
      hash.update(chunk as Buffer);
      await writer.write({ kind: "piece", data: (chunk as Buffer).toString("base64") });
    }
    await writer.write({ kind: "fileEnd", digest: hash.digest("hex") });
    count++;
  }
  return count;
}

/** Statements that make schema `app` again, around the loading of its rows. */
function statementsOf(app: Catalogue): { before: string[]; after: string[] } {
  const own = app.sequences.filter(({ isOwn }) => isOwn).map(({ create }) => create);
  return {
    before: [...own, ...app.functions, ...app.tables.map(({ create }) => create)],
    after: [...app.constraints, ...app.indexes, ...app.foreignKeys, ...app.triggers].map(({ create }) => create),
  };
}

/**
 * Writes everything the product keeps of one workspace into `path` (and nothing there until it is complete): its two schemas, and
 * the files below `filesFolder`. Not in it: METALOOM_SECRET and files in S3.
 * @throws AppError state:wrong when the database holds no Metaloom.
 */
export async function saveBackup(database: Database, filesFolder: string, path: string, now: Date, onProgress: (progress: Progress) => void = () => undefined): Promise<Saved> {
  const writer = lineWriter(`${path}.partial`);
  const total = await database.transaction(async (tx) => {
    const migrations = await appliedMigrations(tx);
    if (!migrations) throw new AppError("state:wrong", "The database holds no Metaloom yet.", { remedy: "Run `metaloom migrate`, or check DATABASE_URL." });
    await tx.run(sql`set local datestyle = 'ISO, YMD'`);
    const catalogues = [await readCatalogue(tx, "metaloom"), await readCatalogue(tx, "app")];
    await writer.write({ kind: "metaloom-backup", format: 1, createdAt: now.toISOString(), migrations, ...statementsOf(catalogues[1]!) });
    const written = await writeTables(tx, writer, catalogues, onProgress);
    await writeSequences(tx, writer);
    return written;
  }, { isolation: "repeatable read", readOnly: true, statementTimeoutMs: 0 }).catch(async (error: unknown) => {
    await writer.close().catch(() => undefined);
    rmSync(`${path}.partial`, { force: true });
    throw error;
  });
  onProgress({ done: total.tables, of: total.tables + 1 });
  const files = await writeFiles(writer, filesFolder);
  await writer.write({ kind: "tail", ...total, files });
  await writer.close();
  renameSync(`${path}.partial`, path);
  return { ...total, files, bytes: statSync(path).size };
}
