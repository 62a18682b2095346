/** Questions about the elements of a process that the commands of the designer share. */
import { poolsOf } from "../engine/compile";
import type { Flow, ProcessDefinition, ProcessNode } from "../definition/types";
import { nodeDefinitions } from "../nodes/index";
import type { NodeDefinition } from "../nodes/node-type";
import type { NodeType } from "../nodes/options";

export type Size = { readonly width: number; readonly height: number };

export const definitionOf = (type: NodeType): NodeDefinition => nodeDefinitions[type] as unknown as NodeDefinition;

/** What a node of the type measures when nobody said otherwise. */
export function sizeOf(type: NodeType): Size {
  const { role, holds } = definitionOf(type);
  if (holds) return { width: 320, height: 180 };
  if (role === "activity") return { width: 140, height: 60 };
  return role === "gateway" ? { width: 50, height: 50 } : { width: 40, height: 40 };
}

export const nodeById = (definition: ProcessDefinition, id: string): ProcessNode | undefined => definition.nodes.find((node) => node.id === id);
export const flowById = (definition: ProcessDefinition, id: string): Flow | undefined => definition.flows.find((flow) => flow.id === id);
export const outOf = (definition: ProcessDefinition, id: string): readonly Flow[] => definition.flows.filter((flow) => flow.from === id);
export const into = (definition: ProcessDefinition, id: string): readonly Flow[] => definition.flows.filter((flow) => flow.to === id);
export const poolOf = (definition: ProcessDefinition, node: Pick<ProcessNode, "pool">): string => node.pool ?? poolsOf(definition)[0]!.id;
export const containerOf = (definition: ProcessDefinition, node: ProcessNode): string => node.inside ?? poolOf(definition, node);

/** An id nothing in the process has yet: the base itself, or with a number. */
export function freeId(definition: ProcessDefinition, base: string): string {
  const taken = idsOf(definition);
  if (!taken.has(base)) return base;
  for (let number = 2; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

export function idsOf({ pools, lanes, nodes, flows, messageFlows, artifacts, id }: ProcessDefinition): ReadonlySet<string> {
  return new Set([id, ...[pools, lanes, nodes, flows, messageFlows, artifacts].flatMap((list) => (list ?? []).map((element) => element.id))]);
}

/** The nodes given with everything that lies inside them or sits on their border. */
export function withContents(definition: ProcessDefinition, ids: Iterable<string>): ReadonlySet<string> {
  const all = new Set(ids);
  for (let before = -1; before !== all.size; ) {
    before = all.size;
    for (const node of definition.nodes) {
      if ((node.inside !== undefined && all.has(node.inside)) || (node.attachedTo !== undefined && all.has(node.attachedTo))) all.add(node.id);
    }
  }
  return all;
}

/** Some nodes with what is about them, as a process by itself. What `inside` names, or lies in nothing that is left, lies in no sub-process there. */
export function partOf(definition: ProcessDefinition, keeps: (id: string) => boolean, inside?: string): ProcessDefinition {
  const nodes = definition.nodes.filter(({ id }) => keeps(id));
  const left = new Set(nodes.map(({ id }) => id));
  const home = <T extends { readonly inside?: string; readonly pool?: string }>(part: T): T => patched<{ readonly inside?: string; readonly pool?: string }>(part, { ...(!left.has(part.inside ?? "") && { inside: undefined }), ...(inside !== undefined && { pool: undefined }) }) as T;
  const among = ({ from, to }: { readonly from?: string; readonly to?: string }): boolean => keeps(from ?? "") && keeps(to ?? "");
  const lanes = (definition.lanes ?? []).filter((lane) => (inside === undefined ? keeps(lane.id) && (lane.inside === undefined || left.has(lane.inside)) : lane.inside === inside || left.has(lane.inside ?? "")));
  const artifacts = (definition.artifacts ?? []).filter((one) => (inside === undefined ? keeps(one.id) : one.inside === inside || left.has(one.inside ?? "")));
  return patched(definition, {
    pools: inside === undefined ? definition.pools?.filter(({ id }) => keeps(id)) : undefined, lanes: lanes.map(home), nodes: nodes.map(home), flows: definition.flows.filter(among),
    artifacts: artifacts.map(home), messageFlows: inside === undefined ? definition.messageFlows?.filter(among) : undefined, di: undefined,
  });
}

/** Each element changed; the same list when none is, so that whoever holds it need not look again. */
export function mapped<T>(list: readonly T[], change: (element: T) => T): readonly T[] {
  const next = list.map(change);
  return next.every((element, at) => element === list[at]) ? list : next;
}

/** The object with some keys changed; undefined takes a key away, so that nothing empty is stored. */
export function patched<T extends object>(value: T, change: { readonly [K in keyof T]?: T[K] | undefined }): T {
  const next = { ...value } as Record<string, unknown>;
  for (const [key, given] of Object.entries(change)) {
    if (given === undefined) delete next[key];
    else next[key] = given;
  }
  return next as T;
}
