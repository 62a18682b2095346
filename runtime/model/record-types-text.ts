/** TypeScript interfaces of the records of a model, for people who write clients: one interface per entity, as the API answers. */
import { fieldType } from "../fields/index";
import { isWriteOnly, relationOf, targetsOf } from "../fields/traits";
import { label } from "./accessors";
import type { AppModel, EntityModel, FieldModel } from "./types";

interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const PLAIN: Readonly<Record<string, string>> = { string: "string", number: "number", integer: "number", boolean: "boolean", null: "null" };

/** Type text of an API schema; what it cannot say is unknown. */
function typeText(schema: Schema): string {
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return union(options.map(typeText));
  if (Array.isArray(schema.type)) return union((schema.type as readonly string[]).map((type) => typeText({ ...schema, type })));
  if (schema.type === "array") return `readonly ${bracketed(typeText(schema.items ?? {}))}[]`;
  if (schema.type === "object" && schema.properties) {
    const members = Object.entries(schema.properties).map(([name, below]) => `${JSON.stringify(name)}${schema.required?.includes(name) ? "" : "?"}: ${typeText(below)}`);
    return `{ ${members.join("; ")} }`;
  }
  return schema.type === "object" ? "Readonly<Record<string, unknown>>" : (PLAIN[schema.type as string] ?? "unknown");
}

const union = (types: readonly string[]): string => [...new Set(types)].join(" | ") || "never";
const bracketed = (type: string): string => (type.includes("|") ? `(${type})` : type);
const typeName = (entity: string): string => entity.charAt(0).toUpperCase() + entity.slice(1);

function fieldText(model: AppModel, field: FieldModel): string {
  const targets = targetsOf(field);
  switch (relationOf(field)) {
    case "one": return `Ref<${JSON.stringify(targets[0])}>`;
    case "many": return `readonly Ref<${JSON.stringify(targets[0])}>[]`;
    case "children": return `readonly ${model.entities.has(targets[0]!) ? typeName(targets[0]!) : "unknown"}[]`;
    case "any": return `AnyRef<${targets.length > 0 ? union(targets.map((target) => JSON.stringify(target))) : "string"}>`;
    default: return typeText(fieldType(field.type).apiSchema(field.options) as Schema);
  }
}

/** Comments must not end early. */
const comment = (text: string): string => text.replace(/\*\//g, "* /").replace(/\s+/g, " ");

function entityText(model: AppModel, entity: EntityModel, language: string): string {
  const fields = entity.fields.filter((field) => !isWriteOnly(field)).map((field) => {
    const isList = ["many", "children"].includes(relationOf(field) ?? "");
    const always = isList || field.required || ["id", "version", "createdAt", "updatedAt"].includes(field.name);
    return `  /** ${comment(label(field.label, language))} */\n  readonly ${field.name}: ${fieldText(model, field)}${always ? "" : " | null"};`;
  });
  return `/** ${comment(label(entity.label, language))} */\nexport interface ${typeName(entity.name)} {\n${fields.join("\n")}\n}\n`;
}

const HEAD = `/* Made by \`metaloom pack types\` from the metadata. Do not edit. */

/** A reference as the API answers it; requests may give the bare id. */
export interface Ref<E extends string = string> {
  readonly id: string;
  readonly title?: string | null;
  /** Never set; tells references to different entities apart. */
  readonly entity?: E;
}

/** A reference to a record of one of several entities. */
export interface AnyRef<E extends string = string> {
  readonly entity: E;
  readonly id: string;
  readonly title?: string | null;
}
`;

/** One module with an interface per entity and `Records`, entity name → interface. `language` is that of the comments. */
export function recordTypesText(model: AppModel, language = "en"): string {
  const entities = [...model.entities.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const index = `/** Entity name → its records. */\nexport interface Records {\n${entities.map(({ name }) => `  readonly ${name}: ${typeName(name)};`).join("\n")}\n}\n`;
  return [HEAD, ...entities.map((entity) => entityText(model, entity, language)), index].join("\n");
}
