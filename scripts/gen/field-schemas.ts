/**
 * Schemas for editors: the grammar with the options of each field type. `generated/field.schema.json` is the common part plus one
 * branch a type; entity, extension and action are copies that point at it. The loader checks the same in two steps.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fieldTypes, type AnyFieldType } from "../../runtime/fields/index";
import { fieldOptionSchemas } from "../../runtime/fields/options";

type Json = Record<string, unknown>;

const FOLDER = "metadata/schemas";
/** Schemas that hold fields; in generated/ they point at the generated field schema. */
const HOLDERS = ["entity", "extension", "record-type", "action"];

function read(root: string, name: string): Json {
  return JSON.parse(readFileSync(join(root, FOLDER, `${name}.schema.json`), "utf8")) as Json;
}

/** References to schemas outside generated/ go one folder up. */
function repoint(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(repoint);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === "$ref" && typeof value === "string" ? target(value) : key === "examples" ? value : repoint(value)]));
}

function target(ref: string): string {
  const [file, fragment] = ref.split("#") as [string, string?];
  if (file === "" || [...HOLDERS, "field"].includes(file.replace(".schema.json", ""))) return ref;
  return `../${file}${fragment === undefined ? "" : `#${fragment}`}`;
}

function fieldSchema(root: string): Json {
  const base = repoint(read(root, "field")) as Json;
  const types = Object.entries(fieldTypes as Record<string, AnyFieldType>).filter(([, type]) => !type.traits?.reserved).map(([name]) => name).sort();
  const properties = base["properties"] as Record<string, Json>;
  const branch = (name: string): Json => {
    const { $schema: _dialect, title: _title, ...options } = (fieldOptionSchemas as Record<string, Json>)[name]!;
    const required = (options["required"] as string[] | undefined)?.length ? { required: ["options"] } : {};
    return { if: { properties: { type: { const: name } }, required: ["type"] }, then: { properties: { options: repoint(options) }, ...required } };
  };
  return { ...base, properties: { ...properties, type: { ...properties["type"], enum: types } }, allOf: types.map(branch) };
}

const text = (schema: unknown): string => `${JSON.stringify(schema, null, 2)}\n`;

export async function fieldSchemas(root: string): Promise<Record<string, string>> {
  const holders = HOLDERS.map((name): [string, string] => [`${FOLDER}/generated/${name}.schema.json`, text(repoint(read(root, name)))]);
  return Object.fromEntries([[`${FOLDER}/generated/field.schema.json`, text(fieldSchema(root))], ...holders]);
}
