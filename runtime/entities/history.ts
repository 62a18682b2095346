import { sql } from "kysely";
import { fieldType } from "../fields/index";
import { readingOf } from "../queries/caller";
import { noRecord, type SaveContext } from "./save";

export interface HistoryEntry {
  readonly seq: number;
  readonly at: string;
  readonly verb: string;
  readonly version: number;
  readonly channel: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly title: string | null };
  /** Field name → before and after, only of fields the caller reads in full. */
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

interface Row {
  seq: number; at: string; verb: string; version: number; channel: string; actor_kind: string; actor_id: string | null; actor_name: string | null;
  changes: Record<string, { from: unknown; to: unknown }> | null;
}

/** The journal of one record, newest first, cut to what the caller may read (masked fields show masked values). Also of records in the trash. */
export async function readHistory(save: SaveContext, entityName: string, id: string, options: { limit?: number; before?: number } = {}): Promise<{ items: HistoryEntry[]; next: number | null }> {
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: true, trash: "with", lock: false, questions: [] });
  if (!found) throw noRecord();
  const limit = Math.min(options.limit ?? 50, 200);
  const rows = await save.db.run<Row>(sql`
    select j.seq, j.at, j.verb, j.version, j.channel, j.actor_kind, j.actor_id, u.name as actor_name, j.changes
    from metaloom.journal j left join metaloom.users u on u.id = j.actor_id
    where j.record_id = ${id}::uuid and j.entity = ${access.entity.id} and j.seq < ${options.before ?? Number.MAX_SAFE_INTEGER} order by j.seq desc limit ${limit + 1}`);
  const byId = new Map(access.entity.fields.map((field) => [field.id, field]));
  const items = rows.slice(0, limit).map((row): HistoryEntry => {
    const changes: Record<string, { from: unknown; to: unknown }> = {};
    for (const [fieldId, change] of Object.entries(row.changes ?? {})) {
      const field = byId.get(fieldId);
      const right = field && access.fields.get(field.name);
      // A field that is full on some rows only is left out: the journal does not know which row rule held then.
      if (!field || !right || right.read === "none" || right.when) continue;
      const type = fieldType(field.type);
      changes[field.name] = right.read === "masked" ? { from: type.mask(change.from as never, field.options), to: type.mask(change.to as never, field.options) } : change;
    }
    return { seq: row.seq, at: row.at, verb: row.verb, version: row.version, channel: row.channel, actor: { kind: row.actor_kind, id: row.actor_id, title: row.actor_name }, changes };
  });
  return { items, next: rows.length > limit ? items.at(-1)!.seq : null };
}
