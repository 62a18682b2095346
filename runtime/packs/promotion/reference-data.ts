/**
 * Reference data of a promotion: the records of chosen entities, with their rows, as seed documents, found again on the other
 * installation by their key, so that a second promotion brings them up to date instead of adding. Secrets, files, computed values and
 * people stay here.
 *
 * - *declared key*: the field by which records of an entity are found again. Of an entity whose records do not go along it says that
 *   references to them do, and how they are found there.
 */
import { isComputed, isWriteOnly, relationOf, storageOf, targetsOf } from "../../fields/traits";
import { fieldType } from "../../fields/index";
import { AppError } from "../../kernel";
import type { JsonObject } from "../../model/patch";
import type { AppModel, EntityModel, FieldModel } from "../../model/types";
import { QUERY_LIMITS, type Queries, type QueryContext } from "../../queries";
import { seedsOf } from "../../seed/documents";

export const PROMOTION_LIMITS = { records: 5_000 } as const;

export interface ReferenceData {
  /** Name of the seed document → its body. */
  readonly seeds: ReadonlyMap<string, JsonObject>;
  /** `<entity>.<field>` whose values stay here. */
  readonly leftOut: readonly string[];
}

export interface DataWish {
  /** Names of entities whose records go along. */
  readonly data: readonly string[];
  /** Declared keys: entity → field. */
  readonly keys: Readonly<Record<string, string>>;
}

type Row = Readonly<Record<string, unknown>>;
/** Entity → id of a record → its key. */
type Keys = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** What one reading needs to know. */
interface Reading {
  readonly queries: Queries;
  readonly call: QueryContext;
  readonly keys: Keys;
  readonly leftOut: Set<string>;
}

/** @throws AppError input:invalid for an entity that is not there or has no key, limit:exceeded for too many records. */
export async function referenceData(queries: Queries, call: QueryContext, { data, keys: declared }: DataWish): Promise<ReferenceData> {
  const entities = data.map((name) => chosenEntity(call.model, name));
  const named = Object.keys(declared).filter((name) => !data.includes(name)).map((name) => chosenEntity(call.model, name));
  const keyOf = new Map([...entities, ...named].map((entity) => [entity.name, keyField(call.model, entity, declared[entity.name])]));
  const rows = new Map<string, readonly Row[]>();
  for (const entity of entities) rows.set(entity.name, await allRows(queries, call, entity, travelling(entity)));
  for (const entity of named) rows.set(entity.name, await allRows(queries, call, entity, [keyOf.get(entity.name)!]));
  const keys: Keys = new Map([...rows].map(([name, found]) => [name, new Map(found.map((row) => [String(row["id"]), row[keyOf.get(name)!]]))]));
  const reading: Reading = { queries, call, keys, leftOut: new Set() };
  const seeds = new Map<string, JsonObject>();
  for (const entity of entities) {
    const key = keyOf.get(entity.name)!;
    const records = await recordsOf(reading, entity, rows.get(entity.name)!.filter((row) => row[key] != null));
    put(seeds, seedName(entity, "promoted"), entity, key, records);
  }
  for (const entity of named) put(seeds, seedName(entity, "keyOf"), entity, keyOf.get(entity.name)!, []);
  return { seeds, leftOut: [...reading.leftOut] };
}

const put = (seeds: Map<string, JsonObject>, name: string, entity: EntityModel, key: string, records: readonly Row[]) =>
  seeds.set(name, { id: `local.${name}`, name, label: entity.label["en"] ?? entity.name, entity: entity.name, key, records: records as unknown as JsonObject[] });

const seedName = ({ name }: EntityModel, prefix: string): string => `${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`.slice(0, 48);

function chosenEntity(model: AppModel, name: string): EntityModel {
  const entity = model.entities.get(name);
  if (!entity || entity.system || entity.parent !== undefined) throw new AppError("input:invalid", `"${name}" has no records that can be promoted.`, { remedy: "Name an entity of your own; people stay where they are, rows go with their record." });
  return entity;
}

const tellsApart = (field: FieldModel): boolean => !field.system && storageOf(field) === "columns" && relationOf(field) === undefined && !isComputed(field) && !isWriteOnly(field);

/** The field by which records are found again: the declared one, that of a seed the entity has, or the first unique one. */
function keyField(model: AppModel, entity: EntityModel, declared: string | undefined): string {
  if (declared !== undefined) {
    const field = entity.fieldByName.get(declared);
    if (field && tellsApart(field)) return declared;
    throw new AppError("input:invalid", `Records of "${entity.name}" cannot be found by "${declared}".`, { remedy: "Name one of its fields that holds a plain text or number." });
  }
  const key = seedsOf(model).find((seed) => seed.entity.name === entity.name)?.key ?? entity.fields.find((field) => field.unique && tellsApart(field))?.name;
  if (key === undefined) throw new AppError("input:invalid", `Records of "${entity.name}" have no field that tells them apart.`, { remedy: `Give one of its fields "unique": true, or declare one: ${entity.name}:<field>.` });
  return key;
}

/** Fields whose values a list gives. */
const travelling = (entity: EntityModel): readonly string[] => entity.fields.filter((field) => !field.system && !isComputed(field) && !isWriteOnly(field) && storageOf(field) !== "children").map(({ name }) => name);

async function allRows(queries: Queries, call: QueryContext, entity: EntityModel, names: readonly string[]): Promise<readonly Row[]> {
  const fields = ["id", ...names].slice(0, QUERY_LIMITS.fields);
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await queries.list(call, entity.name, { fields, sort: [{ field: "id", direction: "asc" }], limit: QUERY_LIMITS.limit, count: "none", ...(cursor !== undefined && { cursor }) });
    rows.push(...page.items);
    if (rows.length > PROMOTION_LIMITS.records) throw new AppError("limit:exceeded", `There are more than ${PROMOTION_LIMITS.records} records of "${entity.name}".`, { remedy: "Reference data is small; move large data by export and import." });
    if (!page.nextCursor) return rows;
    cursor = page.nextCursor;
  }
}

/** Records as a seed says them, with their rows; `parent` is the field of rows that their record fills in. */
async function recordsOf(reading: Reading, entity: EntityModel, rows: readonly Row[], parent?: string): Promise<readonly Row[]> {
  const fields = entity.fields.filter((field) => !field.system && !isComputed(field) && field.name !== parent);
  const plain = fields.filter((field) => {
    if (storageOf(field) === "children") return false;
    const travels = canTravel(field, reading.keys);
    if (!travels) reading.leftOut.add(`${entity.name}.${field.name}`);
    return travels;
  });
  const lines = await Promise.all(fields.filter((field) => storageOf(field) === "children").map(async (field) => [field.name, await linesOf(reading, entity, field)] as const));
  return rows.map((row) => ({
    ...Object.fromEntries(plain.flatMap((field) => valueOf(field, row[field.name], reading.keys))),
    ...Object.fromEntries(lines.flatMap(([name, of]) => (of.has(String(row["id"])) ? [[name, of.get(String(row["id"]))]] : []))),
  }));
}

/** Rows of a record that belong to it alone (line items), by the id of their record; other related records are none of its rows. */
async function linesOf(reading: Reading, entity: EntityModel, field: FieldModel): Promise<ReadonlyMap<string, readonly Row[]>> {
  const child = reading.call.model.entities.get(targetsOf(field)[0] ?? "");
  const back = String(field.options["field"]);
  if (!child || child.parent !== back || child.name === entity.name) return new Map();
  const rows = await allRows(reading.queries, reading.call, child, [...new Set([back, ...travelling(child)])]);
  const said = await recordsOf(reading, child, rows, back);
  const byParent = new Map<string, Row[]>();
  rows.forEach((row, index) => {
    const parent = String((row[back] as { id?: unknown } | null)?.id);
    byParent.set(parent, [...(byParent.get(parent) ?? []), said[index]!]);
  });
  return byParent;
}

function canTravel(field: FieldModel, keys: Keys): boolean {
  const { traits } = fieldType(field.type);
  if (traits?.writeOnly || traits?.files) return false;
  const relation = relationOf(field);
  return relation === undefined || ((relation === "one" || relation === "many") && keys.has(targetsOf(field)[0] ?? ""));
}

/** What the seed says of the field; nothing where it is empty or points at a record that has no key. */
function valueOf(field: FieldModel, value: unknown, keys: Keys): readonly (readonly [string, unknown])[] {
  if (value === null || value === undefined) return [];
  const relation = relationOf(field);
  if (relation === undefined) return [[field.name, value]];
  const known = keys.get(targetsOf(field)[0]!)!;
  const keyed = (one: unknown): { key: unknown }[] => {
    const key = known.get((one as { id: string }).id);
    return key == null ? [] : [{ key }];
  };
  const found = (Array.isArray(value) ? value : [value]).flatMap(keyed);
  return relation === "many" ? [[field.name, found]] : found.map((one) => [field.name, one] as const);
}
