/**
 * translations: the texts of a translatable field by language. Only the *companion* of such a field has this type; the product makes it.
 * Reading gives every language, the base language too; writing changes the languages it names, null takes one away.
 */
import { defineField, fail, ok, type FieldType, type Parsed, type ValueIssue } from "../field";
import { isObject, token } from "../families/object";
import { kindOf, maskAll } from "../families/plain-text";

/** Types whose values may be kept in several languages. */
const TRANSLATABLE_TYPES = ["text", "longText", "markdown", "richText"] as const;
export type TranslatableType = (typeof TRANSLATABLE_TYPES)[number];

export interface TranslationsOptions {
  /** Type of each text. */
  readonly of: TranslatableType;
  /** Its options. */
  readonly each?: object;
}

export const isTranslatable = (type: string): boolean => (TRANSLATABLE_TYPES as readonly string[]).includes(type);

/** Language → text; null, when writing, takes the text of that language away. */
export type Texts = Readonly<Record<string, string | null>>;
export type TextTypes = Readonly<Record<TranslatableType, FieldType<string, object>>>;

const MOST_LANGUAGES = 50;
const LANGUAGE = /^[a-z]{2,3}(-[A-Z]{2})?$/;

const sorted = (texts: Texts): [string, string | null][] => Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
const canonical = (texts: Texts | null): string => (texts === null || Object.keys(texts).length === 0 ? "" : JSON.stringify(Object.fromEntries(sorted(texts))));

function parseWith(types: TextTypes, input: unknown, { of, each = {} }: TranslationsOptions): Parsed<Texts> {
  if (input === null || input === "") return ok<Texts>(null);
  if (!isObject(input)) return fail("type", `Texts by language are expected, not ${kindOf(input)}.`, 'Write them like { "en": "Hello", "ru": "Привет" }.');
  const entries = Object.entries(input);
  if (entries.length > MOST_LANGUAGES) return fail("tooMany", `There are ${entries.length} languages; at most ${MOST_LANGUAGES} are kept.`, "Leave some out.");
  const issues: ValueIssue[] = [];
  const texts: Record<string, string | null> = {};
  for (const [language, text] of entries) {
    const parsed = LANGUAGE.test(language) ? types[of].parse(text, each) : fail("language", `"${language.slice(0, 40)}" is not the tag of a language.`, 'Use a tag like "en" or "pt-BR".');
    if (parsed.ok) texts[language] = parsed.value;
    else issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: token(language) + issue.pointer })));
  }
  if (issues.length > 0) return { ok: false, issues };
  return ok<Texts>(entries.length === 0 ? null : texts);
}

function fromText(types: TextTypes, text: string, options: TranslationsOptions): Parsed<Texts> {
  if (text.trim() === "") return ok<Texts>(null);
  try {
    return parseWith(types, JSON.parse(text), options);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail("format", "The text is not JSON.", 'Write it like { "en": "Hello", "ru": "Привет" }.');
  }
}

export const translationsType = (types: TextTypes): FieldType<Texts, TranslationsOptions> =>
  defineField<Texts, TranslationsOptions>({
    name: "translations", icon: "languages", label: "Translations", storage: "columns",
    sortable: false, groupable: false, searchable: false, measures: ["count"],
    operators: {},
    apiSchema: ({ of, each = {} }) => {
      const { type: _text, ...rest } = types[of].apiSchema(each);
      return { type: "object", additionalProperties: { type: ["string", "null"], ...rest }, maxProperties: MOST_LANGUAGES, description: "Language → text; null takes one away." };
    },
    parse: (input, options) => parseWith(types, input, options),
    isEmpty: (texts) => canonical(texts) === "",
    toText: canonical,
    fromText: (text, options) => fromText(types, text, options),
    format: (texts, { of, each = {} }, locale) => (texts === null ? "" : sorted(texts).flatMap(([language, text]) => (text === null ? [] : [`${language}: ${types[of].format(text, each, locale)}`])).join("; ")),
    equals: (a, b) => canonical(a) === canonical(b),
    mask: maskAll,
    feel: "context",
    traits: { reserved: true },
  });
