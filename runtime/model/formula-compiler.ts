/** The FEEL compiler as the loader wants it. */
import { compileFormula } from "../expressions/formula";
import type { FormulaCompiler } from "./formulas";

/** Compiles with all names known; the first issue becomes the verdict. */
export const formulaCompiler: FormulaCompiler = (text, names) => {
  const compiled = compileFormula(text, { names });
  if (compiled.ok) return { ok: true, paths: compiled.formula.references };
  const [issue] = compiled.issues;
  return { ok: false, message: issue?.message ?? "The formula cannot be read.", remedy: issue?.remedy ?? "Mend the formula." };
};
