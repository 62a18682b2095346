import { sql } from "kysely";
import type { EvaluationEnv } from "../field";
import { casts } from "./casts";
import { onFirst, orderedSql, type OperatorsSql } from "./operator-sql";
import type { PeriodName, Range } from "./period";

/** SQL half of temporalOperators. A period is bound as the array of its two bounds; open ends are PostgreSQL's infinities. */
export function temporalSql<O>(cast: (typeof casts)["date" | "timestamptz"], bounds: (name: PeriodName, env: EvaluationEnv) => Range): OperatorsSql<O> {
  return {
    ...orderedSql<O>(cast),
    within: onFirst(
      (c, x) => sql`(${c} >= (${cast.many(x)})[1] and ${c} < (${cast.many(x)})[2])`,
      (operand, _options, env) => {
        if (operand === null) return null;
        const { from, to } = bounds(operand as PeriodName, env);
        return [from ?? "-infinity", to ?? "infinity"];
      },
    ),
  };
}
