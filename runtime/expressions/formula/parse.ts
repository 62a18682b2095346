/**
 * Text → AST. `lezer-feel` reads the grammar; names with spaces, operators and Cyrillic ("Сумма заказа", "net-price") are
 * recognised because the known names are given to its variable tracker. It runs in strict mode: we report the first place
 * that cannot be read instead of a guess at what was meant, and never spend time on error recovery.
 */
import { normalizeContextKey, parser, trackVariables } from "lezer-feel";
import type { Node, UnaryTests } from "./ast";
import { FORMULA_LIMITS, issueAt, type FormulaIssue } from "./issues";
import { ReadError, readExpression, readUnaryTests, type Cst } from "./read-tree";
import type { NameType } from "./types";

export type Parsed<T> = { readonly ok: true; readonly ast: T } | { readonly ok: false; readonly issues: readonly FormulaIssue[] };
export type KnownNames = Readonly<Record<string, NameType>>;

/**
 * Reads an expression. `names` are the known names; only those with spaces or operators in them change how a text is read.
 * Never throws.
 */
export function parseFormula(text: string, names: KnownNames = {}): Parsed<Node> {
  return read(text, "Expression", names, readExpression);
}

/** Reads unary tests: `> 5, [1..3], "a"`, `not(1)`, `-`. Never throws. */
export function parseUnaryTests(text: string, names: KnownNames = {}): Parsed<UnaryTests> {
  return read(text, "UnaryTests", names, readUnaryTests);
}

function read<T>(text: string, top: string, names: KnownNames, build: (tree: Cst, text: string) => T): Parsed<T> {
  const refuse = (from: number, to: number, message: string, remedy: string): Parsed<T> => ({ ok: false, issues: [issueAt(text, { from, to }, message, remedy)] });
  if (text.length > FORMULA_LIMITS.text) {
    return refuse(FORMULA_LIMITS.text, text.length, `The formula is longer than ${FORMULA_LIMITS.text} characters.`, "Split it into several formula fields.");
  }
  const deep = tooDeep(text);
  if (deep !== undefined) {
    return refuse(deep, deep + 1, `The formula has more than ${FORMULA_LIMITS.brackets} brackets inside each other.`, "Split it into several formula fields.");
  }
  if (text.trim() === "") return refuse(0, text.length, "The formula is empty.", "Write an expression, for example: amount * 2.");
  try {
    const tree = parser.configure({ top, strict: true, contextTracker: trackVariables(trackerContext(names)) }).parse(text);
    return { ok: true, ast: build(tree.topNode, text) };
  } catch (error) {
    if (error instanceof ReadError) return refuse(error.from, error.to, error.message, error.remedy);
    if (error instanceof RangeError) return refuse(0, text.length, "The formula is nested too deeply.", "Split it into several formula fields.");
    if (!(error instanceof Error)) throw error;
    return { ok: false, issues: [unreadable(text, Number(/^No parse at (\d+)/.exec(error.message)?.[1] ?? 0))] };
  }
}

const SKIP = /"(?:[^"\\]|\\[\s\S])*"?|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|[()[\]{}]/g;

/** Where brackets are nested beyond the limit. Asked before parsing: the parser's time grows with the square of the depth. */
function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (const token of text.matchAll(SKIP)) {
    if ("([{".includes(token[0])) depth++;
    else if (")]}".includes(token[0])) depth--;
    if (depth > FORMULA_LIMITS.brackets) return token.index;
  }
  return undefined;
}

/** Contexts made already; names that several contexts share are one object. */
const shapes = new WeakMap<KnownNames, Record<string, unknown>>();

/** The shape of names the tracker understands: an object per context, anything for the rest. */
function trackerContext(names: KnownNames): Record<string, unknown> {
  const known = shapes.get(names);
  if (known) return known;
  const shape = (type: NameType): unknown => {
    if (typeof type === "string") return 1;
    return type.type === "list" ? shape(type.item) : trackerContext(type.fields);
  };
  const made = Object.fromEntries(Object.entries(names).map(([name, type]) => [name, shape(type)]));
  shapes.set(names, made);
  return made;
}

/** Two spellings of one name ("net-price", "net - price") have the same key. */
export function nameKey(name: string): string {
  return normalizeContextKey(name);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_?]+|\*\*|\.\.|[<>!]=|[^\s]/uy;

function unreadable(text: string, stopped: number): FormulaIssue {
  const from = stopped + /^\s*/.exec(text.slice(stopped))![0].length;
  if (from >= text.length) {
    return issueAt(text, { from: text.length, to: text.length }, "The formula ends too early.", "Complete the last part or close the open bracket.");
  }
  TOKEN.lastIndex = from;
  const token = TOKEN.exec(text)?.[0] ?? text[from]!;
  const span = { from, to: from + token.length };
  if (token === '"') return issueAt(text, { from, to: text.length }, "A text is opened here and never closed.", 'Close it with a double quote (").');
  if (token === "'") return issueAt(text, span, "Single quotes have no meaning in a formula.", 'Write texts in double quotes: "won".');
  if (token === "==") return issueAt(text, span, "“==” has no meaning in a formula.", "Compare with a single “=”.");
  if (token === "&" || token === "|") return issueAt(text, span, `“${token}” has no meaning in a formula.`, "Write “and” or “or”.");
  if (token === "%") return issueAt(text, span, "“%” has no meaning in a formula.", "Write modulo(a, b), or divide by 100.");
  return issueAt(text, span, `“${token}” is not expected here.`, "Look at what stands before it: an operator, a comma or a bracket may be missing.");
}
