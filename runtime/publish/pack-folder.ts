/**
 * A pack on disk ↔ a pack as data. Packs hold no code: only regular files of text, within limits (docs/limits.md); anything else
 * is refused with its name. The text is kept to the byte, so that an export equals what was installed.
 */
import { lstat, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { AppError, type Issue } from "../kernel";
import { parseJson } from "../model/json";
import { kindOf, LOCAL_PACK } from "../model/source";
import { checkSignature } from "./signature";
import type { Files } from "./tree";

export const PACK_LIMITS = { files: 5_000, fileBytes: 1_048_576, totalBytes: 50 * 1_048_576, depth: 6 } as const;

export interface PackSource {
  readonly name: string;
  /** Path inside the pack, with "/" → content. */
  readonly files: Files;
}

/** Files beside the documents that a pack may bring along: they mean nothing to an installation, but belong to it. */
const COMPANION = /^(README(\.[a-z]{2})?\.md|LICEN[CS]E(\.md|\.txt)?|NOTICE|CHANGELOG\.md|SIGNATURE|tests\/[a-z][a-zA-Z0-9]{0,47}\.json)$/;

/** A finding about a file of a pack. */
export const packProblem = (path: string, message: string, remedy: string): AppError => {
  const issue: Issue = { pointer: `/files/${path.replace(/~/g, "~0").replace(/\//g, "~1")}`, code: "packFile", message, remedy };
  return new AppError("metadata:invalid", message, { remedy, issues: [issue], details: { file: path } });
};

/** Checks names, sizes and form. @throws AppError metadata:invalid naming the file. */
export function packSource(files: Files): PackSource {
  const manifest = files.get("pack.json");
  if (manifest === undefined) throw packProblem("pack.json", "There is no pack.json.", "A pack is a folder with pack.json at its top.");
  const name = nameOf(manifest);
  const isLocal = name === LOCAL_PACK;
  let total = 0;
  for (const [path, text] of files) {
    if (kindOf(path) === undefined && !COMPANION.test(path)) throw packProblem(path, `${path} is no document of a pack.`, "Take it out; packs hold documents, README, LICENSE and CHANGELOG only.");
    if (kindOf(path) === "patch" && !isLocal) throw packProblem(path, `${path} is a local change; a pack cannot hold any.`, "Write an extension instead.");
    if (text.includes("\u0000")) throw packProblem(path, `${path} contains a NUL character.`, "Save the file as plain text.");
    const bytes = Buffer.byteLength(text);
    if (bytes > PACK_LIMITS.fileBytes) throw packProblem(path, `${path} is larger than ${PACK_LIMITS.fileBytes} bytes.`, "Split it.");
    total += bytes;
  }
  if (files.size > PACK_LIMITS.files) throw packProblem("", `The pack has more than ${PACK_LIMITS.files} files.`, "Split it into several packs.");
  if (total > PACK_LIMITS.totalBytes) throw packProblem("", `The pack is larger than ${PACK_LIMITS.totalBytes} bytes.`, "Split it into several packs.");
  const unsound = checkSignature(files);
  if (unsound !== undefined) throw packProblem("SIGNATURE", unsound, "Get the pack from its maker again, or take SIGNATURE out if you changed it on purpose.");
  return { name, files };
}

function nameOf(manifest: string): string {
  const json = parseJson(manifest);
  if (!json.ok) throw packProblem("pack.json", `pack.json is not valid JSON: ${json.message} (line ${json.place.line}).`, "Mend the JSON at this place.");
  const name = (json.value as { name?: unknown } | null)?.name;
  if (typeof name !== "string" || !/^[a-z][a-zA-Z0-9]{0,47}$/.test(name) ) throw packProblem("pack.json", "pack.json has no valid name.", `Write for example "name": "crm"; "local" means what was made on an installation (pack export --local).`);
  return name;
}

/** Is the file a document, or meant to be one? */
export const isMeantAsDocument = (path: string): boolean => !COMPANION.test(path);

/** A pack from a folder. @throws AppError resource:notFound, metadata:invalid naming the file that no pack may hold. */
export async function readPackFolder(folder: string, { ignoreSignature = false } = {}): Promise<PackSource> {
  const files = await readFolderFiles(folder);
  return packSource(ignoreSignature ? new Map([...files].filter(([path]) => path !== "SIGNATURE")) : files);
}

/**
 * The files of a folder, whether or not they make a pack; names that begin with a dot are left aside.
 * @throws AppError resource:notFound, metadata:invalid for links, special files, bytes that are no UTF-8, or too much of anything.
 */
export async function readFolderFiles(folder: string): Promise<Files> {
  const files = new Map<string, string>();
  let total = 0;
  for (const path of await walk(folder, folder, 0)) {
    const bytes = await readFile(join(folder, path));
    total += bytes.length;
    if (total > PACK_LIMITS.totalBytes || files.size >= PACK_LIMITS.files) throw packProblem(path, "The pack is larger than a pack may be.", `At most ${PACK_LIMITS.files} files and ${PACK_LIMITS.totalBytes} bytes.`);
    files.set(path, decodePackFile(path, bytes));
  }
  return files;
}

/** The byte order mark stays, if there is one: the content is kept as it is. */
export function decodePackFile(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new AppError("metadata:invalid", `${path} is not UTF-8 text.`, { remedy: "Save it as UTF-8.", details: { file: path }, cause: error });
  }
}

async function walk(root: string, folder: string, depth: number): Promise<string[]> {
  if (depth > PACK_LIMITS.depth) throw packProblem(relative(root, folder), `${relative(root, folder)} lies too deep.`, "Packs have at most three levels of folders.");
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new AppError("resource:notFound", `There is no readable folder ${folder}.`, { remedy: "Give the folder that holds pack.json.", cause: error });
  });
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith(".")) continue;
    const full = join(folder, entry.name);
    const path = relative(root, full).split(sep).join("/");
    const info = await lstat(full);
    if (info.isDirectory()) found.push(...(await walk(root, full, depth + 1)));
    else if (!info.isFile()) throw packProblem(path, `${path} is no regular file.`, "Packs hold regular files only, no links.");
    else if (info.size > PACK_LIMITS.fileBytes) throw packProblem(path, `${path} is larger than ${PACK_LIMITS.fileBytes} bytes.`, "Split it.");
    else found.push(path);
  }
  return found;
}

/** Writes a pack below a folder that is empty or not there yet. Returns the number of files. @throws AppError state:wrong */
export async function writePackFolder(pack: PackSource, folder: string): Promise<number> {
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0) throw new AppError("state:wrong", `The folder ${folder} is not empty.`, { remedy: "Name a folder that does not exist yet." });
  for (const [path, text] of pack.files) {
    const full = join(folder, path);
    await mkdir(dirname(full), { recursive: true });
    await writeFile(full, text, "utf8");
  }
  return pack.files.size;
}
