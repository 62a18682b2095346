/**
 * Filters of requests. A *prepared filter* splits a condition into its shape (what the statement depends on) and its values
 * (what is bound), so that the statement is compiled once for all values.
 */
import { AppError } from "../kernel/errors";
import { CONDITION_LIMITS, type Condition, type Leaf } from "../expressions/condition";
import { operandKey, resolveOperand, UNARY_OPERATORS, type OperandEnv } from "../expressions";
import type { Sql } from "../fields/storage";
import { relationOf, targetsOf } from "../fields/traits";
import type { EntityModel } from "../model/types";
import { checkedOperand, conditionSql } from "./condition-sql";
import { nestedSome } from "./some";
import { Source, type Reading, type Resolved } from "./scope";
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
      if (!Array.isArray(record[key])) refuse(`${at}/${key}`, "type", `"${key}" takes a list of conditions.`);
      (record[key] as unknown[]).forEach((child, i) => visit(child, `${at}/${key}/${i}`, depth + 1));
    } else if ("not" in record) {
      only("not");
      visit(record["not"], `${at}/not`, depth + 1);
    } else if ("some" in record) {
      only("some", "where");
      if (typeof record["some"] !== "string") refuse(`${at}/some`, "type", '"some" takes the name of a to-many field.');
      visit(record["where"], `${at}/where`, depth + 1);
    } else {
      only("field", "op", "value");
      if (++leaves > CONDITION_LIMITS.leaves) refuse(at, "tooMany", `A condition may have ${CONDITION_LIMITS.leaves} tests.`);
      for (const key of ["field", "op"]) if (typeof record[key] !== "string") refuse(`${at}/${key}`, "required", `A test needs "${key}".`);
      if (Array.isArray(record["value"]) && record["value"].length > CONDITION_LIMITS.listItems) refuse(`${at}/value`, "tooMany", `A list may have ${CONDITION_LIMITS.listItems} items.`);
      if (String(record["field"]).includes("$")) refuse(`${at}/field`, "unknownField", `There is no field "${String(record["field"]).slice(0, 100)}".`);
    }
  };
  visit(input, pointer, 1);
  return input as Condition;
}

/** Resolves operands and appends their database values to `values`. */
export function prepareFilter(reading: Reading, entity: EntityModel, condition: Condition, env: OperandEnv & Bindings, values: unknown[], trusted = false): PreparedFilter {
  const positions = new Map<Leaf, number>();
  const prepare = (node: Condition, source: Source): string => {
    if ("all" in node) return `A(${node.all.map((child) => prepare(child, source)).join()})`;
    if ("any" in node) return `O(${node.any.map((child) => prepare(child, source)).join()})`;
    if ("not" in node) return `N(${prepare(node.not, source)})`;
    if ("some" in node) return `S(${node.some},${prepare(node.where, sourceOfMany(source, node.some, trusted))})`;
    return prepareLeaf(node, source);
  };
  const prepareLeaf = (leaf: Leaf, source: Source): string => {
    const head = `${leaf.field} ${leaf.op}`;
    if (UNARY_OPERATORS.has(leaf.op)) return head;
    if (operandKey(leaf.value) === "field") return `${head} =${(leaf.value as { field: string }).field}`;
    const resolved = source.resolve(leaf.field);
    const operator = resolved.storage.operators[leaf.op];
    if (!operator || resolved.masked) return head; // the compiler answers with the sentence for it
    const value = resolveOperand(leaf.value, env);
    if (value === undefined || value === null) return `${head} 0`;
    positions.set(leaf, values.length);
    values.push(operator.bind(checkedOperand(leaf, resolved, value), resolved.field.options, env));
    return `${head} ?`;
  };
  const shape = prepare(condition, new Source(reading, entity, "p", trusted));
  return { condition, shape, positions };
}

function sourceOfMany(source: Source, name: string, trusted: boolean): Source {
  const { field } = source.resolve(name);
  const relation = relationOf(field);
  const target = source.reading.model.entities.get(targetsOf(field)[0] ?? "");
  if (!target || (relation !== "children" && relation !== "many"))
    throw new AppError("query:invalid", `"${name}" holds no list of records.`, { remedy: '"some" takes a field with child rows or several references.' });
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
