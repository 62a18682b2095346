/**
 * All documents of one revision. A *tree* names each file's content by hash, as in a version control system; *files* are the
 * same with the contents. Paths: `packs/<pack>/<path>` and `local/<path>` (made here; `local/patches/…` changes a pack's document).
 */
import { createHash } from "node:crypto";
import { isPackTest, kindOf, LOCAL_PACK, type SourceDocument } from "../model/source";

/** Path → SHA-256 (hex) of the content. */
export type Tree = Readonly<Record<string, string>>;
/** Path → content. */
export type Files = ReadonlyMap<string, string>;

export const hashOf = (content: string): string => createHash("sha256").update(content, "utf8").digest("hex");

export function treeOf(files: Files): Tree {
  return Object.fromEntries([...files.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, content]) => [path, hashOf(content)]));
}

/** One hash for a whole tree, or for the part of it below a folder: equal exactly when every file is. */
export function digestOf(tree: Tree, folder = ""): string {
  const lines = Object.keys(tree).filter((path) => path.startsWith(folder)).sort().map((path) => `${path.slice(folder.length)}\n${tree[path]}`);
  return hashOf(lines.join("\n"));
}

export const treePath = ({ pack, path }: Pick<SourceDocument, "pack" | "path">): string => (pack === LOCAL_PACK ? `${LOCAL_PACK}/${path}` : `packs/${pack}/${path}`);

export const packFolder = (pack: string): string => `packs/${pack}/`;

/** Pack and path of a file, undefined for a path of another form. */
export function placeOf(path: string): { readonly pack: string; readonly path: string } | undefined {
  const [first, ...rest] = path.split("/");
  if (first === LOCAL_PACK && rest.length > 0) return { pack: LOCAL_PACK, path: rest.join("/") };
  return first === "packs" && rest.length > 1 ? { pack: rest[0]!, path: rest.slice(1).join("/") } : undefined;
}

/** What the model is made of. Files beside the documents (a pack's README, its licence, its tests) are kept but mean nothing. */
export function sourcesOf(files: Files): SourceDocument[] {
  return [...files].flatMap(([path, text]) => {
    const place = placeOf(path);
    return place && (kindOf(place.path) !== undefined || (place.path.endsWith(".json") && !isPackTest(place.path))) ? [{ ...place, text }] : [];
  });
}

/** Files of one pack, by path inside it. */
export function packFiles(files: Files, pack: string): Files {
  const folder = packFolder(pack);
  return new Map([...files].filter(([path]) => path.startsWith(folder)).map(([path, content]) => [path.slice(folder.length), content]));
}
