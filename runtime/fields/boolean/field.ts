/** boolean: yes, no or not answered. */
import { defineField, fail, ok, type Parsed } from "../field";
import { booleanOperators } from "../families/boolean";
import { kindOf, maskAll } from "../families/plain-text";
import { fold } from "../families/text";
import en from "./messages.en.json";
import ru from "./messages.ru.json";
import tr from "./messages.tr.json";
import uk from "./messages.uk.json";

export type BooleanOptions = Record<string, never>;

const WORDS = { en, ru, uk, tr } as const;
const YES = new Set(["true", "1", "y", "t", "x", "+", "on", "истина", "істина", "doğru", ...Object.values(WORDS).map(({ yes }) => fold(yes))]);
const NO = new Set(["false", "0", "n", "f", "-", "off", "ложь", "хибність", "yanlış", ...Object.values(WORDS).map(({ no }) => fold(no))]);

function fromText(text: string): Parsed<boolean> {
  const word = fold(text.trim().normalize("NFC"));
  if (word === "") return ok<boolean>(null);
  if (YES.has(word)) return ok(true);
  if (NO.has(word)) return ok(false);
  return fail("format", `"${text.slice(0, 40)}" is neither yes nor no.`, "Write yes or no, true or false, 1 or 0, or yes and no in Russian, Ukrainian or Turkish.");
}

export const boolean = defineField<boolean, BooleanOptions>({
  name: "boolean",
  icon: "toggle-left",
  label: "Yes/no",
  storage: "columns",
  sortable: true,
  groupable: true,
  searchable: false,
  measures: ["count"],
  operators: booleanOperators<BooleanOptions>(),
  apiSchema: () => ({ type: "boolean" }),
  parse(input) {
    if (input === null || input === "") return ok<boolean>(null);
    return typeof input === "boolean" ? ok(input) : fail("type", `True or false is expected, not ${kindOf(input)}.`, "Give true or false without quotes.");
  },
  isEmpty: (value) => value === null,
  toText: (value) => (value === null ? "" : String(value)),
  fromText,
  format(value, _options, { language }) {
    if (value === null) return "";
    const words = WORDS[language.slice(0, 2) as keyof typeof WORDS] ?? en;
    return value ? words.yes : words.no;
  },
  equals: (a, b) => a === b,
  mask: maskAll,
  feel: "boolean",
});
