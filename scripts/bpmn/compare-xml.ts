/**
 * Compares two XML files as trees: which elements and attributes of the first the second lacks, and which references lead elsewhere. Prefixes, the order of
 * attributes and the way numbers are written do not count. Elements are known by their id; those without one by their place among equals in their parent.
 */
import { allOf, elementsOf, parseXml, textIn, type Xml } from "../../runtime/workflow/bpmn/xml";

export interface Losses {
  readonly lostElements: readonly string[];
  readonly lostAttributes: readonly string[];
  readonly changedReferences: readonly string[];
  /** Elements that lie in another element, or behind one of their kind that came after them. */
  readonly movedElements: readonly string[];
  readonly addedElements: readonly string[];
}

/** Elements that got an id are still the same. */
function withoutNewIds(element: Xml, known: ReadonlySet<string | undefined>): Xml {
  const { id, ...rest } = element.attributes ?? {};
  return { ...element, attributes: known.has(id) ? element.attributes! : rest, children: (element.children ?? []).map((child) => (typeof child === "string" ? child : withoutNewIds(child, known))) };
}

interface Entry {
  readonly element: Xml;
  readonly parent: string;
  /** Keys of the elements of its kind before it in its parent. */
  readonly place: number;
}

const REFERENCE = /Ref$|^(default|bpmnElement|incoming|outgoing|calledElement)$/;

/** Both texts must be XML; throws XmlError. */
export function compareXml(before: string, after: string): Losses {
  const first = parseXml(before).root;
  const old = entries(first);
  const now = entries(withoutNewIds(parseXml(after).root, new Set([...allOf(first)].map(({ attributes }) => attributes?.id))));
  const losses = { lostElements: [] as string[], lostAttributes: [] as string[], changedReferences: [] as string[], movedElements: [] as string[], addedElements: [...now.keys()].filter((key) => !old.has(key)) };
  for (const [key, entry] of old) {
    const found = now.get(key);
    if (!found) losses.lostElements.push(key);
    else compareEntry(key, entry, found, losses);
  }
  for (const [parent, keys] of siblings(old)) {
    const order = (siblings(now).get(parent) ?? []).filter((key) => keys.includes(key));
    keys.filter((key) => order.includes(key)).forEach((key, index) => order[index] !== key && losses.movedElements.push(key));
  }
  return losses;
}

const cache = new WeakMap<ReadonlyMap<string, Entry>, Map<string, string[]>>();

/** Keys of the elements of one name in one parent, in order; references are a set. */
function siblings(all: ReadonlyMap<string, Entry>): Map<string, string[]> {
  const known = cache.get(all);
  if (known) return known;
  const groups = new Map<string, string[]>();
  for (const [key, { element, parent }] of all) {
    if (/^(incoming|outgoing|flowNodeRef)$/.test(element.name)) continue;
    const group = `${parent} > ${element.name}`;
    groups.set(group, [...(groups.get(group) ?? []), key]);
  }
  cache.set(all, groups);
  return groups;
}

function entries(root: Xml): ReadonlyMap<string, Entry> {
  const all = new Map<string, Entry>();
  const visit = (element: Xml, parent: string, place: number): void => {
    const id = element.attributes?.id;
    const text = REFERENCE.test(element.name) ? textIn(element).trim() : undefined;
    const key = unused(all, id !== undefined ? `${element.name} ${id}` : text ? `${parent}/${element.name}=${text}` : `${parent}/${element.name}[${place}]`);
    all.set(key, { element, parent, place });
    const counts = new Map<string, number>();
    for (const child of elementsOf(element)) {
      const count = counts.get(child.name) ?? 0;
      counts.set(child.name, count + 1);
      visit(child, key, count);
    }
  };
  visit(root, "", 0);
  return all;
}

function unused(all: ReadonlyMap<string, Entry>, wish: string): string {
  let key = wish;
  for (let number = 2; all.has(key); number++) key = `${wish} (${number})`;
  return key;
}

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));
const equal = (one: string, other: string): boolean => one === other || (isNumber(one) && isNumber(other) && Number(one) === Number(other));

function compareEntry(key: string, { element, parent }: Entry, now: Entry, losses: { lostAttributes: string[]; changedReferences: string[]; movedElements: string[] }): void {
  if (parent !== now.parent) losses.movedElements.push(key);
  for (const [name, value] of Object.entries(element.attributes ?? {})) {
    const found = now.element.attributes?.[name];
    if (found !== undefined && equal(value, found)) continue;
    const sentence = `${key} @${name}: ${value} → ${found ?? "nothing"}`;
    (REFERENCE.test(name) && found !== undefined ? losses.changedReferences : losses.lostAttributes).push(sentence);
  }
  const [before, after] = [textIn(element).trim(), textIn(now.element).trim()];
  if (before !== after) (REFERENCE.test(element.name) ? losses.changedReferences : losses.lostAttributes).push(`${key} text: ${before} → ${after}`);
}
