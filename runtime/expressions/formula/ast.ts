/**
 * Syntax of formulas: our own tree, independent of the parser that made it. Every node keeps its place in the text.
 *
 * - *test*: the right side of `in` and the parts of unary tests: `> 5`, `[1..5]`, `"a"`.
 * - *input*: `?`, the value that unary tests are asked about.
 */
import type { Span } from "./issues";
import type { FeelValue } from "./values";

export type ArithmeticOp = "+" | "-" | "*" | "/" | "**";
export type CompareOp = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Node = Span &
  (
    | { readonly kind: "number"; readonly value: number }
    | { readonly kind: "text"; readonly value: string }
    | { readonly kind: "boolean"; readonly value: boolean }
    | { readonly kind: "null" }
    /** `@"2026-01-31"`; the value is parsed already. */
    | { readonly kind: "temporal"; readonly value: FeelValue }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "input" }
    | { readonly kind: "path"; readonly target: Node; readonly name: string }
    | { readonly kind: "filter"; readonly target: Node; readonly filter: Node }
    | { readonly kind: "negate"; readonly operand: Node }
    | { readonly kind: "arithmetic"; readonly op: ArithmeticOp; readonly left: Node; readonly right: Node }
    | { readonly kind: "compare"; readonly op: CompareOp; readonly left: Node; readonly right: Node }
    | { readonly kind: "between"; readonly value: Node; readonly low: Node; readonly high: Node }
    | { readonly kind: "in"; readonly value: Node; readonly tests: readonly Node[] }
    | { readonly kind: "logic"; readonly op: "and" | "or"; readonly left: Node; readonly right: Node }
    | { readonly kind: "if"; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
    | { readonly kind: "for"; readonly iterators: readonly Iterator[]; readonly body: Node }
    | { readonly kind: "quantified"; readonly quantifier: "some" | "every"; readonly iterators: readonly Iterator[]; readonly body: Node }
    | { readonly kind: "list"; readonly items: readonly Node[] }
    | { readonly kind: "context"; readonly entries: readonly Entry[] }
    | { readonly kind: "range"; readonly low: Node; readonly high: Node; readonly lowIncluded: boolean; readonly highIncluded: boolean }
    | { readonly kind: "test"; readonly op: CompareOp; readonly value: Node }
    /** `names` is given for `f(a: 1)` and is as long as `args`. */
    | { readonly kind: "call"; readonly target: Node; readonly args: readonly Node[]; readonly names?: readonly string[] }
    | { readonly kind: "function"; readonly params: readonly Param[]; readonly body: Node }
    | { readonly kind: "instanceOf"; readonly value: Node; readonly type: TypeNode }
  );

export interface Iterator extends Span {
  readonly name: string;
  /** The list, or the first number or date when `end` is given. */
  readonly source: Node;
  readonly end?: Node;
}

export interface Entry extends Span {
  readonly key: string;
  readonly value: Node;
}

export interface Param extends Span {
  readonly name: string;
  readonly type?: TypeNode;
}

/** A type as written after `instance of`. */
export type TypeNode =
  | { readonly kind: "named"; readonly name: TypeName }
  | { readonly kind: "list"; readonly item: TypeNode }
  | { readonly kind: "context"; readonly fields: readonly { readonly name: string; readonly type: TypeNode }[] }
  | { readonly kind: "function" };

export const TYPE_NAMES = [
  "Any", "Null", "number", "string", "boolean", "date", "time", "date and time", "duration",
  "days and time duration", "years and months duration", "list", "context", "range", "function",
] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/** Unary tests: a list of tests, possibly negated; `any` is the dash. */
export interface UnaryTests extends Span {
  readonly any: boolean;
  readonly negated: boolean;
  readonly tests: readonly Node[];
}

/** The nodes directly below a node. */
export function childNodes(node: Node): readonly Node[] {
  switch (node.kind) {
    case "number": case "text": case "boolean": case "null": case "temporal": case "name": case "input":
      return [];
    case "path": return [node.target];
    case "filter": return [node.target, node.filter];
    case "negate": return [node.operand];
    case "arithmetic": case "compare": case "logic": return [node.left, node.right];
    case "between": return [node.value, node.low, node.high];
    case "in": return [node.value, ...node.tests];
    case "if": return [node.condition, node.then, node.otherwise];
    case "for": case "quantified":
      return [...node.iterators.flatMap((it) => (it.end ? [it.source, it.end] : [it.source])), node.body];
    case "list": return node.items;
    case "context": return node.entries.map((entry) => entry.value);
    case "range": return [node.low, node.high];
    case "test": return [node.value];
    case "call": return [node.target, ...node.args];
    case "function": return [node.body];
    case "instanceOf": return [node.value];
  }
}

/** How many nodes a tree has; loops charge by it. */
export function nodeCount(node: Node): number {
  let count = 1;
  for (const child of childNodes(node)) count += nodeCount(child);
  return count;
}

/** True when a node of the tree satisfies `test`. */
export function someNode(node: Node, test: (node: Node) => boolean): boolean {
  return test(node) || childNodes(node).some((child) => someNode(child, test));
}
