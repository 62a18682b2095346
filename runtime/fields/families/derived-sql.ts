/** Derived types, node half: columns, rows and operators are those of the result type. */
import { sql } from "kysely";
import { defineStorage, type FieldStorage, type OperatorSql } from "../storage";
import { RESULT_TYPES, type Delegate, type ResultType } from "./derived";

/** Storages of the result types by name; only the type itself knows its values and options. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ResultStorages = Readonly<Record<ResultType, FieldStorage<any, any>>>;

export interface DerivedStorageSpec<O extends object> {
  readonly storages: ResultStorages;
  delegate(options: O): Delegate;
  /** False when nothing is kept for these options. */
  stored(options: O): boolean;
}

function delegatedSql<O extends object>(name: string, { storages, delegate }: DerivedStorageSpec<O>): OperatorSql<O> {
  const find = (options: O) => ({ operator: storages[delegate(options).type].operators[name], inner: delegate(options).options });
  return {
    sql: (cols, operand, options) => {
      const { operator, inner } = find(options);
      return operator?.sql(cols, operand, inner) ?? sql`false`;
    },
    bind: (operand, options, env) => {
      const { operator, inner } = find(options);
      return operator?.bind(operand, inner, env) ?? null;
    },
  };
}

/**
 * Storage of `derivedType`. A field that becomes computed gets empty columns: publish computes every row afterwards,
 * so only values that people had entered are lost.
 */
export function derivedStorage<O extends object>(spec: DerivedStorageSpec<O>): FieldStorage<unknown, O> {
  const { storages, delegate, stored } = spec;
  const resultOf = (options: O) => ({ storage: storages[delegate(options).type], inner: delegate(options).options });
  const columns: FieldStorage<unknown, O>["columns"] = (options) => {
    const { storage, inner } = resultOf(options);
    return stored(options) ? storage.columns(inner) : [];
  };
  const names = [...new Set(RESULT_TYPES.flatMap((type) => Object.keys(storages[type].operators)))];
  return defineStorage<unknown, O>({
    columns,
    toRow: (value, options) => {
      const { storage, inner } = resultOf(options);
      return stored(options) ? storage.toRow(value, inner) : [];
    },
    fromRow: (values, options) => {
      const { storage, inner } = resultOf(options);
      return values.length === 0 ? null : storage.fromRow(values, inner);
    },
    operators: Object.fromEntries(names.map((name) => [name, delegatedSql(name, spec)])),
    orderBy: (cols, options) => {
      if (options === undefined) return cols.slice(0, 1);
      const { storage, inner } = resultOf(options);
      return storage.orderBy(cols, inner);
    },
    text: (cols) => sql`${cols[0]}::text`,
    changeFrom: (from, options) => {
      const using = columns(options).map(() => sql`null`);
      const byHand = from.type !== "formula" && from.type !== "rollup" && from.columns.length > 0;
      if (!byHand) return { kind: "rewrite", using };
      return { kind: "rewrite", using, check: sql`num_nonnulls(${sql.join(from.columns)}) > 0`, loses: "The values entered so far are replaced by computed ones." };
    },
  });
}
