import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { documentPath, isOfEntity, type DocumentKind } from "../model/source";
import { CHOOSABLE_TYPES, newEntity, newField, startOptions } from "./answers";
import { moduleChanges, type StudioChange } from "./documents";
import { addField, addSection, addTab, changeField, changePlace, changesBetween, changeSection, changeTab, fieldAnswers, keyOf, moveField, placedFields, placeField, removeField, removeSection, removeTab, showWhen, stepField, type Design, type FormDocument } from "./edit";

const WORDS = { general: "General", mainForm: "Main form", allOf: (plural: string) => `All ${plural}`, board: "Board" };
const START = { choices: ["New", "Done"], prefix: "N" };
const core = packDocuments("core");
const trip = newEntity("Trip", "Trips", [], [newField("Purpose", "text", []), newField("State", "select", [], startOptions("select", START)), newField("Distance", "decimal", []), newField("Note", "longText", [])]);
const changes = moduleChanges({ name: "fleet", label: "Fleet", language: "en", entities: [trip], roles: [] }, WORDS, { packOf: () => undefined });
const design: Design = Object.fromEntries(changes.filter(({ kind }) => ["entity", "form", "list", "board"].includes(kind)).map(({ kind, name, document }) => [keyOf(kind, name), document!]));
const FORM = keyOf("form", "trip.main");
const form = design[FORM] as FormDocument;
const order = (one: FormDocument) => one.tabs.map((tab) => tab.sections.map((section) => section.fields.map(({ field }) => field).join(" ")).join(" | ")).join(" || ");

const problemsOf = (after: Design) => {
  const all = new Map(changes.map((change) => [keyOf(change.kind, change.name), change]));
  for (const [key, document] of Object.entries(after)) all.set(key, { ...all.get(key)!, document });
  const source = (change: StudioChange) => {
    const [entity, own] = change.name.split(".");
    const kind = change.kind as DocumentKind;
    return documentOf("fleet", isOfEntity(kind) ? documentPath(kind, own!, entity!) : documentPath(kind, change.name), change.document);
  };
  const result = loadDocuments([...core, ...[...all.values()].map(source)]);
  return result.ok ? [] : result.problems.map(({ file, pointer, message }) => `${file}${pointer}: ${message}`);
};

describe("fields of an entity", () => {
  it("are added to the form too, and leave every screen when they go", () => {
    const more = addField(design, "trip", newField("Driver", "user", fieldAnswers(design["entity trip"])));
    expect(order(more[FORM] as FormDocument)).toBe("purpose state distance note driver");
    expect(problemsOf(more)).toEqual([]);
    const less = removeField(removeField(more, "trip", "distance"), "trip", "driver");
    expect(JSON.stringify(less)).not.toContain("distance");
    expect(problemsOf(less)).toEqual([]);
  });

  it("keep what the editor does not know when they are changed", () => {
    const known = { ...design, "entity trip": { ...design["entity trip"], fields: [{ id: "p1", name: "purpose", type: "text", label: "Purpose", help: "Why", required: true, searchable: true }] } };
    const [purpose] = fieldAnswers(known["entity trip"]);
    const renamed = changeField(known, "trip", { ...purpose!, label: "Reason", required: false });
    expect((renamed["entity trip"]!["fields"] as unknown[])[0]).toEqual({ id: "p1", name: "purpose", type: "text", label: "Reason", help: "Why", searchable: true });
    const other = changeField(known, "trip", { ...purpose!, type: "integer" });
    expect((other["entity trip"]!["fields"] as unknown[])[0]).toEqual({ id: "p1", name: "purpose", type: "integer", label: "Purpose", help: "Why", required: true });
  });

  it("are moved, and only what changed is published", () => {
    const moved = moveField(design, "trip", "note", -1);
    expect(fieldAnswers(moved["entity trip"]).map(({ name }) => name)).toEqual(["purpose", "state", "note", "distance"]);
    expect(changesBetween(design, moved).map(({ kind, name }) => `${kind} ${name}`)).toEqual(["entity trip"]);
    expect(changesBetween(design, design)).toEqual([]);
  });
});

describe("forms", () => {
  it("take fields to where they are dropped, from the form or anew", () => {
    const two = addSection(form, "general", "More");
    expect(order(placeField(two, "note", { section: "main", before: "purpose" }))).toBe("note purpose state distance | ");
    expect(order(placeField(two, "note", { section: "section" }))).toBe("purpose state distance | note");
    expect(order(placeField(form, "owner", { section: "main", before: "state" }))).toBe("purpose owner state distance note");
    expect(placeField(form, "note", { section: "main", before: "note" })).toBe(form);
    expect(placedFields(form).has("owner")).toBe(false);
  });

  it("move fields by keys, over the end of a section into the next", () => {
    const two = addSection(form, "general", "More");
    expect(order(stepField(two, "purpose", 1))).toBe("state purpose distance note | ");
    expect(order(stepField(two, "note", 1))).toBe("purpose state distance | note");
    expect(order(stepField(stepField(two, "note", 1), "note", -1))).toBe("purpose state distance note | ");
    expect(stepField(two, "purpose", -1)).toBe(two);
  });

  it("have tabs, sections and widths that fit each other", () => {
    const wide = changeSection(changePlace(form, "note", 2), "main", { columns: 1, label: "" });
    expect(wide.tabs[0]!.sections[0]).toMatchObject({ columns: 1, fields: expect.arrayContaining([{ id: "note", field: "note", span: 1 }]) as unknown });
    const tabbed = changeTab(addTab(form, "Money"), "tab", "Costs");
    expect(tabbed.tabs.map(({ label }) => label)).toEqual(["General", "Costs"]);
    expect(problemsOf({ ...design, [FORM]: tabbed })).toEqual([]);
    expect(removeTab(removeTab(tabbed, "general"), "tab").tabs).toHaveLength(1);
    expect(removeSection(form, "main")).toEqual(form);
    const when = { field: "state", op: "eq", value: "new" };
    const shown = showWhen(showWhen(tabbed, "tab", "tab", when), "section", "main", when);
    expect([shown.tabs[0]!.visibleWhen, shown.tabs[0]!.sections[0]!.visibleWhen, shown.tabs[1]!.visibleWhen]).toEqual([undefined, when, when]);
    expect(problemsOf({ ...design, [FORM]: shown })).toEqual([]);
    expect(showWhen(showWhen(shown, "tab", "tab", undefined), "section", "main", undefined)).toEqual(tabbed);
  });

  it("always load, whatever is done to them", () => {
    const name = fc.constantFrom("purpose", "state", "distance", "note", "owner", "createdAt");
    const act = fc.oneof(
      fc.record({ do: fc.constant("place"), name, section: fc.constantFrom("main", "section", "tabMain"), before: fc.option(name, { nil: undefined }) }),
      fc.record({ do: fc.constant("step"), name, step: fc.constantFrom(1, -1) }), fc.record({ do: fc.constant("span"), name, span: fc.constantFrom(1, 2) }),
      fc.record({ do: fc.constantFrom("section", "tab", "noSection", "noTab") }), fc.record({ do: fc.constant("columns"), columns: fc.constantFrom(1, 2, 3) }),
    );
    fc.assert(fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- one of several shapes
      const after = acts.reduce<FormDocument>((now, one: any) => {
        if (one.do === "place") return placeField(now, one.name, { section: one.section, before: one.before });
        if (one.do === "step") return stepField(now, one.name, one.step);
        if (one.do === "span") return now.tabs[0]!.sections[0]!.columns === 2 ? changeSection(changePlace(now, one.name, one.span), "section", { columns: 2, label: "More" }) : now;
        if (one.do === "section") return addSection(now, "general", "More");
        if (one.do === "tab") return addTab(now, "Tab");
        if (one.do === "noSection") return removeSection(now, "section");
        if (one.do === "noTab") return removeTab(now, "tab");
        return changeSection(now, "main", { columns: one.columns });
      }, form);
      expect(problemsOf({ ...design, [FORM]: after })).toEqual([]);
    }), { numRuns: 60 });
  }, 60_000);

  it("know every type that may be chosen", () => {
    expect(fieldAnswers({ fields: CHOOSABLE_TYPES.map((type) => ({ name: type, label: type, type })) })).toHaveLength(CHOOSABLE_TYPES.length);
  });
});
