/**
 * Formats with check digits. A *format* cleans a number of spaces and dashes, checks its shape, then its check digits; the remedy names the
 * digit that does not fit the others. (Any other single digit may be the mistyped one: the sentence says so.)
 */
import { fail, ok, type Parsed } from "../field";

type Check = (text: string) => Parsed<string>;

const digitsOf = (text: string): number[] => Array.from(text, Number);
const weighted = (digits: readonly number[], weights: readonly number[]): number => weights.reduce((sum, weight, i) => sum + weight * digits[i]!, 0);

const badShape = (what: string, expected: string): Parsed<never> => fail("format", `This is not ${what}.`, `${expected} Spaces and dashes do not matter.`);
const badDigit = (what: string, position: number, found: string | number, expected: string | number): Parsed<never> =>
  fail("checkDigit", `The check digit of ${what} is wrong.`, `Character ${position} is ${found}, but by the others it should be ${expected}: compare the number with the document.`);

/** Compares the digit at `position` (from 1) with the computed one. */
const digitFits = (what: string, text: string, position: number, expected: number): Parsed<never> | undefined =>
  Number(text[position - 1]) === expected ? undefined : badDigit(what, position, text[position - 1]!, expected);

// Russian tax number. Order of the Federal Tax Service ED-7-14/559@ (2020), annex 1: weighted sum mod 11 mod 10.
const INN_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

const inn: Check = (text) => {
  const d = digitsOf(text);
  const check = (weights: number[]): number => (weighted(d, weights) % 11) % 10;
  if (/^\d{10}$/.test(text)) return digitFits("the INN", text, 10, check(INN_10)) ?? ok(text);
  if (/^\d{12}$/.test(text)) return digitFits("the INN", text, 11, check(INN_11)) ?? digitFits("the INN", text, 12, check(INN_12)) ?? ok(text);
  return badShape("an INN", "An INN has 10 digits (organisation) or 12 (person).");
};

// Reason-for-registration code, same order: NNNN PP XXX, where PP may hold capital Latin letters. It has no check digit.
const kpp: Check = (text) => (/^\d{4}[\dA-Z]{2}\d{3}$/.test(text) ? ok(text) : badShape("a KPP", "A KPP has 9 characters: 4 digits, 2 digits or capital letters, 3 digits."));

// State registration number. Order of the Ministry of Finance 165n (2017): the number without its last digit mod 11 (13 digits) or mod 13 (15 digits), last digit of the remainder.
const ogrn: Check = (text) => {
  if (!/^(\d{13}|\d{15})$/.test(text)) return badShape("an OGRN", "An OGRN has 13 digits, the OGRNIP of an entrepreneur 15.");
  const expected = Number((BigInt(text.slice(0, -1)) % BigInt(text.length - 2)) % 10n);
  return digitFits("the OGRN", text, text.length, expected) ?? ok(text);
};

// Individual insurance account. Pension Fund rules: weights 9…1 over nine digits, mod 101, 100 counts as 00; numbers up to 001-001-998 carry no check.
const snils: Check = (text) => {
  if (!/^\d{11}$/.test(text)) return badShape("a SNILS", "A SNILS has 11 digits.");
  if (Number(text.slice(0, 9)) <= 1001998) return ok(text);
  const expected = String((weighted(digitsOf(text), [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100).padStart(2, "0");
  if (text.endsWith(expected)) return ok(text);
  const position = text[9] === expected[0] ? 11 : 10;
  return badDigit("the SNILS", position, text[position - 1]!, expected[position - 10]!);
};

// Bank identification code, Bank of Russia regulation 762-P: nine digits, the first is 0. It has no check digit.
const bik: Check = (text) => (/^0\d{8}$/.test(text) ? ok(text) : badShape("a BIK", "A BIK has 9 digits and begins with 0, usually 04."));

// ISO/IEC 7812-1 annex B: from the right, every second digit is doubled, digits of the results added; the sum is a multiple of ten.
const luhn: Check = (text) => {
  if (!/^\d{2,30}$/.test(text)) return badShape("a number with a Luhn check digit", "Write its digits.");
  const sum = digitsOf(text.slice(0, -1)).reverse().reduce((total, digit, i) => total + (i % 2 === 0 ? (digit * 2 > 9 ? digit * 2 - 9 : digit * 2) : digit), 0);
  return digitFits("the number", text, text.length, (10 - (sum % 10)) % 10) ?? ok(text);
};

// GS1 General Specifications §7.9: from the right, weights 3 and 1 in turn; the sum is a multiple of ten.
const ean: Check = (text) => {
  if (!/^(\d{8}|\d{12}|\d{13}|\d{14})$/.test(text)) return badShape("an EAN or UPC code", "It has 8, 12, 13 or 14 digits.");
  const sum = digitsOf(text.slice(0, -1)).reverse().reduce((total, digit, i) => total + digit * (i % 2 === 0 ? 3 : 1), 0);
  return digitFits("the code", text, text.length, (10 - (sum % 10)) % 10) ?? ok(text);
};

// ISO 13616-1: country, two check digits, account; rearranged and read as a number it leaves 1 mod 97. Lengths: SWIFT IBAN Registry.
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28, CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24,
  FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23, GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32, LI: 21,
  LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18, NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22,
  RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19, SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
};

const mod97 = (text: string): number => {
  let rest = 0;
  for (const character of text) rest = Number(`${rest}${parseInt(character, 36)}`) % 97;
  return rest;
};

const iban: Check = (text) => {
  const length = IBAN_LENGTHS[text.slice(0, 2)];
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{8,30}$/.test(text) || length === undefined) return badShape("an IBAN", "An IBAN begins with a country that uses it and two digits, for example DE89 3704 0044 0532 0130 00.");
  if (text.length !== length) return badShape("an IBAN", `An IBAN of ${text.slice(0, 2)} has ${length} characters, this one has ${text.length}.`);
  const expected = String(98 - mod97(`${text.slice(4)}${text.slice(0, 2)}00`)).padStart(2, "0");
  const position = text[2] === expected[0] ? 4 : 3;
  return text.slice(2, 4) === expected ? ok(text) : badDigit("the IBAN", position, text[position - 1]!, expected[position - 3]!);
};

const FORMATS = { inn, kpp, ogrn, snils, bik, iban, luhn, ean } as const;
export type TextFormat = keyof typeof FORMATS;

/** The number without spaces and dashes, in capitals. Issues: format, checkDigit. */
export function checkFormat(format: TextFormat, text: string): Parsed<string> {
  return FORMATS[format](text.replace(/[\s-]/g, "").toUpperCase());
}
