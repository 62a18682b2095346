/**
 * Personal data of one record: what is kept of it and where, and its erasure. Fields are flagged `personalData`; the record itself
 * stays. Line items belong to their record.
 *
 * - *report*: what the caller may see of it; whoever may not see a field does not learn that it holds something.
 * - *erasure*: empties the flagged fields and takes their values out of comments and notes, whatever rules or field rights say; needs the administration right personalData.erase.
 */
import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import { actorId, systemPrincipal } from "../kernel/principal";
import { fieldType } from "../fields/index";
import { isComputed, storageOf, targetsOf } from "../fields/traits";
import { label } from "../model/accessors";
import type { EntityModel, FieldModel } from "../model/types";
import { rightOfSystem } from "../permissions/system";
import { statementCache } from "../queries/cache";
import { bindingsOf, readingOf } from "../queries/caller";
import { linksOf } from "../queries/links";
import { tableOf } from "../queries/scope";
import type { Values } from "./input";
import { journalValues } from "./journal";
import { countPosts, erasePersonalText, personalPattern } from "./personal-text";
import { placeholderOf } from "./placeholder";
import { noRecord, type SaveContext } from "./save";
import { recompute, settle } from "./settle";
import { compileUpdate, rowOf, type CompiledWrite } from "./write-sql";

export const ERASE_RIGHT = "personalData.erase";

export interface PersonalField {
  readonly name: string;
  readonly label: string;
  /** As the caller may see it. */
  readonly value: unknown;
  /** Entries of the history that hold a former value. */
  readonly history: number;
  /** Imports that could still be taken back to a former value. */
  readonly imports: number;
}

export interface PersonalReport {
  readonly entity: string;
  readonly id: string;
  readonly fields: readonly PersonalField[];
  /** Comments and notes that hold one of the values; counted for those who may erase them. */
  readonly posts: number;
  /** Line items that hold personal data. */
  readonly lines: readonly PersonalReport[];
}

const personalFields = (entity: EntityModel): FieldModel[] => entity.fields.filter((field) => field.personalData && !isComputed(field));

/** @throws AppError record:notFound when the caller may not read the record. */
export async function reportPersonalData(save: SaveContext, entityName: string, id: string): Promise<PersonalReport> {
  const { entity } = readingOf(save.model, save.ctx.principal).access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { trusted: false, trash: "with", lock: false, questions: [] });
  if (!found) throw noRecord();
  const shown = personalFields(entity).filter((field) => field.name in found.record);
  const counts = await countsOf(save, entity, id, shown);
  const fields = shown.map((field) => ({ name: field.name, label: label(field.label, save.ctx.language), value: found.record[field.name] ?? null, ...counts.get(field.id)! }));
  const lines: PersonalReport[] = [];
  for (const { child, ids } of await linesOf(save, entity, id)) {
    if (readingOf(save.model, save.ctx.principal).access(child.name).rows.read.length === 0) continue;
    for (const lineId of ids) lines.push(await reportPersonalData(save, child.name, lineId));
  }
  const kept = fields.filter(isKept);
  const pattern = mayErase(save) ? personalPattern(await valuesOf(save, entity, id, found.record, shown)) : undefined;
  const posts = pattern ? await countPosts(save.db, { entity: entity.id, id }, pattern) : 0;
  return { entity: entityName, id, fields: kept, posts, lines: lines.filter((line) => line.fields.length + line.lines.length + line.posts > 0) };
}

const mayErase = (save: SaveContext): boolean => rightOfSystem(save.model.roles, save.ctx.principal, ERASE_RIGHT);

/** What the fields hold and held, as far as the history still knows. */
async function valuesOf(save: SaveContext, entity: EntityModel, id: string, record: Values, fields: readonly FieldModel[]): Promise<unknown[]> {
  const journal = await save.db.run<{ changes: Readonly<Record<string, { from: unknown; to: unknown } | undefined>> }>(sql`select changes from metaloom.journal where record_id = ${id}::uuid and entity = ${entity.id} and changes is not null`);
  const former = journal.flatMap(({ changes }) => fields.flatMap((field) => Object.values(changes[field.id] ?? {})));
  return [...fields.map((field) => record[field.name]), ...former];
}

const isKept = ({ value, history, imports }: PersonalField): boolean => history + imports > 0 || !(value === null || (Array.isArray(value) && value.length === 0));

async function countsOf(save: SaveContext, entity: EntityModel, id: string, fields: readonly FieldModel[]): Promise<Map<string, { history: number; imports: number }>> {
  const count = async (field: FieldModel) => {
    const [row] = await save.db.run<{ history: number; imports: number }>(sql`select
      (select count(*)::int from metaloom.journal where record_id = ${id}::uuid and entity = ${entity.id} and changes ? ${field.id}::text) as history,
      (select count(*)::int from metaloom.import_rows where record_id = ${id}::uuid and before ? ${field.name}::text) as imports`);
    return [field.id, row!] as const;
  };
  const counted: (readonly [string, { history: number; imports: number }])[] = [];
  for (const field of fields) counted.push(await count(field));
  return new Map(counted);
}

/** Records of line entities below a record. */
async function linesOf(save: SaveContext, entity: EntityModel, id: string): Promise<{ child: EntityModel; ids: string[] }[]> {
  const found: { child: EntityModel; ids: string[] }[] = [];
  for (const child of save.model.entities.values()) {
    const back = child.parent === undefined ? undefined : child.fieldByName.get(child.parent);
    if (!back || targetsOf(back)[0] !== entity.name) continue;
    const rows = await save.db.run<{ id: string }>(sql`select id from ${tableOf(child)} where ${sql.ref(back.column)} = ${id}::uuid order by id`);
    found.push({ child, ids: rows.map((row) => row.id) });
  }
  return found;
}

/** Inside a transaction. @throws AppError right:missing without the right, record:notFound when the caller may not read the record. */
export async function erasePersonalData(save: SaveContext, entityName: string, id: string): Promise<void> {
  if (!mayErase(save))
    throw new AppError("right:missing", "You may not erase personal data.", { remedy: `Ask an administrator for the right "${ERASE_RIGHT}".` });
  const { entity } = readingOf(save.model, save.ctx.principal).access(entityName);
  const [seen] = await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: true, trash: "with", lock: false, questions: [] });
  if (!seen || entity.system) throw noRecord();
  await eraseRecord(save, { ...save, ctx: { ...save.ctx, principal: systemPrincipal("maintenance") } }, entity, id);
  await save.db.run(sql`insert into metaloom.event_log (kind, actor_kind, actor_id, subject, request_id, details)
    values ('personalData.erased', ${save.ctx.principal.kind}, ${actorId(save.ctx.principal)}::uuid, ${id}, ${save.ctx.requestId}, ${JSON.stringify({ entity: entity.name, fields: personalFields(entity).map(({ name }) => name) })}::jsonb)`);
}

async function eraseRecord(save: SaveContext, system: SaveContext, entity: EntityModel, id: string): Promise<void> {
  for (const { child, ids } of await linesOf(save, entity, id)) for (const line of ids) await eraseRecord(save, system, child, line);
  const fields = personalFields(entity);
  if (fields.length === 0) return;
  const before = await lockedRecord(system, entity, id);
  const after: Values = { ...before.record, ...Object.fromEntries(fields.map((field) => [field.name, placeholderOf(field, id)])) };
  const pattern = personalPattern(await valuesOf(save, entity, id, before.record, fields));
  if (pattern) await erasePersonalText(save.db, { entity: entity.id, id }, pattern);
  await writeErased(save, system, entity, id, { ...before, after }, fields.filter((field) => storageOf(field) === "columns"));
  await forget(save, entity, id, fields);
  const made = await recompute(system, save.ctx, entity, id);
  await settle(save, [{ entity, id, before: before.record, after: made?.after ?? after }]);
}

async function lockedRecord(system: SaveContext, entity: EntityModel, id: string): Promise<{ record: Values; inTrash: boolean }> {
  for (const trash of ["without", "only"] as const) {
    const [found] = await system.queries.read(system, entity.name, [id], { trusted: true, trash, lock: true, questions: [] });
    if (found) return { record: found.record, inTrash: trash === "only" };
  }
  throw noRecord();
}

/** The row and one entry of the journal that says who did it, without values. Open forms of living records become stale. */
async function writeErased(save: SaveContext, system: SaveContext, entity: EntityModel, id: string, { record, after, inTrash }: { record: Values; after: Values; inTrash: boolean }, columns: readonly FieldModel[]): Promise<void> {
  const compiled = statementCache<CompiledWrite>(save.model, `erase;${entity.name};${inTrash}`, () => compileUpdate(readingOf(save.model, system.ctx.principal), entity, columns, { silent: true, keepVersion: inTrash }));
  await save.db.query(compiled.statement.bind(bindingsOf(save.ctx, [...journalValues(save.ctx, "erase", null), id, record["version"], ...rowOf(columns, after)])));
}

/** Everything that is kept outside the row: links, secrets, files, former values. */
async function forget(save: SaveContext, entity: EntityModel, id: string, fields: readonly FieldModel[]): Promise<void> {
  const [ids, names] = [fields.map((field) => field.id), fields.map((field) => field.name)];
  for (const field of fields) if (storageOf(field) === "link") {
    const { table, own } = linksOf(save.model, entity, field);
    await save.db.run(sql`delete from ${table} where ${own} = ${id}::uuid`);
  }
  if (fields.some((field) => storageOf(field) === "apart")) await save.db.run(sql`delete from metaloom.secrets where owner_kind = ${entity.id} and owner_id = ${id}::uuid and field = any(${ids}::text[])`);
  if (fields.some((field) => fieldType(field.type).traits?.files)) await save.db.run(sql`update metaloom.files set state = 'deleted' where entity = ${entity.id} and record_id = ${id}::uuid and field = any(${ids}::text[])`);
  await save.db.run(sql`update metaloom.journal set changes = nullif(changes - ${ids}::text[], '{}'::jsonb) where record_id = ${id}::uuid and entity = ${entity.id} and changes ?| ${ids}::text[]`);
  await save.db.run(sql`update metaloom.import_rows set before = before - ${names}::text[] where record_id = ${id}::uuid and before ?| ${names}::text[]`);
  // Kept answers of requests may hold the record as it was.
  await save.db.run(sql`delete from metaloom.idempotency where body ->> 'id' = ${id}`);
}
