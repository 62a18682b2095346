/** Lists, contexts, `if`, `for`, `some` and `every`. */
import { nodeCount, someNode, type Iterator, type Node } from "./ast";
import type { Code, Compiling, Run, Scope } from "./compiling";
import type { Frame, Locals } from "./frame";
import { nameKey } from "./parse";
import { FeelDate } from "./temporal";
import { T, describeType, either, listOf, type FormulaType } from "./types";
import { FeelRange, isList, makeContext, type FeelList, type FeelValue } from "./values";

type NodeOf<K extends Node["kind"]> = Extract<Node, { kind: K }>;

export const bind = (name: string, type: FormulaType, outer: Scope | null): Scope => ({ kind: "name", key: nameKey(name), name, type, outer });

export function compileIf(c: Compiling, node: NodeOf<"if">, scope: Scope | null): Code {
  const [condition, then, otherwise] = [c.compile(node.condition, scope), c.compile(node.then, scope), c.compile(node.otherwise, scope)];
  const { kind } = condition.type;
  if (c.checksTypes && !["boolean", "any", "null"].includes(kind)) {
    return c.refuse(node.condition, `“if” needs a condition, and this is ${describeType(kind)}.`, "Write a comparison, for example amount > 0.");
  }
  const run: Run = (frame, locals) => (condition.run(frame, locals) === true ? then : otherwise).run(frame, locals);
  return { run, type: either(then.type, otherwise.type) };
}

export function compileList(c: Compiling, node: NodeOf<"list">, scope: Scope | null): Code {
  const items = node.items.map((item) => c.compile(item, scope));
  const runs = items.map((item) => item.run);
  const item = items.length === 0 ? T.any : items.map((code) => code.type).reduce(either);
  return { run: (frame, locals) => runs.map((run) => run(frame, locals)), type: listOf({ ...item }) };
}

/** Entries see the entries before them. */
export function compileContext(c: Compiling, node: NodeOf<"context">, scope: Scope | null): Code {
  let inner = scope;
  const fields = new Map<string, FormulaType>();
  const entries = node.entries.map((entry) => {
    const { run, type } = c.compile(entry.value, inner);
    fields.set(entry.key, type);
    inner = bind(entry.key, type, inner);
    return { key: entry.key, run };
  });
  const run: Run = (frame, locals) => {
    let outer = locals;
    return makeContext(entries.map((entry) => {
      const value = entry.run(frame, outer);
      outer = { value, outer };
      return [entry.key, value] as const;
    }));
  };
  return { run, type: { kind: "context", fields } };
}

/** Gives the values of one loop variable; null when there is nothing to loop over. */
type Domain = (frame: Frame, locals: Locals | null) => FeelList | null;

interface Loop {
  readonly domains: readonly Domain[];
  readonly scope: Scope | null;
}

function compileIterators(c: Compiling, iterators: readonly Iterator[], scope: Scope | null): Loop {
  let inner = scope;
  const domains = iterators.map((iterator) => {
    const source = c.compile(iterator.source, inner);
    const end = iterator.end && c.compile(iterator.end, inner);
    inner = bind(iterator.name, itemType(c, iterator, source.type, end !== undefined), inner);
    return domainOf(source.run, end?.run);
  });
  return { domains, scope: inner };
}

function itemType(c: Compiling, iterator: Iterator, source: FormulaType, isRange: boolean): FormulaType {
  if (source.kind === "list") return source.item ?? T.any;
  if (isRange) {
    if (["number", "date", "any", "null"].includes(source.kind)) return source.kind === "null" ? T.any : { kind: source.kind };
    return c.refuse(iterator.source, `A loop cannot count from ${describeType(source.kind)}.`, "Count with whole numbers or dates: for i in 1..10 return …").type;
  }
  if (source.kind === "range") return source.item ?? T.any;
  if (c.checksTypes && source.kind !== "any" && source.kind !== "null") {
    return c.refuse(iterator.source, `A loop needs a list, and this is ${describeType(source.kind)}.`, "Name a list field, or write a list: [1, 2, 3].").type;
  }
  return T.any;
}

function domainOf(source: Run, end: Run | undefined): Domain {
  if (end !== undefined) return (frame, locals) => count(source(frame, locals), end(frame, locals), frame);
  return (frame, locals) => {
    const value = source(frame, locals);
    if (value instanceof FeelRange) return steps(value, frame);
    return value !== null && isList(value) ? value : null;
  };
}

/** From one whole number or date to another, up or down. */
function count(from: FeelValue, to: FeelValue, frame: Frame): FeelList | null {
  if (from instanceof FeelDate && to instanceof FeelDate) return (count(from.day, to.day, frame) as number[]).map((day) => new FeelDate(day));
  if (typeof from !== "number" || typeof to !== "number" || !Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return null;
  const length = Math.abs(to - from) + 1;
  frame.checkLength(length);
  const step = to >= from ? 1 : -1;
  return Array.from({ length }, (_, i) => from + i * step);
}

function steps(range: FeelRange, frame: Frame): FeelList | null {
  const all = count(range.low ?? null, range.high ?? null, frame);
  return all && all.slice(range.lowIncluded ? 0 : 1, range.highIncluded ? undefined : -1);
}

/** Visits every combination; `visit` returns true to stop. Null when a domain is none. */
function each(loop: Loop, frame: Frame, locals: Locals | null, visit: (locals: Locals | null) => boolean, level = 0): boolean | null {
  if (level === loop.domains.length) return visit(locals);
  const values = loop.domains[level]!(frame, locals);
  if (values === null) return null;
  for (const value of values) {
    const stop = each(loop, frame, { value, outer: locals }, visit, level + 1);
    if (stop !== false) return stop;
  }
  return false;
}

export function compileFor(c: Compiling, node: NodeOf<"for">, scope: Scope | null): Code {
  const loop = compileIterators(c, node.iterators, scope);
  const body = c.compile(node.body, bind("partial", T.list, loop.scope));
  const cost = 1 + (nodeCount(node) >> 4);
  const usesPartial = someNode(node.body, (part) => part.kind === "name" && part.name === "partial");
  const run: Run = (frame, locals) => {
    const results: FeelValue[] = [];
    const done = each(loop, frame, locals, (inner) => {
      frame.at = node;
      frame.charge(usesPartial ? cost + (results.length >> 5) : cost);
      frame.checkLength(results.length + 1);
      results.push(body.run(frame, { value: usesPartial ? results.slice() : null, outer: inner }));
      return false;
    });
    return done === null ? null : results;
  };
  return { run, type: listOf(body.type) };
}

export function compileQuantified(c: Compiling, node: NodeOf<"quantified">, scope: Scope | null): Code {
  const loop = compileIterators(c, node.iterators, scope);
  const body = c.compile(node.body, loop.scope);
  const { kind } = body.type;
  if (c.checksTypes && !["boolean", "any", "null"].includes(kind)) {
    return c.refuse(node.body, `“${node.quantifier}” needs a condition, and this is ${describeType(kind)}.`, "Write a comparison after satisfies.");
  }
  const cost = 1 + (nodeCount(node) >> 4);
  const decisive = node.quantifier === "some";
  const run: Run = (frame, locals) => {
    let unknown = false;
    const stopped = each(loop, frame, locals, (inner) => {
      frame.at = node;
      frame.charge(cost);
      const value = body.run(frame, inner);
      if (typeof value !== "boolean") unknown = true;
      return value === decisive;
    });
    return stopped === null ? null : stopped ? decisive : unknown ? null : !decisive;
  };
  return { run, type: T.boolean };
}
