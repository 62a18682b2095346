import type { Condition, Leaf } from "./condition";
import { operandKey, resolveOperand, type OperandEnv } from "./operand";

/**
 * The JS interpreter of conditions; `queries/condition-sql.ts` is the other one and must always agree
 * (tests/integration/condition.test.ts). The record is reached only through a scope, so this file knows no field types.
 */
export interface ConditionScope {
  readonly env: OperandEnv;
  /** Result of `op` on the value at `path`; false when the path, the operator or the operand is not understood. */
  test(path: string, op: string, operand: unknown): boolean;
  /** Value at a path, for `{ field }` operands; undefined when empty. */
  value(path: string): unknown;
  /** Scopes of the related records of a to-many field. */
  related(field: string): readonly ConditionScope[];
}

export function evaluateCondition(condition: Condition, scope: ConditionScope): boolean {
  if ("all" in condition) return condition.all.every((child) => evaluateCondition(child, scope));
  if ("any" in condition) return condition.any.some((child) => evaluateCondition(child, scope));
  if ("not" in condition) return !evaluateCondition(condition.not, scope);
  if ("some" in condition) {
    // Who leads here is known to the database alone; the loader and the door refuse such a test where it would be weighed here.
    return typeof condition.some === "string" && scope.related(condition.some).some((child) => evaluateCondition(condition.where, child));
  }
  return evaluateLeaf(condition, scope);
}

/** Operators without an operand; every other one needs something on its right side. */
export const UNARY_OPERATORS: ReadonlySet<string> = new Set(["isEmpty", "isNotEmpty", "isTrue", "isFalse"]);

function evaluateLeaf(leaf: Leaf, scope: ConditionScope): boolean {
  if (UNARY_OPERATORS.has(leaf.op)) return scope.test(leaf.field, leaf.op, undefined);
  const key = operandKey(leaf.value);
  const operand = key === "field" ? scope.value((leaf.value as { field: string }).field) : resolveOperand(leaf.value, scope.env);
  if (operand === undefined || operand === null) return false;
  return scope.test(leaf.field, leaf.op, operand);
}
