/** Keys of seeds ↔ ids of records: those made by this load, those that are in the database, and those still to come. */
import { sql } from "kysely";
import type { Queryable } from "../db/transaction";
import { fieldStorage } from "../fields/server";
import { AppError } from "../kernel";
import type { AppModel, EntityModel } from "../model/types";
import { tableOf } from "../queries/scope";
import { seedsOf, type Seed } from "./documents";

export interface SeedKeys {
  /** Id of a record, "later" when this load has not made it yet. @throws AppError metadata:invalid when nobody has that key. */
  idOf(entity: string, key: unknown): Promise<string | "later">;
  /** Which of these keys exist in the database, also in the trash: key → id. */
  present(seed: Seed): Promise<ReadonlyMap<string, string>>;
  remember(entity: string, key: unknown, id: string): void;
}

export function createSeedKeys(db: Queryable, model: AppModel, loading: readonly Seed[]): SeedKeys {
  const ids = new Map<string, string>();
  const coming = new Set(loading.flatMap((seed) => seed.records.map((record) => place(seed.entity.name, record[seed.key]))));
  const keyFields = new Map(seedsOf(model).map((seed) => [seed.entity.name, seed.key]));

  async function fromDatabase(name: string, key: unknown): Promise<string | undefined> {
    const entity = model.entities.get(name);
    const field = keyFields.get(name);
    if (!entity || !field) return undefined;
    return (await lookUp(db, entity, field, [key])).get(String(key));
  }

  return {
    async idOf(entity, key) {
      const at = place(entity, key);
      const known = ids.get(at);
      if (known !== undefined) return known;
      if (coming.has(at)) return "later";
      const found = await fromDatabase(entity, key);
      if (found === undefined) throw new AppError("metadata:invalid", `No ${entity} has the seed key "${String(key)}".`, { remedy: "Load the seeds it comes from first, or correct the key." });
      ids.set(at, found);
      return found;
    },
    async present(seed) {
      const found = await lookUp(db, seed.entity, seed.key, seed.records.map((record) => record[seed.key]));
      for (const [key, id] of found) ids.set(place(seed.entity.name, key), id);
      return found;
    },
    remember: (entity, key, id) => void ids.set(place(entity, key), id),
  };
}

const place = (entity: string, key: unknown): string => `${entity} ${String(key)}`;

async function lookUp(db: Queryable, entity: EntityModel, fieldName: string, keys: readonly unknown[]): Promise<Map<string, string>> {
  const field = entity.fieldByName.get(fieldName)!;
  const [column] = fieldStorage(field.type).columns(field.options);
  const name = sql.ref(field.column + (column?.suffix ?? ""));
  const rows = await db.run<{ key: string; id: string }>(sql`select ${name}::text as key, id from ${tableOf(entity)} where ${name}::text = any(${keys.map(String)}::text[]) order by id desc`);
  return new Map(rows.map((row) => [row.key, row.id]));
}
