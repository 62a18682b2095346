/**
 * Saved views. A *view* is what a person made of a list: columns, order, filter, groups, under a name. Its *document* has the keys of a
 * list document, so that a view becomes metadata by being shared, without a conversion.
 *
 * - *reach*: who sees it: its owner, a team, the holders of some roles, or everybody. The first two are rows of metaloom.views, the
 *   others are list documents of the local pack.
 */
import { AppError, type Issue } from "../kernel";
import { documentErrors } from "../model/schemas";
import type { ListDocument } from "../model/generated/grammar";
import type { EntityModel } from "../model/types";

export type ViewDocument = Pick<ListDocument, "columns" | "sort" | "filter" | "quickFilters" | "groupBy" | "pageSize">;

export type Reach = { readonly to: "own" } | { readonly to: "team"; readonly team: string } | { readonly to: "roles"; readonly roles: readonly string[] } | { readonly to: "everybody" };

export interface ViewInput {
  readonly label: string;
  readonly kind: string;
  readonly document: ViewDocument;
  readonly reach: Reach;
}

/** Views of one person and one entity; how many of all entities are named at once. */
export const VIEW_LIMITS = { perPerson: 200, named: 500 } as const;

/** The list document a view would be. */
export function listDocument(entity: EntityModel, name: string, { label, kind, document }: Pick<ViewInput, "label" | "kind" | "document">, more: Pick<ListDocument, "roles" | "default"> = {}): ListDocument {
  return { id: `${entity.id}.${name}`, name, entity: entity.name, label, ...more, ...(kind === "list" ? {} : { shownAs: kind as ListDocument["shownAs"] }), ...document }; // another kind is refused by the grammar
}

/** Checks the form of a view's document by the grammar of lists. @throws AppError input:invalid naming the part. */
export function checkDocument(entity: EntityModel, input: Pick<ViewInput, "label" | "kind" | "document">): void {
  const errors = documentErrors("list", listDocument(entity, "view", input));
  if (errors.length === 0) return;
  const issues = errors.slice(0, 20).map((error): Issue => ({ pointer: `/document${error.instancePath}`, code: error.keyword, message: "This part of the view is not as the grammar of lists wants it.", remedy: "See metadata/schemas/list.schema.json." }));
  throw new AppError("input:invalid", "The view is not well formed.", { remedy: "See the issues.", issues });
}

/** Cyrillic letters in Latin ones, as people spell names of files. */
const LETTERS: Readonly<Record<string, string>> = Object.fromEntries(
  "а:a б:b в:v г:g ґ:g д:d е:e ё:e є:ye ж:zh з:z и:i і:i ї:yi й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ı:i".split(" ").map((pair) => pair.split(":") as [string, string]),
);

/** A name for metadata out of what people read: "Мои сделки!" → "moiSdelki"; a number is added while it is taken. */
export function nameOf(label: string, taken: ReadonlySet<string>): string {
  const latin = [...label.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join("").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = latin.split(/[^a-z0-9]+/).filter(Boolean);
  const joined = words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join("").slice(0, 40);
  const base = /^[a-z]/.test(joined) ? joined : `view${joined[0]?.toUpperCase() ?? ""}${joined.slice(1)}`;
  for (let count = 1; ; count++) {
    const name = count === 1 ? base : `${base}${count}`;
    if (!taken.has(name)) return name;
  }
}
