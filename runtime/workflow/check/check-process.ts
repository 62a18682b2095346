/**
 * checkProcess(): everything that is wrong with a process, in plain sentences with the ids of the elements. Pure, and quick enough
 * to run while somebody draws. Soundness is looked at only when the structure is right.
 */
import type { ProcessDefinition } from "../definition/types";
import { graphOf, type Rule } from "./graph";
import type { Problem } from "./problem";
import { activityRules } from "./rules-activities";
import { eventRules } from "./rules-events";
import { flowRules } from "./rules-flows";
import { placeRules } from "./rules-places";
import { wayRules } from "./rules-ways";
import { soundness } from "./soundness";

const STRUCTURE: readonly Rule[] = [...placeRules, ...flowRules, ...eventRules, ...activityRules];
const SOUNDNESS: readonly Rule[] = [...wayRules, soundness];

export function checkProcess(definition: ProcessDefinition): readonly Problem[] {
  const graph = graphOf(definition);
  const structure = STRUCTURE.flatMap((rule) => rule(graph));
  const broken = structure.some((found) => found.area === "structure" && found.severity === "error");
  return broken ? structure : [...structure, ...SOUNDNESS.flatMap((rule) => rule(graph))];
}

/** May it be published? What only the imported file did wrong is mended by the import. */
export const isPublishable = (problems: readonly Problem[]): boolean => problems.every((found) => found.severity !== "error" || found.area === "file");
