/** Words: texts of documents in all languages. A text stands in the pack's language; translation documents add the others by id. */
import type { CheckedDocument } from "./loading";
import type { Label } from "./types";

/** Always present in a label; it falls back to the text of the document. */
export const FALLBACK_LANGUAGE = "en";

export class Words {
  private readonly byLanguage = new Map<string, Record<string, unknown>[]>();

  /** `translations` in the order of packs: later ones win. */
  constructor(translations: readonly CheckedDocument<"translation">[], private readonly packLanguages: ReadonlyMap<string, string>) {
    for (const { body } of translations) {
      const list = this.byLanguage.get(body.language) ?? [];
      list.unshift(body as unknown as Record<string, unknown>);
      this.byLanguage.set(body.language, list);
    }
  }

  /** All languages in use, English first. */
  get languages(): string[] {
    return [...new Set([FALLBACK_LANGUAGE, ...this.packLanguages.values(), ...this.byLanguage.keys()])];
  }

  languageOf(pack: string): string {
    return this.packLanguages.get(pack) ?? FALLBACK_LANGUAGE;
  }

  /** Label of a text of `pack`, translated at a path such as ["entities", "deal", "fields", "stage", "label"]. */
  label(text: string, pack: string, path: readonly string[]): Label {
    const label: Record<string, string> = { [this.languageOf(pack)]: text };
    for (const [language, documents] of this.byLanguage) {
      const word = documents.map((document) => wordAt(document, path)).find((found) => found !== undefined);
      if (word !== undefined) label[language] = word;
    }
    label[FALLBACK_LANGUAGE] ??= text;
    return label;
  }

  optional(text: string | undefined, pack: string, path: readonly string[]): Label | undefined {
    return text === undefined ? undefined : this.label(text, pack, path);
  }
}

function wordAt(document: Record<string, unknown>, path: readonly string[]): string | undefined {
  let node: unknown = document;
  for (const step of path) {
    if (node === null || typeof node !== "object" || !Object.hasOwn(node, step)) return undefined;
    node = (node as Record<string, unknown>)[step];
  }
  return typeof node === "string" ? node : undefined;
}
