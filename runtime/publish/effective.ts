/** A pack's documents as they count on this installation: with the local changes of them worked in. Pure. */
import type { PatchDocument } from "../model/generated/grammar";
import { parseJson } from "../model/json";
import { applyPatch, isObject } from "../model/patch";
import { retext } from "../model/retext";
import { kindOf, LOCAL_PACK } from "../model/source";
import { packFiles, type Files } from "./tree";

/** Path → patch of every local change of a pack's documents. */
export function patchesOf(files: Files, pack: string): ReadonlyMap<string, PatchDocument> {
  return new Map([...files].flatMap(([path, text]) => {
    const json = path.startsWith(`${LOCAL_PACK}/patches/`) ? parseJson(text) : undefined;
    const patch = json?.ok ? (json.value as PatchDocument) : undefined; // what is published has been checked against its schema
    return patch?.target.pack === pack ? [[path, patch] as const] : [];
  }));
}

/** Files of a pack with local changes; what nobody changed keeps its text. */
export function effectivePack(files: Files, pack: string): Files {
  const patches = [...patchesOf(files, pack).values()];
  return new Map([...packFiles(files, pack)].map(([path, text]) => {
    const kind = kindOf(path);
    const json = kind ? parseJson(text) : undefined;
    if (!kind || !json?.ok || !isObject(json.value)) return [path, text];
    const body = json.value;
    const mine = patches.filter(({ target }) => target.kind === kind && [body["id"], body["name"]].includes(target.name));
    return [path, mine.length === 0 ? text : retext(kind, text, mine.reduce((document, patch) => applyPatch(document, patch).document, body))];
  }));
}
