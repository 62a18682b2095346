/** Flags of fields that would have no effect are refused at load. */
import { describe, expect, it } from "vitest";
import { documentOf, packDocuments, problemsOf } from "../../tests/helpers/fixtures";

const base = packDocuments("core");
const manifest = documentOf("tiny", "pack.json", { id: "tiny", name: "tiny", version: "1.0.0", label: "Tiny", language: "en", requires: { core: "^1.0.0" } });
const entityWith = (field: object) => documentOf("tiny", "entities/note/entity.json", { id: "note", name: "note", label: "Note", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "x", name: "x", label: "X", ...field }] });
const problemsOfField = (field: object) => problemsOf([...base, manifest, entityWith(field)]).map(({ pointer, code }) => [pointer, code]);

describe("input masks", () => {
  it("are for texts and telephone numbers, and have a place to fill in", () => {
    expect(problemsOfField({ type: "text", mask: "AA-9999" })).toEqual([]);
    expect(problemsOfField({ type: "phone", mask: "+7 (999) 999-99-99" })).toEqual([]);
    expect(problemsOfField({ type: "integer", mask: "999" })).toEqual([["/fields/1/mask", "type"]]);
    expect(problemsOfField({ type: "text", mask: "---" })).toEqual([["/fields/1/mask", "maskEmpty"]]);
    expect(problemsOfField({ type: "text", mask: "99\\" })).toEqual([["/fields/1/mask", "maskEnd"]]);
    expect(problemsOfField({ type: "text", mask: "AA-9999", default: "x" })).toEqual([["/fields/1/default", "default"]]);
  });

  it("hold for parameters of actions, too", () => {
    const action = documentOf("tiny", "entities/note/action.go.json", { id: "note.go", name: "go", entity: "note", label: "Go", parameters: [{ id: "n", name: "n", type: "integer", label: "N", mask: "99" }], steps: [{ id: "s", do: "open" }] });
    expect(problemsOf([...base, manifest, entityWith({ type: "text" }), action]).map(({ pointer, code }) => [pointer, code])).toEqual([["/parameters/0/mask", "type"]]);
  });
});
