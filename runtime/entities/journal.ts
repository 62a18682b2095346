import { sql } from "kysely";
import type { Ctx } from "../kernel/context";
import { actorId } from "../kernel/principal";
import { fieldType } from "../fields/index";
import { isWriteOnly } from "../fields/traits";
import type { Sql } from "../fields/storage";
import type { EntityModel } from "../model/types";
import type { Values } from "./input";

/** What happened to a record. `recompute` is a computed value that followed a change elsewhere. */
export type JournalVerb = "create" | "update" | "delete" | "restore" | "purge" | "merge" | "recompute" | "share" | "member" | "erase";

/** Before and after of the audited fields that differ, by field id (names may change); null when there are none. */
export function changesOf(entity: EntityModel, before: Values | null, after: Values): Record<string, { from: unknown; to: unknown }> | null {
  const changes: Record<string, { from: unknown; to: unknown }> = {};
  for (const field of entity.fields) {
    if (!field.audited || isWriteOnly(field) || !(field.name in after)) continue;
    const from = untitled(before?.[field.name] ?? null);
    const to = untitled(after[field.name] ?? null);
    if (!fieldType(field.type).equals(from as never, to as never)) changes[field.id] = { from, to };
  }
  return Object.keys(changes).length ? changes : null;
}

/** Records are named by id alone: a title in the journal would outlive the right to see it. */
function untitled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untitled);
  if (value === null || typeof value !== "object" || !("id" in value) || !("title" in value)) return value;
  const { title: _title, ...rest } = value;
  return rest;
}

/** The values of a journal row that come from the request, in the order of `journalInsert`. */
export function journalValues(ctx: Ctx, verb: JournalVerb, changes: unknown): readonly unknown[] {
  return [verb, ctx.principal.kind, actorId(ctx.principal), ctx.channel, ctx.requestId, ctx.now, changes === null ? null : JSON.stringify(changes)];
}

/** `insert into journal select … from <rows>`, one entry for each row of `rows` (which has id and version). */
export function journalInsert(entity: EntityModel, rows: Sql, values: readonly Sql[]): Sql {
  const [verb, kind, actor, channel, request, at, changes] = values;
  return sql`insert into metaloom.journal (entity, record_id, version, verb, actor_kind, actor_id, channel, request_id, at, changes) select ${entity.id}::text, w.id, w.version, ${verb}::text, ${kind}::text, ${actor}::uuid, ${channel}::text, ${request}::text, ${at}::timestamptz, ${changes}::jsonb from ${rows} as w`;
}
