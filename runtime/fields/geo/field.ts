/** geo: a point on the globe (WGS 84), degrees. Columns `<name>_lat`, `<name>_lon`. */
import { defineField, fail, ok, type Parsed, type ValueIssue } from "../field";
import { isObject, objectIssues, own, token } from "../families/object";
import { emptiness, one, type OperandParser } from "../families/operator";
import { maskAll } from "../families/plain-text";

export type GeoOptions = Readonly<Record<string, never>>;

export interface Geo {
  readonly lat: number;
  readonly lon: number;
}

/** A box; when west is greater than east it crosses the 180th meridian. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

const BOUNDS = { lat: 90, lon: 180, south: 90, west: 180, north: 90, east: 180 } as const;
type Member = keyof typeof BOUNDS;

/** Reads members that are degrees. Codes: type, unknownKey, tooSmall, tooBig. */
function degrees<K extends Member>(input: unknown, keys: readonly K[], example: string): Parsed<Readonly<Record<K, number>>> {
  const issues: ValueIssue[] = [...objectIssues(input, keys, example)];
  if (!isObject(input)) return { ok: false, issues };
  const found = {} as Record<K, number>;
  for (const key of keys) {
    const [raw, bound] = [own(input, key), BOUNDS[key]];
    const pointer = token(key);
    if (typeof raw !== "number" || !Number.isFinite(raw)) issues.push({ pointer, code: "type", message: `"${key}" must be a number of degrees.`, remedy: `Write it like ${example}.` });
    else if (Math.abs(raw) > bound) issues.push({ pointer, code: raw < 0 ? "tooSmall" : "tooBig", message: `"${key}" must lie between -${bound} and ${bound}.`, remedy: "Give degrees; latitude comes first." });
    else found[key] = raw + 0;
  }
  return issues.length > 0 ? { ok: false, issues } : ok(found);
}

function parse(input: unknown): Parsed<Geo> {
  return input === null || input === "" ? ok<Geo>(null) : degrees(input, ["lat", "lon"], '{ "lat": 50.45, "lon": 30.52 }');
}

const SIDES = ["south", "west", "north", "east"] as const;
const BOX = '{ "south": 44, "west": 22, "north": 52, "east": 40 }';

/** Operand: { south, west, north, east } or [south, west, north, east]. */
const parseBox: OperandParser<Box, GeoOptions> = (operand) => {
  const given = Array.isArray(operand) && operand.length === 4 ? Object.fromEntries(SIDES.map((side, index) => [side, operand[index] as unknown])) : operand;
  const box = degrees(given, SIDES, BOX);
  if (!box.ok || box.value === null || box.value.south <= box.value.north) return box;
  return fail("format", "The south of the box lies north of its north.", "Exchange the two.", "/south");
};

function inside({ lat, lon }: Geo, { south, west, north, east }: Box): boolean {
  return lat >= south && lat <= north && (west <= east ? lon >= west && lon <= east : lon >= west || lon <= east);
}

function fromText(text: string): Parsed<Geo> {
  if (text.trim() === "") return ok<Geo>(null);
  const [lat, lon, ...rest] = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  return rest.length > 0 ? fail("format", "A point is two numbers.", 'Write it like "50.45, 30.52".') : parse({ lat, lon });
}

const text = (value: Geo | null): string => (value === null ? "" : `${value.lat}, ${value.lon}`);

export const geo = defineField<Geo, GeoOptions>({
  name: "geo", icon: "map-pin", label: "Point on the map", storage: "columns",
  sortable: false, groupable: false, searchable: false, measures: ["count"],
  operators: { inBox: one<Geo, GeoOptions, Box>(parseBox, inside), ...emptiness<Geo, GeoOptions>() },
  apiSchema: () => ({
    type: "object", additionalProperties: false, required: ["lat", "lon"],
    properties: {
      lat: { type: "number", minimum: -90, maximum: 90, description: "Latitude in degrees, north is positive." },
      lon: { type: "number", minimum: -180, maximum: 180, description: "Longitude in degrees, east is positive." },
    },
  }),
  parse,
  isEmpty: (value) => value === null,
  toText: text,
  fromText,
  format: (value, _options, { language }) => {
    if (value === null) return "";
    const degree = new Intl.NumberFormat(language, { maximumFractionDigits: 5 });
    return `${degree.format(value.lat)}°, ${degree.format(value.lon)}°`;
  },
  equals: (a, b) => text(a) === text(b),
  mask: maskAll,
  feel: "context",
});
