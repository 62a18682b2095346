import { fieldType } from "../fields/index";
import type { EntityModel } from "../model/types";
import { readingOf } from "./caller";
import type { Queries, QueryContext } from "./index";

export interface Hit {
  readonly entity: string;
  readonly id: string;
  readonly title: string | null;
}

/** Entities with something to search in that the caller may read; line items are found through their parents. */
function searchable(query: QueryContext): EntityModel[] {
  const reading = readingOf(query.model, query.ctx.principal);
  return [...query.model.entities.values()].filter((entity) => !entity.system && !entity.parent && reading.access(entity.name).rows.read.length > 0 && entity.fields.some((field) => (field.searchable || field.name === entity.titleField) && fieldType(field.type).searchable));
}

/** Records of all entities whose searchable fields contain the text; at most `limit` of each entity, newest first (ids grow with time, and everybody may sort by them). */
export async function searchEverywhere(queries: Queries, query: QueryContext, text: string, limit: number): Promise<Hit[]> {
  const found = await Promise.all(
    searchable(query).map(async (entity) => {
      const readsTitle = readingOf(query.model, query.ctx.principal).access(entity.name).fields.get(entity.titleField)?.read === "full";
      const page = await queries.list(query, entity.name, { q: text, fields: readsTitle ? ["id", entity.titleField] : ["id"], sort: [{ field: "id", direction: "desc" }], limit });
      const field = entity.fieldByName.get(entity.titleField)!;
      return page.items.map((item): Hit => ({ entity: entity.name, id: item["id"] as string, title: readsTitle ? fieldType(field.type).toText(item[entity.titleField] as never, field.options) : null }));
    }),
  );
  return found.flat();
}
