/** Packs as people name them on the command line, and whose packs are taken. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { packPart, readPackArchiveFile } from "../../runtime/packs/archive/archive";
import { packSource, readFolderFiles, readPackFolder, shippedPacks, signerOf, type PackSource } from "../../runtime/publish";
import type { Input, OptionSpec } from "../command";

export const trust: OptionSpec = { type: "string", value: "key", multiple: true, about: "Take only packs signed with this public key (text, or a file that holds it); may be given several times" };

/** A folder with pack.json, an npm package folder, a .tgz or .zip (which may hold several), or a pack that lies ready. @throws AppError resource:notFound, metadata:invalid. */
export async function packsNamed(library: string, word: string): Promise<readonly PackSource[]> {
  const path = resolve(word);
  if (/\.(tgz|tar\.gz|zip)$/i.test(word)) return readPackArchiveFile(path);
  if (existsSync(join(path, "package.json"))) return [packSource(packPart(await readFolderFiles(path)))];
  if (existsSync(join(path, "pack.json"))) return [await readPackFolder(path)];
  return shippedPacks(library, [word]);
}

/** The same, where one pack is meant. @throws AppError input:invalid for an archive of several. */
export async function packNamed(library: string, word: string): Promise<PackSource> {
  const [pack, ...more] = await packsNamed(library, word);
  if (more.length > 0) throw new AppError("input:invalid", `${word} holds ${more.length + 1} packs.`, { remedy: "Name a file or folder with one pack." });
  return pack!;
}

/** The pack, when somebody trusted vouches for it, or nobody asks. @throws AppError right:missing. */
export async function trusted(pack: PackSource, keys: Input["options"][string]): Promise<PackSource> {
  if (!Array.isArray(keys) || keys.length === 0) return pack;
  const known = await Promise.all(keys.map(async (key) => (existsSync(key) ? await readFile(key, "utf8") : key).trim()));
  const signer = signerOf(pack.files);
  if (signer !== undefined && known.includes(signer)) return pack;
  throw new AppError("input:invalid", signer === undefined ? `The pack "${pack.name}" is not signed.` : `The pack "${pack.name}" is signed by ${signer}, which is not trusted.`, { remedy: "Get it signed by somebody you trust, or leave --trust out." });
}
