/** One place of a document that names a field, read with the field's new name. Pure. */
import type { Json, JsonObject } from "../model/patch";

/** Occurrences of a name in one text that are tried one by one and in pairs before all of them together. */
const FEW = 6;

/** Mends one place and leaves the rest of the document as it is. */
export type Reading = (document: JsonObject) => JsonObject;

/**
 * Every way the place can be meant, the likeliest first: a name may stand in one text several times and mean another entity's field in
 * some of them. Empty when the place does not speak of the name.
 */
export function readingsOf(document: JsonObject, pointer: string, name: string, to: string): readonly Reading[] {
  const steps = pointer.split("/").slice(1).map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
  const { value, path } = nearest(document, steps);
  const last = path.at(-1);
  const inside = typeof value === "string" ? textReadings(value, name, to) : within(value, name, to);
  const texts = inside.map((next): Reading => (now) => replaced(now, path, next) as JsonObject);
  const asKey: readonly Reading[] = last === name ? [(now) => renamedKey(replaced(now, path, value), path, to) as JsonObject] : [];
  // "fields/margin" names it by its key; "options/field" with the text "margin" by its value.
  return [...texts, ...asKey];
}

/** The value at the end of the steps, or at the last of them that is there. */
function nearest(document: Json, steps: readonly string[]): { value: Json; path: readonly string[] } {
  let value = document;
  const path: string[] = [];
  for (const step of steps) {
    const next = Array.isArray(value) ? value[Number(step)] : isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) break;
    value = next;
    path.push(step);
  }
  return { value, path };
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The value with another one at the end of the path. */
function replaced(value: Json, path: readonly string[], next: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return next;
  if (Array.isArray(value)) return value.map((one, index) => (index === Number(step) ? replaced(one, rest, next) : one));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, key === step ? replaced(one, rest, next) : one]));
}

function renamedKey(value: Json, path: readonly string[], to: string): Json {
  const [step, ...rest] = path;
  if (Array.isArray(value)) return value.map((one, index) => (index === Number(step) ? renamedKey(one, rest, to) : one));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => (key !== step ? [key, one] : rest.length === 0 ? [to, one] : [key, renamedKey(one, rest, to)])));
}

/** Keys of texts that people read: they name nothing. */
const PROSE = new Set(["id", "name", "label", "description", "documentation"]);
/** Ways to find people whose value is a field, or something else: without the field it would be taken for that. */
const BY_FIELD: readonly unknown[] = ["unitHead", "superior"];

/**
 * A process reads its record in formulas that the loader does not look through: every `record.<name>` with the new name, as well as people
 * found by the field; and pointers to the texts that changed.
 */
export function renamedReads(document: JsonObject, name: string, to: string): { readonly document: JsonObject; readonly pointers: readonly string[] } {
  const pointers: string[] = [];
  const read = new RegExp(String.raw`(?<![\p{L}\p{N}_$.])record\.${name}(?![\p{L}\p{N}_$])`, "gu");
  const walk = (value: Json, pointer: string): Json => {
    if (Array.isArray(value)) return value.map((one: Json, index) => walk(one, `${pointer}/${index}`));
    if (isObject(value) && BY_FIELD.includes(value["kind"]) && value["value"] === name) {
      pointers.push(`${pointer}/value`);
      return { ...value, value: to };
    }
    if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, PROSE.has(key) && typeof one === "string" ? one : walk(one, `${pointer}/${key}`)]));
    if (typeof value !== "string") return value;
    const next = value.replace(read, `record.${to}`);
    if (next !== value) pointers.push(pointer);
    return next;
  };
  return { document: walk(document, "") as JsonObject, pointers };
}

/** A list of names, or an object with names for keys or beneath them ("field" of an operand). */
function within(value: Json, name: string, to: string): readonly Json[] {
  if (Array.isArray(value)) return value.includes(name) ? [value.map((one) => (one === name ? to : one))] : [];
  if (!isObject(value)) return [];
  const beneath = Object.entries(value).flatMap(([key, one]) => {
    const readings: readonly Json[] = typeof one === "string" ? textReadings(one, name, to) : Array.isArray(one) ? within(one, name, to) : [];
    return readings.map((next) => ({ ...value, [key]: next }));
  });
  return Object.hasOwn(value, name) ? [...beneath, Object.fromEntries(Object.entries(value).map(([key, one]) => [key === name ? to : key, one]))] : beneath;
}

/** Places of the name as a whole word, outside of quoted texts. */
function occurrences(text: string, name: string): readonly number[] {
  const words = /"(?:[^"\\]|\\.)*"|[\p{L}_$][\p{L}\p{N}_$]*/gu;
  return [...text.matchAll(words)].flatMap((match) => (match[0] === name ? [match.index] : []));
}

function textReadings(text: string, name: string, to: string): readonly string[] {
  const places = occurrences(text, name);
  const sets = places.length > FEW ? [places] : subsets(places);
  return sets.map((set) => {
    let next = "";
    let end = 0;
    for (const place of set) {
      next += text.slice(end, place) + to;
      end = place + name.length;
    }
    return next + text.slice(end);
  });
}

/** Every choice of the places but none, small ones first. */
function subsets(places: readonly number[]): readonly (readonly number[])[] {
  const all = places.reduce<readonly (readonly number[])[]>((sets, place) => [...sets, ...sets.map((set) => [...set, place])], [[]]);
  return all.filter((set) => set.length > 0).sort((a, b) => a.length - b.length);
}
