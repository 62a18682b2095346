/** phone: an international number in E.164 ("+79123456789"). National numbers are read with the country of the options. */
import { fail, ok, type Parsed } from "../field";
import { parseTextOperand } from "../families/plain-text";
import { textType } from "../families/text-type";
import { CALLING_CODES, formatPhone } from "./countries";

export interface PhoneOptions {
  /** ISO 3166 code of the country whose national numbers are understood. */
  readonly country?: string;
}

const PUNCTUATION = /[\s().\-\u2010-\u2015\u00a0/]/g;

/** The E.164 form, or an issue. */
function normalise(given: string, country: string | undefined): Parsed<string> {
  const bare = given.replace(PUNCTUATION, "");
  if (bare === "") return ok<string>(null);
  if (!/^\+?\d+$/.test(bare)) return fail("format", "This is not a telephone number.", "Write only digits, spaces, brackets and dashes; put an extension into another field.");
  const number = bare.startsWith("+") ? bare : international(bare, country);
  if (number === undefined) return fail("format", "The country of the number is not known.", "Begin with + and the country code, for example +90 532 123 45 67.");
  if (!/^\+[1-9]\d{6,14}$/.test(number)) return fail("format", `A telephone number has 7 to 15 digits with its country code; this one has ${number.length - 1}.`, "Compare it with the source; begin with + and the country code.");
  return ok(number);
}

function international(digits: string, country: string | undefined): string | undefined {
  if (digits.startsWith("00")) return `+${digits.slice(2)}`;
  const rule = country === undefined ? undefined : CALLING_CODES[country];
  if (!rule) return undefined;
  const hasCode = digits.startsWith(rule.code) && digits.length === rule.code.length + rule.length;
  if (hasCode) return `+${digits}`;
  const isTrunk = rule.trunk !== "" && digits.startsWith(rule.trunk) && digits.length === rule.trunk.length + rule.length;
  return `+${rule.code}${isTrunk ? digits.slice(rule.trunk.length) : digits}`;
}

export const phone = textType<PhoneOptions>({
  name: "phone",
  icon: "phone",
  label: "Phone",
  groupable: false,
  limit: () => 40,
  check: (given, options) => normalise(given, options.country),
  operand(operand, options) {
    const cleaned = parseTextOperand(operand, options);
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    const number = normalise(cleaned.value, options.country);
    return number.ok ? number : cleaned;
  },
  fragment(operand, options) {
    const cleaned = parseTextOperand(operand, options);
    return cleaned.ok && cleaned.value !== null ? ok(cleaned.value.replace(PUNCTUATION, "") || null) : cleaned;
  },
  checkOptions: ({ country }) =>
    country === undefined || Object.hasOwn(CALLING_CODES, country) ? [] : [{ pointer: "/country", code: "unknownChoice", message: `The country "${country}" is not known.`, remedy: `Use one of: ${Object.keys(CALLING_CODES).join(", ")}.` }],
  masking: () => "bare",
  schema: () => ({ pattern: "^\\+[1-9]\\d{6,14}$", examples: ["+79123456789"] }),
  format: formatPhone,
});
