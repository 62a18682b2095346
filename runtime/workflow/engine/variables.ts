/** Variables: set where they live, mapped in and out. */
import type { Json, Mapping, ProcessNode, Values, Variable } from "../definition/types";
import { evaluate, holderOf } from "./evaluate";
import { frameOf, type Run } from "./run";
import type { Frame } from "./state";

/** Sets each variable in the innermost frame that has it; a new one belongs to the process. */
export function setVariables(run: Run, frame: number, values: Values): void {
  for (const [name, value] of Object.entries(values)) (holderOf(run, frame, name) ?? rootOf(run, frame)).variables[name] = value;
  if (Object.keys(values).length > 0) run.changed = true;
}

function rootOf(run: Run, frame: number): Frame {
  let at = frameOf(run, frame);
  while (at.parent !== 0) at = frameOf(run, at.parent);
  return at;
}

/** All variables seen from a frame. */
export function visibleVariables(run: Run, frame: number): Record<string, Json> {
  const chain: Frame[] = [];
  for (let id = frame; id !== 0; id = frameOf(run, id).parent) chain.unshift(frameOf(run, id));
  return Object.assign({}, ...chain.map((at) => at.variables)) as Record<string, Json>;
}

export const declared = (variables: readonly Variable[]): Record<string, Json> => Object.fromEntries(variables.map((variable) => [variable.name, variable.default ?? null]));

export function mapped(run: Run, frame: number, mappings: readonly Mapping[] | undefined, extra?: Values): Record<string, Json> {
  return Object.fromEntries((mappings ?? []).map((mapping) => [mapping.to, evaluate(run, frame, mapping.from, extra)]));
}

/** What an activity brought, kept: by its mapping, or all of it when there is none. */
export function keepResult(run: Run, frame: number, def: ProcessNode, result: Values | undefined): void {
  if (!result) return;
  setVariables(run, frame, def.outputs ? mapped(run, frame, def.outputs, result) : result);
}
