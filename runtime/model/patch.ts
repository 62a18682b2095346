/**
 * Local changes of a document, kept apart from it. Pure and browser-safe.
 *
 * - *node*: the document, or an object with an `id` inside a list; its *path* names properties and ids from the root:
 *   "fields/stage", "tabs/t1/sections/s1/fields/f1", "fields/stage/options/choices/new". "" is the document.
 * - *property*: anything below a node that holds no nodes, nested objects included ("options/maxLength"); lists without ids are one property.
 * - *orphan*: a change whose node is gone (the pack dropped it). It is reported and stays in the patch.
 *
 * `/` and `~` in keys are written as in JSON pointers (~1, ~0).
 */
import { escapePointer } from "./json";
import type { ChangeDocument, PatchDocument } from "./generated/grammar";

export type Json = unknown;
export type JsonObject = Record<string, Json>;
export type Node = JsonObject & { id: string };

export type PatchTargetOf = PatchDocument["target"];

export interface Orphan {
  /** Position in `changes`. */
  readonly index: number;
  readonly change: ChangeDocument;
  readonly reason: string;
}

export interface Patched {
  readonly document: JsonObject;
  readonly orphans: readonly Orphan[];
}

const unescape = (step: string): string => step.replace(/~1/g, "/").replace(/~0/g, "~");
/** One step further: ("fields", "a/b") → "fields/a~1b". */
export const joinPath = (path: string, step: string): string => (path === "" ? escapePointer(step) : `${path}/${escapePointer(step)}`);

export function isObject(value: Json): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** True for a list whose entries are all nodes with distinct ids (an empty list too). */
export function isNodeList(value: Json): value is Node[] {
  if (!Array.isArray(value)) return false;
  const ids = value.map((entry: Json) => (isObject(entry) && Object.hasOwn(entry, "id") && typeof entry["id"] === "string" ? entry["id"] : undefined));
  return ids.every((id) => id !== undefined) && new Set(ids).size === ids.length;
}

/** Structural equality; the order of keys does not count. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a) || Array.isArray(b)) return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((entry, i) => sameJson(entry, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

export function copyJson<T extends Json>(value: T): T {
  return value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T);
}

export function putKey(target: JsonObject, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

// Diff ------------------------------------------------------------------------------------------------------------

class Differ {
  readonly changes: ChangeDocument[] = [];

  /** Properties first, then the lists of nodes, so that a list is whole before something moves in it. */
  node(path: string, base: JsonObject, changed: JsonObject): void {
    const set: JsonObject = {};
    const unset: string[] = [];
    const lists: (() => void)[] = [];
    this.properties(path, "", base, changed, set, unset, lists);
    if (Object.keys(set).length > 0 || unset.length > 0) {
      this.changes.push({ node: path, ...(Object.keys(set).length > 0 ? { set } : {}), ...(unset.length > 0 ? { unset } : {}) });
    }
    for (const list of lists) list();
  }

  private properties(path: string, prefix: string, base: JsonObject, changed: JsonObject, set: JsonObject, unset: string[], lists: (() => void)[]): void {
    for (const key of Object.keys(base)) if (!Object.hasOwn(changed, key)) unset.push(joinPath(prefix, key));
    for (const [key, value] of Object.entries(changed)) {
      const property = joinPath(prefix, key);
      const before = Object.hasOwn(base, key) ? base[key] : undefined;
      if (sameJson(before, value)) continue;
      if (isNodeList(before) && isNodeList(value) && before.length > 0) lists.push(() => this.list(path, property, before, value));
      else if (isObject(before) && isObject(value) && Object.keys(before).length > 0 && Object.keys(value).length > 0) this.properties(path, property, before, value, set, unset, lists);
      else putKey(set, property, copyJson(value));
    }
  }

  private list(path: string, property: string, base: readonly Node[], changed: readonly Node[]): void {
    const listPath = path === "" ? property : `${path}/${property}`;
    const before = new Map(base.map((node) => [node.id, node]));
    const after = new Set(changed.map((node) => node.id));
    for (const node of base) if (!after.has(node.id)) this.changes.push({ remove: joinPath(listPath, node.id) });
    const staying = longestRun(base.filter((node) => after.has(node.id)).map((node) => node.id), changed.filter((node) => before.has(node.id)).map((node) => node.id));
    changed.forEach((node, i) => {
      const previous = i === 0 ? null : changed[i - 1]!.id;
      if (!before.has(node.id)) this.changes.push({ insert: copyJson(node), into: { node: path, property }, after: previous });
      else if (!staying.has(node.id)) this.changes.push({ move: joinPath(listPath, node.id), after: previous });
    });
    for (const node of changed) {
      const old = before.get(node.id);
      if (old) this.node(joinPath(listPath, node.id), old, node);
    }
  }
}

/** Ids that keep their order: a longest common subsequence of two orders of the same ids. The rest must move. */
function longestRun(before: readonly string[], after: readonly string[]): Set<string> {
  const position = new Map(before.map((id, i) => [id, i]));
  const tails: number[] = [];
  const tailIds: string[] = [];
  const previous = new Map<string, string | undefined>();
  for (const id of after) {
    const at = position.get(id)!;
    let low = 0;
    for (let high = tails.length; low < high;) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < at) low = middle + 1;
      else high = middle;
    }
    tails[low] = at;
    tailIds[low] = id;
    previous.set(id, low > 0 ? tailIds[low - 1] : undefined);
  }
  const run = new Set<string>();
  for (let id = tailIds.at(-1); id !== undefined; id = previous.get(id)) run.add(id);
  return run;
}

/** The patch that turns `base` into `changed`; its `changes` are empty when they are equal. `applyPatch(base, diffDocument(base, changed)).document` equals `changed`. */
export function diffDocument(base: JsonObject, changed: JsonObject, target: PatchTargetOf): PatchDocument {
  const differ = new Differ();
  differ.node("", base, changed);
  return { id: `${target.pack}.${target.kind}.${target.name}`, target, changes: differ.changes };
}

// Apply -----------------------------------------------------------------------------------------------------------

/** Value at a path, undefined when there is none; ids lead through lists, keys through objects. */
export function valueAt(document: JsonObject, path: string): Json {
  if (path === "") return document;
  let at: Json = document;
  for (const step of path.split("/").map(unescape)) {
    if (isNodeList(at)) at = at.find((node) => node.id === step);
    else if (isObject(at) && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return at;
}

function split(path: string): [string, string] {
  const end = path.lastIndexOf("/");
  return end < 0 ? ["", unescape(path)] : [path.slice(0, end), unescape(path.slice(end + 1))];
}

/** Places a node after the named one; first when null; last when the named one is gone. */
function place(list: Node[], node: Node, after: string | null): void {
  if (after === null) list.unshift(node);
  else {
    const at = list.findIndex((entry) => entry.id === after);
    list.splice(at < 0 ? list.length : at + 1, 0, node);
  }
}

function setProperty(node: JsonObject, property: string, value: Json): void {
  const steps = property.split("/").map(unescape);
  let at = node;
  for (const step of steps.slice(0, -1)) {
    const next = Object.hasOwn(at, step) ? at[step] : undefined;
    if (isObject(next)) at = next;
    else {
      const made: JsonObject = {};
      putKey(at, step, made);
      at = made;
    }
  }
  putKey(at, steps.at(-1)!, copyJson(value));
}

function unsetProperty(node: JsonObject, property: string): void {
  const [path, key] = split(property);
  const holder = path === "" ? node : valueAt(node, path);
  if (isObject(holder)) delete holder[key];
}

/** Applies one change in place; a sentence when its node is gone. */
function apply(document: JsonObject, change: ChangeDocument): string | undefined {
  if (change.remove !== undefined || change.move !== undefined) {
    const path = change.remove ?? change.move!;
    const [listPath, id] = split(path);
    const list = valueAt(document, listPath);
    const at = isNodeList(list) ? list.findIndex((node) => node.id === id) : -1;
    if (!isNodeList(list) || at < 0) return change.remove === undefined ? `There is no node ${path} to move` : undefined;
    const [node] = list.splice(at, 1);
    if (change.remove === undefined) place(list, node!, change.after ?? null);
    return undefined;
  }
  if (change.insert !== undefined) return insert(document, change);
  const node = valueAt(document, change.node ?? "");
  if (!isObject(node)) return `There is no node ${change.node ?? ""}`;
  for (const property of change.unset ?? []) unsetProperty(node, property);
  for (const [property, value] of Object.entries(change.set ?? {})) setProperty(node, property, value);
  return undefined;
}

function insert(document: JsonObject, change: ChangeDocument): string | undefined {
  const { node: path, property } = change.into ?? { node: "", property: "" };
  const holder = valueAt(document, path);
  if (!isObject(holder) || property === "") return `There is no node ${path} to insert into`;
  if (valueAt(holder, property) === undefined) setProperty(holder, property, []);
  const list = valueAt(holder, property);
  if (!isNodeList(list)) return `${property} is no list of nodes`;
  const node = copyJson(change.insert) as Node;
  const twin = list.findIndex((entry) => entry.id === node.id);
  if (twin >= 0) list.splice(twin, 1);
  place(list, node, change.after ?? null);
  return undefined;
}

/** The changed document (the base is left alone) and the changes that found no node. Removing what is already gone is no orphan. */
export function applyPatch(base: JsonObject, patch: Pick<PatchDocument, "changes">): Patched {
  const document = copyJson(base);
  const orphans: Orphan[] = [];
  patch.changes.forEach((change, index) => {
    const reason = apply(document, change);
    if (reason !== undefined) orphans.push({ index, change, reason });
  });
  return { document, orphans };
}
