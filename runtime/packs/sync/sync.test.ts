import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesOf, mergeFolders } from "./sync";

const files = (all: Record<string, string>) => new Map(Object.entries(all));
const list = (label: string, columns: readonly string[] = ["name"]) => `${JSON.stringify({ id: "deal.list", name: "main", entity: "deal", label, columns: columns.map((field) => ({ id: field, field })) }, null, 2)}\n`;
const LIST = "entities/deal/list.main.json";

describe("a folder and an instance", () => {
  it("takes from each side what only it changed, and removes what one side removed", () => {
    const base = files({ a: "1", b: "1", c: "1", d: "1" });
    const { files: merged, conflicts } = mergeFolders(base, files({ a: "2", b: "1", d: "1", e: "new" }), files({ a: "1", b: "3", c: "1", f: "mine" }));
    expect(Object.fromEntries(merged)).toEqual({ a: "2", b: "3", e: "new", f: "mine" });
    expect(conflicts).toEqual([]);
  });

  it("merges one document changed on both sides, in the text of the folder", () => {
    const ours = list("Deals").replace('"label": "Deals"', '"label": "My deals"');
    const { files: merged, conflicts } = mergeFolders(files({ [LIST]: list("Deals") }), files({ [LIST]: list("Deals", ["name", "amount"]) }), files({ [LIST]: ours }));
    expect(conflicts).toEqual([]);
    expect(merged.get(LIST)).toBe(list("My deals", ["name", "amount"]));
  });

  it("asks about what both changed differently, unless a side is preferred; and about files that are no documents as a whole", () => {
    const [base, theirs, ours] = [files({ [LIST]: list("Deals"), "README.md": "x" }), files({ [LIST]: list("All"), "README.md": "y" }), files({ [LIST]: list("Mine"), "README.md": "z" })];
    const asked = mergeFolders(base, theirs, ours);
    expect(asked.conflicts).toMatchObject([{ file: "README.md", path: "", kind: "value" }, { file: LIST, path: "label", theirs: "All", ours: "Mine" }]);
    expect(asked.files).toEqual(ours);
    expect(mergeFolders(base, theirs, ours, "theirs")).toEqual({ files: new Map([...theirs].sort()), conflicts: [] });
    expect(mergeFolders(base, theirs, ours, "mine").files).toEqual(new Map([...ours].sort()));
    expect(mergeFolders(base, new Map(), ours).conflicts).toMatchObject([{ file: "README.md", kind: "removedThere" }, { file: LIST, kind: "removedThere" }]);
  });

  it("is at rest when nothing changed there, follows when nothing changed here, and loses no change of one side", () => {
    const folder = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("1", "2", "3")).map(files);
    fc.assert(fc.property(folder, folder, folder, (base, theirs, ours) => {
      expect(changesOf(ours, mergeFolders(base, base, ours).files)).toEqual([]);
      expect(changesOf(theirs, mergeFolders(base, theirs, base).files)).toEqual([]);
      const { files: merged, conflicts } = mergeFolders(base, theirs, ours);
      const open = new Set(conflicts.map(({ file }) => file));
      for (const { file } of changesOf(base, ours)) expect(merged.get(file)).toBe(ours.get(file));
      for (const { file } of changesOf(base, theirs)) if (!open.has(file)) expect(merged.get(file)).toBe(theirs.get(file));
    }), { numRuns: 1000 });
  });
});
