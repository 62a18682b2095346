import { sql } from "kysely";
import type { Condition } from "../expressions/condition";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { conditionSql, ruleOperand } from "./condition-sql";
import { linksOf } from "./links";
import { readable, Source, unknownField, type Reading, type Resolved } from "./scope";
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
  const parts = [linkTo(reading.model, entity, field, target, key, inner), ...(target.system ? [] : [sql`${sql.ref(`${inner}.deleted_at`)} is null`]), ...(trusted ? [] : readable(reading, target, inner)), test];
  return sql`exists (select 1 from ${source.from()} where ${sql.join(parts, sql` and `)})`;
}

function linkTo(model: AppModel, entity: EntityModel, field: FieldModel, target: EntityModel, key: Sql, inner: string): Sql {
  if (relationOf(field) === "children") {
    const back = target.fieldByName.get(String(field.options["field"]));
    return sql`${sql.ref(`${inner}.${back?.column ?? "id"}`)} = ${key}`;
  }
  const { table, own, other } = linksOf(model, entity, field, "l");
  return sql`${sql.ref(`${inner}.id`)} in (select ${other} from ${table} as l where ${own} = ${key})`;
}

