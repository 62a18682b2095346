/**
 * Scripts: one assignment to a line, `name = formula`; later lines see what earlier ones gave. Lines that begin with a space go on with the line before, `//` begins
 * a comment. There is nothing else: formulas cannot loop without end, read files or call anything, which is the sandbox.
 */
import { compileLoosely, FormulaError, toJson } from "../../expressions/formula";
import type { Json, Values } from "../definition/types";

/** Published in docs/limits.md. */
export const SCRIPT_LIMITS = {
  /** Assignments of one script. */
  lines: 200,
} as const;

interface Assignment {
  /** Counted from 1, as people count lines. */
  readonly line: number;
  readonly name: string;
  readonly formula: string;
}

export interface ScriptFault {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

const REMEDY = "Write one assignment to a line: total = price * 2.";
const ASSIGNMENT = /^([\p{L}_][\p{L}\p{N}_]{0,99})\s*=(?![=>])\s*(.+)$/su;

export function readScript(script: string): { readonly assignments: readonly Assignment[]; readonly faults: readonly ScriptFault[] } {
  const lines: { line: number; text: string }[] = [];
  script.split(/\r?\n/).forEach((text, at) => {
    const bare = text.replace(/^\s*\/\/.*$/, "");
    if (bare.trim() === "") return;
    const last = lines.at(-1);
    if (/^\s/.test(bare) && last) last.text += `\n${bare}`;
    else lines.push({ line: at + 1, text: bare.trim() });
  });
  const faults: ScriptFault[] = lines.length > SCRIPT_LIMITS.lines ? [{ line: lines[SCRIPT_LIMITS.lines]!.line, message: `The script has more than ${SCRIPT_LIMITS.lines} assignments.`, remedy: "Divide it into several steps." }] : [];
  const assignments = lines.slice(0, SCRIPT_LIMITS.lines).flatMap(({ line, text }): Assignment[] => {
    const [, name, formula] = ASSIGNMENT.exec(text) ?? [];
    if (name === undefined || formula === undefined) return faults.push({ line, message: `Line ${line} of the script gives nothing to a variable: “${text.slice(0, 80)}”.`, remedy: REMEDY }), [];
    const compiled = compileLoosely(formula);
    if ("fault" in compiled) faults.push({ line, message: `The formula in line ${line} of the script cannot be read: ${compiled.fault}`, remedy: compiled.remedy });
    return [{ line, name, formula }];
  });
  return { assignments, faults };
}

export type ScriptResult = { readonly variables: Values } | { readonly failure: string };

const KEPT = 1_000;
const read = new Map<string, ReturnType<typeof readScript>>();

/** Never throws for what a script says. */
export function runScript(script: string, values: Values, moment: { readonly now: Date; readonly timeZone: string }): ScriptResult {
  let ready = read.get(script);
  if (!ready) {
    if (read.size >= KEPT) read.clear();
    read.set(script, (ready = readScript(script)));
  }
  const [fault] = ready.faults;
  if (fault) return { failure: `${fault.message} ${fault.remedy}` };
  const variables: Record<string, Json> = {};
  for (const { line, name, formula } of ready.assignments) {
    const seen = { ...values, ...variables };
    const compiled = compileLoosely(formula);
    if ("fault" in compiled) continue; // told above
    const missing = compiled.references.map(([first]) => first!).find((first) => !Object.hasOwn(seen, first));
    if (missing !== undefined) return { failure: `Line ${line} of the script asks for “${missing}”, and there is no such variable here. Set the variable and try again, or mend the script in a new version.` };
    try {
      variables[name] = toJson(compiled.evaluate({ values: seen, ...moment }));
    } catch (error) {
      if (!(error instanceof FormulaError)) throw error;
      return { failure: `Line ${line} of the script failed: ${error.message} ${error.remedy ?? ""}`.trim() };
    }
  }
  return { variables };
}
