import { sql } from "kysely";
import { casts } from "./casts";
import { emptinessSql, equalitySql, onFirst, type OperatorsSql } from "./operator-sql";

/** SQL half of booleanOperators. */
export function booleanSql<O>(): OperatorsSql<O> {
  const { eq, ne } = equalitySql<O>(casts.boolean) as Required<OperatorsSql<O>>;
  return {
    isTrue: onFirst((c) => sql`${c} is true`),
    isFalse: onFirst((c) => sql`${c} is false`),
    eq: eq!,
    ne: ne!,
    ...emptinessSql<O>(),
  };
}
