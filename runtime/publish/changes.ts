/**
 * Changes of documents → files of the next revision. Pure. A document made here lies in `local/` or in a pack made here (made-here.ts);
 * a change of another pack's document is kept apart from it as a property patch, so that an upgrade of the pack can be merged with it.
 */
import { AppError, didYouMean, type Issue } from "../kernel";
import { applyPatch, diffDocument, isObject, type JsonObject, type PatchTargetOf } from "../model/patch";
import { parseJson } from "../model/json";
import { retext } from "../model/retext";
import { DOCUMENT_KINDS, documentPath, isOfEntity, kindOf, LOCAL_PACK, type DocumentKind } from "../model/source";
import { changeManifest, isMadeHere } from "./made-here";
import { placeOf, treePath, type Files } from "./tree";

/** Address of a document: ("role", "sales"), ("form", "deal.main"): where there are several of a kind in an entity, entity and name. */
export interface DocumentAddress {
  readonly kind: string;
  readonly name: string;
  /** Needed only where several packs have the document, and for a new one of a pack made here; "local" for one made here outside of packs. */
  readonly pack?: string;
}

export interface DocumentChange extends DocumentAddress {
  /** The whole document as it shall be; null = delete it, or, for a pack's document, take the local changes back. */
  readonly document: JsonObject | null;
}

export interface DocumentView {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly pack: string;
  /** `<pack>/<path>`. */
  readonly file: string;
  /** As it counts: with local changes. */
  readonly document: JsonObject;
  /** As the pack brought it, when there are local changes. */
  readonly base?: JsonObject;
}

/** Kinds that are changed one by one; patches are made by us. A manifest ("pack") is changed only of a pack made here. */
export const EDITABLE_KINDS = DOCUMENT_KINDS.filter((kind) => kind !== "pack" && kind !== "patch");

interface Place {
  readonly kind: DocumentKind;
  readonly pack: string;
  readonly path: string;
  readonly exists: boolean;
}

const reject = (code: "metadata:invalid" | "resource:notFound" | "state:wrong", message: string, remedy: string): AppError => new AppError(code, message, { remedy });

/** Files after the changes. @throws AppError metadata:invalid, resource:notFound or state:wrong; issues point into the list of changes. */
export function applyChanges(files: Files, changes: readonly DocumentChange[]): Files {
  const next = new Map(files);
  const numbered = changes.map((change, index) => ({ change, index }));
  // A new pack is there before its documents.
  const inOrder = [...numbered.filter(({ change }) => isNewPack(change)), ...numbered.filter(({ change }) => !isNewPack(change))];
  inOrder.forEach(({ change, index }) => {
    try {
      applyChange(next, change);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const issue: Issue = { pointer: `/changes/${index}`, code: "change", message: error.message, remedy: error.remedy };
      throw new AppError(error.code, error.message, { remedy: error.remedy, issues: [issue], cause: error });
    }
  });
  return next;
}

const isNewPack = ({ kind, document }: DocumentChange): boolean => kind === "pack" && document !== null;

function applyChange(files: Map<string, string>, change: DocumentChange): void {
  if (change.kind === "pack") return changeManifest(files, change.name, change.document);
  const place = resolve(files, change);
  if (place.pack !== LOCAL_PACK && !isMadeHere(files, place.pack)) return changePack(files, place, change.document);
  const path = treePath(place);
  if (change.document !== null) files.set(path, retext(place.kind, files.get(path), change.document));
  else if (!files.delete(path)) throw missing(change);
}

const missing = ({ kind, name }: DocumentAddress): AppError => reject("resource:notFound", `There is no ${kind} "${name}".`, "Check kind and name; GET /api/v1/metadata lists the documents.");

/** Where a document is, or where a new one goes. @throws AppError */
function resolve(files: Files, { kind, name, pack }: DocumentAddress): Place {
  const known = EDITABLE_KINDS.find((candidate) => candidate === kind);
  if (!known) {
    const near = didYouMean(kind, EDITABLE_KINDS);
    throw reject("metadata:invalid", `"${kind}" is no kind of document that can be changed alone.`, near ? `Did you mean "${near}"?` : `Use one of: ${EDITABLE_KINDS.join(", ")}.`);
  }
  const path = pathOf(known, name);
  const owners = [...new Set([...files.keys()].flatMap((file) => placeOf(file) ?? []).filter((place) => place.path === path).map((place) => place.pack))];
  if (pack !== undefined) {
    const exists = owners.includes(pack);
    if (!exists && pack !== LOCAL_PACK && !isMadeHere(files, pack)) throw reject("resource:notFound", `The pack "${pack}" has no ${kind} "${name}".`, "Leave the pack out to make a document of your own.");
    return { kind: known, pack, path, exists };
  }
  if (owners.length > 1) throw reject("metadata:invalid", `Several packs have a ${kind} "${name}": ${owners.join(", ")}.`, `Say which one: "pack": "${owners[0]}".`);
  return { kind: known, pack: owners[0] ?? LOCAL_PACK, path, exists: owners.length === 1 };
}

function pathOf(kind: DocumentKind, name: string): string {
  const [entity, own, more] = name.split(".");
  const path = isOfEntity(kind) ? documentPath(kind, own ?? "", entity ?? "") : documentPath(kind, name);
  if (more === undefined && kindOf(path) === kind) return path;
  throw reject("metadata:invalid", `"${name.slice(0, 100)}" cannot be the name of a ${kind}.`, isOfEntity(kind) ? `Write "<entity>.<name>", for example "deal.main".` : "Use letters and digits, beginning with a small letter.");
}

function parsed(files: Files, path: string): JsonObject | undefined {
  const text = files.get(path);
  const json = text === undefined ? undefined : parseJson(text);
  return json?.ok && isObject(json.value) ? json.value : undefined;
}

const targetOf = (place: Place, base: JsonObject): PatchTargetOf => ({ kind: place.kind as PatchTargetOf["kind"], name: String(base["id"]), pack: place.pack });
const patchPath = (target: PatchTargetOf): string => `${LOCAL_PACK}/patches/${target.pack}.${target.kind}.${target.name}.json`;

function changePack(files: Map<string, string>, place: Place, document: JsonObject | null): void {
  const base = parsed(files, treePath(place))!;
  const target = targetOf(place, base);
  const patch = patchPath(target);
  if (document === null) {
    if (!files.delete(patch)) throw reject("state:wrong", `The ${place.kind} belongs to the pack "${place.pack}" and has no local changes to take back.`, "A document of a pack goes with the pack.");
    return;
  }
  if (document["id"] !== base["id"]) throw reject("metadata:invalid", `The id of a document never changes; this one is "${String(base["id"])}".`, "Change the name instead.");
  const next = diffDocument(base, document, target);
  if (next.changes.length === 0) files.delete(patch);
  else files.set(patch, retext("patch", files.get(patch), next as unknown as JsonObject)); // a PatchDocument is plain JSON
}

/** One document as it counts. @throws AppError resource:notFound, metadata:invalid. */
export function viewDocument(files: Files, address: DocumentAddress): DocumentView {
  const place = resolve(files, address);
  const base = parsed(files, treePath(place));
  if (!base) throw missing(address);
  return view(files, place, base, address.name);
}

/** Where a document and its local changes lie in the tree. @throws AppError when there is none */
export function pathsOf(files: Files, address: DocumentAddress): readonly string[] {
  const place = resolve(files, address);
  const base = parsed(files, treePath(place));
  if (!base) throw missing(address);
  return place.pack === LOCAL_PACK ? [treePath(place)] : [treePath(place), patchPath(targetOf(place, base))];
}

function view(files: Files, place: Place, base: JsonObject, name: string): DocumentView {
  const head = { kind: place.kind, name, pack: place.pack, file: `${place.pack}/${place.path}` };
  const patch = place.pack === LOCAL_PACK ? undefined : parsed(files, patchPath(targetOf(place, base)));
  if (!patch) return { ...head, document: base };
  return { ...head, document: applyPatch(base, patch as unknown as Parameters<typeof applyPatch>[1]).document, base };
}

/** Kind, address and origin of every document that can be changed, in order of their files. */
export function listDocuments(files: Files): readonly Omit<DocumentView, "document" | "base">[] {
  return [...files.keys()].sort().flatMap((file) => {
    const place = placeOf(file);
    const kind = place && EDITABLE_KINDS.find((candidate) => candidate === kindOf(place.path));
    return place && kind ? [{ kind, name: nameOf(kind, place.path), pack: place.pack, file: `${place.pack}/${place.path}` }] : [];
  });
}

/** "entities/deal/form.main.json" → "deal.main"; "roles/sales.json" → "sales". */
function nameOf(kind: DocumentKind, path: string): string {
  const parts = path.split("/");
  if (kind === "entity" || kind === "extension") return parts[1]!;
  const own = parts.at(-1)!.replace(/\.json$/, "");
  return parts[0] === "entities" ? `${parts[1]}.${own.slice(own.indexOf(".") + 1)}` : own;
}
