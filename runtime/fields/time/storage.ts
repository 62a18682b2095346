import { sql } from "kysely";
import { casts } from "../families/casts";
import { columnKind, convert, keep, refuse } from "../families/change";
import { orderedSql } from "../families/operator-sql";
import { defineStorage } from "../storage";
import type { TimeOptions } from "./field";

export const timeStorage = defineStorage<string, TimeOptions>({
  columns: () => [{ suffix: "", type: "time(0)" }],
  toRow: (value) => [value],
  fromRow: ([time]) => (time === null || time === undefined ? null : String(time).slice(0, 8).replace(/^(..:..):00$/, "$1")),
  operators: orderedSql<TimeOptions>(casts.time),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from) {
    const column = from.columns[0]!;
    switch (columnKind(from.type)) {
      case "time":
        return keep();
      case "dateTime":
        return { kind: "rewrite", using: [sql`date_trunc('second', ${column} at time zone 'UTC')::time`], check: sql`${column} is not null`, loses: "Dates are dropped; the time is taken in UTC, to the second." };
      case "text": {
        const text = sql`btrim(${column})`;
        return convert(column, sql`${text}::time`, sql`${text} ~ '^([01]?\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$'`, "Texts that are not times of the form 10:30 become empty.");
      }
      default:
        return refuse(from, "a time");
    }
  },
});
