/** Schemas of one entity: the record as it is read, what creates it, what changes it, and a page of records. */
import { isWritable } from "../../runtime/entities/input";
import { fieldType } from "../../runtime/fields/index";
import { relationOf, targetsOf } from "../../runtime/fields/traits";
import type { ActionModel, AppModel, EntityModel, FieldModel, Label } from "../../runtime/model/types";
import type { JsonSchema } from "../route";
import { ref } from "./parts";

type Schemas = Record<string, JsonSchema>;

/** Labels are told in English: the document is read by programmers. */
export const english = (label: Label | undefined): string | undefined => label && (label["en"] ?? Object.values(label)[0]);
const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });

/** Names of an entity's schemas; the dot keeps them apart from entities of such a name. */
export const names = {
  record: (entity: string) => entity,
  create: (entity: string) => `${entity}.create`,
  update: (entity: string) => `${entity}.update`,
  line: (entity: string) => `${entity}.line`,
  page: (entity: string) => `${entity}.page`,
} as const;

/** Adds what people call the field, without losing what the type says. */
function described(schema: JsonSchema, field: FieldModel): JsonSchema {
  const help = english(field.help);
  return { title: english(field.label) ?? field.name, ...(help ? { description: help } : {}), ...schema };
}

function readSchema(field: FieldModel): JsonSchema {
  const own = relationOf(field) === "children" ? { type: "array", items: ref("schemas", names.record(targetsOf(field)[0]!)) } : fieldType(field.type).apiSchema(field.options);
  return described(field.name === "id" || field.name === "version" ? own : orNull(own), field);
}

function writeSchema(field: FieldModel): JsonSchema {
  const own = fieldType(field.type).apiSchema(field.options);
  const schema = relationOf(field) === "children" ? { ...own, items: ref("schemas", names.line(targetsOf(field)[0]!)) } : own;
  return described(orNull(schema), field);
}

const written = (entity: EntityModel): FieldModel[] => entity.fields.filter((field) => isWritable(field) && !field.readOnly);
const properties = (fields: readonly FieldModel[], schema: (field: FieldModel) => JsonSchema): Schemas => Object.fromEntries(fields.map((field) => [field.name, schema(field)]));

/** Nobody else fills it, whatever the record is like. */
const isAskedFor = (field: FieldModel): boolean => field.required && field.default === undefined && field.fetchFrom === undefined && field.recordTypes === undefined;

const object = (title: string, of: Schemas, required: readonly string[] = [], description?: string): JsonSchema => ({
  type: "object", title, ...(description ? { description } : {}), additionalProperties: false, properties: of, ...(required.length ? { required } : {}),
});

const version: JsonSchema = { type: "integer", minimum: 1, description: "Version the change is meant for; a stale one is refused." };

const lineId: JsonSchema = { type: "string", format: "uuid", description: "Of a line that is there; without it a new one is made." };

/** Schemas for the answers and bodies of one entity. A record is open: fields the caller may not see are absent, paths he asks for (`account.city`) are added. `backs`: fields that point from a line to its record. */
function entitySchemas(entity: EntityModel, backs: ReadonlySet<string> | undefined): Schemas {
  const title = english(entity.label) ?? entity.name;
  const { additionalProperties: _closed, ...record } = object(title, properties(entity.fields, readSchema), ["id"], english(entity.description) ?? `A record of ${entity.name}.`);
  const page: JsonSchema = {
    type: "object", required: ["items", "nextCursor", "total"], additionalProperties: false,
    properties: { items: { type: "array", items: ref("schemas", names.record(entity.name)) }, nextCursor: { type: ["string", "null"], description: "For the next page; null at the end." }, total: { type: ["integer", "null"], description: "All records that fit; null unless count asks for it." } },
  };
  const read = { [names.record(entity.name)]: record, [names.page(entity.name)]: page };
  if (entity.system) return read;
  const fields = written(entity);
  const values = properties(fields, writeSchema);
  return {
    ...read, ...(backs ? { [names.line(entity.name)]: object(`${title}: line`, { id: lineId, version, ...properties(fields.filter((field) => !backs.has(field.name)), writeSchema) }) } : {}),
    [names.create(entity.name)]: object(`${title}: create`, values, fields.filter(isAskedFor).map((field) => field.name)),
    [names.update(entity.name)]: object(`${title}: change`, { ...values, version }),
  };
}

/** Body of a named action. */
export function actionBody({ parameters }: ActionModel): JsonSchema {
  const form = object("Parameters", properties(parameters, writeSchema), parameters.filter(isAskedFor).map((field) => field.name));
  return { type: "object", additionalProperties: false, properties: { parameters: form }, ...(parameters.some(isAskedFor) ? { required: ["parameters"] } : {}) };
}

/** Schemas of every entity, by name. */
export function allEntitySchemas(model: AppModel): Schemas {
  const lines = new Map<string, Set<string>>();
  for (const field of [...model.entities.values()].flatMap((entity) => entity.fields)) {
    if (relationOf(field) !== "children") continue;
    const target = targetsOf(field)[0]!;
    lines.set(target, (lines.get(target) ?? new Set()).add(String(field.options["field"])));
  }
  return Object.assign({}, ...[...model.entities.values()].map((entity) => entitySchemas(entity, lines.get(entity.name)))) as Schemas;
}
