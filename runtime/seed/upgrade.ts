/**
 * Reference data at an upgrade of its pack: a three-way merge of each record. What the new version says differently from the
 * installed one is written where the record still says what the installed one said; what people changed or deleted stays theirs.
 */
import type { SaveContext } from "../entities/save";
import { fieldType } from "../fields/index";
import { relationOf, targetsOf } from "../fields/traits";
import { isAppError } from "../kernel";
import { sameJson } from "../model/patch";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { QUERY_LIMITS } from "../queries";
import { bodyOf } from "./body";
import { seedsOf, type Seed, type SeedRecord } from "./documents";
import type { SeedKeys } from "./keys";

/** Records of the same seed in the installed version, by key. */
export function recordsBefore(before: AppModel, seed: Seed): ReadonlyMap<string, SeedRecord> {
  const old = seedsOf(before).find(({ pack, name }) => pack === seed.pack && name === seed.name);
  return new Map(old?.records.map((record) => [String(record[old.key]), record]));
}

/** The part of a seed record that an upgrade writes over the record with this id; undefined when there is nothing to write. Rows are written anew when nobody changed one. */
export async function changedPart(save: SaveContext, seed: Seed, record: SeedRecord, old: SeedRecord, id: string, keys: SeedKeys): Promise<SeedRecord | undefined> {
  const { entity } = seed;
  const names = Object.keys(record).filter((name) => name !== "createdAt" && !sameJson(record[name] as never, (old[name] ?? null) as never));
  if (names.length === 0) return undefined;
  const [found] = await save.queries.read(save, entity.name, [id], { trusted: true, trash: "without", lock: true, questions: [] });
  if (!found) return undefined;
  const untouched: string[] = [];
  for (const name of names) {
    const field = entity.fieldByName.get(name)!;
    const isOld = relationOf(field) === "children" ? await areUntouched(save, field, id, (old[name] ?? []) as readonly SeedRecord[], keys) : await isUntouched(save, entity, name, old[name] ?? null, found.record[name] ?? null, keys);
    if (isOld) untouched.push(name);
  }
  return untouched.length ? Object.fromEntries(untouched.map((name) => [name, record[name]])) : undefined;
}

/** Are the rows of the record still those the installed version gave it, in their order? */
async function areUntouched(save: SaveContext, field: FieldModel, parent: string, given: readonly SeedRecord[], keys: SeedKeys): Promise<boolean> {
  const child = save.model.entities.get(targetsOf(field)[0] ?? "");
  if (!child) return false;
  const names = [...new Set(given.flatMap((row) => Object.keys(row)))].filter((name) => name !== "createdAt" && relationOf(child.fieldByName.get(name)!) !== "children");
  const { items, nextCursor } = await save.queries.list(save, child.name, { fields: ["id", ...names], filter: { field: String(field.options["field"]), op: "eq", value: parent }, sort: [{ field: "id", direction: "asc" }], limit: QUERY_LIMITS.limit, count: "none" });
  if (nextCursor !== null || items.length !== given.length) return false;
  for (const [index, row] of given.entries()) {
    for (const name of names) if (!(await isUntouched(save, child, name, row[name] ?? null, items[index]![name] ?? null, keys))) return false;
  }
  return true;
}

/** Does the record still hold what the installed version gave it? */
async function isUntouched(save: SaveContext, entity: EntityModel, name: string, given: unknown, present: unknown, keys: SeedKeys): Promise<boolean> {
  const field = entity.fieldByName.get(name)!;
  const type = fieldType(field.type);
  if (given === null) return type.isEmpty(present as never);
  try {
    const { body } = await bodyOf(save.model, entity, { [name]: given }, keys, save.ctx.now);
    const parsed = type.parse(body[name], field.options);
    return parsed.ok && type.equals(parsed.value as never, present as never);
  } catch (error) {
    // The installed version pointed at something that is not there any more: nobody knows what the record should say.
    if (isAppError(error)) return false;
    throw error;
  }
}
