/** Values of formulas → API values (brief: date "2026-01-31", dateTime ISO UTC, time "10:30:00", duration ISO 8601). */
import { FORMULA_LIMITS } from "./issues";
import { FeelDateTime } from "./temporal";
import { FeelFunction, FeelRange, isList, kindOf, type FeelContext, type FeelValue } from "./values";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A result as JSON. A date and time without zone is read as UTC. Null for functions and ranges, for dates JSON cannot carry,
 * and for a result that has more than FORMULA_LIMITS.listLength parts (parts may be shared, so size cannot be seen from memory).
 */
export function toJson(value: FeelValue): Json {
  let left: number = FORMULA_LIMITS.listLength * 2;
  const one = (part: FeelValue): Json => {
    if (--left < 0 || part === null) return null;
    if (typeof part !== "object") return part;
    if (isList(part)) return part.map(one);
    if (part instanceof FeelDateTime) return Math.abs(part.instant) <= 8.64e15 ? new Date(part.instant).toISOString() : null;
    if (part instanceof FeelRange || part instanceof FeelFunction) return null;
    if (kindOf(part) !== "context") return String(part);
    return Object.fromEntries(Object.entries(part as FeelContext).map(([key, inner]) => [key, one(inner)]));
  };
  const json = one(value);
  return left < 0 ? null : json;
}
