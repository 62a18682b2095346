/**
 * Values that only seeds know. A *relative moment* is counted from the time of the load, so that "the past year" is always the
 * past year: `{ "ago": "P30DT2H" }`, `{ "ahead": "P14D" }`. Hours of other days are counted back from the end of a working day, ahead
 * from its beginning (UTC), so that calls of demo data are not made at night, whenever it was loaded.
 */
import { shiftInstant } from "../expressions/operand";
import { WRITABLE_SYSTEM_FIELDS } from "./system-fields";

const [DAY_BEGINS, DAY_ENDS] = [8, 17];

export interface RelativeMoment {
  readonly direction: "ago" | "ahead";
  readonly duration: unknown;
}

/** System fields a seed may give: those people may write, and when the record was made. */
export const SEEDED_SYSTEM_FIELDS: readonly string[] = [...WRITABLE_SYSTEM_FIELDS, "createdAt"];

/** The moment a value stands for, undefined for any other value. */
export function relativeMoment(value: unknown): RelativeMoment | undefined {
  if (value === null || typeof value !== "object") return undefined;
  const [entry, ...more] = Object.entries(value);
  if (!entry || more.length > 0 || (entry[0] !== "ago" && entry[0] !== "ahead")) return undefined;
  return { direction: entry[0], duration: entry[1] };
}

/** What is wrong with a relative moment in a field of this type; undefined when nothing is. */
export function momentIssue({ duration }: RelativeMoment, fieldType: string): string | undefined {
  if (fieldType !== "date" && fieldType !== "dateTime") return `A field of the type "${fieldType}" has no moments`;
  return typeof duration === "string" && !duration.startsWith("-") && shiftInstant(new Date(0), duration) ? undefined : `${JSON.stringify(duration)?.slice(0, 40)} is no duration of ISO 8601`;
}

/** The moment itself. @throws RangeError when the duration is none, which the check of the documents refuses before. */
export function momentAt({ direction, duration }: RelativeMoment, now: Date): Date {
  const from = new Date(now);
  if (/^P0*[1-9]\d*DT/.test(String(duration))) from.setUTCHours(direction === "ago" ? DAY_ENDS : DAY_BEGINS, 0, 0, 0);
  const shifted = shiftInstant(from, `${direction === "ago" ? "-" : ""}${String(duration)}`);
  if (!shifted) throw new RangeError(`${String(duration)} is no duration.`);
  return shifted;
}
