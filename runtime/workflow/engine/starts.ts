/** By what a process can be started besides by hand: what the hands keep ready while it is published. */
import type { NodeOf, ProcessDefinition, Text, Trigger } from "../definition/types";
import { compileProcess } from "./compile";
import type { CompiledNode } from "./compiled";

/** A start that waits for its trigger; the event `start` names the node. */
export interface StartTrigger {
  readonly pool: string;
  readonly node: string;
  readonly trigger: Trigger;
}

/** Start events with triggers, and the events after a gateway (or the task) that starts the process. */
export function startTriggers(definition: ProcessDefinition, pool: string): readonly StartTrigger[] {
  const container = compileProcess(definition).containers.get(pool);
  if (!container) return [];
  const instantiating = container.nodes.filter((node) => node.incoming.length === 0 && (node.def.options as { readonly starts?: boolean } | undefined)?.starts === true);
  const awaited = instantiating.flatMap((node) => (node.role === "gateway" ? node.outgoing.map((flow) => compileProcess(definition).nodes.get(flow.to)!) : [node]));
  return [...container.triggered, ...awaited].flatMap((node) => triggersOf(node).map((trigger) => ({ pool, node: node.id, trigger })));
}

/** May it be started without a trigger? */
export const hasPlainStart = (definition: ProcessDefinition, pool: string): boolean => (compileProcess(definition).containers.get(pool)?.starts.length ?? 0) > 0;

/** A receive task waits like a message event. */
function triggersOf(node: CompiledNode): readonly Trigger[] {
  const message: Text | undefined = (node.def as NodeOf<"receiveTask">).options?.message;
  return node.def.triggers ?? (message === undefined ? [] : [{ id: node.id, type: "message", message }]);
}
