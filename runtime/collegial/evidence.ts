/**
 * What is signed: the record's stored values (without those every save changes) and the digests of its files, as one canonical JSON
 * text; its SHA-256 is the *seal*. A digest for each part says later which of them are others, without keeping any value.
 */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { isWriteOnly, storageOf } from "../fields/traits";
import { systemPrincipal } from "../kernel/principal";
import type { AppModel, EntityModel } from "../model/types";
import type { Queries } from "../queries";

export interface Seal {
  readonly digest: Buffer;
  /** "field:<id>" or "file:<id>" → digest, hexadecimal. */
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

/** Pure: values by field id, files by id with their digests. */
export function sealOf(entity: string, id: string, values: Readonly<Record<string, unknown>>, files: Readonly<Record<string, string>>): Seal {
  const parts: Record<string, string> = {};
  for (const [field, value] of Object.entries(values)) parts[`field:${field}`] = sha(canonical(value)).toString("hex");
  for (const [file, digest] of Object.entries(files)) parts[`file:${file}`] = digest;
  return { digest: sha(canonical({ entity, id, fields: values, files })), parts };
}

const isSigned = (field: EntityModel["fields"][number]): boolean => storageOf(field) === "columns" && !isWriteOnly(field) && !MOVING.has(field.name);

/** The record as it is now, whoever asks: the seal tells nothing of its values. Undefined when it is gone. */
export async function sealRecord(queries: Queries, { model, db, now }: { readonly model: AppModel; readonly db: Queryable; readonly now: Date }, entity: EntityModel, id: string): Promise<Seal | undefined> {
  const fields = entity.fields.filter(isSigned);
  const ctx = { principal: systemPrincipal("process"), channel: "system", now, timeZone: "UTC", language: "en", requestId: id } as const;
  const [found] = await queries.read({ model, ctx, db }, entity.name, [id], { paths: ["id", ...fields.map(({ name }) => name).filter((name) => name !== "id")], trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) return undefined;
  const files = await db.run<{ id: string; digest: Buffer }>(sql`select id, digest from ${sys("files")} where entity = ${entity.id} and record_id = ${id}::uuid and state = 'attached' order by id`);
  return sealOf(entity.id, id, Object.fromEntries(fields.map((field) => [field.id, found.record[field.name] ?? null])), Object.fromEntries(files.map((file) => [file.id, Buffer.from(file.digest).toString("hex")])));
}

/** Keys of parts that are others, new or gone. */
export const changedParts = (before: Seal["parts"], now: Seal["parts"]): readonly string[] => [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((key) => before[key] !== now[key]).sort();
