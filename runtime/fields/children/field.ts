/**
 * children: the records of a line entity that belong to this record. They are rows of that entity's table; the gateway
 * parses their fields, writes and reads them. Here only the frame is checked: a list of plain objects within the limits.
 * Filters look inside with `{ "some": "lines", "where": … }`; the type has no operators of its own.
 */
import { defineField, fail, ok, type Parsed } from "../field";
import { maskAll } from "../families/plain-text";
import { isObject, type JsonObject } from "../families/object";
import { parseList } from "../families/relation";

export interface ChildrenOptions {
  readonly entity: string;
  /** Name of the child's reference field that points here. */
  readonly field: string;
  readonly min?: number;
  /** Default 1,000. */
  readonly max?: number;
}

/** A child record: { id?, version?, …fields }. Without id it is new. */
export type Child = JsonObject;

const MAX = 1000;
const POLLUTING = ["__proto__", "constructor", "prototype"];

function parseChild(item: unknown): Parsed<Child> {
  if (!isObject(item)) return fail("type", "A line is an object with its fields.", 'Write it like { "quantity": 2 }.');
  const key = POLLUTING.find((name) => Object.hasOwn(item, name));
  return key === undefined ? ok<Child>(item) : fail("unknownKey", `The member "${key}" is not allowed.`, "Remove it.", `/${key}`);
}

function parse(input: unknown, options: ChildrenOptions): Parsed<readonly Child[]> {
  const parsed = parseList(input === null || input === "" ? [] : input, options.max ?? MAX, parseChild);
  if (!parsed.ok) return parsed;
  const rows = parsed.value ?? [];
  const min = options.min ?? 0;
  if (rows.length < min) return fail("tooFew", `At least ${min} lines are needed here, ${rows.length} were given.`, "Add the missing ones.");
  return ok<readonly Child[]>(rows.length === 0 ? null : rows);
}

function fromText(text: string, options: ChildrenOptions): Parsed<readonly Child[]> {
  if (text.trim() === "") return parse(null, options);
  try {
    return parse(JSON.parse(text), options);
  } catch {
    return fail("format", "Lines are written as a JSON list in text files.", 'Write them like [{ "quantity": 2 }].');
  }
}

export const children = defineField<readonly Child[], ChildrenOptions>({
  name: "children", icon: "list-tree", label: "Lines", storage: "children",
  sortable: false, groupable: false, searchable: false, measures: [],
  operators: {},
  apiSchema: (options) => ({
    type: "array", minItems: options.min ?? 0, maxItems: options.max ?? MAX, description: `Records of ${options.entity} that belong to this record.`, items: { type: "object" },
  }),
  parse,
  isEmpty: (value) => value === null || value.length === 0,
  toText: (value) => (value === null || value.length === 0 ? "" : JSON.stringify(value)),
  fromText,
  format: (value) => (value === null ? "" : String(value.length)),
  equals: (a, b) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []),
  mask: maskAll,
  feel: "list",
  traits: { relation: "children", targets: (options) => [options.entity] },
});
