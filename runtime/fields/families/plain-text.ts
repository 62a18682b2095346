/** Clean text: NFC, no broken Unicode, no control characters but line feed and tab. CR LF becomes LF. */
import { fail, ok, type Parsed } from "../field";
import type { OperandParser } from "./operator";

const LONE_SURROGATE = /\p{Surrogate}/u;
// U+0000 cannot be stored by PostgreSQL; the others are invisible and break files made from the text.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Issues: type, brokenUnicode, controlCharacter, tooLong (beyond `limit` characters). An empty text is null. */
export function cleanText(input: unknown, limit = Infinity): Parsed<string> {
  if (input === null) return ok<string>(null);
  if (typeof input !== "string") return fail("type", `A text is expected, not ${kindOf(input)}.`, 'Give a text in quotes, for example "abc".');
  if (input.length > 4 * limit + 1000) return tooLong(input.length, limit);
  if (LONE_SURROGATE.test(input)) return fail("brokenUnicode", "The text holds half of a character (a lone surrogate).", "Save the source as UTF-8 and send it again.");
  const text = input.replace(/\r\n?/g, "\n").normalize("NFC");
  const control = CONTROL.exec(text);
  if (control) {
    const code = control[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0");
    return fail("controlCharacter", `The text holds the control character U+${code} at position ${control.index + 1}.`, "Take it out; only line breaks and tabs are allowed.");
  }
  if (text.length > limit && characters(text) > limit) return tooLong(characters(text), limit);
  return ok(text === "" ? null : text);
}

/** Length in code points, as PostgreSQL's char_length counts. */
export function characters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++, count++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) i++;
  }
  return count;
}

export const tooLong = (length: number, limit: number): Parsed<never> =>
  fail("tooLong", `The text has ${length} characters; at most ${limit} are allowed.`, `Shorten it by ${length - limit}.`);

/** Operand of a text operator: clean, but of any length and with its outer spaces. */
export const parseTextOperand: OperandParser<string, unknown> = (operand) => cleanText(operand, 100_000);

/** "a number", "a list" … for sentences about a wrong type. */
export function kindOf(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (input === null || input === undefined) return "nothing";
  return { string: "a text", number: "a number", boolean: "true or false", object: "an object" }[typeof input as string] ?? "this";
}

/** What a masked role sees of a text: the last four characters of a long one, otherwise nothing. */
export function maskText(text: string | null): string | null {
  if (text === null) return null;
  const points = [...text];
  return points.length >= 8 ? `•••• ${points.slice(-4).join("")}` : "••••";
}

/** Mask of values that have no harmless part. */
export const maskAll = (value: unknown): string | null => (value === null ? null : "••••");
