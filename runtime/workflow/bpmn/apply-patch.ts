/** Puts what `extra` keeps of a file into our own export of the document. */
import type { Extra } from "../definition/types";
import type { Built } from "./built";
import { keyer, patchOf, type Patch } from "./patch";
import { rank } from "./order";
import { allOf, type Xml } from "./xml";

interface Made {
  name: string;
  attributes: Record<string, string>;
  children: (Made | string)[];
}

const DRAWN = new Set(["bpmndi:BPMNShape", "bpmndi:BPMNEdge"]);

/** `given`: ids the file had not; they go where nothing refers to them. */
export function applyExtras(ours: Built, given: readonly string[]): Xml {
  const moves: [Made, string][] = [];
  const wanted: [Made, Made, string][] = [];
  const root = apply(ours, {}, moves, wanted);
  move(root, moves);
  dropLost(root, wanted);
  dropGiven(root, new Set(given));
  return root;
}

function apply(ours: Built, given: Patch, moves: [Made, string][], wanted: [Made, Made, string][]): Made {
  const patch = ours.owner ? patchOf((ours.owner as { readonly extra?: Extra }).extra, ours.slot) : given;
  if (patch.instead && patch.instead[0] === JSON.stringify(ours.children)) return copy(patch.instead[1]);
  const made: Made = { name: patch.element?.[0] === ours.name ? patch.element[1] : ours.name, attributes: attributesOf(ours, patch), children: [] };
  if (patch.place !== undefined) moves.push([made, patch.place]);
  const keyOf = keyer();
  const without = new Set(patch.without);
  const children = ours.children.flatMap((child): (Made | string)[] => {
    if (typeof child === "string") return [];
    const key = keyOf(child);
    if (without.has(key) || without.has(`${child.name}=${child.attributes?.id}`)) return [];
    const inner = apply(child as Built, patch.within?.[key] ?? {}, moves, wanted);
    if (DRAWN.has(child.name)) wanted.push([made, inner, child.attributes!.bpmnElement!]);
    return [inner];
  });
  const text = ours.children.filter((child) => typeof child === "string").join("");
  const said = patch.changed?.["#text"];
  const shown = said && said[0] === text ? (said[1] ?? "") : text;
  made.children = [...(shown === "" ? [] : [shown]), ...merged(insert(ordered(children, patch.order), patch, made, wanted))];
  return made;
}

function attributesOf(ours: Built, patch: Patch): Record<string, string> {
  const attributes: Record<string, string> = { ...ours.attributes };
  for (const [name, value] of Object.entries(patch.attributes ?? {})) attributes[name] ??= value;
  for (const [name, [own, theirs]] of Object.entries(patch.changed ?? {})) {
    if (name === "#text" || (ours.attributes[name] ?? null) !== own) continue;
    if (theirs === null) delete attributes[name];
    else attributes[name] = theirs;
  }
  return attributes;
}

/** Parts in the order of the file; new ones after them. */
function ordered(children: readonly (Made | string)[], order: readonly string[] | undefined): (Made | string)[] {
  if (!order) return [...children];
  const place = new Map(order.map((id, index) => [id, index]));
  const placeOf = (child: Made | string): number | undefined => (typeof child === "string" ? undefined : place.get(child.attributes.id ?? ""));
  const known = children.filter((child) => placeOf(child) !== undefined).sort((one, other) => placeOf(one)! - placeOf(other)!);
  return children.map((child) => (placeOf(child) === undefined ? child : known.shift()!));
}

/** Elements of which there is one at most: ours, once we write it. */
const SINGLE = /^(bpmndi:BPMNLabel|conditionExpression|script|text|condition|time(Date|Duration|Cycle)|loopCondition|loopCardinality|completionCondition|activationCondition|childLaneSet|(standard|multiInstance)LoopCharacteristics)$/;

function insert(children: (Made | string)[], patch: Patch, parent: Made, wanted: [Made, Made, string][]): (Made | string)[] {
  const all = [...children];
  for (const [index, kept, target] of patch.children ?? []) {
    if (SINGLE.test(kept.name) && children.some((child) => typeof child !== "string" && child.name === kept.name)) continue;
    const element = copy(kept);
    all.splice(Math.min(index, all.length), 0, element);
    if (target !== undefined) wanted.push([parent, element, target]);
  }
  return all.map((child, index) => ({ child, index, rank: typeof child === "string" ? 0 : rank(child.name, parent.name) })).sort((one, other) => one.rank - other.rank || one.index - other.index).map(({ child }) => child);
}

/** Extension elements of ours and of the file become one. */
function merged(children: (Made | string)[]): (Made | string)[] {
  const [first, ...more] = children.filter((child): child is Made => typeof child !== "string" && child.name === "extensionElements");
  if (!first || more.length === 0) return children;
  first.children.push(...more.flatMap((one) => one.children));
  return children.filter((child) => !more.includes(child as Made));
}

const copy = (xml: Xml): Made => ({ name: xml.name, attributes: { ...xml.attributes }, children: (xml.children ?? []).map((child) => (typeof child === "string" ? child : copy(child))) });

function move(root: Made, moves: readonly [Made, string][]): void {
  if (moves.length === 0) return;
  const byId = new Map([...allOf(root)].map((element) => [element.attributes?.id ?? "", element as Made]));
  byId.set("", root);
  for (const [element, place] of moves) {
    const target = byId.get(place);
    const parent = ([...allOf(root)] as Made[]).find((one) => one.children.includes(element));
    if (!target || !parent || target === parent || [...allOf(element)].includes(target)) continue;
    parent.children.splice(parent.children.indexOf(element), 1);
    target.children.push(element);
  }
}

/** References and drawings of what is no more. */
function dropLost(root: Made, wanted: readonly [Made, Made, string][]): void {
  const ids = new Set([...allOf(root)].map((element) => element.attributes?.id));
  for (const [parent, element, target] of wanted) if (!ids.has(target)) parent.children.splice(parent.children.indexOf(element), 1);
}

/** What a node says about its flows does not count: the flows say it themselves. */
const ENDS = new Set(["incoming", "outgoing"]);

function dropGiven(root: Made, given: ReadonlySet<string>): void {
  if (given.size === 0) return;
  const all = [...allOf(root)] as Made[];
  const said = ({ name, attributes, children }: Made): readonly string[] =>
    [...Object.entries(attributes).flatMap(([key, value]) => (key === "id" ? [] : [value])), ...(ENDS.has(name) ? [] : children.filter((child) => typeof child === "string"))];
  const used = new Set(all.flatMap(said));
  const gone = new Set([...given].filter((id) => !used.has(id)));
  for (const element of all) {
    if (gone.has(element.attributes.id ?? "")) delete element.attributes.id;
    element.children = element.children.filter((child) => typeof child === "string" || !ENDS.has(child.name) || !gone.has(child.children[0] as string));
  }
}
