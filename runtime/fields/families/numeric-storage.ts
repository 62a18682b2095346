import { sql } from "kysely";
import { defineStorage, type Change, type FieldStorage } from "../storage";
import { asNumeric, columnKind, convert, keep, refuse, type ChangeSource } from "./change";
import { decimalFromRow, type DecimalLimits } from "./decimal";
import type { Decimal } from "./number";
import { numberSql } from "./number-sql";

/** To numeric(precision, scale): numbers that do not fit become empty, finer ones are rounded; both are counted. */
export function toNumericColumn(from: ChangeSource, to: string, { precision, scale }: DecimalLimits): Change {
  const source = asNumeric(from);
  if (!source) return refuse(from, to);
  const bound = sql`10::numeric ^ ${precision - scale}::int`;
  const rounded = sql`round(${source.value}, ${scale}::int)`;
  const valid = sql`case when ${source.valid} then abs(${rounded}) < ${bound} else false end`;
  return {
    ...convert(from.columns[0]!, rounded, valid, `Values that are not numbers, or have more than ${precision - scale} digits before the point, become empty; more than ${scale} digits after it are rounded.`),
    check: sql`(${from.columns[0]!} is not null and case when ${valid} then ${rounded} <> ${source.value} else true end)`,
  } as Change;
}

/** Node half of decimal and percent: one numeric column. `limits` resolves the defaults of the options. */
export function numericStorage<O extends object>(name: string, limits: (options: O) => DecimalLimits): FieldStorage<Decimal, O> {
  return defineStorage<Decimal, O>({
    columns(options) {
      const { precision, scale } = limits(options);
      return [{ suffix: "", type: `numeric(${precision},${scale})` }];
    },
    toRow: (value) => [value],
    fromRow: ([text], options) => decimalFromRow(text, limits(options).precision),
    operators: numberSql<O>(),
    orderBy: (cols) => [cols[0]!],
    changeFrom(from, options) {
      const to = limits(options);
      if (from.type !== name) return toNumericColumn(from, name, to);
      const was = limits(from.options as O);
      const isWider = to.scale >= was.scale && to.precision - to.scale >= was.precision - was.scale;
      if (!isWider) return toNumericColumn(from, name, to);
      return keep();
    },
  });
}

/** To a whole-number column between two bounds. */
export function toIntegerColumn(from: ChangeSource, to: string, least: number, greatest: number): Change {
  const source = asNumeric(from);
  if (!source) return refuse(from, to);
  const whole = sql`round(${source.value})`;
  const valid = sql`case when ${source.valid} then ${whole} between ${least}::numeric and ${greatest}::numeric else false end`;
  const change = convert(from.columns[0]!, sql`${whole}::bigint`, valid, "Values that are not numbers or are out of range become empty; fractions are rounded.");
  if (columnKind(from.type) === "integer" || change.kind !== "rewrite") return change;
  return { ...change, check: sql`(${from.columns[0]!} is not null and case when ${valid} then ${whole} <> ${source.value} else true end)` };
}
