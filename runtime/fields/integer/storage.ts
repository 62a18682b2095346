import { sql } from "kysely";
import { casts } from "../families/casts";
import { columnKind, keep } from "../families/change";
import { toIntegerColumn } from "../families/numeric-storage";
import { numberSql } from "../families/number-sql";
import { defineStorage } from "../storage";
import type { IntegerOptions } from "./field";

export const integerStorage = defineStorage<number, IntegerOptions>({
  columns: () => [{ suffix: "", type: "bigint" }],
  toRow: (value) => [value],
  fromRow: ([number]) => (number === null || number === undefined ? null : Number(number)),
  operators: numberSql<IntegerOptions>(casts.bigint),
  orderBy: (cols) => [cols[0]!],
  asJson: (cols) => sql`to_jsonb(${cols[0]})`,
  changeFrom(from) {
    if (from.type === "integer") return keep();
    if (columnKind(from.type) === "integer") return keep(); // int widens to bigint in place
    return toIntegerColumn(from, "a whole number", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  },
});
