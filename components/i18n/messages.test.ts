import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { formatMessage } from "./format";
import { acceptedLanguage, UI_LANGUAGES } from "./messages";

const ROOT = join(import.meta.dirname, "../..");
const messages = Object.fromEntries(UI_LANGUAGES.map((language) => [language, JSON.parse(readFileSync(join(ROOT, `messages/${language}.json`), "utf8")) as Record<string, string>]));
const keys = Object.keys(messages.en!);

/** Keys built at run time, e.g. t(`op.${name}`). */
const BUILT = [/^admin\.(change|check|checkStatus|choice|count|data|event|export$|fieldRight|import$|job|letter|processRight|right|scope|status|thing|verb)(\.|$)/, /^list\.by\./, /^view\.to\./, /^widget\./, /^builder\.(function|bucket)\./, /^measure\.\w+Of$/, /^op\./, /^period\./, /^duration\./, /^bell\.(channel|mode)\./, /^(calendar|timeline)\.(agenda|day|month|quarter|week)$/, /^import\.state\./, /^reminder\.repeat\./, /^report\.(format|rhythm)\./, /^tasks\.(due|event|filter|operator|scope|status)\./, /^tasks\.migrate\.how\./, /^approval\.(answer|given|kind|kindHelp|method|status|vote)\./, /^(kind|option|type)\./, /^admin\.instance\.wait\./, /^studio\.notice\.(on|way)\./, /^studio\.(device|flag|grant|onDelete|slot|source|step|template)\./, /^studio\.(help|placeholder)$/, /^studio\.(readOnly|required|visible)When(\.never)?$/, /^decision\.(aggregation|policy|policyHint|type)\./, /^figures\.(mark|period|who)\./, /^calendars\.(field\.|(holidays|moved|special)(Text)?$)/, /^clocks\.(days|hours|minutes)$/, /^templates\.(format|formatHint)\./, /^designer\.(align|choice|compare|fact|fix|group|help|hint|imported|log|loop|loopSet|node|on|person|personHint|point|pointSays|problem|service|serviceHelp|serviceHint|serviceSetting|set|side|trigger|type)\./];

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [path] : [];
  });
}

const files = [...filesBelow("app"), ...filesBelow("components"), ...filesBelow("runtime/fields").filter((path) => /\/(ui|cell)\.tsx$/.test(path))];
const sources = files.map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));

test.each(UI_LANGUAGES)("%s has every key, in order, and no empty text", (language) => {
  const file = messages[language]!;
  expect(Object.keys(file)).toEqual(keys);
  expect(Object.entries(file).filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("keys are sorted, so that two people do not add the same one", () => {
  expect(keys).toEqual([...keys].sort());
});

test("every key is used", () => {
  const all = sources.map(({ text }) => text).join("\n");
  expect(keys.filter((key) => !BUILT.some((pattern) => pattern.test(key)) && !all.includes(`"${key}"`))).toEqual([]);
});

test.each(UI_LANGUAGES)("%s: texts have the parameters of the English ones and all plural forms of the language", (language) => {
  const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)(?:\}|, plural)/g)].map((match) => match[1]!))].sort();
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  for (const key of keys) {
    const text = messages[language]![key]!;
    expect([key, names(text)]).toEqual([key, names(messages.en![key]!)]);
    if (text.includes(", plural,")) for (const form of forms) expect(text, key).toContain(`${form} {`);
    expect(() => formatMessage(language, text, Object.fromEntries(names(text).map((name) => [name, 2]))), key).not.toThrow();
  }
});

/** Words of a person's language in JSX or in attributes that people read. Marks, keys and examples are none. */
const READ_ATTRIBUTES = new Set(["title", "alt", "aria-label", "placeholder", "label", "text", "description"]);
const isWords = (text: string): boolean => /\p{L}{2,}/u.test(text) && !text.startsWith("#");

test("no component holds words: they come from the message files", () => {
  const found: string[] = [];
  for (const { path, text } of sources.filter(({ path }) => path.endsWith(".tsx"))) {
    const visit = (node: ts.Node): void => {
      if (ts.isJsxText(node) && isWords(node.text)) found.push(`${path}: ${node.text.trim()}`);
      if (ts.isJsxAttribute(node) && READ_ATTRIBUTES.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer) && isWords(node.initializer.text)) found.push(`${path}: ${node.getText()}`);
      node.forEachChild(visit);
    };
    visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  }
  expect(found).toEqual([]);
});

test("the language of a new visitor is the best one his browser asks for", () => {
  expect(acceptedLanguage("de-DE,de;q=0.9,uk;q=0.8,en;q=0.7")).toBe("uk");
  expect(acceptedLanguage("en;q=0.3, tr-TR;q=0.9")).toBe("tr");
  expect(acceptedLanguage("de")).toBe("en");
  expect(acceptedLanguage(null)).toBe("en");
});
