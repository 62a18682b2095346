import { compileFormula } from "../expressions/formula";
import type { FormulaCompiler } from "./formulas";

/** The FEEL compiler as the loader asks for it: names only, types are judged where the fields are known. */
export const formulaCompiler: FormulaCompiler = (text, names) => {
  const compiled = compileFormula(text, { names: Object.fromEntries(names.map((name) => [name, "any" as const])) });
  if (compiled.ok) return { ok: true, paths: compiled.formula.references.map((path) => path.join(".")) };
  const [issue] = compiled.issues;
  return { ok: false, message: issue?.message ?? "The formula is not understood.", remedy: issue?.remedy ?? "See docs/reference/formulas.md." };
};
