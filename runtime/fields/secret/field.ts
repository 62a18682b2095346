/**
 * secret: a password, key or token that comes in and never goes out. Kept apart from the entity's table by the gateway;
 * answers say only whether there is one. Not selectable, filterable, sortable, searchable or exported.
 */
import { defineField, fail, ok, type Parsed } from "../field";
import { isObject, own } from "../families/object";
import { cleanText } from "../families/plain-text";

export interface SecretOptions {
  /** Default 4,000 characters. */
  readonly maxLength?: number;
}

/** Inside the runtime: the text on its way in, `{ set }` on its way out. */
export type Secret = string | { readonly set: boolean };

const MAX_LENGTH = 4000;

function parse(input: unknown, options: SecretOptions): Parsed<Secret> {
  if (input === null || input === "") return ok<Secret>(null);
  if (isObject(input) && typeof own(input, "set") === "boolean") {
    return fail("readOnly", "This is what an answer says about the secret, not a new secret.", "Leave the field out to keep the secret; send a text to change it, null to remove it.");
  }
  return cleanText(input, options.maxLength ?? MAX_LENGTH);
}

const isSet = (value: Secret | null): boolean => value !== null && value !== "" && (typeof value === "string" || value.set);

/** A text that arrives differs from what is kept, even if it may be the same secret: the kept one is never looked at. */
function equals(a: Secret | null, b: Secret | null): boolean {
  return typeof a === "string" && typeof b === "string" ? a === b : isSet(a) === isSet(b) && typeof a !== "string" && typeof b !== "string";
}

export const secret = defineField<Secret, SecretOptions>({
  name: "secret", icon: "key-round", label: "Secret", storage: "apart",
  sortable: false, groupable: false, searchable: false, measures: [],
  operators: {},
  apiSchema: (options) => ({
    description: "Requests give the text; answers say only whether there is one.",
    anyOf: [
      { type: "string", writeOnly: true, maxLength: options.maxLength ?? MAX_LENGTH },
      { type: "object", readOnly: true, additionalProperties: false, required: ["set"], properties: { set: { type: "boolean", description: "Whether there is a secret." } } },
    ],
  }),
  parse,
  isEmpty: (value) => !isSet(value),
  toText: () => "",
  fromText: (text, options) => parse(text, options),
  format: (value) => (isSet(value) ? "••••••••" : ""),
  equals,
  mask: (value) => (isSet(value) ? { set: true } : null),
  feel: "any",
  traits: { writeOnly: true },
});
