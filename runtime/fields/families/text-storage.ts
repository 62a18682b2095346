import { sql } from "kysely";
import { defineStorage, type Change, type FieldStorage } from "../storage";
import type { ChangeSource } from "./change";
import { textSql } from "./text-sql";

/** Node half of the text-like types: one `text` column; lengths are checked by parse, so that a longer limit needs no DDL. */
export function textStorage<O extends object>(changeFrom: (from: ChangeSource, options: O) => Change): FieldStorage<string, O> {
  return defineStorage<string, O>({
    columns: () => [{ suffix: "", type: "text" }],
    toRow: (value) => [value],
    fromRow: ([text]) => (text as string | null) || null,
    operators: textSql<O>(),
    orderBy: (cols) => [cols[0]!],
    text: (cols) => cols[0]!,
    asJson: (cols) => sql`to_jsonb(nullif(${cols[0]}, ''))`,
    changeFrom,
  });
}
