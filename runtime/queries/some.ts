import { sql } from "kysely";
import type { Condition } from "../expressions/condition";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { EntityModel } from "../model/types";
import { conditionSql, ruleOperand } from "./condition-sql";
import { linkTable, readable, Source, unknownField, type Reading, type Resolved } from "./scope";
import type { Leaf } from "../expressions/condition";

/** `exists (…)` over the child rows or linked records of a to-many field; a reader only counts rows he may see. `key` is the id of the record that has the field. */
export function nestedSome(reading: Reading, entity: EntityModel, alias: string, name: string, where: Condition, trusted: boolean, operand: (leaf: Leaf, resolved: Resolved) => Sql | undefined = ruleOperand, key: Sql = sql.ref(`${alias}.id`)): Sql {
  const { field } = new Source(reading, entity, alias, trusted).fieldOf(entity, name, name, alias);
  const relation = relationOf(field);
  const target = reading.model.entities.get(targetsOf(field)[0] ?? "");
  if (!target || (relation !== "children" && relation !== "many")) throw unknownField(name, []);
  const inner = `${alias}s`;
  const source = new Source(reading, target, inner, trusted);
  const test = conditionSql(where, {
    resolve: (path) => source.resolve(path),
    operand,
    some: (nestedField, nestedWhere) => nestedSome(reading, target, inner, nestedField, nestedWhere, trusted, operand),
  });
  const parts = [linkTo(entity, field, target, key, inner), ...(target.system ? [] : [sql`${sql.ref(`${inner}.deleted_at`)} is null`]), ...(trusted ? [] : readable(reading, target, inner)), test];
  return sql`exists (select 1 from ${source.from()} where ${sql.join(parts, sql` and `)})`;
}

function linkTo(entity: EntityModel, field: Parameters<typeof linkTable>[1], target: EntityModel, key: Sql, inner: string): Sql {
  if (relationOf(field) === "children") {
    const back = target.fieldByName.get(String(field.options["field"]));
    return sql`${sql.ref(`${inner}.${back?.column ?? "id"}`)} = ${key}`;
  }
  return sql`${sql.ref(`${inner}.id`)} in (select l.target_id from ${linkTable(entity, field)} as l where l.source_id = ${key})`;
}

