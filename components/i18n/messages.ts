import type en from "../../messages/en.json";

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, string>>;

/** Languages the interface is written in; the first is the fallback. */
export const UI_LANGUAGES = ["en", "ru", "uk", "tr"] as const;
export type UiLanguage = (typeof UI_LANGUAGES)[number];

/** The interface language for a BCP 47 tag: "ru-RU" → "ru", unknown → "en". */
export function uiLanguage(tag: string | undefined): UiLanguage {
  const base = tag?.toLowerCase().split("-")[0];
  return UI_LANGUAGES.find((language) => language === base) ?? "en";
}

/** The best interface language for an Accept-Language header. */
export function acceptedLanguage(header: string | null): UiLanguage {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", q] = part.trim().split(";q=");
      return { base: tag.toLowerCase().split("-")[0] ?? "", weight: q === undefined ? 1 : Number(q) || 0 };
    })
    .sort((a, b) => b.weight - a.weight);
  for (const { base } of wanted) {
    const found = UI_LANGUAGES.find((language) => language === base);
    if (found) return found;
  }
  return "en";
}
