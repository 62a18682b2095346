import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import type { BackwardRelation, Condition, Leaf, Relation } from "../expressions/condition";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { AppModel, EntityModel, FieldModel } from "../model/types";
import { conditionSql, ruleOperand } from "./condition-sql";
import { linksOf } from "./links";
import { readable, Source, unknownField, type Reading, type Resolved } from "./scope";

/** `exists (…)` over the records a relation leads to; a reader only counts rows he may see. `key` is the id of the record that is asked about. */
export function nestedSome(reading: Reading, entity: EntityModel, alias: string, relation: Relation, where: Condition, trusted: boolean, operand: (leaf: Leaf, resolved: Resolved) => Sql | undefined = ruleOperand, key: Sql = sql.ref(`${alias}.id`)): Sql {
  const inner = `${alias}s`;
  const { target, link } = typeof relation === "string" ? ahead(reading, entity, alias, relation, trusted, key, inner) : backwards(reading, entity, relation, trusted, key, inner);
  const source = new Source(reading, target, inner, trusted);
  const test = conditionSql(where, {
    resolve: (path) => source.resolve(path),
    operand,
    some: (nested, nestedWhere) => nestedSome(reading, target, inner, nested, nestedWhere, trusted, operand),
  });
  const parts = [link, ...(target.system ? [] : [sql`${sql.ref(`${inner}.deleted_at`)} is null`]), ...(trusted ? [] : readable(reading, target, inner)), test];
  return sql`exists (select 1 from ${source.from()} where ${sql.join(parts, sql` and `)})`;
}

interface Leading {
  readonly target: EntityModel;
  /** Which of its rows belong to the record. */
  readonly link: Sql;
}

/** Child rows or linked records of a to-many field. */
function ahead(reading: Reading, entity: EntityModel, alias: string, name: string, trusted: boolean, key: Sql, inner: string): Leading {
  const { field } = new Source(reading, entity, alias, trusted).fieldOf(entity, name, name, alias);
  const relation = relationOf(field);
  const target = reading.model.entities.get(targetsOf(field)[0] ?? "");
  if (!target || (relation !== "children" && relation !== "many")) throw unknownField(name, []);
  return { target, link: linkTo(reading.model, entity, field, target, key, inner) };
}

function linkTo(model: AppModel, entity: EntityModel, field: FieldModel, target: EntityModel, key: Sql, inner: string): Sql {
  if (relationOf(field) === "children") {
    const back = target.fieldByName.get(String(field.options["field"]));
    return sql`${sql.ref(`${inner}.${back?.column ?? "id"}`)} = ${key}`;
  }
  const { table, own, other } = linksOf(model, entity, field, "l");
  return sql`${sql.ref(`${inner}.id`)} in (select ${other} from ${table} as l where ${own} = ${key})`;
}

/** Records whose field names this one. A row that hides its field from the reader does not count. */
function backwards(reading: Reading, entity: EntityModel, relation: BackwardRelation, trusted: boolean, key: Sql, inner: string): Leading {
  const { target, field } = backwardField(reading, entity, relation, trusted);
  const { cols, guard } = new Source(reading, target, inner, trusted).fieldOf(target, field.name, field.name, inner);
  if (relationOf(field) === "many") {
    const { table, own, other } = linksOf(reading.model, target, field, "l");
    const linked = sql`${sql.ref(`${inner}.id`)} in (select ${own} from ${table} as l where ${other} = ${key})`;
    return { target, link: guard ? sql`(${linked} and ${guard})` : linked };
  }
  const [first, second] = cols;
  return { target, link: relationOf(field) === "any" ? sql`(${second} = ${key} and ${first} = ${entity.name})` : sql`${first} = ${key}` };
}

/**
 * The entity and field of a backward relation as this reader knows them.
 * @throws AppError query:invalid for one that is unknown, hidden from him or leads elsewhere: all get this one answer
 */
export function backwardField(reading: Reading, entity: EntityModel, { entity: name, field: fieldName }: BackwardRelation, trusted: boolean): { readonly target: EntityModel; readonly field: FieldModel } {
  const target = reading.model.entities.get(name);
  const field = target?.fieldByName.get(fieldName);
  const access = target && !trusted ? reading.access(name) : undefined;
  const isKnown = trusted || (access !== undefined && access.rows.read.length > 0 && access.fields.get(fieldName)?.read === "full");
  if (target && field && isKnown && leadsTo(field, entity)) return { target, field };
  const message = `No field "${fieldName.slice(0, 60)}" of "${name.slice(0, 60)}" leads to these records.`;
  const remedy = 'Name an entity and a reference field of it that points here, as GET /api/v1/model shows them.';
  throw new AppError("query:invalid", message, { remedy, issues: [{ pointer: "", code: "unknownRelation", message, remedy }] });
}

function leadsTo(field: FieldModel, entity: EntityModel): boolean {
  const relation = relationOf(field);
  const targets = targetsOf(field);
  return targets.includes(entity.name) ? relation !== "children" && relation !== undefined : relation === "any" && targets.length === 0;
}
