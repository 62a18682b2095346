/** Charts of groups: at most `limit` places of the first group, ordered by value or by the group itself. */
import type { Condition } from "../../expressions/condition";
import { fillBuckets } from "../buckets";
import { defineWidget, filterOf, type Amount, type GroupRow, type Size, type WidgetEnv, type WidgetKind, type WidgetQuery } from "../widget";
import type { Setting } from "../settings";

const PLACES = 12;
const BUCKETS_SHOWN = 400;

export const order: Setting = { name: "order", type: "choice", values: ["value", "key"] };

interface GroupedKind {
  readonly kind: string;
  readonly icon: string;
  readonly size?: Size;
  readonly least?: Size;
  readonly measures?: Amount;
  readonly groupBy?: Amount;
  readonly choices?: true;
  /** Groups stand in their own order, all of them. */
  readonly whole?: boolean;
  readonly settings?: readonly Setting[];
}

export function groupedWidget({ kind, icon, size = { width: 6, height: 5 }, least = { width: 3, height: 3 }, measures = [1, 5], groupBy = [1, 2], choices, whole = false, settings = [] }: GroupedKind): WidgetKind {
  return defineWidget({
    kind, icon, size, least, settings, takes: { measures, groupBy, ...(choices ? { choices } : {}) },
    ask: (query, env) => [{ ask: "groups", groupBy: query.groupBy, measures: query.measures, filter: filterOf(query, env), largest: byValue(query, whole) }],
    data: (query, [answer], env) => {
      const rows = inOrder(query, choices ? allSteps(query, answer!.rows, env) : answer!.rows, env, byValue(query, whole));
      const kept = firstPlaces(rows, query.limit ?? (whole || query.groupBy[0]?.by ? BUCKETS_SHOWN : PLACES));
      return { shape: "grouped", rows: kept, more: answer!.more || kept.length < rows.length };
    },
  });
}

const byValue = ({ groupBy, options }: WidgetQuery, whole: boolean): boolean => !whole && !groupBy[0]?.by && options["order"] !== "key";

/** Groups that are equal are shown as one place of an axis. */
export const keyText = (key: unknown): string => (key !== null && typeof key === "object" && "id" in key ? String(key.id) : JSON.stringify(key ?? null));

function inOrder(query: WidgetQuery, rows: readonly GroupRow[], env: WidgetEnv, largest: boolean): readonly GroupRow[] {
  const [first] = query.groupBy;
  if (!first) return rows;
  const countsOnly = query.measures.every((measure) => measure.function === "count" || measure.function === "sum");
  if (first.by) return fillBuckets(rows, first.by, query.measures.length, countsOnly ? 0 : null);
  const choices = env.choices(first.field);
  if (!largest && choices) return sorted(rows, (row) => (choices.indexOf(row.keys[0] as string) + choices.length + 1) % (choices.length + 1));
  if (!largest) return rows;
  const totals = new Map<string, number>();
  for (const row of rows) totals.set(keyText(row.keys[0]), (totals.get(keyText(row.keys[0])) ?? 0) + Number(row.values[0] ?? 0));
  return sorted(rows, (row) => -totals.get(keyText(row.keys[0]))!);
}

/** A step nobody is at is still a step: choices without records come as zeros, except those the filter leaves out. */
function allSteps(query: WidgetQuery, rows: readonly GroupRow[], env: WidgetEnv): readonly GroupRow[] {
  const field = query.groupBy[0]!.field;
  const missing = (env.choices(field) ?? []).filter((choice) => !rows.some(({ keys }) => keys[0] === choice) && admits(filterOf(query, env), field, choice));
  return [...rows, ...missing.map((choice) => ({ keys: [choice], values: query.measures.map(() => 0) }))];
}

/** Could a record with this choice fulfil the filter, as far as its plain tests of the field say? */
function admits(filter: Condition | undefined, field: string, choice: string): boolean {
  if (!filter) return true;
  if ("all" in filter) return filter.all.every((part) => admits(part, field, choice));
  if (!("field" in filter) || filter.field !== field) return true;
  const values = Array.isArray(filter.value) ? filter.value : [filter.value];
  if (filter.op === "eq" || filter.op === "in") return values.includes(choice);
  return (filter.op !== "ne" && filter.op !== "notIn") || !values.includes(choice);
}

/** Stable, so that the second group keeps its order inside the first. */
const sorted = (rows: readonly GroupRow[], rank: (row: GroupRow) => number): GroupRow[] => [...rows].sort((a, b) => rank(a) - rank(b));

function firstPlaces(rows: readonly GroupRow[], most: number): readonly GroupRow[] {
  const places = new Set<string>();
  return rows.filter((row) => {
    const key = keyText(row.keys[0]);
    if (!places.has(key) && places.size >= most) return false;
    places.add(key);
    return true;
  });
}
