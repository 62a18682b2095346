/**
 * A *command* is data plus one function. Its result is one *document* (printed with --json) and the same as text for people.
 * Text of progress goes to standard error through `say`, so that standard output holds nothing but the result.
 */
import type { Env } from "../server/env";

export interface OptionSpec {
  readonly type: "string" | "boolean";
  /** For --help, a sentence without a full stop. */
  readonly about: string;
  /** Shown for the value: --out <folder>. */
  readonly value?: string;
  readonly multiple?: boolean;
}

export interface Result {
  /** What --json prints. */
  readonly document: unknown;
  /** What people read; nothing when left out. */
  readonly text?: string;
  /** False when problems were found: exit code 1. True unless said otherwise. */
  readonly ok?: boolean;
}

export interface Input {
  /** Arguments without a dash, in order. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly isJson: boolean;
  /** The checked environment; read at the first call. @throws AppError input:invalid. */
  env(): Env;
  /** Progress and remarks, on standard error. */
  say(sentence: string): void;
}

export interface Command {
  /** One line for the list of commands. */
  readonly about: string;
  /** As written behind `metaloom <name>`, e.g. "<file> [--force]". */
  readonly usage?: string;
  /** Least and greatest number of arguments without a dash; none when left out. */
  readonly arity?: readonly [number, number];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** True for commands about the whole installation, or about none: they take no --workspace. */
  readonly anyWorkspace?: boolean;
  run(input: Input): Promise<Result | void>;
}
