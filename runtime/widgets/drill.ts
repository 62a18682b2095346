/** Drilling down: the condition of the records behind a group. Browser-safe. */
import type { Condition } from "../expressions/condition";
import { bucketEnd, instantOf } from "./buckets";
import { together, type WidgetEnv, type WidgetGroup } from "./widget";

type DrillEnv = Pick<WidgetEnv, "feel" | "timeZone">;

/** Records that fall into `keys` of `groupBy`; the first keys may be given alone. */
export function drillCondition(groupBy: readonly WidgetGroup[], keys: readonly unknown[], env: DrillEnv): Condition | undefined {
  return together(keys.map((key, i) => (groupBy[i] ? keyCondition(groupBy[i], key, env) : undefined)));
}

function keyCondition({ field, by }: WidgetGroup, key: unknown, env: DrillEnv): Condition {
  if (key === null || key === undefined) return { field, op: "isEmpty" };
  if (by && typeof key === "string") {
    const bound = (day: string): string => (env.feel(field) === "dateTime" ? instantOf(day, env.timeZone) : day);
    return { all: [{ field, op: "gte", value: bound(key) }, { field, op: "lt", value: bound(bucketEnd(key, by)) }] };
  }
  if (typeof key === "boolean") return { field, op: key ? "isTrue" : "isFalse" };
  if (typeof key === "object" && "id" in key) return { field, op: "eq", value: String(key.id) };
  return { field, op: "eq", value: key as string | number };
}
