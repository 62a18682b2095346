/** Names, paths and filters. */
import { didYouMean } from "../../kernel/names";
import { nodeCount, type Node } from "./ast";
import { isPlain, toFeel } from "./coerce";
import { constant, localAt, type Code, type Compiling, type Run, type Scope } from "./compiling";
import { BUILTINS_BY_NAME, callBuiltin } from "./functions";
import type { Frame } from "./frame";
import { nameKey } from "./parse";
import { MonthsDuration, TimeDuration, temporalProperty, FeelDate, FeelDateTime, FeelTime } from "./temporal";
import { T, describeType, listOf, type FormulaType } from "./types";
import { FeelFunction, FeelRange, isContext, isList, type FeelContext, type FeelValue } from "./values";

type NodeOf<K extends Node["kind"]> = Extract<Node, { kind: K }>;

/** What a name means at a place: found surely, found maybe in the item of a filter, or not at all. */
interface Resolution {
  readonly code?: Code;
  /** Filters (by hops) whose item may have an entry of this name. */
  readonly maybe: readonly number[];
}

/** Members of a value that formulas may read under a name; "net - price" also finds "net-price". */
function ownMember(context: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(context, name)) return context[name];
  if (!/ [./\-'+*]/.test(name)) return undefined;
  const key = Object.keys(context).find((candidate) => nameKey(candidate) === name);
  return key === undefined ? undefined : context[key];
}

function resolveLocal(name: string, scope: Scope | null): Resolution {
  const key = nameKey(name);
  const maybe: number[] = [];
  let hops = 0;
  for (let at = scope; at !== null; at = at.outer, hops++) {
    const here = hops;
    if (at.kind === "name") {
      if (at.key === key) return { code: { run: (_frame, locals) => localAt(locals, here), type: at.type }, maybe };
      continue;
    }
    const field = at.type.fields === undefined ? undefined : fieldOf(at.type, name);
    if (field !== undefined) return { code: { run: (frame, locals) => property(localAt(locals, here), name, frame), type: field.type }, maybe };
    const open = at.type.kind === "any" || (at.type.kind === "context" && at.type.fields === undefined);
    if (open) maybe.push(here);
    if (name === "item") return { code: { run: (_frame, locals) => localAt(locals, here), type: at.type }, maybe };
  }
  return { maybe };
}

function fieldOf(type: FormulaType, name: string): { name: string; type: FormulaType } | undefined {
  for (const [key, field] of type.fields ?? []) {
    if (key === name || nameKey(key) === name) return { name: key, type: field };
  }
  return undefined;
}

/** Is the name a built-in function here, not hidden by a known or local name? */
export function builtinName(c: Compiling, name: string, scope: Scope | null): boolean {
  return BUILTINS_BY_NAME.has(name) && c.known(nameKey(name)) === undefined && resolveLocal(name, scope).code === undefined;
}

export function compileName(c: Compiling, node: NodeOf<"name">, scope: Scope | null): Code {
  const { code: local, maybe } = resolveLocal(node.name, scope);
  const code = local ?? globalName(c, node.name) ?? builtinValue(node.name);
  if (local?.type.path !== undefined) c.refer(local.type.path);
  if (maybe.length === 0) return code ?? unknownName(c, node, scope);
  const outer: Run = code?.run ?? (() => null);
  const name = node.name;
  const run: Run = (frame, locals) => {
    for (const hops of maybe) {
      const item = localAt(locals, hops);
      const found = isContext(item) ? ownMember(item, name) : undefined;
      if (found !== undefined) return found as FeelValue;
    }
    return outer(frame, locals);
  };
  return { run, type: T.any };
}

function unknownName(c: Compiling, node: NodeOf<"name">, scope: Scope | null): Code {
  const near = c.suggest(node.name, scope);
  return c.refuse(node, `“${node.name}” is not known.`, near ? `Did you mean “${near}”?` : "Use the name of a field or of a function.");
}

function globalName(c: Compiling, name: string): Code | undefined {
  const known = c.known(nameKey(name));
  if (known === undefined) return undefined;
  c.refer([known.name]);
  return { run: readGlobal(known.name, known.type), type: known.type };
}

/** Scalars are read each time; lists and contexts once for an evaluation. */
function readGlobal(name: string, type: FormulaType): Run {
  return (frame) => {
    const raw = frame.values[name];
    return typeof raw === "object" && raw !== null ? readObject(frame, name, raw, type) : toFeel(raw, type);
  };
}

function readObject(frame: Frame, name: string, raw: object, type: FormulaType): FeelValue {
  const seen = frame.read.get(name);
  if (seen !== undefined) return seen;
  const value = toFeel(raw, type);
  if (isList(value)) frame.checkList(value);
  frame.read.set(name, value);
  return value;
}

/** A function used as a value: `sort(list, before)`. */
function builtinValue(name: string): Code | undefined {
  const builtin = BUILTINS_BY_NAME.get(name)?.[0];
  if (builtin === undefined) return undefined;
  const params = builtin.params.map((param) => ({ ...param, kind: "any" as const, nullable: true }));
  return constant(new FeelFunction(params, (args, payer) => callBuiltin(builtin, args, payer as Frame)) /* Frame is the only Payer */, { kind: "function", params, result: builtin.result });
}

/** `value.name` when running; lists give the list of the items' properties. */
export function property(value: FeelValue, name: string, frame: Frame): FeelValue {
  if (value === null || typeof value !== "object") return null;
  if (isList(value)) {
    frame.charge(1 + (value.length >> 4));
    return value.map((item) => property(item, name, frame));
  }
  if (value instanceof FeelRange) return rangeProperty(value, name);
  if (value instanceof FeelDate || value instanceof FeelDateTime || value instanceof FeelTime || value instanceof MonthsDuration || value instanceof TimeDuration) {
    return temporalProperty(value, name) ?? null;
  }
  return value instanceof FeelFunction ? null : ((ownMember(value as FeelContext, name) as FeelValue | undefined) ?? null);
}

function rangeProperty(range: FeelRange, name: string): FeelValue {
  switch (name) {
    case "start": return range.low ?? null;
    case "end": return range.high ?? null;
    case "start included": return range.lowIncluded;
    case "end included": return range.highIncluded;
    default: return null;
  }
}

const DAY_PARTS = { year: T.number, month: T.number, day: T.number, weekday: T.number };
const TIME_PARTS = { hour: T.number, minute: T.number, second: T.number, timezone: T.text, "time offset": T.timeDuration };
const DAYS_PARTS = { days: T.number, hours: T.number, minutes: T.number, seconds: T.number };
const MONTHS_PARTS = { years: T.number, months: T.number };
const PARTS: Partial<Record<FormulaType["kind"], Readonly<Record<string, FormulaType>>>> = {
  date: DAY_PARTS, time: TIME_PARTS, dateTime: { ...DAY_PARTS, ...TIME_PARTS }, timeDuration: DAYS_PARTS, monthsDuration: MONTHS_PARTS,
  duration: { ...DAYS_PARTS, ...MONTHS_PARTS }, range: { start: T.any, end: T.any, "start included": T.boolean, "end included": T.boolean },
  text: {}, number: {}, boolean: {}, function: {},
};

/** Type of a property, or the issue that there is none. `name` is the spelling of the field, when the fields are known. */
function propertyType(c: Compiling, node: NodeOf<"path">, target: FormulaType): { type: FormulaType; name: string } | undefined {
  if (target.kind === "list") {
    const inner = target.item && propertyType(c, node, target.item);
    return target.item === undefined ? { type: T.list, name: node.name } : inner && { type: listOf(inner.type), name: inner.name };
  }
  const field = fieldOf(target, node.name);
  if (field !== undefined) return field;
  const names = target.fields ? [...target.fields.keys()] : PARTS[target.kind] && Object.keys(PARTS[target.kind]!);
  const part = target.fields === undefined ? PARTS[target.kind]?.[node.name] : undefined;
  if (part !== undefined) return { type: part, name: node.name };
  if (names === undefined || (!c.checksTypes && target.fields === undefined)) return { type: T.any, name: node.name };
  const near = didYouMean(node.name, names);
  const what = target.fields ? `“${c.source(node.target)}”` : `“${c.source(node.target)}” is ${describeType(target.kind)} and`;
  c.refuse(node, `${what} has no “${node.name}”.`, near ? `Did you mean “${near}”?` : names.length ? `It has ${names.slice(0, 12).join(", ")}.` : "Remove the part after the dot.");
  return undefined;
}

/** Follows known names through contexts without converting what lies beside the path. */
export function compilePath(c: Compiling, node: NodeOf<"path">, scope: Scope | null): Code {
  const global = globalPath(c, node, scope);
  if (global !== undefined) return global;
  const target = c.compile(node.target, scope);
  const found = propertyType(c, node, target.type);
  if (found === undefined) return { run: () => null, type: T.any };
  const reached = found.type.kind === "list" ? found.type.item : found.type;
  if (reached?.path !== undefined) c.refer(reached.path);
  return { run: (frame, locals) => property(target.run(frame, locals), found.name, frame), type: found.type };
}

function globalPath(c: Compiling, node: NodeOf<"path">, scope: Scope | null): Code | undefined {
  const chain: NodeOf<"path">[] = [node];
  let base: Node = node.target;
  for (; base.kind === "path"; base = base.target) chain.unshift(base);
  if (base.kind !== "name") return undefined;
  const local = resolveLocal(base.name, scope);
  const known = c.known(nameKey(base.name));
  if (known === undefined || local.code !== undefined || local.maybe.length > 0) return undefined;
  const names: string[] = [];
  let type: FormulaType = known.type;
  for (const step of chain) {
    if (type.kind !== "context" && type.kind !== "any") return undefined;
    const found = propertyType(c, step, type);
    if (found === undefined) return { run: () => null, type: T.any };
    names.push(found.name);
    type = found.type;
  }
  const path = [known.name, ...names];
  c.refer(path);
  return { run: readPath(known.name, names, known.type, type, path.join("\0")), type: { ...type, path } };
}

function readPath(base: string, names: readonly string[], baseType: FormulaType, type: FormulaType, key: string): Run {
  return (frame, locals) => {
    let raw = frame.values[base];
    for (const name of names) {
      if (raw === null || raw === undefined) return null;
      if (!isPlain(raw)) return names.reduce<FeelValue>((value, step) => property(value, step, frame), readGlobal(base, baseType)(frame, locals));
      raw = ownMember(raw, name);
    }
    return typeof raw === "object" && raw !== null ? readObject(frame, key, raw, type) : toFeel(raw, type);
  };
}

/** `list[2]`, `list[-1]`, `list[price > 10]`. A single value is a list of one, null stays null. */
export function compileFilter(c: Compiling, node: NodeOf<"filter">, scope: Scope | null): Code {
  const target = c.compile(node.target, scope);
  const itemType = target.type.kind === "list" ? (target.type.item ?? T.any) : target.type;
  const filter = c.compile(node.filter, { kind: "item", type: itemType, outer: scope });
  const kind = filter.type.kind;
  if (c.checksTypes && !["any", "null", "number", "boolean"].includes(kind)) {
    return c.refuse(node.filter, `A filter needs a condition or a position, and this is ${describeType(kind)}.`, "Write for example lines[amount > 100] or lines[1].");
  }
  const cost = 1 + (nodeCount(node.filter) >> 4);
  const run: Run = (frame, locals) => {
    const value = target.run(frame, locals);
    if (value === null) return null;
    const list = isList(value) ? value : [value];
    const kept: FeelValue[] = [];
    const test = (item: FeelValue): FeelValue => filter.run(frame, { value: item, outer: locals });
    const first = test(list[0] ?? null);
    if (typeof first === "number") return itemAt(list, first);
    for (let i = 0; i < list.length; i++) {
      frame.at = node;
      frame.charge(cost);
      if ((i === 0 ? first : test(list[i]!)) === true) kept.push(list[i]!);
    }
    return kept;
  };
  return { run, type: kind === "number" ? itemType : kind === "boolean" ? listOf(itemType) : T.any };
}

function itemAt(list: readonly FeelValue[], position: number): FeelValue {
  return list[position > 0 ? position - 1 : list.length + position] ?? null;
}
