/**
 * Which records a lookup offers, for the record being edited: `{ "param": "organisation" }` in the filter of the field stands for what
 * is in that field of the record now. A test whose field is still empty is left out: as long as nothing is chosen, everything fits.
 */
import { isLeaf, walkCondition, type Condition, type Operand } from "../expressions/condition";
import { idOf, type Values } from "./scope";

const paramOf = (operand: Operand | undefined): string | undefined =>
  typeof operand === "object" && operand !== null && "param" in operand ? operand.param : undefined;

/** Fields of the record a filter asks for. */
export function paramsOf(filter: Condition | undefined): readonly string[] {
  const names = new Set<string>();
  if (filter) walkCondition(filter, (node) => "field" in node && names.add(paramOf(node.value) ?? ""));
  names.delete("");
  return [...names];
}

/** The filter with the record's own values in it; undefined when nothing is left to ask. */
export function lookupFilter(filter: Condition | undefined, values: Values): Condition | undefined {
  if (!filter) return undefined;
  if ("all" in filter) {
    const rest = filter.all.flatMap((child) => lookupFilter(child, values) ?? []);
    return rest.length > 0 ? { all: rest } : undefined;
  }
  if ("any" in filter) {
    const rest = filter.any.map((child) => lookupFilter(child, values));
    return rest.every((child) => child !== undefined) ? { any: rest } : undefined;
  }
  if ("not" in filter) {
    const inner = lookupFilter(filter.not, values);
    return inner && { not: inner };
  }
  if (!isLeaf(filter)) {
    const where = lookupFilter(filter.where, values);
    return where && { ...filter, where };
  }
  const name = paramOf(filter.value);
  if (name === undefined) return filter;
  const value = values[name];
  const literal = Array.isArray(value) ? value.flatMap((item) => idOf(item) ?? []) : typeof value === "object" ? idOf(value) : value;
  return literal === undefined || literal === null || literal === "" || (Array.isArray(literal) && literal.length === 0) ? undefined : { ...filter, value: literal as Operand };
}
