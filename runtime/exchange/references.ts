/**
 * References in a file: cells name records by id, by a unique field or by title. Each batch looks its names up together, with the
 * rights of the person who imports; what he may not see is not found.
 */
import type { Issue } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import type { Queries, QueryContext } from "../queries";
import { readingOf } from "../queries/caller";
import { cellText } from "./convert";
import { findingFields, targetEntity, type Target } from "./mapping";
import type { Cell, Row } from "./table";

/** id, or why there is none. */
type Found = { readonly id: string } | { readonly problem: "notFound" | "ambiguous" };

/** What earlier batches found, by path and text. Only finds are kept: what is missing may be made meanwhile. */
export type ReferenceCache = Map<string, string>;

const CACHE_SIZE = 50_000;
const AT_ONCE = 50;

const keyOf = (path: string, text: string): string => `${path} ${text}`;

export const isReference = (target: Target | null): target is Target & { field: FieldModel } => {
  const relation = target?.field && relationOf(target.field);
  return relation === "one" || relation === "many";
};

/** Names in a cell: several for a field that holds several; none in a JSON object, which says the id itself. */
export function namesOf(field: FieldModel, cell: Cell): string[] {
  if (cell !== null && typeof cell === "object" && "json" in cell && typeof cell.json !== "string") return [];
  const text = cellText(cell).trim();
  const names = relationOf(field) === "many" ? text.split(/[;\n]/).map((name) => name.trim()) : [text];
  return names.filter((name) => name !== "");
}

/** Looks up the names of a batch. @returns a function from path and name to what was found. */
export async function lookUpNames(queries: Queries, query: QueryContext, targets: readonly (Target | null)[], rows: readonly Row[], cache: ReferenceCache): Promise<(target: Target, name: string) => Found> {
  const found = new Map<string, Found>();
  for (const [i, target] of targets.entries()) {
    if (!isReference(target)) continue;
    const names = new Set(rows.flatMap((row) => namesOf(target.field, row.cells[i] ?? null)));
    const open = [...names].filter((name) => !(isUuid(name.toLowerCase()) && (!target.by || target.by.name === "id")) && !cache.has(keyOf(target.path, name)));
    for (const [name, result] of await findAll(queries, query, target, open)) {
      found.set(keyOf(target.path, name), result);
      if ("id" in result && cache.size < CACHE_SIZE) cache.set(keyOf(target.path, name), result.id);
    }
  }
  return (target, name) => {
    const known = cache.get(keyOf(target.path, name));
    if (known !== undefined) return { id: known };
    return found.get(keyOf(target.path, name)) ?? (isUuid(name.toLowerCase()) ? { id: name.toLowerCase() } : { problem: "notFound" });
  };
}

/** Finds names through the fields of the target, one field after the other. */
async function findAll(queries: Queries, query: QueryContext, target: Target & { field: FieldModel }, names: readonly string[]): Promise<Map<string, Found>> {
  const results = new Map<string, Found>();
  const reading = readingOf(query.model, query.ctx.principal);
  const entity = targetEntity(reading, target.field);
  if (!entity) return results;
  for (const field of target.by ? [target.by] : findingFields(reading, entity)) {
    const open = names.filter((name) => !results.has(name));
    for (let at = 0; at < open.length; at += AT_ONCE) await findBy(queries, query, entity, field, open.slice(at, at + AT_ONCE), results);
  }
  return results;
}

async function findBy(queries: Queries, query: QueryContext, entity: EntityModel, field: FieldModel, names: readonly string[], results: Map<string, Found>): Promise<void> {
  const type = fieldType(field.type);
  if (!type.operators["in"]) return;
  const values = new Map(names.flatMap((name): [string, unknown][] => {
    const parsed = type.fromText(name, field.options);
    return parsed.ok && parsed.value !== null ? [[type.toText(parsed.value as never, field.options), parsed.value]] : [];
  }));
  if (values.size === 0) return;
  const hits = new Map<string, string[]>();
  let cursor: string | undefined;
  do {
    const page = await queries.list(query, entity.name, { fields: ["id", field.name], filter: { field: field.name, op: "in", value: [...values.values()] as string[] }, limit: 200, sort: [{ field: "id", direction: "asc" }], cursor });
    for (const item of page.items) {
      const text = type.toText(item[field.name] as never, field.options);
      hits.set(text, [...(hits.get(text) ?? []), item["id"] as string].slice(0, 2));
    }
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && [...values.keys()].some((text) => (hits.get(text)?.length ?? 0) < 2));
  for (const name of names) {
    const parsed = type.fromText(name, field.options);
    const ids = parsed.ok && parsed.value !== null ? hits.get(type.toText(parsed.value as never, field.options)) ?? [] : [];
    if (ids.length) results.set(name, ids.length === 1 ? { id: ids[0]! } : { problem: "ambiguous" });
  }
}

/** The issue of a name without a record. */
export function referenceIssue(target: Target & { field: FieldModel }, name: string, problem: "notFound" | "ambiguous"): Issue {
  const shown = name.slice(0, 80);
  const pointer = `/${target.field.name}`;
  return problem === "ambiguous"
    ? { pointer, code: "ambiguous", message: `Several records are called "${shown}".`, remedy: "Give the id, or map the column to a unique field." }
    : { pointer, code: "notFound", message: `There is no record called "${shown}", or you may not see it.`, remedy: "Correct the name, or import that record first." };
}
