/**
 * Three-way merge of one document. Pure and browser-safe.
 *
 * - *base*: the version installed so far; *theirs*: the new version; *ours*: base with the local changes.
 * - What only one side changed is taken from that side. What both changed to the same is no question.
 * - *conflict*: both changed one thing differently. It is asked about, never decided in silence; until then ours stands.
 * - Nodes are matched by id, never by place or name; objects without id are merged key by key; lists without ids are one value.
 */
import { copyJson, isNodeList, isObject, joinPath, putKey, sameJson, type Json, type JsonObject, type Node } from "./patch";

export type Choice = "mine" | "theirs" | "both";

/** value: two values; removedHere: we removed what they changed; removedThere: they removed what we changed; order: two orders of one list. */
export type ConflictKind = "value" | "removedHere" | "removedThere" | "order";

export interface Conflict {
  /** Path of ids and keys from the root of the document: "fields/stage/label". Orders end in "/*". */
  readonly path: string;
  readonly kind: ConflictKind;
  /** Absent where a side has nothing there. */
  readonly base?: Json;
  readonly theirs?: Json;
  readonly ours?: Json;
  /** "both" is offered for lists of plain values: all entries of either side. */
  readonly choices: readonly Choice[];
}

export interface Merged {
  readonly document: JsonObject;
  /** Every place where both sides differ, decided or not. */
  readonly conflicts: readonly Conflict[];
  /** Properties and nodes taken from the new version, and local ones kept: what a preview counts. */
  readonly taken: readonly string[];
  readonly kept: readonly string[];
}

const ABSENT = Symbol("absent");
type Slot = Json | typeof ABSENT;
type Decide = (conflict: Conflict) => Choice | undefined;

const slotOf = (holder: JsonObject, key: string): Slot => (Object.hasOwn(holder, key) ? holder[key] : ABSENT);
const sameSlot = (a: Slot, b: Slot): boolean => (a === ABSENT || b === ABSENT ? a === b : sameJson(a, b));
const isPlainList = (value: Slot): value is Json[] => Array.isArray(value) && value.length > 0 && value.every((entry) => !isObject(entry) && !Array.isArray(entry));

class Merger {
  readonly conflicts: Conflict[] = [];
  readonly taken: string[] = [];
  readonly kept: string[] = [];

  constructor(private readonly decide: Decide) {}

  object(path: string, base: JsonObject, theirs: JsonObject, ours: JsonObject): JsonObject {
    const merged: JsonObject = {};
    // Keys in the order of the new version, then those only we have.
    for (const key of new Set([...Object.keys(theirs), ...Object.keys(ours)])) {
      const value = this.slot(joinPath(path, key), slotOf(base, key), slotOf(theirs, key), slotOf(ours, key));
      if (value !== ABSENT) putKey(merged, key, copyJson(value));
    }
    return merged;
  }

  private slot(path: string, base: Slot, theirs: Slot, ours: Slot): Slot {
    if (sameSlot(theirs, ours)) return theirs;
    if (sameSlot(base, ours)) {
      this.taken.push(...changedPaths(path, base, theirs));
      return theirs;
    }
    if (sameSlot(base, theirs)) {
      this.kept.push(...changedPaths(path, base, ours));
      return ours;
    }
    if (mayHoldNodes(base) && isNodeList(theirs) && isNodeList(ours)) return this.list(path, base === ABSENT ? [] : (base as Node[]), theirs, ours);
    if (isObject(theirs) && isObject(ours)) return this.object(path, isObject(base) ? base : {}, theirs, ours);
    return this.ask({ path, kind: kindOfConflict(theirs, ours), ...given(base, theirs, ours), choices: isPlainList(theirs) && isPlainList(ours) ? ["mine", "theirs", "both"] : ["mine", "theirs"] }, theirs, ours);
  }

  private ask(conflict: Conflict, theirs: Slot, ours: Slot): Slot {
    this.conflicts.push(conflict);
    const choice = this.decide(conflict);
    if (choice === "theirs") return theirs;
    if (choice === "both" && isPlainList(theirs) && isPlainList(ours)) return [...ours, ...theirs.filter((entry) => !ours.includes(entry))];
    return ours;
  }

  private list(path: string, base: readonly Node[], theirs: readonly Node[], ours: readonly Node[]): Node[] {
    const [b, t, o] = [byId(base), byId(theirs), byId(ours)];
    const merged = new Map<string, Node>();
    for (const id of new Set([...t.keys(), ...o.keys()])) {
      const node = this.slot(joinPath(path, id), b.get(id) ?? ABSENT, t.get(id) ?? ABSENT, o.get(id) ?? ABSENT);
      if (node !== ABSENT) merged.set(id, node as Node);
    }
    return this.order(path, [...b.keys()], [...t.keys()], [...o.keys()], merged).map((id) => merged.get(id)!);
  }

  /** Ids of the merged list: the order of the side that moved something; new ones of the other side go after the neighbour they had there. */
  private order(path: string, base: readonly string[], theirs: readonly string[], ours: readonly string[], merged: ReadonlyMap<string, Node>): string[] {
    const everywhere = (id: string): boolean => merged.has(id) && theirs.includes(id) && ours.includes(id) && base.includes(id);
    const [b, t, o] = [base.filter(everywhere), theirs.filter(everywhere), ours.filter(everywhere)];
    const oursFirst = (): boolean => {
      if (sameJson(b, o)) return false;
      if (sameJson(b, t) || sameJson(t, o)) return true;
      return this.ask({ path: `${path}/*`, kind: "order", base: b, theirs: t, ours: o, choices: ["mine", "theirs"] }, t, o) === o;
    };
    const [first, second] = oursFirst() ? [ours, theirs] : [theirs, ours];
    const order = first.filter((id) => merged.has(id));
    second.forEach((id, i) => {
      if (!merged.has(id) || order.includes(id)) return;
      const neighbour = second.slice(0, i).findLast((before) => order.includes(before));
      order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
    });
    return order;
  }
}

/** What differs, as finely as it can be named: properties of nodes; a node that came or went is one. */
function changedPaths(path: string, before: Slot, after: Slot): string[] {
  if (sameSlot(before, after)) return [];
  if (isNodeList(before) && isNodeList(after)) {
    const [b, a] = [byId(before), byId(after)];
    const nodes = [...new Set([...b.keys(), ...a.keys()])].flatMap((id) => changedPaths(joinPath(path, id), b.get(id) ?? ABSENT, a.get(id) ?? ABSENT));
    return nodes.length > 0 ? nodes : [`${path}/*`];
  }
  if (!isObject(before) || !isObject(after)) return [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => changedPaths(joinPath(path, key), slotOf(before, key), slotOf(after, key)));
}

const byId = (nodes: readonly Node[]): ReadonlyMap<string, Node> => new Map(nodes.map((node) => [node.id, node]));
const mayHoldNodes = (base: Slot): boolean => base === ABSENT || isNodeList(base);
const kindOfConflict = (theirs: Slot, ours: Slot): ConflictKind => (ours === ABSENT ? "removedHere" : theirs === ABSENT ? "removedThere" : "value");

function given(base: Slot, theirs: Slot, ours: Slot): Pick<Conflict, "base" | "theirs" | "ours"> {
  return { ...(base === ABSENT ? {} : { base }), ...(theirs === ABSENT ? {} : { theirs }), ...(ours === ABSENT ? {} : { ours }) };
}

/** Merges; `decide` is asked about each conflict and may leave it open (then ours stands, and the conflict is in the list either way). */
export function mergeDocuments(base: JsonObject, theirs: JsonObject, ours: JsonObject, decide: Decide = () => undefined): Merged {
  const merger = new Merger(decide);
  const document = merger.object("", base, theirs, ours);
  return { document, conflicts: merger.conflicts, taken: merger.taken, kept: merger.kept };
}

/** What one side changed, as paths: what an upgrade brings to a document nobody changed here. */
export function changesBetween(before: JsonObject, after: JsonObject): readonly string[] {
  return changedPaths("", before, after);
}
