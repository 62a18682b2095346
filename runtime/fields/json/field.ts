/** json: any JSON value the product does not look into. Bounded in size and depth; numbers, texts and keys as PostgreSQL's jsonb can hold them. */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { isObject, token } from "../families/object";
import { emptiness } from "../families/operator";
import { cleanText, maskAll } from "../families/plain-text";

export interface JsonOptions {
  /** Bytes of the compact text. Default and most 65,536. */
  readonly maxSize?: number;
}

/** A JSON value that is not null. */
export type Json = string | number | boolean | readonly unknown[] | Readonly<Record<string, unknown>>;

export const JSON_LIMITS = { size: 65_536, depth: 20 } as const;
const POLLUTING: readonly string[] = ["__proto__", "constructor", "prototype"];

/** First issue of a value or of what is inside; undefined when there is none. */
function issueIn(value: unknown, pointer: string, depth: number): ValueIssue | undefined {
  if (depth > JSON_LIMITS.depth) {
    return { pointer: "", code: "tooDeep", message: `The value is nested deeper than ${JSON_LIMITS.depth} levels.`, remedy: "Make it flatter." };
  }
  if (typeof value === "string") return textIssue(value, pointer);
  if (Array.isArray(value)) return firstIssue(value.entries(), pointer, depth);
  if (isObject(value)) {
    const bad = Object.keys(value).find((key) => POLLUTING.includes(key) || textIssue(key, pointer) !== undefined);
    if (bad === undefined) return firstIssue(Object.entries(value), pointer, depth);
    return { pointer: pointer + token(bad), code: "unknownKey", message: `The member "${bad}" is not allowed.`, remedy: "Give it another name." };
  }
  if (value === null || typeof value === "boolean" || Number.isFinite(value)) return undefined;
  return { pointer, code: "type", message: "This is not a value of JSON.", remedy: "Use objects, lists, texts, numbers, true, false and null." };
}

function firstIssue(members: Iterable<[string | number, unknown]>, pointer: string, depth: number): ValueIssue | undefined {
  for (const [key, member] of members) {
    const issue = issueIn(member, pointer + token(key), depth + 1);
    if (issue !== undefined) return issue;
  }
  return undefined;
}

function textIssue(text: string, pointer: string): ValueIssue | undefined {
  const parsed = cleanText(text);
  return parsed.ok ? undefined : { ...parsed.issues[0]!, pointer };
}

function parse(input: unknown, options: JsonOptions): Parsed<Json> {
  if (input === null || input === "") return ok<Json>(null);
  const issue = issueIn(input, "", 0);
  if (issue !== undefined) return { ok: false, issues: [issue] };
  const max = Math.min(options.maxSize ?? JSON_LIMITS.size, JSON_LIMITS.size);
  const size = new TextEncoder().encode(JSON.stringify(input)).length;
  if (size > max) return fail("tooLong", `The value has ${size} bytes; at most ${max} are allowed.`, "Keep large data in a file.");
  return ok(input as Json);
}

/** The value with the keys of all objects in order, so that equal values have one text. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

const text = (value: Json | null): string => (value === null ? "" : JSON.stringify(sorted(value)));

function fromText(input: string, options: JsonOptions): Parsed<Json> {
  if (input.trim() === "") return ok<Json>(null);
  try {
    return parse(JSON.parse(input), options);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return fail("format", `The text is not JSON: ${error.message}.`, 'Write it like { "a": 1 }.');
  }
}

export const json = defineField<Json, JsonOptions>({
  name: "json", icon: "braces", label: "JSON", storage: "columns",
  sortable: false, groupable: false, searchable: false, measures: ["count"],
  operators: emptiness<Json, JsonOptions>((value) => value === null),
  apiSchema: () => ({ description: `Any JSON value of at most ${JSON_LIMITS.size} bytes and ${JSON_LIMITS.depth} levels.` }),
  parse,
  isEmpty: (value) => value === null,
  toText: text,
  fromText,
  format: text,
  equals: (a, b) => text(a) === text(b),
  mask: maskAll,
  feel: "any",
});
