/**
 * Formula → SQL, for the part of FEEL that PostgreSQL computes with equal results. Anything else gives undefined, never an
 * approximation; the caller then computes in JS (tests/integration/formula-sql.test.ts compares both).
 *
 * How equality is kept:
 * - Numbers are numeric; each operation is exact and then rounded to 15 significant digits half away from zero, like decimal.ts
 *   (to_char with EEEE is the one expression that does so and names its operand once). Quotients get enough digits that
 *   rounding twice cannot matter; bounds of the operands are carried along for this, and to stay far from a double's range.
 * - Text has collation "C": order by code point, equality by content. Upper and lower case differ (ß, İ), so they are left out.
 * - `=` is IS NOT DISTINCT FROM, since null = null is true in FEEL; order and logic are three-valued in both.
 *
 * The SQL is stable, not immutable: right for queries, not for generated columns.
 */
import { sql } from "kysely";
import type { RawBuilder } from "kysely";
import { atInstant, parseDate, parseDateTime, parseDuration, FeelDate, FeelDateTime, MonthsDuration, TimeDuration } from "./temporal";
import { DAY_MS, UTC, namedZone } from "./calendar";
import type { CompareOp, Node } from "./ast";
import * as numbers from "./formula-sql-numbers";
import type { Bounds } from "./formula-sql-numbers";
import type { FeelValue } from "./values";

export type Sql = RawBuilder<unknown>;

/**
 * Gives the column of a path, or undefined when SQL cannot reach it. `type` is the FEEL type of the field; only text, number,
 * boolean, date and dateTime are used. A number column must be numeric or integer with at most 15 significant digits, 15 decimals and
 * 20 digits before the point (its JS value is then the same decimal).
 */
export type ResolvePath = (path: string[]) => { readonly sql: Sql; readonly type: string } | undefined;

/** The clock for today() and now(); without it they have no SQL. */
export interface SqlClock {
  readonly now: Date;
  readonly timeZone: string;
}

type Part =
  | { readonly kind: "number"; readonly sql: Sql; readonly size: number; readonly bounds: Bounds }
  | { readonly kind: "text" | "boolean" | "date" | "null"; readonly sql: Sql; readonly size: number }
  /** `shifted`: JS would show it in another zone than UTC, so only the instant may be used. */
  | { readonly kind: "dateTime"; readonly sql: Sql; readonly size: number; readonly shifted: boolean }
  /** A days and time duration: numeric milliseconds. Cannot be a result. */
  | { readonly kind: "ms"; readonly sql: Sql; readonly size: number }
  /** A duration known now. */
  | { readonly kind: "duration"; readonly value: MonthsDuration | TimeDuration; readonly size: number };
type Kind = Part["kind"];
type Valued = Exclude<Part, { kind: "duration" }>;
type NodeOf<K extends Node["kind"]> = Extract<Node, { kind: K }>;

/** Greatest number of parts; repeated operands count as often as they are written. */
const MAX_SIZE = 500;

/** The formula as an SQL expression of equal value on every row, or undefined. */
export function formulaToSql(ast: Node, resolve: ResolvePath, clock?: SqlClock): Sql | undefined {
  const part = new Writer(resolve, clock).part(ast);
  if (part === undefined || part.kind === "duration" || part.kind === "ms" || part.size > MAX_SIZE) return undefined;
  return part.sql;
}

const isShifted = (part: Part): boolean => part.kind === "dateTime" && part.shifted;
const isNull = (part: Part): boolean => part.kind === "null";
const sum = (...parts: readonly Part[]): number => 1 + parts.reduce((total, part) => total + part.size, 0);

class Writer {
  constructor(
    private readonly resolve: ResolvePath,
    private readonly clock: SqlClock | undefined,
  ) {}

  part(node: Node): Part | undefined {
    const made = this.make(node);
    return made !== undefined && made.size > MAX_SIZE ? undefined : made;
  }

  private make(node: Node): Part | undefined {
    switch (node.kind) {
      case "number": return { kind: "number", sql: numbers.literal(node.value), size: 1, bounds: numbers.literalBounds(node.value) };
      case "text": return textLiteral(node.value);
      case "boolean": return { kind: "boolean", sql: sql`${node.value}::boolean`, size: 1 };
      case "null": return { kind: "null", sql: sql`null`, size: 1 };
      case "temporal": return temporal(node.value);
      case "name": return this.column([node.name]);
      case "path": return this.path(node);
      case "negate": return this.negate(node);
      case "arithmetic": return this.arithmetic(node);
      case "compare": return this.both(node.left, node.right, (a, b) => comparison(node.op, a, b));
      case "between": return this.between(node);
      case "in": return this.membership(node);
      case "logic": return this.both(node.left, node.right, (a, b) => logic(node.op, a, b));
      case "if": return this.condition(node);
      case "call": return node.target.kind === "name" && node.names === undefined ? this.call(node.target.name, node.args) : undefined;
      default: return undefined;
    }
  }

  private both(left: Node, right: Node, join: (a: Part, b: Part) => Part | undefined): Part | undefined {
    const a = this.part(left);
    const b = a && this.part(right);
    return a && b && join(a, b);
  }

  private column(path: string[]): Part | undefined {
    const found = this.resolve(path);
    switch (found?.type) {
      case "number": return { kind: "number", sql: sql`(${found.sql})::numeric`, size: 1, bounds: numbers.COLUMN };
      case "text": return { kind: "text", sql: sql`((${found.sql})::text collate "C")`, size: 1 };
      case "boolean": case "date": return { kind: found.type, sql: found.sql, size: 1 };
      case "dateTime": return { kind: "dateTime", sql: sql`date_trunc('milliseconds', ${found.sql})`, size: 1, shifted: false };
      default: return undefined;
    }
  }

  /** A path of names is a column; after a date, a part of it. */
  private path(node: NodeOf<"path">): Part | undefined {
    if (DATE_PARTS.has(node.name) || DURATION_PARTS.has(node.name)) {
      const target = this.part(node.target);
      const property = target && partOf(target, node.name);
      if (property !== undefined) return property;
    }
    const names: string[] = [node.name];
    let base: Node = node.target;
    for (; base.kind === "path"; base = base.target) names.unshift(base.name);
    return base.kind === "name" ? this.column([base.name, ...names]) : undefined;
  }

  private negate(node: NodeOf<"negate">): Part | undefined {
    const operand = this.part(node.operand);
    if (operand?.kind === "number" || operand?.kind === "ms") return { ...operand, sql: sql`(- ${operand.sql})`, size: sum(operand) };
    return undefined;
  }

  private arithmetic(node: NodeOf<"arithmetic">): Part | undefined {
    return this.both(node.left, node.right, (a, b) => {
      if (a.kind === "number" && b.kind === "number") return number(numbers.arithmetic(node.op, a, b), a, b);
      if (node.op === "+" && a.kind === "text" && b.kind === "text") return { kind: "text", sql: sql`(${a.sql} || ${b.sql})`, size: sum(a, b) };
      if (node.op === "+" && a.kind === "duration") return moved(b, a.value, 1);
      if ((node.op === "+" || node.op === "-") && b.kind === "duration") return moved(a, b.value, node.op === "+" ? 1 : -1);
      return node.op === "-" ? difference(a, b) : undefined;
    });
  }

  private between(node: NodeOf<"between">): Part | undefined {
    const value = this.part(node.value);
    const low = value && this.both(node.value, node.low, (a, b) => comparison(">=", a, b));
    const high = low && this.both(node.value, node.high, (a, b) => comparison("<=", a, b));
    return low && high && logic("and", low, high);
  }

  private membership(node: NodeOf<"in">): Part | undefined {
    const value = this.part(node.value);
    if (value === undefined) return undefined;
    const tests = node.tests.flatMap((test): Node[] => (test.kind === "list" ? [...test.items] : [test]));
    if (tests.length === 0) return { kind: "boolean", sql: sql`false`, size: 1 };
    return tests.map((test) => this.test(value, test)).reduce((all, one) => all && one && logic("or", all, one));
  }

  private test(value: Part, test: Node): Part | undefined {
    if (test.kind === "test") {
      const operand = this.part(test.value);
      return operand && comparison(test.op, value, operand);
    }
    if (test.kind === "range") {
      const low = this.part(test.low);
      const high = this.part(test.high);
      const above = low && comparison(test.lowIncluded ? ">=" : ">", value, low);
      const below = high && comparison(test.highIncluded ? "<=" : "<", value, high);
      return above && below && logic("and", above, below);
    }
    const item = this.part(test);
    return item && comparison("=", value, item);
  }

  private condition(node: NodeOf<"if">): Part | undefined {
    const when = this.part(node.condition);
    if (when?.kind !== "boolean" && when?.kind !== "null") return undefined;
    return this.both(node.then, node.otherwise, (a, b) => {
      if (a.kind === "duration" || b.kind === "duration" || (a.kind !== b.kind && !isNull(a) && !isNull(b))) return undefined;
      const expression = sql`(case when ${when.sql} then ${a.sql} else ${b.sql} end)`;
      const size = sum(when, a, b);
      if (a.kind === "number" || b.kind === "number") return { kind: "number", sql: expression, size, bounds: numbers.wider(a.kind === "number" ? a.bounds : undefined, b.kind === "number" ? b.bounds : undefined) };
      return { kind: isNull(a) ? b.kind : a.kind, sql: expression, size, shifted: isShifted(a) || isShifted(b) } as Valued;
    });
  }

  private call(name: string, args: readonly Node[]): Part | undefined {
    if (args.length === 0) return this.now(name);
    const [first] = args;
    if (args.length === 1 && first!.kind === "text") {
      const read = name === "date" ? parseDate : name === "date and time" ? parseDateTime : name === "duration" ? parseDuration : undefined;
      if (read !== undefined) return temporal(read(first!.value));
    }
    const items = args.length === 1 && first!.kind === "list" && SPREAD.has(name) ? first!.items : args;
    const parts: Part[] = [];
    for (const item of items) {
      const part = this.part(item);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    return called(name, parts, items);
  }

  private now(name: string): Part | undefined {
    if (this.clock === undefined || (name !== "today" && name !== "now")) return undefined;
    const at = atInstant(this.clock.now.getTime(), namedZone(this.clock.timeZone) ?? UTC);
    return at === null ? undefined : temporal(name === "today" ? new FeelDate(at.day) : at);
  }
}

const SPREAD = new Set(["min", "max", "sum"]);

function number(made: { sql: Sql; bounds: Bounds } | undefined, ...from: readonly Part[]): Part | undefined {
  return made && { kind: "number", ...made, size: sum(...from) };
}

function textLiteral(value: string): Part | undefined {
  if (value.includes("\0") || /[\ud800-\udfff]/u.test(value)) return undefined; // PostgreSQL cannot hold these
  return { kind: "text", sql: sql`(${value}::text collate "C")`, size: 1 };
}

function temporal(value: FeelValue): Part | undefined {
  if (value instanceof MonthsDuration || value instanceof TimeDuration) return { kind: "duration", value, size: 1 };
  if (value instanceof FeelDate && /^[0-9]{4}-/.test(String(value)) && !String(value).startsWith("0000")) return { kind: "date", sql: sql`${String(value)}::date`, size: 1 };
  if (!(value instanceof FeelDateTime) || value.zone === null || Math.abs(value.instant) > 200_000_000 * DAY_MS / 1000) return undefined;
  return { kind: "dateTime", sql: sql`${new Date(value.instant).toISOString()}::timestamptz`, size: 1, shifted: value.zone.text !== UTC.text };
}

/** Order has a meaning for these. */
const ORDERED: readonly Kind[] = ["number", "text", "date", "dateTime", "ms"];

/** A duration known now takes part in comparisons as milliseconds. */
function asValue(part: Part, other: Part): Valued | undefined {
  if (part.kind !== "duration") return part;
  if (!(part.value instanceof TimeDuration) || (other.kind !== "ms" && other.kind !== "duration")) return undefined;
  return { kind: "ms", sql: sql`${String(part.value.ms)}::numeric`, size: 1 };
}

function comparison(op: CompareOp, left: Part, right: Part): Part | undefined {
  const a = asValue(left, right);
  const b = asValue(right, left);
  if (a === undefined || b === undefined || (a.kind !== b.kind && !isNull(a) && !isNull(b))) return undefined;
  const size = sum(a, b);
  if (op === "=" || op === "!=") {
    if (isNull(a) && isNull(b)) return { kind: "boolean", sql: op === "=" ? sql`true` : sql`false`, size };
    return { kind: "boolean", sql: op === "=" ? sql`(${a.sql} is not distinct from ${b.sql})` : sql`(${a.sql} is distinct from ${b.sql})`, size };
  }
  if (isNull(a) || isNull(b)) return { kind: "null", sql: sql`null::boolean`, size: 1 };
  if (!ORDERED.includes(a.kind)) return undefined;
  switch (op) {
    case "<": return { kind: "boolean", sql: sql`(${a.sql} < ${b.sql})`, size };
    case "<=": return { kind: "boolean", sql: sql`(${a.sql} <= ${b.sql})`, size };
    case ">": return { kind: "boolean", sql: sql`(${a.sql} > ${b.sql})`, size };
    case ">=": return { kind: "boolean", sql: sql`(${a.sql} >= ${b.sql})`, size };
  }
}

function logic(op: "and" | "or", a: Part, b: Part): Part | undefined {
  if (![a, b].every((part) => part.kind === "boolean" || part.kind === "null")) return undefined;
  const [x, y] = [(a as Valued).sql, (b as Valued).sql];
  return { kind: "boolean", sql: op === "and" ? sql`(${x} and ${y})` : sql`(${x} or ${y})`, size: sum(a, b) };
}

/** Interval arithmetic with a duration known now. Moving by months is done on the UTC calendar, as for API values. */
function moved(part: Part, duration: MonthsDuration | TimeDuration, sign: 1 | -1): Part | undefined {
  if (part.kind !== "date" && part.kind !== "dateTime") return undefined;
  const size = sum(part);
  const shifted = isShifted(part);
  if (duration instanceof MonthsDuration) {
    const months = sign * duration.months;
    if (Math.abs(months) > 12_000) return undefined;
    if (part.kind === "date") return { kind: "date", sql: sql`((${part.sql} + make_interval(months => ${months}::int))::date)`, size };
    if (shifted) return undefined;
    return { kind: "dateTime", sql: sql`((${part.sql} at time zone 'UTC' + make_interval(months => ${months}::int)) at time zone 'UTC')`, size, shifted };
  }
  const ms = sign * duration.ms;
  if (Math.abs(ms) > 400_000 * DAY_MS) return undefined;
  if (part.kind === "date") return { kind: "date", sql: sql`(${part.sql} + ${Math.floor(ms / DAY_MS)}::int)`, size };
  const days = Math.trunc(ms / DAY_MS);
  return { kind: "dateTime", sql: sql`(${part.sql} + make_interval(hours => ${days * 24}::int, secs => ${(ms - days * DAY_MS) / 1000}::float8))`, size, shifted };
}

function difference(a: Part, b: Part): Part | undefined {
  if (a.kind === "date" && b.kind === "date") return { kind: "ms", sql: sql`((${a.sql} - ${b.sql})::numeric * 86400000)`, size: sum(a, b) };
  if (a.kind === "dateTime" && b.kind === "dateTime") return { kind: "ms", sql: sql`(extract(epoch from (${a.sql} - ${b.sql})) * 1000)`, size: sum(a, b) };
  return undefined;
}

const DATE_PARTS: ReadonlyMap<string, Sql> = new Map(
  Object.entries({ year: sql`year`, month: sql`month`, day: sql`day`, weekday: sql`isodow`, hour: sql`hour`, minute: sql`minute`, second: sql`second` }),
);
const DURATION_PARTS: ReadonlyMap<string, readonly [number, number]> = new Map(
  Object.entries({ days: [DAY_MS, 0], hours: [3_600_000, 24], minutes: [60_000, 60] }),
);

function partOf(target: Part, name: string): Part | undefined {
  const unit = DURATION_PARTS.get(name);
  const bounds = { max: 14, scale: 3 };
  if (target.kind === "ms" && unit !== undefined) {
    const whole = sql`div(${target.sql}, ${unit[0]}::numeric)`;
    return { kind: "number", sql: unit[1] === 0 ? whole : sql`mod(${whole}, ${unit[1]}::numeric)`, size: sum(target), bounds };
  }
  const field = DATE_PARTS.get(name);
  if (field === undefined || isShifted(target) || (target.kind !== "date" && target.kind !== "dateTime")) return undefined;
  if (target.kind === "date" && ["hour", "minute", "second"].includes(name)) return undefined;
  const from = target.kind === "date" ? target.sql : sql`(${target.sql} at time zone 'UTC')`;
  return { kind: "number", sql: sql`extract(${field} from ${from})`, size: sum(target), bounds };
}

function called(name: string, parts: readonly Part[], nodes: readonly Node[]): Part | undefined {
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

