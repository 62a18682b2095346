/** anyReference: one record of any of several entities (polymorphic). Columns `<name>_entity`, `<name>_id`. */
import { NAME_PATTERN } from "../../kernel/names";
import { defineField, fail, ok, type Parsed } from "../field";
import { equalityOperators } from "../families/equality";
import { isObject, objectIssues, own } from "../families/object";
import { many, type OperandParser } from "../families/operator";
import { maskAll } from "../families/plain-text";
import { idSchema, toUuid } from "../families/relation";

export interface AnyReferenceOptions {
  /** Names of the entities allowed; absent = any. */
  readonly entities?: readonly string[];
}

export interface AnyRef {
  readonly entity: string;
  readonly id: string;
  readonly title?: string;
}

const EXAMPLE = '{ "entity": "deal", "id": "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a" }';

/** Name of an allowed entity. Codes: type, unknownChoice. */
function parseEntity(input: unknown, { entities }: AnyReferenceOptions, pointer = ""): Parsed<string> {
  if (typeof input !== "string" || !NAME_PATTERN.test(input)) return fail("type", "The name of an entity is expected here.", `Write it like ${EXAMPLE}.`, pointer);
  if (entities !== undefined && !entities.includes(input)) {
    return fail("unknownChoice", `A record of "${input}" cannot be chosen here.`, `Choose one of: ${entities.join(", ")}.`, pointer);
  }
  return ok(input);
}

function parse(input: unknown, options: AnyReferenceOptions): Parsed<AnyRef> {
  if (input === null || input === "") return ok<AnyRef>(null);
  const issues = objectIssues(input, ["entity", "id", "title"], EXAMPLE);
  if (issues.length > 0 || !isObject(input)) return { ok: false, issues };
  const entity = parseEntity(own(input, "entity"), options, "/entity");
  if (!entity.ok || entity.value === null) return entity.ok ? ok<AnyRef>(null) : entity;
  const id = toUuid(own(input, "id"));
  if (id === undefined) return fail("format", "This is not the id of a record.", `Write it like ${EXAMPLE}.`, "/id");
  const title = own(input, "title");
  return ok<AnyRef>({ entity: entity.value, id, ...(typeof title === "string" ? { title } : {}) });
}

function fromText(input: string, options: AnyReferenceOptions): Parsed<AnyRef> {
  if (input.trim() === "") return ok<AnyRef>(null);
  const [entity, id, ...rest] = input.trim().split(":");
  if (rest.length > 0 || id === undefined) return fail("format", "A record is written as entity and id.", 'Write it like "deal:0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a".');
  return parse({ entity, id }, options);
}

/** Operand, an object or "entity:id" → that key. Entities outside the options are taken too: they match nothing. */
const parseKey: OperandParser<string, AnyReferenceOptions> = (operand) => {
  const parsed = typeof operand === "string" ? fromText(operand, {}) : parse(operand, {});
  if (!parsed.ok) return parsed;
  return parsed.value === null ? fail("type", "A record must be named here.", `Write it like ${EXAMPLE}.`) : ok(keyOf(parsed.value));
};

const keyOf = ({ entity, id }: AnyRef): string => `${entity}:${id}`;
const text = (value: AnyRef | null): string => (value === null ? "" : keyOf(value));

/** The record is of one of these entities. */
const isOf = many<AnyRef, AnyReferenceOptions, string>(
  (operand, options) => parseEntity(operand, options),
  (value, entities) => entities.includes(value.entity),
);

export const anyReference = defineField<AnyRef, AnyReferenceOptions>({
  name: "anyReference", icon: "unlink", label: "Any record", storage: "columns",
  sortable: false, groupable: false, searchable: false, measures: ["count"],
  operators: {
    ...equalityOperators<AnyRef, string, AnyReferenceOptions>({ parse: parseKey, same: (value, key) => keyOf(value) === key }),
    isOf: { ...isOf, parseOperand: (operand, options) => isOf.parseOperand(typeof operand === "string" && operand !== "" ? [operand] : operand, options) },
  },
  apiSchema: ({ entities }) => ({
    type: "object", additionalProperties: false, required: ["entity", "id"],
    properties: {
      entity: { type: "string", description: "Name of the record's entity.", ...(entities ? { enum: [...entities] } : {}) },
      id: idSchema, title: { type: "string", description: "Title of the record, in answers only." },
    },
  }),
  parse,
  isEmpty: (value) => value === null,
  toText: text,
  fromText,
  format: (value) => value?.title ?? text(value),
  equals: (a, b) => text(a) === text(b),
  mask: maskAll,
  feel: "context",
  traits: { relation: "any", targets: ({ entities }) => entities ?? [] },
});
