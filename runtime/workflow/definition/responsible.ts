/** Who has to do a step, as the process says it; the people themselves are found when it runs. */
import type { NodeOf, ProcessDefinition, Responsible } from "./types";

/** Of the node itself, else of the nearest lane that says somebody. */
export function responsibleOf({ lanes = [] }: Pick<ProcessDefinition, "lanes">, own: readonly Responsible[] | undefined, lane: string | undefined): readonly Responsible[] {
  if (own?.length) return own;
  const seen = new Set<string>();
  for (let at = lanes.find(({ id }) => id === lane); at && !seen.has(at.id); at = lanes.find(({ id }) => id === at?.parent)) {
    if (at.responsible?.length) return at.responsible;
    seen.add(at.id);
  }
  return [];
}

/** A step that somebody does in the product. */
export interface PersonStep {
  readonly node: NodeOf<"userTask"> | NodeOf<"manualTask">;
  /** Its place among the nodes. */
  readonly index: number;
  readonly named: readonly Responsible[];
}

export const personSteps = (definition: ProcessDefinition): readonly PersonStep[] =>
  definition.nodes.flatMap((node, index) => (node.type === "userTask" || (node.type === "manualTask" && node.options?.confirm) ? [{ node, index, named: responsibleOf(definition, node.options?.responsible, node.lane) }] : []));
