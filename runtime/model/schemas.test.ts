import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import patchSchema from "../../metadata/schemas/patch.schema.json";
import { DOCUMENT_KINDS } from "./document-kinds";
import { grammarSchemas, schemaProperties } from "./schemas";

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
for (const [name, schema] of Object.entries(grammarSchemas)) ajv.addSchema(schema, name);

interface Found {
  readonly path: string;
  readonly schema: Record<string, unknown>;
}

function properties(node: unknown, path: string): Found[] {
  if (node === null || typeof node !== "object") return [];
  const own = Object.entries(((node as Record<string, unknown>)["properties"] ?? {}) as Record<string, unknown>).filter(([, schema]) => schema !== true && !(path.endsWith("/if") || path.includes("/allOf/")));
  const found = own.map(([key, schema]) => ({ path: `${path}/${key}`, schema: schema as Record<string, unknown> }));
  return [...found, ...Object.entries(node).flatMap(([key, child]) => (key === "examples" ? [] : properties(child, `${path}/${key}`)))];
}

describe("the schemas of the grammar", () => {
  it("are there for every kind of document, and a patch may change each of them", () => {
    expect(Object.keys(grammarSchemas)).toEqual(expect.arrayContaining(DOCUMENT_KINDS.map((kind) => `${kind}.schema.json`)));
    expect([...patchSchema.properties.target.properties.kind.enum].sort()).toEqual(DOCUMENT_KINDS.filter((kind) => kind !== "patch").sort());
  });

  it.each(Object.keys(grammarSchemas))("%s compiles in strict mode", (name) => {
    expect(() => ajv.getSchema(name)).not.toThrow();
  });

  it("describe every property and give an example that fits", () => {
    const found = Object.entries(grammarSchemas).flatMap(([name, schema]) => properties(schema, `${name}#`).map((property) => ({ name, ...property })));
    expect(found.length).toBeGreaterThan(150);
    for (const { name, path, schema } of found) {
      expect(schema["description"], path).toEqual(expect.stringMatching(/\S{2}.*[.)]$/));
      expect(schema["examples"], path).toEqual(expect.arrayContaining([expect.anything()]));
      const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#', `"$ref":"${name}#`)) as object);
      for (const example of schema["examples"] as unknown[]) expect(validate(example), `${path}: ${JSON.stringify(example)} ${JSON.stringify(validate.errors)}`).toBe(true);
    }
  });

  it("list their properties for the liveness ledger", () => {
    const all = schemaProperties();
    expect(all).toEqual(expect.arrayContaining(["entity#/titleField", "field#/requiredWhen", "form#/$defs/section/columns", "role#/$defs/rights/fields", "patch#/$defs/change/move"]));
    expect(new Set(all).size).toBe(all.length);
  });
});
