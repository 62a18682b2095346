/** TypeScript types of the metadata grammar, from metadata/schemas. One definition per `title`; descriptions become comments. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { DOCUMENT_KINDS } from "../../runtime/model/document-kinds";

type Json = Record<string, unknown>;

/** Schemas that JSON Schema says by if/then, which types must say in their own words. */
const BY_HAND: Readonly<Record<string, string>> = {
  "condition.schema.json#": "Condition",
  "role.schema.json#/$defs/alternatives": "ScopeDocument | readonly (ScopeDocument | GrantDocument)[]",
};
const EXTRA = ["role.schema.json#/$defs/scope", "role.schema.json#/$defs/alternatives/else/items/else"];
const KINDS: readonly string[] = DOCUMENT_KINDS;

function readSchemas(root: string): Map<string, Json> {
  const folder = join(root, "metadata/schemas");
  const names = readdirSync(folder).filter((name) => name.endsWith(".schema.json")).sort();
  return new Map(names.map((name) => [name, JSON.parse(readFileSync(join(folder, name), "utf8")) as Json]));
}

function absolute(ref: string, file: string): string {
  const [target, fragment = ""] = ref.split("#");
  return `${target || file}#${fragment}`;
}

function lookUp(schemas: Map<string, Json>, ref: string): Json {
  const [file, fragment = ""] = ref.split("#") as [string, string?];
  return fragment.split("/").slice(1).reduce((node, step) => node[step] as Json, schemas.get(file)!);
}

/** True for schemas that allow anything: no type at all, or an object whose keys are not listed. */
function isOpen(schema: Json): boolean {
  if (schema["type"] === "object") return !schema["additionalProperties"] && (!schema["properties"] || schema["additionalProperties"] !== false);
  return !schema["type"] && !schema["enum"];
}

/** Copies a schema into the flat form json-schema-to-typescript reads; titled ones become shared definitions. */
class Flattener {
  readonly definitions: Record<string, Json> = {};

  constructor(readonly schemas: Map<string, Json>) {}

  reference(ref: string): Json {
    if (BY_HAND[ref]) return { tsType: BY_HAND[ref] };
    const schema = lookUp(this.schemas, ref);
    const file = ref.split("#")[0]!;
    const title = schema["title"] as string | undefined;
    if (!title || schema["type"] !== "object") return this.flatten(schema, file);
    if (!this.definitions[title]) {
      this.definitions[title] = {};
      Object.assign(this.definitions[title], this.flatten(schema, file));
    }
    return { $ref: `#/definitions/${title}` };
  }

  flatten(schema: Json, file: string): Json {
    if (typeof schema["$ref"] === "string") {
      const target = this.reference(absolute(schema["$ref"], file));
      return "$ref" in target || !schema["description"] ? target : { ...target, description: schema["description"] };
    }
    const kept = Object.fromEntries(["type", "enum", "required", "additionalProperties", "description"].flatMap((key) => (key in schema ? [[key, schema[key]]] : [])));
    if (isOpen(schema)) kept["tsType"] = schema["type"] === "object" ? "Record<string, unknown>" : "unknown";
    if (schema["type"] === "object" && schema["title"]) kept["title"] = schema["title"];
    if (schema["properties"]) {
      kept["properties"] = Object.fromEntries(Object.entries(schema["properties"] as Json).map(([name, value]) => [name, value === true ? {} : this.flatten(value as Json, file)]));
    }
    if (schema["items"]) kept["items"] = this.flatten(schema["items"] as Json, file);
    if (typeof schema["additionalProperties"] === "object") kept["additionalProperties"] = this.flatten(schema["additionalProperties"] as Json, file);
    return kept;
  }
}

export async function grammarTypes(root: string): Promise<Record<string, string>> {
  const flattener = new Flattener(readSchemas(root));
  const properties = Object.fromEntries(KINDS.map((kind) => [kind, flattener.reference(`${kind}.schema.json#`)]));
  for (const ref of EXTRA) {
    const schema = lookUp(flattener.schemas, ref);
    flattener.definitions[schema["title"] as string] = { ...flattener.flatten(schema, "role.schema.json"), title: schema["title"] };
  }
  const schema = {
    title: "Grammar", description: "Kind of document → its shape.", type: "object", additionalProperties: false, required: [...KINDS],
    properties, definitions: flattener.definitions,
  };
  const text = await compile(schema as unknown as JSONSchema, "Grammar", {
    bannerComment: '/* Generated from metadata/schemas by `npm run gen`. Do not edit. */\nimport type { Condition } from "../../expressions/condition";\n',
    unreachableDefinitions: true, unknownAny: true, additionalProperties: false, format: true, style: { printWidth: 160 },
  });
  return { "runtime/model/generated/grammar.ts": text };
}
