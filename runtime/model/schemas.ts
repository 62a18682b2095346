/**
 * The grammar: JSON Schemas (2020-12) of all kinds of documents, compiled once per process. Node and tests only
 * (ajv makes functions of text); the browser gets the schemas themselves from metadata/schemas.
 */
import Ajv2020, { type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import actionSchema from "../../metadata/schemas/action.schema.json";
import boardSchema from "../../metadata/schemas/board.schema.json";
import calendarSchema from "../../metadata/schemas/calendar.schema.json";
import clockSchema from "../../metadata/schemas/clock.schema.json";
import commonSchema from "../../metadata/schemas/common.schema.json";
import conditionSchema from "../../metadata/schemas/condition.schema.json";
import dashboardSchema from "../../metadata/schemas/dashboard.schema.json";
import decisionSchema from "../../metadata/schemas/decision.schema.json";
import entitySchema from "../../metadata/schemas/entity.schema.json";
import extensionSchema from "../../metadata/schemas/extension.schema.json";
import fieldSchema from "../../metadata/schemas/field.schema.json";
import formSchema from "../../metadata/schemas/form.schema.json";
import listSchema from "../../metadata/schemas/list.schema.json";
import menuSchema from "../../metadata/schemas/menu.schema.json";
import packSchema from "../../metadata/schemas/pack.schema.json";
import processSchema from "../../metadata/schemas/process.schema.json";
import patchSchema from "../../metadata/schemas/patch.schema.json";
import recordTypeSchema from "../../metadata/schemas/record-type.schema.json";
import notificationSchema from "../../metadata/schemas/notification.schema.json";
import reportSchema from "../../metadata/schemas/report.schema.json";
import roleSchema from "../../metadata/schemas/role.schema.json";
import seedSchema from "../../metadata/schemas/seed.schema.json";
import templateSchema from "../../metadata/schemas/template.schema.json";
import timelineSchema from "../../metadata/schemas/timeline.schema.json";
import translationSchema from "../../metadata/schemas/translation.schema.json";
import treeSchema from "../../metadata/schemas/tree.schema.json";
import workingCalendarSchema from "../../metadata/schemas/workingCalendar.schema.json";
import type { DocumentKind } from "./source";

export type JsonSchema = Readonly<Record<string, unknown>>;

/** File name in metadata/schemas → schema. */
export const grammarSchemas: Readonly<Record<string, JsonSchema>> = {
  "action.schema.json": actionSchema, "board.schema.json": boardSchema, "calendar.schema.json": calendarSchema, "timeline.schema.json": timelineSchema, "tree.schema.json": treeSchema, "common.schema.json": commonSchema, "condition.schema.json": conditionSchema,
  "entity.schema.json": entitySchema, "extension.schema.json": extensionSchema, "field.schema.json": fieldSchema, "form.schema.json": formSchema,
  "list.schema.json": listSchema, "menu.schema.json": menuSchema, "pack.schema.json": packSchema, "patch.schema.json": patchSchema,
  "dashboard.schema.json": dashboardSchema, "report.schema.json": reportSchema, "notification.schema.json": notificationSchema, "process.schema.json": processSchema, "decision.schema.json": decisionSchema, "workingCalendar.schema.json": workingCalendarSchema, "clock.schema.json": clockSchema, "template.schema.json": templateSchema,
  "record-type.schema.json": recordTypeSchema, "role.schema.json": roleSchema, "seed.schema.json": seedSchema, "translation.schema.json": translationSchema,
};

const SETTINGS = { strict: true, allErrors: true, verbose: true, allowUnionTypes: true, messages: false, validateSchema: false } as const;

let grammar: Ajv2020 | undefined;

/** Schemas are trusted here (schemas.test.ts checks them), so the meta-schema is not compiled at each start. */
function withGrammar(ajv: Ajv2020): Ajv2020 {
  for (const [name, schema] of Object.entries(grammarSchemas)) ajv.addSchema(schema, name);
  return ajv;
}

/** Errors of a document against the schema of its kind; empty when it is well formed. */
export function documentErrors(kind: DocumentKind, body: unknown): readonly ErrorObject[] {
  grammar ??= withGrammar(new Ajv2020(SETTINGS));
  const validate = grammar.getSchema(`${kind}.schema.json`) as ValidateFunction;
  return validate(body) ? [] : (validate.errors ?? []);
}

const optionValidators = new WeakMap<object, ValidateFunction>();
let optionCompiler: Ajv2020 | undefined;

/** Errors of field options against the options schema of their type; fills in the defaults of the schema. Throws when the schema itself is broken. */
export function optionErrors(schema: JsonSchema, options: Record<string, unknown>): readonly ErrorObject[] {
  let validate = optionValidators.get(schema);
  if (!validate) {
    optionCompiler ??= withGrammar(new Ajv2020({ ...SETTINGS, useDefaults: true }));
    validate = optionCompiler.compile(schema);
    optionValidators.set(schema, validate);
  }
  return validate(options) ? [] : (validate.errors ?? []);
}

/** Every property of every schema as "<schema>#<pointer>", e.g. "entity#/titleField", "form#/$defs/section/columns"; for the liveness ledger. */
export function schemaProperties(): string[] {
  const found: string[] = [];
  const visit = (schema: unknown, name: string, path: string): void => {
    if (schema === null || typeof schema !== "object" || Array.isArray(schema)) return;
    const { properties, $defs, items, additionalProperties, then, else: otherwise } = schema as Record<string, unknown>;
    for (const [key, child] of Object.entries((properties ?? {}) as object)) {
      if (child === true) continue;
      found.push(`${name}#${path}/${key}`);
      visit(child, name, `${path}/${key}`);
    }
    for (const [key, child] of Object.entries(($defs ?? {}) as object)) visit(child, name, `${path}/$defs/${key}`);
    for (const child of [items, additionalProperties, then, otherwise]) visit(child, name, path);
  };
  for (const [file, schema] of Object.entries(grammarSchemas)) visit(schema, file.replace(".schema.json", ""), "");
  return [...new Set(found)].sort();
}
