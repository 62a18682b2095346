/**
 * The process that owns the embedded database. Started by embedded.ts only (arguments: data directory, "snapshot" or
 * "plain"); it lives as long as its parent: when the IPC channel closes - also because the parent was killed - it closes
 * the database and ends.
 */
import { lstatSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { lockFile } from "./embedded-lock";
import { serveBackend } from "./embedded-mux";
import { embeddedPaths, readNote, type ChildMessage, type EmbeddedNote, type EmbeddedPaths } from "./embedded-paths";
import { takeSnapshot } from "./embedded-snapshot";

const tell = (message: ChildMessage) => new Promise<void>((resolve) => (process.connected ? process.send!(message, () => resolve()) : resolve()));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** The lock, at once; or after a moment when the server of the present holder has died and the holder is about to end. */
async function acquire(paths: EmbeddedPaths): Promise<{ release(): void } | undefined> {
  for (let waited = 0; ; waited += 50) {
    const lock = lockFile(paths.lock);
    if (lock) return lock;
    const note = readNote(paths);
    if (waited >= 10_000 || (note && isAlive(note.parent))) return undefined;
    if (!note && waited >= 1_000) return undefined;
    await pause(50);
  }
}

/** The socket's directory must be ours and closed to others, above all when it lies in the shared temporary directory. */
function prepareRun(paths: EmbeddedPaths): void {
  mkdirSync(paths.run, { recursive: true, mode: 0o700 });
  const { uid, mode } = lstatSync(paths.run);
  if (uid !== process.getuid!() || (mode & 0o077) !== 0) throw new Error(`The directory ${paths.run} belongs to somebody else or is open to others.`);
  rmSync(paths.socket, { force: true });
}

async function main(dataDir: string, withSnapshot: boolean): Promise<void> {
  const paths = embeddedPaths(dataDir);
  mkdirSync(paths.data, { recursive: true, mode: 0o700 });
  const lock = await acquire(paths);
  if (!lock) {
    await tell({ kind: "busy", note: readNote(paths) });
    return process.exit(0);
  }
  if (withSnapshot) {
    const sentence = takeSnapshot(paths.database, paths.snapshots, new Date());
    if (sentence) await tell({ kind: "says", sentence });
  }
  // A pack of a thousand entities makes some ten thousand tables and indexes in one transaction, each with a lock.
  const backend = await PGlite.create({ dataDir: paths.database, extensions: { pg_trgm }, startParams: [...PGlite.defaultStartParams, "-c", "max_locks_per_transaction=512"] });
  prepareRun(paths);
  const { rows } = await backend.query<{ server_version: string }>("show server_version");
  const server = await serveBackend(paths.socket, { backend, serverVersion: rows[0]!.server_version, onFatal: (error) => void fail(error) });
  const note: EmbeddedNote = { pid: process.pid, parent: process.ppid, socket: paths.socket, startedAt: new Date().toISOString() };
  writeFileSync(paths.note, JSON.stringify(note) + "\n", { mode: 0o600 });

  let isEnding = false;
  async function end(): Promise<void> {
    if (isEnding) return;
    isEnding = true;
    await server.close();
    await backend.close();
    rmSync(paths.note, { force: true });
    rmSync(paths.socket, { force: true });
    process.exit(0);
  }
  process.on("disconnect", () => void end());
  // Ctrl-C and service managers signal the whole group: the parent still has requests to finish, and tells us after them.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => setTimeout(() => void end(), process.connected ? 5_000 : 0));
  if (!process.connected) return end();
  await tell({ kind: "ready" });
}

async function fail(error: unknown): Promise<never> {
  await tell({ kind: "failed", message: error instanceof Error ? error.stack ?? error.message : String(error) });
  return process.exit(1);
}

main(process.argv[2]!, process.argv[3] === "snapshot").catch(fail);
