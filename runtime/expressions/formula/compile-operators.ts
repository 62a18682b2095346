/** Arithmetic, comparison, logic, `in`, `between`, ranges and `instance of`. */
import { arithmeticType, calculate, negate } from "./arithmetic";
import { someNode, type CompareOp, type Node, type TypeName, type TypeNode } from "./ast";
import type { Code, Compiling, Run, Scope } from "./compiling";
import { add, multiply, subtract } from "./decimal";
import type { Frame, Locals } from "./frame";
import { T, describeType, hasKind, isDurationKind, neverComparable, type FormulaType } from "./types";
import { FeelRange, and3, compare, equals, inRange, isContext, isList, isMember, kindOf, type FeelValue, type ParamKind } from "./values";

type NodeOf<K extends Node["kind"]> = Extract<Node, { kind: K }>;

export function compileArithmetic(c: Compiling, node: NodeOf<"arithmetic">, scope: Scope | null): Code {
  const left = c.compile(node.left, scope);
  const right = c.compile(node.right, scope);
  const type = arithmeticType(node.op, left.type, right.type);
  if (type === undefined && c.checksTypes) return refuseArithmetic(c, node, left.type, right.type);
  const { op } = node;
  const quick = op === "+" ? add : op === "-" ? subtract : op === "*" ? multiply : undefined;
  const run: Run = (frame, locals) => {
    const a = left.run(frame, locals);
    const b = right.run(frame, locals);
    if (quick !== undefined && typeof a === "number" && typeof b === "number") return quick(a, b);
    frame.at = node;
    return calculate(op, a, b, frame);
  };
  return { run, type: type ?? T.any };
}

function refuseArithmetic(c: Compiling, node: NodeOf<"arithmetic">, a: FormulaType, b: FormulaType): Code {
  const mixed = node.op === "+" && (a.kind === "text" || b.kind === "text");
  return c.refuse(node, `“${node.op}” cannot be used between ${describeType(a.kind)} and ${describeType(b.kind)}.`,
    mixed ? "Make a text of the other value with string(…)." : "Look at the types of both sides.");
}

export function compileNegate(c: Compiling, node: NodeOf<"negate">, scope: Scope | null): Code {
  const operand = c.compile(node.operand, scope);
  const { kind } = operand.type;
  if (c.checksTypes && kind !== "any" && kind !== "null" && kind !== "number" && !isDurationKind(kind)) {
    return c.refuse(node, `“-” cannot be used before ${describeType(kind)}.`, "Use it before a number or a duration.");
  }
  return { run: (frame, locals) => negate(operand.run(frame, locals)), type: { kind } };
}

const UNORDERED: readonly FormulaType["kind"][] = ["boolean", "list", "context", "range", "function"];

/** Reports a comparison that can never be true or false; undefined when there is nothing to say. */
function checkComparison(c: Compiling, node: Node, op: CompareOp, a: FormulaType, b: FormulaType): Code | undefined {
  if (!c.checksTypes) return undefined;
  if (neverComparable(a, b)) {
    return c.refuse(node, `${upper(describeType(a.kind))} is compared with ${describeType(b.kind)}; the answer is always empty.`, "Compare values of one type, or convert one of them.");
  }
  const unordered = [a, b].find((type) => UNORDERED.includes(type.kind));
  if (op !== "=" && op !== "!=" && unordered !== undefined) {
    return c.refuse(node, `“${op}” has no meaning for ${describeType(unordered.kind)}.`, "Use “=” or “!=”, or compare numbers, texts, dates or durations.");
  }
  return undefined;
}

const upper = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

function holds(op: CompareOp, a: FeelValue, b: FeelValue, frame: Frame): boolean | null {
  if (op === "=") return equals(a, b, frame);
  if (op === "!=") {
    const equal = equals(a, b, frame);
    return equal === null ? null : !equal;
  }
  const order = compare(a, b);
  if (order === null) return null;
  switch (op) {
    case "<": return order < 0;
    case "<=": return order <= 0;
    case ">": return order > 0;
    case ">=": return order >= 0;
  }
}

export function compileCompare(c: Compiling, node: NodeOf<"compare">, scope: Scope | null): Code {
  if (node.right.kind === "test") return c.refuse(node, `“${node.op}${node.right.op}” has no meaning in a formula.`, "Compare with “=”, “!=”, “<”, “<=”, “>” or “>=”.");
  const left = c.compile(node.left, scope);
  const right = c.compile(node.right, scope);
  return checkComparison(c, node, node.op, left.type, right.type) ?? { run: compareRun(node.op, left.run, right.run), type: T.boolean };
}

/** The common cases first: numbers by order, scalars by identity. */
function compareRun(op: CompareOp, left: Run, right: Run): Run {
  switch (op) {
    case "=": return (frame, locals) => {
      const a = left(frame, locals);
      const b = right(frame, locals);
      return typeof a === typeof b && typeof a !== "object" ? a === b : equals(a, b, frame);
    };
    case "<": return numeric(op, left, right, (a, b) => a < b);
    case "<=": return numeric(op, left, right, (a, b) => a <= b);
    case ">": return numeric(op, left, right, (a, b) => a > b);
    case ">=": return numeric(op, left, right, (a, b) => a >= b);
    case "!=": return (frame, locals) => holds("!=", left(frame, locals), right(frame, locals), frame);
  }
}

function numeric(op: CompareOp, left: Run, right: Run, quick: (a: number, b: number) => boolean): Run {
  return (frame, locals) => {
    const a = left(frame, locals);
    const b = right(frame, locals);
    return typeof a === "number" && typeof b === "number" ? quick(a, b) : holds(op, a, b, frame);
  };
}

export function compileLogic(c: Compiling, node: NodeOf<"logic">, scope: Scope | null): Code {
  const sides = [c.compile(node.left, scope), c.compile(node.right, scope)] as const;
  for (const [i, part] of [node.left, node.right].entries()) {
    const kind = sides[i]!.type.kind;
    if (c.checksTypes && !["boolean", "any", "null"].includes(kind)) {
      return c.refuse(part, `“${node.op}” joins conditions, and this is ${describeType(kind)}.`, "Write a comparison, for example amount > 0.");
    }
  }
  return { run: node.op === "and" ? both(sides[0].run, sides[1].run) : anyOf([sides[0].run, sides[1].run]), type: T.boolean };
}

function both(left: Run, right: Run): Run {
  return (frame, locals) => {
    const a = left(frame, locals);
    if (a === false) return false;
    const b = right(frame, locals);
    return b === false ? false : a === true && b === true ? true : null;
  };
}

/** Three-valued or: true wins, then unknown. */
export function anyOf(runs: readonly Run[]): Run {
  return (frame, locals) => {
    let unknown = false;
    for (const run of runs) {
      const value = run(frame, locals);
      if (value === true) return true;
      if (value !== false) unknown = true;
    }
    return unknown ? null : false;
  };
}

export function compileBetween(c: Compiling, node: NodeOf<"between">, scope: Scope | null): Code {
  const [value, low, high] = [c.compile(node.value, scope), c.compile(node.low, scope), c.compile(node.high, scope)];
  const wrong = checkComparison(c, node, ">=", value.type, low.type) ?? checkComparison(c, node, "<=", value.type, high.type);
  if (wrong !== undefined) return wrong;
  const run: Run = (frame, locals) => {
    const v = value.run(frame, locals);
    return and3(holds(">=", v, low.run(frame, locals), frame), holds("<=", v, high.run(frame, locals), frame));
  };
  return { run, type: T.boolean };
}

/** Asks a test about a value; the value is given apart, so that `in` and unary tests share this. */
export type TestRun = (value: FeelValue, frame: Frame, locals: Locals | null) => FeelValue;

export function compileIn(c: Compiling, node: NodeOf<"in">, scope: Scope | null): Code {
  const value = c.compile(node.value, scope);
  const tests = node.tests.map((test) => compileTest(c, test, value.type, scope));
  const run: Run = (frame, locals) => {
    const v = value.run(frame, locals);
    return anyOf(tests.map((test): Run => () => test(v, frame, locals)))(frame, locals);
  };
  const [only] = tests;
  return { run: tests.length === 1 ? (frame, locals) => only!(value.run(frame, locals), frame, locals) : run, type: T.boolean };
}

export function compileTest(c: Compiling, node: Node, valueType: FormulaType, scope: Scope | null): TestRun {
  if (node.kind === "test") {
    const operand = c.compile(node.value, scope);
    checkComparison(c, node, node.op, valueType, operand.type);
    return (value, frame, locals) => holds(node.op, value, operand.run(frame, locals), frame);
  }
  const code = c.compile(node, scope);
  if (node.kind === "range") {
    const bound = code.type.item;
    if (bound !== undefined) checkComparison(c, node, "<", valueType, bound);
    return (value, frame, locals) => inRange(value, code.run(frame, locals) as FeelRange);
  }
  const asksInput = someNode(node, (part) => part.kind === "input");
  if (asksInput) return (_value, frame, locals) => boolean(code.run(frame, locals));
  if (!["list", "range", "any", "null", "boolean"].includes(code.type.kind)) checkComparison(c, node, "=", valueType, code.type);
  return (value, frame, locals) => {
    const test = code.run(frame, locals);
    return typeof test === "boolean" && c.inputType !== undefined && typeof value !== "boolean" ? test : isMember(value, test, frame);
  };
}

const boolean = (value: FeelValue): boolean | null => (typeof value === "boolean" ? value : null);

export function compileRange(c: Compiling, node: NodeOf<"range">, scope: Scope | null): Code {
  const [low, high] = [c.compile(node.low, scope), c.compile(node.high, scope)];
  const wrong = checkComparison(c, node, "<", low.type, high.type);
  if (wrong !== undefined) return wrong;
  const run: Run = (frame, locals) => new FeelRange(low.run(frame, locals), high.run(frame, locals), node.lowIncluded, node.highIncluded);
  return { run, type: { kind: "range", item: low.type.kind === "null" ? high.type : low.type } };
}

/** `(> 5)` as a value is a range with one open end. */
export function compileOpenRange(c: Compiling, node: NodeOf<"test">, scope: Scope | null): Code {
  if (node.op === "=" || node.op === "!=") return c.refuse(node, `“${node.op}” needs a value on its left.`, "Write for example stage = \"won\".");
  const bound = c.compile(node.value, scope);
  const included = node.op.length === 2;
  const up = node.op.startsWith(">");
  const run: Run = (frame, locals) => {
    const value = bound.run(frame, locals);
    return up ? new FeelRange(value, undefined, included, false) : new FeelRange(undefined, value, false, included);
  };
  return { run, type: { kind: "range", item: bound.type } };
}

const KINDS: Record<TypeName, ParamKind> = {
  Any: "any", Null: "null", number: "number", string: "text", boolean: "boolean", date: "date", time: "time", "date and time": "dateTime", duration: "duration",
  "days and time duration": "timeDuration", "years and months duration": "monthsDuration", list: "list", context: "context", range: "range", function: "function",
};

/** Kind of value that a written type stands for, without its structure. */
export function kindOfType(type: TypeNode): ParamKind {
  return type.kind === "named" ? KINDS[type.name] : type.kind;
}

export function compileInstanceOf(c: Compiling, node: NodeOf<"instanceOf">, scope: Scope | null): Code {
  const value = c.compile(node.value, scope);
  return { run: (frame, locals) => isInstance(value.run(frame, locals), node.type, frame), type: T.boolean };
}

function isInstance(value: FeelValue, type: TypeNode, frame: Frame): boolean {
  frame.charge(1);
  if (value === null) return type.kind === "named" && type.name === "Null";
  switch (type.kind) {
    case "named": return hasKind(value, KINDS[type.name]);
    case "function": return kindOf(value) === "function";
    case "list": return isList(value) && value.every((item) => isInstance(item, type.item, frame));
    case "context": return isContext(value) && type.fields.every((field) => Object.hasOwn(value, field.name) && isInstance(value[field.name]!, field.type, frame));
  }
}
