import { sql } from "kysely";
import type { Sql } from "../storage";

/**
 * True for a text "2026-01-31" that is a day of the calendar, so that a cast cannot fail. Months are checked by pattern, the day by the length of the
 * month, which make_date of the first day gives.
 */
export function isDateText(text: Sql): Sql {
  const isShaped = sql`${text} ~ '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' and ${text} !~ '^0000'`;
  const monthStart = sql`make_date(left(${text}, 4)::int, substr(${text}, 6, 2)::int, 1)`;
  const days = sql`extract(day from (${monthStart} + interval '1 month' - interval '1 day'))`;
  return sql`case when ${isShaped} then substr(${text}, 9, 2)::int <= ${days} else false end`;
}
