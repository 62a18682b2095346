/**
 * Static types: what can be told about a formula before it runs. Best effort; `any` means "not known" and is never an error.
 *
 * - *name type*: how a caller describes a known name: a word, or a word with structure.
 * - *fits*: could a value of this type be accepted there? Only a certain no is an issue.
 */
import { kindOf, type FeelValue, type Param, type ParamKind, type ValueKind } from "./values";

export type SimpleTypeName = "text" | "number" | "boolean" | "date" | "dateTime" | "time" | "duration" | "list" | "context" | "any";

/** Type of a known name. With `fields` or `item`, names below it are checked as well. */
export type NameType =
  | SimpleTypeName
  | { readonly type: "context"; readonly fields: Readonly<Record<string, NameType>> }
  | { readonly type: "list"; readonly item: NameType };

export interface FormulaType {
  readonly kind: ValueKind | "duration" | "any";
  readonly item?: FormulaType;
  readonly fields?: ReadonlyMap<string, FormulaType>;
  /** Of a function whose definition is in sight. */
  readonly result?: FormulaType;
  readonly params?: readonly Param[];
  /** Where the value comes from, when it is a known name or a path below one; for references. */
  readonly path?: readonly string[];
}

const simple = (kind: FormulaType["kind"]): FormulaType => Object.freeze({ kind });

export const T = {
  any: simple("any"), null: simple("null"), boolean: simple("boolean"), number: simple("number"), text: simple("text"), date: simple("date"),
  time: simple("time"), dateTime: simple("dateTime"), duration: simple("duration"), timeDuration: simple("timeDuration"),
  monthsDuration: simple("monthsDuration"), list: simple("list"), context: simple("context"), range: simple("range"), function: simple("function"),
} as const;

export const listOf = (item: FormulaType): FormulaType => ({ kind: "list", item });

export function typeFromName(type: NameType, path: readonly string[]): FormulaType {
  if (typeof type === "string") return { kind: type, path };
  if (type.type === "list") return { kind: "list", item: typeFromName(type.item, path), path };
  let fields: ReadonlyMap<string, FormulaType> | undefined;
  return {
    kind: "context", path,
    // Made when asked for: entities refer to each other, so that all names together are far more than a formula reads.
    get fields() {
      return (fields ??= new Map(Object.entries(type.fields).map(([name, field]) => [name, typeFromName(field, [...path, name])])));
    },
  };
}

/** The common type of two branches. */
export function either(a: FormulaType, b: FormulaType): FormulaType {
  if (a.kind === "null") return b;
  if (b.kind === "null" || a === b) return a;
  if (a.kind !== b.kind) return isDurationKind(a.kind) && isDurationKind(b.kind) ? T.duration : T.any;
  if (a.kind === "list") return a.item && b.item ? listOf(either(a.item, b.item)) : T.list;
  return { kind: a.kind };
}

export const isDurationKind = (kind: FormulaType["kind"]): boolean => kind === "duration" || kind === "timeDuration" || kind === "monthsDuration";

/** Certain that the value is never of the wanted kind (null counts as fitting everywhere). */
export function neverFits(type: FormulaType, wanted: ParamKind): boolean {
  if (type.kind === "any" || type.kind === "null" || wanted === "any" || wanted === "list") return false;
  if (type.kind === "list") return type.item !== undefined && neverFits(type.item, wanted);
  if (wanted === "duration") return !isDurationKind(type.kind);
  if (wanted === "timeDuration" || wanted === "monthsDuration") return type.kind !== wanted && type.kind !== "duration";
  if (wanted === "dateTime") return type.kind !== "dateTime" && type.kind !== "date";
  if (wanted === "day") return type.kind !== "dateTime" && type.kind !== "date";
  if (wanted === "point") return ["boolean", "context", "function"].includes(type.kind);
  return type.kind !== wanted;
}

/** Certain that the two are of different kinds, so that comparing them always gives null. */
export function neverComparable(a: FormulaType, b: FormulaType): boolean {
  if ([a.kind, b.kind].some((kind) => kind === "any" || kind === "null")) return false;
  if (isDurationKind(a.kind) && isDurationKind(b.kind)) return a.kind !== "duration" && b.kind !== "duration" && a.kind !== b.kind;
  return a.kind !== b.kind;
}

const WORDS: Record<FormulaType["kind"], string> = {
  any: "a value", null: "null", boolean: "a yes/no value", number: "a number", text: "a text", date: "a date", time: "a time", dateTime: "a date and time",
  duration: "a duration", timeDuration: "a days and time duration", monthsDuration: "a years and months duration", list: "a list", context: "a context",
  range: "a range", function: "a function",
};

/** "a number", "a text" … for messages. */
export function describeType(kind: ParamKind): string {
  return kind === "day" ? "a date" : kind === "point" ? "a value or a range" : WORDS[kind];
}

/** Does a value that is not null have the kind? */
export function hasKind(value: FeelValue, kind: ParamKind): boolean {
  if (kind === "any") return true;
  const actual = kindOf(value);
  switch (kind) {
    case "duration": return isDurationKind(actual);
    case "day": return actual === "date" || actual === "dateTime";
    case "point": return !["boolean", "context", "function", "list", "null"].includes(actual);
    default: return actual === kind;
  }
}
