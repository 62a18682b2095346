/**
 * address: a postal address in its parts, each its own column `<name>_line1` … `<name>_country`. Filters look into the *whole*: the parts
 * that are there, in this order, one space between.
 */
import { defineField, fail, ok, type Parsed } from "../field";
import { textMembers } from "../families/object";
import { many, type OperandParser } from "../families/operator";
import { joinParts, splitParts } from "../families/parts";
import { maskAll, parseTextOperand } from "../families/plain-text";
import { textOperators } from "../families/text";
import { countryName, isCountry } from "./countries";

export interface AddressOptions {
  /** Countries offered first in the form, e.g. ["UA", "TR"]. */
  readonly preferredCountries?: readonly string[];
}

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postcode: string | null;
  /** ISO 3166-1 alpha-2, e.g. "UA". */
  readonly country: string | null;
}

const LIMITS = { line1: 200, line2: 200, city: 100, region: 100, postcode: 20, country: 2 } as const;
export const ADDRESS_PARTS = Object.keys(LIMITS) as readonly (keyof Address)[];

/** A country code, in capitals. Codes: type, unknownChoice. */
const parseCountry: OperandParser<string, AddressOptions> = (input) => {
  if (typeof input !== "string") return fail("type", "A country is a text.", 'Write its code, for example "UA".');
  const code = input.trim().toUpperCase();
  return isCountry(code) ? ok(code) : fail("unknownChoice", `"${input}" is not the code of a country.`, 'Use two letters of ISO 3166, for example "UA".');
};

function parse(input: unknown, options: AddressOptions): Parsed<Address> {
  if (input === null || input === "") return ok<Address>(null);
  const parsed = textMembers(input, LIMITS, '{ "line1": "Khreshchatyk 1", "city": "Kyiv", "postcode": "01001", "country": "UA" }');
  if (!parsed.ok || parsed.value === null || parsed.value.country === null) return parsed;
  const country = parseCountry(parsed.value.country, options);
  if (!country.ok) return { ok: false, issues: country.issues.map((issue) => ({ ...issue, pointer: "/country" })) };
  return ok<Address>({ ...parsed.value, country: country.value });
}

const parts = (value: Address): (string | null)[] => ADDRESS_PARTS.map((part) => value[part]);
const whole = (value: Address): string => parts(value).filter((part) => part !== null).join(" ");
const text = (value: Address | null): string => (value === null ? "" : joinParts(parts(value)));

function fromText(input: string, options: AddressOptions): Parsed<Address> {
  const given = splitParts(input);
  if (given.length > ADDRESS_PARTS.length) return fail("format", `An address has ${ADDRESS_PARTS.length} parts, ${given.length} were given.`, `Write them in this order, with semicolons: ${ADDRESS_PARTS.join("; ")}.`);
  return parse(Object.fromEntries(given.map((part, index) => [ADDRESS_PARTS[index]!, part])), options);
}

function format(value: Address | null, language: string): string {
  if (value === null) return "";
  const town = [value.postcode, value.city].filter((part) => part !== null).join(" ");
  const country = value.country === null ? null : countryName(value.country, language);
  return [value.line1, value.line2, town, value.region, country].filter((part) => part !== null && part !== "").join(", ");
}

const { contains, notContains, isEmpty, isNotEmpty } = textOperators<Address, AddressOptions>({ parse: parseTextOperand, text: whole });
const partSchema = (part: keyof Address): Record<string, unknown> => ({ type: ["string", "null"], maxLength: LIMITS[part] });

export const address = defineField<Address, AddressOptions>({
  name: "address", icon: "map", label: "Address", storage: "columns",
  sortable: false, groupable: false, searchable: true, measures: ["count"],
  operators: {
    contains: contains!, notContains: notContains!, isEmpty: isEmpty!, isNotEmpty: isNotEmpty!,
    inCountry: many<Address, AddressOptions, string>(parseCountry, (value, countries) => value.country !== null && countries.includes(value.country)),
  },
  checkOptions: ({ preferredCountries = [] }) =>
    preferredCountries.flatMap((code, index) =>
      isCountry(code) ? [] : [{ pointer: `/preferredCountries/${index}`, code: "unknownChoice", message: `"${code}" is not the code of a country.`, remedy: 'Use two capital letters of ISO 3166, for example "UA".' }],
    ),
  apiSchema: () => ({ type: "object", additionalProperties: false, properties: Object.fromEntries(ADDRESS_PARTS.map((part) => [part, partSchema(part)])) }),
  parse,
  isEmpty: (value) => value === null,
  toText: text,
  fromText,
  format: (value, _options, { language }) => format(value, language),
  equals: (a, b) => text(a) === text(b),
  mask: maskAll,
  feel: "context",
  traits: {
    parts: {
      line1: { en: "Street", ru: "Улица", uk: "Вулиця", tr: "Sokak" },
      line2: { en: "Flat, office", ru: "Квартира, офис", uk: "Квартира, офіс", tr: "Daire, ofis" },
      city: { en: "City", ru: "Город", uk: "Місто", tr: "Şehir" },
      region: { en: "Region", ru: "Регион", uk: "Регіон", tr: "Bölge" },
      postcode: { en: "Postcode", ru: "Индекс", uk: "Індекс", tr: "Posta kodu" },
      country: { en: "Country", ru: "Страна", uk: "Країна", tr: "Ülke" },
    },
  },
});
