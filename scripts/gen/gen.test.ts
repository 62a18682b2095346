import Ajv2020 from "ajv/dist/2020.js";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { packDocuments } from "../../tests/helpers/fixtures";
import { fieldSchemas } from "./field-schemas";
import { grammarTypes } from "./grammar-types";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("generated files", () => {
  it("are as the generators say: run `npm run gen` when this fails", async () => {
    for (const [path, text] of Object.entries({ ...(await grammarTypes(root)), ...(await fieldSchemas(root)) })) expect(readFileSync(root + path, "utf8") === text, path).toBe(true);
  });

  it("of schemas for editors take good documents and refuse options of another type", () => {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allowUnionTypes: true });
    const folder = `${root}metadata/schemas`;
    for (const below of ["", "generated/"]) {
      for (const name of readdirSync(`${folder}/${below}`).filter((file) => file.endsWith(".json"))) ajv.addSchema(JSON.parse(readFileSync(`${folder}/${below}${name}`, "utf8")) as object, `http://schemas/${below}${name}`);
    }
    const validate = ajv.getSchema("http://schemas/generated/entity.schema.json")!;
    for (const { path, text } of packDocuments("core", "sales").filter((document) => document.path.endsWith("entity.json"))) expect(validate(JSON.parse(text)), `${path} ${JSON.stringify(validate.errors)}`).toBe(true);
    const entity = (field: object) => ({ id: "x", name: "x", label: "X", fields: [{ id: "f", name: "f", label: "F", ...field }] });
    expect(validate(entity({ type: "text", options: { choices: [] } }))).toBe(false);
    expect(validate(entity({ type: "select" }))).toBe(false);
    expect(validate(entity({ type: "txt" }))).toBe(false);
  });
});
