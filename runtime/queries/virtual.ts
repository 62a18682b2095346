/**
 * Virtual formulas: computed when read. Where PostgreSQL computes the very same, the formula is SQL and can be filtered and sorted;
 * otherwise its inputs are read and the closure runs over each row.
 */
import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { formulaToSql } from "../expressions/formula/formula-sql";
import type { EntityModel, FieldModel } from "../model/types";
import { programOf } from "./formulas";
import type { Output } from "./output";
import { resolveByHops } from "./row-rule";
import type { Reading, Resolved, Source } from "./scope";

/** The formula as SQL, or nothing when PostgreSQL would compute something else. */
export function virtualFormula(reading: Reading, entity: EntityModel, field: FieldModel, alias: string): readonly Sql[] {
  const { formula } = programOf(reading.model, entity, field);
  const converted = formulaToSql(formula.ast, (path) => {
    const resolved = resolveByHops(reading, entity, alias, path.join("."));
    if (resolved.cols.length !== 1 || !isExact(resolved)) return undefined;
    return { sql: resolved.cols[0]!, type: resolved.type.feel };
  });
  return converted ? [converted] : [];
}

/** Numbers that both sides hold exactly: formulas work with 15 significant digits, so wider columns are left to the closure. */
function isExact({ type, storage, field }: Resolved): boolean {
  if (type.feel !== "number") return true;
  const [column] = storage.columns(field.options);
  const precision = /^numeric\((\d+)/.exec(column?.type ?? "");
  return precision ? Number(precision[1]) <= 15 : /^(integer|int4|bigint|int8|smallint)$/.test(column?.type ?? "");
}

/** The formula as an output that reads its inputs and computes in JS. */
export function computedOutput(source: Source, path: string, { field, entity, alias, guard }: Resolved): Output {
  const program = programOf(source.reading.model, entity, field);
  const inputs = program.references.map((reference) => ({ path: reference.join("."), resolved: resolveByHops(source.reading, entity, alias, reference.join(".")) }));
  return {
    path,
    // Whether this row shows the formula at all comes first; its inputs are read by the formula's own rights.
    columns: [guard ? sql`coalesce(${guard}, false)` : sql`true`, ...inputs.flatMap((input) => input.resolved.cols)],
    read(values, moment) {
      if (values[0] !== true) return null;
      const known: Record<string, unknown> = {};
      let at = 1;
      for (const { path: name, resolved } of inputs) {
        known[name] = resolved.storage.fromRow(values.slice(at, at + resolved.cols.length), resolved.field.options);
        at += resolved.cols.length;
      }
      return program.evaluate({ values: known, below: (name) => known[name] }, moment);
    },
  };
}

