/** Keys of documents that would have no effect are refused at load. */
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

describe("the licence of a pack", () => {
  it("is an SPDX name, or several joined", () => {
    const licensed = (licence: string) => problemsOf([...base, { ...manifest, text: manifest.text.replace('"version"', `"licence": ${JSON.stringify(licence)}, "version"`) }]).map(({ pointer, code }) => [pointer, code]);
    for (const good of ["Apache-2.0", "MIT OR GPL-3.0+", "GPL-2.0-only WITH Classpath-exception-2.0"]) expect(licensed(good), good).toEqual([]);
    for (const bad of ["free for all", "MIT or", "© us"]) expect(licensed(bad), bad).toEqual([["/licence", "format"]]);
  });
});

describe("flags of parameters", () => {
  it("that speak of kept values are refused", () => {
    const action = documentOf("tiny", "entities/note/action.go.json", { id: "note.go", name: "go", entity: "note", label: "Go", parameters: [{ id: "n", name: "n", type: "text", label: "N", unique: true, audited: true, help: "Fine" }], steps: [{ id: "s", do: "open" }] });
    expect(problemsOf([...base, manifest, entityWith({ type: "text" }), action]).map(({ pointer, code }) => [pointer, code])).toEqual([["/parameters/0/unique", "noEffect"], ["/parameters/0/audited", "noEffect"]]);
  });
});

describe("translatable fields", () => {
  it("hold texts, and go with no flag that speaks of one text", () => {
    expect(problemsOfField({ type: "markdown", translatable: true, searchable: true, required: true })).toEqual([]);
    expect(problemsOfField({ type: "email", translatable: true })).toEqual([["/fields/1/translatable", "type"]]);
    expect(problemsOfField({ type: "text", translatable: true, unique: true })).toEqual([["/fields/1/translatable", "contradiction"]]);
  });
});

describe("links from both sides", () => {
  it("need a field of the target that points back, is another one, and is nobody else's", () => {
    const links = (inverse: string) => problemsOf([...base, manifest, documentOf("tiny", "entities/note/entity.json", { id: "note", name: "note", label: "Note", fields: [
      { id: "a", name: "a", type: "references", label: "A", options: { entity: "note", inverse } }, { id: "b", name: "b", type: "references", label: "B", options: { entity: "note" } }, { id: "c", name: "c", type: "references", label: "C", options: { entity: "note", inverse: "b" } }, { id: "d", name: "d", type: "references", label: "D", options: { entity: "note" } }] })]).map(({ pointer, code }) => [pointer, code]);
    expect(links("d")).toEqual([]);
    expect(links("a")).toEqual([["/fields/0/options/inverse", "cycle"]]);
    expect(links("b")).toEqual([["/fields/0/options/inverse", "twice"], ["/fields/2/options/inverse", "twice"]]);
  });
});

describe("a form", () => {
  const form = (more: object) => problemsOf([...base, manifest, entityWith({ type: "select", options: { choices: [{ id: "a", value: "a", label: "A" }] } }), documentOf("tiny", "entities/note/form.main.json", { id: "note.main", name: "main", entity: "note", label: "Main", tabs: [{ id: "t", label: "T", sections: [{ id: "s", fields: [] }] }], ...more })]).map(({ pointer, code }) => [pointer, code]);

  it("has a stage with choices", () => {
    expect(form({ stage: "x" })).toEqual([]);
    expect(form({ stage: "name" })).toEqual([["/stage", "type"]]);
    expect(form({ stage: "nothing" })).toEqual([["/stage", "unknownField"]]);
  });

  it("may be for some records only, by a condition that is checked", () => {
    expect(form({ when: { field: "x", op: "eq", value: "a" } })).toEqual([]);
    expect(form({ when: { field: "y", op: "eq", value: "a" } }).map(([pointer]) => pointer)).toEqual(["/when/field"]);
  });

  it("has sections at its side like those of its tabs, with ids of their own", () => {
    expect(form({ side: [{ id: "s2", fields: [{ id: "f", field: "x" }] }] })).toEqual([]);
    expect(form({ side: [{ id: "s", fields: [] }] })).toEqual([["/side/0/id", "duplicateId"]]);
    expect(form({ side: [{ id: "s2", fields: [{ id: "f", field: "y" }] }] })).toEqual([["/side/0/fields/0/field", "unknownField"]]);
  });
});

describe("a collapsed section", () => {
  it("needs a label to open it by", () => {
    const form = (section: object) => problemsOf([...base, manifest, entityWith({ type: "text" }), documentOf("tiny", "entities/note/form.main.json", { id: "note.main", name: "main", entity: "note", label: "Main", tabs: [{ id: "t", label: "T", sections: [{ id: "s", fields: [], collapsed: true, ...section }] }] })]).map(({ pointer }) => pointer);
    expect([form({}), form({ label: "More" })]).toEqual([["/tabs/0/sections/0/collapsed"], []]);
  });
});
