/** Decisions made ready to run: every formula and test compiled once. */
import { compileLoosely, compileUnaryTests, parseUnaryTests, type Formula as CompiledFormula, type FormulaIssue, type UnaryTest } from "../../expressions/formula";
import { namesIn } from "../../expressions/formula/names-in";
import type { DecisionDefinition, DecisionInput, DecisionOutput, DecisionRule } from "./decision";

export interface DecisionFault {
  /** What it is about, as a path in the document: ["rules", 0, "when", "amount"]. */
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

export interface CompiledDecision {
  readonly definition: DecisionDefinition;
  readonly inputs: readonly { readonly input: DecisionInput; readonly formula: CompiledFormula; readonly allowed?: UnaryTest }[];
  readonly outputs: readonly { readonly output: DecisionOutput; readonly values: readonly CompiledFormula[]; readonly otherwise?: CompiledFormula }[];
  readonly rules: readonly { readonly rule: DecisionRule; readonly tests: readonly (UnaryTest | undefined)[]; readonly results: readonly (CompiledFormula | undefined)[] }[];
}

export type Compilation = { readonly ok: true; readonly decision: CompiledDecision } | { readonly ok: false; readonly faults: readonly DecisionFault[] };

/** Finds every formula that cannot be read; never throws. */
export function compileDecision(definition: DecisionDefinition): Compilation {
  const faults: DecisionFault[] = [];
  const formula = (text: string, ...path: readonly (string | number)[]): CompiledFormula => {
    const made = compileLoosely(text);
    if ("fault" in made) faults.push({ path, message: `The formula “${text}” cannot be read: ${made.fault}`, remedy: made.remedy });
    return made as CompiledFormula;
  };
  const test = (text: string | undefined, ...path: readonly (string | number)[]): UnaryTest | undefined => {
    if (text === undefined || isAnything(text)) return undefined;
    const made = compileTest(text);
    if ("test" in made) return made.test;
    faults.push({ path, message: `The test “${text}” cannot be read: ${made.issue?.message ?? "it is no test."}`, remedy: made.issue?.remedy ?? "Mend the test." });
    return undefined;
  };
  const inputs = definition.inputs.map((input, index) => {
    const allowed = test(input.allowed, "inputs", index, "allowed");
    return { input, formula: formula(input.formula, "inputs", index, "formula"), ...(allowed && { allowed }) };
  });
  const outputs = definition.outputs.map((output, index) => ({
    output, values: (output.values ?? []).map((value, place) => formula(value, "outputs", index, "values", place)), ...(output.default !== undefined && { otherwise: formula(output.default, "outputs", index, "default") }),
  }));
  const rules = definition.rules.map((rule, index) => ({
    rule, tests: definition.inputs.map(({ id }) => test(rule.when?.[id], "rules", index, "when", id)),
    results: definition.outputs.map(({ id }) => (rule.then?.[id] === undefined || rule.then[id].trim() === "" ? undefined : formula(rule.then[id], "rules", index, "then", id))),
  }));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, decision: { definition, inputs, outputs, rules } };
}

/** An empty cell and a dash fit every value, and no value. */
export const isAnything = (text: string): boolean => /^\s*-?\s*$/.test(text);

function compileTest(text: string): { readonly test: UnaryTest } | { readonly issue: FormulaIssue | undefined } {
  const parsed = parseUnaryTests(text);
  if (!parsed.ok) return { issue: parsed.issues[0] };
  const names = Object.fromEntries(parsed.ast.tests.flatMap((node) => [...namesIn(node)]).map((name) => [name, "any"] as const));
  const made = compileUnaryTests(text, { names, checkTypes: false });
  return made.ok ? { test: made.test } : { issue: made.issues[0] };
}
