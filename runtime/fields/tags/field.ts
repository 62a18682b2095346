/** tags: short free words. Kept in lower case, trimmed, without repetitions, so that "VIP " and "vip" are one tag and an index finds it. */
import { defineField, fail, ok, type Parsed } from "../field";
import type { OperandParser } from "../families/operator";
import { cleanText, maskAll } from "../families/plain-text";
import { parseList } from "../families/relation";
import { setOperators } from "../families/set";
import { fold } from "../families/text";

export interface TagsOptions {
  /** Most tags of one record. Default 50. */
  readonly max?: number;
  /** Characters of one tag. Default 50. */
  readonly maxLength?: number;
  /** Offered while typing; others may be typed too. */
  readonly suggestions?: readonly string[];
}

export type Tags = readonly string[];

const MAX = 50;
export const TAG_MAX_LENGTH = 50;

/** One tag in its kept form. Codes: those of `cleanText`, format. */
function parseTag(input: unknown, options: TagsOptions): Parsed<string> {
  const parsed = cleanText(input, options.maxLength ?? TAG_MAX_LENGTH);
  if (!parsed.ok || parsed.value === null) return parsed;
  const tag = fold(parsed.value.trim().replace(/\s+/g, " "));
  if (tag.includes(";")) return fail("format", "A tag holds no semicolon.", "Make two tags of it.");
  return ok(tag === "" ? null : tag);
}

function parse(input: unknown, options: TagsOptions): Parsed<Tags> {
  if (input === null || input === "") return ok<Tags>(null);
  const max = options.max ?? MAX;
  const parsed = parseList(input, 10 * max, (item) => parseTag(item, options));
  if (!parsed.ok) return parsed;
  const tags = [...new Set(parsed.value ?? [])];
  if (tags.length > max) return fail("tooMany", `At most ${max} tags are allowed here, ${tags.length} were given.`, "Remove the surplus.");
  return ok<Tags>(tags.length === 0 ? null : tags);
}

const operand: OperandParser<string, TagsOptions> = (given) => {
  const parsed = parseTag(given, { maxLength: Infinity });
  return parsed.ok && parsed.value === null ? fail("type", "A tag is compared with a text.", 'Write it like "vip".') : parsed;
};

const key = (value: Tags | null): string => [...(value ?? [])].sort().join(";");

export const tags = defineField<Tags, TagsOptions>({
  name: "tags", icon: "tags", label: "Tags", storage: "columns",
  sortable: false, groupable: false, searchable: true, measures: ["count"],
  operators: setOperators<Tags, TagsOptions>({ parse: operand, keys: (value) => value }),
  apiSchema: (options) => ({ type: "array", maxItems: options.max ?? MAX, items: { type: "string", maxLength: options.maxLength ?? TAG_MAX_LENGTH } }),
  parse,
  isEmpty: (value) => value === null || value.length === 0,
  toText: (value) => (value ?? []).join("; "),
  fromText: (text, options) => parse(text.split(";").filter((tag) => tag.trim() !== ""), options),
  format: (value) => (value ?? []).join(", "),
  equals: (a, b) => key(a) === key(b),
  mask: maskAll,
  feel: "list",
});
