/**
 * Filters as people build them: groups of rows joined by "and", "or" or "none of". `readTree` and `writeTree` go between this shape
 * and conditions; a condition that does not fit is kept whole as *fixed*. A group may be *of* a relation (a field with lines or linked
 * records, other records that lead here): it holds for a record of which one of those fulfils the group, or with "none" no one does.
 */
import { isLeaf, type Condition, type Operand, type Relation } from "../../runtime/expressions/condition";
import { operandKey } from "../../runtime/expressions/operand";
import type { OperandKind } from "../../runtime/fields/field";
import { valueType } from "../../runtime/forms/scope";
import type { ClientField } from "../../runtime/model/client";

export interface FilterRow {
  readonly kind: "row";
  /** Path of the field, "organisation.city". */
  readonly field: string;
  readonly op: string;
  readonly value?: unknown;
}

export type Join = "all" | "any" | "none";

export interface FilterGroup {
  readonly kind: "group";
  readonly join: Join;
  /** The relation whose records are asked; absent: the record itself. */
  readonly of?: Relation;
  readonly items: readonly FilterItem[];
}

export interface FixedFilter {
  readonly kind: "fixed";
  readonly condition: Condition;
}

export type FilterItem = FilterRow | FilterGroup | FixedFilter;

export const EMPTY_TREE: FilterGroup = { kind: "group", join: "all", items: [] };

export function readTree(condition: Condition | null | undefined): FilterGroup {
  if (!condition) return EMPTY_TREE;
  const item = readItem(condition);
  return item.kind === "group" ? item : { ...EMPTY_TREE, items: [item] };
}

function readItem(condition: Condition): FilterItem {
  if ("all" in condition) return { kind: "group", join: "all", items: condition.all.map(readItem) };
  if ("any" in condition) return { kind: "group", join: "any", items: condition.any.map(readItem) };
  if ("not" in condition) {
    const inner = readItem(condition.not);
    if (inner.kind === "group" && (inner.join === "any" || (inner.of !== undefined && inner.join === "all" && inner.items.length === 1))) return { ...inner, join: "none" };
    return { kind: "group", join: "none", items: [inner] };
  }
  if ("some" in condition) {
    const inner = readItem(condition.where);
    return inner.kind === "group" && inner.join !== "none" && inner.of === undefined ? { ...inner, of: condition.some } : { kind: "group", join: "all", of: condition.some, items: [inner] };
  }
  if (isLeaf(condition)) return { kind: "row", field: condition.field, op: condition.op, value: condition.value };
  return { kind: "fixed", condition };
}

/** Is the row complete? `of`: the relations it stands below, from the outside in. */
export type IsFinished = (row: FilterRow, of: readonly Relation[]) => boolean;

/** The condition of the rows that are finished; undefined when there is none. */
export function writeTree(group: FilterGroup, isFinished: IsFinished, above: readonly Relation[] = []): Condition | undefined {
  const of = group.of === undefined ? above : [...above, group.of];
  const parts = group.items.flatMap((item): Condition[] => {
    if (item.kind === "fixed") return [item.condition];
    if (item.kind === "group") return [writeTree(item, isFinished, of)].flatMap((part) => part ?? []);
    return isFinished(item, of) ? [leafOf(item)] : [];
  });
  if (parts.length === 0) return undefined;
  const joined: Condition = parts.length === 1 ? parts[0]! : group.join === "all" ? { all: parts } : { any: parts };
  const asked = group.of === undefined ? joined : { some: group.of, where: joined };
  return group.join === "none" ? { not: asked } : asked;
}

function leafOf({ field, op, value }: FilterRow): Condition {
  return value === undefined ? { field, op } : { field, op, value: value as Operand };
}

/** Operators of a field with the kind of operand each needs, in the order of the type. */
export function operatorsOf(field: ClientField): readonly { name: string; operand: OperandKind }[] {
  const found = valueType(field);
  return found ? Object.entries(found.type.operators).map(([name, operator]) => ({ name, operand: operator.operand })) : [];
}

export function operandOf(field: ClientField, op: string): OperandKind | undefined {
  return operatorsOf(field).find((operator) => operator.name === op)?.operand;
}

/** What people mostly want of a field: dates within a period, texts that contain something, one of several choices. */
const LIKELY = ["within", "contains", "in", "isTrue"];

export function likelyOperator(field: ClientField): string {
  const names = operatorsOf(field).map((operator) => operator.name);
  return LIKELY.find((name) => names.includes(name)) ?? names[0] ?? "eq";
}

/** Has the row everything it needs? Asked of the field type, so an impossible value never reaches the server. */
export function isFinishedRow(field: ClientField | undefined, row: FilterRow): boolean {
  const found = field && valueType(field);
  const operator = found?.type.operators[row.op];
  if (!found || !operator) return false;
  if (operator.operand === "none") return true;
  if (row.value === null || row.value === undefined || row.value === "") return false;
  // `{ user }`, `{ now }` and the like are resolved by the server.
  if (operandKey(row.value as Operand)) return true;
  return operator.parseOperand(row.value, found.options).ok;
}

export function countRows(group: FilterGroup): number {
  return group.items.reduce((count, item) => count + (item.kind === "group" ? countRows(item) : 1), 0);
}
