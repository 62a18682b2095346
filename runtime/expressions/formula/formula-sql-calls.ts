/** Built-in functions of formulas in SQL. */
import { sql } from "kysely";
import type { Node } from "./ast";
import * as numbers from "./formula-sql-numbers";
import { isShifted, number, sum, type Part, type Valued } from "./formula-sql-parts";

/** A call with positional arguments; `nodes` are their syntax, since places and scales must be literals. */
export function called(name: string, parts: readonly Part[], nodes: readonly Node[]): Part | undefined {
  const [a, b] = parts;
  const literal = (index: number): number | undefined => {
    const node = nodes[index];
    return node?.kind === "number" && Number.isInteger(node.value) ? node.value : undefined;
  };
  if (a?.kind === "text") return textCall(name, a, b, parts.length, literal);
  if (a === undefined) return undefined;
  if (name === "not" && parts.length === 1) return a.kind === "boolean" || a.kind === "null" ? { kind: "boolean", sql: sql`(not ${a.sql})`, size: sum(a) } : undefined;
  if (name === "date" && parts.length === 1) {
    if (a.kind === "date") return a;
    return a.kind === "dateTime" && !a.shifted ? { kind: "date", sql: sql`((${a.sql} at time zone 'UTC')::date)`, size: sum(a) } : undefined;
  }
  if ((name === "min" || name === "max") && parts.length > 1) return extreme(name, parts);
  const numeric = parts.filter((part) => part.kind === "number");
  if (numeric.length !== parts.length) return undefined;
  const [x, y] = numeric;
  if (name === "sum") return numeric.slice(1).reduce<Part | undefined>((total, part) => (total?.kind === "number" ? number(numbers.arithmetic("+", total, part), total, part) : undefined), x);
  if (name === "abs" && parts.length === 1) return number({ sql: sql`abs(${x!.sql})`, bounds: x!.bounds }, x!);
  if (name === "modulo" && y !== undefined && y.size === 1) return number(numbers.modulo(x!, y), x!, y, y, y);
  const scale = parts.length === 1 && (name === "floor" || name === "ceiling") ? 0 : parts.length === 2 ? literal(1) : undefined;
  return scale === undefined || Math.abs(scale) > 15 ? undefined : number(numbers.round(name, x!, scale), x!, x!, x!);
}

/** Null when an argument is null, unlike least and greatest alone. */
function extreme(name: "min" | "max", parts: readonly Part[]): Part | undefined {
  const kind = parts[0]!.kind;
  if (!["number", "date", "dateTime"].includes(kind) || parts.some((part) => part.kind !== kind)) return undefined;
  const values = (parts as readonly Valued[]).map((part) => part.sql);
  const list = sql.join(values);
  const expression = sql`(case when ${sql.join(values.map((value) => sql`${value} is null`), sql` or `)} then null else ${name === "min" ? sql`least(${list})` : sql`greatest(${list})`} end)`;
  const size = sum(...parts, ...parts);
  if (kind !== "number") return { kind, sql: expression, size, shifted: parts.some(isShifted) } as Valued;
  return { kind, sql: expression, size, bounds: parts.map((part) => (part as Extract<Part, { kind: "number" }>).bounds).reduce(numbers.wider) };
}

function textCall(name: string, a: Valued, b: Part | undefined, count: number, literal: (index: number) => number | undefined): Part | undefined {
  if (name === "string length" && count === 1) return { kind: "number", sql: sql`char_length(${a.sql})::numeric`, size: sum(a), bounds: { max: 10, scale: 0 } };
  if (name === "substring" && count <= 3) {
    const [start, length] = [literal(1), count === 3 ? literal(2) : undefined];
    if (start === undefined || start < 1 || start > 1e9 || (count === 3 && (length === undefined || length < 0 || length > 1e9))) return undefined;
    return { kind: "text", sql: length === undefined ? sql`substr(${a.sql}, ${start}::int)` : sql`substr(${a.sql}, ${start}::int, ${length}::int)`, size: sum(a) };
  }
  if (b?.kind !== "text" || count !== 2) return undefined;
  switch (name) {
    case "contains": return { kind: "boolean", sql: sql`(strpos(${a.sql}, ${b.sql}) > 0)`, size: sum(a, b) };
    case "starts with": return { kind: "boolean", sql: sql`starts_with(${a.sql}, ${b.sql})`, size: sum(a, b) };
    case "ends with": return { kind: "boolean", sql: sql`(right(${a.sql}, char_length(${b.sql})) = ${b.sql})`, size: sum(a, b, b) };
    default: return undefined;
  }
}
