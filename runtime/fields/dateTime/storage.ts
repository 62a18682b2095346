import { sql } from "kysely";
import { isoInstant } from "../families/calendar";
import { isDateText } from "../families/calendar-sql";
import { casts } from "../families/casts";
import { columnKind, convert, keep, refuse } from "../families/change";
import { instantRange } from "../families/period";
import { temporalSql } from "../families/temporal-sql";
import { defineStorage } from "../storage";
import type { DateTimeOptions } from "./field";

/** What db/types.ts makes of a moment of our era. */
const CANONICAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Driver text "2026-01-31 13:00:00.5+03" (whatever the session's zone) → canonical UTC text. */
function fromDriver(text: unknown): string | null {
  if (text === null || text === undefined) return null;
  if (typeof text === "string" && CANONICAL.test(text)) return text;
  const parsed = isoInstant(text instanceof Date ? text.toISOString() : String(text));
  if (!parsed.ok) throw new RangeError(`The database gave a moment that cannot be read: ${String(text)}`);
  return parsed.value;
}

export const dateTimeStorage = defineStorage<string, DateTimeOptions>({
  columns: () => [{ suffix: "", type: "timestamptz(3)" }],
  toRow: (value) => [value],
  fromRow: ([moment]) => fromDriver(moment),
  operators: temporalSql<DateTimeOptions>(casts.timestamptz, instantRange),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from) {
    const column = from.columns[0]!;
    switch (columnKind(from.type)) {
      case "dateTime":
        return keep();
      case "date":
        return { kind: "rewrite", using: [sql`(${column}::timestamp at time zone 'UTC')`] };
      case "text": {
        const text = sql`btrim(${column})`;
        const isTime = sql`${text} ~ '^.{10}T([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,3})?)?(Z|[+-](0\\d|1[0-4]):[0-5]\\d)$'`;
        return convert(column, sql`${text}::timestamptz`, sql`(${isTime} and ${isDateText(sql`left(${text}, 10)`)})`, "Texts that are not moments of the form 2026-01-31T10:00:00Z become empty.");
      }
      default:
        return refuse(from, "a date with a time");
    }
  },
});
