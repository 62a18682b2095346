/** Deleting: the flow heals where it can, and nothing is left that speaks of what is gone. */
import type { ProcessDefinition, ProcessNode } from "../definition/types";
import { redraw } from "./drawing";
import { idsOf, into, nodeById, outOf, patched, withContents } from "./elements";
import { refusal, removeFlows } from "./flows";

/** Deletes nodes and flows (and messages, texts of the drawing). A step with one way on is taken out of its way; what led to it leads on. */
export function removeElements(definition: ProcessDefinition, ids: Iterable<string>): ProcessDefinition {
  const asked = new Set(ids);
  const flowless = removeFlows(definition, asked);
  const artifacts = flowless.artifacts?.filter((artifact) => !asked.has(artifact.id) && !asked.has(artifact.from ?? "") && !asked.has(artifact.to ?? ""));
  const cleared = artifacts?.length === flowless.artifacts?.length ? flowless : patched(flowless, { artifacts: artifacts?.length ? artifacts : undefined });
  const nodes = withContents(cleared, [...asked].filter((id) => nodeById(cleared, id)));
  const next = forget([...nodes].reduce((now, id) => healed(now, id, nodes), cleared), nodes);
  const left = idsOf(next);
  const gone = new Map([...idsOf(definition)].filter((id) => !left.has(id)).map((id) => [id, null]));
  return withoutPages(redraw(next, { shapes: gone, edges: gone }), gone);
}

/** Pages of what lay in sub-processes that are gone. */
function withoutPages(definition: ProcessDefinition, gone: ReadonlyMap<string, null>): ProcessDefinition {
  const pages = definition.di?.filter(({ element }) => element === undefined || !gone.has(element));
  return !pages || pages.length === definition.di!.length ? definition : { ...definition, di: pages };
}

/** Joins what led to the node to what follows it. Its flows to nowhere go. */
function healed(definition: ProcessDefinition, id: string, gone: ReadonlySet<string>): ProcessDefinition {
  const [incoming, outgoing] = [into(definition, id), outOf(definition, id)];
  const next = outgoing.length === 1 ? outgoing[0]!.to : undefined;
  const cut = new Set(outgoing.map((flow) => flow.id));
  const node = nodeById(definition, id)!;
  const bridged = new Set<string>();
  for (const flow of incoming) {
    const without: ProcessDefinition = { ...definition, flows: definition.flows.filter((one) => one.id !== flow.id) };
    const fits = next !== undefined && flow.from !== id && node.attachedTo === undefined && !refusal(without, flow.from, next);
    if (fits || (next !== undefined && gone.has(next) && flow.from !== next)) bridged.add(flow.id);
    else cut.add(flow.id);
  }
  const joined: ProcessDefinition = { ...definition, flows: definition.flows.map((flow) => (bridged.has(flow.id) ? { ...flow, to: next! } : flow)) };
  return removeFlows(redraw(joined, { edges: new Map([...bridged].map((flow) => [flow, null])) }), cut);
}

function forget(definition: ProcessDefinition, gone: ReadonlySet<string>): ProcessDefinition {
  if (gone.size === 0) return definition;
  const stays = (id: string | undefined): boolean => id === undefined || !gone.has(id);
  const flows = definition.flows.filter((flow) => stays(flow.from) && stays(flow.to));
  const kept = new Set(flows.map((flow) => flow.id));
  const messageFlows = definition.messageFlows?.filter((flow) => stays(flow.from) && stays(flow.to));
  const artifacts = definition.artifacts?.filter((artifact) => stays(artifact.inside) && stays(artifact.from) && stays(artifact.to));
  const lanes = definition.lanes?.filter((lane) => stays(lane.inside));
  const nodes = definition.nodes.filter((node) => !gone.has(node.id)).map((node): ProcessNode => cleaned(node, stays, kept));
  return patched(definition, {
    nodes, flows, lanes: lanes?.length ? lanes : undefined, messageFlows: messageFlows?.length ? messageFlows : undefined, artifacts: artifacts?.length ? artifacts : undefined,
  });
}

function cleaned(node: ProcessNode, stays: (id: string | undefined) => boolean, flows: ReadonlySet<string>): ProcessNode {
  const aims = node.triggers?.some((trigger) => trigger.type === "compensation" && !stays(trigger.activity));
  if (stays(node.handler) && (node.default === undefined || flows.has(node.default)) && !aims) return node;
  return patched(node, {
    ...(!stays(node.handler) && { handler: undefined }), ...(node.default !== undefined && !flows.has(node.default) && { default: undefined }),
    ...(aims && { triggers: node.triggers!.map((trigger) => (trigger.type === "compensation" && !stays(trigger.activity) ? patched(trigger, { activity: undefined }) : trigger)) }),
  });
}
