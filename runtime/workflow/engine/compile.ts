/** Makes a definition ready to run; once per definition object. */
import type { Flow, MessageFlow, ProcessDefinition, ProcessNode } from "../definition/types";
import { nodeBehaviours } from "../nodes/behaviours";
import { nodeDefinitions } from "../nodes/index";
import { triggerBehaviours } from "../triggers/behaviours";
import type { CompiledNode, CompiledProcess, Container } from "./compiled";

const compiled = new WeakMap<ProcessDefinition, CompiledProcess>();

/** The definition must be free of structure errors (checkProcess); throws on ids that lead nowhere. */
export function compileProcess(definition: ProcessDefinition): CompiledProcess {
  let process = compiled.get(definition);
  if (!process) compiled.set(definition, (process = make(definition)));
  return process;
}

export const poolsOf = (definition: ProcessDefinition): readonly { readonly id: string; readonly process?: string; readonly executable?: boolean }[] => definition.pools ?? [{ id: definition.id }];

function make(definition: ProcessDefinition): CompiledProcess {
  const containers = new Map<string, Container>();
  const nodes = new Map<string, CompiledNode>();
  const pools = poolsOf(definition);
  for (const pool of definition.pools ?? []) containers.set(pool.id, empty(pool.id, [...(definition.variables ?? []), ...(pool.variables ?? [])]));
  if (!definition.pools) containers.set(definition.id, empty(definition.id, definition.variables ?? []));
  for (const def of definition.nodes) {
    if (nodeDefinitions[def.type].holds) containers.set(def.id, empty(def.id, def.variables ?? []));
  }
  for (const def of definition.nodes) {
    const container = containers.get(def.inside ?? def.pool ?? pools[0]!.id);
    if (!container) throw new Error(`The node “${def.id}” lies in “${def.inside ?? def.pool}”, which does not exist.`);
    const node = compileNode(def, container, containers.get(def.id));
    nodes.set(def.id, node);
    container.nodes.push(node);
    if (node.contents) node.contents.owner = node;
  }
  for (const flow of definition.flows) connect(nodes, flow);
  for (const node of nodes.values()) attach(nodes, node);
  for (const container of containers.values()) fillStarts(container);
  return {
    definition, nodes, containers, pools: pools.map((pool) => pool.id), timeZone: definition.timeZone ?? "UTC", triggers: triggerBehaviours, formulas: new Map(),
    messageFlows: groupBySource(definition.messageFlows ?? []),
  };
}

const empty = (id: string, variables: Container["variables"]): Container => ({ id, variables, nodes: [], starts: [], triggered: [], eventSubs: [] });

function compileNode(def: ProcessNode, container: Container, contents: Container | undefined): CompiledNode {
  return { id: def.id, def, behaviour: nodeBehaviours[def.type], role: nodeDefinitions[def.type].role, container, incoming: [], outgoing: [], boundary: [], ...(contents && { contents }) };
}

function connect(nodes: ReadonlyMap<string, CompiledNode>, flow: Flow): void {
  const from = nodes.get(flow.from);
  const to = nodes.get(flow.to);
  if (!from || !to) throw new Error(`The flow “${flow.id}” leads from or to a node that does not exist.`);
  from.outgoing.push(flow);
  to.incoming.push(flow);
}

function attach(nodes: ReadonlyMap<string, CompiledNode>, node: CompiledNode): void {
  if (node.def.attachedTo === undefined) return;
  const host = nodes.get(node.def.attachedTo);
  if (!host) throw new Error(`The event “${node.id}” sits on “${node.def.attachedTo}”, which does not exist.`);
  if (node.def.handler === undefined) host.boundary.push(node);
  else host.handler = nodes.get(node.def.handler);
}

function fillStarts(container: Container): void {
  for (const node of container.nodes) {
    if (nodeDefinitions[node.def.type].holds === "event") container.eventSubs.push(node);
    else if (node.role === "start") (node.def.triggers?.length ? container.triggered : container.starts).push(node);
  }
  if (container.starts.length + container.triggered.length === 0) container.starts.push(...container.nodes.filter(beginsAlone));
}

/** Without start events, everything that nothing leads to begins. */
const beginsAlone = (node: CompiledNode): boolean =>
  node.incoming.length === 0 && node.role !== "boundary" && !node.def.forCompensation && nodeDefinitions[node.def.type].holds !== "event" && !(node.role === "catch" && node.def.triggers?.some((trigger) => trigger.type === "link"));

function groupBySource(flows: readonly MessageFlow[]): ReadonlyMap<string, readonly MessageFlow[]> {
  const groups = new Map<string, MessageFlow[]>();
  for (const flow of flows) groups.set(flow.from, [...(groups.get(flow.from) ?? []), flow]);
  return groups;
}
