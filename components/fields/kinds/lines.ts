/** Line items: which columns they show and what their totals are. */
import { fieldType, isFieldTypeName } from "../../../runtime/fields/index";
import { isComputed, targetsOf } from "../../../runtime/fields/traits";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";

export type Line = Readonly<Record<string, unknown>>;

export const linesOf = (value: unknown): readonly Line[] => (Array.isArray(value) ? (value as Line[]) : []);

/** Columns: those of the line entity's default list, else all its own fields; never the way back to the parent. */
export function lineColumns(field: ClientField, entities: Readonly<Record<string, ClientEntity>>): readonly ClientField[] {
  const entity = entities[targetsOf(field)[0] ?? ""];
  if (!entity) return [];
  const list = entity.lists.find((one) => one.default) ?? entity.lists[0];
  const listed = list?.columns.flatMap((column) => entity.fields.find((one) => one.name === column.field) ?? []) ?? [];
  // An obligatory field must be reachable, whatever the list shows.
  const missing = entity.fields.filter((one) => !one.system && (listed.length === 0 || one.required) && !listed.includes(one));
  return [...listed, ...missing].filter((one) => one.name !== field.options.field);
}

/**
 * Columns with a total: those the parent sums up itself (a rollup over these lines), and computed ones.
 * Summing what people type would also add up unit prices.
 */
export function totalledColumns(field: ClientField, columns: readonly ClientField[], entities: Readonly<Record<string, ClientEntity>>): ReadonlySet<string> {
  const back = entities[targetsOf(field)[0] ?? ""]?.fields.find((one) => one.name === field.options.field);
  const parent = back && entities[targetsOf(back)[0] ?? ""];
  const rolledUp = (parent?.fields ?? []).filter((one) => one.options.children === field.name && one.options.function === "sum").map((one) => String(one.options.field));
  return new Set([...rolledUp, ...columns.filter((column) => column.readOnly || isComputed(column)).map((column) => column.name)]);
}

/** Sum of a column as a value of its own type; undefined when a sum means nothing (other types, two currencies). */
export function columnTotal(column: ClientField, lines: readonly Line[]): unknown {
  if (!isFieldTypeName(column.type) || !fieldType(column.type).measures.includes("sum")) return undefined;
  const values = lines.map((line) => line[column.name]).filter((value) => value !== null && value !== undefined && value !== "");
  if (values.length === 0) return undefined;
  if (values.every(isMoney)) {
    const [first] = values;
    return values.every((value) => value.currency === first!.currency) ? { amount: sum(values.map((value) => value.amount)), currency: first!.currency } : undefined;
  }
  return values.every((value) => typeof value === "number") ? sum(values) : undefined;
}

function isMoney(value: unknown): value is { amount: number; currency: string } {
  return typeof value === "object" && value !== null && "currency" in value && "amount" in value && typeof value.amount === "number";
}

/** Sums in whole units of the finest decimal present, so that 0.1 + 0.2 is 0.3. */
function sum(values: readonly number[]): number {
  const scale = 10 ** Math.min(6, Math.max(0, ...values.map((value) => (String(value).split(".")[1] ?? "").length)));
  return values.reduce((total, value) => total + Math.round(value * scale), 0) / scale;
}
