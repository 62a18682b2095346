import { sql } from "kysely";
import { casts } from "../families/casts";
import type { OperatorsSql } from "../families/operator-sql";
import { defineStorage, type Sql } from "../storage";
import type { AnyRef, AnyReferenceOptions } from "./field";

const both = (operand: unknown): unknown => operand;
const one = casts.text.one;
const many = casts.text.many;
/** Both columns as the key "entity:id" of the operands; null when empty. The id alone is compared first, because the index is on it. */
const key = ([entity, id]: readonly Sql[]): Sql => sql`(${entity} || ':' || ${id}::text)`;
const idOf = (operand: Sql): Sql => sql`split_part(${one(operand)}, ':', 2)::uuid`;

const operators: OperatorsSql<AnyReferenceOptions> = {
  eq: { sql: (cols, x) => sql`(${cols[1]} = ${idOf(x)} and ${key(cols)} = ${one(x)})`, bind: both },
  ne: { sql: (cols, x) => sql`(${one(x)} is not null and ${key(cols)} is distinct from ${one(x)})`, bind: both },
  in: { sql: (cols, x) => sql`${key(cols)} = any(${many(x)})`, bind: both },
  notIn: { sql: (cols, x) => sql`(${many(x)} is not null and (${key(cols)} = any(${many(x)})) is not true)`, bind: both },
  isOf: { sql: (cols, x) => sql`${cols[0]} = any(${many(x)})`, bind: both },
  isEmpty: { sql: (cols) => sql`${cols[1]} is null`, bind: () => null },
  isNotEmpty: { sql: (cols) => sql`${cols[1]} is not null`, bind: () => null },
};

export const anyReferenceStorage = defineStorage<AnyRef, AnyReferenceOptions>({
  columns: () => [{ suffix: "_entity", type: "text" }, { suffix: "_id", type: "uuid" }],
  toRow: (value) => [value?.entity ?? null, value?.id ?? null],
  fromRow: ([entity, id]) => (typeof entity === "string" && typeof id === "string" ? { entity, id } : null),
  operators,
  orderBy: ([entity, id]) => [entity!, id!],
  asOperand: key,
  changeFrom(from, { entities }) {
    if (from.type === "anyReference") {
      const before = "entities" in from.options && Array.isArray(from.options.entities) ? from.options.entities : undefined;
      const lost = entities !== undefined && (before === undefined || before.some((name) => !entities.includes(name)));
      if (!lost) return { kind: "safe" };
      return { kind: "refuse", reason: "Records of entities that would no longer be allowed may be chosen already." };
    }
    return { kind: "refuse", reason: `Records of any entity cannot be made out of the type "${from.type}".` };
  },
});
