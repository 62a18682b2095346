/** What differs between two revisions, per document and down to single properties. Pure. */
import { parseJson } from "../model/json";
import { diffDocument, isObject, valueAt } from "../model/patch";
import { kindOf, LOCAL_PACK } from "../model/source";
import { placeOf, treeOf, type Files, type Tree } from "./tree";

export interface DocumentDifference {
  /** `<pack>/<path>`. */
  readonly file: string;
  readonly kind: string;
  readonly change: "added" | "removed" | "changed";
}

export interface PropertyDifference {
  /** Properties and ids from the root: "fields/stage/label". */
  readonly path: string;
  readonly change: "added" | "removed" | "moved" | "changed";
  /** The two values, where a property changed, came or went. */
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface Difference extends DocumentDifference {
  /** Given for changed documents; empty when only the layout of the text differs. */
  readonly properties?: readonly PropertyDifference[];
}

/** Documents that differ, found by their hashes alone. */
export function compareTrees(before: Tree, after: Tree): readonly (DocumentDifference & { readonly path: string })[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.filter((path) => before[path] !== after[path]).map((path) => {
    const place = placeOf(path);
    return {
      path, file: place ? `${place.pack}/${place.path}` : path, kind: (place && kindOf(place.path)) ?? "file",
      change: before[path] === undefined ? "added" : after[path] === undefined ? "removed" : "changed",
    };
  });
}

export function compareFiles(before: Files, after: Files, trees: { readonly before: Tree; readonly after: Tree }): readonly Difference[] {
  return compareTrees(trees.before, trees.after).map(({ path, ...difference }) =>
    difference.change === "changed" ? { ...difference, properties: compareTexts(before.get(path) ?? "", after.get(path) ?? "") } : difference);
}

/** The same for two states of one pack, by paths inside it. */
export function diffFiles(before: Files, after: Files): readonly Difference[] {
  const placed = (files: Files): Files => new Map([...files].map(([path, text]) => [`${LOCAL_PACK}/${path}`, text]));
  const [a, b] = [placed(before), placed(after)];
  return compareFiles(a, b, { before: treeOf(a), after: treeOf(b) }).map((difference) => ({ ...difference, file: difference.file.slice(LOCAL_PACK.length + 1) }));
}

function compareTexts(before: string, after: string): readonly PropertyDifference[] {
  const a = parseJson(before);
  const b = parseJson(after);
  if (!a.ok || !b.ok || !isObject(a.value) || !isObject(b.value)) return [{ path: "", change: "changed" }];
  const { changes } = diffDocument(a.value, b.value, { pack: "", kind: "entity", name: "" });
  const [old, next] = [a.value, b.value];
  const found = changes.flatMap((change): PropertyDifference[] => {
    if (change.insert !== undefined) return [{ path: join(change.into?.node ?? "", `${change.into?.property ?? ""}/${String(change.insert["id"])}`), change: "added" }];
    if (change.remove !== undefined) return [{ path: change.remove, change: "removed" }];
    if (change.move !== undefined) return [{ path: change.move, change: "moved" }];
    const node = change.node ?? "";
    return [
      ...Object.keys(change.set ?? {}).map((property) => ({ path: join(node, property), change: "changed" as const })),
      ...(change.unset ?? []).map((property) => ({ path: join(node, property), change: "removed" as const })),
    ];
  });
  return found.map((difference) => (difference.change === "moved" ? difference : { ...difference, before: valueAt(old, difference.path), after: valueAt(next, difference.path) }));
}

const join = (node: string, property: string): string => (node === "" ? property : `${node}/${property}`);
