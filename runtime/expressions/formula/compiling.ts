/**
 * What the parts of the compiler share.
 *
 * - *code*: a compiled node: how to run it and what type it has.
 * - *scope*: names bound inside the formula while compiling. Each scope is one link of the frame's locals when running, so
 *   that a name becomes a number of hops.
 */
import type { Node } from "./ast";
import type { Frame, Locals } from "./frame";
import type { Span } from "./issues";
import { T, type FormulaType } from "./types";
import type { FeelValue } from "./values";

export type Run = (frame: Frame, locals: Locals | null) => FeelValue;

export interface Code {
  readonly run: Run;
  readonly type: FormulaType;
}

export type Scope =
  | { readonly kind: "name"; readonly key: string; readonly name: string; readonly type: FormulaType; readonly outer: Scope | null }
  /** Inside `list[…]`: the entries of the item are names, and `item` is the item itself. */
  | { readonly kind: "item"; readonly type: FormulaType; readonly outer: Scope | null };

/** The compiler, as its parts see it. */
export interface Compiling {
  compile(node: Node, scope: Scope | null): Code;
  /** Reports an issue and gives code that stands for the broken part, so that the rest is still checked. */
  refuse(span: Span, message: string, remedy: string): Code;
  /** Types are checked (false: values of the wrong type give null when running). */
  readonly checksTypes: boolean;
  /** The text of a node, for messages. */
  source(span: Span): string;
  /** A known name by its key, or undefined. */
  known(key: string): { readonly name: string; readonly type: FormulaType } | undefined;
  /** Names for "did you mean". */
  suggest(word: string, scope: Scope | null): string | undefined;
  /** Notes that the formula reads a path. */
  refer(path: readonly string[]): void;
  /** Type of `?`, when it has a meaning here. */
  readonly inputType: FormulaType | undefined;
}

export const nothing: Code = { run: () => null, type: T.any };

export const constant = (value: FeelValue, type: FormulaType): Code => ({ run: () => value, type });

/** The value bound `hops` links out. */
export function localAt(locals: Locals | null, hops: number): FeelValue {
  let link = locals;
  for (let i = 0; i < hops; i++) link = link!.outer;
  return link!.value;
}
