/**
 * Formulas at run time. Names are looked up from the frame outwards. A formula that cannot be read, that asks for a variable
 * nobody has set, or that crosses a limit is a StepFailure; a test without an answer (null) counts as no.
 */
import { compileLoosely, FormulaError, toJson, type Formula as CompiledFormula, type FormulaFault } from "../../expressions/formula";
import type { Formula, Json, Text, Values } from "../definition/types";
import { StepFailure, type CompiledProcess } from "./compiled";
import { frameOf, type Run } from "./run";
import type { Frame } from "./state";

/** Value of a formula in a frame. `extra` hides variables of the same name (results of the work just done). */
export function evaluate(run: Run, frame: number, text: Formula, extra?: Values): Json {
  const formula = formulaOf(run.process, text);
  if ("fault" in formula) throw new StepFailure("formula", `The formula “${text}” cannot be read: ${formula.fault}`, formula.remedy);
  const values: Record<string, Json> = {};
  for (const path of formula.references) {
    const name = path[0]!;
    if (name in values) continue;
    const found = extra && Object.hasOwn(extra, name) ? extra : holderOf(run, frame, name)?.variables;
    if (!found) throw new StepFailure("unknownVariable", `The formula “${text}” asks for “${name}”, and there is no such variable here.`, "Set the variable and try again, or mend the formula in a new version.");
    values[name] = found[name]!;
  }
  try {
    return toJson(formula.evaluate({ values, now: run.now, timeZone: run.process.timeZone }));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new StepFailure("formula", `The formula “${text}” failed: ${error.message}`, error.remedy);
  }
}

/** A test: null counts as no, any other value that is not yes or no is a failure. */
export function evaluateCondition(run: Run, frame: number, text: Formula, extra?: Values): boolean {
  const value = evaluate(run, frame, text, extra);
  if (typeof value === "boolean" || value === null) return value === true;
  throw new StepFailure("condition", `The condition “${text}” gives ${JSON.stringify(value).slice(0, 60)} instead of yes or no.`, "Mend the condition in a new version.");
}

/** A literal or the value of its formula, as text. */
export function evaluateText(run: Run, frame: number, text: Text, extra?: Values): string {
  if (typeof text === "string") return text;
  const value = evaluate(run, frame, text.formula, extra);
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw new StepFailure("text", `The formula “${text.formula}” gives no text.`, "Set the values it uses and try again.");
}

/** The innermost frame that has the variable. */
export function holderOf(run: Run, frame: number, name: string): Frame | undefined {
  for (let id = frame; id !== 0; ) {
    const at = frameOf(run, id);
    if (Object.hasOwn(at.variables, name)) return at;
    id = at.parent;
  }
  return undefined;
}

/** Compiled once per definition. Every name in it is taken for a variable; which ones exist is known only when it runs. */
function formulaOf(process: CompiledProcess, text: Formula): CompiledFormula | FormulaFault {
  const known = process.formulas.get(text);
  if (known) return known;
  const made = compileLoosely(text);
  process.formulas.set(text, made);
  return made;
}
