import { casts } from "./casts";
import { orderedSql, type OperatorsSql } from "./operator-sql";

/** SQL half of numberOperators; give the cast that fits the column, so that its index is used. */
export function numberSql<O>(cast: (typeof casts)["numeric" | "bigint" | "int"] = casts.numeric): OperatorsSql<O> {
  return orderedSql<O>(cast);
}
