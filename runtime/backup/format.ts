/**
 * A *backup* is one gzip file of JSON lines that does not depend on the server: every value in PostgreSQL's text form, so
 * a backup of the embedded database restores into a PostgreSQL server and back; the schemas are called as in the default workspace,
 * so a backup of one workspace restores into another. In order: the *head*, each table with its
 * rows, the sequences, each file with its pieces, the *tail* (without it the file is incomplete).
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { SchemaName } from "../db/schema-pair";
import { AppError } from "../kernel";

export interface Head {
  readonly kind: "metaloom-backup";
  readonly format: 1;
  readonly createdAt: string;
  readonly migrations: readonly { number: number; name: string; digest: string }[];
  /** Statements that make schema `app`: before its rows are loaded, and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export type Row = readonly (string | null)[];

export type Line =
  | Head
  | { readonly kind: "table"; readonly schema: SchemaName; readonly name: string; readonly columns: readonly string[] }
  | { readonly kind: "tableEnd"; readonly rows: number; readonly digest: string }
  | { readonly kind: "sequences"; readonly values: readonly (readonly [SchemaName, string, number])[] }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "piece"; readonly data: string }
  | { readonly kind: "fileEnd"; readonly digest: string }
  | { readonly kind: "tail"; readonly tables: number; readonly rows: number; readonly files: number }
  | Row;

/** Digest of a table whatever the order of its rows: all their SHA-256 laid over each other. */
export class TableDigest {
  rows = 0;
  readonly #sum = Buffer.alloc(32);

  add(row: Row): void {
    const hash = createHash("sha256").update(JSON.stringify(row)).digest();
    for (let i = 0; i < 32; i++) this.#sum[i]! ^= hash[i]!;
    this.rows++;
  }

  get hex(): string {
    return this.#sum.toString("hex");
  }
}

export interface LineWriter {
  write(line: Line): Promise<void>;
  close(): Promise<void>;
}

export function lineWriter(path: string): LineWriter {
  const gzip = createGzip({ level: 6 });
  const file = createWriteStream(path, { flags: "w", mode: 0o600 });
  const done = finished(gzip.pipe(file));
  // The failure (disk full) is seen where it is awaited; this only keeps it from ending the process before.
  done.catch(() => undefined);
  return {
    async write(line) {
      if (!gzip.write(JSON.stringify(line) + "\n")) await Promise.race([new Promise((resolve) => gzip.once("drain", resolve)), done]);
    },
    async close() {
      gzip.end();
      await done;
    },
  };
}

/** The lines of a backup. @throws AppError input:invalid when the file is missing, damaged or cut off. */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const damaged = (why: unknown) => new AppError("input:invalid", `The file ${path} is not a complete Metaloom backup.`, { remedy: "Take another backup file.", cause: why });
  const source = createReadStream(path);
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  const lines = createInterface({ input: source.pipe(gunzip), crlfDelay: Infinity });
  // Who reads on sees the failure in the loop; who has stopped, or is busy with a line, must not be ended by it.
  for (const emitter of [gunzip, lines]) emitter.on("error", () => undefined);
  let isComplete = false;
  try {
    for await (const text of lines) {
      const line = JSON.parse(text) as Line;
      isComplete = !Array.isArray(line) && (line as { kind: string }).kind === "tail";
      yield line;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new AppError("input:invalid", `There is no file ${path}.`, { remedy: "Check the path." });
    if (error instanceof SyntaxError || code?.startsWith("Z_")) throw damaged(error);
    throw error;
  } finally {
    source.destroy();
    lines.close();
    gunzip.destroy();
  }
  if (!isComplete) throw damaged("no tail");
}
