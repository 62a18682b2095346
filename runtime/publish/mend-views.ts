/** What lies beside the documents and names fields and entities as these do, after something was called otherwise: saved views, references to any entity. */
import { sql } from "kysely";
import { app, sys } from "../db/schemas";
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

/** Entity → its new name. */
type EntityRenames = ReadonlyMap<string, string>;

/** The document of a view with the new names; `model` and `renames` are of the state it was written in. */
export function mendedView(document: unknown, entity: EntityModel | undefined, model: AppModel, renames: Renames, entities: EntityRenames = new Map()): unknown {
  const path = (text: string): { readonly text: string; readonly end: EntityModel | undefined } => {
    let at = entity;
    const steps = text.split(".").map((step) => {
      const named = at && renames.get(at)?.get(step);
      at = behind(model, at, step);
      return named ?? step;
    });
    return { text: steps.join("."), end: at };
  };
  if (Array.isArray(document)) return document.map((one) => mendedView(one, entity, model, renames, entities));
  if (typeof document !== "object" || document === null) return document;
  const some = (document as { some?: unknown }).some;
  const backward = typeof some === "object" && some !== null ? (some as { readonly entity: string; readonly field: string }) : undefined;
  const other = backward && model.entities.get(backward.entity);
  return Object.fromEntries(Object.entries(document).map(([key, value]) => {
    if ((key === "field" || key === "some") && typeof value === "string") return [key, path(value).text];
    if (key === "some" && backward) return [key, { entity: entities.get(backward.entity) ?? backward.entity, field: (other && renames.get(other)?.get(backward.field)) ?? backward.field }];
    // What is asked of related records speaks of their fields.
    return [key, mendedView(value, key !== "where" || some === undefined ? entity : typeof some === "string" ? path(some).end : other, model, renames, entities)];
  }));
}

/** Entities of the model before that are called otherwise after. */
function entityRenames(before: AppModel, after: AppModel): EntityRenames {
  const byId = new Map([...after.entities.values()].map((entity) => [entity.id, entity.name]));
  return new Map([...before.entities.values()].flatMap(({ id, name }) => (byId.has(id) && byId.get(id) !== name ? [[name, byId.get(id)!] as const] : [])));
}

/** Fields that may point at several entities keep the name of the one they point at. */
async function mendReferences(tx: Queryable, entities: EntityRenames, after: AppModel): Promise<void> {
  const renamed = [...entities].map(([name, next]) => ({ before: name, after: next }));
  if (renamed.length === 0) return;
  for (const entity of after.entities.values()) {
    for (const field of entity.fields.filter(({ type }) => isFieldTypeName(type) && fieldType(type).traits?.relation === "any")) {
      const column = sql.ref(`${field.column}_entity`);
      // All in one statement: two entities may have swapped names.
      await tx.run(sql`update ${app(entity.table)} as t set ${sql.ref(`${field.column}_entity`)} = r.after from jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) as r (before text, after text) where t.${column} = r.before`);
    }
  }
}

export async function mendViews(tx: Queryable, before: AppModel, after: AppModel): Promise<void> {
  const entities = entityRenames(before, after);
  await mendReferences(tx, entities, after);
  const renames = renamesBetween(before, after);
  if (renames.size === 0 && entities.size === 0) return;
  for (const [entity, names] of renames) {
    const rows = entity.fields.flatMap(({ id, name }) => (names.has(name) ? [{ entity_id: entity.id, field_id: id, before: name, revision: after.revision }] : []));
    await tx.run(sql`insert into ${sys("field_renames")} (entity_id, field_id, before, revision) select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (entity_id text, field_id text, before text, revision int)
      on conflict (entity_id, field_id, before) do update set revision = excluded.revision`);
  }
  const byId = new Map([...before.entities.values()].map((entity) => [entity.id, entity]));
  for (const { id, entity, document } of await tx.run<{ id: string; entity: string; document: unknown }>(sql`select id, entity_id as entity, document from ${sys("views")}`)) {
    const next = JSON.stringify(mendedView(document, byId.get(entity), before, renames, entities));
    if (next !== JSON.stringify(document)) await tx.run(sql`update ${sys("views")} set document = ${next}::jsonb, version = version + 1 where id = ${id}::uuid`);
  }
}
