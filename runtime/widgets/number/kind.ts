/**
 * One number. With a date it is that of a period, compared with the same stretch before and drawn as a line by bucket; the period is
 * the one of a dashboard filter bound to the same date, or its own.
 */
import { dateRange, isPeriod, PERIOD_NAMES, today, type PeriodName } from "../../fields/families/period";
import type { Condition } from "../../expressions/condition";
import { bucketFor, fillBuckets, instantOf, stretchBefore, type Stretch } from "../buckets";
import { defineWidget, together, type Question, type WidgetEnv, type WidgetQuery } from "../widget";

const OPEN: readonly string[] = ["overdue", "future"];

interface Period {
  readonly date: string;
  readonly stretch: Stretch;
  /** What the filter says besides the period. */
  readonly rest: Condition | undefined;
}

function periodOf(query: WidgetQuery, env: WidgetEnv): Period | undefined {
  const date = query.options["date"];
  if (typeof date !== "string") return undefined;
  const isPeriodOfDate = (leaf: WidgetEnv["chosen"][number]): boolean => leaf.field === date && leaf.op === "within" && isPeriod(leaf.value);
  const name = env.chosen.find(isPeriodOfDate)?.value ?? query.options["period"];
  const range = isPeriod(name) && !OPEN.includes(name) ? dateRange(name as PeriodName, env) : undefined;
  if (!range?.from || !range.to) return undefined;
  return { date, stretch: { from: range.from, to: range.to }, rest: together([query.filter, ...env.chosen.filter((leaf) => !isPeriodOfDate(leaf))]) };
}

/** The days of a stretch as a condition on a date, or on a moment in the reader's zone. */
function inside(date: string, { from, to }: Stretch, env: WidgetEnv): Condition {
  const bound = (day: string): string => (env.feel(date) === "dateTime" ? instantOf(day, env.timeZone) : day);
  return { all: [{ field: date, op: "gte", value: bound(from) }, { field: date, op: "lt", value: bound(to) }] };
}

export const number = defineWidget({
  kind: "number", icon: "hash", size: { width: 3, height: 2 }, least: { width: 2, height: 2 },
  takes: { measures: [1, 1] },
  settings: [{ name: "date", type: "date" }, { name: "period", type: "choice", values: PERIOD_NAMES.filter((name) => !OPEN.includes(name)) }, { name: "lessIsBetter", type: "flag" }],
  ask(query, env) {
    const ask = (filter: Condition | undefined, groupBy: WidgetQuery["groupBy"] = []): Question => ({ ask: "groups", groupBy, measures: query.measures, filter });
    const period = periodOf(query, env);
    if (!period) return [ask(together([query.filter, ...env.chosen]))];
    const { date, stretch, rest } = period;
    const now = together([rest, inside(date, stretch, env)]);
    const before = stretchBefore(stretch, today(env));
    return [ask(now), ask(together([rest, inside(date, before, env)])), ask(now, [{ id: "trend", field: date, by: bucketFor(stretch.from, stretch.to) }])];
  },
  data(query, [now, before, trend], env) {
    const value = now!.rows[0]?.values[0] ?? null;
    const period = periodOf(query, env);
    if (!before || !trend || !period) return { shape: "number", value };
    const { from, to } = period.stretch;
    return { shape: "number", value, previous: before.rows[0]?.values[0] ?? null, from, to, trend: fillBuckets(trend.rows.filter(({ keys }) => keys[0] !== null), bucketFor(from, to), 1, 0) };
  },
});
