/** SQL halves shared by the families. Each looks at the first column; a null answer counts as false, only `ne` and `notIn` answer for null columns. */
import { sql } from "kysely";
import type { OperatorSql, Sql } from "../storage";
import type { Cast } from "./casts";

export type OperatorsSql<O> = Readonly<Record<string, OperatorSql<O>>>;
export type Bind<O> = OperatorSql<O>["bind"];

const asGiven = (operand: unknown): unknown => operand;

/** An operator over the first column. */
export function onFirst<O>(build: (column: Sql, operand: Sql) => Sql, bind: Bind<O> = asGiven): OperatorSql<O> {
  return { sql: (cols, operand) => build(cols[0]!, operand), bind };
}

/** isEmpty isNotEmpty: the column is null. */
export function emptinessSql<O>(): { isEmpty: OperatorSql<O>; isNotEmpty: OperatorSql<O> } {
  return { isEmpty: onFirst((c) => sql`${c} is null`), isNotEmpty: onFirst((c) => sql`${c} is not null`) };
}

/** eq ne in notIn isEmpty isNotEmpty. */
export function equalitySql<O>(cast: Cast, bind?: Bind<O>): OperatorsSql<O> {
  return {
    eq: onFirst((c, x) => sql`${c} = ${cast.one(x)}`, bind),
    ne: onFirst((c, x) => sql`(${cast.one(x)} is not null and ${c} is distinct from ${cast.one(x)})`, bind),
    in: onFirst((c, x) => sql`${c} = any(${cast.many(x)})`, bind),
    notIn: onFirst((c, x) => sql`(${cast.many(x)} is not null and (${c} is null or ${c} <> all(${cast.many(x)})))`, bind),
    ...emptinessSql<O>(),
  };
}

/** The equality operators and lt lte gt gte between. */
export function orderedSql<O>(cast: Cast, bind?: Bind<O>): OperatorsSql<O> {
  return {
    ...equalitySql<O>(cast, bind),
    lt: onFirst((c, x) => sql`${c} < ${cast.one(x)}`, bind),
    lte: onFirst((c, x) => sql`${c} <= ${cast.one(x)}`, bind),
    gt: onFirst((c, x) => sql`${c} > ${cast.one(x)}`, bind),
    gte: onFirst((c, x) => sql`${c} >= ${cast.one(x)}`, bind),
    between: onFirst((c, x) => sql`${c} between (${cast.many(x)})[1] and (${cast.many(x)})[2]`, bind),
  };
}
