/**
 * Promotion: what was made on one installation goes to another, whole or by item. Pure.
 *
 * - *item*: one document or local change made here ("role:auditor", "form:deal.main", "patch:crm.entity.deal"), or a pack made here ("pack:fleet").
 * - *dependency*: an item without which a chosen one does not load. The loader says which names it misses, and the items of these names
 *   are taken along, until it misses nothing; so no kind of document has rules of its own here.
 */
import { AppError } from "../../kernel";
import type { LoadResult } from "../../model/loading";
import type { Problem } from "../../model/problem";
import { kindOf, LOCAL_PACK } from "../../model/source";
import type { Files } from "../../publish";

export interface PromotionItem {
  readonly id: string;
  /** `local/…` of a document, `packs/<name>/` of a pack. */
  readonly place: string;
}

export interface Selection {
  readonly files: Files;
  /** Items that were chosen, and those taken along for them: id → sentence of the loader that asked for it. */
  readonly chosen: readonly string[];
  readonly along: ReadonlyMap<string, string>;
}

const LOCAL = `${LOCAL_PACK}/`;

/** Everything that was made here, in the order of its places. `madeHere` are names of packs. */
export function promotionItems(files: Files, madeHere: readonly string[]): readonly PromotionItem[] {
  const documents = [...files.keys()].filter((path) => path.startsWith(LOCAL)).sort().flatMap((place): PromotionItem[] => {
    const path = place.slice(LOCAL.length);
    const kind = kindOf(path);
    return kind === undefined || kind === "pack" ? [] : [{ id: `${kind}:${nameOf(path, kind)}`, place }];
  });
  return [...madeHere.map((name) => ({ id: `pack:${name}`, place: `packs/${name}/` })), ...documents];
}

/** "roles/auditor.json" → "auditor"; "entities/deal/form.main.json" → "deal.main"; "entities/deal/entity.json" → "deal". */
function nameOf(path: string, kind: string): string {
  const steps = path.replace(/\.json$/, "").split("/");
  const last = steps.at(-1)!;
  if (steps[0] !== "entities") return last;
  return last === kind ? steps[1]! : `${steps[1]}.${last.slice(kind.length + 1)}`;
}

/** @throws AppError input:invalid for an item that is not there, metadata:invalid when what is chosen cannot stand on its own. */
export function selectItems(files: Files, items: readonly PromotionItem[], wanted: readonly string[], load: (files: Files) => LoadResult): Selection {
  const known = new Map(items.map((item) => [item.id, item]));
  const strange = wanted.filter((id) => !known.has(id));
  if (strange.length > 0) throw new AppError("input:invalid", `There is no item ${strange.map((id) => `"${id}"`).join(", ")} made here.`, { remedy: "Run `metaloom pack promote --list` to see the items." });
  const taken = new Set(wanted);
  const along = new Map<string, string>();
  for (;;) {
    const chosen = without(files, items.filter(({ id }) => !taken.has(id)));
    const result = load(chosen);
    if (result.ok) return { files: chosen, chosen: wanted, along };
    const next = missing(result.problems, items.filter(({ id }) => !taken.has(id)));
    if (next.size === 0) throw new AppError("metadata:invalid", "What was chosen cannot stand on its own.", { remedy: "Choose what it names as well, or promote everything.", issues: result.problems.slice(0, 20).map(({ file, pointer, code, message, remedy }) => ({ pointer: `${file}#${pointer}`, code, message, ...(remedy && { remedy }) })) });
    for (const [id, why] of next) {
      taken.add(id);
      along.set(id, why);
    }
  }
}

const without = (files: Files, items: readonly PromotionItem[]): Files => new Map([...files].filter(([path]) => !items.some(({ place }) => (place.endsWith("/") ? path.startsWith(place) : path === place))));

/** Items whose name the loader misses, by id, with its sentence. The names stand in the sentence between quotation marks. */
function missing(problems: readonly Problem[], rest: readonly PromotionItem[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { message } of problems) {
    const names = new Set([...message.matchAll(/"([^"]+)"/g)].flatMap(([, quoted]) => quoted!.split(/[.\s]+/)));
    const strict = rest.filter((item) => definedBy(item).every((name) => names.has(name)));
    // "There is no form "main"" does not say of which entity.
    const loose = strict.length > 0 ? strict : rest.filter((item) => names.has(definedBy(item).at(-1)!));
    for (const { id } of loose) if (!found.has(id)) found.set(id, message);
  }
  return found;
}

/** Names an item defines: "form:deal.main" → deal, main; a local change → the document it changes. */
function definedBy({ id }: PromotionItem): readonly string[] {
  const [kind, name = ""] = id.split(":");
  return kind === "patch" ? name.split(".").slice(2) : name.split(".");
}
