/** Saved views after fields were called otherwise: they live beside the documents and name fields as these do. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Queryable } from "../db/transaction";
import { fieldType, isFieldTypeName } from "../fields/index";
import type { AppModel, EntityModel } from "../model/types";

/** Entity → old name of a field → its new one. */
type Renames = ReadonlyMap<EntityModel, ReadonlyMap<string, string>>;

/** Fields of the model before that are called otherwise after. */
function renamesBetween(before: AppModel, after: AppModel): Renames {
  const byId = new Map([...after.entities.values()].map((entity) => [entity.id, entity]));
  const renames = [...before.entities.values()].flatMap((entity) => {
    const next = new Map(byId.get(entity.id)?.fields.map((field) => [field.id, field.name]));
    const own = entity.fields.flatMap((field) => {
      const name = next.get(field.id);
      return name !== undefined && name !== field.name ? [[field.name, name] as const] : [];
    });
    return own.length > 0 ? [[entity, new Map(own)] as const] : [];
  });
  return new Map(renames);
}

/** The entity a relation of the model leads to. */
function behind(model: AppModel, entity: EntityModel | undefined, name: string): EntityModel | undefined {
  const field = entity?.fieldByName.get(name);
  const target = field && isFieldTypeName(field.type) ? fieldType(field.type).traits?.targets?.(field.options)[0] : undefined;
  return target === undefined ? undefined : model.entities.get(target);
}

/** The document of a view with the new names; `model` and `renames` are of the state it was written in. */
export function mendedView(document: unknown, entity: EntityModel | undefined, model: AppModel, renames: Renames): unknown {
  const path = (text: string): { readonly text: string; readonly end: EntityModel | undefined } => {
    let at = entity;
    const steps = text.split(".").map((step) => {
      const named = at && renames.get(at)?.get(step);
      at = behind(model, at, step);
      return named ?? step;
    });
    return { text: steps.join("."), end: at };
  };
  if (Array.isArray(document)) return document.map((one) => mendedView(one, entity, model, renames));
  if (typeof document !== "object" || document === null) return document;
  const some = (document as { some?: unknown }).some;
  return Object.fromEntries(Object.entries(document).map(([key, value]) => {
    if ((key === "field" || key === "some") && typeof value === "string") return [key, path(value).text];
    // What is asked of related records speaks of their fields.
    return [key, mendedView(value, key === "where" && typeof some === "string" ? path(some).end : entity, model, renames)];
  }));
}

export async function mendViews(tx: Queryable, before: AppModel, after: AppModel): Promise<void> {
  const renames = renamesBetween(before, after);
  if (renames.size === 0) return;
  const byId = new Map([...before.entities.values()].map((entity) => [entity.id, entity]));
  for (const { id, entity, document } of await tx.run<{ id: string; entity: string; document: unknown }>(sql`select id, entity_id as entity, document from ${sys("views")}`)) {
    const next = JSON.stringify(mendedView(document, byId.get(entity), before, renames));
    if (next !== JSON.stringify(document)) await tx.run(sql`update ${sys("views")} set document = ${next}::jsonb, version = version + 1 where id = ${id}::uuid`);
  }
}
