import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyPatch, diffDocument, type JsonObject } from "./patch";

const target = { kind: "entity", name: "deal", pack: "crm" } as const;
const diff = (base: JsonObject, changed: JsonObject) => diffDocument(base, changed, target);

const leaf = fc.oneof(fc.string({ maxLength: 4 }), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.constant(null), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }));
const key = fc.constantFrom("a", "b", "c", "x/y", "~", "options", "constructor");
const plain = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), { maxKeys: 3 });
const id = fc.constantFrom("n1", "n2", "n3", "n4", "n5", "a/b");
const nodes = (inner: fc.Arbitrary<JsonObject>) => fc.uniqueArray(fc.tuple(id, inner), { selector: ([own]) => own, maxLength: 5 }).map((list) => list.map(([own, rest]) => ({ ...rest, id: own })));
const deepNode = fc.tuple(plain, fc.option(nodes(plain))).map(([rest, list]) => (list ? { ...rest, items: list } : rest));
const document = fc.tuple(plain, fc.option(nodes(deepNode)), fc.option(nodes(plain))).map(([rest, fields, tabs]): JsonObject => ({ ...rest, id: "doc", ...(fields ? { fields } : {}), ...(tabs ? { tabs } : {}) }));

const base: JsonObject = {
  id: "deal", label: "Deal",
  fields: [{ id: "name", label: "Name", options: { maxLength: 10 } }, { id: "stage", label: "Stage", options: { choices: [{ id: "new", label: "New" }, { id: "won", label: "Won" }] } }, { id: "note", label: "Note" }],
};

describe("patches of documents", () => {
  it("apply(base, diff(base, changed)) is changed, for any two documents", () => {
    fc.assert(fc.property(document, document, (a, b) => {
      const { document: result, orphans } = applyPatch(a, diff(a, b));
      expect(result).toEqual(b);
      expect(orphans).toEqual([]);
    }), { numRuns: 2000 });
  });

  it("a document differs from itself by nothing", () => {
    fc.assert(fc.property(document, (a) => { expect(diff(a, structuredClone(a)).changes).toEqual([]); }), { numRuns: 300 });
  });

  it("the order of lists of nodes comes out exactly", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 20 }), fc.uniqueArray(fc.nat(30), { maxLength: 20 }), (before, after) => {
      const of = (ids: number[]): JsonObject => ({ id: "d", fields: ids.map((n) => ({ id: `f${n}` })) });
      expect(applyPatch(of(before), diff(of(before), of(after))).document).toEqual(of(after));
    }), { numRuns: 1000 });
  });

  it("patches of different nodes or properties commute", () => {
    const sides = fc.tuple(fc.string(), fc.string(), fc.nat(), fc.boolean());
    fc.assert(fc.property(sides, ([label, help, maxLength, drop]) => {
      const left = applyPatch(base, { changes: [{ node: "fields/name", set: { label, "options/maxLength": maxLength } }, ...(drop ? [{ remove: "fields/note" }] : [])] }).document;
      const right = applyPatch(base, { changes: [{ node: "fields/name", set: { help } }, { node: "fields/stage/options/choices/won", set: { label } }, { move: "fields/stage", after: null }] }).document;
      const [one, two] = [diff(base, left), diff(base, right)];
      expect(applyPatch(applyPatch(base, one).document, two).document).toEqual(applyPatch(applyPatch(base, two).document, one).document);
    }), { numRuns: 300 });
  });

  it("reads like what a person did", () => {
    const changed = structuredClone(base) as { fields: { id: string; label: string; options?: Record<string, unknown> }[] };
    changed.fields[0]!.options!["maxLength"] = 20;
    changed.fields.reverse();
    changed.fields.push({ id: "x", label: "X" });
    expect(diff(base, changed as unknown as JsonObject).changes).toEqual([
      { move: "fields/note", after: null },
      { move: "fields/stage", after: "note" },
      { insert: { id: "x", label: "X" }, into: { node: "", property: "fields" }, after: "name" },
      { node: "fields/name", set: { "options/maxLength": 20 } },
    ]);
  });

  it("a property is taken away where a patch says so", () => {
    const { document: result } = applyPatch(base, { changes: [{ node: "fields/name", unset: ["options/maxLength"] }, { node: "", unset: ["label"] }] });
    expect([result["label"], (result["fields"] as JsonObject[])[0]!["options"]]).toEqual([undefined, {}]);
  });

  it("a change whose node is gone is an orphan, and the rest is applied", () => {
    const { document: result, orphans } = applyPatch(base, { changes: [{ node: "fields/fax", set: { label: "Fax" } }, { node: "fields/name", set: { label: "Title" } }, { remove: "fields/fax" }] });
    expect(orphans).toEqual([{ index: 0, change: { node: "fields/fax", set: { label: "Fax" } }, reason: "There is no node fields/fax" }]);
    expect((result["fields"] as JsonObject[])[0]!["label"]).toBe("Title");
  });

  it("the prototype cannot be reached", () => {
    applyPatch(base, { changes: [{ node: "", set: JSON.parse('{"__proto__/polluted": 1, "constructor/prototype/polluted": 1}') as JsonObject }] });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
