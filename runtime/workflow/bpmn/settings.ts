/**
 * What process JSON says and BPMN has no words for (who does a task, its form, mappings, types of variables): a line of JSON in an extension element of
 * ours, read back by our import. Only what the file would not tell by itself is written: `extra.derived` holds what was read from the file.
 */
import type { Json } from "../definition/types";
import { elementsOf, METALOOM_NAMESPACE, textIn, type Xml } from "./xml";
import { el, type Built } from "./built";

/** Name of the element, and of the attribute of the document. */
export const SETTINGS = `{${METALOOM_NAMESPACE}}settings`;

type Part = Readonly<Record<string, unknown>>;

/** Keys BPMN has no words for, by the list of the document the part is in. Values are objects or lists, but for those named text. */
const BEYOND: Readonly<Record<string, readonly string[]>> = {
  definition: ["id", "name", "description", "entity", "starts", "actsAs", "journal", "timeZone", "calendar", "variables", "scenarios"], lanes: ["responsible", "calendar"], nodes: ["options", "inputs", "outputs", "calendar"], loop: ["items", "item", "collect", "announce", "announcements"],
  triggers: ["message", "key", "signal", "webhook"], artifacts: ["label"], variables: ["type", "label", "ask", "required", "default"],
};

/** The values of those keys. `expressed`: keys, or "options.key", that the element says by itself. */
export function settingsOf(kind: string, part: Part, expressed: ReadonlySet<string> = new Set()): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const key of BEYOND[kind] ?? []) {
    const value = expressed.has(key) ? undefined : (part[key] as Json | undefined);
    if (value === undefined) continue;
    if (key !== "options") found[key] = value;
    else {
      const rest = Object.entries(value as Record<string, Json>).filter(([option]) => !expressed.has(`options.${option}`));
      if (rest.length > 0) found.options = Object.fromEntries(rest);
    }
  }
  return found;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What of the settings the file does not tell by itself. */
export function untold(settings: Readonly<Record<string, Json>>, part: object): Record<string, Json> {
  const derived = ((part as { extra?: { derived?: Record<string, Json> } }).extra?.derived ?? {});
  return Object.fromEntries(Object.entries(settings).filter(([key, value]) => !same(value, derived[key])));
}

/** The extension element, or nothing when there is nothing to say. */
export function settingsElement(settings: Readonly<Record<string, Json>>, part: object): Built | undefined {
  const left = untold(settings, part);
  return Object.keys(left).length > 0 ? el("extensionElements", {}, [el(SETTINGS, {}, [JSON.stringify(left)])]) : undefined;
}

/** Settings found in an element of a file; undefined when there are none, or none that can be read. */
export function readSettings(kind: string, element: Xml): Readonly<Record<string, Json>> | undefined {
  const text = element.attributes?.[SETTINGS] ?? elementsOf(element).filter(({ name }) => name === "extensionElements").flatMap(elementsOf).filter(({ name }) => name === SETTINGS).map(textIn)[0];
  if (text === undefined) return undefined;
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) return undefined;
  const known = Object.entries(read as Record<string, Json>).filter(([key, value]) => BEYOND[kind]?.includes(key) && fits(key, value));
  return Object.fromEntries(known);
}

const OBJECTS = new Set(["options", "collect"]);
const LISTS = new Set(["starts", "variables", "scenarios", "responsible", "inputs", "outputs", "announcements"]);
const isObject = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

function fits(key: string, value: Json): boolean {
  if (OBJECTS.has(key)) return isObject(value);
  if (LISTS.has(key)) return Array.isArray(value) && value.every(isObject);
  if (key === "actsAs") return Array.isArray(value) && value.every((name) => typeof name === "string");
  if (key === "ask" || key === "required" || key === "webhook") return typeof value === "boolean";
  return key === "default" || typeof value === "string" || ((key === "message" || key === "signal") && isObject(value));
}
