import { sql } from "kysely";
import type { Sql } from "../storage";
import { casts } from "./casts";
import { equalitySql, onFirst, type OperatorsSql } from "./operator-sql";

/** LIKE takes \, % and _ literally. Escaped in SQL, not in bind, because an operand may be another column. */
const escaped = (x: Sql): Sql => sql`replace(replace(replace(${casts.text.one(x)}, '\\', '\\\\'), '%', '\\%'), '_', '\\_')`;

/** SQL half of textOperators. ILIKE on the bare column, so that a trigram index serves it. */
export function textSql<O>(): OperatorsSql<O> {
  return {
    ...equalitySql<O>(casts.text),
    contains: onFirst((c, x) => sql`${c} ilike '%' || ${escaped(x)} || '%'`),
    notContains: onFirst((c, x) => sql`${c} not ilike '%' || ${escaped(x)} || '%'`),
    startsWith: onFirst((c, x) => sql`${c} ilike ${escaped(x)} || '%'`),
    endsWith: onFirst((c, x) => sql`${c} ilike '%' || ${escaped(x)}`),
  };
}
