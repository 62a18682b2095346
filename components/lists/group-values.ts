/** Values that groups have in common, and what they come to. Pure. */
import type { Condition, Operand } from "../../runtime/expressions/condition";
import { valueType } from "../../runtime/forms/scope";
import type { ClientField } from "../../runtime/model/client";
import { TOTAL_MEASURES, type ListGroup } from "../../runtime/model/types";
import type { ListColumn } from "./list-state";

/** Path of a column → its figure: a number, a day or moment, or amounts by currency. */
export type Sums = Readonly<Record<string, number | string | readonly { readonly amount: number; readonly currency: string }[]>>;

type Row = Readonly<Record<string, unknown>>;

export type Figure = (typeof TOTAL_MEASURES)[keyof typeof TOTAL_MEASURES];

/** The figure of a column: the one its list names, else the sum where adding up means something. Whole numbers that count something do; years and shares are hard to tell from them. */
export function figureOf({ field, path, total }: Pick<ListColumn, "field" | "path" | "total">): Figure | undefined {
  const found = valueType(field);
  if (!found || !field.sortable || total === "none") return undefined;
  const asked = TOTAL_MEASURES[total ?? "sum"];
  const means = total !== undefined || (!path.includes(".") && field.name !== "version" && !["percent", "rating"].includes(found.type.name));
  return means && (found.type.measures as readonly string[]).includes(asked) ? asked : undefined;
}

/** A sum of money has a currency, and there may be several. */
export const isMoney = ({ field }: Pick<ListColumn, "field">): boolean => valueType(field)?.type.name === "money";

/** Can rows be grouped by the field? */
export function groupable(field: ClientField): boolean {
  const found = valueType(field);
  return found !== undefined && field.right !== "masked" && field.filterable && found.type.groupable && field.name !== "id" && field.name !== "version";
}

/** Is it a date, which is grouped by periods? */
export const isDated = (field: ClientField): boolean => ["date", "dateTime"].includes(String(valueType(field)?.type.feel));

/** One text for each group. */
export function groupKey(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" && "id" in value ? String(value.id) : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The condition that leaves the rows of one group. `at` turns the first day of a period into a value of the field (a moment needs a zone). */
export function groupFilter(group: ListGroup, value: unknown, at: (day: string) => string = (day) => day): Condition {
  const { field, by } = group;
  if (value === null || value === undefined) return { field, op: "isEmpty" };
  if (by) return { all: [{ field, op: "gte", value: at(String(value).slice(0, 10)) }, { field, op: "lt", value: at(periodEnd(String(value), by)) }] };
  if (typeof value === "boolean") return { field, op: value ? "isTrue" : "isFalse" };
  return { field, op: "eq", value: (typeof value === "object" && "id" in value ? String(value.id) : value) as Operand };
}

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** First day after a period that begins on that day: ("2026-01-01", "quarter") → "2026-04-01". */
export function periodEnd(day: string, by: NonNullable<ListGroup["by"]>): string {
  const date = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (by === "day" || by === "week") date.setUTCDate(date.getUTCDate() + (by === "day" ? 1 : 7));
  else date.setUTCMonth(date.getUTCMonth() + MONTHS[by]);
  return date.toISOString().slice(0, 10);
}

const columnOf = ({ field, by }: ListGroup): string => (by ? `${field}.${by}` : field);

/** Counts and sums of several answers by their group. Without a group everything is one. */
export function mergeSums(group: ListGroup | undefined, counted: readonly Row[], plain: readonly string[], priced: readonly (readonly Row[])[], money: readonly string[]): { value: unknown; count: number; sums: Sums }[] {
  const valueOf = (row: Row): unknown => (group ? (row[columnOf(group)] ?? null) : null);
  const amounts = new Map<string, Record<string, { amount: number; currency: string }[]>>();
  priced.forEach((rows, index) => {
    const path = money[index]!;
    for (const row of rows) {
      const [amount, currency] = [row["sum"] === null ? NaN : Number(row["sum"]), row[`${path}.currency`]];
      if (Number.isNaN(amount) || typeof currency !== "string") continue;
      const key = groupKey(valueOf(row));
      const sums = amounts.get(key) ?? {};
      (sums[path] ??= []).push({ amount, currency });
      amounts.set(key, sums);
    }
  });
  return counted.map((row) => {
    const value = valueOf(row);
    const numbers = Object.fromEntries(plain.flatMap((path, index) => {
      const figure = row[`sum${index}`];
      return typeof figure === "number" || typeof figure === "string" ? [[path, figure] as const] : [];
    }));
    return { value, count: Number(row["count"] ?? 0), sums: { ...numbers, ...amounts.get(groupKey(value)) } };
  });
}
