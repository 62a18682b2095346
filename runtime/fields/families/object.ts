/** Objects arriving in requests: plain ones, with known keys only (so `__proto__` and `constructor` are refused like any other unknown key). */
import { didYouMean } from "../../kernel/names";
import { fail, type Parsed, type ValueIssue } from "../field";

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

/**
 * An optional text member of an object: trimmed, null when absent, null or blank. Codes: type, tooLong.
 */
export function textMember(input: JsonObject, key: string, maxLength: number): Parsed<string> {
  const raw = own(input, key);
  if (raw === undefined || raw === null) return { ok: true, value: null };
  if (typeof raw !== "string") return fail("type", `"${key}" must be a text.`, "Write it in quotes.", token(key));
  if (raw.includes("\u0000")) return fail("badCharacter", `"${key}" holds a NUL character.`, "Remove the character.", token(key));
  const text = raw.trim();
  if (text.length > maxLength) return fail("tooLong", `"${key}" is longer than ${maxLength} characters.`, "Shorten it.", token(key));
  return { ok: true, value: text === "" ? null : text };
}
