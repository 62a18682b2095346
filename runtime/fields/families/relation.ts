/**
 * Relations, browser-safe half: values that point at records.
 * *ref* = { id, title? } of a record whose entity the options name; the title is for people and never compared.
 */
import { CONDITION_LIMITS } from "../../expressions/condition";
import { fail, ok, type Operator, type Parsed, type ValueIssue } from "../field";
import { isObject, objectIssues, own, token } from "./object";

export interface Ref {
  readonly id: string;
  readonly title?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EXAMPLE = '"0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a" or { "id": "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a" }';

/** Lower-case canonical uuid of a text, or undefined. */
export function toUuid(input: unknown): string | undefined {
  if (typeof input !== "string") return undefined;
  const id = input.trim().toLowerCase();
  return UUID.test(id) ? id : undefined;
}

/** A ref from "uuid" or { id, title? }; null and "" are empty. Codes: wrongType, unknownKey, badId. */
export function parseRef(input: unknown): Parsed<Ref> {
  if (input === null || input === "") return ok<Ref>(null);
  if (typeof input !== "string") {
    const issues = objectIssues(input, ["id", "title"], EXAMPLE);
    if (issues.length > 0) return { ok: false, issues };
  }
  const raw = isObject(input) ? own(input, "id") : input;
  const id = toUuid(raw);
  const pointer = isObject(input) ? "/id" : "";
  if (id === undefined) return fail("badId", "This is not the id of a record.", `Write it like ${EXAMPLE}.`, pointer);
  const title = isObject(input) ? own(input, "title") : undefined;
  return ok<Ref>(typeof title === "string" ? { id, title } : { id });
}

/** Parses each item of a list; issues carry the position. Codes: wrongType, tooMany, and those of `parseItem`. */
export function parseList<T>(input: unknown, max: number, parseItem: (item: unknown) => Parsed<T>): Parsed<readonly T[]> {
  if (!Array.isArray(input)) return fail("wrongType", "A list is expected here.", "Write it in square brackets.");
  if (input.length > max) return fail("tooMany", `At most ${max} items are allowed here, ${input.length} were given.`, "Remove the surplus.");
  const items: T[] = [];
  const issues: ValueIssue[] = [];
  input.forEach((item: unknown, index) => {
    const parsed = parseItem(item);
    if (!parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: token(index) + issue.pointer })));
    else if (parsed.value === null) issues.push({ pointer: token(index), code: "empty", message: "An item of the list is empty.", remedy: "Remove it." });
    else items.push(parsed.value);
  });
  return issues.length > 0 ? { ok: false, issues } : ok<readonly T[]>(items);
}

/** Operand of eq and the like: one id. */
export function parseIdOperand(operand: unknown): Parsed<string> {
  const parsed = parseRef(operand);
  if (!parsed.ok) return parsed;
  return parsed.value === null ? fail("operandMissing", "A record must be named here.", `Write it like ${EXAMPLE}.`) : ok(parsed.value.id);
}

/** Operand of in and the like: a list of ids, without repetitions. */
export function parseIdsOperand(operand: unknown): Parsed<readonly string[]> {
  const parsed = parseList(operand, CONDITION_LIMITS.listItems, parseIdOperand);
  return parsed.ok && parsed.value !== null ? ok<readonly string[]>([...new Set(parsed.value)]) : parsed;
}

const none = (): Parsed<unknown> => ok(null);

/** Operators of a value that is one ref: eq, ne, in, notIn, isEmpty, isNotEmpty. */
export const refOperators: Readonly<Record<string, Operator<Ref, object>>> = {
  eq: { operand: "one", parseOperand: parseIdOperand, test: (value, id: string) => value !== null && value.id === id },
  ne: { operand: "one", parseOperand: parseIdOperand, test: (value, id: string) => value === null || value.id !== id },
  in: { operand: "many", parseOperand: parseIdsOperand, test: (value, ids: readonly string[]) => value !== null && ids.includes(value.id) },
  notIn: { operand: "many", parseOperand: parseIdsOperand, test: (value, ids: readonly string[]) => value === null || !ids.includes(value.id) },
  isEmpty: { operand: "none", parseOperand: none, test: (value) => value === null },
  isNotEmpty: { operand: "none", parseOperand: none, test: (value) => value !== null },
};

/** JSON Schema of an id in requests and answers. */
export const idSchema = { type: "string", format: "uuid", description: "Id of the record." } as const;

/** JSON Schema of a ref: answers give the object, requests may give the bare id. */
export function refSchema(description: string): Record<string, unknown> {
  const object = {
    type: "object", additionalProperties: false, required: ["id"],
    properties: { id: idSchema, title: { type: "string", description: "Title of the record, in answers only." } },
  };
  return { description, anyOf: [object, idSchema] };
}
