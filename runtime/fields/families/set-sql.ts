import { sql } from "kysely";
import { casts } from "./casts";
import { onFirst, type OperatorsSql } from "./operator-sql";

/** SQL half of setOperators over an array column (or an array expression); @> and && are served by a GIN index. */
export function setSql<O>(cast: (typeof casts)["text" | "uuid"] = casts.text): OperatorsSql<O> {
  return {
    has: onFirst((c, x) => sql`${c} @> array[${cast.one(x)}]`),
    hasAny: onFirst((c, x) => sql`${c} && ${cast.many(x)}`),
    hasAll: onFirst((c, x) => sql`(cardinality(${c}) > 0 and ${c} @> ${cast.many(x)})`),
    hasNone: onFirst((c, x) => sql`(cardinality(${c}) > 0 and not ${c} && ${cast.many(x)})`),
    isEmpty: onFirst((c) => sql`coalesce(cardinality(${c}), 0) = 0`),
    isNotEmpty: onFirst((c) => sql`cardinality(${c}) > 0`),
  };
}
