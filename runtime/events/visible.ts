/**
 * What one subscriber hears of the journal: that a record he may read was created, changed, deleted or restored; never what changed.
 *
 * A change must not be heard by somebody who may see none of it. The journal knows which *audited* fields changed, not the others.
 * So a change is told when the subscriber reads in full one of the audited fields that changed, or reads in full every field that
 * is not audited (then whatever else changed is his to see). Somebody with a forbidden field that is not audited hears of changes
 * to audited fields only; the cure is to audit the fields whose changes he should hear of.
 */
import { visibleParts } from "../activity/visible-parts";
import type { PartKind } from "../activity/record-event";
import { isWriteOnly } from "../fields/traits";
import type { EntityModel } from "../model/types";
import type { EntityAccess } from "../permissions/access";
import type { Queries, QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import type { JournalRow } from "./journal";

export interface RecordEvent {
  readonly entity: string;
  readonly id: string;
  readonly verb: "create" | "update" | "delete" | "restore" | PartKind;
  readonly version: number;
  /** The comment, note or file that was added, changed or removed. */
  readonly part?: string;
}

/** Verbs of the journal that are told, and as what. Sharing and membership are not: whom a record is shared with is nobody else's business. */
const VERBS: Readonly<Record<string, RecordEvent["verb"]>> = { create: "create", update: "update", recompute: "update", merge: "update", delete: "delete", restore: "restore", comment: "comment", note: "note", file: "file" };

/** Rows with the events they are for this caller, in order; rows that say nothing to him are left out. `names` limits the entities. */
export async function visibleEvents(queries: Queries, query: QueryContext, rows: readonly JournalRow[], names?: ReadonlySet<string>): Promise<{ row: JournalRow; event: RecordEvent }[]> {
  const reading = readingOf(query.model, query.ctx.principal);
  const byId = new Map([...query.model.entities.values()].map((entity) => [entity.id, entity]));
  const told = rows.flatMap((row) => {
    const entity = byId.get(row.entity);
    const verb = VERBS[row.verb];
    if (!entity || !verb || entity.system || (names && !names.has(entity.name))) return [];
    const access = reading.access(entity.name);
    return access.rows.read.length > 0 && (verb !== "update" || mayHear(access, row)) ? [{ row, entity, verb }] : [];
  });
  const readable = await readableIds(queries, query, told.filter(({ row }) => !row.part));
  const parts = await visibleParts(queries, query, told.flatMap(({ row, entity, verb }) => (row.part ? [{ entity, recordId: row.recordId, kind: verb as PartKind, part: row.part }] : [])));
  return told.filter(({ row }) => (row.part ? parts.has(row.part) : readable.has(row.recordId))).map(({ row, entity, verb }) => ({ row, event: { entity: entity.name, id: row.recordId, verb, version: row.version, ...(row.part ? { part: row.part } : {}) } }));
}

/** May a change of these audited fields (ids; of others when none) be heard? */
export function mayHear(access: EntityAccess, { changed = [] }: Pick<JournalRow, "changed">): boolean {
  const sees = (name: string): boolean => {
    const right = access.fields.get(name);
    return right?.read === "full" && right.when === undefined;
  };
  const { fields } = access.entity;
  return fields.some((field) => changed.includes(field.id) && sees(field.name)) || fields.every((field) => field.audited || isWriteOnly(field) || sees(field.name));
}

/** One question per entity. Records in the trash count as readable to those who may read them there, so that deletes are heard. */
async function readableIds(queries: Queries, query: QueryContext, told: readonly { row: JournalRow; entity: EntityModel }[]): Promise<Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const { row, entity } of told) asked.set(entity.name, (asked.get(entity.name) ?? new Set()).add(row.recordId));
  const readable = new Set<string>();
  for (const [name, ids] of asked) {
    const found = await queries.read(query, name, [...ids], { paths: ["id"], trusted: true, trash: "with", lock: false, questions: [] });
    for (const { record } of found) readable.add(record["id"] as string);
  }
  return readable;
}
