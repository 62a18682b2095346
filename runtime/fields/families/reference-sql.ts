import { casts } from "./casts";
import { equalitySql, type OperatorsSql } from "./operator-sql";

/** SQL half of referenceOperators: a uuid column. */
export function referenceSql<O>(): OperatorsSql<O> {
  return equalitySql<O>(casts.uuid);
}
