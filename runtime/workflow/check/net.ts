/**
 * A process or sub-process as a net of transitions over its flows, for the soundness check. Conditions may come out any way.
 *
 * - *place*: a flow; a marking counts the tokens on each.
 * - *transition*: one way in which a node may act: the places it empties and those it fills.
 */
import type { ProcessNode } from "../definition/types";
import { isEventSub, roleOf, typeOf, type Graph } from "./graph";

export interface Transition {
  readonly node: string;
  /** All are needed; an OR-join has none and is asked for (`joins`). */
  readonly takes: readonly number[];
  readonly gives: readonly number[];
  /** Ends everything in the container. */
  readonly clears?: true;
}

export interface OrJoin {
  readonly node: string;
  readonly incoming: readonly number[];
  /** By incoming flow: the flows from which it can be reached without passing the gateway. */
  readonly reach: readonly ReadonlySet<number>[];
  readonly outcomes: readonly (readonly number[])[];
}

export interface Net {
  readonly places: number;
  readonly start: readonly number[];
  /** By node in order of distance from the start; transitions of one node are alternatives. */
  readonly nodes: readonly { readonly node: string; readonly transitions: readonly Transition[] }[];
  readonly joins: readonly OrJoin[];
  readonly flowIds: readonly string[];
  readonly targetOf: readonly string[];
}

/** Undefined when the container holds something whose ways cannot be told from the drawing (a complex gateway, no order). */
export function netOf(graph: Graph, container: string): Net | undefined {
  const nodes = graph.contents(container).filter((node) => !isEventSub(node) && !node.forCompensation);
  if (nodes.length === 0 || nodes.some((node) => typeOf(node).joins === "byRule" || (node.startQuantity ?? 1) > 1 || (node.completionQuantity ?? 1) > 1)) return undefined;
  const inner = new Set(nodes.map((node) => node.id));
  const flows = graph.definition.flows.filter((flow) => inner.has(flow.from) && inner.has(flow.to));
  const index = new Map(flows.map((flow, at) => [flow.id, at]));
  // Two kinds of places beside the flows: the beginning of each start, and the jump to each catching link.
  const starts = startsOf(graph, nodes);
  const begin = new Map([...starts, ...nodes.filter((node) => isLink(node) && roleOf(node) === "catch")].map((node, at) => [node.id, flows.length + at]));
  const out = (id: string): number[] => graph.outOf(id).flatMap((flow) => index.get(flow.id) ?? []);
  const into = (id: string): number[] => [...graph.into(id).flatMap((flow) => index.get(flow.id) ?? []), ...(begin.has(id) ? [begin.get(id)!] : [])];
  const context: Context = { graph, nodes, out, into, begin };
  const order = byDistance(starts, nodes, context);
  return {
    places: flows.length + begin.size, start: starts.map((node) => begin.get(node.id)!), joins: nodes.filter((node) => isOrJoin(node, into(node.id))).map((node) => orJoin(node, context)),
    nodes: order.filter((node) => roleOf(node) !== "boundary" && !isOrJoin(node, into(node.id))).map((node) => ({ node: node.id, transitions: transitionsOf(node, context) })),
    flowIds: flows.map((flow) => flow.id), targetOf: [...flows.map((flow) => flow.to), ...begin.keys()],
  };
}

interface Context {
  readonly graph: Graph;
  readonly nodes: readonly ProcessNode[];
  readonly begin: ReadonlyMap<string, number>;
  out(id: string): number[];
  into(id: string): number[];
}

const isLink = (node: ProcessNode): boolean => node.triggers?.some((trigger) => trigger.type === "link") ?? false;
const isOrJoin = (node: ProcessNode, incoming: readonly number[]): boolean => typeOf(node).joins === "possible" && incoming.length > 1;
const isAndJoin = (node: ProcessNode): boolean => typeOf(node).joins === "all";

function startsOf(graph: Graph, nodes: readonly ProcessNode[]): readonly ProcessNode[] {
  const events = nodes.filter((node) => roleOf(node) === "start");
  // Several triggered starts are alternatives; each is looked at as if it were the only one by the caller of netOf.
  const plain = events.filter((node) => !node.triggers?.length);
  if (plain.length > 0) return plain;
  if (events.length > 0) return events.slice(0, 1);
  return nodes.filter((node) => graph.into(node.id).length === 0 && roleOf(node) !== "boundary" && !(isLink(node) && roleOf(node) === "catch"));
}

function byDistance(starts: readonly ProcessNode[], nodes: readonly ProcessNode[], { graph }: Context): readonly ProcessNode[] {
  const rank = new Map<string, number>();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  // Longest way without turning back: a depth-first order, reversed.
  const visit = (id: string, path: Set<string>): void => {
    const stack: { id: string; next: string[] }[] = [{ id, next: successors(graph, id) }];
    path.add(id);
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = top.next.pop();
      if (next === undefined) {
        rank.set(top.id, rank.size);
        stack.pop();
      } else if (!path.has(next) && byId.has(next)) {
        path.add(next);
        stack.push({ id: next, next: successors(graph, next) });
      }
    }
  };
  const path = new Set<string>();
  for (const start of [...starts, ...nodes]) if (!path.has(start.id)) visit(start.id, path);
  return [...nodes].sort((a, b) => rank.get(b.id)! - rank.get(a.id)!);
}

const successors = (graph: Graph, id: string): string[] => [...graph.outOf(id).map((flow) => flow.to), ...graph.borders(id).map((border) => border.id), ...linkTargets(graph, id)];

function linkTargets(graph: Graph, id: string): string[] {
  const node = graph.nodes.get(id);
  if (!node || roleOf(node) !== "throw") return [];
  const names = new Set((node.triggers ?? []).flatMap((trigger) => (trigger.type === "link" ? [trigger.link] : [])));
  return graph.contents(graph.containerOf(node)).filter((other) => roleOf(other) === "catch" && other.triggers?.some((trigger) => trigger.type === "link" && names.has(trigger.link))).map((other) => other.id);
}

function transitionsOf(node: ProcessNode, context: Context): readonly Transition[] {
  const incoming = context.into(node.id);
  const clears = node.triggers?.some((trigger) => trigger.type === "terminate" || trigger.type === "error" || trigger.type === "cancel") && roleOf(node) === "end" ? { clears: true as const } : {};
  const outcomes = outcomesOf(node, context);
  const takes = isAndJoin(node) ? [incoming] : incoming.map((place) => [place]);
  return takes.flatMap((taken) => outcomes.map((gives) => ({ node: node.id, takes: taken, gives, ...clears })));
}

/** The sets of places a node may fill. */
function outcomesOf(node: ProcessNode, context: Context): readonly (readonly number[])[] {
  const out = context.out(node.id);
  const jumps = linkTargets(context.graph, node.id).flatMap((id) => context.begin.get(id) ?? []);
  if (jumps.length > 0) return [jumps];
  const { chooses, offersEvents } = typeOf(node);
  const normal = chooses === "one" || offersEvents ? out.map((place) => [place]) : chooses === "some" || roleOf(node) === "activity" ? someOf(node, context) : [out];
  return [...(normal.length > 0 ? normal : [[]]), ...borderOutcomes(node, context)];
}

/** Flows without condition always, one or more of the others, the default alone in their stead. At most eight are combined. */
function someOf(node: ProcessNode, { graph, out }: Context): readonly (readonly number[])[] {
  const flows = graph.outOf(node.id);
  const places = out(node.id);
  const always = places.filter((_, at) => flows[at]!.condition === undefined && flows[at]!.id !== node.default);
  const maybe = places.filter((_, at) => flows[at]!.condition !== undefined && flows[at]!.id !== node.default);
  const fallback = places.filter((_, at) => flows[at]!.id === node.default);
  if (maybe.length === 0) return [[...always, ...fallback]];
  const subsets = maybe.length > 8 ? [...maybe.map((place) => [place]), maybe] : Array.from({ length: 2 ** maybe.length - 1 }, (_, bits) => maybe.filter((_, at) => ((bits + 1) >> at) & 1));
  const none = [...always, ...fallback];
  return [...subsets.map((subset) => [...always, ...subset]), ...(none.length > 0 ? [none] : [])];
}

/** An interrupting border instead of the normal way; one that does not interrupt as well as it. */
function borderOutcomes(node: ProcessNode, context: Context): readonly (readonly number[])[] {
  const borders = context.graph.borders(node.id).filter((border) => border.handler === undefined && context.out(border.id).length > 0);
  const own = context.out(node.id);
  return borders.map((border) => (border.interrupting === false ? [...own, ...context.out(border.id)] : context.out(border.id)));
}

function orJoin(node: ProcessNode, context: Context): OrJoin {
  const incoming = context.into(node.id);
  const reach = incoming.map((place) => {
    const seen = new Set<number>([place]);
    const open = context.graph.into(node.id).filter((flow, at) => context.into(node.id)[at] === place).map((flow) => flow.from);
    const visited = new Set<string>([node.id]);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (visited.has(id)) continue;
      visited.add(id);
      for (const before of context.into(id)) seen.add(before);
      open.push(...context.graph.into(id).map((flow) => flow.from), ...(context.graph.nodes.get(id)?.attachedTo !== undefined ? [context.graph.nodes.get(id)!.attachedTo!] : []));
      for (const other of context.nodes) if (linkTargets(context.graph, other.id).includes(id)) open.push(other.id);
    }
    return seen;
  });
  return { node: node.id, incoming, reach, outcomes: outcomesOf(node, context) };
}
