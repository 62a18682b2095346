/**
 * What is signed: the stored values of the record and of its line items (without those every save changes) and the digests of its
 * files, as one canonical JSON text; its SHA-256 is the *seal*. A digest for each part says later which of them are others, without keeping any value.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { isWriteOnly, storageOf, targetsOf } from "../fields/traits";
import type { Ctx } from "../kernel/context";
import { systemPrincipal } from "../kernel/principal";
import type { AppModel, EntityModel } from "../model/types";
import { QUERY_LIMITS, type Queries } from "../queries";

export interface Seal {
  readonly digest: Buffer;
  /** "field:<id>", "rows:<id>" (all line items of a field) or "file:<id>" → digest, hexadecimal. */
  readonly parts: Readonly<Record<string, string>>;
}

const MOVING: ReadonlySet<string> = new Set(["version", "updatedAt", "updatedBy"]);

/** Keys in order, so that equal values have equal text; of a referenced record only which one it is. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value ?? null);
  const all = value as Record<string, unknown>;
  const keys = "id" in all && "title" in all ? ["entity", "id"].filter((key) => key in all) : Object.keys(all).filter((key) => all[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(all[key])}`).join()}}`;
}

const sha = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Pure: values by field id, files by id with their digests, line items by id of their field. */
export function sealOf(entity: string, id: string, values: Readonly<Record<string, unknown>>, files: Readonly<Record<string, string>>, rows: Readonly<Record<string, readonly unknown[]>> = {}): Seal {
  const parts: Record<string, string> = {};
  for (const [field, value] of Object.entries(values)) parts[`field:${field}`] = sha(canonical(value)).toString("hex");
  for (const [file, digest] of Object.entries(files)) parts[`file:${file}`] = digest;
  for (const [field, items] of Object.entries(rows)) parts[`rows:${field}`] = sha(canonical(items)).toString("hex");
  return { digest: sha(canonical({ entity, id, fields: values, files, ...(Object.keys(rows).length > 0 && { rows }) })), parts };
}

const isSigned = (field: EntityModel["fields"][number]): boolean => storageOf(field) === "columns" && !isWriteOnly(field) && !MOVING.has(field.name);

interface Place {
  readonly queries: Queries;
  readonly model: AppModel;
  readonly db: Queryable;
  readonly ctx: Ctx;
}

const valuesOf = (entity: EntityModel, record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => Object.fromEntries(entity.fields.filter(isSigned).map((field) => [field.id, record[field.name] ?? null]));
const pathsOf = (entity: EntityModel): readonly string[] => ["id", ...entity.fields.filter(isSigned).map(({ name }) => name).filter((name) => name !== "id")];

/** The record as it is now, whoever asks: the seal tells nothing of its values. Undefined when it is gone. */
export async function sealRecord(queries: Queries, { model, db, now }: { readonly model: AppModel; readonly db: Queryable; readonly now: Date }, entity: EntityModel, id: string): Promise<Seal | undefined> {
  const place: Place = { queries, model, db, ctx: { principal: systemPrincipal("process"), channel: "system", now, timeZone: "UTC", language: "en", requestId: id } };
  const [found] = await queries.read(place, entity.name, [id], { paths: pathsOf(entity), trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) return undefined;
  const files = await db.run<{ id: string; digest: Buffer }>(sql`select id, digest from ${sys("files")} where entity = ${entity.id} and record_id = ${id}::uuid and state = 'attached' order by id`);
  return sealOf(entity.id, id, valuesOf(entity, found.record), Object.fromEntries(files.map((file) => [file.id, Buffer.from(file.digest).toString("hex")])), await rowsOf(place, entity, id));
}

/** Line items by id of their field, with those below them. */
async function rowsOf(place: Place, entity: EntityModel, id: string): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const rows: Record<string, readonly unknown[]> = {};
  for (const field of entity.fields) {
    const child = storageOf(field) === "children" ? place.model.entities.get(targetsOf(field)[0] ?? "") : undefined;
    if (!child) continue;
    const items: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await place.queries.list(place, child.name, { fields: pathsOf(child), filter: { field: String(field.options["field"]), op: "eq", value: id }, sort: [{ field: "id", direction: "asc" }], limit: QUERY_LIMITS.limit, ...(cursor !== undefined && { cursor }) });
      for (const item of page.items) items.push({ id: item["id"], fields: valuesOf(child, item), rows: await rowsOf(place, child, String(item["id"])) });
      cursor = page.nextCursor;
    }
    rows[field.id] = items;
  }
  return rows;
}

/** Keys of parts that are others, new or gone. Before line items were sealed nobody signed them. */
export function changedParts(before: Seal["parts"], now: Seal["parts"]): readonly string[] {
  const sealsRows = Object.keys(before).some((key) => key.startsWith("rows:"));
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => before[key] !== now[key] && (sealsRows || !key.startsWith("rows:"))).sort();
}
