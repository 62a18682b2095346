/**
 * The true OR-join (BPMN 2.0.2, table 13.3): a gateway with a token goes on when no other token can still reach one of its empty
 * incoming flows without passing it, unless that token could as well reach a marked one. Tokens inside sub-processes count
 * through the token that holds them; other scopes do not count.
 */
import type { CompiledNode } from "./compiled";
import { nodeOf, type Run } from "./run";
import type { Token } from "./state";
import { tokensIn } from "./tokens";

/** The tokens that arrived at the gateway, one for each marked flow; undefined while another may still come. */
export function readyToJoin(run: Run, frame: number, gateway: CompiledNode): readonly Token[] | undefined {
  const arrived = arrivedAt(run, frame, gateway);
  if (arrived.length === 0) return undefined;
  const marked = new Set(arrived.map((token) => token.via!));
  return mayStillArrive(run, frame, gateway, marked) ? undefined : arrived;
}

/** The first waiting token of each incoming flow. */
export function arrivedAt(run: Run, frame: number, gateway: CompiledNode): readonly Token[] {
  const byFlow = new Map<string, Token>();
  for (const token of tokensIn(run, frame)) {
    if (token.node === gateway.id && token.status === "joined" && !byFlow.has(token.via!)) byFlow.set(token.via!, token);
  }
  return [...byFlow.values()];
}

export function mayStillArrive(run: Run, frame: number, gateway: CompiledNode, marked: ReadonlySet<string>): boolean {
  const reach = (gateway.reach ??= reachOf(run, gateway));
  const empty = gateway.incoming.filter((flow) => !marked.has(flow.id));
  if (empty.length === 0) return false;
  return tokensIn(run, frame).some((token) => {
    if (token.node === gateway.id) return false;
    const reaches = (flow: { readonly id: string }): boolean => reach.get(flow.id)!.has(token.node);
    return empty.some(reaches) && !gateway.incoming.some((flow) => marked.has(flow.id) && reaches(flow));
  });
}

/** For each incoming flow the nodes from which it can be reached without passing the gateway. */
function reachOf(run: Run, gateway: CompiledNode): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, Set<string>>();
  for (const flow of gateway.incoming) {
    const seen = new Set<string>();
    const open = [flow.from];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === gateway.id || seen.has(id)) continue;
      seen.add(id);
      open.push(...nodesBefore(nodeOf(run, id)));
    }
    reach.set(flow.id, seen);
  }
  return reach;
}

/** Where a token may have been one step earlier: over a flow, over a border, or over a link. */
function nodesBefore(node: CompiledNode): string[] {
  const before = node.incoming.map((flow) => flow.from);
  if (node.def.attachedTo !== undefined) before.push(node.def.attachedTo);
  const link = node.def.triggers?.find((trigger) => trigger.type === "link");
  if (link && node.incoming.length === 0) {
    for (const other of node.container.nodes) {
      if (other.incoming.length > 0 && other.def.triggers?.some((trigger) => trigger.type === "link" && trigger.link === link.link)) before.push(other.id);
    }
  }
  return before;
}
