/**
 * What a board is made of. Pure.
 *
 * - *column*: one choice of the board's field; the last one, of records without a choice, is there only when there are such.
 * - *lane*: one value of a second field, across all columns. A board without lanes has one, which has no value.
 * - *count*: how many records and how much of the total stand in a column of a lane.
 */
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { fixedDigits, formatNumber } from "../../../runtime/fields/families/decimal";
import type { RecordData } from "../../data/records";

export interface Column {
  readonly value: string | null;
  readonly label: string;
  readonly color?: string;
  readonly limit?: number;
}

export interface Lane {
  readonly key: string;
  readonly value: unknown;
  readonly label: string;
}

export interface Place {
  readonly column: Column;
  readonly lane: Lane;
}

export interface Count {
  readonly column: string | null;
  readonly lane: unknown;
  readonly count: number;
  readonly sums: readonly Sum[];
}

export interface Sum {
  readonly amount: number;
  readonly currency?: string;
}

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
}

export const choicesOf = (field: ClientField | undefined): readonly Choice[] => (Array.isArray(field?.options.choices) ? (field.options.choices as Choice[]) : []);

/** Record types that can stand there while the filter holds; undefined = all. Looks at conditions that all have to hold. */
export function typesOf(filter: Condition | undefined): readonly string[] | undefined {
  if (!filter) return undefined;
  if ("all" in filter) {
    const found = filter.all.flatMap((part) => typesOf(part) ?? []);
    return found.length > 0 ? found : undefined;
  }
  if (!("field" in filter) || filter.field !== "recordType") return undefined;
  if (filter.op === "eq" && typeof filter.value === "string") return [filter.value];
  return filter.op === "in" && Array.isArray(filter.value) ? filter.value.map(String) : undefined;
}

/** Choices a record of this type may have; undefined = all. */
export function allowedFor(entity: Pick<ClientEntity, "recordTypes">, field: string, type: unknown): readonly string[] | undefined {
  return entity.recordTypes.find((one) => one.name === type)?.choices[field];
}

interface BoardShape {
  readonly field: ClientField;
  readonly limits: Readonly<Record<string, number>>;
  readonly noValue: string;
}

export function columnsFor(entity: Pick<ClientEntity, "recordTypes">, { field, limits, noValue }: BoardShape, filter: Condition | undefined, counts: readonly Count[]): readonly Column[] {
  const types = typesOf(filter);
  const allowed = types && types.flatMap((type) => allowedFor(entity, field.name, type) ?? choicesOf(field).map((choice) => choice.value));
  const filled = new Set(counts.filter((one) => one.count > 0).map((one) => one.column));
  const columns = choicesOf(field).filter(({ value }) => !allowed || allowed.includes(value) || filled.has(value)).map(({ value, label, color }): Column => ({ value, label, ...(color ? { color } : {}), ...(limits[value] === undefined ? {} : { limit: limits[value] }) }));
  return filled.has(null) ? [...columns, { value: null, label: noValue }] : columns;
}

/** One text for each lane. */
export function laneKey(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" && "id" in value ? String(value.id) : String(value);
}

/** Lanes that have records: choices in their order, others by title, those without a value last. */
export function lanesFor(field: ClientField | undefined, counts: readonly Count[], noValue: string): readonly Lane[] {
  if (!field) return [{ key: "", value: undefined, label: "" }];
  const choices = choicesOf(field);
  const values = new Map(counts.filter((one) => one.count > 0).map((one) => [laneKey(one.lane), one.lane]));
  const label = (value: unknown): string => {
    if (value === null || value === undefined) return noValue;
    if (typeof value === "object" && "title" in value) return String(value.title);
    return choices.find((choice) => choice.value === value)?.label ?? String(value);
  };
  const place = (lane: Lane): number => (lane.key === "" ? choices.length + 1 : choices.findIndex((choice) => choice.value === lane.key));
  return [...values].map(([key, value]) => ({ key, value: value ?? null, label: label(value) })).sort((a, b) => place(a) - place(b) || a.label.localeCompare(b.label));
}

/** Condition of the records in one column of one lane. */
export function cellFilter(field: string, column: Column, lanes: string | undefined, lane: Lane, filter: Condition | undefined): Condition {
  const at = (name: string, key: string | null): Condition => (key === null || key === "" ? { field: name, op: "isEmpty" } : { field: name, op: "eq", value: key });
  return { all: [at(field, column.value), ...(lanes ? [at(lanes, lane.key)] : []), ...(filter ? [filter] : [])] };
}

/** Sums put together by currency. */
export function addSums(sums: readonly Sum[]): readonly Sum[] {
  const totals = new Map<string | undefined, number>();
  for (const { amount, currency } of sums) totals.set(currency, (totals.get(currency) ?? 0) + amount);
  return [...totals].map(([currency, amount]) => ({ amount, ...(currency ? { currency } : {}) }));
}

/** What the head of a column has room for: a whole amount below this, several of them below the other. */
const ROOM = 1e7;
const ROOM_BESIDE_OTHERS = 1e5;

/** "€12,400", "€1.2M · $48.0K": amounts without their fractions, short where there is no room, so that the columns of a board are written alike. */
export function formatSums(sums: readonly Sum[], language: string): string {
  const isShort = sums.some(({ amount }) => Math.abs(amount) >= (sums.length > 1 ? ROOM_BESIDE_OTHERS : ROOM));
  const digits = isShort ? ({ notation: "compact", ...fixedDigits(1) } as const) : fixedDigits(0);
  return sums.map(({ amount, currency }) => formatNumber(amount, language, { ...digits, ...(currency ? { style: "currency", currency } : {}) })).join(" · ");
}

/** Does the record, as it is shown now, stand in this place? */
export function standsIn(row: RecordData, field: string, column: Column, lanes: string | undefined, lane: Lane): boolean {
  return (row[field] ?? null) === column.value && (!lanes || laneKey(row[lanes]) === lane.key);
}
