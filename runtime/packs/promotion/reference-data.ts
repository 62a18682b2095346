/**
 * Reference data of a promotion: the records of chosen entities as seed documents, found again on the other installation by their key,
 * so that a second promotion brings them up to date instead of adding. Secrets, files, computed values and people stay here.
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

type Row = Readonly<Record<string, unknown>>;
/** Entity → id of a record → its key. */
type Keys = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** @throws AppError input:invalid for an entity that is not there, has no key, or too many records. */
export async function referenceData(queries: Queries, call: QueryContext, names: readonly string[]): Promise<ReferenceData> {
  const entities = names.map((name) => chosenEntity(call.model, name));
  const rows = new Map<string, readonly Row[]>();
  for (const entity of entities) rows.set(entity.name, await allRows(queries, call, entity));
  const keyOf = new Map(entities.map((entity) => [entity.name, keyField(call.model, entity)]));
  const keys: Keys = new Map(entities.map(({ name }) => [name, new Map(rows.get(name)!.map((row) => [String(row["id"]), row[keyOf.get(name)!]]))]));
  const leftOut = new Set<string>();
  const seeds = entities.map((entity) => {
    const kept = entity.fields.filter((field) => {
      if (field.system || isComputed(field)) return false;
      const travels = canTravel(field, keys);
      if (!travels) leftOut.add(`${entity.name}.${field.name}`);
      return travels;
    });
    const records = rows.get(entity.name)!.filter((row) => row[keyOf.get(entity.name)!] != null).map((row) => Object.fromEntries(kept.flatMap((field) => valueOf(field, row[field.name], keys))));
    const name = seedName(entity);
    return [name, { id: `local.${name}`, name, label: entity.label["en"] ?? entity.name, entity: entity.name, key: keyOf.get(entity.name)!, records: records as unknown as JsonObject[] }] as const;
  });
  return { seeds: new Map(seeds), leftOut: [...leftOut] };
}

const seedName = ({ name }: EntityModel): string => `promoted${name[0]!.toUpperCase()}${name.slice(1)}`.slice(0, 48);

function chosenEntity(model: AppModel, name: string): EntityModel {
  const entity = model.entities.get(name);
  if (!entity || entity.system || entity.parent !== undefined) throw new AppError("input:invalid", `"${name}" has no records that can be promoted.`, { remedy: "Name an entity of your own; people stay where they are, rows go with their record." });
  return entity;
}

/** The field by which records are found again: that of a seed the entity has, or the first unique one. */
function keyField(model: AppModel, entity: EntityModel): string {
  const key = seedsOf(model).find((seed) => seed.entity.name === entity.name)?.key ?? entity.fields.find((field) => field.unique && !field.system && storageOf(field) === "columns" && relationOf(field) === undefined && !isComputed(field))?.name;
  if (key === undefined) throw new AppError("input:invalid", `Records of "${entity.name}" have no field that tells them apart.`, { remedy: 'Give one of its fields "unique": true.' });
  return key;
}

async function allRows(queries: Queries, call: QueryContext, entity: EntityModel): Promise<readonly Row[]> {
  const fields = ["id", ...entity.fields.filter((field) => !field.system && !isComputed(field) && !isWriteOnly(field)).map(({ name }) => name)].slice(0, QUERY_LIMITS.fields);
  const rows: Row[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await queries.list(call, entity.name, { fields, limit: QUERY_LIMITS.limit, count: "none", ...(cursor !== undefined && { cursor }) });
    rows.push(...page.items);
    if (rows.length > PROMOTION_LIMITS.records) throw new AppError("limit:exceeded", `There are more than ${PROMOTION_LIMITS.records} records of "${entity.name}".`, { remedy: "Reference data is small; move large data by export and import." });
    if (!page.nextCursor) return rows;
    cursor = page.nextCursor;
  }
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
