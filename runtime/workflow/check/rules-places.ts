/** Ids and places: everything exists, once, and lies where it may. */
import { PROCESS_LIMITS } from "../engine/limits";
import type { Finding } from "../nodes/facts";
import { eachNode, nameOf, problem, roleOf, typeOf, type Graph, type Rule } from "./graph";

const uniqueIds: Rule = ({ definition }) => {
  const all = [...(definition.pools ?? []), ...(definition.lanes ?? []), ...definition.nodes, ...definition.flows, ...(definition.messageFlows ?? []), ...(definition.artifacts ?? [])].map(({ id }) => id);
  const seen = new Set<string>();
  const twice = new Set(all.filter((id) => seen.has(id) || !seen.add(id)));
  return [...twice].map((id) => problem({ code: "duplicateId", message: id === "" ? "Something in the process has no id." : `The id “${id}” is used more than once.`, remedy: "Give each element an id of its own." }, id));
};

const size: Rule = ({ definition }) =>
  definition.nodes.length <= PROCESS_LIMITS.nodes ? [] : [problem({ code: "tooManyNodes", message: `The process has ${definition.nodes.length} nodes; ${PROCESS_LIMITS.nodes} is the limit.`, remedy: "Move parts into processes of their own and call them." }, definition.id)];

const places = eachNode((node, graph) => {
  const around = node.inside === undefined ? undefined : graph.nodes.get(node.inside);
  const lane = node.lane === undefined ? undefined : graph.definition.lanes?.find((one) => one.id === node.lane);
  return [
    ...(node.pool !== undefined && !graph.pools.includes(node.pool) ? [{ code: "noPool", message: `${nameOf(node)} lies in a pool that does not exist.`, remedy: "Move it into a pool." }] : []),
    ...(node.inside !== undefined && (!around || !typeOf(around).holds) ? [{ code: "noSubProcess", message: `${nameOf(node)} lies in a sub-process that does not exist.`, remedy: "Move it." }] : []),
    ...(insideItself(node.id, graph) ? [{ code: "insideItself", message: `${nameOf(node)} lies inside itself.`, remedy: "Move it out." }] : []),
    ...(node.lane !== undefined && !lane ? [{ code: "noLane", message: `${nameOf(node)} lies in a lane that does not exist.`, remedy: "Move it into a lane." }] : []),
    ...border(node, graph),
  ];
});

function insideItself(id: string, graph: Graph): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined; at = graph.nodes.get(at)?.inside) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function border(node: Graph["definition"]["nodes"][number], graph: Graph): readonly Finding[] {
  if ((roleOf(node) === "boundary") !== (node.attachedTo !== undefined)) return [{ code: "border", message: node.attachedTo === undefined ? `${nameOf(node)} sits on no activity.` : `${nameOf(node)} is not an event for a border.`, remedy: "Put it on the border of an activity." }];
  if (node.attachedTo === undefined) return [];
  const host = graph.nodes.get(node.attachedTo);
  if (!host || roleOf(host) !== "activity" || typeOf(host).holds === "event") return [{ code: "borderHost", message: `${nameOf(node)} sits on something that is no activity.`, remedy: "Put it on the border of an activity." }];
  return graph.containerOf(host) === graph.containerOf(node) ? [] : [{ code: "borderPlace", message: `${nameOf(node)} lies elsewhere than the activity it sits on.`, remedy: "Move it to its activity." }];
}

const messageFlows: Rule = (graph) => (graph.definition.messageFlows ?? []).flatMap((flow) => {
  const poolOf = (id: string): string | undefined => (graph.pools.includes(id) ? id : graph.nodes.get(id) && (graph.nodes.get(id)!.pool ?? graph.pools[0]));
  const [from, to] = [poolOf(flow.from), poolOf(flow.to)];
  const made = (code: string, message: string): readonly ReturnType<typeof problem>[] => [problem({ code, message, remedy: "Draw it between two pools, from a sender to a receiver." }, flow.id)];
  if (from === undefined || to === undefined) return made("messageFlowNowhere", "A message flow begins or ends at something that does not exist.");
  if (from === to) return made("messageFlowInside", "A message flow stays inside one pool; inside a process steps are joined by sequence flows.");
  const [source, target] = [graph.nodes.get(flow.from), graph.nodes.get(flow.to)];
  const talks = (node: typeof source, roles: readonly string[]): boolean => node === undefined || roleOf(node) === "activity" || (roles.includes(roleOf(node)) && (node.triggers ?? []).some((trigger) => trigger.type === "message"));
  if (!talks(source, ["throw", "end"])) return made("messageFlowFrom", `${nameOf(source!)} sends no message.`);
  if (!talks(target, ["start", "catch", "boundary"])) return made("messageFlowTo", `${nameOf(target!)} receives no message.`);
  return [];
});

export const placeRules: readonly Rule[] = [uniqueIds, size, places, messageFlows];
