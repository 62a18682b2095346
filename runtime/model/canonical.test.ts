import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packDocuments } from "../../tests/helpers/fixtures";
import { canonicalText } from "./canonical";
import { digestDocuments } from "./digest";
import { kindOf } from "./source";

/** The same JSON with the keys of every object in another order. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, seed));
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value).sort((a, b) => ((a.length * 7 + a.charCodeAt(0) + seed) % 5) - ((b.length * 7 + b.charCodeAt(0) + seed) % 5));
  return Object.fromEntries(keys.map((key) => [key, shuffled((value as Record<string, unknown>)[key], seed)]));
}

const documents = packDocuments("core", "sales", "salesPlus");

describe("canonical text", () => {
  it("is one for all orders of keys, and says the same", () => {
    for (const { path, text } of documents) {
      const body: unknown = JSON.parse(text);
      const canonical = canonicalText(kindOf(path)!, body);
      expect(JSON.parse(canonical)).toEqual(body);
      fc.assert(fc.property(fc.nat(20), (seed) => { expect(canonicalText(kindOf(path)!, shuffled(body, seed))).toBe(canonical); }), { numRuns: 5 });
    }
  });

  it("puts keys in the order of the schema, conditions and rights included", () => {
    const body = { steps: [], label: "Go", name: "go", when: { value: 1, op: "eq", field: "a" }, id: "x.go", entity: "x" };
    expect(canonicalText("action", body)).toBe('{\n  "id": "x.go",\n  "name": "go",\n  "entity": "x",\n  "label": "Go",\n  "when": {\n    "field": "a",\n    "op": "eq",\n    "value": 1\n  },\n  "steps": []\n}\n');
    expect(canonicalText("role", { entities: { b: { read: "all", create: "own" }, a: {} } })).toMatch(/"a": \{\},\s+"b": \{\s+"create": "own",\s+"read": "all"/);
  });
});

describe("the digest of documents", () => {
  it("does not depend on their order, but on every place and letter", () => {
    const digest = digestDocuments(documents);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(digestDocuments([...documents].reverse())).toBe(digest);
    expect(digestDocuments(documents.slice(1))).not.toBe(digest);
    expect(digestDocuments(documents.map((document, i) => (i === 3 ? { ...document, text: `${document.text} ` } : document)))).not.toBe(digest);
    expect(digestDocuments(documents.map((document, i) => (i === 3 ? { ...document, pack: "other" } : document)))).not.toBe(digest);
  });
});
