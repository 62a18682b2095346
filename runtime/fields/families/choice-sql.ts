import { casts } from "./casts";
import { equalitySql, type OperatorsSql } from "./operator-sql";

/** SQL half of choiceOperators: a text column. */
export function choiceSql<O>(): OperatorsSql<O> {
  return equalitySql<O>(casts.text);
}
