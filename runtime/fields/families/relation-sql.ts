/** Relations, node half: one uuid column, and lists of ids as one uuid[] expression. */
import { sql } from "kysely";
import type { Change, OperatorSql, Sql } from "../storage";
import type { Ref } from "./relation";

const one = (cols: readonly Sql[]): Sql => cols[0]!;
const same = (operand: unknown): unknown => operand;
const nothing = (): unknown => null;

/** SQL of `refOperators` over one uuid column. */
export const refOperatorSql: Readonly<Record<string, OperatorSql<object>>> = {
  eq: { sql: (cols, id) => sql`${one(cols)} = ${id}::uuid`, bind: same },
  ne: { sql: (cols, id) => sql`${one(cols)} is distinct from ${id}::uuid`, bind: same },
  in: { sql: (cols, ids) => sql`${one(cols)} = any(${ids}::uuid[])`, bind: same },
  notIn: { sql: (cols, ids) => sql`(${one(cols)} = any(${ids}::uuid[])) is not true`, bind: same },
  isEmpty: { sql: (cols) => sql`${one(cols)} is null`, bind: nothing },
  isNotEmpty: { sql: (cols) => sql`${one(cols)} is not null`, bind: nothing },
};

/** The driver value of a uuid column → ref. */
export const refFromRow = (id: unknown): Ref | null => (typeof id === "string" ? { id } : null);

/** Only another single reference keeps its ids; whether they are ids of the new target cannot be known here, the foreign key decides. */
export function refChange(from: { readonly type: string; readonly columns: readonly Sql[] }, kinds: readonly string[]): Change {
  if (kinds.includes(from.type)) return { kind: "safe" };
  return { kind: "refuse", reason: `Values of the type "${from.type}" are not ids of records.` };
}
