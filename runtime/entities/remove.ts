/** Trash: delete, restore, purge. A record goes with its child rows, at one moment, and comes back with the same ones. */
import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import { relationOf, storageOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { rightOfSystem } from "../permissions/system";
import { readingOf } from "../queries/caller";
import { tableOf } from "../queries/scope";
import type { Values } from "./input";
import { journalInsert, journalValues, type JournalVerb } from "./journal";
import { removeParts } from "./parts";
import { forbidden, noRecord, type SaveContext } from "./save";

interface Removed {
  readonly entity: EntityModel;
  readonly id: string;
  readonly before: Values;
}

/** A reference field of another entity that points at `entity`. */
interface Referrer {
  readonly entity: EntityModel;
  readonly field: FieldModel;
  readonly onDelete: "restrict" | "clear" | "cascade";
}

export async function removeRecord(save: SaveContext, entityName: string, id: string, version?: number): Promise<Removed[]> {
  const { access, record } = await deletable(save, entityName, id, "without");
  if (version !== undefined && version !== record["version"])
    throw new AppError("conflict:version", "Somebody changed this record after you read it.", { remedy: "Read it again, then delete it with its present version.", issues: [{ pointer: "/version", code: "stale", message: `The record has version ${String(record["version"])}.` }] });
  const removed: Removed[] = [];
  await trash(save, access.entity, [{ id, record }], removed);
  return removed;
}

/** Several records of an entity, all or none. @throws AppError record:notFound, right:missing, conflict:inUse. */
export async function removeAll(save: SaveContext, entityName: string, ids: readonly string[]): Promise<Removed[]> {
  if (ids.length === 0) return [];
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const found = await save.queries.read(save, entityName, ids, { trusted: true, trash: "without", lock: true, questions: [access.rows.delete] });
  if (found.length !== ids.length) throw noRecord();
  if (found.some(({ answers }) => !answers[0])) throw forbidden(access.entity, "delete");
  const removed: Removed[] = [];
  await trash(save, access.entity, found.map(({ record }) => ({ id: record["id"] as string, record })), removed);
  return removed;
}

/** A record the caller may delete, locked; from the trash or not. @throws AppError record:notFound, right:missing. */
async function deletable(save: SaveContext, entityName: string, id: string, trashMode: "without" | "only") {
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { trusted: true, trash: trashMode, lock: true, questions: [access.rows.delete] });
  if (!found) throw trashMode === "only" && (await isLiving(save, entityName, id)) ? notInTrash(access.entity) : noRecord();
  if (!found.answers[0]) throw forbidden(access.entity, "delete");
  return { access, record: found.record };
}

/** Is the record there outside the trash, for this caller? */
async function isLiving(save: SaveContext, entityName: string, id: string): Promise<boolean> {
  return (await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: false, trash: "without", lock: false, questions: [] })).length > 0;
}

const notInTrash = (entity: EntityModel): AppError =>
  new AppError("state:wrong", `This ${entity.name} is not in the trash.`, { remedy: "Somebody may have restored it; read it again. To delete it for ever, move it to the trash first." });

/** Marks rows deleted, after looking at who refers to them. */
async function trash(save: SaveContext, entity: EntityModel, rows: readonly { id: string; record: Values }[], removed: Removed[]): Promise<void> {
  const ids = rows.map((row) => row.id);
  if (ids.length === 0 || removed.length > 20_000) return;
  for (const referrer of referrersOf(save.model, entity)) await handleReferrer(save, entity, referrer, ids, removed);
  await mark(save, entity, ids, "delete");
  removed.push(...rows.map(({ id, record }) => ({ entity, id, before: record })));
}

async function handleReferrer(save: SaveContext, target: EntityModel, referrer: Referrer, ids: readonly string[], removed: Removed[]): Promise<void> {
  const system = { ...save, ctx: { ...save.ctx, principal: { kind: "system" as const, reason: "maintenance" as const } } };
  const column = sql.ref(referrer.field.column);
  const found = await save.db.run<{ id: string }>(sql`select id from ${tableOf(referrer.entity)} where ${column} = any(${ids}::uuid[]) and deleted_at is null and not (id = any(${ids}::uuid[])) order by id for update`);
  if (found.length === 0) return;
  if (referrer.onDelete === "restrict") throw inUse(save, target, referrer, found.length);
  const keys = found.map((row) => row.id);
  if (referrer.onDelete === "clear") {
    await writeAll(save, referrer.entity, sql`update ${tableOf(referrer.entity)} set ${column} = null, version = version + 1, updated_at = ${save.ctx.now}::timestamptz where id = any(${keys}::uuid[]) returning *`, "update");
    return;
  }
  const rows = await save.queries.read(system, referrer.entity.name, keys, { trusted: true, trash: "without", lock: false, questions: [] });
  await trash(save, referrer.entity, rows.map(({ record }) => ({ id: record["id"] as string, record })), removed);
}

/** Names the entity only to those who may read it. */
function inUse(save: SaveContext, target: EntityModel, referrer: Referrer, count: number): AppError {
  const seen = readingOf(save.model, save.ctx.principal).access(referrer.entity.name).rows.read.length > 0;
  const who = seen ? `${count} records of ${referrer.entity.name}` : "other records";
  return new AppError("conflict:inUse", `This ${target.name} is used by ${who}.`, { remedy: "Point them at another record first, or delete them." });
}

function referrersOf(model: AppModel, target: EntityModel): Referrer[] {
  return [...model.entities.values()].flatMap((entity) =>
    entity.system ? [] : entity.fields.filter((field) => !field.system && relationOf(field) === "one" && storageOf(field) === "columns" && targetsOf(field)[0] === target.name).map((field) => {
      const onDelete = (field.options["onDelete"] as Referrer["onDelete"] | undefined) ?? "restrict";
      return { entity, field, onDelete: entity.parent === field.name ? "cascade" as const : onDelete };
    }));
}

async function mark(save: SaveContext, entity: EntityModel, ids: readonly string[], verb: JournalVerb): Promise<void> {
  const by = actorId(save.ctx.principal);
  await writeAll(save, entity, sql`update ${tableOf(entity)} set deleted_at = ${save.ctx.now}::timestamptz, deleted_by = ${by}::uuid, version = version + 1 where id = any(${ids}::uuid[]) returning *`, verb);
}

/** Runs a writing statement (… returning *) with one journal entry for each row. */
export async function writeAll(save: SaveContext, entity: EntityModel, write: ReturnType<typeof sql>, verb: JournalVerb): Promise<number> {
  const values = journalValues(save.ctx, verb, null).map((value) => sql`${value}`);
  const rows = await save.db.run<{ n: number }>(sql`with w as (${write}), j as (${journalInsert(entity, sql.ref("w"), values)}) select count(*)::int as n from w`);
  return rows[0]?.n ?? 0;
}

export interface Restored {
  readonly entity: EntityModel;
  readonly id: string;
  readonly after: Values;
}

export async function restoreRecord(save: SaveContext, entityName: string, id: string): Promise<Restored[]> {
  const { access } = await deletable(save, entityName, id, "only");
  const { entity } = access;
  await refuseLostParent(save, entity, id);
  const [row] = await save.db.run<{ deleted_at: string }>(sql`select deleted_at::text from ${tableOf(entity)} where id = ${id}::uuid`);
  const restored: Restored[] = [];
  await bringBack(save, entity, sql`id = ${id}::uuid`, row!.deleted_at, restored);
  return restored;
}

/** A line item cannot come back to a parent that is in the trash. */
async function refuseLostParent(save: SaveContext, entity: EntityModel, id: string): Promise<void> {
  const field = entity.parent ? entity.fieldByName.get(entity.parent) : undefined;
  const parent = field && save.model.entities.get(targetsOf(field)[0] ?? "");
  if (!parent) return;
  const rows = await save.db.run(sql`select 1 from ${tableOf(entity)} t join ${tableOf(parent)} p on p.id = ${sql.ref(`t.${field.column}`)} where t.id = ${id}::uuid and p.deleted_at is null`);
  if (rows.length === 0) throw new AppError("state:wrong", `The ${parent.name} it belongs to is in the trash.`, { remedy: `Restore the ${parent.name} first.` });
}

async function bringBack(save: SaveContext, entity: EntityModel, which: ReturnType<typeof sql>, moment: string, restored: Restored[]): Promise<void> {
  const system = { ...save, ctx: { ...save.ctx, principal: { kind: "system" as const, reason: "maintenance" as const } } };
  const rows = await save.db.run<{ id: string }>(sql`select id from ${tableOf(entity)} where ${which} and deleted_at = ${moment}::timestamptz`);
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return;
  await writeAll(save, entity, sql`update ${tableOf(entity)} set deleted_at = null, deleted_by = null, version = version + 1 where id = any(${ids}::uuid[]) returning *`, "restore");
  const records = await save.queries.read(system, entity.name, ids, { trusted: true, trash: "without", lock: false, questions: [] });
  restored.push(...records.map(({ record }) => ({ entity, id: record["id"] as string, after: record })));
  for (const referrer of referrersOf(save.model, entity))
    if (referrer.onDelete === "cascade") await bringBack(save, referrer.entity, sql`${sql.ref(referrer.field.column)} = any(${ids}::uuid[])`, moment, restored);
}

/**
 * Deletes a trashed record for ever: row, child rows, links, secrets, memberships; the journal keeps who did it, without values.
 * Needs the right to delete the record and the administration right "trash.purge": what is purged nobody brings back.
 */
export async function purgeRecord(save: SaveContext, entityName: string, id: string): Promise<void> {
  const { access } = await deletable(save, entityName, id, "only");
  if (!rightOfSystem(save.model.roles, save.ctx.principal, "trash.purge")) throw forbidden(access.entity, "purge");
  await purgeRows(save, access.entity, [id]);
}

async function purgeRows(save: SaveContext, entity: EntityModel, ids: readonly string[]): Promise<void> {
  for (const referrer of referrersOf(save.model, entity)) {
    const rows = await save.db.run<{ id: string; live: boolean }>(sql`select id, deleted_at is null as live from ${tableOf(referrer.entity)} where ${sql.ref(referrer.field.column)} = any(${ids}::uuid[])`);
    if (rows.length === 0) continue;
    if (referrer.onDelete === "cascade") await purgeRows(save, referrer.entity, rows.map((row) => row.id));
    else if (referrer.onDelete === "restrict" && rows.some((row) => row.live)) throw inUse(save, entity, referrer, rows.length);
    else await save.db.run(sql`update ${tableOf(referrer.entity)} set ${sql.ref(referrer.field.column)} = null where ${sql.ref(referrer.field.column)} = any(${ids}::uuid[])`);
  }
  await writeAll(save, entity, sql`delete from ${tableOf(entity)} where id = any(${ids}::uuid[]) returning *`, "purge");
  await save.db.run(sql`update metaloom.journal set changes = null where record_id = any(${ids}::uuid[]) and entity = ${entity.id}`);
  for (const table of ["record_members", "record_shares", "record_clocks"] as const) await save.db.run(sql`delete from ${sql.table(`metaloom.${table}`)} where entity = ${entity.id} and record_id = any(${ids}::uuid[])`);
  await save.db.run(sql`delete from metaloom.secrets where owner_kind = ${entity.id} and owner_id = any(${ids}::uuid[])`);
  await removeParts(save.db, entity, ids);
}
