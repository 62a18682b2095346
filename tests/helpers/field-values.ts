/** Generated inputs of field types, for fast-check. A type that is not listed is tested with its examples only. */
import fc from "fast-check";
import type { FieldTypeName } from "../../runtime/fields/index";

/**
 * Letters whose case mapping is younger than the tables of some C libraries (Unicode 7 and later additions to Latin and new scripts) or that are
 * symbols (circled letters): databases fold them differently, so `contains` may or may not ignore their case. See families/text.ts.
 */
const UNEVEN = /[\u1c89\u24b6-\u24e9\u2c2f\u2c5f\ua7c0-\ua7ff\ufeff\u{10570}-\u{105ff}\u{10d50}-\u{10d8f}\u{16ea0}-\u{16eff}]/u;

const anyText = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.string({ unit: fc.constantFrom("a", "A", "İ", "I", "ı", "i", "Σ", "σ", "ς", "ß", "ẞ", "é", "É", "ж", "Ж", "%", "_", "\\", "'", '"', " ", "Ǆ", "K"), maxLength: 8 }),
).filter((text) => !UNEVEN.test(text.normalize("NFC")));

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const cents = (limit: number) => fc.integer({ min: -limit, max: limit }).map((units) => units / 100);
const year = { min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true };
const moment = fc.oneof(fc.date(year), fc.date({ ...year, min: new Date("2025-01-01"), max: new Date("2027-01-01") }));
const part = (max: number) => fc.integer({ min: 0, max });
const uuid = fc.uuid().map((id) => ({ id }));

export const GENERATED: Partial<Record<FieldTypeName, fc.Arbitrary<unknown>>> = {
  text: anyText,
  longText: anyText,
  markdown: anyText,
  code: anyText,
  richText: fc.oneof(anyText, fc.array(fc.oneof(anyText, fc.constantFrom("<p>", "</p>", "<b>", "<", ">", "&lt;", "<a href='/x'>", "<script>", "</script>", "<!--", "-->", "\"", "'")), { maxLength: 8 }).map((parts) => parts.join(""))),
  email: fc.tuple(word, word, fc.constantFrom("example", "com", "Org")).map(([a, b, c]) => `${a}@${b}.${c}`),
  phone: fc.bigInt({ min: 1_000_000n, max: 999_999_999_999_999n }).map((digits) => `+${digits}`),
  url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
  color: part(0xffffff).map((rgb) => `#${rgb.toString(16).padStart(6, "0")}`),
  integer: fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -3, max: 3 })),
  decimal: fc.oneof(cents(2_000_000_000), cents(300)),
  percent: cents(10_000),
  money: fc.record({ amount: fc.oneof(cents(2_000_000_000), cents(300)), currency: fc.constantFrom("EUR", "USD", "RUB") }),
  boolean: fc.boolean(),
  date: moment.map((date) => date.toISOString().slice(0, 10)),
  dateTime: moment.map((date) => date.toISOString()),
  time: fc.tuple(part(23), part(59), fc.oneof(fc.constant(0), part(59))).map((parts) => parts.map((value) => String(value).padStart(2, "0")).join(":")),
  duration: fc.tuple(fc.boolean(), part(40), part(70), part(50), part(100), part(999)).map(([isNegative, mo, d, h, m, ms]) => `${isNegative ? "-" : ""}P${mo}M${d}DT${h}H${m}M0.${String(ms).padStart(3, "0")}S`),
  select: fc.constantFrom("new", "won", "lost"),
  multiSelect: fc.subarray(["new", "won", "lost"]),
  rating: fc.integer({ min: 1, max: 5 }),
  reference: uuid,
  user: uuid,
  unit: uuid,
};
