/** Objects arriving in requests: plain ones, with known keys only (so `__proto__` and `constructor` are refused like any other unknown key). */
import { didYouMean } from "../../kernel/names";
import { ok, type Parsed, type ValueIssue } from "../field";
import { cleanText } from "./plain-text";

export type JsonObject = Readonly<Record<string, unknown>>;

/** True for an object of JSON: not null, not an array, not an instance of a class. */
export function isObject(input: unknown): input is JsonObject {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return false;
  const prototype: unknown = Object.getPrototypeOf(input);
  return prototype === Object.prototype || prototype === null;
}

/** Own value of a key; undefined when absent (never an inherited member). */
export function own(input: JsonObject, key: string): unknown {
  return Object.hasOwn(input, key) ? input[key] : undefined;
}

/** JSON pointer token of a key (RFC 6901). */
export const token = (key: string | number): string => `/${String(key).replace(/~/g, "~0").replace(/\//g, "~1")}`;

/** Issues of an input that should be an object with these keys only; empty when it is one. Codes: type, unknownKey. */
export function objectIssues(input: unknown, keys: readonly string[], example: string): readonly ValueIssue[] {
  if (!isObject(input)) return [{ pointer: "", code: "type", message: "An object is expected here.", remedy: `Write it like ${example}.` }];
  return Object.keys(input)
    .filter((key) => !keys.includes(key))
    .map((key) => {
      const near = didYouMean(key, keys);
      const remedy = near === undefined ? `Known members: ${keys.join(", ")}.` : `Did you mean "${near}"?`;
      return { pointer: token(key), code: "unknownKey", message: `The member "${key}" is not known here.`, remedy };
    });
}

/** An optional text member of an object, trimmed; null when absent, null or blank. Codes: those of `cleanText`. */
export function textMember(input: JsonObject, key: string, maxLength: number): Parsed<string> {
  const raw = own(input, key);
  const parsed = cleanText(typeof raw === "string" ? raw.trim() : (raw ?? null), maxLength);
  return parsed.ok ? parsed : { ok: false, issues: parsed.issues.map((issue) => ({ ...issue, pointer: token(key) + issue.pointer })) };
}

/**
 * Reads the text members of an object at once; issues of all of them together. `ok(null)` when all are empty.
 */
export function textMembers<K extends string>(input: unknown, limits: Readonly<Record<K, number>>, example: string): Parsed<Readonly<Record<K, string | null>>> {
  const keys = Object.keys(limits) as K[];
  const issues = [...objectIssues(input, keys, example)];
  if (!isObject(input)) return { ok: false, issues };
  const members = {} as Record<K, string | null>;
  for (const key of keys) {
    const parsed = textMember(input, key, limits[key]);
    if (parsed.ok) members[key] = parsed.value;
    else issues.push(...parsed.issues);
  }
  if (issues.length > 0) return { ok: false, issues };
  return ok(keys.every((key) => members[key] === null) ? null : members);
}
