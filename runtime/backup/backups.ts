/**
 * Backups of one workspace that were made while the server runs. They lie in the folder `backups` of the workspace, on the disk of
 * the node that made them; one is made at a time. How a backup is written: save.ts.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../db/pool";
import { AppError } from "../kernel/errors";
import { saveBackup, type Progress } from "./save";

export const BACKUP_LIMITS = { kept: 20 } as const;

export interface BackupFile {
  readonly name: string;
  readonly bytes: number;
  readonly createdAt: string;
}

export interface BackupState {
  /** Newest first. */
  readonly items: readonly BackupFile[];
  /** The one being made. */
  readonly running: (Progress & { readonly startedAt: string }) | null;
  /** Why the last attempt came to nothing; null after one that did not. */
  readonly problem: string | null;
}

export interface Backups {
  state(): BackupState;
  /** Begins one and answers at once; `done` tells when it is complete. @throws AppError state:wrong while another is being made, or when too many are kept. */
  start(now: Date): { readonly state: BackupState; readonly done: Promise<void> };
  /** Path of a complete one. @throws AppError resource:notFound */
  path(name: string): string;
  /** @throws AppError resource:notFound */
  remove(name: string): void;
}

interface BackupDeps {
  readonly db: Database;
  /** Folder of the workspace: its files lie in `files` below it. */
  readonly folder: string;
  log(level: "info" | "error", message: string, details: Readonly<Record<string, unknown>>): void;
}

const NAME = /^metaloom-\d{8}-\d{6}\.backup$/;

export function createBackups({ db, folder: workspace, log }: BackupDeps): Backups {
  const folder = join(workspace, "backups");
  let running: BackupState["running"] = null;
  let problem: string | null = null;

  const items = (): BackupFile[] => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder).filter((name) => NAME.test(name)).sort().reverse().map((name) => {
      const { size, mtime } = statSync(join(folder, name));
      return { name, bytes: size, createdAt: mtime.toISOString() };
    });
  };
  const path = (name: string): string => {
    if (!items().some((item) => item.name === name)) throw new AppError("resource:notFound", "There is no such backup.", { remedy: "It may have been deleted; look at the list again." });
    return join(folder, name);
  };
  const state = (): BackupState => ({ items: items(), running, problem });

  return {
    state, path,
    remove: (name) => rmSync(path(name)),
    start(now) {
      if (running) throw new AppError("state:wrong", "A backup is being made already.", { remedy: "Wait until it is complete." });
      if (items().length >= BACKUP_LIMITS.kept) throw new AppError("state:wrong", `There are ${BACKUP_LIMITS.kept} backups already.`, { remedy: "Download those you need and delete some." });
      const startedAt = now.toISOString();
      running = { startedAt, done: 0, of: 0 };
      problem = null;
      const name = `metaloom-${startedAt.replace(/[-:]/g, "").replace("T", "-").slice(0, 15)}.backup`;
      const done = saveBackup(db, join(workspace, "files"), join(folder, name), now, (progress) => (running = { ...progress, startedAt })).then(
        (saved) => log("info", "A backup is complete.", { name, ...saved }),
        (error: unknown) => {
          problem = error instanceof AppError ? error.message : "The backup could not be written.";
          log("error", "A backup failed.", { name, error: String(error) });
        },
      ).finally(() => (running = null));
      return { state: state(), done };
    },
  };
}
