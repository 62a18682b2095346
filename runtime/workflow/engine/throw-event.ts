/** Throwing events: all their triggers in order. */
import { triggerDefinitions } from "../triggers";
import type { TriggerType } from "../triggers/options";
import type { TriggerBehaviour } from "../triggers/trigger-type";
import type { CompiledNode } from "./compiled";
import type { Run } from "./run";
import type { Token } from "./state";

/** Throws; false when the token is held by what it threw, or gone. */
export function throwAll(run: Run, token: Token, node: CompiledNode): boolean {
  let free = true;
  for (const trigger of node.def.triggers ?? []) {
    if (!run.state.tokens[token.id]) return false;
    if ((run.process.triggers[trigger.type] as TriggerBehaviour<TriggerType>).throw?.(run, trigger, token) === "held") free = false;
  }
  return free && run.state.tokens[token.id] !== undefined;
}

/** Does it throw something everybody may hear? Then it comes after all who may want to hear. */
export const throwsForAll = (node: CompiledNode): boolean => node.def.triggers?.some((trigger) => triggerDefinitions[trigger.type].broadcast) ?? false;
