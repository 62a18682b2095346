/**
 * Field type contract, node half: how values lie in PostgreSQL. SQL is built from Kysely `sql` fragments only;
 * a column name or a value never enters a text by concatenation.
 */
import type { RawBuilder } from "kysely";
import type { EvaluationEnv } from "./field";

export type Sql = RawBuilder<unknown>;

export interface ColumnSpec {
  /** Appended to the field's column name: "" or "_currency". */
  readonly suffix: string;
  /** PostgreSQL type as written in DDL, from a closed set made by the type itself: "text", "numeric(15,2)", "uuid[]". */
  readonly type: string;
}

/** A field of an entity, as far as storage and parsing care (the model's FieldModel fits). */
export interface StoredField<O = object> {
  readonly name: string;
  /** Base column, e.g. "amount"; real columns are base + suffix. */
  readonly column: string;
  readonly options: O;
}

/**
 * SQL of one operator. `cols` are the column expressions in the order of `columns()`, `operand` is one bound parameter
 * (cast it: sql`${operand}::uuid[]`). Result must never be relied on to be non-null: null counts as false.
 */
export interface OperatorSql<O> {
  sql(cols: readonly Sql[], operand: Sql, options: O): Sql;
  /** Normalised operand (of `parseOperand`) → value for the driver: string, number, boolean, array, null. */
  bind(operand: unknown, options: O, env: EvaluationEnv): unknown;
}

/**
 * Verdict on changing a field to another type or options: instantly, by rewriting (expression on the old columns), or not.
 * `using` gives one expression per new column and never raises. `check` is a condition on an old row, true for a row whose value would be
 * lost or become invalid (count them with `where check`); `loses` says in words what happens to those rows.
 */
export type Change =
  | { readonly kind: "safe"; readonly using?: readonly Sql[] }
  | { readonly kind: "rewrite"; readonly using: readonly Sql[]; readonly check?: Sql; readonly loses?: string }
  | { readonly kind: "refuse"; readonly reason: string };

export interface FieldStorage<V = unknown, O extends object = object> {
  columns(options: O): readonly ColumnSpec[];
  /** Value → one driver value per column (nulls when empty). */
  toRow(value: V | null, options: O): readonly unknown[];
  /** Driver values (array mode, see db/types.ts: numeric, date, timestamptz, time, interval, uuid come as text; int4/int8/float8 as number; bool; json parsed; arrays parsed) → value. */
  fromRow(values: readonly unknown[], options: O): V | null;
  readonly operators: Readonly<Record<string, OperatorSql<O>>>;
  /** Key expressions for order by and keyset cursors, most significant first; usually the first column. Give the options when they are known. */
  orderBy(cols: readonly Sql[], options?: O): readonly Sql[];
  /** This field as the right side of another field's operator (`{ "field": … }` operands); absent = the first column. */
  asOperand?(cols: readonly Sql[]): Sql;
  /** Text that search (`q`) looks into and that titles show; undefined when the type is not searchable. Give the options when they are known. */
  text?(cols: readonly Sql[], options?: O): Sql;
  /** The value as PostgreSQL makes it jsonb, where that is exactly the JSON of `fromRow`; absent = only JavaScript knows it. */
  asJson?(cols: readonly Sql[]): Sql;
  /** Can the data of `from` be kept? `from.type` is a field type name. Asked on the target type. */
  changeFrom(from: { type: string; options: object; columns: readonly Sql[] }, options: O): Change;
}

export function defineStorage<V, O extends object>(storage: FieldStorage<V, O>): FieldStorage<V, O> {
  return Object.freeze(storage);
}
