/**
 * Packs made here: modules that were built on this installation. They lie in `packs/<name>/` like any other, so that they are listed,
 * exported and uninstalled like any other; a *mark* beside the documents says that their documents are edited in place instead of being
 * patched. The mark goes when another version of the pack is installed: from then on it comes from elsewhere.
 */
import { AppError } from "../kernel";
import { parseJson } from "../model/json";
import { isObject, type JsonObject } from "../model/patch";
import { retext } from "../model/retext";
import { LOCAL_PACK } from "../model/source";
import { packFolder, placeOf, type Files } from "./tree";

const FOLDER = "made/";
const NAME = /^[a-z][a-zA-Z0-9]{0,47}$/;

const markOf = (pack: string): string => `${LOCAL_PACK}/${FOLDER}${pack}`;
const manifestOf = (pack: string): string => `${packFolder(pack)}pack.json`;

export const isMadeHere = (files: Files, pack: string): boolean => files.has(markOf(pack)) && files.has(manifestOf(pack));

/** Files without the marks of these packs. */
export function withoutMarks(files: Files, packs: readonly string[]): Files {
  const marks = new Set(packs.map(markOf));
  return new Map([...files].filter(([path]) => !marks.has(path)));
}

interface PackView {
  readonly name: string;
  readonly madeHere: boolean;
  readonly manifest: JsonObject;
}

/** Manifests of all packs, by name. */
export function listPacks(files: Files): readonly PackView[] {
  return [...files].flatMap(([path, text]): PackView[] => {
    const place = placeOf(path);
    const json = place?.path === "pack.json" ? parseJson(text) : undefined;
    return place && json?.ok && isObject(json.value) ? [{ name: place.pack, madeHere: isMadeHere(files, place.pack), manifest: json.value }] : [];
  }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Makes a pack, changes its manifest, or (null) takes the pack away with all its documents. @throws AppError */
export function changeManifest(files: Map<string, string>, pack: string, manifest: JsonObject | null): void {
  const isThere = files.has(manifestOf(pack));
  if (isThere && !isMadeHere(files, pack)) throw new AppError("state:wrong", `The pack "${pack}" was not made here.`, { remedy: "Upgrade or uninstall it as a whole; its documents can be changed one by one." });
  if (manifest === null) return remove(files, pack, isThere);
  if (!NAME.test(pack) || pack === LOCAL_PACK) throw new AppError("metadata:invalid", `"${pack.slice(0, 100)}" cannot be the name of a pack.`, { remedy: "Use letters and digits, beginning with a small letter." });
  files.set(manifestOf(pack), retext("pack", files.get(manifestOf(pack)), manifest));
  files.set(markOf(pack), "made here\n");
}

function remove(files: Map<string, string>, pack: string, isThere: boolean): void {
  if (!isThere) throw new AppError("resource:notFound", `There is no pack "${pack}".`, { remedy: "GET /api/v1/metadata lists the packs." });
  const folders = [packFolder(pack), `${LOCAL_PACK}/patches/${pack}.`];
  for (const path of [...files.keys()]) if (folders.some((folder) => path.startsWith(folder))) files.delete(path);
  files.delete(markOf(pack));
}
