import { AppError } from "../kernel/errors";
import { storageOf, targetsOf } from "../fields/traits";
import type { FieldModel } from "../model/types";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { QUERY_LIMITS } from "../queries";
import type { SaveContext, Saved } from "./save";
import type { ChangedRow, NewRow } from "./save-many";

/** The verbs child rows are saved by, inside the transaction of their parent. */
export interface RowVerbs {
  createAllIn(save: SaveContext, entity: string, rows: readonly NewRow[]): Promise<void>;
  updateAllIn(save: SaveContext, entity: string, rows: readonly ChangedRow[]): Promise<void>;
  removeAllIn(save: SaveContext, entity: string, ids: readonly string[]): Promise<void>;
}

/**
 * Saves the child rows that came with a record: rows with an id are updated, rows without are created, rows that are missing from
 * the list go to the trash. Rows of rows (two levels) come along by themselves, because a child is saved like any record. All rows
 * of a list are saved together (save-many.ts).
 */
export async function saveChildren(save: SaveContext, records: RowVerbs, parent: Saved, entityName: string, pointer = ""): Promise<void> {
  const { entity } = readingOf(save.model, save.ctx.principal).access(entityName);
  for (const [name, rows] of parent.children) await saveList(save, records, parent, entity.fieldByName.get(name)!, rows, `${pointer}/${name}`);
}

async function saveList(save: SaveContext, records: RowVerbs, { id: parentId, before }: Saved, field: FieldModel, rows: readonly Record<string, unknown>[], pointer: string): Promise<void> {
  const child = targetsOf(field)[0]!;
  const back = String(field.options["field"]);
  const present = new Set(before ? await childIds(save, field, parentId) : []);
  const kept = new Set<string>();
  const [made, changed]: [NewRow[], ChangedRow[]] = [[], []];
  for (const [i, row] of rows.entries()) {
    const { id, version, ...values } = row;
    const at = `${pointer}/${i}`;
    if (Object.hasOwn(values, back) && idOf(values[back]) !== parentId) throw elsewhere(`${at}/${back}`);
    if (id === undefined) {
      made.push({ body: values, options: { pointer: at, reserved: { [back]: { id: parentId } } } });
      continue;
    }
    if (typeof id !== "string" || !present.has(id) || kept.has(id)) throw new AppError("input:invalid", "This row does not belong to the record.", { issues: [{ pointer: `${at}/id`, code: "notFound", message: "This row does not belong to the record.", remedy: "Leave the id out to add a new row." }] });
    kept.add(id);
    if (Object.keys(values).length) changed.push({ id, body: values, version: version as number | undefined, options: { pointer: at } });
  }
  await records.createAllIn(save, child, made);
  await records.updateAllIn(save, child, changed);
  await records.removeAllIn(save, child, [...present].filter((id) => !kept.has(id)));
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
