/** Whole numbers within the range that JSON numbers carry exactly. */
import { fail, ok, type Parsed } from "../field";
import { limitIssue, readDigits } from "./decimal";
import { kindOf } from "./plain-text";
import type { OperandParser } from "./operator";

interface WholeLimits {
  readonly min?: number;
  readonly max?: number;
}

/** Issues: type, tooPrecise (a fraction), tooBig, tooSmall. */
export function parseWhole(input: unknown, limits: WholeLimits): Parsed<number> {
  if (input === null || input === "") return ok<number>(null);
  if (typeof input !== "number") return fail("type", `A whole number is expected, not ${kindOf(input)}.`, "Give a number without quotes, for example 12.");
  if (!Number.isFinite(input)) return fail("type", "A whole number is expected, not infinity.", "Give a number, for example 12.");
  if (!Number.isInteger(input)) return fail("tooPrecise", `The number ${input} is not whole.`, "Round it, or use a decimal field.");
  if (!Number.isSafeInteger(input)) {
    return fail(input > 0 ? "tooBig" : "tooSmall", "The number is beyond what can be stored exactly.", `Keep it between ${Number.MIN_SAFE_INTEGER} and ${Number.MAX_SAFE_INTEGER}, or use a text or decimal field.`);
  }
  return (limitIssue(input, limits) as Parsed<never> | undefined) ?? ok(input + 0);
}

/** "1 234" → 1234. Issues: format and those of parseWhole. */
export function wholeFromText(text: string, limits: WholeLimits): Parsed<number> {
  if (text.trim() === "") return ok<number>(null);
  const digits = readDigits(text);
  return digits === undefined ? fail("format", `"${text.slice(0, 40)}" is not a whole number.`, "Write digits, for example 1234.") : parseWhole(Number(digits), limits);
}

/** Operand: a whole number, limits of the field do not bind it. */
export const parseWholeOperand: OperandParser<number, unknown> = (operand) => (operand === "" ? fail("type", "A number is expected.", "Give a number.") : parseWhole(operand, {}));
