import { describe, expect, it } from "vitest";
import { firstMapping, keyChoices, missingFields } from "./mapping-start";

const target = (path: string, more: object = {}) => ({ path, label: path, required: false, key: false, unique: false, part: false, ...more });
const column = (name: string, suggestion: string | null) => ({ name, suggestion, type: "text", examples: [] });
const targets = [target("name", { required: true, key: true }), target("inn", { key: true, unique: true }), target("organisation"), target("organisation.inn"), target("titleTexts.ru"), target("titleTexts.uk"), target("person"), target("person.first", { part: true }), target("person.last", { part: true })];

describe("the first mapping of a file", () => {
  it("is what was suggested, without filling a field twice", () => {
    expect(firstMapping({ columns: [column("A", "name"), column("B", "name"), column("C", "gone"), column("D", null)], last: null, targets })).toEqual({ A: "name", B: null, C: null, D: null });
    expect(firstMapping({ columns: [column("A", "organisation"), column("B", "organisation.inn")], last: null, targets })).toEqual({ A: "organisation", B: null });
  });

  it("is what was chosen last time where a column has the same name, a column left out included", () => {
    const last = { mapping: { B: "name", C: null }, mode: "create" as const, key: [] };
    expect(firstMapping({ columns: [column("A", "name"), column("B", null), column("C", "inn")], last, targets })).toEqual({ A: null, B: "name", C: null });
  });

  it("takes a column for each language of a text", () => {
    expect(firstMapping({ columns: [column("A", "titleTexts.ru"), column("B", "titleTexts.uk")], last: null, targets })).toEqual({ A: "titleTexts.ru", B: "titleTexts.uk" });
  });

  it("takes a column for each part of a name, or one for the whole", () => {
    expect(firstMapping({ columns: [column("A", "person.first"), column("B", "person.last"), column("C", "person"), column("D", "person.first")], last: null, targets })).toEqual({ A: "person.first", B: "person.last", C: null, D: null });
    expect(firstMapping({ columns: [column("A", "person"), column("B", "person.last")], last: null, targets })).toEqual({ A: "person", B: null });
  });

  it("knows required fields that nothing fills, and keys with the unique ones first", () => {
    expect(missingFields({ A: "inn" }, targets).map(({ path }) => path)).toEqual(["name"]);
    expect(keyChoices({ A: "name", B: "inn", C: "organisation" }, targets).map(({ path }) => path)).toEqual(["inn", "name"]);
  });
});
