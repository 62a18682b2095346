/** Places in the text of a JSON document, from the tree of the editor: the path at a position, the position of a pointer. */
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Path } from "../../../runtime/studio/json-help";

interface Found {
  readonly path: Path;
  /** The property name or value the position is at. */
  readonly node: SyntaxNode;
  readonly isKey: boolean;
  /** Names of the keys of the object around it. */
  readonly siblings: readonly string[];
}

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

function keyOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  try {
    return name ? String(JSON.parse(state.sliceDoc(name.from, name.to))) : "";
  } catch {
    // Still being typed.
    return "";
  }
}

const keysOf = (state: EditorState, object: SyntaxNode): readonly string[] => object.getChildren("Property").map((property) => keyOf(state, property));

/** Elements of an array among its brackets and commas. */
function elements(array: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) if (VALUES.has(child.name)) found.push(child);
  return found;
}

function pathOf(state: EditorState, node: SyntaxNode): Path {
  const path: (string | number)[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === "Property") path.unshift(keyOf(state, at));
    else if (at.parent?.name === "Array" && VALUES.has(at.name)) path.unshift(elements(at.parent).findIndex(({ from }) => from === at!.from));
  }
  return path;
}

/** What stands at the position: a key or a value, and where in the document. */
export function placeAt(state: EditorState, position: number): Found {
  let node = syntaxTree(state).resolveInner(position, -1);
  if (node.name === "⚠" && node.parent) node = node.parent;
  const isKey = node.name === "PropertyName" || node.name === "Object";
  const object = node.name === "Object" ? node : node.name === "PropertyName" ? node.parent?.parent : null;
  return { path: pathOf(state, isKey && object ? object : node), node, isKey, siblings: object ? keysOf(state, object).filter((key) => node.name === "Object" || key !== keyOf(state, node.parent!)) : [] };
}

/** The path of a key itself, for what it means. */
export const keyPath = (state: EditorState, node: SyntaxNode): Path => pathOf(state, node);

/** From and to of what a JSON pointer names, or of the nearest thing around it. */
export function rangeOf(state: EditorState, pointer: string): { readonly from: number; readonly to: number } {
  let node: SyntaxNode | null = syntaxTree(state).topNode.firstChild;
  let mark: SyntaxNode | null = node;
  for (const raw of pointer.split("/").slice(1)) {
    const step = raw.replace(/~1/g, "/").replace(/~0/g, "~");
    const next: SyntaxNode | undefined = node?.name === "Array" ? elements(node)[Number(step)] : node?.getChildren("Property").find((property) => keyOf(state, property) === step);
    if (!next) break;
    mark = next.name === "Property" ? (next.getChild("PropertyName") ?? next) : next;
    node = next.name === "Property" ? (next.lastChild ?? null) : next;
  }
  return mark ? { from: mark.from, to: Math.min(mark.to, mark.from + 200) } : { from: 0, to: 0 };
}
