/** Fields with many records (lines, linked records) as a filter asks about them. Pure. */
import { targetsOf } from "../../runtime/fields/traits";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField, ClientModel } from "../../runtime/model/client";
import { fieldOf } from "../data/field-paths";
import { operatorsOf } from "./filter-tree";
import { pathChoices, type PathChoice } from "./list-columns";

/** Fields of the entity that hold many records somebody may ask about. */
export const manyFields = (model: ClientModel, entity: ClientEntity): readonly ClientField[] => entity.fields.filter((field) => targetOf(model, field) !== undefined);

function targetOf(model: ClientModel, field: ClientField | undefined): ClientEntity | undefined {
  const type = field && field.right !== "masked" ? valueType(field)?.type : undefined;
  const relation = type?.traits?.relation;
  return field && (relation === "children" || relation === "many") ? model.entities[targetsOf(field)[0] ?? ""] : undefined;
}

/** The entity whose records a group asks about, following such fields from the outside in; undefined when one of them is unknown. */
export function entityBelow(model: ClientModel, entity: ClientEntity, of: readonly string[]): ClientEntity | undefined {
  return of.reduce<ClientEntity | undefined>((at, name) => at && targetOf(model, fieldOf(at, name)), entity);
}

/** What a filter may ask of the records of an entity, the title first. `back`: the field that leads back to where one came from. */
export function filterChoices(model: ClientModel, entity: ClientEntity, back?: string): readonly PathChoice[] {
  const all = pathChoices(model, entity, (field) => field.filterable && operatorsOf(field).length > 0);
  const ahead = back === undefined ? all : all.filter(({ path }) => path !== back && !path.startsWith(`${back}.`));
  return [...ahead].sort((a, b) => Number(b.path === entity.titleField) - Number(a.path === entity.titleField));
}

/** Name of the field of its records that leads back, where the field has one. */
export const backOf = (field: ClientField | undefined): string | undefined => (typeof field?.options["field"] === "string" ? field.options["field"] : undefined);
