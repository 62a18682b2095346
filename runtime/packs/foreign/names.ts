/** Names of other systems → names of ours: camelCase, free of what is reserved, each once. */

const LONGEST = 40;

/** "Sales Invoice Item" → "salesInvoiceItem"; "is_paid" → "isPaid"; "URL" → "url". */
export function camel(name: string): string {
  const parts = name.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, " ").trim().split(" ").filter(Boolean);
  const words = parts.map((part, i) => (i === 0 ? part.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase()) : part[0]!.toUpperCase() + part.slice(1)));
  const joined = words.join("").replace(/[A-Z]{2,}/g, (run) => run[0]! + run.slice(1).toLowerCase()).slice(0, LONGEST);
  return /^[a-z]/.test(joined) ? joined : joined === "" ? "x" : `x${joined[0]!.toUpperCase()}${joined.slice(1)}`;
}

/** Names inherited by every JavaScript object. */
const isReserved = (name: string): boolean => name in Object.prototype;

/** Gives each name once; `taken` says what is not free. */
export class Names {
  private readonly given = new Map<string, string>();
  private readonly used = new Set<string>();

  constructor(private readonly isTaken: (name: string) => boolean = () => false) {}

  /** The name for a word of the other system; the same for the same word. */
  of(word: string): string {
    const known = this.given.get(word);
    if (known !== undefined) return known;
    const base = camel(word);
    const isFree = (name: string): boolean => !this.used.has(name.toLowerCase()) && !isReserved(name) && !this.isTaken(name);
    let name = base;
    for (let n = 2; !isFree(name); n++) name = `${base.slice(0, LONGEST)}${n}`;
    this.used.add(name.toLowerCase());
    this.given.set(word, name);
    return name;
  }

  known(word: string): string | undefined {
    return this.given.get(word);
  }
}

/** A label: never empty, never too long. */
export const words = (text: string | undefined, otherwise: string): string => (text?.trim() || otherwise.trim() || "?").slice(0, 200);

/** "opportunity_amount", "opportunityAmount" → "Opportunity amount". */
export function spoken(name: string): string {
  const text = name.replace(/[_-]+/g, " ").replace(/([a-z0-9])([A-Z])/g, "$1 $2").trim().toLowerCase();
  return text === "" ? name : text[0]!.toUpperCase() + text.slice(1);
}

/** Choices of a select out of values with labels: values without what ours may not hold, each once. */
export function choices(values: readonly (readonly [value: string, label?: string, color?: string])[]): { id: string; value: string; label: string; color?: string }[] {
  const seen = new Set<string>();
  return values.flatMap(([value, label, color]) => {
    const clean = choiceValue(value);
    if (clean === "" || seen.has(clean) || seen.size >= 500) return [];
    seen.add(clean);
    return [{ id: clean, value: clean, label: words(label, value), ...(color ? { color } : {}) }];
  });
}

export const choiceValue = (value: string): string => value.replace(/[,;\n]+/g, " ").replace(/\s+/g, " ").trim().slice(0, 100);
