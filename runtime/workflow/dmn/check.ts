/** What is wrong with a decision, before anybody runs it. */
import { compileDecision, type DecisionFault } from "./compile";
import type { DecisionDefinition } from "./decision";

/** Published in docs/limits.md. */
export const DECISION_LIMITS = {
  /** Rules of one decision. */
  rules: 2_000,
  /** Inputs of one decision, and its outputs. */
  columns: 50,
} as const;

/** Empty when it can run. What depends on values (two rules that fit at once) shows when it does. */
export function checkDecision(decision: DecisionDefinition): readonly DecisionFault[] {
  const compiled = compileDecision(decision);
  return [...(compiled.ok ? [] : compiled.faults), ...policy(decision), ...twice(decision, "inputs"), ...twice(decision, "outputs"), ...twice(decision, "rules"), ...names(decision), ...strangers(decision)];
}

const fault = (path: readonly (string | number)[], message: string, remedy: string): DecisionFault => ({ path, message, remedy });

function policy({ hitPolicy = "unique", aggregation, outputs }: DecisionDefinition): readonly DecisionFault[] {
  const faults: DecisionFault[] = [];
  if (aggregation !== undefined && hitPolicy !== "collect") faults.push(fault(["aggregation"], `Results are only put together when all are collected, and the hit policy is “${hitPolicy}”.`, "Take it away, or choose “collect”."));
  if (aggregation !== undefined && outputs.length > 1) faults.push(fault(["aggregation"], "Several outputs cannot be put together to one value.", "Keep one output, or make a decision for each."));
  if (hitPolicy === "priority" || hitPolicy === "outputOrder") {
    outputs.forEach((output, index) => output.values === undefined && faults.push(fault(["outputs", index], `It is not said which values of “${output.label ?? output.name}” come first.`, "List its values, the most important first.")));
  }
  return faults;
}

function twice(decision: DecisionDefinition, key: "inputs" | "outputs" | "rules"): readonly DecisionFault[] {
  const seen = new Set<string>();
  return decision[key].flatMap(({ id }, index) => {
    if (seen.has(id)) return [fault([key, index, "id"], `The id “${id}” is used twice.`, "Choose another id.")];
    seen.add(id);
    return [];
  });
}

function names({ outputs }: DecisionDefinition): readonly DecisionFault[] {
  return outputs.flatMap(({ name }, index) => (outputs.findIndex((other) => other.name === name) === index ? [] : [fault(["outputs", index, "name"], `Two outputs have the name “${name}”.`, "Choose another name.")]));
}

/** Cells of columns that are not there. */
function strangers({ inputs, outputs, rules }: DecisionDefinition): readonly DecisionFault[] {
  const known = { when: new Set(inputs.map(({ id }) => id)), then: new Set(outputs.map(({ id }) => id)) };
  return rules.flatMap((rule, index) => (["when", "then"] as const).flatMap((key) => Object.keys(rule[key] ?? {}).filter((id) => !known[key].has(id))
    .map((id) => fault(["rules", index, key, id], `There is no ${key === "when" ? "input" : "output"} with the id “${id}”.`, "Take the cell away, or add the column."))));
}
