/** Copies of the embedded database's directory, made at start while nobody has it open: the last three are kept. */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const KEPT = 3;
export const SNAPSHOT_LIMIT_MB = 200;

function sizeOf(directory: string): number {
  let bytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes;
}

/**
 * Copies `source` into `target`/<time> and removes the oldest copies. Returns a sentence when there is something to say.
 * The copy gets its name only when it is complete, so a half one is never taken for a snapshot.
 */
export function takeSnapshot(source: string, target: string, now: Date): string | undefined {
  if (!existsSync(source)) return undefined;
  const megabytes = sizeOf(source) / 1e6;
  if (megabytes > SNAPSHOT_LIMIT_MB) {
    return `No snapshot was made: the embedded database has ${Math.round(megabytes)} MB, the limit is ${SNAPSHOT_LIMIT_MB} MB. Use \`metaloom backup\`, or move to PostgreSQL.`;
  }
  mkdirSync(target, { recursive: true, mode: 0o700 });
  const name = now.toISOString().replaceAll(":", "-");
  cpSync(source, join(target, `${name}.partial`), { recursive: true });
  renameSync(join(target, `${name}.partial`), join(target, name));
  const snapshots = readdirSync(target).sort();
  for (const old of snapshots.filter((entry) => entry.endsWith(".partial"))) rmSync(join(target, old), { recursive: true });
  const complete = snapshots.filter((entry) => !entry.endsWith(".partial"));
  for (const old of complete.slice(0, Math.max(0, complete.length - KEPT))) rmSync(join(target, old), { recursive: true });
  return undefined;
}
