/**
 * Text family. Equality is exact. contains, startsWith and endsWith ignore case by *simple folding*: each code point is replaced by its
 * one-code-point lower-case form, independent of language and of its neighbours. That is what PostgreSQL's lower() does
 * in a UTF-8 database; JavaScript's own toLowerCase differs for İ (two code points) and for a final Σ.
 */
import { fragment, type OperandParser, type Operators } from "./operator";
import { equalityOperators } from "./equality";

const BEYOND_ASCII = /[^\0-\x7f]/;

/** Folds case the way SQL does: `fold("ΑΣ") === "ας"` never, always "ασ". */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  let folded = "";
  for (const point of text) folded += point === "İ" ? "i" : point.toLowerCase();
  return folded;
}

/** eq ne in notIn contains notContains startsWith endsWith isEmpty isNotEmpty. `text` gives the searched text of a value. */
export function textOperators<V, O>(spec: { parse: OperandParser<string, O>; parseFragment?: OperandParser<string, O>; text: (value: V) => string }): Operators<V, O> {
  const { parse, text } = spec;
  const parseFragment = spec.parseFragment ?? parse;
  const matching = (test: (value: string, part: string) => boolean) =>
    fragment<V, O>(parseFragment, (value, operand) => test(fold(text(value)), fold(operand)));
  return {
    ...equalityOperators<V, string, O>({ parse, same: (value, operand) => text(value) === operand }),
    contains: matching((value, part) => value.includes(part)),
    notContains: matching((value, part) => !value.includes(part)),
    startsWith: matching((value, part) => value.startsWith(part)),
    endsWith: matching((value, part) => value.endsWith(part)),
  };
}
