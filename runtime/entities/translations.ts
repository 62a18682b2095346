import { companionOf, contentLanguage } from "../model/content-languages";
import type { EntityModel } from "../model/types";
import type { Values } from "./input";
import type { SaveContext } from "./save";

type Texts = Readonly<Record<string, string | null>>;

/** Language in which a save writes texts: that of the person; undefined = the base language, for rules, seeds and the product itself. */
export const writingLanguage = ({ model, ctx }: Pick<SaveContext, "model" | "ctx">, byRule = false): string | undefined =>
  byRule || ctx.principal.kind === "system" ? undefined : contentLanguage(model, ctx.language);

/**
 * Texts a person wrote in his language → values as they are stored: those of the base language in the field, the others in its companion.
 * Writing what one reads changes nothing. The first text of a field becomes that of the base language too, so that everybody reads
 * something. Emptying takes the text of one's language away; where there is none, that of the base language.
 */
export function asStored(entity: EntityModel, given: Values, before: Values | null, language?: string): Values {
  const stored = { ...given };
  for (const field of entity.fields) {
    const companion = companionOf(entity, field);
    if (!companion || !(field.name in given || companion.name in given)) continue;
    const old = { base: (before?.[field.name] ?? null) as string | null, others: (before?.[companion.name] ?? {}) as Texts };
    const texts = new Map(Object.entries(companion.name in given && given[companion.name] === null ? {} : old.others));
    const set = (tag: string, text: string | null): void => {
      if (text === null) texts.delete(tag);
      else texts.set(tag, text);
    };
    let { base } = old;
    for (const [tag, text] of Object.entries((given[companion.name] ?? {}) as Texts)) {
      if (tag === field.baseLanguage) base = text;
      else set(tag, text);
    }
    if (field.name in given) {
      const text = given[field.name] as string | null;
      if (language === undefined || language === field.baseLanguage || (text === null && !texts.has(language))) base = text;
      else if (text !== (texts.get(language) ?? base)) set(language, text);
      base ??= text;
    }
    stored[field.name] = base;
    stored[companion.name] = texts.size === 0 ? null : Object.fromEntries(texts);
    if (before && base === old.base) delete stored[field.name];
  }
  return stored;
}

/** What gives the languages of these texts back, after they were overwritten: for taking an import back. */
export function formerTexts(entity: EntityModel, given: Values, before: Values | null, language: string): Values {
  const former = Object.fromEntries(Object.keys(given).map((name) => [name, before?.[name] ?? null]));
  for (const field of entity.fields) {
    const companion = companionOf(entity, field);
    if (!companion || !(field.name in given || companion.name in given)) continue;
    const others = (before?.[companion.name] ?? {}) as Texts;
    const tags = [...Object.keys((given[companion.name] ?? {}) as Texts), ...(field.name in given ? [language] : [])].filter((tag) => tag !== field.baseLanguage);
    former[companion.name] = { ...Object.fromEntries(tags.map((tag) => [tag, others[tag] ?? null])), [field.baseLanguage!]: before?.[field.name] ?? null };
    delete former[field.name];
  }
  return former;
}
