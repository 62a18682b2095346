/**
 * Which indexes an entity gets. Unique rules and sorts only look at live rows, so their indexes are partial; an index on a
 * reference also serves the check when its target is purged, so it covers the trash too.
 */
import { sql } from "kysely";
import { fieldType } from "../../fields";
import { fieldStorage } from "../../fields/server";
import { relationOf, storageOf } from "../../fields/traits";
import type { AppModel, EntityModel, FieldModel, Scope, SortItem } from "../../model/types";
import { compile } from "../compile";
import type { ShapeOptions } from "./model-shape";
import { objectName, type IndexShape } from "./shape";

/** Column each scope looks at; `own` also means the creator. */
const SCOPE_COLUMNS: Readonly<Partial<Record<Scope, readonly string[]>>> = {
  own: ["owner_id", "created_by"], team: ["team_id"], unit: ["unit_id"], unitTree: ["unit_id"],
};

export function indexesOf(model: AppModel, entity: EntityModel, options: ShapeOptions): readonly IndexShape[] {
  const found = [
    ...uniqueIndexes(entity),
    ...entity.fields.flatMap((field) => fieldIndexes(entity, field)),
    ...entity.indexes.flatMap((index) => wantedIndex(entity, index, options)),
    ...(options.trigrams ? searchIndexes(entity) : []),
    ...sortIndexes(model, entity),
    ...scopeIndexes(model, entity),
  ];
  // The same columns may be asked for by several rules; one index serves them all.
  const distinct = [...new Map(found.map((index) => [[index.columns.join(), index.method, index.unique, index.live].join("|"), index])).values()];
  return distinct.filter((index) => !distinct.some((other) => servedBy(index, other)));
}

/** An index whose columns begin another one answers nothing the longer one cannot; each index costs every write. */
function servedBy(index: IndexShape, other: IndexShape): boolean {
  if (index.unique || index.method !== "btree" || other.method !== "btree" || other.columns.length <= index.columns.length) return false;
  return (index.live || !other.live) && index.columns.every((column, i) => other.columns[i] === column);
}

/** Name of the unique index over these fields: how the gateway finds which rule a duplicate broke. */
export function uniqueIndexName(entity: EntityModel, fields: readonly FieldModel[]): string {
  return objectName([entity.id, ...fields.map((field) => field.id)], "unique");
}

function columnsOf(field: FieldModel): readonly string[] {
  if (field.column === "") return [];
  if (field.system) return [field.column];
  return storageOf(field) === "columns" ? fieldStorage(field.type).columns(field.options).map(({ suffix }) => field.column + suffix) : [];
}

function index(entity: EntityModel, fields: readonly FieldModel[], columns: readonly string[], kind: "index" | "unique" | "trigram" | "reference"): IndexShape {
  return {
    name: kind === "unique" ? uniqueIndexName(entity, fields) : objectName([entity.id, ...fields.map((field) => field.id)], kind),
    columns, method: kind === "trigram" ? "trigram" : "btree", unique: kind === "unique", live: kind !== "reference",
  };
}

const named = (entity: EntityModel, names: readonly string[]): readonly FieldModel[] => names.flatMap((name) => entity.fieldByName.get(name) ?? []);

function uniqueIndexes(entity: EntityModel): readonly IndexShape[] {
  const groups = [
    ...entity.fields.filter((field) => field.unique && !field.system).map((field) => [field]),
    ...entity.unique.map((rule) => named(entity, rule.fields)),
  ];
  return groups.flatMap((fields) => {
    const columns = fields.flatMap(columnsOf);
    return columns.length > 0 ? [index(entity, fields, columns, "unique")] : [];
  });
}

function fieldIndexes(entity: EntityModel, field: FieldModel): readonly IndexShape[] {
  const columns = columnsOf(field);
  if (columns.length === 0 || field.system) return [];
  const relation = relationOf(field);
  if (relation === "one" || relation === "any") return [index(entity, [field], columns, "reference")];
  return field.index && !field.unique ? [index(entity, [field], columns.slice(0, 1), "index")] : [];
}

function wantedIndex(entity: EntityModel, wanted: EntityModel["indexes"][number], options: ShapeOptions): readonly IndexShape[] {
  const fields = named(entity, wanted.fields);
  if (wanted.kind === "trigram") return options.trigrams ? fields.flatMap((field) => searchIndex(entity, field)) : [];
  const columns = fields.flatMap((field) => columnsOf(field).slice(0, 1));
  return columns.length > 0 ? [index(entity, fields, columns, "index")] : [];
}

/** The fields that text search looks into (queries/search.ts). */
function searchIndexes(entity: EntityModel): readonly IndexShape[] {
  return entity.fields
    .filter((field) => !field.system && (field.searchable || field.name === entity.titleField) && fieldType(field.type).searchable)
    .flatMap((field) => searchIndex(entity, field));
}

/** Only where search reads the column as it is: a longer expression may not be immutable, and then PostgreSQL refuses the index. */
function searchIndex(entity: EntityModel, field: FieldModel): readonly IndexShape[] {
  const columns = columnsOf(field);
  const text = fieldStorage(field.type).text;
  if (columns.length !== 1 || !text) return [];
  const column = sql.ref(columns[0]!);
  const isPlain = compile(text([column], field.options)).sql === compile(column).sql;
  const isText = fieldStorage(field.type).columns(field.options)[0]!.type === "text";
  return isPlain && isText ? [index(entity, [field], columns, "trigram")] : [];
}

/** An ordered page is then a walk along the index; the id makes the order total. Relations are sorted by title, which no index here knows. */
function sortIndexes(model: AppModel, entity: EntityModel): readonly IndexShape[] {
  const id = entity.fieldByName.get("id");
  const sorts = [entity.defaultSort, ...(model.lists.get(entity.name) ?? []).map((list) => list.sort)];
  return sorts.flatMap((sort) => {
    const fields = sortFields(entity, sort);
    return fields.length > 0 ? [index(entity, id ? [...fields, id] : fields, [...fields.flatMap(columnsOf), "id"], "index")] : [];
  });
}

/** Fields of an order that an index can follow; none when it goes both ways, over a relation, or by a computed value. */
function sortFields(entity: EntityModel, sort: readonly SortItem[]): readonly FieldModel[] {
  const fields = named(entity, sort.map((item) => item.field));
  const isPlain = fields.length === sort.length && fields.every((field) => relationOf(field) === undefined && columnsOf(field).length === 1);
  return isPlain && isOneWay(sort) ? fields : [];
}

const isOneWay = (sort: readonly SortItem[]): boolean => sort.length > 0 && sort.every((item) => item.direction === sort[0]!.direction && !item.field.includes("."));

/** Row rules by owner, team or unit, in the order of the entity (newest first without one). The rights of a line follow its parent, so it needs none. */
function scopeIndexes(model: AppModel, entity: EntityModel): readonly IndexShape[] {
  if (entity.parent !== undefined) return [];
  const scopes = new Set([...model.roles.values()].flatMap((role) => {
    const verbs = role.entities[entity.name]?.verbs;
    return verbs ? [...verbs.read, ...verbs.update].flatMap((grant) => grant.scope ?? []) : [];
  }));
  const columns = new Set([...scopes].flatMap((scope) => SCOPE_COLUMNS[scope] ?? []));
  const fields = sortFields(entity, entity.defaultSort);
  const order = fields.length > 0 ? fields.flatMap(columnsOf) : ["created_at"];
  const names = fields.length > 0 ? fields.map((field) => field.id) : ["created_at"];
  return [...columns].map((column) => ({
    name: objectName([entity.id, column, ...names], "scope"), columns: [column, ...order, "id"], method: "btree", unique: false, live: true,
  }));
}
