/**
 * Relations, browser-safe half: values that point at records.
 * *ref* = { id, title? } of a record whose entity the options name; the title is for people and never compared.
 */
import { defineField, fail, ok, type FieldType, type Operator, type Parsed, type ValueIssue } from "../field";
import { isObject, objectIssues, own, token } from "./object";
import { maskAll } from "./plain-text";
import { referenceOperators } from "./reference";

export interface Ref {
  readonly id: string;
  readonly title?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EXAMPLE = '{ "id": "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a" }';

/** Lower-case canonical uuid of a text, or undefined. */
export function toUuid(input: unknown): string | undefined {
  if (typeof input !== "string") return undefined;
  const id = input.trim().toLowerCase();
  return UUID.test(id) ? id : undefined;
}

/** A ref from "uuid" or { id, title? }; null and "" are empty. Codes: type, unknownKey, format. */
export function parseRef(input: unknown): Parsed<Ref> {
  if (input === null || input === "") return ok<Ref>(null);
  if (typeof input === "string") return refOf(input, undefined, "");
  const issues = objectIssues(input, ["id", "title"], EXAMPLE);
  if (issues.length > 0 || !isObject(input)) return { ok: false, issues };
  return refOf(own(input, "id"), own(input, "title"), "/id");
}

function refOf(rawId: unknown, title: unknown, pointer: string): Parsed<Ref> {
  const id = toUuid(rawId);
  if (id === undefined) return fail("format", "This is not the id of a record.", `Give the id as a text, or ${EXAMPLE}.`, pointer);
  return ok<Ref>(typeof title === "string" ? { id, title } : { id });
}

/** Parses each item of a list; issues carry the position. Codes: type, tooMany, emptyItem, and those of `parseItem`. */
export function parseList<T>(input: unknown, max: number, parseItem: (item: unknown) => Parsed<T>): Parsed<readonly T[]> {
  if (!Array.isArray(input)) return fail("type", "A list is expected here.", "Write it in square brackets.");
  if (input.length > max) return fail("tooMany", `At most ${max} items are allowed here, ${input.length} were given.`, "Remove the surplus.");
  const items: T[] = [];
  const issues: ValueIssue[] = [];
  input.forEach((item: unknown, index) => {
    const parsed = parseItem(item);
    if (!parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: token(index) + issue.pointer })));
    else if (parsed.value === null) issues.push({ pointer: token(index), code: "emptyItem", message: "An item of the list is empty.", remedy: "Remove it." });
    else items.push(parsed.value);
  });
  return issues.length > 0 ? { ok: false, issues } : ok<readonly T[]>(items);
}

/** Distinct refs in order; null for an empty list. Codes: those of `parseList` and `parseRef`, duplicate. */
export function parseRefs(input: unknown, max: number, parseItem: (item: unknown) => Parsed<Ref> = parseRef): Parsed<readonly Ref[]> {
  if (input === null || input === "") return ok<readonly Ref[]>(null);
  const parsed = parseList(input, max, parseItem);
  if (!parsed.ok || parsed.value === null || parsed.value.length === 0) return parsed.ok ? ok<readonly Ref[]>(null) : parsed;
  const ids = parsed.value.map(({ id }) => id);
  const again = ids.findIndex((id, index) => ids.indexOf(id) !== index);
  return again < 0 ? parsed : fail("duplicate", "The same item is named twice.", "Remove the second one.", token(again));
}

/** JSON Schema of an id in requests and answers. */
export const idSchema = { type: "string", format: "uuid", description: "Id of the record." } as const;

/** JSON Schema of a ref: answers give the object, requests may give the bare id. */
export function refSchema(description: string): Record<string, unknown> {
  const properties = { id: idSchema, title: { type: "string", description: "Title of the record, in answers only." } };
  return { description, anyOf: [{ type: "object", additionalProperties: false, required: ["id"], properties }, idSchema] };
}

/** What differs between the types that hold one ref. */
export interface RefTypeSpec<O extends object> {
  readonly name: string;
  /** lucide icon name. */
  readonly icon: string;
  readonly label: string;
  /** Name of the entity the ids belong to. */
  target(options: O): string;
  /** Following it from record to record must end. */
  acyclic?(options: O): boolean;
  /** Operators besides those every ref has. */
  readonly operators?: Readonly<Record<string, Operator<Ref, O>>>;
}

/** A field type whose value is one ref in one uuid column. Text form is the id; people see the title, and lists sort by it. */
export function refType<O extends object>(spec: RefTypeSpec<O>): FieldType<Ref, O> {
  return defineField<Ref, O>({
    name: spec.name, icon: spec.icon, label: spec.label, storage: "columns",
    sortable: true, groupable: true, searchable: false, measures: ["count"],
    operators: { ...referenceOperators<Ref, O>(), ...spec.operators },
    apiSchema: (options) => refSchema(`A record of ${spec.target(options)}.`),
    parse: parseRef,
    isEmpty: (value) => value === null,
    toText: (value) => value?.id ?? "",
    fromText: (text) => parseRef(text.trim()),
    format: (value) => value?.title ?? value?.id ?? "",
    equals: (a, b) => a?.id === b?.id,
    mask: maskAll,
    feel: "context",
    traits: { relation: "one", targets: (options) => [spec.target(options)], ...(spec.acyclic ? { acyclic: spec.acyclic } : {}) },
  });
}
