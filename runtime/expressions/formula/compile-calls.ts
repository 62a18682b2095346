/** Calls of built-in and own functions, and function definitions. */
import { didYouMean } from "../../kernel/names";
import type { Node } from "./ast";
import { builtinName } from "./compile-names";
import { bind } from "./compile-loops";
import { kindOfType } from "./compile-operators";
import type { Code, Compiling, Run, Scope } from "./compiling";
import type { Frame } from "./frame";
import { BUILTINS_BY_NAME, callBuiltin, toArgument, type Builtin } from "./functions";
import { nameKey } from "./parse";
import { T, describeType, neverFits, type FormulaType } from "./types";
import { FeelFunction, type FeelValue, type Param } from "./values";

type CallNode = Extract<Node, { kind: "call" }>;

export function compileCall(c: Compiling, node: CallNode, scope: Scope | null): Code {
  if (node.target.kind === "name" && builtinName(c, node.target.name, scope)) return callKnown(c, node, node.target.name, scope);
  if (node.target.kind === "name" && c.known(nameKey(node.target.name)) === undefined && !isBound(node.target.name, scope)) {
    const near = didYouMean(node.target.name, BUILTINS_BY_NAME.keys());
    return c.refuse(node.target, `There is no function “${node.target.name}”.`, near ? `Did you mean “${near}”?` : "The functions are listed in docs/reference/formulas.md.");
  }
  return callValue(c, node, scope);
}

function isBound(name: string, scope: Scope | null): boolean {
  for (let at = scope; at !== null; at = at.outer) {
    if (at.kind === "item" || at.key === nameKey(name)) return true;
  }
  return false;
}

function callKnown(c: Compiling, node: CallNode, name: string, scope: Scope | null): Code {
  const args = node.args.map((arg) => c.compile(arg, scope));
  const overloads = BUILTINS_BY_NAME.get(name)!;
  const fitting = overloads.filter((builtin) => (node.names ? acceptsNames(builtin, node.names) : acceptsCount(builtin, args.length)));
  if (fitting.length === 0) {
    return c.refuse(node, `${name}(…) does not take ${node.names ? "these names" : `${args.length} argument${args.length === 1 ? "" : "s"}`}.`,
      `It is called as ${overloads.map((builtin) => shortSignature(builtin)).join(" or ")}.`);
  }
  const chosen = fitting.find((builtin) => wrongArgument(builtin, node, args) === undefined) ?? fitting[0]!;
  const wrong = c.checksTypes ? wrongArgument(chosen, node, args) : undefined;
  if (wrong !== undefined) {
    return c.refuse(node.args[wrong.index]!, `${name}(…) needs ${describeType(wrong.param.kind)} for “${wrong.param.name}”, and this is ${describeType(args[wrong.index]!.type.kind)}.`,
      `It is called as ${shortSignature(chosen)}.`);
  }
  const bad = c.checksTypes ? badLiteral(c, chosen, node) : undefined;
  return bad ?? { run: builtinRun(chosen, node, args), type: chosen.resultOf?.(args.map((arg) => arg.type)) ?? chosen.result };
}

/** `substring(string, start position, length)` */
export function shortSignature(builtin: Builtin): string {
  return `${builtin.name}(${builtin.params.map((param, i) => param.name + (param.optional ? "?" : i === builtin.variadic ? ", …" : "")).join(", ")})`;
}

function acceptsCount(builtin: Builtin, count: number): boolean {
  if (builtin.variadic >= 0) return count >= builtin.params.length;
  return count <= builtin.params.length && count >= builtin.params.filter((param) => !param.optional).length;
}

function acceptsNames(builtin: Builtin, names: readonly string[]): boolean {
  return new Set(names).size === names.length && names.every((name) => builtin.params.some((param) => param.name === name)) &&
    builtin.params.every((param) => param.optional || names.includes(param.name));
}

/** The parameter that argument number `index` goes to. */
function paramOf(builtin: Builtin, node: CallNode, index: number): Param {
  if (node.names) return builtin.params.find((param) => param.name === node.names![index])!;
  return builtin.params[Math.min(index, builtin.params.length - 1)]!;
}

function wrongArgument(builtin: Builtin, node: CallNode, args: readonly Code[]): { index: number; param: Param } | undefined {
  const index = args.findIndex((arg, i) => neverFits(arg.type, paramOf(builtin, node, i).kind));
  return index < 0 ? undefined : { index, param: paramOf(builtin, node, index) };
}

function badLiteral(c: Compiling, builtin: Builtin, node: CallNode): Code | undefined {
  for (const [i, arg] of node.args.entries()) {
    const message = arg.kind === "text" ? builtin.checks?.[paramOf(builtin, node, i).name]?.(arg.value) : undefined;
    if (message !== undefined) return c.refuse(arg, `The regular expression cannot be used: ${message}`, "The patterns are described in docs/reference/formulas.md.");
  }
  return undefined;
}

function builtinRun(builtin: Builtin, node: CallNode, args: readonly Code[]): Run {
  const runs = args.map((arg) => arg.run);
  const order = node.names ? builtin.params.map((param) => node.names!.indexOf(param.name)) : undefined;
  return (frame, locals) => {
    const values = runs.map((run) => run(frame, locals));
    frame.at = node;
    return callBuiltin(builtin, order ? order.map((index) => values[index]) : values, frame);
  };
}

function callValue(c: Compiling, node: CallNode, scope: Scope | null): Code {
  const target = c.compile(node.target, scope);
  const args = node.args.map((arg) => c.compile(arg, scope));
  const { kind, params, result } = target.type;
  if (c.checksTypes && kind !== "function" && kind !== "any" && kind !== "null") {
    return c.refuse(node.target, `“${c.source(node.target)}” is ${describeType(kind)} and cannot be called.`, "Remove the brackets after it.");
  }
  if (params !== undefined && node.names === undefined && params.length !== args.length) {
    return c.refuse(node, `The function takes ${params.length} argument${params.length === 1 ? "" : "s"}, not ${args.length}.`, `Its parameters are ${params.map((param) => param.name).join(", ")}.`);
  }
  const run: Run = (frame, locals) => {
    const fn = target.run(frame, locals);
    const values = args.map((arg) => arg.run(frame, locals));
    if (!(fn instanceof FeelFunction)) return null;
    frame.at = node;
    const ordered = node.names ? byName(fn, node.names, values) : values;
    return ordered === null ? null : fn.invoke(ordered, frame);
  };
  return { run, type: result ?? T.any };
}

function byName(fn: FeelFunction, names: readonly string[], values: readonly FeelValue[]): FeelValue[] | null {
  if (!names.every((name) => fn.params.some((param) => param.name === name))) return null;
  return fn.params.map((param) => values[names.indexOf(param.name)] ?? null);
}

const TYPES: Partial<Record<Param["kind"], FormulaType>> = T;

export function compileFunction(c: Compiling, node: Extract<Node, { kind: "function" }>, scope: Scope | null): Code {
  const params: Param[] = node.params.map((param) => ({ name: param.name, kind: param.type ? kindOfType(param.type) : "any", optional: false, nullable: true }));
  let inner = scope;
  for (const param of params) inner = bind(param.name, TYPES[param.kind] ?? T.any, inner);
  const body = c.compile(node.body, inner);
  const run: Run = (_frame, locals) => new FeelFunction(params, (args, payer) => {
    const frame = payer as Frame; // Frame is the only Payer; values.ts cannot name it without an import cycle
    if (args.length !== params.length) return null;
    let inside = locals;
    for (const [i, param] of params.entries()) {
      const value = toArgument(args[i]!, param);
      if (value === undefined) return null;
      inside = { value, outer: inside };
    }
    return frame.enter(() => body.run(frame, inside));
  });
  return { run, type: { kind: "function", params, result: body.type } };
}
