/**
 * Soundness: can the process get stuck, run astray, or hold steps that never run? All ways the conditions may come out are tried
 * on a net of the drawing (net.ts), up to PROCESS_LIMITS.checkedStates states. Choices in such nets do not disturb each other, so
 * only one node acts at a time, the earliest first: the number of states grows with the choices, not with the interleavings.
 */
import { PROCESS_LIMITS } from "../engine/limits";
import { nameOf, problem, roleOf, typeOf, type Graph } from "./graph";
import { netOf, type Net } from "./net";
import type { Problem } from "./problem";

type Marking = readonly number[];

interface Search {
  readonly net: Net;
  readonly ran: Set<string>;
  readonly deadlocks: Set<string>;
  readonly crowded: Set<string>;
  complete: boolean;
}

/** States looked at before whoever waits is asked whether to go on. */
const PORTION = 20;

export function* soundness(graph: Graph): Generator<undefined, readonly Problem[]> {
  const containers = [...graph.pools, ...graph.definition.nodes.filter((node) => typeOf(node).holds === "flow" || typeOf(node).holds === "event").map((node) => node.id)];
  const found: Problem[] = [];
  for (const container of containers) found.push(...(yield* checkContainer(graph, container)));
  return found;
}

function* checkContainer(graph: Graph, container: string): Generator<undefined, readonly Problem[]> {
  const net = netOf(graph, container);
  if (!net || net.start.length === 0) return [];
  yield;
  const search = yield* explore(net);
  const label = (id: string): string => nameOf(graph.nodes.get(id)!);
  const alternatives = graph.contents(container).filter((node) => roleOf(node) === "start" && node.triggers?.length).length > 1;
  const idle = search.complete && search.deadlocks.size === 0 && search.crowded.size === 0 && !alternatives ? net.nodes.map(({ node }) => node).filter((id) => !search.ran.has(id)) : [];
  return [
    ...[...search.deadlocks].map((id) => problem({ code: "deadlock", area: "soundness", message: `The process can get stuck at ${label(id)}: it waits for a flow that never comes.`, remedy: "Join by the same kind of gateway as the flows were split, or let the other branch lead here, too." }, id)),
    ...[...search.crowded].map((id) => problem({ code: "notJoined", area: "soundness", severity: "warning", message: `Several branches running at once come to ${label(id)} without being joined, so what follows runs once for each.`, remedy: "Join the branches by a parallel or inclusive gateway, if it should run once." }, id)),
    ...idle.map((id) => problem({ code: "neverRuns", area: "soundness", message: `${label(id)} never runs.`, remedy: "Draw a way to it, or remove it." }, id)),
    ...(search.complete ? [] : [problem({ code: "tooManyWays", area: "soundness", severity: "warning", message: "The process has too many ways to check them all; whether it can get stuck was checked only in part.", remedy: "Move parts into sub-processes." }, container)]),
  ];
}

function* explore(net: Net): Generator<undefined, Search> {
  const search: Search = { net, ran: new Set(), deadlocks: new Set(), crowded: new Set(), complete: true };
  const first = Array.from({ length: net.places }, (_, place) => (net.start.includes(place) ? 1 : 0));
  const seen = new Set<string>([first.join()]);
  const open: Marking[] = [first];
  let looked = 0;
  for (let marking = open.pop(); marking; marking = open.pop()) {
    for (const next of follow(search, marking)) {
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
    if (++looked % PORTION === 0) yield;
    if (seen.size > PROCESS_LIMITS.checkedStates) {
      search.complete = false;
      return search;
    }
  }
  return search;
}

/** The markings after one node has acted; none when the process has ended or is stuck. */
function follow(search: Search, marking: Marking): readonly Marking[] {
  const { net } = search;
  for (const { transitions } of net.nodes) {
    const enabled = transitions.filter((transition) => transition.takes.length > 0 && transition.takes.every((place) => marking[place]! > 0));
    if (enabled.length === 0) continue;
    search.ran.add(enabled[0]!.node);
    // Alternatives of one token: all outcomes for the first place that has one.
    const place = enabled[0]!.takes[0]!;
    return enabled.filter((transition) => transition.takes[0] === place).flatMap((transition) => {
      const next = transition.clears ? marking.map(() => 0) : moved(marking, transition.takes, transition.gives);
      return crowded(search, next) ?? [next];
    });
  }
  for (const join of net.joins) {
    const marked = join.incoming.filter((place) => marking[place]! > 0);
    if (marked.length === 0 || blocked(marking, join, marked)) continue;
    search.ran.add(join.node);
    return join.outcomes.map((gives) => moved(marking, marked, gives)).flatMap((next) => crowded(search, next) ?? [next]);
  }
  marking.forEach((count, place) => {
    if (count > 0) search.deadlocks.add(net.targetOf[place]!);
  });
  return [];
}

function moved(marking: Marking, takes: readonly number[], gives: readonly number[]): Marking {
  const next = [...marking];
  for (const place of takes) next[place]! -= 1;
  for (const place of gives) next[place]! += 1;
  return next;
}

/** Two tokens on one flow: told, and not followed further, since their number could grow without end. */
function crowded(search: Search, marking: Marking): readonly Marking[] | undefined {
  const place = marking.findIndex((count) => count > 1);
  if (place < 0) return undefined;
  search.crowded.add(search.net.targetOf[place]!);
  return [marking.map((count) => Math.min(count, 1))];
}

function blocked(marking: Marking, join: Net["joins"][number], marked: readonly number[]): boolean {
  return marking.some((count, place) => {
    if (count === 0 || join.incoming.includes(place)) return false;
    const reaches = (at: number): boolean => join.reach[at]!.has(place);
    const empty = join.incoming.some((one, at) => !marked.includes(one) && reaches(at));
    return empty && !join.incoming.some((one, at) => marked.includes(one) && reaches(at));
  });
}
