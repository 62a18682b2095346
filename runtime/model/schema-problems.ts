/** Turns ajv errors into plain sentences with a remedy. */
import type { ErrorObject } from "ajv/dist/2020.js";
import { didYouMean } from "../kernel/names";
import { escapePointer } from "./json";

export interface Finding {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** Values in messages are cut: they come from strangers. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Edits between two words, swapped neighbours counting once; good for a second, wider look. */
function edits(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
  }
  return rows[a.length]![b.length]!;
}

/** What is near, and what is two edits away with the same first letter ("tekst" → text). */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const near = didYouMean(word, candidates);
  if (near !== undefined || word.length < 4) return near;
  return candidates.find((candidate) => candidate.length >= 4 && candidate[0] === word[0] && Math.abs(candidate.length - word.length) <= 2 && edits(word.toLowerCase(), candidate.toLowerCase()) <= 2);
}

/** "Did you mean …?" when something is near, otherwise the candidates (or `otherwise` when there are too many). */
export function suggest(word: string, candidates: Iterable<string>, otherwise = "Use one that exists."): string {
  const all = [...new Set(candidates)];
  const near = nearest(word.slice(0, 60), all);
  if (near !== undefined) return `Did you mean "${near}"?`;
  return all.length > 0 && all.length <= 12 ? `Use one of: ${all.join(", ")}.` : otherwise;
}

const TYPE_WORDS: Readonly<Record<string, string>> = { string: "a text", number: "a number", integer: "a whole number", boolean: "true or false", object: "an object", array: "a list", null: "null" };

function typeWords(type: unknown): string {
  return [type].flat().map((word) => TYPE_WORDS[String(word)] ?? String(word)).join(" or ");
}

function example(error: ErrorObject): string {
  const first = (error.parentSchema?.["examples"] as unknown[] | undefined)?.[0];
  return first === undefined ? "" : ` For example ${shown(first)}.`;
}

/** The branches and wrappers that ajv reports besides the real error. */
const NOISE = new Set(["if", "propertyNames"]);

type Say = (error: ErrorObject) => Omit<Finding, "pointer"> & { readonly at?: string };

const SENTENCES: Readonly<Record<string, Say>> = {
  additionalProperties: (error) => {
    const key = String(error.params["additionalProperty"]);
    const known = Object.keys((error.parentSchema?.["properties"] ?? {}) as object);
    return { at: key, code: "unknownKey", message: `The key ${shown(key)} is not known here`, remedy: suggest(key, known, `Known keys: ${known.join(", ")}.`) };
  },
  required: (error) => {
    const key = String(error.params["missingProperty"]);
    return { code: "missing", message: `The key "${key}" is missing`, remedy: `Add "${key}".` };
  },
  enum: (error) => {
    const allowed = (error.params["allowedValues"] as unknown[]).map(String);
    return { code: "unknownValue", message: `${shown(error.data)} is not one of the allowed values`, remedy: typeof error.data === "string" ? suggest(error.data, allowed, `Use one of: ${allowed.join(", ")}.`) : `Use one of: ${allowed.join(", ")}.` };
  },
  const: (error) => ({ code: "unknownValue", message: `${shown(error.data)} is not allowed here`, remedy: `Write ${shown(error.params["allowedValue"])}.` }),
  type: (error) => ({ code: "type", message: `${typeWords(error.params["type"])[0]!.toUpperCase()}${typeWords(error.params["type"]).slice(1)} is expected here, not ${shown(error.data)}`, remedy: `Write ${typeWords(error.params["type"])}.${example(error)}` }),
  pattern: (error) => ({ code: "format", message: `${shown(error.data)} has not the right form`, remedy: `Keep to the form ${String(error.params["pattern"])}.${example(error)}` }),
  minLength: () => ({ code: "tooShort", message: "The text is empty or too short", remedy: "Write something, or leave the key out." }),
  maxLength: (error) => ({ code: "tooLong", message: `The text is longer than ${String(error.params["limit"])} characters`, remedy: "Shorten it." }),
  minItems: (error) => ({ code: "tooFew", message: `The list needs at least ${String(error.params["limit"])} entries`, remedy: "Add the missing ones." }),
  maxItems: (error) => ({ code: "tooMany", message: `The list has more than ${String(error.params["limit"])} entries`, remedy: "Remove some." }),
  minProperties: (error) => ({ code: "tooFew", message: `The object needs at least ${String(error.params["limit"])} keys`, remedy: "Add what it should say." }),
  maxProperties: (error) => ({ code: "tooMany", message: `The object may have only ${String(error.params["limit"])} keys`, remedy: "Keep the one you mean." }),
  uniqueItems: (error) => ({ code: "duplicate", message: `Entries ${String(error.params["j"])} and ${String(error.params["i"])} of the list are equal`, remedy: "Remove one of them." }),
  minimum: (error) => ({ code: "tooSmall", message: `${shown(error.data)} is less than ${String(error.params["limit"])}`, remedy: `Use at least ${String(error.params["limit"])}.` }),
  maximum: (error) => ({ code: "tooBig", message: `${shown(error.data)} is more than ${String(error.params["limit"])}`, remedy: `Use at most ${String(error.params["limit"])}.` }),
};

/** Findings of one validation, pointers relative to the validated value. */
export function findingsOf(errors: readonly ErrorObject[]): Finding[] {
  return errors.filter((error) => !NOISE.has(error.keyword)).slice(0, 100).map((error) => {
    if (error.propertyName !== undefined) {
      return { pointer: `${error.instancePath}/${escapePointer(error.propertyName)}`, code: "name", message: `${shown(error.propertyName)} cannot be used as a key here`, remedy: `Keep to the form ${String(error.params["pattern"] ?? "of a name")}.` };
    }
    const say = SENTENCES[error.keyword];
    if (!say) return { pointer: error.instancePath, code: "format", message: `${shown(error.data)} is not allowed here`, remedy: `See "${error.keyword}" in the schema.${example(error)}` };
    const { at, ...finding } = say(error);
    return { ...finding, pointer: at === undefined ? error.instancePath : `${error.instancePath}/${escapePointer(at)}` };
  });
}
