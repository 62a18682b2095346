import { sql } from "kysely";
import { booleanSql } from "../families/boolean-sql";
import { columnKind, convert, keep, refuse } from "../families/change";
import { defineStorage } from "../storage";
import type { BooleanOptions } from "./field";

export const booleanStorage = defineStorage<boolean, BooleanOptions>({
  columns: () => [{ suffix: "", type: "boolean" }],
  toRow: (value) => [value],
  fromRow: ([flag]) => (flag as boolean | null) ?? null,
  operators: booleanSql<BooleanOptions>(),
  orderBy: (cols) => [cols[0]!],
  asJson: (cols) => sql`to_jsonb(${cols[0]})`,
  changeFrom(from) {
    const column = from.columns[0]!;
    switch (columnKind(from.type)) {
      case "boolean":
        return keep();
      case "integer":
      case "numeric":
        return convert(column, sql`${column} = 1`, sql`${column} in (0, 1)`, "Numbers other than 0 and 1 become empty.");
      case "text": {
        const word = sql`lower(btrim(${column}))`;
        return convert(column, sql`${word} in ('true', 'yes', '1', 'да', 'так', 'evet')`, sql`${word} in ('true', 'yes', '1', 'да', 'так', 'evet', 'false', 'no', '0', 'нет', 'ні', 'hayır')`, "Words other than yes and no become empty.");
      }
      default:
        return refuse(from, "yes/no");
    }
  },
});
