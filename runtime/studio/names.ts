/** Names out of what people call things: "Дата выезда" → dataVyezda. ASCII camelCase, free, and nothing the product keeps for itself. */
import { snakeCase } from "../kernel/names";
import { HIDDEN_COLUMNS, SYSTEM_FIELD_NAMES } from "../model/system-fields";

const LONGEST = 40;

const LETTERS: Readonly<Record<string, string>> = {
  а: "a", б: "b", в: "v", г: "g", ґ: "g", д: "d", е: "e", ё: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i", ї: "i", й: "i", к: "k", л: "l", м: "m", н: "n", о: "o", п: "p",
  р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "iu", я: "ia", ı: "i", ß: "ss", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d",
};

/** A name as good as the words allow; `spare` when no letter of them can be used. */
export function nameOf(label: string, spare: string): string {
  const plain = [...label.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join("").normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "");
  const words = plain.split(/[^a-z0-9]+/).filter(Boolean);
  const first = words.findIndex((word) => /^[a-z]/.test(word));
  if (first < 0) return spare;
  const joined = words.slice(first).map((word, index) => (index === 0 || !/^[a-z]/.test(word) ? word : word[0]!.toUpperCase() + word.slice(1))).join("");
  // Capitals in a row would make two names of one column.
  return joined.slice(0, LONGEST).replace(/[A-Z](?=[A-Z])/g, (letter) => letter.toLowerCase());
}

/** The name, or the name with the least number that makes it free. */
export function freeName(name: string, isFree: (name: string) => boolean): string {
  if (isFree(name)) return name;
  for (let number = 2; ; number++) {
    const next = `${name}${number}`;
    if (isFree(next)) return next;
  }
}

/** First steps of pages of the product: an entity called so would hide behind them. */
const PAGES = new Set(["admin", "api", "dashboards", "import", "imports", "profile", "reports", "search", "studio", "tasks", "processes", "new", "assets", "health"]);

const inherited = (name: string): boolean => name in Object.prototype;

export const isFreeEntity = (name: string, taken: Iterable<string>): boolean => !PAGES.has(name) && !inherited(name) && ![...taken].includes(name);

/** Endings of columns of types that need several. */
const ENDINGS = ["", "_id", "_currency", "_lat", "_lon", "_entity", "_first", "_middle", "_last", "_line1", "_line2", "_city", "_region", "_postcode", "_country"];

const wants = (name: string): readonly string[] => ENDINGS.map((ending) => snakeCase(name) + ending);

/** Free of other fields and of what every record has, with all columns a field of that name may want. */
export function isFreeField(name: string, taken: Iterable<string>): boolean {
  if (inherited(name) || SYSTEM_FIELD_NAMES.includes(name)) return false;
  const own = new Set(wants(name));
  const kept = [...SYSTEM_FIELD_NAMES.flatMap(wants), ...HIDDEN_COLUMNS];
  if (kept.some((column) => column === snakeCase(name)) || HIDDEN_COLUMNS.some((column) => own.has(column))) return false;
  return ![...taken].some((other) => other === name || wants(other).some((column) => own.has(column)));
}
