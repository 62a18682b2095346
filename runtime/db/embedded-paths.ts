/** Where the embedded database keeps its things inside METALOOM_DATA, and the note by which other processes find it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A socket path may have 107 bytes; ".s.PGSQL.5432" takes 14 of them. */
const SOCKET_DIRECTORY_LIMIT = 90;

export interface EmbeddedPaths {
  readonly data: string;
  readonly database: string;
  readonly snapshots: string;
  readonly lock: string;
  readonly note: string;
  /** Directory of the socket, readable by its owner only: that is what keeps other users of the machine out. */
  readonly run: string;
  readonly socket: string;
}

export function embeddedPaths(dataDir: string): EmbeddedPaths {
  const data = resolve(dataDir);
  const near = join(data, "run");
  const run = Buffer.byteLength(near) <= SOCKET_DIRECTORY_LIMIT ? near : join(tmpdir(), `metaloom-${createHash("sha256").update(data).digest("hex").slice(0, 16)}`);
  return {
    data, run, database: join(data, "pg"), snapshots: join(data, "snapshots"), lock: join(data, "embedded.lock"), note: join(data, "embedded.json"),
    socket: join(run, ".s.PGSQL.5432"),
  };
}

/** The note of the process that has the directory open. `parent` is the server it works for. */
export interface EmbeddedNote {
  readonly pid: number;
  readonly parent: number;
  readonly socket: string;
  readonly startedAt: string;
}

export function readNote(paths: EmbeddedPaths): EmbeddedNote | undefined {
  try {
    return JSON.parse(readFileSync(paths.note, "utf8")) as EmbeddedNote;
  } catch {
    // Missing or half written: then nobody has told where he listens.
    return undefined;
  }
}

export const embeddedUrl = (paths: EmbeddedPaths): string => `postgresql://postgres@${encodeURIComponent(paths.run)}:5432/postgres`;

/** What the child tells its parent, by IPC. */
export type ChildMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "busy"; readonly note?: EmbeddedNote }
  | { readonly kind: "says"; readonly sentence: string }
  | { readonly kind: "failed"; readonly message: string };
