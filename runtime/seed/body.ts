/** One seed record → the body the gateway takes: keys become ids, relative moments become moments. */
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { momentAt, relativeMoment } from "../model/seed-values";
import type { SeedRecord } from "./documents";
import type { SeedKeys } from "./keys";

export interface SeedBody {
  readonly body: Record<string, unknown>;
  /** When the record is said to be made; the time of the load when the seed does not say. */
  readonly createdAt: Date;
  /** Fields whose target is made later in this load. */
  readonly later: Readonly<Record<string, unknown>>;
}

/** @throws AppError metadata:invalid when a key is unknown. */
export async function bodyOf(model: AppModel, entity: EntityModel, record: SeedRecord, keys: SeedKeys, now: Date): Promise<SeedBody> {
  const body: Record<string, unknown> = {};
  const later: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    if (name === "createdAt") continue;
    const given = await valueOf(model, entity.fieldByName.get(name)!, value, keys, now);
    if (given === LATER) later[name] = value;
    else body[name] = given;
  }
  return { body, later, createdAt: createdAt(record["createdAt"], now) };
}

const LATER = Symbol("later");

function createdAt(value: unknown, now: Date): Date {
  const moment = relativeMoment(value);
  if (moment) return momentAt(moment, now);
  return typeof value === "string" ? new Date(value) : now;
}

async function valueOf(model: AppModel, field: FieldModel, value: unknown, keys: SeedKeys, now: Date): Promise<unknown> {
  if (value === null) return null;
  switch (relationOf(field)) {
    case "one":
      return idOf(targetsOf(field)[0] ?? "", value, keys);
    case "many":
      return many(targetsOf(field)[0] ?? "", value as readonly unknown[], keys);
    case "any":
      return anyOne(value as { entity: string }, keys);
    case "children":
      return children(model, targetsOf(field)[0] ?? "", value as readonly SeedRecord[], keys, now);
    default:
      return plain(field, value, now);
  }
}

function plain(field: FieldModel, value: unknown, now: Date): unknown {
  const moment = relativeMoment(value);
  if (!moment) return value;
  const text = momentAt(moment, now).toISOString();
  return field.type === "date" ? text.slice(0, 10) : text;
}

async function idOf(entity: string, value: unknown, keys: SeedKeys): Promise<unknown> {
  const id = await keys.idOf(entity, (value as { key: unknown }).key);
  return id === "later" ? LATER : id;
}

async function many(entity: string, values: readonly unknown[], keys: SeedKeys): Promise<unknown> {
  const ids: unknown[] = [];
  for (const value of values) ids.push(await idOf(entity, value, keys));
  return ids.includes(LATER) ? LATER : ids;
}

async function anyOne(value: { entity: string }, keys: SeedKeys): Promise<unknown> {
  const id = await idOf(value.entity, value, keys);
  return id === LATER ? LATER : { entity: value.entity, id };
}

async function children(model: AppModel, entityName: string, rows: readonly SeedRecord[], keys: SeedKeys, now: Date): Promise<unknown> {
  const entity = model.entities.get(entityName)!;
  const bodies: unknown[] = [];
  for (const row of rows) {
    const { body, later } = await bodyOf(model, entity, row, keys, now);
    // A row cannot wait alone: the whole list is written once its targets are there.
    if (Object.keys(later).length > 0) return LATER;
    bodies.push(body);
  }
  return bodies;
}
