/**
 * Built-in functions as data: signature, words for the reference, an example that is also a test, and the code.
 * A function with several signatures is several builtins of one name; the first that accepts the arguments is taken.
 */
import { DAY_MS } from "../calendar";
import type { Frame } from "../frame";
import { FeelDate, FeelDateTime } from "../temporal";
import { T, hasKind, type FormulaType } from "../types";
import { isList, type FeelValue, type Param, type ParamKind } from "../values";

export type Group = "Conversion" | "Boolean" | "Text" | "List" | "Number" | "Date and time" | "Range" | "Context";

/** Argument that was not given is undefined. */
export type Args = readonly (FeelValue | undefined)[];

export interface Builtin {
  readonly group: Group;
  readonly name: string;
  readonly signature: string;
  readonly params: readonly Param[];
  /**
   * Index of the parameter that takes all further arguments, which `run` gets as one list; -1 for none.
   * When it is the only one, `f(list)` and `f(a, b, …)` are the same.
   */
  readonly variadic: number;
  readonly result: FormulaType;
  /** A narrower result type, from the types of the arguments. */
  readonly resultOf?: (args: readonly FormulaType[]) => FormulaType;
  readonly summary: string;
  /** Formula and the text of its result. */
  readonly example: readonly [string, string];
  run(args: Args, frame: Frame): FeelValue;
  /** Says what is wrong with an argument that is a literal text, by parameter name. */
  readonly checks?: Readonly<Record<string, (literal: string) => string | undefined>>;
}

type Options = Pick<Builtin, "resultOf" | "checks">;

/**
 * `define("Text", "substring(string: text, start position: number, length?: number) -> text", "…", [formula, result], run)`.
 * `?` after a name: may be left out; `|null` after a kind: null is a value; `...` before a kind: variadic.
 */
export function define(group: Group, signature: string, summary: string, example: readonly [string, string], run: Builtin["run"], options: Options = {}): Builtin {
  const [, name, list, result] = /^(.+?)\((.*)\) -> (\w+)$/.exec(signature)!;
  const parts = list === "" ? [] : list!.split(", ");
  return {
    group, name: name!, signature, summary, example, run, ...options,
    params: parts.map(readParam),
    variadic: parts.findIndex((part) => part.includes("...")),
    result: T[result as keyof typeof T],
  };
}

function readParam(part: string): Param {
  const [, name, optional, kind, nullable] = /^(.+?)(\?)?: (?:\.\.\.)?(\w+)(\|null)?$/.exec(part)!;
  return { name: name!, kind: kind as ParamKind, optional: optional === "?", nullable: nullable !== undefined };
}

/** How much work the size of an argument stands for. */
function weight(value: FeelValue | undefined): number {
  return typeof value === "string" ? value.length >> 10 : Array.isArray(value) ? value.length >> 4 : 0;
}

/**
 * Value → argument of a parameter, with the implicit conversions of DMN: a single item for a list and the reverse, midnight for a date.
 * Undefined when it does not fit.
 */
export function toArgument(value: FeelValue, param: Param): FeelValue | undefined {
  if (value === null) return param.nullable ? null : undefined;
  if (param.kind === "list") return isList(value) ? value : [value];
  if (param.kind === "any") return value;
  const single = isList(value) && value.length === 1 ? value[0]! : value;
  if (hasKind(single, param.kind)) return single;
  if (param.kind === "dateTime" && single instanceof FeelDate) return new FeelDateTime(single.day, 0);
  if (param.kind === "date" && single instanceof FeelDateTime) return new FeelDate(Math.floor((single.day * DAY_MS + single.ms) / DAY_MS));
  return undefined;
}

/** Calls a builtin with arguments in the order of its parameters; an argument that does not fit makes the result null. */
export function callBuiltin(builtin: Builtin, args: Args, frame: Frame): FeelValue {
  let steps = 1;
  if (builtin.variadic === 0) {
    const first = args[0];
    const spread = args.length === 1 && first !== undefined && isList(first) && builtin.params[0]!.kind !== "list";
    const list = spread ? first : (args as readonly FeelValue[]);
    if (args.length === 0 || (args.length === 1 && first === null)) return null;
    frame.charge(steps + weight(list));
    return builtin.run([list], frame);
  }
  if (builtin.variadic > 0) {
    const list = toArgument(args[0] ?? null, builtin.params[0]!);
    frame.charge(steps + weight(list));
    return list === undefined ? null : builtin.run([list, args.slice(1) as readonly FeelValue[]], frame);
  }
  const fitted: (FeelValue | undefined)[] = [];
  for (let i = 0; i < builtin.params.length; i++) {
    const given = args[i];
    if (given === undefined) {
      if (!builtin.params[i]!.optional) return null;
      fitted.push(undefined);
      continue;
    }
    const argument = toArgument(given, builtin.params[i]!);
    if (argument === undefined) return null;
    steps += weight(argument);
    fitted.push(argument);
  }
  frame.charge(steps);
  return builtin.run(fitted, frame);
}
