/** What every field type promises, checked on its examples. No database; the other half is tests/integration/fields.contract.test.ts. */
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldOptionSchemas } from "../../runtime/fields/options";
import { fieldStorages } from "../../runtime/fields/server";
import { fieldTypeNames } from "../../runtime/fields/index";
import { ENV, FIELD_CASES, sampleValues, valueOf } from "../helpers/field-examples";

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
addFormats(ajv);
// Options that hold a condition refer to the grammar's schema by its file name.
for (const file of ["common.schema.json", "condition.schema.json"]) {
  ajv.addSchema(JSON.parse(readFileSync(new URL(`../../metadata/schemas/${file}`, import.meta.url), "utf8")) as object, file);
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly type?: unknown;
  readonly additionalProperties?: unknown;
}

/** Every property below a schema, with its path. */
function properties(schema: SchemaNode, path = ""): [string, SchemaNode][] {
  return Object.entries({ ...schema.properties, ...schema.items?.properties }).flatMap(([name, node]) => [[`${path}/${name}`, node], ...properties(node, `${path}/${name}`)] as [string, SchemaNode][]);
}

describe("the registries of field types", () => {
  it("name the same types, each with its folder of halves, examples and words", () => {
    expect(Object.keys(fieldStorages).sort()).toEqual([...fieldTypeNames].sort());
    expect(Object.keys(fieldOptionSchemas).sort()).toEqual([...fieldTypeNames].sort());
    for (const { name, type } of FIELD_CASES) {
      expect(type.name).toBe(name);
      for (const file of ["field.ts", "storage.ts", "options.schema.json", "examples.json", ...["en", "ru", "uk", "tr"].map((language) => `messages.${language}.json`)]) {
        expect(existsSync(new URL(`../../runtime/fields/${name}/${file}`, import.meta.url)), `${name}/${file}`).toBe(true);
      }
    }
  });

  it("have the same words in every language", () => {
    for (const { name } of [...FIELD_CASES, { name: "families" }]) {
      const read = (language: string) => JSON.parse(readFileSync(new URL(`../../runtime/fields/${name}/messages.${language}.json`, import.meta.url), "utf8")) as Record<string, unknown>;
      const keys = Object.keys(read("en")).sort();
      for (const language of ["ru", "uk", "tr"]) expect(Object.keys(read(language)).sort(), `${name} ${language}`).toEqual(keys);
    }
  });

  it("name every operator in the words of the families", () => {
    const words = JSON.parse(readFileSync(new URL("../../runtime/fields/families/messages.en.json", import.meta.url), "utf8")) as Record<string, string>;
    for (const { name, type } of FIELD_CASES) for (const op of Object.keys(type.operators)) expect(words, `${name}.${op}`).toHaveProperty([`operator.${op}`]);
  });
});

describe.each(FIELD_CASES.map((fieldCase) => [fieldCase.name, fieldCase] as const))("the field type %s", (name, fieldCase) => {
  const { type, examples, optionsOf } = fieldCase;
  const schema = fieldOptionSchemas[name] as SchemaNode;

  it("has an option schema that compiles, describes each property with examples and takes the example options", () => {
    const validate = ajv.compile(schema);
    expect(schema.additionalProperties).toBe(false);
    for (const [path, node] of properties(schema)) {
      expect(node.description, `${path} has a description`).toBeTruthy();
      expect(node.examples?.length, `${path} has examples`).toBeGreaterThan(0);
    }
    for (const example of [...examples.valid, ...examples.invalid, ...examples.texts]) {
      const options = optionsOf(example);
      // Cases of unsafe patterns have options that only checkOptions refuses.
      expect(validate(options), JSON.stringify({ options, errors: validate.errors })).toBe(true);
    }
    expect(validate({ ...examples.options, noSuchOption: 1 })).toBe(false);
    expect(type.checkOptions?.(examples.options) ?? []).toEqual([]);
  });

  it("parses each valid example to its value, and that value to itself", () => {
    for (const example of examples.valid) {
      const options = optionsOf(example);
      const value = valueOf(type.parse(example.input, options));
      expect(value, JSON.stringify(example)).toEqual("value" in example ? example.value : example.input);
      if (!type.traits?.writeOnly) expect(valueOf(type.parse(value, options)), JSON.stringify(example)).toEqual(value);
      expect(type.isEmpty(value)).toBe(value === null);
    }
  });

  it("refuses each invalid example with its code, a sentence and a remedy", () => {
    for (const example of examples.invalid) {
      const parsed = type.parse(example.input, optionsOf(example));
      expect(parsed.ok, JSON.stringify(example)).toBe(false);
      if (parsed.ok) continue;
      expect(parsed.issues.map(({ code }) => code), JSON.stringify(example)).toContain(example.code);
      for (const issue of parsed.issues) {
        expect(issue.message).toMatch(/^\S.*[.?!]$/su);
        expect(issue.remedy, issue.message).toMatch(/\S/);
      }
    }
  });

  it("never throws, whatever the input", () => {
    const odd = [undefined, null, NaN, Infinity, -0, 1e308, "", " ", "\u0000", "\ud800", "x".repeat(5000), [], [null], [[]], {}, { id: null }, { toString: 1 }, JSON.parse('{"__proto__":1}'), true, Symbol.iterator.toString()];
    for (const input of odd.slice(1)) {
      expect(() => type.parse(input, examples.options)).not.toThrow();
      for (const operator of Object.values(type.operators)) expect(() => operator.parseOperand(input, examples.options)).not.toThrow();
      if (typeof input === "string") expect(() => type.fromText(input, examples.options)).not.toThrow();
    }
  });

  it("reads its texts, and reads back each value it writes", () => {
    for (const example of examples.texts) expect(valueOf(type.fromText(example.text, optionsOf(example))), JSON.stringify(example)).toEqual("value" in example ? example.value : example.text);
    for (const example of examples.badTexts ?? []) {
      const parsed = type.fromText(example.text, optionsOf(example));
      expect(parsed.ok ? "accepted" : parsed.issues.map(({ code }) => code), JSON.stringify(example)).toContain(example.code);
    }
    if (type.traits?.computed || type.traits?.writeOnly) return;
    for (const example of examples.valid) {
      const options = optionsOf(example);
      const value = valueOf(type.parse(example.input, options));
      const text = type.toText(value, options);
      expect(type.equals(valueOf(type.fromText(text, options)), value), `${JSON.stringify(value)} → ${text}`).toBe(true);
    }
  });

  it("shows each value in four languages, an empty one as nothing", () => {
    for (const language of ["en", "ru", "uk", "tr"]) {
      const locale = { language, timeZone: "Europe/Istanbul" };
      expect(type.format(null, examples.options, locale)).toBe("");
      for (const value of sampleValues(fieldCase)) expect(typeof type.format(value, examples.options, locale)).toBe("string");
    }
  });

  it("answers its filter cases", () => {
    for (const example of examples.filters) {
      const options = optionsOf(example);
      const operator = type.operators[example.op];
      expect(operator, example.op).toBeDefined();
      const operand = valueOf(operator!.parseOperand(example.operand ?? null, options)) as never;
      for (const value of example.matches) expect(operator!.test(value, operand, options, ENV), JSON.stringify({ ...example, value })).toBe(true);
      for (const value of example.misses) expect(operator!.test(value, operand, options, ENV), JSON.stringify({ ...example, value })).toBe(false);
    }
  });

  it("has operators whose negations are exact and that are false without an operand", () => {
    const values = sampleValues(fieldCase);
    for (const [positive, negative] of [["eq", "ne"], ["in", "notIn"]] as const) {
      const [is, isNot] = [type.operators[positive], type.operators[negative]];
      if (!is || !isNot) continue;
      for (const { op, operand: given, ...example } of examples.filters.filter((filter) => filter.op === positive && filter.operand !== null)) {
        const operand = valueOf(is.parseOperand(given, optionsOf(example))) as never;
        for (const value of values) expect(isNot.test(value, operand, optionsOf(example), ENV), `${op} ${JSON.stringify(value)}`).toBe(!is.test(value, operand, optionsOf(example), ENV));
      }
    }
    for (const operator of Object.values(type.operators).filter(({ operand }) => operand !== "none")) {
      for (const value of values) expect(operator.test(value, null as never, examples.options, ENV)).toBe(false);
    }
  });

  it("finds each value equal to itself and different from nothing", () => {
    if (type.traits?.writeOnly) return; // it never comes out, so every write counts as a change
    for (const value of sampleValues(fieldCase)) {
      expect(type.equals(value, structuredClone(value))).toBe(true);
      if (value !== null) expect(type.equals(value, null) || type.equals(null, value)).toBe(false);
    }
  });

  it("hides what a masked role must not see", () => {
    for (const value of sampleValues(fieldCase).filter((sample) => sample !== null)) {
      const text = type.toText(value, examples.options);
      const masked = type.mask(value, examples.options);
      expect(masked).not.toEqual(value);
      if (text.length > 0) expect(JSON.stringify(masked)).not.toContain(JSON.stringify(text).slice(1, -1));
    }
    if (!type.traits?.writeOnly) expect(type.mask(null, examples.options)).toBe(null);
  });

  it("describes its API values", () => {
    for (const example of examples.valid) {
      const options = optionsOf(example);
      const value = valueOf(type.parse(example.input, options));
      if (value === null || type.traits?.writeOnly) continue;
      const validate = ajv.compile(type.apiSchema(options));
      expect(validate(value), JSON.stringify({ value, errors: validate.errors })).toBe(true);
    }
  });
});
