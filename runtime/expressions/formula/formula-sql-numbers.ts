/**
 * Numbers of formulas in PostgreSQL's numeric.
 *
 * *Bounds*: every value is below 10^max in size and a multiple of 10^-scale. They say how many digits a quotient needs so that
 * it can be rounded to 15 as decimal.ts does, and keep results far away from where a double overflows.
 */
import { sql, type RawBuilder } from "kysely";
import type { ArithmeticOp } from "./ast";
import { numberToText } from "./to-text";

type Sql = RawBuilder<unknown>;

export interface Bounds {
  readonly max: number;
  readonly scale: number;
}

export interface NumberSql {
  readonly sql: Sql;
  readonly bounds: Bounds;
}

/** What is asked of number columns. */
export const COLUMN: Bounds = { max: 20, scale: 15 };

/** Beyond this the formula is left to JS. */
const FAR = 250;

const constant = (text: string): Sql => sql`${text}::numeric`;

export const literal = (value: number): Sql => constant(numberToText(value));

export function literalBounds(value: number): Bounds {
  const [whole, fraction = ""] = numberToText(Math.abs(value)).split(".");
  return { max: whole!.length, scale: fraction.length };
}

export function wider(a: Bounds | undefined, b: Bounds | undefined): Bounds {
  return { max: Math.max(a?.max ?? 0, b?.max ?? 0), scale: Math.max(a?.scale ?? 0, b?.scale ?? 0) };
}

const near = (bounds: Bounds): boolean => bounds.max <= FAR && bounds.scale <= FAR;

/** To 15 significant digits, half away from zero; nothing to do when no value can have more. */
function round15(exact: Sql, bounds: Bounds): NumberSql | undefined {
  if (!near(bounds)) return undefined;
  if (bounds.max + bounds.scale <= 15) return { sql: exact, bounds };
  return { sql: sql`trim_scale(to_char(${exact}, '9.99999999999999EEEE')::numeric)`, bounds };
}

export function arithmetic(op: ArithmeticOp, a: NumberSql, b: NumberSql): NumberSql | undefined {
  const scale = Math.max(a.bounds.scale, b.bounds.scale);
  switch (op) {
    case "+": return round15(sql`(${a.sql} + ${b.sql})`, { max: Math.max(a.bounds.max, b.bounds.max) + 1, scale });
    case "-": return round15(sql`(${a.sql} - ${b.sql})`, { max: Math.max(a.bounds.max, b.bounds.max) + 1, scale });
    case "*": return round15(sql`(${a.sql} * ${b.sql})`, { max: a.bounds.max + b.bounds.max, scale: a.bounds.scale + b.bounds.scale });
    case "/": return quotient(a, b);
    case "**": return undefined;
  }
}

/**
 * The dividend gets so many decimals that the quotient is right to 40 digits past its first one. Operands have at most 17 digits, so no
 * quotient lies nearer than 10^-34 (relative) to a value that rounds the other way.
 */
function quotient(a: NumberSql, b: NumberSql): NumberSql | undefined {
  const first = a.bounds.scale + b.bounds.max;
  const bounds = { max: a.bounds.max + b.bounds.scale, scale: first + 15 };
  if (!near(bounds)) return undefined;
  const decimals = constant(`0.${"0".repeat(first + 40)}`);
  return round15(sql`((${a.sql} + ${decimals}) / nullif(${b.sql}, 0))`, bounds);
}

/** Sign of the divisor. */
export function modulo(a: NumberSql, b: NumberSql): NumberSql | undefined {
  const divisor = sql`nullif(${b.sql}, 0)`;
  return round15(sql`mod(mod(${a.sql}, ${divisor}) + ${divisor}, ${divisor})`, { max: b.bounds.max, scale: Math.max(a.bounds.scale, b.bounds.scale) });
}

/** floor, ceiling, round … to `scale` decimals; undefined for other names. */
export function round(name: string, { sql: x, bounds }: NumberSql, scale: number): NumberSql | undefined {
  const [factor, unit] = [constant(numberToText(10 ** scale)), constant(numberToText(10 ** -scale))];
  const places = sql`${scale}::int`;
  const scaled = sql`(${x} * ${factor})`;
  const by = (expression: Sql): NumberSql => ({ sql: expression, bounds: { max: Math.max(bounds.max, -scale) + 1, scale: Math.max(0, Math.min(bounds.scale, scale)) } });
  switch (name) {
    case "floor": return by(sql`(floor(${scaled}) * ${unit})`);
    case "ceiling": return by(sql`(ceil(${scaled}) * ${unit})`);
    case "round down": return by(sql`trunc(${x}, ${places})`);
    case "round half up": return by(sql`round(${x}, ${places})`);
    case "round up": return by(sql`(sign(${x}) * ceil(abs(${scaled})) * ${unit})`);
    case "round half down": return by(sql`(sign(${x}) * ceil(abs(${scaled}) - 0.5) * ${unit})`);
    case "decimal": return by(sql`(case when mod(abs(${scaled}), 2) = 0.5 then trunc(${x}, ${places}) else round(${x}, ${places}) end)`);
    default: return undefined;
  }
}
