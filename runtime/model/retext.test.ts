import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalText } from "./canonical";
import { retext } from "./retext";

const text = `{
    "name": "deal", "id": "deal",
    "label": "Deal",
    "fields": [
        { "id": "name",  "name": "name", "type": "text", "label": "Name" },
        { "id": "sum",   "name": "sum",  "type": "money", "label": "Sum", "options": {"currencies": ["EUR","USD"]} }
    ]
}
`;
const read = (source: string) => JSON.parse(source) as Record<string, unknown> & { fields: Record<string, unknown>[] };

describe("writing a document anew", () => {
  it("changes nothing but the place that changed, in the hand of its author", () => {
    const next = read(text);
    next.fields[0]!["label"] = "Title";
    expect(retext("entity", text, next)).toBe(text.replace('"label": "Name"', '"label": "Title"'));
  });

  it("puts new entries and keys in as their neighbours stand, and takes out what is gone", () => {
    const next = read(text);
    next.fields.push({ id: "on", name: "on", type: "date", label: "On" });
    next["icon"] = "box";
    expect(retext("entity", text, next)).toContain('["EUR","USD"]} },\n        { "id": "on", "name": "on", "type": "date", "label": "On" }\n    ],\n    "icon": "box"\n}\n');
    const { label: _label, ...rest } = next;
    expect(retext("entity", text, rest)).not.toContain('"label": "Deal"');
  });

  it("keeps the text of an equal document, and canonical form where it was canonical", () => {
    const { fields, ...head } = read(text);
    expect(retext("entity", text, { fields, ...head })).toBe(text);
    const canonical = canonicalText("entity", read(text));
    const next = { ...read(text), plural: "Deals" };
    expect(retext("entity", canonical, next)).toBe(canonicalText("entity", next));
    expect(retext("entity", undefined, next)).toBe(canonicalText("entity", next));
  });

  it("always says exactly what the document says", () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value"), { maxLength: 4 }), fc.array(fc.record({ id: fc.constantFrom("a", "b", "c"), x: tie("value") }), { maxLength: 3 }), fc.dictionary(fc.string().filter((key) => key !== "__proto__"), tie("value"), { maxKeys: 4 })),
    }));
    const document = fc.dictionary(fc.constantFrom("fields", "id", "label", "more", "x\"y\\"), value, { maxKeys: 5 });
    fc.assert(fc.property(document, document, fc.constantFrom(undefined, 1, 4, "\t"), (before, after, space) => {
      expect(JSON.parse(retext("entity", JSON.stringify(before, null, space), after))).toEqual(JSON.parse(JSON.stringify(after)));
    }), { numRuns: 500 });
  });
});
