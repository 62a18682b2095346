import { finite } from "../decimal";
import { isList, kindOf, makeContext, type FeelContext, type FeelList, type FeelValue } from "../values";
import type { Frame } from "../frame";
import { toText } from "../to-text";
import { define } from "./builtin";

function toNumber(text: string, grouping: string | null, decimal: string | null): number | null {
  if ((grouping !== null && ![" ", ".", ",", "\u00a0", "\u202f"].includes(grouping)) || (decimal !== null && decimal !== "." && decimal !== ",")) return null;
  if (grouping !== null && grouping === (decimal ?? ".")) return null;
  const bare = grouping === null ? text : text.split(grouping).join("");
  if (decimal === "," && bare.includes(".")) return null;
  const plain = decimal === "," ? bare.replace(",", ".") : bare;
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(plain) ? finite(Number(plain)) : null;
}

function fromEntries(list: FeelList, frame: Frame): FeelContext | null {
  frame.charge(list.length);
  const entries = new Map<string, FeelValue>();
  for (const entry of list) {
    if (kindOf(entry) !== "context") return null;
    const { key, value } = entry as FeelContext;
    if (typeof key !== "string" || value === undefined || entries.has(key)) return null;
    entries.set(key, value);
  }
  return makeContext(entries);
}

function put(context: FeelContext, keys: FeelList, value: FeelValue, frame: Frame): FeelContext | null {
  const [key, ...rest] = keys;
  if (typeof key !== "string") return null;
  frame.charge(1 + Object.keys(context).length);
  const inner = Object.hasOwn(context, key) ? context[key]! : null;
  const next = rest.length === 0 ? value : kindOf(inner) === "context" ? put(inner as FeelContext, rest, value, frame) : null;
  return rest.length > 0 && next === null ? null : makeContext([...Object.entries(context), [key, next]]);
}

function merge(contexts: FeelList, frame: Frame): FeelContext | null {
  if (contexts.some((context) => kindOf(context) !== "context")) return null;
  const entries = contexts.flatMap((context) => Object.entries(context as FeelContext));
  frame.charge(entries.length);
  return makeContext(entries);
}

const c = (value: FeelValue | undefined): FeelContext => value as FeelContext;

export const conversionFunctions = [
  define("Conversion", "number(from: text, grouping separator?: text|null, decimal separator?: text|null) -> number", "A number from a text, with the signs used in it for thousands and decimals.",
    ['number("1 000,50", " ", ",")', "1000.5"], ([from, grouping, decimal]) => toNumber(from as string, (grouping ?? null) as string | null, (decimal ?? null) as string | null)),
  define("Conversion", "string(from: any) -> text", "Any value as text.", ["string([1.10, \"a\"])", '[1.1, "a"]'], ([from], f) => toText(from!, f)),
  define("Boolean", "not(negand: any) -> boolean", "True for false and the reverse; null for the rest.", ["not(true)", "false"], ([value]) => (typeof value === "boolean" ? !value : null)),
  define("Context", "get value(m: context, key: text) -> any", "The entry of a context with a name.", ['get value({a: 1}, "a")', "1"], ([m, key]) => (Object.hasOwn(c(m), key as string) ? c(m)[key as string]! : null)),
  define("Context", "get value(context: context, key: text) -> any", "The same, with the name the standard's text uses.", ['get value(context: {a: 1}, key: "a")', "1"],
    ([m, key]) => (Object.hasOwn(c(m), key as string) ? c(m)[key as string]! : null)),
  define("Context", "get entries(m: context) -> list", "Names and values of a context.", ["get entries({a: 1})", '[{key: "a", value: 1}]'],
    ([m], f) => (f.charge(Object.keys(c(m)).length), Object.entries(c(m)).map(([key, value]) => makeContext([["key", key], ["value", value]])))),
  define("Context", "context(entries: list) -> context", "A context from a list of names and values.", ['context([{key: "a", value: 1}])', "{a: 1}"], ([list], f) => fromEntries(list as FeelList, f)),
  define("Context", "context put(context: context, key: any, value: any|null) -> context", "The context with an entry set; the key may be a list that leads into nested contexts.", ['context put({a: 1}, "b", 2)', "{a: 1, b: 2}"],
    ([context, key, value], f) => put(c(context), isList(key!) ? key : [key!], value!, f)),
  define("Context", "context put(context: context, keys: list, value: any|null) -> context", "The same with the parameter named keys.", ['context put({a: {b: 1}}, ["a", "b"], 2)', "{a: {b: 2}}"],
    ([context, keys, value], f) => put(c(context), keys as FeelList, value!, f)),
  define("Context", "context merge(contexts: list) -> context", "One context of the entries of several; later ones win.", ["context merge([{a: 1}, {a: 2, b: 3}])", "{a: 2, b: 3}"], ([list], f) => merge(list as FeelList, f)),
];
