/** Casts of an operand to a PostgreSQL type, alone and as an array. Fixed fragments, so that no type name is ever text at run time. */
import { sql } from "kysely";
import type { Sql } from "../storage";

export interface Cast {
  one(operand: Sql): Sql;
  many(operand: Sql): Sql;
}

export const casts = {
  text: { one: (x) => sql`${x}::text`, many: (x) => sql`${x}::text[]` },
  boolean: { one: (x) => sql`${x}::boolean`, many: (x) => sql`${x}::boolean[]` },
  int: { one: (x) => sql`${x}::int`, many: (x) => sql`${x}::int[]` },
  bigint: { one: (x) => sql`${x}::bigint`, many: (x) => sql`${x}::bigint[]` },
  numeric: { one: (x) => sql`${x}::numeric`, many: (x) => sql`${x}::numeric[]` },
  uuid: { one: (x) => sql`${x}::uuid`, many: (x) => sql`${x}::uuid[]` },
  date: { one: (x) => sql`${x}::date`, many: (x) => sql`${x}::date[]` },
  time: { one: (x) => sql`${x}::time`, many: (x) => sql`${x}::time[]` },
  timestamptz: { one: (x) => sql`${x}::timestamptz`, many: (x) => sql`${x}::timestamptz[]` },
  interval: { one: (x) => sql`${x}::interval`, many: (x) => sql`${x}::interval[]` },
} as const satisfies Record<string, Cast>;
