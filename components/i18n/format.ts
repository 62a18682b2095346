/**
 * Messages: flat key → text. A text may hold `{name}` and `{count, plural, one {# row} other {# rows}}`;
 * inside a plural branch `#` is the number, written the way of the language. Exact cases (`=0 {…}`) win over categories.
 */
export type Params = Readonly<Record<string, string | number>>;

const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

function cached<T>(cache: Map<string, T>, language: string, make: () => T): T {
  const found = cache.get(language);
  if (found) return found;
  const made = make();
  cache.set(language, made);
  return made;
}

/**
 * Plural category of a whole number in the languages of the screens. The browser's own rules take longer to come up than a list takes to
 * draw its rows; they are asked for anything else.
 */
function categoryOf(language: string, count: number): string {
  if (!Number.isInteger(count)) return cached(pluralRules, language, () => new Intl.PluralRules(language)).select(count);
  if (language === "en" || language === "tr") return Math.abs(count) === 1 ? "one" : "other";
  if (language !== "ru" && language !== "uk") return cached(pluralRules, language, () => new Intl.PluralRules(language)).select(count);
  const [units, tens] = [Math.abs(count) % 10, Math.abs(count) % 100];
  if (units === 1 && tens !== 11) return "one";
  return units >= 2 && units <= 4 && (tens < 12 || tens > 14) ? "few" : "many";
}

/** Whole numbers below a thousand are written alike in all of them. */
const numberText = (language: string, count: number): string =>
  Number.isInteger(count) && count >= 0 && count < 1000 ? String(count) : cached(numberFormats, language, () => new Intl.NumberFormat(language)).format(count);

/** Index just after the brace that closes the one opened before `from`. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === "{") depth += 1;
    if (text[i] === "}" && --depth === 0) return i + 1;
  }
  throw new Error(`Message has an unclosed brace: ${text}`);
}

/** "one {# row} other {# rows}" → Map of case → text. */
function pluralCases(text: string): Map<string, string> {
  const cases = new Map<string, string>();
  let rest = text.trim();
  while (rest) {
    const open = rest.indexOf("{");
    if (open < 0) throw new Error(`Plural case without a text: ${text}`);
    const end = closing(rest, open + 1);
    cases.set(rest.slice(0, open).trim(), rest.slice(open + 1, end - 1));
    rest = rest.slice(end).trim();
  }
  return cases;
}

function plural(language: string, count: number, casesText: string, params: Params): string {
  const cases = pluralCases(casesText);
  const chosen = cases.get(`=${count}`) ?? cases.get(categoryOf(language, count)) ?? cases.get("other") ?? "";
  return formatMessage(language, chosen.replaceAll("#", numberText(language, count)), params);
}

/** Fills a message. A parameter that was not given stays visible as `{name}`: a mistake should be seen, not hidden. */
export function formatMessage(language: string, message: string, params: Params = {}): string {
  const open = message.indexOf("{");
  if (open < 0) return message;
  const end = closing(message, open + 1);
  const inner = message.slice(open + 1, end - 1);
  const [name = "", kind, ...cases] = inner.split(",");
  const value = params[name.trim()];
  const filled =
    value === undefined ? `{${inner}}` : kind?.trim() === "plural" ? plural(language, Number(value), cases.join(","), params) : String(value);
  return message.slice(0, open) + filled + formatMessage(language, message.slice(end), params);
}
