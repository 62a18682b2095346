/**
 * The lock of a data directory: held by the process that owns the embedded database, for its life, and given back by the
 * operating system however that process ends (also kill -9). Node has no flock(2), but the lock belongs to the *open file*,
 * not to the process that asked for it: so the flock(1) tool is run on a descriptor it inherits from us, and what it locks
 * stays locked here after the tool has ended. (Alternatives: a pid file lies after a crash; a listening socket file must be
 * removed after a crash, which two starters can do at once; an abstract socket is not seen from another container.)
 */
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { AppError } from "../kernel";

export interface FileLock {
  release(): void;
}

/** Tools that can lock descriptor 3: flock(1) of util-linux or BusyBox, and Perl, which macOS brings along. */
const TOOLS: readonly (readonly [string, ...string[]])[] = [
  ["flock", "-n", "3"],
  ["perl", "-MFcntl=:flock", "-e", 'open(my $f, ">&=3") or exit 2; exit(flock($f, LOCK_EX | LOCK_NB) ? 0 : 1)'],
];

/**
 * Locks `path` (made when missing) or returns undefined when another process holds it.
 * @throws AppError unavailable:feature when this system has no tool to lock with.
 */
export function lockFile(path: string): FileLock | undefined {
  const descriptor = openSync(path, "a", 0o600);
  for (const [tool, ...args] of TOOLS) {
    const { status } = spawnSync(tool, args, { stdio: ["ignore", "ignore", "ignore", descriptor] });
    if (status === 0) return { release: () => closeSync(descriptor) };
    if (status === 1) {
      closeSync(descriptor);
      return undefined;
    }
  }
  closeSync(descriptor);
  throw new AppError("unavailable:feature", `The directory of the embedded database cannot be locked: neither flock nor perl works here (${path}).`, {
    remedy: "Install util-linux, or set DATABASE_URL to a PostgreSQL server.",
  });
}
