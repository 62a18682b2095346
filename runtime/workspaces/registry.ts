/** The list of workspaces, in the system schema of the default one. Every function takes the handle of the default workspace. */
import { sql } from "kysely";
import { migrate } from "../db/migrate";
import type { Database, Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import { checkWorkspaceName, DEFAULT_WORKSPACE, schemasOf } from "./name";

export interface WorkspaceEntry {
  readonly name: string;
  /** ISO time. */
  readonly createdAt: string;
  /** False while its tables are being made. */
  readonly isReady: boolean;
}

/** All but the default one, by name. */
export async function listWorkspaces(database: Queryable): Promise<WorkspaceEntry[]> {
  const rows = await database.run<{ name: string; created_at: string; ready_at: string | null }>(sql`select name, created_at, ready_at from ${sys("workspaces")} order by name`);
  return rows.map((row) => ({ name: row.name, createdAt: row.created_at, isReady: row.ready_at !== null }));
}

/** @throws AppError resource:notFound. */
export async function requireWorkspace(database: Queryable, name: string): Promise<void> {
  if (name === DEFAULT_WORKSPACE) return;
  const known = await keepWorkspaces(database);
  if (!known.some((workspace) => workspace.name === name)) throw new AppError("resource:notFound", `There is no workspace "${name}".`, { remedy: "`metaloom workspace list` shows them all." });
}

/** Makes a workspace, empty and migrated. What was begun and broken off is finished. @throws AppError input:invalid, conflict:unique. */
export async function addWorkspace(database: Database, name: string): Promise<void> {
  checkWorkspaceName(name);
  await database.change(sql`insert into ${sys("workspaces")} (name) values (${name}) on conflict do nothing`);
  const known = (await listWorkspaces(database)).find((workspace) => workspace.name === name);
  if (known?.isReady) throw new AppError("conflict:unique", `There is a workspace "${name}" already.`, { remedy: "Choose another name." });
  await migrate(database.inSchemas(schemasOf(name)));
  await database.change(sql`update ${sys("workspaces")} set ready_at = now() where name = ${name}`);
}

/** Migrates every workspace of the list; the default one is migrated first, by the caller. */
export async function migrateWorkspaces(database: Database): Promise<readonly { readonly name: string; readonly applied: readonly string[] }[]> {
  const done: { name: string; applied: readonly string[] }[] = [];
  for (const { name, isReady } of await listWorkspaces(database)) {
    const { applied } = await migrate(database.inSchemas(schemasOf(name)));
    if (!isReady) await database.change(sql`update ${sys("workspaces")} set ready_at = now() where name = ${name}`);
    done.push({ name, applied });
  }
  return done;
}

/** Takes a workspace away with everything in its schemas; files are the caller's. @throws AppError input:invalid for the default one. */
export async function removeWorkspace(database: Database, name: string): Promise<void> {
  checkWorkspaceName(name);
  const { system, records } = schemasOf(name);
  await database.transaction(async (tx) => {
    await tx.run(sql`set local lock_timeout = '60s'`);
    await tx.run(sql`delete from ${sys("workspaces")} where name = ${name}`);
    await tx.run(sql`drop schema if exists ${sql.id(records)} cascade`);
    await tx.run(sql`drop schema if exists ${sql.id(system)} cascade`);
  }, { statementTimeoutMs: 0 });
}

/** The rows as they are, to be put back when the default workspace is replaced by a backup; none where there is no such table yet. */
export async function keepWorkspaces(tx: Queryable): Promise<readonly WorkspaceEntry[]> {
  const [found] = await tx.run<{ there: boolean }>(sql`select to_regclass(format('%I.%I', ${tx.schemas.system}::text, 'workspaces')) is not null as there`);
  return found!.there ? listWorkspaces(tx) : [];
}

export async function putWorkspacesBack(tx: Tx, kept: readonly WorkspaceEntry[]): Promise<void> {
  for (const { name, createdAt, isReady } of kept) {
    await tx.run(sql`insert into ${sys("workspaces")} (name, created_at, ready_at) values (${name}, ${createdAt}::timestamptz, case when ${isReady} then now() end) on conflict do nothing`);
  }
}
