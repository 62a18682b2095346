import { AppError } from "../kernel/errors";
import { storageOf, targetsOf } from "../fields/traits";
import type { FieldModel } from "../model/types";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { QUERY_LIMITS } from "../queries";
import type { SaveContext, Saved, SaveOptions } from "./save";

/** The verbs a child row is saved by, inside the transaction of its parent. */
export interface RowVerbs {
  createIn(save: SaveContext, entity: string, body: unknown, options?: SaveOptions): Promise<Saved>;
  updateIn(save: SaveContext, entity: string, id: string, body: Record<string, unknown>, options?: SaveOptions & { version?: number }): Promise<Saved>;
  removeIn(save: SaveContext, entity: string, id: string): Promise<void>;
}

/**
 * Saves the child rows that came with a record: rows with an id are updated, rows without are created, rows that are missing from
 * the list go to the trash. Rows of rows (two levels) come along by themselves, because a child is saved like any record.
 */
export async function saveChildren(save: SaveContext, records: RowVerbs, parent: Saved, entityName: string, pointer = ""): Promise<void> {
  const { entity } = readingOf(save.model, save.ctx.principal).access(entityName);
  for (const [name, rows] of parent.children) await saveList(save, records, parent.id, entity.fieldByName.get(name)!, rows, `${pointer}/${name}`);
}

async function saveList(save: SaveContext, records: RowVerbs, parentId: string, field: FieldModel, rows: readonly Record<string, unknown>[], pointer: string): Promise<void> {
  const child = targetsOf(field)[0]!;
  const back = String(field.options["field"]);
  const present = new Set(await childIds(save, field, parentId));
  const kept = new Set<string>();
  for (const [i, row] of rows.entries()) {
    const { id, version, ...values } = row;
    const at = `${pointer}/${i}`;
    if (Object.hasOwn(values, back) && idOf(values[back]) !== parentId) throw elsewhere(`${at}/${back}`);
    if (id === undefined) {
      await records.createIn(save, child, values, { pointer: at, reserved: { [back]: { id: parentId } } });
      continue;
    }
    if (typeof id !== "string" || !present.has(id) || kept.has(id)) throw new AppError("input:invalid", "This row does not belong to the record.", { issues: [{ pointer: `${at}/id`, code: "notFound", message: "This row does not belong to the record.", remedy: "Leave the id out to add a new row." }] });
    kept.add(id);
    if (Object.keys(values).length) await records.updateIn(save, child, id, values, { pointer: at, version: version as number | undefined });
  }
  for (const id of present) if (!kept.has(id)) await records.removeIn(save, child, id);
}

/** Child rows the caller may see, oldest first. */
async function childIds(save: SaveContext, field: FieldModel, parentId: string): Promise<string[]> {
  return (await rowsOf(save, field, parentId, ["id"])).map((item) => item["id"] as string);
}

/** All child rows the caller may see, page after page: a record may have more of them than a page. */
async function rowsOf(save: SaveContext, field: FieldModel, parentId: string, fields?: readonly string[]): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await save.queries.list(save, targetsOf(field)[0]!, { fields, filter: { field: String(field.options["field"]), op: "eq", value: parentId }, sort: [{ field: "id", direction: "asc" }], limit: QUERY_LIMITS.limit, ...(cursor ? { cursor } : {}) });
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}

const idOf = (reference: unknown): unknown => (reference !== null && typeof reference === "object" && "id" in reference ? reference.id : reference);

const elsewhere = (pointer: string): AppError =>
  new AppError("input:invalid", "A row belongs to the record it is sent with.", { issues: [{ pointer, code: "parent", message: "A row belongs to the record it is sent with.", remedy: "Leave this value out." }] });

/** The record with its child rows, for a record page; two levels. `only` names the children fields that are wanted. */
export async function withChildren(save: SaveContext, entityName: string, id: string, record: Record<string, unknown>, only?: ReadonlySet<string>, depth = 2): Promise<Record<string, unknown>> {
  const reading = readingOf(save.model, save.ctx.principal);
  const access = reading.access(entityName);
  const full = { ...record };
  if (depth === 0) return full;
  for (const field of access.entity.fields) {
    const right = access.fields.get(field.name);
    if (storageOf(field) !== "children" || right?.read !== "full" || only?.has(field.name) === false) continue;
    if (right.when && !(await askRules(save.db, reading, access.entity, id, [right.when], bindingsOf(save.ctx, [])))[0]) continue;
    const child = targetsOf(field)[0]!;
    if (reading.access(child).rows.read.length === 0) continue;
    full[field.name] = await Promise.all((await rowsOf(save, field, id)).map((row) => withChildren(save, child, row["id"] as string, row, undefined, depth - 1)));
  }
  return full;
}
