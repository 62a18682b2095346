/**
 * How PostgreSQL values arrive in JavaScript. Nothing loses precision on the way: numbers that do not fit a double, and
 * everything about time, stay text; only `timestamptz` is rewritten to the one form the API knows.
 *
 * | PostgreSQL                     | JavaScript                                   |
 * | int2, int4, int8, float4/8     | number (int8 above 2^53-1: error, not a lie) |
 * | numeric                        | "12.50" as sent                              |
 * | timestamptz                    | "2026-01-31T10:00:00.000Z"                   |
 * | date, time, timestamp          | as sent, e.g. "2026-01-31"                   |
 * | interval                       | ISO 8601, "P1DT2H"                           |
 * | json, jsonb · bool · bytea     | parsed · boolean · Buffer                    |
 * | arrays of these                | array of these                               |
 */
import pg from "pg";

const INT8 = 20, TIMESTAMPTZ = 1184;
const TEXT_TYPES = [1700 /* numeric */, 1082 /* date */, 1114 /* timestamp */, 1083 /* time */, 1266 /* timetz */, 1186 /* interval */, 2950 /* uuid */, 5069 /* xid8 */];
/** Array type → its element's type, for elements pg would turn into Date, float or string. */
const ARRAYS: Readonly<Record<number, number>> = {
  1231: 1700, 1182: 1082, 1115: 1114, 1183: 1083, 1270: 1266, 1187: 1186, 2951: 2950, 1185: TIMESTAMPTZ, 1016: INT8, 271: 5069, 199: 114, 3807: 3802,
};

type Parser = (text: string) => unknown;
const asSent: Parser = (text) => text;

function int8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The whole number ${text} from the database is too large to be kept exactly.`);
  return value;
}

/**
 * "2026-01-31 10:00:00.1234+00" → "2026-01-31T10:00:00.123Z"; needs datestyle ISO and timezone UTC. Digits below a
 * millisecond are cut. "infinity" and years BC or above 9999 are left as sent.
 */
export function isoTimestamp(text: string): string {
  if (text.length < 22 || text[10] !== " " || !text.endsWith("+00")) return text;
  const fraction = text[19] === "." ? text.slice(20, -3) : "";
  const millis = fraction.length >= 3 ? fraction.slice(0, 3) : fraction.padEnd(3, "0");
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${millis}Z`;
}

// The published types describe a later major version of pg-types than the one pg brings along.
const arrayParser = pg.types.arrayParser as unknown as { create(text: string, element: (entry: string | null) => unknown): { parse(): unknown[] } };

function arrayOf(element: Parser): Parser {
  return (text) => arrayParser.create(text, (entry) => (entry === null ? null : element(entry))).parse();
}

function buildParsers(): Map<number, Parser> {
  const parsers = new Map<number, Parser>();
  for (const oid of TEXT_TYPES) parsers.set(oid, asSent);
  parsers.set(INT8, int8);
  parsers.set(TIMESTAMPTZ, isoTimestamp);
  for (const [array, element] of Object.entries(ARRAYS)) {
    parsers.set(Number(array), arrayOf(parsers.get(element) ?? (pg.types.getTypeParser(element) as Parser)));
  }
  return parsers;
}

const parsers = buildParsers();

/** Given to pg per connection, so that nothing global is changed. */
export const typeParsers = {
  getTypeParser(oid: number, format?: "text" | "binary"): Parser {
    if (format === "binary") return pg.types.getTypeParser(oid, "binary") as Parser;
    return parsers.get(oid) ?? (pg.types.getTypeParser(oid) as Parser);
  },
} as const;
