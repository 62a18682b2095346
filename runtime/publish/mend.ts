/**
 * A field with another name, and everything that speaks of it. Pure, and of no kind of document in particular: the loader refuses every
 * mention of a field that is not there and says where it stands, so the mentions are found by giving the field the new name and
 * mending what is refused, until nothing is.
 *
 * - *mention*: a place in a document that names the field, itself or on a path or in a formula through references.
 */
import { AppError } from "../kernel";
import type { LoadResult } from "../model/loading";
import type { JsonObject } from "../model/patch";
import type { Problem } from "../model/problem";
import { applyChanges, listDocuments, viewDocument, type DocumentAddress, type DocumentChange } from "./changes";
import { readingsOf, type Reading } from "./mend-place";
import type { Files } from "./tree";

export interface Mention extends DocumentAddress {
  readonly pack: string;
  /** JSON pointer to it. */
  readonly pointer: string;
}

export interface Mended {
  /** All documents that say something else now, the field's own first. */
  readonly changes: readonly DocumentChange[];
  readonly mentions: readonly Mention[];
  /** What could not be mended; empty = the documents load. */
  readonly problems: readonly Problem[];
}

export interface RenameWish {
  readonly entity: string;
  readonly field: string;
  readonly to: string;
}

/** A rename goes so many times over the documents: each step of the loader shows its mentions only when those before are mended. */
const ROUNDS = 12;

interface Tried {
  readonly mention: Mention;
  readonly readings: readonly Reading[];
  /** The one to try next. */
  next: number;
}

/** @throws AppError resource:notFound for a field that no document of the installation has. */
export function renameField(files: Files, wish: RenameWish, load: (files: Files) => LoadResult): Mended {
  const before = load(files);
  if (!before.ok) return { changes: [], mentions: [], problems: before.problems };
  const items = listDocuments(files);
  const address = ({ kind, name, pack }: (typeof items)[number]): DocumentAddress & { pack: string } => ({ kind, name, pack });
  const changed = new Map<string, DocumentChange>();
  const documentAt = (item: (typeof items)[number]): JsonObject => changed.get(item.file)?.document ?? viewDocument(files, address(item)).document;
  const put = (item: (typeof items)[number], document: JsonObject) => changed.set(item.file, { ...address(item), document });

  const home = items.find((item) => (item.kind === "entity" || item.kind === "extension") && item.name === wish.entity && fieldsOf(documentAt(item)).some(({ name }) => name === wish.field));
  if (!home) throw new AppError("resource:notFound", `The entity "${wish.entity}" has no field "${wish.field}" that a document names.`, { remedy: "Name one of its fields; the system fields keep their names." });
  const renamed = documentAt(home);
  const isTitle = home.kind === "entity" && renamed["titleField"] === undefined && before.model.entities.get(wish.entity)?.titleField === wish.field;
  put(home, { ...renamed, fields: fieldsOf(renamed).map((field) => (field.name === wish.field ? { ...field, name: wish.to } : field)), ...(isTitle ? { titleField: wish.to } : {}) } as JsonObject);

  const tried = new Map<string, Tried>();
  let problems: readonly Problem[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = load(applyChanges(files, [...changed.values()]));
    problems = result.ok ? [] : result.problems;
    const places = new Map(problems.map((problem) => [`${problem.file} ${problem.pointer}`, problem]));
    let progress = false;
    for (const [key, problem] of places) {
      const item = items.find(({ file }) => file === problem.file);
      if (!item) continue;
      const known: Tried = tried.get(key) ?? { mention: { ...address(item), pointer: problem.pointer }, readings: readingsOf(documentAt(item), problem.pointer, wish.field, wish.to), next: 0 };
      tried.set(key, known);
      const reading = known.readings[known.next++];
      if (!reading) continue;
      put(item, reading(documentAt(item)));
      progress = true;
    }
    if (!progress) break;
  }
  return { changes: [...changed.values()], mentions: [...tried.values()].filter(({ readings }) => readings.length > 0).map(({ mention }) => mention), problems };
}

const fieldsOf = (document: JsonObject): readonly { readonly name: string }[] => (document["fields"] ?? []) as unknown as readonly { name: string }[];
