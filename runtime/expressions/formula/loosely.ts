/** Formulas whose names are known only when they run: every name in them is taken for a variable. */
import { compileFormula, type Formula } from "./compile";
import { namesIn } from "./names-in";
import { parseFormula } from "./parse";

export interface FormulaFault {
  readonly fault: string;
  readonly remedy: string;
}

export function compileLoosely(text: string): Formula | FormulaFault {
  const parsed = parseFormula(text);
  const issues = (list: readonly { message: string; remedy: string }[]): FormulaFault => ({ fault: list[0]?.message ?? "It is not a formula.", remedy: list[0]?.remedy ?? "Mend the formula." });
  if (!parsed.ok) return issues(parsed.issues);
  const compiled = compileFormula(text, { names: Object.fromEntries([...namesIn(parsed.ast)].map((name) => [name, "any"] as const)), checkTypes: false });
  return compiled.ok ? compiled.formula : issues(compiled.issues);
}
