/**
 * Issues and errors of formulas.
 *
 * - *issue*: something wrong in the text of a formula, found before it ever runs; addressed by position.
 * - *FormulaError*: a limit crossed while a correct formula runs (too many steps, a text too long …).
 */
import { AppError } from "../../kernel/errors";

/** Published in docs/reference/formulas.md; `text`, `depth` and `brackets` are checked when compiling, the others when running. */
export const FORMULA_LIMITS = {
  /** Characters of a formula. */
  text: 10_000,
  /** Nested parts of a formula. */
  depth: 400,
  /** Brackets inside each other. */
  brackets: 100,
  /** Loop rounds, calls and list items touched in one evaluation. */
  steps: 100_000,
  /** Characters of one text value. */
  textLength: 1_000_000,
  /** Items of one list. */
  listLength: 100_000,
  /** Calls inside calls. */
  calls: 100,
} as const;

/** A part of the text: `from` inclusive, `to` exclusive, UTF-16 offsets as editors use them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One finding in the text of a formula. Line and column count from 1. */
export interface FormulaIssue extends Span {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
}

/** Line and column (from 1) of an offset. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { line: before.split("\n").length, column: offset - lastBreak };
}

export function issueAt(text: string, span: Span, message: string, remedy: string): FormulaIssue {
  const from = Math.max(0, Math.min(span.from, text.length));
  const to = Math.max(from, Math.min(span.to, text.length));
  return { from, to, ...lineAndColumn(text, from), message, remedy };
}

/** Thrown by `evaluate` when a formula crosses one of FORMULA_LIMITS; never for wrong values, which give null as DMN says. */
export class FormulaError extends AppError {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;

  constructor(message: string, remedy: string, text: string, span: Span) {
    const place = lineAndColumn(text, span.from);
    super("limit:exceeded", `${message} (line ${place.line}, column ${place.column} of the formula)`, { remedy });
    this.from = span.from;
    this.to = span.to;
    this.line = place.line;
    this.column = place.column;
  }
}
