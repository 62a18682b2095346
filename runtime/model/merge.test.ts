import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeDocuments, type Choice } from "./merge";
import { sameJson, type JsonObject } from "./patch";

interface FieldNode extends JsonObject { id: string }
interface Doc extends JsonObject { id: string; fields: FieldNode[] }

const value = fc.oneof(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 3 }), fc.array(fc.constantFrom("x", "y", "z"), { maxLength: 3 }), fc.record({ max: fc.integer({ min: 0, max: 2 }), unit: fc.constantFrom("m", "s") }, { requiredKeys: [] }));
const properties = fc.dictionary(fc.constantFrom("label", "help", "type", "options"), value, { maxKeys: 4 });
const fieldNode = (id: string): fc.Arbitrary<FieldNode> => properties.map((own) => ({ id, ...own }));
const document: fc.Arbitrary<Doc> = fc.tuple(properties, fc.shuffledSubarray(["f1", "f2", "f3", "f4", "f5"]).chain((ids) => fc.tuple(...ids.map(fieldNode))))
  .map(([own, fields]) => ({ id: "deal", ...own, fields }));

/** The change a side made to a node: every property by its path. */
function flat(node: unknown, path = ""): Map<string, unknown> {
  if (Array.isArray(node) && node.every((entry) => entry !== null && typeof entry === "object" && "id" in entry)) {
    return new Map((node as FieldNode[]).flatMap((entry) => [...flat(entry, `${path}/${entry.id}`)]));
  }
  if (node !== null && typeof node === "object" && !Array.isArray(node)) return new Map([[path, "object"], ...Object.entries(node).flatMap(([key, child]) => [...flat(child, `${path}/${key}`)])]);
  return new Map([[path, JSON.stringify(node)]]);
}

const merge = (base: Doc, theirs: Doc, ours: Doc, choice?: Choice) => mergeDocuments(base, theirs, ours, () => choice);
const isConflicting = (path: string, conflicts: readonly { path: string }[]): boolean =>
  conflicts.some((conflict) => path === `/${conflict.path}` || path.startsWith(`/${conflict.path}/`) || `/${conflict.path}`.startsWith(`${path}/`));

describe("the three-way merge of a document", () => {
  it("keeps ours when they changed nothing, takes theirs when we changed nothing", () => {
    fc.assert(fc.property(document, document, (base, other) => {
      expect(merge(base, base, other)).toMatchObject({ conflicts: [] });
      expect(sameJson(merge(base, base, other).document, other)).toBe(true);
      expect(sameJson(merge(base, other, base).document, other)).toBe(true);
    }), { numRuns: 500 });
  });

  it("asks nothing when both made the same change, and merging twice changes nothing more", () => {
    fc.assert(fc.property(document, document, document, (base, theirs, ours) => {
      expect(merge(base, theirs, theirs)).toMatchObject({ conflicts: [], document: theirs });
      const once = merge(base, theirs, ours).document as Doc;
      expect(sameJson(merge(theirs, theirs, once).document, once)).toBe(true);
    }), { numRuns: 500 });
  });

  it("loses no change of either side in silence", () => {
    fc.assert(fc.property(document, document, document, (base, theirs, ours) => {
      const result = merge(base, theirs, ours);
      const [before, merged] = [flat(base), flat(result.document)];
      for (const side of [flat(theirs), flat(ours)]) {
        for (const path of new Set([...before.keys(), ...side.keys()])) {
          if (before.get(path) !== side.get(path) && merged.get(path) !== side.get(path)) expect(isConflicting(path, result.conflicts), `${path} was lost`).toBe(true);
        }
      }
    }), { numRuns: 2000 });
  });

  it("finds the same conflicts from either side, and the same document when there are none", () => {
    fc.assert(fc.property(document, document, document, (base, theirs, ours) => {
      const [one, other] = [merge(base, theirs, ours), merge(base, ours, theirs)];
      expect(one.conflicts.map(({ path }) => path).sort()).toEqual(other.conflicts.map(({ path }) => path).sort());
      if (one.conflicts.length === 0) expect(flat(one.document)).toEqual(new Map([...flat(other.document)]));
    }), { numRuns: 1000 });
  });

  it("does what was chosen", () => {
    const base = { id: "r", system: ["a"], label: "Old", fields: [] };
    const theirs = { id: "r", system: ["a", "b"], label: "New", fields: [] };
    const ours = { id: "r", system: ["a", "c"], label: "Mine", fields: [] };
    expect(merge(base, theirs, ours).document).toEqual(ours);
    expect(merge(base, theirs, ours, "theirs").document).toEqual(theirs);
    expect(merge(base, theirs, ours, "both").document).toEqual({ ...ours, system: ["a", "c", "b"] });
    expect(merge(base, theirs, ours).conflicts).toMatchObject([{ path: "system", choices: ["mine", "theirs", "both"] }, { path: "label", kind: "value", base: "Old", theirs: "New", ours: "Mine" }]);
  });

  it("shows what they removed and we changed, and what we removed and they changed", () => {
    const base = { id: "d", fields: [{ id: "a", label: "A" }, { id: "b", label: "B" }, { id: "c", label: "C" }] };
    const theirs = { id: "d", fields: [{ id: "b", label: "B2" }, { id: "c", label: "C" }] };
    const ours = { id: "d", fields: [{ id: "a", label: "Mine" }, { id: "c", label: "C" }, { id: "own", label: "Own" }] };
    const result = merge(base, theirs, ours);
    expect(result.conflicts.map(({ path, kind }) => [path, kind])).toEqual([["fields/b", "removedHere"], ["fields/a", "removedThere"]]);
    expect((result.document as Doc).fields.map(({ id }) => id).sort()).toEqual(["a", "c", "own"]);
  });

  it("keeps both orders where they do not meet, and asks where they do", () => {
    const doc = (...ids: string[]): Doc => ({ id: "d", fields: ids.map((id) => ({ id })) });
    expect((merge(doc("a", "b", "c"), doc("a", "b", "new", "c"), doc("c", "a", "b")).document as Doc).fields.map(({ id }) => id)).toEqual(["c", "a", "b", "new"]);
    expect(merge(doc("a", "b", "c"), doc("b", "a", "c"), doc("a", "c", "b")).conflicts).toMatchObject([{ path: "fields/*", kind: "order" }]);
  });
});
