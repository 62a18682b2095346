import { sql } from "kysely";
import type { Queryable } from "../db/transaction";
import type { EntityModel } from "../model/types";
import type { RowRule } from "../permissions/scopes";
import { statementCache } from "./cache";
import { rowRuleSql } from "./row-rule";
import { tableOf, type Reading } from "./scope";
import { statementOf, valueSlot, type Bindings, type Statement } from "./statement";

/** Does the record fulfil each rule? False for all when there is no such row. */
export async function askRules(db: Queryable, reading: Reading, entity: EntityModel, id: string, rules: readonly RowRule[], bindings: Omit<Bindings, "values">): Promise<boolean[]> {
  const statement = statementCache<Statement>(reading.model, `ask;${entity.name};${reading.key};${JSON.stringify(rules)}`, () =>
    statementOf(sql`select ${sql.join(rules.map((rule) => sql`coalesce(${rowRuleSql(reading, entity, "t", rule)}, false)`))} from ${tableOf(entity)} as t where t.id = ${valueSlot(0)}::uuid`),
  );
  const [row] = await db.query(statement.bind({ ...bindings, values: [id] }));
  return rules.map((_, i) => row?.[i] === true);
}

/** The same for many records of an entity, by id; records that are not there are absent. */
export async function askAllRules(db: Queryable, reading: Reading, entity: EntityModel, ids: readonly string[], rules: readonly RowRule[], bindings: Omit<Bindings, "values">): Promise<Map<string, boolean[]>> {
  if (ids.length === 0 || rules.length === 0) return new Map();
  const statement = statementCache<Statement>(reading.model, `askAll;${entity.name};${reading.key};${JSON.stringify(rules)}`, () =>
    statementOf(sql`select t.id, ${sql.join(rules.map((rule) => sql`coalesce(${rowRuleSql(reading, entity, "t", rule)}, false)`))} from ${tableOf(entity)} as t where t.id = any(${valueSlot(0)}::uuid[])`),
  );
  const rows = await db.query(statement.bind({ ...bindings, values: [ids] }));
  return new Map(rows.map(([id, ...answers]) => [id as string, answers.map((answer) => answer === true)]));
}
