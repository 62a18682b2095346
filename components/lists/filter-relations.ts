/** Relations to many records (lines, linked records, others that lead here) as a filter asks about them. Pure. */
import type { Relation } from "../../runtime/expressions/condition";
import { targetsOf } from "../../runtime/fields/traits";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";
import { fieldOf } from "../data/field-paths";
import { operatorsOf } from "./filter-tree";
import { pathChoices, type PathChoice } from "./list-columns";

/** One relation somebody may ask about, in words. */
export interface RelationChoice {
  readonly of: Relation;
  readonly label: string;
  readonly entity: ClientEntity;
}

/** Key of a relation among choices and in lists of groups. */
export const relationKey = (of: Relation): string => (typeof of === "string" ? of : `${of.entity}>${of.field}`);

function relationType(field: ClientField | undefined): string | undefined {
  return field && field.right !== "masked" ? valueType(field)?.type.traits?.relation : undefined;
}

function targetOf(model: ClientModel, field: ClientField | undefined): ClientEntity | undefined {
  const relation = relationType(field);
  return field && (relation === "children" || relation === "many") ? model.entities[targetsOf(field)[0] ?? ""] : undefined;
}

/** Does the field hold references to records of the entity? */
function leadsTo(field: ClientField, entity: ClientEntity): boolean {
  const relation = relationType(field);
  const targets = relation === undefined || relation === "children" ? [] : targetsOf(field);
  return targets.includes(entity.name) || (relation === "any" && targets.length === 0);
}

/** The entity whose records a relation of the entity leads to; undefined when this person does not know it. */
function relatedEntity(model: ClientModel, entity: ClientEntity, of: Relation): ClientEntity | undefined {
  if (typeof of === "string") return targetOf(model, fieldOf(entity, of));
  const other = model.entities[of.entity];
  const field = other?.rights.read ? fieldOf(other, of.field) : undefined;
  return field && leadsTo(field, entity) ? other : undefined;
}

/** The entity whose records a group asks about, following relations from the outside in; undefined when one of them is unknown. */
export function entityBelow(model: ClientModel, entity: ClientEntity, of: readonly Relation[]): ClientEntity | undefined {
  return of.reduce<ClientEntity | undefined>((at, one) => at && relatedEntity(model, at, one), entity);
}

/** A relation in words: the label of its field, or of the records that lead here, with the field where several of theirs do. */
export function relationLabel(model: ClientModel, entity: ClientEntity, of: Relation): string | undefined {
  if (typeof of === "string") return fieldOf(entity, of)?.label;
  const other = relatedEntity(model, entity, of);
  if (!other) return undefined;
  const leading = other.fields.filter((field) => !field.system && leadsTo(field, entity));
  const field = fieldOf(other, of.field);
  return leading.length === 1 && leading[0] === field ? other.plural : `${other.plural} (${field!.label})`;
}

/** Relations of the entity, its own fields first; `backwards`: also other records that lead here, unless a field of its own holds them. */
export function relationsOf(model: ClientModel, entity: ClientEntity, backwards: boolean): readonly RelationChoice[] {
  const own = entity.fields.flatMap((field): RelationChoice[] => {
    const target = targetOf(model, field);
    return target ? [{ of: field.name, label: field.label, entity: target }] : [];
  });
  if (!backwards) return own;
  const held = new Set(entity.fields.flatMap((field) => (targetOf(model, field) ? [relationKey({ entity: targetsOf(field)[0]!, field: backOf(entity, field.name) ?? "" })] : [])));
  const others = Object.values(model.entities).filter((other) => other.rights.read).flatMap((other) => other.fields.filter((field) => !field.system && leadsTo(field, entity)).flatMap((field): RelationChoice[] => {
    const of = { entity: other.name, field: field.name };
    return held.has(relationKey(of)) ? [] : [{ of, label: relationLabel(model, entity, of)!, entity: other }];
  }));
  return [...own, ...others.sort((a, b) => a.label.localeCompare(b.label, model.language))];
}

/** What a filter may ask of the records of an entity, the title first. `back`: the field that leads back to where one came from. */
export function filterChoices(model: ClientModel, entity: ClientEntity, back?: string): readonly PathChoice[] {
  const all = pathChoices(model, entity, (field) => field.filterable && operatorsOf(field).length > 0);
  const ahead = back === undefined ? all : all.filter(({ path }) => path !== back && !path.startsWith(`${back}.`));
  return [...ahead].sort((a, b) => Number(b.path === entity.titleField) - Number(a.path === entity.titleField));
}

/** Name of the field of the related records that leads back, where there is one. */
export function backOf(entity: ClientEntity, of: Relation): string | undefined {
  if (typeof of !== "string") return of.field;
  const options = fieldOf(entity, of)?.options;
  const back = options?.["field"] ?? options?.["inverse"];
  return typeof back === "string" ? back : undefined;
}
