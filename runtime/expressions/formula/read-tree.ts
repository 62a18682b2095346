/**
 * Concrete tree of lezer-feel → our AST. The only file that knows the parser's node names.
 */
import type { parser } from "lezer-feel";
import { TYPE_NAMES, type ArithmeticOp, type CompareOp, type Entry, type Iterator, type Node, type Param, type TypeName, type TypeNode, type UnaryTests } from "./ast";
import { didYouMean } from "../../kernel/names";
import { FORMULA_LIMITS, type Span } from "./issues";
import { parseTemporal } from "./temporal";

/** A node of the parser's own tree. */
export type Cst = ReturnType<typeof parser.parse>["topNode"];

/** A text that is well-formed but has no meaning; becomes an issue. */
export class ReadError extends Error {
  constructor(
    span: Span,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.from = span.from;
    this.to = span.to;
  }
  readonly from: number;
  readonly to: number;
}

export function readExpression(tree: Cst, text: string): Node {
  return new Reader(text).node(only(tree), 0);
}

export function readUnaryTests(tree: Cst, text: string): UnaryTests {
  const parts = children(tree);
  const span = { from: tree.from, to: tree.to };
  if (parts[0]?.name === "Wildcard") return { ...span, any: true, negated: false, tests: [] };
  const tests = children(parts.find((part) => part.name === "PositiveUnaryTests")!);
  const reader = new Reader(text);
  return { ...span, any: false, negated: parts[0]?.name === "not", tests: tests.map((test) => reader.node(test, 0)) };
}

function children(tree: Cst): Cst[] {
  const found: Cst[] = [];
  for (let child = tree.firstChild; child !== null; child = child.nextSibling) {
    if (!child.name.endsWith("Comment")) found.push(child);
  }
  return found;
}

function only(tree: Cst): Cst {
  return children(tree)[0] ?? tree;
}

/** A part of an and/or row, with the operator before it. */
interface Term {
  readonly op: "and" | "or" | undefined;
  readonly node: Node;
}

/** The test after `in` when it stands without brackets, so that it may have swallowed what follows. */
function openTest(parts: readonly Cst[]): Cst | undefined {
  return parts[1]!.name === "in" && parts[2]!.name === "PositiveUnaryTest" ? only(parts[2]!) : undefined;
}

class Reader {
  constructor(private readonly text: string) {}

  node(tree: Cst, depth: number): Node {
    this.checkDepth(tree, depth);
    const span = { from: tree.from, to: tree.to };
    const parts = children(tree);
    const child = (index: number): Node => this.node(parts[index]!, depth + 1);
    switch (tree.name) {
      case "NumericLiteral": return this.number(tree);
      case "StringLiteral": return { ...span, kind: "text", value: unescape(this.slice(tree)) };
      case "BooleanLiteral": return { ...span, kind: "boolean", value: this.slice(tree) === "true" };
      case "null": return { ...span, kind: "null" };
      case "?": return { ...span, kind: "input" };
      case "VariableName": case "DateTimeConstructor": case "SpecialFunctionName": return { ...span, kind: "name", name: this.name(tree) };
      case "ParenthesizedExpression": return child(1);
      case "PositiveUnaryTest": case "DateTimeLiteral": case "FunctionInvocation":
        return parts.length === 1 ? child(0) : this.call(tree, parts, depth);
      case "AtLiteral": return this.temporal(parts[0]!, span);
      case "PathExpression": return { ...span, kind: "path", target: child(0), name: this.name(parts[2]!) };
      case "FilterExpression": return { ...span, kind: "filter", target: child(0), filter: child(2) };
      case "ArithmeticExpression":
        if (parts.length === 2) return { ...span, kind: "negate", operand: child(1) };
        return { ...span, kind: "arithmetic", op: this.operator(parts[1]!), left: child(0), right: child(2) };
      case "Comparison": return openTest(parts) ? this.logic(tree, depth) : this.comparison(span, parts, depth);
      case "Conjunction": case "Disjunction": return this.logic(tree, depth);
      case "IfExpression": return { ...span, kind: "if", condition: child(1), then: child(3), otherwise: child(5) };
      case "ForExpression": return { ...span, kind: "for", iterators: this.iterators(parts[1]!, depth), body: child(3) };
      case "QuantifiedExpression":
        return { ...span, kind: "quantified", quantifier: parts[0]!.name === "some" ? "some" : "every", iterators: this.iterators(parts[1]!, depth), body: child(3) };
      case "List": return { ...span, kind: "list", items: parts.slice(1, -1).map((part) => this.node(part, depth + 1)) };
      case "Context": return { ...span, kind: "context", entries: this.entries(parts.slice(1, -1), depth) };
      case "SimplePositiveUnaryTest":
        if (parts.length === 1) return child(0);
        return { ...span, kind: "test", op: this.slice(parts[0]!) as CompareOp, value: child(1) };
      case "Interval":
        return { ...span, kind: "range", low: child(1), high: child(3), lowIncluded: this.slice(parts[0]!) === "[", highIncluded: this.slice(parts[4]!) === "]" };
      case "FunctionDefinition": return this.function(span, parts, depth);
      case "InstanceOfExpression": return { ...span, kind: "instanceOf", value: child(0), type: this.type(parts[3]!) };
      default: throw new ReadError(span, `“${this.slice(tree)}” is not expected here.`, "Look at what stands before it.");
    }
  }

  private slice(tree: Cst): string {
    return this.text.slice(tree.from, tree.to);
  }

  /** Words of a name joined by one space: "net-price" is "net - price" here, see nameKey. */
  private name(tree: Cst): string {
    const words = children(tree).map((word) => this.slice(word));
    return words.length === 0 ? this.slice(tree).replace(/\s+/g, " ") : words.join(" ");
  }

  /** A name as written where it is introduced: "net-price" keeps its spelling. */
  private newName(tree: Cst): string {
    return this.slice(tree).replace(/\s+/g, " ").trim();
  }

  private operator(tree: Cst): ArithmeticOp {
    const op = this.slice(tree);
    return op === "^" ? "**" : (op as ArithmeticOp);
  }

  private number(tree: Cst): Node {
    const value = Number(this.slice(tree).replace(/\s+/g, ""));
    if (!Number.isFinite(value)) throw new ReadError(tree, "The number is too large.", "Numbers reach to about 1.7e308.");
    return { from: tree.from, to: tree.to, kind: "number", value: value + 0 };
  }

  private temporal(literal: Cst, span: Span): Node {
    const value = parseTemporal(unescape(this.slice(literal)));
    if (value === null) {
      throw new ReadError(span, `${this.slice(literal)} is not a date, time or duration.`, 'Write for example @"2026-01-31", @"10:30:00", @"2026-01-31T10:30:00Z" or @"P1D".');
    }
    return { ...span, kind: "temporal", value };
  }

  private call(tree: Cst, parts: Cst[], depth: number): Node {
    const target = this.node(parts[0]!, depth + 1);
    const list = parts.find((part) => part.name === "PositionalParameters" || part.name === "NamedParameters");
    const given = list ? children(list) : [];
    const span = { from: tree.from, to: tree.to, kind: "call" as const, target };
    if (list?.name !== "NamedParameters") return { ...span, args: given.map((part) => this.node(part, depth + 1)) };
    const pairs = given.map((part) => children(part));
    return { ...span, args: pairs.map((pair) => this.node(pair[1]!, depth + 1)), names: pairs.map((pair) => this.newName(pair[0]!)) };
  }

  private comparison(span: Span, parts: Cst[], depth: number): Node {
    const node = (part: Cst): Node => this.node(part, depth + 1);
    const [first, operator] = [parts[0]!, parts[1]!];
    if (operator.name === "between") return { ...span, kind: "between", value: node(first), low: node(parts[2]!), high: node(parts[4]!) };
    if (operator.name !== "in") return { ...span, kind: "compare", op: this.slice(operator) as CompareOp, left: node(first), right: node(parts[2]!) };
    const tests = parts.find((part) => part.name === "PositiveUnaryTests");
    return { ...span, kind: "in", value: node(first), tests: (tests ? children(tests) : [parts[2]!]).map(node) };
  }

  /**
   * and/or with their precedence. The grammar lets `a in [1, 2] and b` mean `a in ([1, 2] and b)`; the standard's precedence, and everyone,
   * reads `(a in [1, 2]) and b`. So the terms are laid out in a row, a test gives back what follows it, and the row is joined anew.
   */
  private logic(tree: Cst, depth: number): Node {
    const terms = this.terms(tree, depth);
    const join = (row: readonly Term[], op: "and" | "or"): Node =>
      row.map((term) => term.node).reduce((left, right) => ({ from: left.from, to: right.to, kind: "logic", op, left, right }));
    const alternatives: Term[][] = [];
    for (const term of terms) {
      if (term.op === "and") alternatives.at(-1)!.push(term);
      else alternatives.push([term]);
    }
    return join(alternatives.map((row) => ({ op: "or", node: join(row, "and") })), "or");
  }

  /** The terms of an and/or tree in the order they are written. */
  private terms(tree: Cst, depth: number): Term[] {
    const parts = children(tree);
    if (tree.name === "Conjunction" || tree.name === "Disjunction") return this.joined(tree, this.terms(parts[0]!, depth + 1), parts[2]!, depth);
    const test = tree.name === "Comparison" ? openTest(parts) : undefined;
    if (test === undefined) return [{ op: undefined, node: this.node(tree, depth + 1) }];
    const [first, ...rest] = this.testTerms(test, depth + 1);
    return [{ op: undefined, node: { from: tree.from, to: first!.node.to, kind: "in", value: this.node(parts[0]!, depth + 1), tests: [first!.node] } }, ...rest];
  }

  /** The same for the right side of `in`: the first term is the test. */
  private testTerms(tree: Cst, depth: number): Term[] {
    const parts = children(tree);
    if (tree.name === "Conjunction" || tree.name === "Disjunction") return this.joined(tree, this.testTerms(parts[0]!, depth + 1), parts[2]!, depth);
    if (tree.name !== "SimplePositiveUnaryTest" || parts.length === 1) return [{ op: undefined, node: this.node(tree, depth + 1) }];
    const [first, ...rest] = this.terms(parts[1]!, depth + 1);
    return [{ op: undefined, node: { from: tree.from, to: first!.node.to, kind: "test", op: this.slice(parts[0]!) as CompareOp, value: first!.node } }, ...rest];
  }

  private joined(tree: Cst, left: Term[], right: Cst, depth: number): Term[] {
    this.checkDepth(tree, Math.max(depth, left.length));
    const [first, ...rest] = this.terms(right, depth + 1);
    return [...left, { op: tree.name === "Conjunction" ? "and" : "or", node: first!.node }, ...rest];
  }

  private checkDepth(tree: Cst, depth: number): void {
    if (depth > FORMULA_LIMITS.depth) throw new ReadError(tree, `The formula has more than ${FORMULA_LIMITS.depth} parts inside each other.`, "Split it into several formula fields.");
  }

  private iterators(tree: Cst, depth: number): Iterator[] {
    return children(tree).map((part) => {
      const [name, , domain] = children(part);
      const bounds = children(domain!).filter((bound) => bound.name !== "..");
      const end = bounds[1];
      return {
        from: part.from, to: part.to, name: this.newName(name!), source: this.node(bounds[0]!, depth + 1),
        ...(end ? { end: this.node(end, depth + 1) } : {}),
      };
    });
  }

  private entries(parts: Cst[], depth: number): Entry[] {
    const seen = new Set<string>();
    return parts.map((part) => {
      const [keyTree, value] = children(part);
      const key = only(keyTree!).name === "StringLiteral" ? unescape(this.slice(keyTree!)) : this.newName(keyTree!);
      if (seen.has(key)) throw new ReadError(keyTree!, `The context has the entry “${key}” twice.`, "Rename or remove one of them.");
      seen.add(key);
      return { from: part.from, to: part.to, key, value: this.node(value!, depth + 1) };
    });
  }

  private function(span: Span, parts: Cst[], depth: number): Node {
    const external = parts.find((part) => part.name === "external");
    if (external) throw new ReadError(external, "External functions are not supported.", "Write the function in FEEL.");
    const params: Param[] = children(parts.find((part) => part.name === "FormalParameters")!).map((part) => {
      const [name, type] = children(part);
      return { from: part.from, to: part.to, name: this.newName(name!), ...(type ? { type: this.type(type) } : {}) };
    });
    const body = only(parts.find((part) => part.name === "FunctionBody")!);
    return { ...span, kind: "function", params, body: this.node(body, depth + 1) };
  }

  private type(tree: Cst, depth = 0): TypeNode {
    if (depth > 20) throw new ReadError(tree, "The type is nested too deeply.", "Name a simpler type.");
    const inner = only(tree);
    const types = (): TypeNode => this.type(children(inner).find((part) => part.name === "Type")!, depth + 1);
    switch (inner.name) {
      case "ListType": return { kind: "list", item: types() };
      case "FunctionType": return { kind: "function" };
      case "ContextType": {
        const entries = children(children(inner).find((part) => part.name === "ContextEntryTypes") ?? inner).filter((part) => part.name === "ContextEntryType");
        return { kind: "context", fields: entries.map((entry) => ({ name: this.newName(children(entry)[0]!), type: this.type(children(entry)[1]!, depth + 1) })) };
      }
    }
    const name = this.slice(inner).replace(/\s+/g, " ").trim();
    const known = TYPE_NAMES.find((candidate) => candidate === name);
    if (known !== undefined) return { kind: "named", name: known };
    const near: TypeName | string | undefined = didYouMean(name, TYPE_NAMES);
    throw new ReadError(inner, `“${name}” is not a type.`, near ? `Did you mean “${near}”?` : `The types are ${TYPE_NAMES.join(", ")}.`);
  }
}

const ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", "'": "'" };

/** Text of a string literal without its quotes and escapes; unknown escapes (regular expressions: "\d") stay as they are. */
function unescape(literal: string): string {
  return literal.slice(1, -1).replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (all, short?: string, long?: string, char?: string) => {
    if (short !== undefined) return String.fromCharCode(parseInt(short, 16));
    if (long !== undefined) return parseInt(long, 16) <= 0x10ffff ? String.fromCodePoint(parseInt(long, 16)) : all;
    return ESCAPES[char!] ?? all;
  });
}
