/** Values of variables as operators read and write them, and where a token may be moved. */
import type { Json, ProcessNode } from "../../runtime/workflow/definition/types";

/** Text stays as it is, everything else is JSON. */
export const shownValue = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value));

/** What was typed, of the kind the variable has now; a new or empty one is read as JSON where it is some, else as text. Undefined: it does not fit. */
export function readValue(text: string, before: Json | undefined): Json | undefined {
  if (typeof before === "string") return text;
  try {
    const value = JSON.parse(text) as Json;
    return before === undefined || before === null || typeof value === typeof before || value === null ? value : undefined;
  } catch {
    return before === undefined || before === null ? text : undefined;
  }
}

const PLACES: ReadonlySet<ProcessNode["type"]> = new Set(["boundaryEvent", "startEvent", "eventSubProcess"]);

/** Steps a token can be put at: those beside its own, in the same scope. */
export function targetsOf(nodes: readonly ProcessNode[], from: string): readonly ProcessNode[] {
  const here = nodes.find(({ id }) => id === from);
  return nodes.filter((node) => node.id !== from && node.inside === here?.inside && node.pool === here?.pool && !PLACES.has(node.type) && node.forCompensation !== true);
}
