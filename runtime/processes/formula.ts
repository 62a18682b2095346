/** Formulas of service settings and terms, over variables: the engine's own way of reading them. */
import { compileLoosely, FormulaError, toJson } from "../expressions/formula";
import { StepFailure } from "../workflow/engine/compiled";
import { rootFrame } from "../workflow/engine/run";
import type { Json, Text, Values } from "../workflow/definition/types";
import type { ProcessState } from "../workflow/engine/state";

const KEPT = 5_000;
const compiled = new Map<string, ReturnType<typeof compileLoosely>>();

/** @throws StepFailure in plain words. */
export function valueOf(text: string, values: Values, now: Date, timeZone: string): Json {
  let formula = compiled.get(text);
  if (!formula) {
    if (compiled.size >= KEPT) compiled.clear();
    compiled.set(text, (formula = compileLoosely(text)));
  }
  if ("fault" in formula) throw new StepFailure("formula", `The formula “${text}” cannot be read: ${formula.fault}`, formula.remedy);
  const missing = formula.references.map(([name]) => name!).find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined) throw new StepFailure("unknownVariable", `The formula “${text}” asks for “${missing}”, and there is no such variable here.`, "Set the variable and try again, or mend the formula in a new version.");
  try {
    return toJson(formula.evaluate({ values, now, timeZone }));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new StepFailure("formula", `The formula “${text}” failed: ${error.message}`, error.remedy);
  }
}

/** A literal, or the value of its formula as text. */
export function textOf(text: Text, values: Values, now: Date, timeZone: string): string {
  if (typeof text === "string") return text;
  const value = valueOf(text.formula, values, now, timeZone);
  if (Array.isArray(value)) return value.join(", ");
  if (value === null || typeof value === "object") throw new StepFailure("text", `The formula “${text.formula}” gives no text.`, "Set the values it uses and try again.");
  return String(value);
}

/** All variables seen by a token, the innermost winning; of one that is gone, those of the process. */
export function variablesAt(state: ProcessState, token: number): Record<string, Json> {
  const chain: Record<string, Json>[] = [];
  const at = state.tokens[token]?.frame;
  for (let frame = at === undefined ? rootFrame(state) : state.frames[at]; frame; frame = state.frames[frame.parent]) chain.unshift(frame.variables);
  return Object.assign({}, ...chain) as Record<string, Json>;
}
