/**
 * Filters of requests. A *prepared filter* splits a condition into its shape (what the statement depends on) and its values
 * (what is bound), so that the statement is compiled once for all values.
 */
import { AppError } from "../kernel/errors";
import { CONDITION_LIMITS, type Condition, type Leaf, type Relation } from "../expressions/condition";
import { asComparable, operandKey, resolveOperand, shiftInstant, UNARY_OPERATORS, type OperandEnv } from "../expressions";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { EntityModel } from "../model/types";
import { checkedOperand, conditionSql, kindOf, operatorOf } from "./condition-sql";
import { backwardField, nestedSome } from "./some";
import { located, Source, type Reading, type Resolved } from "./scope";
import { valueSlot, type Bindings } from "./statement";

export interface PreparedFilter {
  readonly condition: Condition;
  readonly shape: string;
  /** Leaf → position of its value; absent when its operand is nothing, which makes the leaf false. */
  readonly positions: ReadonlyMap<Leaf, number>;
}

/** Checks the form of a condition that came from outside: known keys, depth, size. @throws AppError query:invalid with the pointer. */
export function checkCondition(input: unknown, pointer = ""): Condition {
  let leaves = 0;
  const refuse = (at: string, code: string, message: string, remedy?: string): never => {
    throw new AppError("query:invalid", message, { remedy, issues: [{ pointer: at, code, message, remedy }] });
  };
  const visit = (node: unknown, at: string, depth: number): void => {
    if (depth > CONDITION_LIMITS.depth) refuse(at, "tooDeep", `A condition may be nested ${CONDITION_LIMITS.depth} levels deep.`, "Flatten the groups.");
    if (node === null || typeof node !== "object" || Array.isArray(node)) refuse(at, "type", "A condition is an object.", 'Write { "field": …, "op": …, "value": … } or { "all": […] }.');
    const keys = Object.keys(node as object);
    const record = node as Record<string, unknown>;
    const only = (...allowed: string[]) => {
      const extra = keys.find((key) => !allowed.includes(key));
      if (extra !== undefined) refuse(`${at}/${extra}`, "unknownKey", `A condition has no key "${extra.slice(0, 40)}" here.`, `Use ${allowed.join(", ")}.`);
    };
    if ("all" in record || "any" in record) {
      const key = "all" in record ? "all" : "any";
      only(key);
      if (!Array.isArray(record[key])) refuse(`${at}/${key}`, "type", `"${key}" takes a list of conditions.`, `Write { "${key}": [ … ] }.`);
      (record[key] as unknown[]).forEach((child, i) => visit(child, `${at}/${key}/${i}`, depth + 1));
    } else if ("not" in record) {
      only("not");
      visit(record["not"], `${at}/not`, depth + 1);
    } else if ("some" in record) {
      only("some", "where");
      if (!isRelation(record["some"])) refuse(`${at}/some`, "type", '"some" takes the name of a to-many field, or the entity and field of records that lead here.', 'Write { "some": "lines", "where": … } or { "some": { "entity": "deal", "field": "organisation" }, "where": … }.');
      visit(record["where"], `${at}/where`, depth + 1);
    } else {
      only("field", "op", "value");
      if (++leaves > CONDITION_LIMITS.leaves) refuse(at, "tooMany", `A condition may have ${CONDITION_LIMITS.leaves} tests.`, 'Use "in" with a list where many values of one field are asked for.');
      for (const key of ["field", "op"]) if (typeof record[key] !== "string") refuse(`${at}/${key}`, "required", `A test needs "${key}".`, 'Write { "field": …, "op": …, "value": … }.');
      if (Array.isArray(record["value"]) && record["value"].length > CONDITION_LIMITS.listItems) refuse(`${at}/value`, "tooMany", `A list may have ${CONDITION_LIMITS.listItems} items.`, "Ask in several requests.");
      if (String(record["field"]).includes("$")) refuse(`${at}/field`, "unknownField", `There is no field "${String(record["field"]).slice(0, 100)}".`, "See GET /api/v1/model for the fields you may use.");
      const operand = operandProblem(record["value"]);
      if (operand) refuse(`${at}/value`, "operand", ...operand);
    }
  };
  visit(input, pointer, 1);
  return input as Condition;
}

function isRelation(value: unknown): boolean {
  if (value === null || typeof value !== "object") return typeof value === "string";
  const { entity, field } = value as Readonly<Record<string, unknown>>;
  return typeof entity === "string" && typeof field === "string" && Object.keys(value).length === 2;
}

const OF_USER = ["id", "teams", "units", "unitTree", "roles"];

/** A variable that nobody could resolve would quietly find nothing: it is refused with a sentence and a remedy. */
function operandProblem(value: unknown): [message: string, remedy: string] | undefined {
  const key = operandKey(value as Leaf["value"]);
  if (key === undefined) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  if (Object.keys(given).length > 1) return [`A variable has the key "${key}" alone.`, `Write { "${key}": … }.`];
  if (key === "user" && !OF_USER.includes(String(given[key]))) return ["There is no such thing about the user.", `Use one of: ${OF_USER.join(", ")}.`];
  if (key === "now" && (typeof given[key] !== "string" || shiftInstant(new Date(0), given[key]) === undefined)) return ["The time is moved by an ISO 8601 duration.", 'Write { "now": "-P7D" } or { "now": "PT0S" }.'];
  if (key === "field" && typeof given[key] !== "string") return ["The other field is named by a text.", 'Write { "field": "createdBy" }.'];
  return undefined;
}

/** Resolves operands and appends their database values to `values`. @throws AppError query:invalid with the pointer of the part that does not fit. */
export function prepareFilter(reading: Reading, entity: EntityModel, condition: Condition, env: OperandEnv & Bindings, values: unknown[], trusted = false): PreparedFilter {
  const positions = new Map<Leaf, number>();
  const prepare = (node: Condition, source: Source, at: string): string => {
    if ("all" in node) return `A(${node.all.map((child, i) => prepare(child, source, `${at}/all/${i}`)).join()})`;
    if ("any" in node) return `O(${node.any.map((child, i) => prepare(child, source, `${at}/any/${i}`)).join()})`;
    if ("not" in node) return `N(${prepare(node.not, source, `${at}/not`)})`;
    if ("some" in node) return `S(${keyOf(node.some)},${prepare(node.where, located(`${at}/some`, () => sourceOfMany(source, node.some, trusted)), `${at}/where`)})`;
    return prepareLeaf(node, source, at);
  };
  const prepareLeaf = (leaf: Leaf, source: Source, at: string): string => {
    const head = `${leaf.field} ${leaf.op}`;
    const resolved = located(`${at}/field`, () => source.resolve(leaf.field));
    const operator = located(`${at}/op`, () => operatorOf(leaf, resolved));
    if (UNARY_OPERATORS.has(leaf.op)) return head;
    if (operandKey(leaf.value) === "field") {
      const { field } = leaf.value as { field: string };
      located(`${at}/value/field`, () => source.resolve(field));
      return `${head} =${field}`;
    }
    const value = operandKey(leaf.value) === "now" ? asComparable(resolveOperand(leaf.value, env), kindOf(resolved), env.timeZone) : resolveOperand(leaf.value, env);
    if (value === undefined || value === null) return `${head} 0`;
    positions.set(leaf, values.length);
    values.push(operator.bind(located(`${at}/value`, () => checkedOperand(leaf, resolved, value)), resolved.field.options, env));
    return `${head} ?`;
  };
  const shape = prepare(condition, new Source(reading, entity, "p", trusted), "/filter");
  return { condition, shape, positions };
}

/** Names have no such sign, so that no two relations share a statement. */
const keyOf = (relation: Relation): string => (typeof relation === "string" ? relation : `${relation.entity}>${relation.field}`);

function sourceOfMany(source: Source, name: Relation, trusted: boolean): Source {
  if (typeof name !== "string") return new Source(source.reading, backwardField(source.reading, source.entity, name, trusted).target, "p", trusted);
  const { field } = source.resolve(name);
  const relation = relationOf(field);
  const target = source.reading.model.entities.get(targetsOf(field)[0] ?? "");
  if (!target || (relation !== "children" && relation !== "many"))
    throw new AppError("query:invalid", `"${name}" holds no list of records.`, { remedy: '"some" takes a field with child rows or several references.', issues: [{ pointer: "", code: "notMany", message: `"${name}" holds no list of records.` }] });
  return new Source(source.reading, target, "p", trusted);
}

export function filterSql(source: Source, filter: PreparedFilter): Sql {
  const operand = (leaf: Leaf, _resolved: Resolved): Sql | undefined => {
    const position = filter.positions.get(leaf);
    return position === undefined ? undefined : valueSlot(position);
  };
  return conditionSql(filter.condition, {
    resolve: (path) => source.resolve(path),
    operand,
    some: (field, where) => nestedSome(source.reading, source.entity, source.alias, field, where, source.trusted, operand),
  });
}
