import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { compileFormula } from "./compile";
import { Frame } from "./frame";
import { SYNTAX, formulaReference } from "./reference";
import { toText } from "./to-text";

it("is the file docs/reference/formulas.md", async () => {
  await expect(formulaReference()).toMatchFileSnapshot(fileURLToPath(new URL("../../../docs/reference/formulas.md", import.meta.url)));
});

it.each(SYNTAX)("tells the truth about %s", (formula, result) => {
  const context = { values: {}, now: new Date(0), timeZone: "UTC" };
  const compiled = compileFormula(formula, { names: {} });
  if (!compiled.ok) throw new Error(compiled.issues[0]!.message);
  expect(toText(compiled.formula.evaluate(context), new Frame(context, formula, compiled.formula.ast))).toBe(result);
});
