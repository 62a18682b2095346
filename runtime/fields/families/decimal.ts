/** Decimals: parsing and normal form. A *digit text* is canonical: "-12.5", no exponent, no trailing zeros, no "-0". */
import { fail, ok, type Parsed, type ValueIssue } from "../field";
import { kindOf } from "./plain-text";
import { compareDecimals, type Decimal } from "./number";
import type { OperandParser } from "./operator";

export interface DecimalLimits {
  /** Digits in all. */
  readonly precision: number;
  /** Digits after the point. */
  readonly scale: number;
  readonly min?: Decimal;
  readonly max?: Decimal;
}

/** Doubles carry 15 decimal digits for certain; wider decimals travel as text. */
export const EXACT_DIGITS = 15;

const DIGITS = /^([-+]?)0*(\d+)(?:\.(\d*?)0*)?$/;

/** Canonical digit text of a plain decimal text, or undefined. `digitText("+01.50")` → "1.5". */
export function digitText(text: string): string | undefined {
  const [, sign, whole, fraction = ""] = DIGITS.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

/** Digit text of a finite number; String() uses an exponent for the very large and small. */
function plain(value: number): string {
  const text = String(value);
  return /e/.test(text) ? value.toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 21, maximumFractionDigits: 20 }) : text;
}

/** JSON → decimal. Texts are taken only when the precision asks for them. Issues: type, tooPrecise, tooBig, tooSmall. */
export function parseDecimal(input: unknown, limits: DecimalLimits): Parsed<Decimal> {
  if (input === null || input === "") return ok<Decimal>(null);
  const isWide = limits.precision > EXACT_DIGITS;
  if (typeof input === "number" && Number.isFinite(input)) return checked(digitText(plain(input)), limits);
  if (isWide && typeof input === "string" && input.length <= 100) {
    const text = digitText(input.trim());
    if (text !== undefined) return checked(text, limits);
  }
  const remedy = isWide ? 'Give a number, or its digits as a text: "12.50".' : "Give a number without quotes, for example 12.5.";
  return fail("type", `A number is expected, not ${typeof input === "number" ? "infinity" : typeof input === "string" ? `the text ${JSON.stringify(input.slice(0, 40))}` : kindOf(input)}.`, remedy);
}

function checked(text: string | undefined, limits: DecimalLimits): Parsed<Decimal> {
  if (text === undefined) return fail("tooPrecise", "The number is too fine to be stored.", "Round it.");
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  if (fraction.length > limits.scale) {
    return fail("tooPrecise", `The number has ${fraction.length} digits after the point; at most ${limits.scale} are allowed.`, "Round it.");
  }
  const wholeDigits = limits.precision - limits.scale;
  if (whole !== "0" && whole.length > wholeDigits) return fail("tooBig", `The number has ${whole.length} digits before the point; at most ${wholeDigits} are allowed.`, "Check the number, or use a larger unit.");
  const value = limits.precision > EXACT_DIGITS ? text : Number(text);
  return limitIssue(value, limits) ?? ok(value);
}

/** Operand: any finite number, or digits as text (the value of a wider field); limits of the field do not bind it. */
export const parseDecimalOperand: OperandParser<Decimal, unknown> = (operand) => {
  if (typeof operand === "number" && Number.isFinite(operand)) return ok(operand + 0);
  const digits = typeof operand === "string" && operand.length <= 100 ? digitText(operand) : undefined;
  return digits === undefined ? fail("type", "A number is compared with a number.", "Give a number without quotes, for example 12.5.") : ok(digits);
};

/** Issue of a number outside min and max. */
export function limitIssue(value: Decimal, { min, max }: { min?: Decimal; max?: Decimal }): Parsed<never> | undefined {
  if (min !== undefined && compareDecimals(value, min) < 0) return fail("tooSmall", `The number ${value} is below the least allowed, ${min}.`, `Give ${min} or more.`);
  if (max !== undefined && compareDecimals(value, max) > 0) return fail("tooBig", `The number ${value} is above the greatest allowed, ${max}.`, `Give ${max} or less.`);
  return undefined;
}

/**
 * Digits as people type them → digit text: spaces and apostrophes group; the last of "." and "," is the decimal mark, unless it
 * stands more than once, then it groups. "1 234,5" and "1.234,5" and "1,234.5" are 1234.5; "1,234" is 1.234.
 */
export function readDigits(text: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f'’_]/g, "").replace(/^[−–]/, "-");
  const mark = bare.lastIndexOf(",") > bare.lastIndexOf(".") ? "," : ".";
  const group = mark === "," ? "." : ",";
  const isGrouping = bare.split(mark).length > 2;
  if (isGrouping && bare.includes(group)) return undefined;
  const joined = bare.split(group).join("");
  return digitText(isGrouping ? joined.split(mark).join("") : joined.replace(mark, "."));
}

/** fromText of the decimal types. Issues: format and those of parseDecimal. */
export function decimalFromText(text: string, limits: DecimalLimits): Parsed<Decimal> {
  if (text.trim() === "") return ok<Decimal>(null);
  const digits = readDigits(text);
  return digits === undefined ? fail("format", `"${text.slice(0, 40)}" is not a number.`, "Write digits, for example 1234.5 or 1 234,5.") : checked(digits, limits);
}

/** Driver text of a numeric → value. */
export function decimalFromRow(text: unknown, precision: number): Decimal | null {
  if (text === null || text === undefined) return null;
  if (precision <= EXACT_DIGITS) return Number(text) + 0;
  return digitText(String(text)) ?? String(text);
}

/** Options that contradict each other. */
export function limitOptionIssues({ precision, scale, min, max }: DecimalLimits): readonly ValueIssue[] {
  const issues: ValueIssue[] = [];
  if (scale > precision) issues.push({ pointer: "/scale", code: "range", message: `scale ${scale} is above precision ${precision}.`, remedy: "Raise precision or lower scale." });
  if (min !== undefined && max !== undefined && compareDecimals(min, max) > 0) issues.push({ pointer: "/min", code: "range", message: `min ${min} is above max ${max}.`, remedy: "Swap them." });
  return issues;
}

/** Schema of the API value. */
export function decimalSchema({ precision, min, max }: DecimalLimits): Record<string, unknown> {
  const limits = { ...(typeof min === "number" ? { minimum: min } : {}), ...(typeof max === "number" ? { maximum: max } : {}) };
  return precision > EXACT_DIGITS ? { type: "string", pattern: "^-?\\d+(\\.\\d+)?$" } : { type: "number", ...limits };
}

/** Making one costs as much as formatting fifty numbers; a list shows hundreds. */
const formats = new Map<string, Intl.NumberFormat>();
const MOST_FORMATS = 500;

function formatOf(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  if (formats.size >= MOST_FORMATS) formats.clear();
  const made = new Intl.NumberFormat(language, options);
  formats.set(key, made);
  return made;
}

/** Always as many digits after the point: numbers under one another stand digit under digit. */
export const fixedDigits = (scale: number): Intl.NumberFormatOptions => ({ minimumFractionDigits: scale, maximumFractionDigits: scale });

/** In the digits and marks of a language. */
export function formatNumber(value: Decimal | null, language: string, options: Intl.NumberFormatOptions = {}): string {
  if (value === null) return "";
  // Texts of digits are numbers to Intl in every engine that has NumberFormat v3; its types want a literal.
  return formatOf(language, options).format(value as Intl.StringNumericLiteral);
}
