/** What a version of a process calls fields and entities that are called otherwise by now: both names lead to the same. */
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { AppModel, EntityModel } from "../model/types";
import type { Json } from "../workflow/definition/types";

interface Row {
  readonly entity: string;
  readonly field: string;
  readonly before: string;
}

/** Renames are written with the revision they belong to: a model never learns of new ones. */
const known = new WeakMap<AppModel, Promise<readonly Row[]>>();

/** Former name of a field → its name now; a name that another field has got since means that one. */
export async function formerFields(db: Queryable, model: AppModel, entity: EntityModel): Promise<ReadonlyMap<string, string>> {
  const asked = known.get(model) ?? db.run(sql<Row>`select entity_id as entity, field_id as field, before from ${sys("field_renames")} where revision <= ${model.revision} order by revision`);
  known.set(model, asked);
  const rows = await asked.catch((error: unknown) => {
    known.delete(model);
    throw error;
  });
  return new Map(rows.filter((row) => row.entity === entity.id && !entity.fieldByName.has(row.before)).flatMap(({ field, before }) => {
    const now = entity.fields.find(({ id }) => id === field);
    return now ? [[before, now.name] as const] : [];
  }));
}

/** The entity of that name, or the one that had it. */
export const entityNamed = (model: AppModel, name: string): EntityModel | undefined => model.entities.get(name) ?? [...model.entities.values()].find(({ formerNames }) => formerNames?.includes(name));

/** A record with former names beside those of now. */
export function underBothNames(record: Readonly<Record<string, Json>>, former: ReadonlyMap<string, string>): Record<string, Json> {
  const both: Record<string, Json> = { ...record };
  for (const [before, now] of former) if (!Object.hasOwn(both, before) && record[now] !== undefined) both[before] = record[now];
  return both;
}

/** Values by the names of now. */
export const byNamesOfNow = <Value>(values: Readonly<Record<string, Value>>, former: ReadonlyMap<string, string>): Record<string, Value> => Object.fromEntries(Object.entries(values).map(([name, value]) => [former.get(name) ?? name, value]));

/** A condition by the names of now, as far as it speaks of the entity's own fields and what lies behind them. */
export function conditionOfNow(condition: Json, former: ReadonlyMap<string, string>): Json {
  if (Array.isArray(condition)) return condition.map((one: Json) => conditionOfNow(one, former));
  if (condition === null || typeof condition !== "object") return condition;
  return Object.fromEntries(Object.entries(condition as Record<string, Json>).map(([key, value]) => {
    // What is asked of other records speaks of their fields.
    if (key === "where" || (key === "some" && typeof value === "object")) return [key, value];
    if ((key !== "field" && key !== "some") || typeof value !== "string") return [key, conditionOfNow(value, former)];
    const [first = "", ...rest] = value.split(".");
    return [key, [former.get(first) ?? first, ...rest].join(".")];
  }));
}
