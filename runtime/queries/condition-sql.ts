/**
 * The SQL interpreter of conditions; `expressions/evaluate.ts` is the JS one and must always agree. A leaf whose SQL is null
 * counts as false, so a negation first turns null into false; positive parts stay bare, so that indexes can serve them.
 */
import { sql } from "kysely";
import { AppError } from "../kernel/errors";
import type { Condition, Leaf, Relation } from "../expressions/condition";
import { asComparable, operandKey, resolveOperand, UNARY_OPERATORS } from "../expressions";
import { fieldType } from "../fields/index";
import type { Sql } from "../fields/storage";
import type { Resolved } from "./scope";
import { slot } from "./statement";

export interface ConditionTarget {
  resolve(path: string): Resolved;
  /** The bound parameter of a leaf; undefined makes the leaf false. */
  operand(leaf: Leaf, resolved: Resolved): Sql | undefined;
  /** Leaves on pseudo fields; undefined for ordinary ones. */
  special?(leaf: Leaf): Sql | undefined;
  some(relation: Relation, where: Condition): Sql;
}

export function conditionSql(condition: Condition, target: ConditionTarget): Sql {
  if ("all" in condition) return condition.all.length ? sql`(${sql.join(condition.all.map((child) => conditionSql(child, target)), sql` and `)})` : sql`true`;
  if ("any" in condition) return condition.any.length ? sql`(${sql.join(condition.any.map((child) => conditionSql(child, target)), sql` or `)})` : sql`false`;
  if ("not" in condition) return sql`not coalesce(${conditionSql(condition.not, target)}, false)`;
  if ("some" in condition) return target.some(condition.some, condition.where);
  return target.special?.(condition) ?? leafSql(condition, target);
}

function leafSql(leaf: Leaf, target: ConditionTarget): Sql {
  const resolved = target.resolve(leaf.field);
  const operator = operatorOf(leaf, resolved);
  if (UNARY_OPERATORS.has(leaf.op)) return operator.sql(resolved.cols, sql`null`, resolved.field.options);
  if (operandKey(leaf.value) === "field") return fieldToField(leaf, resolved, target);
  const operand = target.operand(leaf, resolved);
  return operand ? operator.sql(resolved.cols, operand, resolved.field.options) : sql`false`;
}

/** Compares two fields of one record; only single-column types of the same kind, an empty right side is false. */
function fieldToField(leaf: Leaf, left: Resolved, target: ConditionTarget): Sql {
  const right = target.resolve((leaf.value as { field: string }).field);
  const comparable = left.type.operators[leaf.op]!.operand === "one" && left.type.feel === right.type.feel && left.cols.length === 1 && right.cols.length === 1 && !right.masked;
  if (!comparable) throw unknownOperator(leaf, left);
  return sql`(${left.storage.operators[leaf.op]!.sql(left.cols, right.cols[0]!, left.field.options)} and ${right.cols[0]} is not null)`;
}

/** Operands of role rules: literals are constants of the statement, variables are slots. */
export function ruleOperand(leaf: Leaf, resolved: Resolved): Sql | undefined {
  const key = operandKey(leaf.value);
  if (key === "param") return undefined;
  if (!key) {
    if (leaf.value === null || leaf.value === undefined) return undefined;
    const literal = checkedOperand(leaf, resolved, leaf.value);
    const { operators } = resolved.storage;
    return slot((b) => operators[leaf.op]!.bind(literal, resolved.field.options, b));
  }
  return slot((b) => {
    const found = resolveOperand(leaf.value, { user: b.user, now: b.now, timeZone: b.timeZone });
    const given = key === "now" ? asComparable(found, kindOf(resolved), b.timeZone) : found;
    // row-rule.ts turned "in" a list of one into "eq" its member.
    const value = leaf.op === "eq" && Array.isArray(given) ? given[0] : given;
    return resolved.storage.operators[leaf.op]!.bind(checkedOperand(leaf, resolved, value), resolved.field.options, b);
  });
}

/** Kind of the value, that of the result for a formula or rollup. */
export const kindOf = ({ type, field }: Pick<Resolved, "type" | "field">): string => fieldType(type.traits?.delegate?.(field.options).type ?? type.name).feel;

/** Operand in the form the operator wants. @throws AppError query:invalid naming the field and what is expected. */
export function checkedOperand(leaf: Leaf, resolved: Resolved, value: unknown): unknown {
  const parsed = resolved.type.operators[leaf.op]!.parseOperand(value, resolved.field.options);
  if (parsed.ok) return parsed.value;
  const [issue] = parsed.issues;
  throw new AppError("query:invalid", `The value for "${leaf.field}" ${leaf.op} does not fit: ${issue?.message ?? "it is not understood."}`, {
    remedy: issue?.remedy,
    issues: [{ pointer: "", code: issue?.code ?? "operand", message: issue?.message ?? "The value is not understood.", remedy: issue?.remedy }],
  });
}

/** @throws AppError query:invalid when the field cannot be tested so; a name such as "toString" is no operator. */
export function operatorOf(leaf: Leaf, resolved: Resolved): Resolved["storage"]["operators"][string] {
  const { operators } = resolved.storage;
  if (!Object.hasOwn(operators, leaf.op) || resolved.masked || resolved.cols.length === 0) throw unknownOperator(leaf, resolved);
  return operators[leaf.op]!;
}

function unknownOperator(leaf: Leaf, resolved: Resolved): AppError {
  const known = resolved.masked ? [] : Object.keys(resolved.type.operators);
  return new AppError("query:invalid", `"${leaf.field.slice(0, 100)}" cannot be tested with "${String(leaf.op).slice(0, 40)}".`, {
    remedy: known.length ? `Use one of: ${known.join(", ")}.` : "This field cannot be used in a filter.",
    issues: [{ pointer: "", code: "unknownOperator", message: `"${leaf.field.slice(0, 100)}" cannot be tested with "${String(leaf.op).slice(0, 40)}".` }],
  });
}
