import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import { relationOf, targetsOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import { readingOf } from "../queries/caller";
import { linksOf } from "../queries/links";
import type { Values } from "./input";
import type { SaveContext } from "./save";

/**
 * Saves many-to-many fields that were given: the list replaces what the caller sees of it; links to records he may not see stay.
 * Every target must be visible to him.
 */
export async function saveLinks(save: SaveContext, entity: EntityModel, id: string, given: Values, pointer = ""): Promise<void> {
  for (const field of entity.fields) {
    if (relationOf(field) !== "many" || !(field.name in given)) continue;
    const ids = ((given[field.name] as { id: string }[] | null) ?? []).map((item) => item.id);
    const visible = await visibleIds(save, field, ids);
    const missing = ids.findIndex((target) => !visible.has(target));
    if (missing >= 0) throw new AppError("input:invalid", "There is no such record, or you may not see it.", { issues: [{ pointer: `${pointer}/${field.name}/${missing}`, code: "notFound", message: "There is no such record, or you may not see it.", remedy: "Choose another record." }] });
    await replaceLinks(save, entity, field, id, ids);
  }
}

async function visibleIds(save: SaveContext, field: FieldModel, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await save.queries.read(save, targetsOf(field)[0]!, ids, { paths: ["id"], trusted: false, trash: "without", lock: false, questions: [] });
  return new Set(found.map(({ record }) => record["id"] as string));
}

async function replaceLinks(save: SaveContext, entity: EntityModel, field: FieldModel, id: string, ids: readonly string[]): Promise<void> {
  const { table, own, other } = linksOf(save.model, entity, field);
  const present = await save.db.run<{ linked: string }>(sql`select ${other} as linked from ${table} where ${own} = ${id}::uuid`);
  const all = present.map((row) => row.linked);
  const seen = readingOf(save.model, save.ctx.principal).unlimited ? new Set(all) : await visibleIds(save, field, all);
  const drop = all.filter((target) => seen.has(target) && !ids.includes(target));
  if (drop.length) await save.db.run(sql`delete from ${table} where ${own} = ${id}::uuid and ${other} = any(${drop}::uuid[])`);
  if (ids.length) await save.db.run(sql`insert into ${table} (${own}, ${other}, position) select ${id}::uuid, target, position from unnest(${ids}::uuid[]) with ordinality as given(target, position) on conflict (source_id, target_id) do update set position = excluded.position`);
}
