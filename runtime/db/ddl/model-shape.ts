/** AppModel → shape: which tables, columns, links and foreign keys the model asks for. */
import { sql } from "kysely";
import { fieldType } from "../../fields";
import { fieldStorage } from "../../fields/server";
import { relationOf, storageOf, targetsOf } from "../../fields/traits";
import { mirroredBy } from "../../model/inverse";
import type { AppModel, EntityModel, FieldModel } from "../../model/types";
import { linkTable } from "../schemas";
import type { ChangeOf } from "./draft";
import { indexesOf } from "./indexes";
import { objectName, targetKey, type FieldShape, type ForeignKeyShape, type LinkShape, type Shape, type TableShape, type Target } from "./shape";

export interface ShapeOptions {
  /** Extension pg_trgm is there: searchable texts get an index. */
  readonly trigrams: boolean;
}

/** What the model asks of schema `app`. System entities (user, team, unit) are not of it. */
export function shapeOf(model: AppModel, options: ShapeOptions): Shape {
  return [...model.entities.values()].filter((entity) => !entity.system).map((entity) => tableShape(model, entity, options));
}

/** Asks the storage of the wanted type. A field of a type that is gone can only be dropped. */
export const changeOf: ChangeOf = (from, to, columns) =>
  fieldStorage(to.type).changeFrom({ type: from.type, options: from.options, columns: columns.map((column) => sql.ref(column)) }, to.options);

function tableShape(model: AppModel, entity: EntityModel, options: ShapeOptions): TableShape {
  const own = entity.fields.filter((field) => !field.system);
  return {
    entityId: entity.id,
    table: entity.table,
    fields: own.flatMap((field) => fieldShape(model, field)),
    links: own.flatMap((field) => linkShape(model, entity, field)),
    indexes: indexesOf(model, entity, options),
    foreignKeys: own.flatMap((field) => foreignKey(model, entity, field)),
  };
}

/** Type and options of the value that lies in the columns: those of its result for a formula or a rollup. */
function valueType(field: FieldModel): { type: string; options: object } {
  return fieldType(field.type).traits?.delegate?.(field.options) ?? { type: field.type, options: field.options };
}

/** As it will come back from the registry, so that a comparison sees no difference in form. */
const plain = (options: object): Record<string, unknown> => JSON.parse(JSON.stringify(options)) as Record<string, unknown>;

function fieldShape(model: AppModel, field: FieldModel): FieldShape[] {
  if (storageOf(field) !== "columns" || field.column === "") return [];
  const columns = fieldStorage(field.type).columns(field.options).map(({ suffix, type }) => ({ name: field.column + suffix, suffix, type }));
  if (columns.length === 0) return [];
  const { type, options } = valueType(field);
  const targets = relationOf(field) === undefined ? undefined : targetsOf(field).flatMap((name) => targetOf(model, name) ?? []).map(targetKey);
  return [{ id: field.id, name: field.name, type, options: plain(options), columns, ...(targets ? { targets } : {}), ...fillOf(field) }];
}

/** Rows that exist get the literal default of a new obligatory field; a default by formula is left to the gateway. */
function fillOf(field: FieldModel): { fill?: readonly unknown[] } {
  if (!field.required || field.default === undefined || field.default === null) return {};
  if (typeof field.default === "object" && "formula" in field.default) return {};
  const parsed = fieldType(field.type).parse(field.default, field.options);
  return parsed.ok && parsed.value !== null ? { fill: fieldStorage(field.type).toRow(parsed.value, field.options) } : {};
}

function targetOf(model: AppModel, name: string): Target | undefined {
  const entity = model.entities.get(name);
  if (!entity) return undefined;
  return entity.system ? { schema: "metaloom", table: entity.table } : { schema: "app", entityId: entity.id };
}

function onlyTarget(model: AppModel, field: FieldModel): Target | undefined {
  const targets = targetsOf(field);
  return targets.length === 1 ? targetOf(model, targets[0]!) : undefined;
}

function linkShape(model: AppModel, entity: EntityModel, field: FieldModel): LinkShape[] {
  const target = storageOf(field) === "link" && !mirroredBy(model, entity, field) ? onlyTarget(model, field) : undefined;
  return target ? [{ fieldId: field.id, table: linkTable(entity.table, field.name), target }] : [];
}

/** Only proves that no reference dangles; what happens to records on delete is decided by the gateway, which knows the trash. */
function foreignKey(model: AppModel, entity: EntityModel, field: FieldModel): ForeignKeyShape[] {
  const target = relationOf(field) === "one" && storageOf(field) === "columns" && field.column !== "" ? onlyTarget(model, field) : undefined;
  return target ? [{ name: objectName([entity.id, field.id, targetKey(target)], "foreignKey"), column: field.column, target }] : [];
}
