/** Work on many records: bulk change, bulk delete, copy, merge of duplicates. Each record goes by the same rules as alone. */
import { sql } from "kysely";
import { AppError, isAppError, systemPrincipal, type Issue } from "../kernel";
import type { EntityModel, FieldModel } from "../model/types";
import { fieldType } from "../fields/index";
import { computationOf, isWriteOnly, relationOf, storageOf, targetsOf } from "../fields/traits";
import { readingOf } from "../queries/caller";
import { linksOf } from "../queries/links";
import { tableOf } from "../queries/scope";
import { isWritable, type Values } from "./input";
import { moveParts } from "./parts";
import type { RecordCall, Records } from "./records";
import { writeAll } from "./remove";
import { noRecord, type SaveContext } from "./save";
import { recompute } from "./settle";

/** Records in one request; published in docs/limits.md. */
export const BULK_LIMIT = 1000;

export interface BulkOutcome {
  readonly done: number;
  readonly failed: readonly { readonly id: string; readonly code: string; readonly message: string; readonly issues: readonly Issue[] }[];
}

/** Does the same with each record; one that fails does not stop the others and changes nothing of itself. */
export async function bulk(records: Records, call: RecordCall, entityName: string, ids: readonly string[], change: { readonly set?: Values; readonly delete?: boolean }): Promise<BulkOutcome> {
  const failed: { id: string; code: string; message: string; issues: readonly Issue[] }[] = [];
  let done = 0;
  for (const id of new Set(ids)) {
    try {
      if (change.delete) await records.remove(call, entityName, id);
      else await records.update(call, entityName, id, change.set ?? {});
      done++;
    } catch (error) {
      if (!isAppError(error) || error.status >= 500) throw error;
      failed.push({ id, code: error.code, message: error.message, issues: error.issues });
    }
  }
  return { done, failed };
}

/** A new record with the values of another; fields marked noCopy, unique or computed start anew, child rows come along. */
export async function copyRecord(records: Records, call: RecordCall, entityName: string, id: string, changes: Values): Promise<Record<string, unknown>> {
  const original = await records.get(call, entityName, id);
  return records.create(call, entityName, { ...copied(call, entityName, original), ...changes });
}

function copied(call: RecordCall, entityName: string, original: Record<string, unknown>): Values {
  const access = readingOf(call.model, call.ctx.principal).access(entityName);
  const writable = new Set(access.creates.flatMap((variant) => [...variant.fields]));
  const values: Values = {};
  for (const field of access.entity.fields) {
    const value = original[field.name];
    if (value === undefined || value === null || !writable.has(field.name) || !isWritable(field) || field.noCopy || field.unique || isWriteOnly(field) || fieldType(field.type).traits?.files) continue;
    if (field.system && field.name !== "recordType") continue;
    if (access.fields.get(field.name)?.read === "masked") continue;
    if (storageOf(field) === "children") values[field.name] = copiedRows(call, targetsOf(field)[0]!, String(field.options["field"]), value as Record<string, unknown>[]);
    else values[field.name] = value;
  }
  return values;
}

function copiedRows(call: RecordCall, child: string, back: string, rows: readonly Record<string, unknown>[]): Values[] {
  return rows.map((row) => {
    const { [back]: _parent, ...values } = copied(call, child, row);
    return values;
  });
}

export interface MergeInput {
  /** Records that go into the survivor and then to the trash. */
  readonly others: readonly string[];
  /** Field values of the survivor, usually chosen among the records. */
  readonly values?: Values;
}

/** Merges duplicates: the survivor takes the values given, everything that pointed at the others points at it, the others go to the trash. */
export async function mergeRecords(records: Records, call: RecordCall, entityName: string, survivor: string, input: MergeInput): Promise<Record<string, unknown>> {
  if (input.others.includes(survivor)) throw new AppError("input:invalid", "A record cannot be merged into itself.", { remedy: "Take the surviving record out of the list.", issues: [{ pointer: "/others", code: "same", message: "The list holds the surviving record." }] });
  await records.together(call, async (save) => {
    await refuseForeign(save, entityName, input.others);
    if (input.values && Object.keys(input.values).length) await records.updateIn(save, entityName, survivor, input.values, {});
    else await records.updateIn(save, entityName, survivor, {}, {});
    await repoint(save, entityName, survivor, input.others);
    await moveParts(save.db, readingOf(save.model, save.ctx.principal).access(entityName).entity, survivor, input.others);
    for (const id of input.others) await records.removeIn(save, entityName, id);
  });
  return records.written(call, entityName, { id: survivor, record: { id: survivor } });
}

async function refuseForeign(save: SaveContext, entityName: string, ids: readonly string[]): Promise<void> {
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const found = await save.queries.read(save, entityName, ids, { paths: ["id"], trusted: true, trash: "without", lock: true, questions: [access.rows.delete] });
  if (found.length !== new Set(ids).size) throw noRecord();
  if (found.some(({ answers }) => !answers[0])) throw new AppError("right:missing", "Merging deletes the other records, and you may not delete all of them.", { remedy: "Ask somebody who may delete them." });
}

/** Everything that refers to the merged records follows them, whoever owns it: a merge that left strangers' references behind would lose them. */
async function repoint(save: SaveContext, entityName: string, survivor: string, others: readonly string[]): Promise<void> {
  for (const entity of save.model.entities.values()) {
    if (entity.system) continue;
    for (const field of entity.fields) {
      if (field.system || computationOf(field)) continue;
      if (relationOf(field) === "one" && targetsOf(field)[0] === entityName && storageOf(field) === "columns") await repointColumn(save, entity, field.column, sql`true`, survivor, others);
      if (relationOf(field) === "any") await repointColumn(save, entity, `${field.column}_id`, sql`${sql.ref(`${field.column}_entity`)} = ${entityName}`, survivor, others);
      if (relationOf(field) === "many" && targetsOf(field)[0] === entityName) await repointLinks(save, entity, field, survivor, others);
    }
  }
  const { entity } = readingOf(save.model, save.ctx.principal).access(entityName);
  await recompute(asSystem(save), save.ctx, entity, survivor);
}

/** What the records compute through the reference is made again with them. */
async function repointColumn(save: SaveContext, entity: EntityModel, column: string, where: ReturnType<typeof sql>, survivor: string, others: readonly string[]): Promise<void> {
  const rows = await save.db.run<{ id: string }>(sql`select id from ${tableOf(entity)} where ${where} and ${sql.ref(column)} = any(${others}::uuid[]) order by id for update`);
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  await writeAll(save, entity, sql`update ${tableOf(entity)} set ${sql.ref(column)} = ${survivor}::uuid, version = version + 1 where id = any(${ids}::uuid[]) returning *`, "merge");
  for (const id of ids) await recompute(asSystem(save), save.ctx, entity, id);
}

async function repointLinks(save: SaveContext, entity: EntityModel, field: FieldModel, survivor: string, others: readonly string[]): Promise<void> {
  const { table, own, other } = linksOf(save.model, entity, field);
  await save.db.run(sql`insert into ${table} (${own}, ${other}, position) select distinct ${own}, ${survivor}::uuid, 0 from ${table} where ${other} = any(${others}::uuid[]) on conflict do nothing`);
  await save.db.run(sql`delete from ${table} where ${other} = any(${others}::uuid[])`);
}

const asSystem = (save: SaveContext): SaveContext => ({ ...save, ctx: { ...save.ctx, principal: systemPrincipal("maintenance") } });
