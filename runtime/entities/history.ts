/** The journal of one record as its reader may see it: cut to the fields shown to him on this record, references with titles. */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { fieldType } from "../fields/index";
import { isWriteOnly, relationOf, targetsOf } from "../fields/traits";
import type { FieldModel } from "../model/types";
import type { EntityAccess } from "../permissions/access";
import { readingOf } from "../queries/caller";
import { titlesOf } from "../queries/titles";
import { noRecord, type SaveContext } from "./save";

interface Change {
  readonly from: unknown;
  readonly to: unknown;
}

export interface HistoryEntry {
  readonly seq: number;
  readonly at: string;
  readonly verb: string;
  readonly version: number;
  readonly channel: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly title: string | null };
  /** Field name → before and after, only of fields that are shown to the caller on this record now. */
  readonly changes: Readonly<Record<string, Change>>;
}

interface Row {
  seq: number; at: string; verb: string; version: number; channel: string; actor_kind: string; actor_id: string | null; actor_name: string | null;
  changes: Record<string, Change> | null;
}

interface Shown {
  readonly field: FieldModel;
  readonly masked: boolean;
}

/** Which entries of the journal, in which order, and what else of their rows (j). */
export interface EntryQuery {
  readonly also?: Sql;
  readonly where: Sql;
  readonly order: Sql;
  readonly limit: number;
}

/**
 * Entries of a record's own values; masked fields show masked values. What happened to its parts (comments, notes, files) is not
 * among them: not everybody may know of those. Also of records in the trash. @throws AppError record:notFound.
 */
export async function changeEntries<T = unknown>(save: SaveContext, entityName: string, id: string, { also, where, order, limit }: EntryQuery): Promise<{ entry: HistoryEntry; row: T }[]> {
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const shown = await shownFields(save, access, id);
  const rows = await save.db.run<Row & T>(sql`
    select j.seq, j.at, j.verb, j.version, j.channel, j.actor_kind, j.actor_id, u.name as actor_name, j.changes${also ? sql`, ${also}` : sql``}
    from metaloom.journal j left join metaloom.users u on u.id = j.actor_id
    where j.record_id = ${id}::uuid and j.entity = ${access.entity.id} and j.part_id is null and ${where} order by ${order} limit ${limit}`);
  const named = await namer(save, rows, shown);
  return rows.map((row) => ({ row, entry: {
    seq: row.seq, at: row.at, verb: row.verb, version: row.version, channel: row.channel, actor: { kind: row.actor_kind, id: row.actor_id, title: row.actor_name },
    changes: Object.fromEntries(Object.entries(row.changes ?? {}).flatMap(([fieldId, { from, to }]) => {
      const known = shown.get(fieldId);
      return known ? [[known.field.name, { from: named(known, from), to: named(known, to) }] as const] : [];
    })),
  } }));
}

/** Newest first. @throws AppError record:notFound. */
export async function readHistory(save: SaveContext, entityName: string, id: string, options: { limit?: number; before?: number } = {}): Promise<{ items: HistoryEntry[]; next: number | null }> {
  const limit = Math.min(options.limit ?? 50, 200);
  const entries = await changeEntries(save, entityName, id, { where: sql`j.seq < ${options.before ?? Number.MAX_SAFE_INTEGER}`, order: sql`j.seq desc`, limit: limit + 1 });
  const items = entries.slice(0, limit).map(({ entry }) => entry);
  return { items, next: entries.length > limit ? items.at(-1)!.seq : null };
}

/** Fields by id that the caller is shown on this row; a field that roles show on some rows only is judged by the row as it is now. */
async function shownFields(save: SaveContext, access: EntityAccess, id: string): Promise<Map<string, Shown>> {
  const readable = access.entity.fields.flatMap((field) => {
    const right = access.fields.get(field.name);
    return !isWriteOnly(field) && right && right.read !== "none" ? [{ field, right }] : [];
  });
  const guarded = readable.filter(({ right }) => right.when);
  const [found] = await save.queries.read(save, access.entity.name, [id], { paths: ["id"], trusted: true, trash: "with", lock: false, questions: guarded.map(({ right }) => right.when!) });
  if (!found) throw noRecord();
  const hidden = new Set(guarded.filter((_, i) => !found.answers[i]).map(({ field }) => field.id));
  return new Map(readable.filter(({ field }) => !hidden.has(field.id)).map(({ field, right }) => [field.id, { field, masked: right.read === "masked" }]));
}

interface Named {
  readonly id: string;
  readonly entity?: string;
}

const isNamed = (value: unknown): value is Named => value !== null && typeof value === "object" && typeof (value as { id?: unknown }).id === "string";
const referred = (value: unknown): Named[] => (Array.isArray(value) ? value : [value]).filter(isNamed);
const targetOf = (field: FieldModel, value: Named): string => value.entity ?? targetsOf(field)[0] ?? "";

/** Gives a journal value the form records have in answers. The journal keeps ids alone: a title in it would outlive the right to see it. */
async function namer(save: SaveContext, rows: readonly Row[], shown: ReadonlyMap<string, Shown>): Promise<(of: Shown, value: unknown) => unknown> {
  const ids = new Map<string, Set<string>>();
  for (const row of rows)
    for (const [fieldId, { from, to }] of Object.entries(row.changes ?? {})) {
      const known = shown.get(fieldId);
      if (!known || known.masked || !relationOf(known.field)) continue;
      for (const value of [...referred(from), ...referred(to)]) ids.set(targetOf(known.field, value), (ids.get(targetOf(known.field, value)) ?? new Set()).add(value.id));
    }
  const titles = new Map<string, Map<string, string | null>>();
  for (const [entity, wanted] of ids) titles.set(entity, await titlesOf(save, entity, [...wanted]));
  return ({ field, masked }, value) => {
    if (masked) return fieldType(field.type).mask(value as never, field.options);
    if (!relationOf(field)) return value;
    const titled = (item: Named) => ({ ...item, title: titles.get(targetOf(field, item))?.get(item.id) ?? null });
    // As in lists: of several records only those the reader sees are told, a single one is named by its id.
    if (Array.isArray(value)) return referred(value).filter((item) => titles.get(targetOf(field, item))?.has(item.id)).map(titled);
    return isNamed(value) ? titled(value) : value;
  };
}
