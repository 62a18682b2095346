import { describe, expect, it } from "vitest";
import fc from "fast-check";
import type { JsonObject } from "../model/patch";
import { applyChanges, viewDocument } from "./changes";
import { meetChanges, refuseOpen } from "./meet";
import type { Files } from "./tree";

const role = (values: JsonObject = {}): JsonObject => ({ id: "planner", name: "planner", label: "Planner", ...values });
const filesWith = (document: JsonObject | null): Files => (document ? applyChanges(new Map(), [{ kind: "role", name: "planner", document }]) : new Map());
const mine = (document: JsonObject | null) => [{ kind: "role", name: "planner", document }];

describe("two authors of one document", () => {
  it("leaves alone what nobody else has changed", () => {
    const base = filesWith(role());
    expect(meetChanges(base, base, mine(role({ label: "Mine" })))).toEqual({ changes: mine(role({ label: "Mine" })), meetings: [] });
  });

  it("takes both changes when they are about different properties, and says what it took", () => {
    const met = meetChanges(filesWith(role()), filesWith(role({ description: "Theirs" })), mine(role({ label: "Mine" })));
    expect(met.changes).toMatchObject([{ document: { label: "Mine", description: "Theirs" } }]);
    expect(met.meetings).toMatchObject([{ conflicts: [], taken: ["description"] }]);
    expect(() => refuseOpen(met.meetings, 3)).not.toThrow();
  });

  it("asks about what both changed differently, and does as decided", () => {
    const meet = (choice?: "mine" | "theirs") => meetChanges(filesWith(role()), filesWith(role({ label: "Theirs" })), mine(role({ label: "Mine" })), choice ? { "role planner label": choice } : {});
    expect(() => refuseOpen(meet().meetings, 3)).toThrow(expect.objectContaining({ code: "conflict:revision", details: expect.objectContaining({ revision: 3, conflicts: [expect.objectContaining({ id: "role planner label", base: "Planner", ours: "Mine", theirs: "Theirs" })] }) }));
    expect(meet("mine").changes).toMatchObject([{ document: { label: "Mine" } }]);
    expect(meet("theirs").changes).toMatchObject([{ document: { label: "Theirs" } }]);
    expect(() => refuseOpen(meet("theirs").meetings, 3)).not.toThrow();
  });

  it("asks before it brings back what was deleted, and before it deletes what was changed", () => {
    const gone = (decisions = {}) => meetChanges(filesWith(role()), filesWith(null), mine(role({ label: "Mine" })), decisions);
    expect(gone().meetings).toMatchObject([{ conflicts: [{ kind: "removedThere", path: "" }] }]);
    expect(gone({ "role planner ": "theirs" }).changes).toEqual([]);
    const deleting = (decisions = {}) => meetChanges(filesWith(role()), filesWith(role({ label: "Theirs" })), mine(null), decisions);
    expect(deleting().meetings).toMatchObject([{ conflicts: [{ kind: "removedHere" }] }]);
    expect(deleting({ "role planner ": "theirs" }).changes).toEqual([]);
    expect(deleting({ "role planner ": "mine" }).changes).toEqual(mine(null));
  });

  it("has nothing to do where both deleted it, or both made it the same", () => {
    expect(meetChanges(filesWith(role()), filesWith(null), mine(null))).toEqual({ changes: [], meetings: [] });
    const both = role({ label: "Same" });
    expect(meetChanges(filesWith(role()), filesWith(both), mine(both)).meetings).toEqual([]);
  });

  it("merges two new documents of one name, too", () => {
    const met = meetChanges(new Map(), filesWith(role({ label: "Theirs" })), mine(role({ label: "Mine" })));
    expect(met.meetings).toMatchObject([{ conflicts: [{ path: "label" }] }]);
  });

  it("never loses a property that only one of them changed", () => {
    const values = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 0, max: 2 }), { maxKeys: 4 });
    fc.assert(fc.property(values, values, values, (b, t, o) => {
      const { changes, meetings } = meetChanges(filesWith(role(b)), filesWith(role(t)), mine(role(o)));
      const merged = changes[0]!.document!;
      const asked = new Set(meetings.flatMap(({ conflicts }) => conflicts.map(({ path }) => path)));
      for (const key of ["a", "b", "c", "d"]) {
        if (b[key] === o[key]) expect(merged[key]).toBe(t[key]);
        else if (b[key] === t[key] || t[key] === o[key]) expect(merged[key]).toBe(o[key]);
        else expect(asked.has(key)).toBe(true);
      }
      const files = applyChanges(filesWith(role(t)), changes);
      expect(viewDocument(files, { kind: "role", name: "planner" }).document).toEqual(merged);
    }), { numRuns: 300 });
  });
});
