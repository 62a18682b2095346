/** Packs that lie ready in a folder of the server, one sub-folder each. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError, didYouMean } from "../kernel";
import { parseJson } from "../model/json";
import { CORE_PACK } from "../model/packs";
import { isObject } from "../model/patch";
import type { SourceDocument } from "../model/source";
import { isMeantAsDocument, readFolderFiles, readPackFolder, type PackSource } from "./pack-folder";

export async function shippedPackNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name).sort();
}

/** Reads packs by name. @throws AppError resource:notFound with a suggestion; metadata:invalid when one is broken. */
export async function shippedPacks(folder: string, names: readonly string[]): Promise<readonly PackSource[]> {
  const present = await shippedPackNames(folder);
  for (const name of names) {
    if (present.includes(name)) continue;
    const near = didYouMean(name, present);
    throw new AppError("resource:notFound", `There is no pack "${name}" on this server.`, { remedy: near ? `Did you mean "${near}"?` : `There are: ${present.join(", ") || "none"}.` });
  }
  return Promise.all(names.map((name) => readPackFolder(join(folder, name))));
}

/** The packs with those they require, at any depth, and core, as far as they lie ready and are not installed. What is missing the loader tells. */
export async function withRequired(folder: string, packs: readonly PackSource[], installed: ReadonlySet<string>): Promise<readonly PackSource[]> {
  const present = new Set(await shippedPackNames(folder));
  const found = new Map(packs.map((pack) => [pack.name, pack]));
  const open = [...found.values()].flatMap(requiredBy);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name) || installed.has(name) || !present.has(name)) continue;
    const pack = await readPackFolder(join(folder, name));
    found.set(name, pack);
    open.push(...requiredBy(pack));
  }
  return [...found.values()];
}

/** Documents of a folder, be it a sound pack or not, and of the packs it requires, which lie in `library`; to be checked together. */
export async function documentsInFolder(folder: string, library: string): Promise<{ pack: string; documents: SourceDocument[] }> {
  const files = await readFolderFiles(folder);
  const json = parseJson(files.get("pack.json") ?? "");
  const name = json.ok && isObject(json.value) ? json.value["name"] : undefined;
  const own: PackSource = { name: typeof name === "string" ? name : basename(folder), files };
  const packs = await withRequired(library, [own], new Set());
  const documents = packs.flatMap((pack) => [...pack.files].filter(([path]) => isMeantAsDocument(path)).map(([path, text]) => ({ pack: pack.name, path, text })));
  return { pack: own.name, documents };
}

/** What pack.json names, and core, which every pack may refer to. */
function requiredBy(pack: PackSource): readonly string[] {
  const json = parseJson(pack.files.get("pack.json") ?? "");
  const requires = json.ok && isObject(json.value) ? json.value["requires"] : undefined;
  return [CORE_PACK, ...(isObject(requires) ? Object.keys(requires) : [])];
}
