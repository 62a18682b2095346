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
import type { Node } from "./ast";
import { UTC, namedZone } from "./calendar";
import { called } from "./formula-sql-calls";
import * as numbers from "./formula-sql-numbers";
import { comparison, isNull, isShifted, logic, number, sum, temporal, textLiteral, type Part, type Sql, type Valued } from "./formula-sql-parts";
import { difference, isTimePart, moved, partOf } from "./formula-sql-times";
import { FeelDate, atInstant, parseDate, parseDateTime, parseDuration } from "./temporal";

export type { Sql };

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

type NodeOf<K extends Node["kind"]> = Extract<Node, { kind: K }>;

/** Functions that take a list as well as single values. */
const SPREAD = new Set(["min", "max", "sum"]);

/** Greatest number of parts; repeated operands count as often as they are written. */
const MAX_SIZE = 500;

/** The formula as an SQL expression of equal value on every row, or undefined. */
export function formulaToSql(ast: Node, resolve: ResolvePath, clock?: SqlClock): Sql | undefined {
  const part = new Writer(resolve, clock).part(ast);
  if (part === undefined || part.kind === "duration" || part.kind === "ms" || part.size > MAX_SIZE) return undefined;
  return part.sql;
}

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
    if (isTimePart(node.name)) {
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
