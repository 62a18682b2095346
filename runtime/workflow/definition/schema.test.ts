import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import common from "../../../metadata/schemas/common.schema.json";
import condition from "../../../metadata/schemas/condition.schema.json";
import notification from "../../../metadata/schemas/notification.schema.json";
import schema from "../../../metadata/schemas/process.schema.json";
import { nodeDefinitions } from "../nodes";
import { nodeExamples } from "../nodes/examples";
import { triggerDefinitions } from "../triggers";

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true, allowUnionTypes: true });
ajv.addSchema(common, "common.schema.json");
ajv.addSchema(condition, "condition.schema.json");
ajv.addSchema(notification, "notification.schema.json");
ajv.addSchema(schema, "process.schema.json");
const validate = ajv.getSchema("process.schema.json")!;

interface Property {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

function properties(node: unknown, path: string): Property[] {
  if (node === null || typeof node !== "object") return [];
  const own = path.includes("/allOf") ? [] : Object.entries((node as { properties?: Record<string, unknown> }).properties ?? {});
  return [...own.map(([key, body]) => ({ path: `${path}/${key}`, body: body as Record<string, unknown> })), ...Object.entries(node).flatMap(([key, inner]) => (key === "examples" ? [] : properties(inner, `${path}/${key}`)))];
}

describe("the schema of processes", () => {
  it("fits every example of every node type", () => {
    for (const example of Object.values(nodeExamples).flat()) expect(validate(example.process), `${example.title}: ${JSON.stringify(validate.errors?.slice(0, 3))}`).toBe(true);
  });

  it("knows every node type and every trigger", () => {
    expect([...schema.$defs.node.properties.type.enum].sort()).toEqual(Object.keys(nodeDefinitions).sort());
    expect([...schema.$defs.trigger.properties.type.enum].sort()).toEqual(Object.keys(triggerDefinitions).sort());
  });

  it("describes every property and gives an example that fits", () => {
    for (const { path, body } of properties(schema, "process.schema.json")) {
      expect(body.description, path).toEqual(expect.stringMatching(/\S{2}.*[.)]$/));
      const one = ajv.compile(JSON.parse(JSON.stringify(body).replaceAll('"$ref":"#', '"$ref":"process.schema.json#')) as object);
      expect(body.examples, path).toEqual(expect.arrayContaining([expect.anything()]));
      for (const example of body.examples as unknown[]) expect(one(example), `${path} ${JSON.stringify(one.errors)}`).toBe(true);
    }
  });

  it.each([
    ["an unknown key", { id: "p", name: "p", label: "P", nodes: [], flows: [], colour: "red" }],
    ["options of another type", { id: "p", name: "p", label: "P", nodes: [{ id: "a", type: "userTask", options: { script: "1" } }], flows: [] }],
    ["a time on a signal", { id: "p", name: "p", label: "P", nodes: [{ id: "a", type: "startEvent", triggers: [{ id: "t", type: "signal", signal: "x", duration: "P1D" }] }], flows: [] }],
    ["an unknown node type", { id: "p", name: "p", label: "P", nodes: [{ id: "a", type: "magic" }], flows: [] }],
  ])("refuses %s", (_what, document) => expect(validate(document)).toBe(false));
});
