/** Reads pack folders from disk. Node only. Takes regular files with expected names and nothing else: no links, no surprises. */
import { lstat, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { AppError, type Issue } from "../kernel/errors";
import { DOCUMENT_LIMITS, type SourceDocument } from "./source";

/** Files that people keep beside documents and the product does not read. */
const IGNORED = /^(README(\.[a-z]{2})?\.md|LICEN[CS]E|NOTICE|CHANGELOG\.md|\.DS_Store|\.gitkeep)$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,160}$/;
const DEEPEST = 4;

class Refused extends Error {
  constructor(readonly path: string, readonly code: string, message: string, readonly remedy: string) {
    super(message);
  }
}

async function readFolder(root: string, folder: string, depth: number, taken: { documents: number }): Promise<[string, string][]> {
  const entries = (await readdir(join(root, folder))).sort();
  const found: [string, string][] = [];
  for (const name of entries) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (IGNORED.test(name)) continue;
    if (!NAME.test(name)) throw new Refused(path, "name", `The file name ${JSON.stringify(name)} is not allowed in a pack`, "Use letters, digits, dots and hyphens.");
    const stats = await lstat(join(root, path));
    if (stats.isDirectory() && depth < DEEPEST) found.push(...(await readFolder(root, path, depth + 1, taken)));
    else if (!stats.isFile()) throw new Refused(path, "notAFile", `${path} is not a regular file`, "A pack holds regular files only; take links and special files away.");
    else if (stats.size > DOCUMENT_LIMITS.bytes) throw new Refused(path, "tooLarge", `${path} is larger than ${DOCUMENT_LIMITS.bytes} bytes`, "Split the document.");
    else if (++taken.documents > DOCUMENT_LIMITS.documents) throw new Refused(path, "tooMany", `The pack has more than ${DOCUMENT_LIMITS.documents} documents`, "Split the pack.");
    else found.push([path, await readFile(join(root, path), "utf8")]);
  }
  return found;
}

/** The name inside pack.json, as far as it can be read; the folder's name otherwise. */
function packName(folder: string, files: readonly (readonly [string, string])[]): string {
  try {
    const name = (JSON.parse(files.find(([path]) => path === "pack.json")?.[1] ?? "") as { name?: unknown }).name;
    return typeof name === "string" && NAME.test(name) ? name : basename(folder);
  } catch {
    return basename(folder);
  }
}

/**
 * All documents of a pack folder, unparsed. @throws AppError resource:notFound when there is no such folder,
 * metadata:invalid when a file is a link, too large or oddly named.
 */
export async function readPack(folder: string): Promise<SourceDocument[]> {
  try {
    const files = await readFolder(folder, "", 1, { documents: 0 });
    const pack = packName(folder, files);
    return files.map(([path, text]) => ({ path, pack, text }));
  } catch (error) {
    if (error instanceof Refused) {
      const issue: Issue = { pointer: "", code: error.code, message: error.message, remedy: error.remedy };
      throw new AppError("metadata:invalid", `${error.message}.`, { remedy: error.remedy, issues: [issue], details: { file: error.path } });
    }
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") throw new AppError("resource:notFound", `There is no folder ${folder}.`, { remedy: "Give the folder that holds pack.json.", cause: error });
    throw error;
  }
}

/**
 * Documents of a pack and of every pack it requires (at any depth, and core), which are looked up by name in `library`.
 * What is missing is left for the loader to report.
 */
export async function readPackWithRequired(folder: string, library: string): Promise<{ pack: string; documents: SourceDocument[] }> {
  const own = await readPack(folder);
  const pack = own[0]?.pack ?? basename(folder);
  const documents = new Map<string, SourceDocument[]>([[pack, own]]);
  const open = [...requirementsOf(own), "core"];
  while (open.length > 0) {
    const name = open.pop()!;
    if (documents.has(name) || !NAME.test(name)) continue;
    const found = await readPack(join(library, name)).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "resource:notFound") return [];
      throw error;
    });
    documents.set(name, found);
    open.push(...requirementsOf(found));
  }
  return { pack, documents: [...documents.values()].flat() };
}

function requirementsOf(documents: readonly SourceDocument[]): string[] {
  const manifest = documents.find(({ path }) => path === "pack.json");
  try {
    const { requires } = JSON.parse(manifest?.text ?? "{}") as { requires?: unknown };
    return requires !== null && typeof requires === "object" ? Object.keys(requires) : [];
  } catch {
    return [];
  }
}
