import { fieldType } from "../fields/index";
import { label } from "../model/accessors";
import type { EntityModel, FieldModel } from "../model/types";
import { readingOf } from "./caller";
import type { Queries, QueryContext } from "./index";

export interface Hit {
  readonly entity: string;
  readonly id: string;
  readonly title: string | null;
  /** Where the text was found, when that is not the title: a piece of the value around it. */
  readonly snippet?: { readonly field: string; readonly label: string; readonly text: string };
  /** What somebody added to the record and it was found in; absent when the record itself contains the text. */
  readonly part?: "comment" | "note" | "file";
}

/** Characters of a snippet before and behind what was found. */
const AROUND = 60;

/** Entities with something to search in that the caller may read; line items are found through their parents. */
function searchable(query: QueryContext): EntityModel[] {
  const reading = readingOf(query.model, query.ctx.principal);
  return [...query.model.entities.values()].filter((entity) => !entity.system && !entity.parent && reading.access(entity.name).rows.read.length > 0 && entity.fields.some((field) => (field.searchable || field.name === entity.titleField) && fieldType(field.type).searchable));
}

/** Fields the search looks into that the caller may read in full; the title is none of them. */
function snippetFields(query: QueryContext, entity: EntityModel): FieldModel[] {
  const { fields } = readingOf(query.model, query.ctx.principal).access(entity.name);
  return entity.fields.filter((field) => field.searchable && field.name !== entity.titleField && fieldType(field.type).searchable && fields.get(field.name)?.read === "full");
}

/** A piece of the first value that contains the text. Marks of rich text are left out. */
function snippetOf(fields: readonly FieldModel[], item: Readonly<Record<string, unknown>>, wanted: string, language: string): Hit["snippet"] {
  for (const field of fields) {
    const value = item[field.name];
    if (value === null || value === undefined) continue;
    const text = excerpt(fieldType(field.type).toText(value as never, field.options).replace(/<[^>]*>/g, " "), wanted);
    if (text !== undefined) return { field: field.name, label: label(field.label, language), text };
  }
  return undefined;
}

/** The part of a text around what was looked for, on one line; undefined when it is not in it. */
export function excerpt(whole: string, wanted: string): string | undefined {
  const text = whole.replace(/\s+/g, " ").trim();
  const at = text.toLocaleLowerCase().indexOf(wanted.toLocaleLowerCase());
  if (at < 0) return undefined;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(text.length, at + wanted.length + AROUND)];
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`;
}

/** Records of all entities (or of one) whose searchable fields contain the text; at most `limit` of each entity, newest first (ids grow with time, and everybody may sort by them). */
export async function searchEverywhere(queries: Queries, query: QueryContext, text: string, limit: number, only?: string): Promise<Hit[]> {
  const wanted = text.trim().toLocaleLowerCase();
  const found = await Promise.all(
    searchable(query).filter((entity) => only === undefined || entity.name === only).map(async (entity) => {
      const readsTitle = readingOf(query.model, query.ctx.principal).access(entity.name).fields.get(entity.titleField)?.read === "full";
      const others = snippetFields(query, entity);
      const page = await queries.list(query, entity.name, { q: text, fields: [...(readsTitle ? ["id", entity.titleField] : ["id"]), ...others.map(({ name }) => name)], sort: [{ field: "id", direction: "desc" }], limit });
      const field = entity.fieldByName.get(entity.titleField)!;
      return page.items.map((item): Hit => {
        const title = readsTitle ? fieldType(field.type).toText(item[entity.titleField] as never, field.options) : null;
        const snippet = title?.toLocaleLowerCase().includes(wanted) ? undefined : snippetOf(others, item, wanted, query.ctx.language);
        return { entity: entity.name, id: item["id"] as string, title, ...(snippet ? { snippet } : {}) };
      });
    }),
  );
  return found.flat();
}
