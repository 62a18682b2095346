/**
 * A pack as one file: `.tgz` (also of `npm pack`) or `.zip`, told apart by their first bytes. The pack lies at the top, in one folder
 * of any name, or where package.json says: `"metaloom": { "pack": "<folder>" }`.
 */
import { readFile, stat } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip, gzipSync } from "node:zlib";
import { AppError } from "../../kernel";
import { decodePackFile, packProblem, packSource, PACK_LIMITS, type PackSource } from "../../publish";
import { parseJson } from "../../model/json";
import { isObject } from "../../model/patch";
import { readTar, writeTar } from "./tar";
import { readZip } from "./unzip";

/** Published in docs/limits.md. */
export const ARCHIVE_LIMITS = { packedBytes: 20 * 1_048_576, unpackedBytes: 64 * 1_048_576 } as const;

const unpack = promisify(gunzip);

/**
 * One pack, or several that lie beside each other, each in a folder of its name.
 * @throws AppError metadata:invalid for links, names that lead out, too much of anything, damage, and what packSource refuses.
 */
export async function readPackArchives(bytes: Buffer): Promise<readonly PackSource[]> {
  if (bytes.length > ARCHIVE_LIMITS.packedBytes) throw packProblem("", `The archive is larger than ${ARCHIVE_LIMITS.packedBytes} bytes.`, "Split the pack.");
  const texts = textsOf(await filesOf(bytes));
  const tops = [...new Set([...texts.keys()].map((path) => path.split("/")[0]!))];
  if (tops.length < 2 || !tops.every((top) => texts.has(`${top}/pack.json`))) return [packSource(packPart(texts))];
  return tops.map((top) => packSource(below(texts, `${top}/`)));
}

/** @throws AppError resource:notFound, metadata:invalid */
export async function readPackArchiveFile(path: string): Promise<readonly PackSource[]> {
  const info = await stat(path).catch((cause: unknown) => { throw new AppError("resource:notFound", `There is no readable file ${path}.`, { remedy: "Give a folder with pack.json, a .tgz or a .zip.", cause }); });
  if (info.size > ARCHIVE_LIMITS.packedBytes) throw packProblem("", `The archive is larger than ${ARCHIVE_LIMITS.packedBytes} bytes.`, "Split the pack.");
  return readPackArchives(await readFile(path));
}

/** Packs as `.tgz`, each in a folder of its name; equal packs give equal bytes. */
export const packsArchive = (packs: readonly PackSource[]): Buffer =>
  gzipSync(writeTar(packs.flatMap((pack) => [...pack.files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => [`${pack.name}/${path}`, text] as const))), { level: 9 });

export const packArchive = (pack: PackSource): Buffer => packsArchive([pack]);

async function filesOf(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) throw packProblem("", "The file is neither a .tgz nor a .zip archive.", "Give a folder with pack.json, a .tgz or a .zip.");
  const tar = await unpack(bytes, { maxOutputLength: ARCHIVE_LIMITS.unpackedBytes }).catch((cause: unknown) => {
    const isTooMuch = (cause as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE";
    const problem = packProblem("", isTooMuch ? "The archive unpacks to more than a pack may hold." : "The archive is damaged or cut off.", isTooMuch ? `At most ${PACK_LIMITS.totalBytes} bytes.` : "Copy it again, or pack the folder again.");
    problem.cause = cause;
    throw problem;
  });
  return readTar(tar);
}

/** Names and texts, checked; names that begin with a dot are left aside, as in folders. */
function textsOf(files: ReadonlyMap<string, Buffer>): Map<string, string> {
  const texts = new Map<string, string>();
  let total = 0;
  for (const [given, bytes] of files) {
    const path = given.replace(/^\.\//, "");
    const steps = path.split("/");
    if (path.includes("\\") || path.includes("\0") || path.startsWith("/") || /^[a-z]:/i.test(path) || steps.includes("..") || steps.includes("")) throw packProblem(path, `${path} leads out of the archive.`, "Pack the folder again, with names inside it.");
    if (steps.some((step) => step.startsWith("."))) continue;
    total += bytes.length;
    if (bytes.length > PACK_LIMITS.fileBytes) throw packProblem(path, `${path} is larger than ${PACK_LIMITS.fileBytes} bytes.`, "Split it.");
    if (texts.size >= PACK_LIMITS.files || total > PACK_LIMITS.totalBytes) throw packProblem(path, "The pack is larger than a pack may be.", `At most ${PACK_LIMITS.files} files and ${PACK_LIMITS.totalBytes} bytes.`);
    texts.set(path, decodePackFile(path, bytes));
  }
  return texts;
}

const below = (files: ReadonlyMap<string, string>, folder: string): Map<string, string> => new Map([...files].filter(([path]) => path.startsWith(folder)).map(([path, text]) => [path.slice(folder.length), text]));

/** The files of the pack alone: without the folder around them, and without what belongs to npm. */
export function packPart(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const tops = new Set([...files.keys()].map((path) => path.split("/")[0]!));
  const inside = !files.has("pack.json") && !files.has("package.json") && tops.size === 1 ? below(files, `${[...tops][0]!}/`) : files;
  const manifest = inside.get("package.json");
  if (manifest === undefined) return inside;
  const json = parseJson(manifest);
  const ours = json.ok && isObject(json.value) && isObject(json.value["metaloom"]) ? json.value["metaloom"]["pack"] : undefined;
  if (typeof ours === "string") return below(inside, `${ours.replace(/^\.\//, "").replace(/\/$/, "")}/`);
  return new Map([...inside].filter(([path]) => path !== "package.json"));
}
