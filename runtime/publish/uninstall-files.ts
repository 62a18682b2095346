/** Files of the installation when a pack goes. Pure. */
import { canonicalText } from "../model/canonical";
import { parseJson } from "../model/json";
import { isNodeList, isObject, type JsonObject } from "../model/patch";
import { kindOf, LOCAL_PACK } from "../model/source";
import { effectivePack, patchesOf } from "./effective";
import { withoutMarks } from "./made-here";
import { packFiles, packFolder, treePath, type Files } from "./tree";

/** Entities whose folders a pack owns, by the names of the folders. */
function ownEntities(files: Files, pack: string): readonly string[] {
  return [...packFiles(files, pack).keys()].filter((path) => kindOf(path) === "entity").map((path) => path.split("/")[1]!);
}

/** Paths of local changes and documents that cannot be without the pack: patches of its documents, and what was made here for its entities. */
export function localOfPack(files: Files, pack: string): readonly string[] {
  const folders = ownEntities(files, pack).map((entity) => `${LOCAL_PACK}/entities/${entity}/`);
  return [...patchesOf(files, pack).keys(), ...[...files.keys()].filter((path) => folders.some((folder) => path.startsWith(folder)))].sort();
}

/** The pack and all that rests on it here are gone. */
export function withoutPack(files: Files, pack: string): Files {
  const gone = new Set([...localOfPack(files, pack), `${LOCAL_PACK}/merge/${pack}.jsonl`]);
  return withoutMarks(new Map([...files].filter(([path]) => !path.startsWith(packFolder(pack)) && !gone.has(path))), [pack]);
}

/** The pack is no longer one: its documents, local changes worked in, are documents made here. Tables and data stay as they are. */
export function detachPack(files: Files, pack: string): Files {
  const gone = new Set([...patchesOf(files, pack).keys(), `${LOCAL_PACK}/merge/${pack}.jsonl`]);
  const rest = new Map([...withoutMarks(files, [pack])].filter(([path]) => !path.startsWith(packFolder(pack)) && !gone.has(path)));
  for (const [path, text] of effectivePack(files, pack)) {
    const kind = kindOf(path);
    if (kind === undefined || kind === "pack") continue;
    const place = treePath({ pack: LOCAL_PACK, path });
    const [own, coming] = [bodyOf(rest.get(place)), bodyOf(text)];
    rest.set(place, own && coming ? canonicalText(kind, together(coming, own)) : text);
  }
  return rest;
}

function bodyOf(text: string | undefined): JsonObject | undefined {
  const json = parseJson(text ?? "");
  return json.ok && isObject(json.value) ? json.value : undefined;
}

/** Two documents of one place (translations, extensions): everything of both; where both say something, what was made here counts. */
function together(coming: JsonObject, own: JsonObject): JsonObject {
  const merged: JsonObject = { ...coming };
  for (const [key, value] of Object.entries(own)) {
    const before = Object.hasOwn(coming, key) ? coming[key] : undefined;
    if (isObject(before) && isObject(value)) merged[key] = together(before, value);
    else if (isNodeList(before) && isNodeList(value)) merged[key] = [...before.filter((node) => !value.some(({ id }) => id === node.id)), ...value];
    else merged[key] = value;
  }
  return merged;
}
