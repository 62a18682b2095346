/**
 * checkProcess(): everything that is wrong with a process, in plain sentences with the ids of the elements. Pure, and quick enough
 * to run while somebody draws. Soundness is looked at only when the structure is right.
 */
import type { ProcessDefinition } from "../definition/types";
import { graphOf, type Graph, type Rule } from "./graph";
import type { Problem } from "./problem";
import { activityRules } from "./rules-activities";
import { eventRules } from "./rules-events";
import { flowRules } from "./rules-flows";
import { placeRules } from "./rules-places";
import { wayRules } from "./rules-ways";
import { soundness } from "./soundness";

const STRUCTURE: readonly Rule[] = [...placeRules, ...flowRules, ...eventRules, ...activityRules];

export function checkProcess(definition: ProcessDefinition): readonly Problem[] {
  const work = checking(definition);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same in small steps, for whoever must not be held up by it; the last gives what was found. */
export function* checking(definition: ProcessDefinition): Generator<undefined, readonly Problem[]> {
  const graph = graphOf(definition);
  const found = yield* each(STRUCTURE, graph);
  if (found.some(({ area, severity }) => area === "structure" && severity === "error")) return found;
  return [...found, ...(yield* each(wayRules, graph)), ...(yield* soundness(graph))];
}

function* each(rules: readonly Rule[], graph: Graph): Generator<undefined, readonly Problem[]> {
  const found: Problem[] = [];
  for (const rule of rules) {
    found.push(...rule(graph));
    yield;
  }
  return found;
}

/** May it be published? What only the imported file did wrong is mended by the import. */
export const isPublishable = (problems: readonly Problem[]): boolean => problems.every((found) => found.severity !== "error" || found.area === "file");
