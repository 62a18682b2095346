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
import { isOfEntity, LOCAL_PACK, type DocumentKind } from "../model/source";
import { isMadeHere } from "./made-here";
import { readingsOf, renamedReads, type Reading } from "./mend-place";
import { treePath, type Files } from "./tree";

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

export interface EntityWish {
  readonly entity: string;
  readonly to: string;
}

/** A rename goes so many times over the documents: each step of the loader shows its mentions only when those before are mended. */
const ROUNDS = 12;

type Item = ReturnType<typeof listDocuments>[number];

interface Tried {
  readonly mention: Mention;
  readonly readings: readonly Reading[];
  /** The one to try next. */
  next: number;
}

/** Documents while they are mended: what they say now, and which of them changed. */
class Mending {
  private readonly changed = new Map<string, DocumentChange>();
  private readonly tried = new Map<string, Tried>();
  readonly items: readonly Item[];

  constructor(private readonly files: Files) {
    this.items = listDocuments(files);
  }

  at(item: Item): JsonObject {
    return this.changed.get(item.file)?.document ?? viewDocument(this.files, addressOf(item)).document;
  }

  put(item: Item, document: JsonObject): void {
    this.changed.set(item.file, { ...addressOf(item), document });
  }

  /** Mends what is refused (of one kind, where told) until nothing is, or nothing helps. Returns what stays refused. */
  run(name: string, to: string, load: (files: Files) => LoadResult, code?: string): readonly Problem[] {
    let problems: readonly Problem[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const result = load(applyChanges(this.files, this.changes()));
      problems = result.ok ? [] : result.problems;
      const places = new Map(problems.filter((problem) => code === undefined || problem.code === code).map((problem) => [`${problem.file} ${problem.pointer}`, problem]));
      let progress = false;
      for (const [key, problem] of places) {
        const item = this.items.find(({ file }) => file === problem.file);
        if (!item) continue;
        const known: Tried = this.tried.get(key) ?? { mention: { ...addressOf(item), pointer: problem.pointer }, readings: readingsOf(this.at(item), problem.pointer, name, to), next: 0 };
        this.tried.set(key, known);
        const reading = known.readings[known.next++];
        if (!reading) continue;
        this.put(item, reading(this.at(item)));
        progress = true;
      }
      if (!progress) break;
    }
    return problems;
  }

  changes(): readonly DocumentChange[] {
    return [...this.changed.values()];
  }

  mentions(): readonly Mention[] {
    return [...this.tried.values()].filter(({ readings }) => readings.length > 0).map(({ mention }) => mention);
  }
}

const addressOf = ({ kind, name, pack }: Item): DocumentAddress & { pack: string } => ({ kind, name, pack });

/** @throws AppError resource:notFound for a field that no document of the installation has. */
export function renameField(files: Files, wish: RenameWish, load: (files: Files) => LoadResult): Mended {
  const before = load(files);
  if (!before.ok) return { changes: [], mentions: [], problems: before.problems };
  const mending = new Mending(files);
  const home = mending.items.find((item) => (item.kind === "entity" || item.kind === "extension") && item.name === wish.entity && fieldsOf(mending.at(item)).some(({ name }) => name === wish.field));
  if (!home) throw new AppError("resource:notFound", `The entity "${wish.entity}" has no field "${wish.field}" that a document names.`, { remedy: "Name one of its fields; the system fields keep their names." });
  const renamed = mending.at(home);
  const isTitle = home.kind === "entity" && renamed["titleField"] === undefined && before.model.entities.get(wish.entity)?.titleField === wish.field;
  mending.put(home, { ...renamed, fields: fieldsOf(renamed).map((field) => (field.name === wish.field ? { ...field, name: wish.to } : field)), ...(isTitle ? { titleField: wish.to } : {}) } as JsonObject);
  const problems = mending.run(wish.field, wish.to, load);
  const reads = mending.items.filter(({ kind }) => kind === "process").flatMap((item) => {
    const process = mending.at(item);
    if (process["entity"] !== wish.entity) return [];
    const { document, pointers } = renamedReads(process, wish.field, wish.to);
    if (pointers.length > 0) mending.put(item, document);
    return pointers.map((pointer): Mention => ({ ...addressOf(item), pointer }));
  });
  return { changes: mending.changes(), mentions: [...mending.mentions(), ...reads], problems };
}

/**
 * An entity with another name: its documents move to the folder of that name, the old name is kept among its former ones, and everything
 * that names it is mended. An entity that a pack brought keeps its name, since other packs count on it.
 * @throws AppError resource:notFound for an entity no document describes, state:wrong for one of a pack
 */
export function renameEntity(files: Files, { entity, to }: EntityWish, load: (files: Files) => LoadResult): Mended {
  const before = load(files);
  if (!before.ok) return { changes: [], mentions: [], problems: before.problems };
  const items = listDocuments(files);
  const home = items.find(({ kind, name }) => kind === "entity" && name === entity);
  if (!home) throw new AppError("resource:notFound", `There is no entity "${entity}" that a document describes.`, { remedy: "Name an entity that is published, or in your draft." });
  if (home.pack !== LOCAL_PACK && !isMadeHere(files, home.pack)) throw new AppError("state:wrong", `The entity "${entity}" belongs to the pack "${home.pack}" and keeps its name.`, { remedy: "Change its label instead: people read that." });
  const folder = treePath({ pack: home.pack, path: `entities/${entity}/` });
  const target = treePath({ pack: home.pack, path: `entities/${to}/` });
  if (before.model.entities.has(to) || [...files.keys()].some((path) => path.startsWith(target))) throw new AppError("input:invalid", `There is an entity "${to}" already.`, { remedy: "Choose another name." });
  const moved: Files = new Map([...files].map(([path, text]) => (path.startsWith(folder) ? [target + path.slice(folder.length), text] : [path, text])));
  const mending = new Mending(moved);
  const there = mending.items.find(({ kind, name, pack }) => kind === "entity" && name === to && pack === home.pack)!;
  const { formerNames = [], ...document } = mending.at(there) as JsonObject & { formerNames?: readonly string[] };
  const former = [...formerNames, entity].filter((name, index, all) => name !== to && all.indexOf(name) === index);
  // Without a name for many of them people would see another one than before, as would a table.
  mending.put(there, { ...document, name: to, ...(former.length > 0 ? { formerNames: former } : {}) });
  for (const item of mending.items) if (item.file.startsWith(`${home.pack}/entities/${to}/`) && item !== there) mending.put(item, mending.at(item));
  // What lies behind a reference to an unknown entity is refused, too, and needs no mending.
  const problems = mending.run(entity, to, load, "unknownEntity");
  const gone = items.filter(({ file }) => file.startsWith(`${home.pack}/entities/${entity}/`)).map((item): DocumentChange => ({ ...addressOf(item), document: null }));
  return { changes: [...gone, ...mending.changes()], mentions: mending.mentions().filter(({ kind, name }) => !(isOfEntity(kind as DocumentKind) && name.startsWith(`${to}.`))), problems };
}

const fieldsOf = (document: JsonObject): readonly { readonly name: string }[] => (document["fields"] ?? []) as unknown as readonly { name: string }[];
