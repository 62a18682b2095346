/**
 * What was made on this installation, as a folder that another one can take over: the documents of the local pack and the local changes
 * of packs' documents (patches). Its manifest is written here, because the local pack has none of its own: it requires the packs that
 * are installed, in their versions or later ones of the same line.
 */
import { AppError } from "../kernel";
import { canonicalText } from "../model/canonical";
import type { JsonObject } from "../model/patch";
import { kindOf, LOCAL_PACK } from "../model/source";
import type { PackSource } from "./pack-folder";
import type { InstalledPack } from "./store";
import type { Files } from "./tree";

const FOLDER = `${LOCAL_PACK}/`;
const MANIFEST = "pack.json";

/** Path in the folder → text of what was made here: documents and local changes, not what is remembered about this installation (marks, decisions of merges). */
export const localFiles = (files: Files): readonly (readonly [string, string])[] =>
  [...files].filter(([path]) => path.startsWith(FOLDER)).map(([path, text]) => [path.slice(FOLDER.length), text] as const).filter(([path]) => kindOf(path) !== undefined);

/** @throws AppError state:wrong when nothing was made here. */
export function localSource(files: Files, installed: readonly Pick<InstalledPack, "name" | "version">[], language: string): PackSource & { readonly version: string } {
  const own = localFiles(files);
  if (own.length === 0) throw new AppError("state:wrong", "Nothing was made here: there are no local documents and no local changes.", { remedy: "Export an installed pack by its name." });
  const version = "1.0.0";
  const manifest: JsonObject = {
    id: LOCAL_PACK, name: LOCAL_PACK, version, label: "Local changes", description: "Documents made and changed on one installation.", language,
    requires: Object.fromEntries(installed.map((pack) => [pack.name, `^${pack.version}`])),
  };
  return { name: LOCAL_PACK, version, files: new Map([[MANIFEST, canonicalText("pack", manifest)], ...own]) };
}

/**
 * Files with the exported ones among what is local here. The manifest says where they come from and is not kept.
 * @throws AppError state:wrong when a document of the same place says something else here, unless `replace`.
 */
export function withLocal(files: Files, source: PackSource, replace: boolean): Files {
  const coming = [...source.files].filter(([path]) => path !== MANIFEST).map(([path, text]) => [FOLDER + path, text] as const);
  const other = coming.filter(([path, text]) => files.has(path) && files.get(path) !== text).map(([path]) => path);
  if (other.length > 0 && !replace) {
    throw new AppError("state:wrong", `This installation has its own ${other.slice(0, 5).join(", ")}${other.length > 5 ? ` and ${other.length - 5} more` : ""}.`, { remedy: "Rename them, or use `pack upgrade`, which puts the exported ones in their place." });
  }
  return new Map([...files, ...coming]);
}
