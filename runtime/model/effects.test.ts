/** Keys of documents that would have no effect are refused at load. */
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments, problemsOf } from "../../tests/helpers/fixtures";
import { grammarSchemas } from "./schemas";

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

describe("the filter of a lookup", () => {
  it("may stand on fields of the record being edited, and on nothing else", () => {
    const filter = (param: string) => problemsOfField({ type: "reference", options: { entity: "note", filter: { field: "name", op: "eq", value: { param } } } });
    expect(filter("name")).toEqual([]);
    expect(filter("stranger").map(([, code]) => code)).toEqual(["unknownParameter"]);
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

describe("ids", () => {
  const note = { id: "note", name: "note", label: "Note", fields: [{ id: "name", name: "name", type: "text", label: "Name" }] };
  const loaded = (...documents: readonly [string, object][]) => problemsOf([...base, manifest, ...documents.map(([path, body]) => documentOf("tiny", path, body))]).map(({ pointer, code }) => [pointer, code]);
  const entity = (more: object) => ["entities/note/entity.json", { ...note, ...more }] as [string, object];
  const twice = (node: object) => [{ id: "same", ...node }, { id: "same", ...node }];

  it("of nodes are unique where they stand", () => {
    const rule = { field: "name", op: "isEmpty" };
    expect(loaded(entity({ fields: [{ ...note.fields[0], invalidWhen: twice({ when: rule, message: "No" }) }] }))).toEqual([["/fields/0/invalidWhen/1/id", "duplicateId"]]);
    expect(loaded(entity({ unique: twice({ fields: ["name"] }) }))).toEqual([["/unique/1/id", "duplicateId"]]);
    const staged = { fields: [...note.fields, { id: "stage", name: "stage", type: "select", label: "Stage", options: { choices: [{ id: "new", value: "new", label: "New" }] } }] };
    expect(loaded(entity({ ...staged, approvals: twice({ field: "stage", value: "new", kind: "vote" }) }))).toEqual([["/approvals/1/id", "duplicateId"]]);
    expect(loaded(entity({ ...staged, approvals: [{ id: "a", field: "name", value: "new", kind: "vote" }, { id: "b", field: "stage", value: "nwe", kind: "vote", back: ["old"] }] }))).toEqual([["/approvals/0/field", "noStages"], ["/approvals/1/value", "unknownChoice"], ["/approvals/1/back/0", "unknownChoice"]]);
    expect(loaded(entity({ memberRoles: [{ id: "a", name: "a", label: "A", grants: {} }, { id: "a", name: "b", label: "B", grants: {} }] }))).toEqual([["/memberRoles/1/id", "duplicateId"]]);
    expect(loaded(entity({ recordTypes: [{ id: "a", name: "a", label: "A" }, { id: "a", name: "b", label: "B" }] }))).toEqual([["/recordTypes/1/id", "duplicateId"]]);
    const list = (more: object) => loaded(entity({}), ["entities/note/list.main.json", { id: "note.main", name: "main", entity: "note", label: "Main", columns: [{ id: "c", field: "name" }], ...more }]);
    expect(list({ columns: twice({ field: "name" }) })).toEqual([["/columns/1/id", "duplicateId"]]);
    expect(list({ quickFilters: twice({ label: "Q", filter: rule }) })).toEqual([["/quickFilters/1/id", "duplicateId"]]);
    const form = (more: object) => loaded(entity({}), ["entities/note/form.main.json", { id: "note.form", name: "main", entity: "note", label: "Main", tabs: [{ id: "t", label: "T", sections: [] }], ...more }]);
    expect(form({ tabs: twice({ label: "T", sections: [] }) })).toEqual([["/tabs/1/id", "duplicateId"]]);
    expect(form({ tabs: [{ id: "t", label: "T", sections: twice({ fields: [] }) }] })).toEqual([["/tabs/0/sections/1/id", "duplicateId"]]);
    expect(form({ tabs: [{ id: "t", label: "T", sections: [{ id: "s", fields: twice({ field: "name" }) }] }] })).toEqual([["/tabs/0/sections/0/fields/1/id", "duplicateId"]]);
    const pointing = entity({ fields: [...note.fields, { id: "up", name: "up", type: "reference", label: "Up", options: { entity: "note" } }] });
    expect(loaded(pointing, ["entities/note/form.main.json", { id: "note.form", name: "main", entity: "note", label: "Main", tabs: [{ id: "t", label: "T", sections: [] }], related: twice({ entity: "note", field: "up" }) }])).toEqual([["/related/1/id", "duplicateId"]]);
    expect(loaded(entity({}), ["menus/main.json", { id: "m", name: "main", label: "M", items: twice({ entity: "note" }) }])).toEqual([["/items/1/id", "duplicateId"]]);
    expect(loaded(entity({}), ["entities/note/action.go.json", { id: "note.go", name: "go", entity: "note", label: "Go", steps: twice({ do: "open" }) }])).toEqual([["/steps/1/id", "duplicateId"]]);
  });

  it("of documents are unique among their kind", () => {
    const words = (file: string, id: string) => [`i18n/${file}.json`, { id, name: file, language: file }] as [string, object];
    expect(loaded(words("de", "tiny.words"), words("fr", "tiny.words"))).toEqual([["/id", "duplicateId"]]);
    const seed = (name: string) => [`seed/${name}.json`, { id: "tiny.seed", name, label: "S", entity: "note", key: "name", records: [] }] as [string, object];
    expect(loaded(entity({}), seed("a"), seed("b"))).toEqual([["/id", "duplicateId"]]);
    const other = (name: string) => [documentOf(name, "pack.json", { id: name, name, version: "1.0.0", label: name, language: "en", requires: { tiny: "1" } }), documentOf(name, "entities/note/extension.json", { id: "same.note", extends: "note", fields: [] })];
    expect(problemsOf([...base, manifest, documentOf("tiny", ...entity({})), ...other("one"), ...other("two")]).map(({ pointer, code }) => [pointer, code])).toEqual([["/id", "duplicateId"]]);
    const patch = (path: string) => documentOf("local", path, { id: "p", target: { kind: "pack", name: "tiny", pack: "tiny" }, changes: [] });
    expect(problemsOf([...base, manifest], [patch("patches/a.json"), patch("patches/b.json")]).map(({ pointer, code }) => [pointer, code])).toEqual([["/id", "duplicateId"]]);
  });

  it("of packs are unique, and their words follow them", () => {
    const twin = documentOf("twin", "pack.json", { id: "tiny", name: "twin", version: "1.0.0", label: "Twin", language: "en" });
    expect(problemsOf([...base, manifest, twin]).map(({ pointer, code }) => [pointer, code])).toEqual([["/id", "duplicateId"]]);
    const named = documentOf("tiny", "pack.json", { id: "small", name: "tiny", version: "1.0.0", label: "Tiny", language: "en", requires: { core: "^1.0.0" } });
    const words = documentOf("tiny", "i18n/de.json", { id: "tiny.de", name: "de", language: "de", packs: { small: { label: "Klein" } } });
    expect(modelOf(loadDocuments([...base, named, words])).packs.find(({ name }) => name === "tiny")!.label["de"]).toBe("Klein");
  });
});

describe("files", () => {
  it("of seeds and translations have the name of what they hold", () => {
    const seed = documentOf("tiny", "seed/one.json", { id: "tiny.two", name: "two", label: "S", entity: "note", key: "name", records: [] });
    const words = documentOf("tiny", "i18n/de.json", { id: "tiny.de", name: "fr", language: "de" });
    expect(problemsOf([...base, manifest, entityWith({ type: "text" }), seed, words]).map(({ file, pointer, code }) => [file, pointer, code])).toEqual(expect.arrayContaining([["tiny/seed/one.json", "/name", "name"], ["tiny/i18n/de.json", "/name", "name"]]));
  });

  it("may link to the schema of their kind for editors, which means nothing", () => {
    const linked = [documentOf("tiny", "menus/x.json", { $schema: "../../schemas/menu.schema.json", id: "x", name: "x", label: "X", items: [] }), documentOf("tiny", "roles/r.json", { $schema: "../../schemas/role.schema.json", id: "r", name: "r", label: "R" })];
    expect(problemsOf([...base, manifest, ...linked])).toEqual([]);
    for (const [name, schema] of Object.entries(grammarSchemas)) {
      const { properties = {}, additionalProperties } = schema as { properties?: object; additionalProperties?: boolean };
      if (additionalProperties === false && "id" in properties && !["field.schema.json", "record-type.schema.json"].includes(name)) expect(Object.keys(properties)[0], name).toBe("$schema");
    }
  });
});

describe("an extension", () => {
  it("adds groups, member roles, approvals and duplicate rules to the entity", () => {
    const pack = documentOf("more", "pack.json", { id: "more", name: "more", version: "1.0.0", label: "More", language: "en", requires: { tiny: "1" } });
    const extension = documentOf("more", "entities/note/extension.json", { id: "more.note", extends: "note", unique: [{ id: "more.u", fields: ["name"] }], memberRoles: [{ id: "more.m", name: "reader", label: "Reader", grants: { record: "r" } }], duplicateRules: [{ id: "more.d", fields: ["name"] }], fields: [{ id: "more.stage", name: "stage", type: "select", label: "Stage", options: { choices: [{ id: "new", value: "new", label: "New" }] } }], approvals: [{ id: "more.a", field: "stage", value: "new", kind: "vote" }] });
    const model = modelOf(loadDocuments([...base, manifest, entityWith({ type: "text" }), pack, extension]));
    expect(model.entities.get("note")).toMatchObject({ unique: [{ id: "more.u", fields: ["name"] }], memberRoles: [{ id: "more.m", name: "reader", grants: { record: "r" } }], duplicateRules: [{ id: "more.d", fields: ["name"] }], approvals: [{ id: "more.a", field: "stage", value: "new", kind: "vote", back: [] }] });
  });
});
