import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fieldOptionSchemas } from "../../fields/options";
import { FORMULA_LIMITS } from "./issues";

it("lets a formula be as long in documents as the compiler takes it", () => {
  const inField = fieldOptionSchemas["formula"] as { properties: { formula: { maxLength: number } } };
  expect(inField.properties.formula.maxLength).toBe(FORMULA_LIMITS.text);
  expect(readFileSync("metadata/schemas/action.schema.json", "utf8")).toContain(`"formula": { "type": "string", "minLength": 1, "maxLength": ${FORMULA_LIMITS.text},`);
});
