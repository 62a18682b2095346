import { sql } from "kysely";
import { casts } from "../families/casts";
import { columnKind, convert, keep, refuse } from "../families/change";
import { dateRange } from "../families/period";
import { isDateText } from "../families/calendar-sql";
import { temporalSql } from "../families/temporal-sql";
import { defineStorage } from "../storage";
import type { DateOptions } from "./field";

export const dateStorage = defineStorage<string, DateOptions>({
  columns: () => [{ suffix: "", type: "date" }],
  toRow: (value) => [value],
  fromRow: ([day]) => (day as string | null) ?? null,
  operators: temporalSql<DateOptions>(casts.date, dateRange),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from) {
    const column = from.columns[0]!;
    switch (columnKind(from.type)) {
      case "date":
        return keep();
      case "dateTime": {
        const day = sql`(${column} at time zone 'UTC')`;
        return { kind: "rewrite", using: [sql`${day}::date`], check: sql`${day} <> date_trunc('day', ${day})`, loses: "Times of day are dropped; the day is taken in UTC." };
      }
      case "text":
        return convert(column, sql`btrim(${column})::date`, isDateText(sql`btrim(${column})`), "Texts that are not dates of the form 2026-01-31 become empty.");
      default:
        return refuse(from, "a date");
    }
  },
});
