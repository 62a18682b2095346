/**
 * What a file says and our own export does not: the difference between the two, kept in `extra` of the part of the document it belongs to, and put back
 * when that document is written again, however it has been changed meanwhile. A difference holds only while our side still says what it said then:
 * an edited condition wins over the text of the file, a foreign attribute stays with its element.
 */
import type { Json } from "../definition/types";
import { elementsOf, textIn, type Xml } from "./xml";
import type { Built } from "./built";

export interface Patch {
  /** [our name of the element, that of the file]. */
  element?: readonly [string, string];
  /** Attributes we do not write. */
  attributes?: Readonly<Record<string, string>>;
  /** [what we write, what the file says], null for nothing; "#text" is the text in the element. */
  changed?: Readonly<Record<string, readonly [string | null, string | null]>>;
  /** Elements we write and the file lacks. */
  without?: readonly string[];
  /** Elements we do not write: the place among its brothers, the element, and the id it is about, without which it goes. */
  children?: readonly (readonly [number, Xml] | readonly [number, Xml, string])[];
  /** Differences in elements that are no part of the document by themselves. */
  within?: Readonly<Record<string, Patch>>;
  /** Ids of the parts in it, in the order of the file. */
  order?: readonly string[];
  /** Id of the element it lies in, when that is another than ours; "" for the outermost. */
  place?: string;
  /** Text and elements mixed: [what we write, what the file says]. */
  instead?: readonly [string, Xml];
}

/** Patches of the parts of a document, by part and slot ("" for the only one). */
export type Patches = ReadonlyMap<object, Readonly<Record<string, Patch>>>;

/** Elements that name another by its id in their text: told apart by that. */
const REFERENCES = new Set(["incoming", "outgoing", "flowNodeRef", "categoryValueRef", "eventDefinitionRef", "participantRef", "messageFlowRef"]);

interface Named {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly unknown[];
}

/** Keys of elements among their brothers. */
export function keyer(): (element: Named) => string {
  const seen = new Map<string, number>();
  return (element) => {
    if (REFERENCES.has(element.name)) return `${element.name}=${(element.children ?? []).filter((child) => typeof child === "string").join("").trim()}`;
    const count = seen.get(element.name) ?? 0;
    seen.set(element.name, count + 1);
    return `${element.name}#${count}`;
  };
}

const NUMBERS = new Set(["x", "y", "width", "height"]);
const sameValue = (name: string, one: string | undefined, other: string | undefined): boolean =>
  one === other || (NUMBERS.has(name) && one !== undefined && other !== undefined && other.trim() !== "" && Number(one) === Number(other));

/** The differences between our file and another that was read into the same document. */
export function difference(ours: Built, theirs: Xml): Patches {
  return new Differ(theirs).run(ours);
}

class Differ {
  private readonly patches = new Map<object, Record<string, Patch>>();
  private readonly byId = new Map<string, Xml[]>();
  private readonly parents = new Map<Xml, Xml>();
  private readonly matched = new Map<Built, Xml>();
  private readonly taken = new Set<Xml>();

  constructor(private readonly root: Xml) {
    const open: Xml[] = [root];
    for (let at = open.pop(); at; at = open.pop()) {
      const id = at.attributes?.id;
      if (id !== undefined) this.byId.set(id, [...(this.byId.get(id) ?? []), at]);
      for (const child of elementsOf(at)) {
        this.parents.set(child, at);
        open.push(child);
      }
    }
  }

  run(ours: Built): Patches {
    this.take(ours, this.root);
    this.match(ours);
    this.compare(ours, this.root);
    return this.patches;
  }

  private take(ours: Built, theirs: Xml): void {
    this.matched.set(ours, theirs);
    this.taken.add(theirs);
  }

  private match(element: Built): void {
    for (const child of built(element)) {
      const id = child.owner ? child.attributes.id : undefined;
      const free = id === undefined ? [] : (this.byId.get(id) ?? []).filter((one) => !this.taken.has(one));
      const found = free.find(({ name }) => name === child.name) ?? free[0];
      if (found) this.take(child, found);
      this.match(child);
    }
  }

  private compare(ours: Built, theirs: Xml): Patch {
    const patch: Patch = {};
    if (ours.name !== theirs.name) patch.element = [ours.name, theirs.name];
    attributes(patch, ours, theirs);
    const theirText = textIn(theirs);
    const ourText = ours.children.filter((child) => typeof child === "string").join("");
    if (theirText.trim() !== "" && elementsOf(theirs).length > 0) return { instead: [JSON.stringify(ours.children), theirs] };
    if (theirText !== ourText && !(REFERENCES.has(ours.name) && theirText.trim() === ourText)) patch.changed = { ...patch.changed, "#text": [ourText, theirText] };
    this.children(patch, ours, theirs);
    if (ours.owner && Object.keys(patch).length > 0) {
      const slots = this.patches.get(ours.owner) ?? {};
      this.patches.set(ours.owner, { ...slots, [ours.slot ?? ""]: patch });
    }
    return patch;
  }

  private children(patch: Patch, ours: Built, theirs: Xml): void {
    const keyOf = keyer();
    const free = new Map(elementsOf(theirs).map((child) => [keyOf(child), child] as const));
    const ourKey = keyer();
    const [without, within]: [string[], Record<string, Patch>] = [[], {}];
    for (const child of built(ours)) {
      const key = ourKey(child);
      let match = this.matched.get(child);
      if (!match && !(child.owner && child.attributes.id !== undefined)) {
        const found = free.get(key);
        if (found && !this.taken.has(found)) this.take(child, (match = found));
      }
      if (!match) {
        if (!REFERENCES.has(child.name)) without.push(child.attributes.id === undefined ? key : `${child.name}=${child.attributes.id}`);
        continue;
      }
      const inner = this.compare(child, match);
      const parent = this.parents.get(match)!;
      if (parent !== theirs) this.moved(child, parent);
      else if (!child.owner && Object.keys(inner).length > 0) within[key] = inner;
    }
    if (without.length > 0) patch.without = without;
    if (Object.keys(within).length > 0) patch.within = within;
    this.order(patch, ours, theirs);
    // Only now is it known which elements below are parts of the document.
    const kept = elementsOf(theirs).flatMap((child, index) => (this.taken.has(child) ? [] : [this.keep(index, child)]));
    if (kept.length > 0) patch.children = kept;
  }

  private moved(child: Built, parent: Xml): void {
    const slots = this.patches.get(child.owner!) ?? {};
    const slot = child.slot ?? "";
    this.patches.set(child.owner!, { ...slots, [slot]: { ...slots[slot], place: parent === this.root ? "" : (parent.attributes?.id ?? "") } });
  }

  private order(patch: Patch, ours: Built, theirs: Xml): void {
    const place = new Map(elementsOf(theirs).map((child, index) => [child, index]));
    const parts = built(ours).filter((child) => child.owner && child.attributes.id !== undefined && place.has(this.matched.get(child)!));
    const sorted = [...parts].sort((one, other) => place.get(this.matched.get(one)!)! - place.get(this.matched.get(other)!)!);
    if (sorted.some((child, index) => child !== parts[index])) patch.order = sorted.map((child) => child.attributes.id!);
  }

  private keep(index: number, child: Xml): readonly [number, Xml] | readonly [number, Xml, string] {
    const target = REFERENCES.has(child.name) ? textIn(child).trim() : undefined;
    return target !== undefined && this.byId.has(target) ? [index, child, target] : [index, this.pruned(child)];
  }

  /** Without the parts of the document in it; they know their place. */
  private pruned(element: Xml): Xml {
    if (!element.children) return element;
    return { ...element, children: element.children.filter((child) => typeof child === "string" || !this.taken.has(child)).map((child) => (typeof child === "string" ? child : this.pruned(child))) };
  }
}

const built = (element: Built): readonly Built[] => element.children.filter((child): child is Built => typeof child !== "string");

function attributes(patch: Patch, ours: Built, theirs: Xml): void {
  const [kept, changed]: [Record<string, string>, Record<string, readonly [string | null, string | null]>] = [{}, {}];
  for (const name of new Set([...Object.keys(ours.attributes), ...Object.keys(theirs.attributes ?? {})])) {
    const [own, other] = [ours.attributes[name], theirs.attributes?.[name]];
    if (sameValue(name, own, other)) continue;
    if (own === undefined) kept[name] = other!;
    else changed[name] = [own, other ?? null];
  }
  if (Object.keys(kept).length > 0) patch.attributes = kept;
  if (Object.keys(changed).length > 0) patch.changed = changed;
}

/** Extras are JSON; what is in them was made by `difference`, or by whoever wrote the document. */
export const patchOf = (extra: Readonly<Record<string, Json>> | undefined, slot: string | undefined): Patch => ((slot === undefined ? extra : extra?.[slot]) ?? {}) as unknown as Patch;
