/**
 * What is different between two versions of a process, element by element: added, removed, changed and by what, or only moved on the drawing. Elements are
 * known by their ids. Pure; the designer colours both drawings by it.
 */
import type { Flow, ProcessDefinition } from "../definition/types";

export type ElementKind = "pool" | "lane" | "node" | "flow" | "messageFlow" | "artifact" | "variable";

export interface PropertyChange {
  /** Steps to the value: ["options", "responsible"]; two deep at most. */
  readonly path: readonly string[];
  /** Undefined: not there. */
  readonly before: unknown;
  readonly after: unknown;
}

export interface ElementChange {
  readonly kind: ElementKind;
  readonly id: string;
  readonly change: "added" | "removed" | "changed" | "moved";
  /** For "changed": what, in the order of names. */
  readonly properties: readonly PropertyChange[];
  /** For "changed": it stands elsewhere on the drawing, too. */
  readonly moved: boolean;
}

export interface ProcessComparison {
  readonly elements: readonly ElementChange[];
  /** What is said about the process as a whole: its name, time zone, starts. */
  readonly properties: readonly PropertyChange[];
  /** Flows of a node whose conditions are asked in another order. */
  readonly reordered: readonly string[];
  readonly same: boolean;
}

const LISTS = { pools: "pool", lanes: "lane", nodes: "node", flows: "flow", messageFlows: "messageFlow", artifacts: "artifact", variables: "variable" } as const satisfies Partial<Record<keyof ProcessDefinition, ElementKind>>;

/** From `before` to `after`; elements in the order of `after`, what was removed last. */
export function compareProcesses(before: ProcessDefinition, after: ProcessDefinition): ProcessComparison {
  const [old, now] = [placesOf(before), placesOf(after)];
  const elements = Object.entries(LISTS).flatMap(([list, kind]) => compareList(kind, partsOf(before, list), partsOf(after, list), (id) => old.get(id) !== now.get(id) && old.has(id) && now.has(id)));
  const sorted = [...elements.filter(({ change }) => change !== "removed"), ...elements.filter(({ change }) => change === "removed")];
  const properties = difference(before, after, new Set([...Object.keys(LISTS), "di", "extra", "$schema"]));
  const reordered = after.nodes.map(({ id }) => id).filter((id) => isReordered(id, before, after));
  return { elements: sorted, properties, reordered, same: sorted.length + properties.length + reordered.length === 0 };
}

type Part = { readonly id: string };
const partsOf = (definition: ProcessDefinition, list: string): readonly Part[] => (definition[list as keyof typeof LISTS] ?? []) as readonly Part[];

function compareList(kind: ElementKind, before: readonly Part[], after: readonly Part[], isMoved: (id: string) => boolean): readonly ElementChange[] {
  const old = new Map(before.map((part) => [part.id, part]));
  const now = new Set(after.map(({ id }) => id));
  const changes = after.flatMap((part): readonly ElementChange[] => {
    const was = old.get(part.id);
    if (!was) return [{ kind, id: part.id, change: "added", properties: [], moved: false }];
    const properties = difference(was, part, new Set(["id", "extra"]));
    const moved = isMoved(part.id);
    return properties.length > 0 || moved ? [{ kind, id: part.id, change: properties.length > 0 ? "changed" : "moved", properties, moved }] : [];
  });
  return [...changes, ...before.filter(({ id }) => !now.has(id)).map(({ id }): ElementChange => ({ kind, id, change: "removed", properties: [], moved: false }))];
}

/** Objects are entered, lists are not. */
function difference(before: object, after: object, but: ReadonlySet<string>, depth = 2): readonly PropertyChange[] {
  const [old, now] = [before, after] as readonly Readonly<Record<string, unknown>>[];
  const keys = [...new Set([...Object.keys(old!), ...Object.keys(now!)])].filter((key) => !but.has(key)).sort();
  return keys.flatMap((key): readonly PropertyChange[] => {
    const [one, other] = [old![key], now![key]];
    if (same(one, other)) return [];
    if (depth > 1 && isObject(one) && isObject(other)) return difference(one, other, new Set(["extra"]), depth - 1).map((change) => ({ ...change, path: [key, ...change.path] }));
    return [{ path: [key], before: one, after: other }];
  });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

/** Equal as JSON, whatever the order of keys; what is kept of a file does not count. */
function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((item, index) => same(item, other[index]));
  if (!isObject(one) || !isObject(other) || Array.isArray(one) || Array.isArray(other)) return false;
  const [left, right] = [one, other] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(left!), ...Object.keys(right!)])].every((key) => key === "extra" || same(left![key], right![key]));
}

/** Element → where it is drawn, over all pages. */
function placesOf({ di = [] }: ProcessDefinition): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const add = (element: string, place: unknown): void => void places.set(element, `${places.get(element) ?? ""}${JSON.stringify(place)}`);
  for (const page of di) {
    for (const { element, x, y, width, height, expanded, horizontal } of page.shapes) add(element, [page.id, x, y, width, height, expanded ?? null, horizontal ?? null]);
    for (const { element, points } of page.edges) add(element, [page.id, ...points.flatMap(({ x, y }) => [x, y])]);
  }
  return places;
}

function isReordered(node: string, before: ProcessDefinition, after: ProcessDefinition): boolean {
  const both = (definition: ProcessDefinition, other: ProcessDefinition): readonly string[] => {
    const leaving = ({ flows }: ProcessDefinition): readonly Flow[] => flows.filter(({ from }) => from === node);
    const known = new Set(leaving(other).map(({ id }) => id));
    return leaving(definition).filter(({ id }) => known.has(id)).map(({ id }) => id);
  };
  return both(before, after).join(" ") !== both(after, before).join(" ");
}
