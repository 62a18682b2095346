import { describe, expect, it } from "vitest";
import { documentOf, packDocuments, problemsOf } from "../../../tests/helpers/fixtures";

const BASE = packDocuments("core", "crm");

function problems(path: string, body: Record<string, unknown>) {
  return problemsOf([...BASE, documentOf("crm", path, body)]).map(({ pointer, code }) => `${pointer} ${code}`);
}

const calendar = (more: object) => problems("entities/deal/calendar.test.json", { id: "deal.test", name: "test", entity: "deal", label: "Test", start: "expectedClose", ...more });
const timeline = (more: object) => problems("entities/deal/timeline.test.json", { id: "deal.test", name: "test", entity: "deal", label: "Test", start: "expectedClose", end: "wonAt", ...more });
const tree = (more: object) => problems("entities/deal/tree.test.json", { id: "deal.test", name: "test", entity: "deal", label: "Test", field: "renewalOf", ...more });

describe("documents of views", () => {
  it("are loaded when every field is of the kind that is needed", () => {
    expect([...calendar({ titleFields: ["name"], colorBy: "stage" }), ...timeline({ groupBy: "owner", dependencies: ["renewalOf"], colorBy: "stage" }), ...tree({ columns: ["stage"] })]).toEqual([]);
  });
  it("are refused where a calendar has no day, no end that fits, no colours", () => {
    expect(calendar({ start: "name" })).toEqual(["/start type"]);
    expect(calendar({ end: "createdAt" })).toEqual(["/end type"]);
    expect(calendar({ colorBy: "name", titleFields: ["nmae"] })).toEqual(["/colorBy type", "/titleFields/0 unknownField"]);
  });
  it("are refused where a timeline leads elsewhere", () => {
    expect(timeline({ end: "updatedAt" })).toEqual(["/end type"]);
    expect(timeline({ groupBy: "name" })).toEqual(["/groupBy type"]);
    expect(timeline({ dependencies: ["organisation"] })).toEqual(["/dependencies/0 type"]);
  });
  it("are refused where a tree would be of two entities", () => {
    expect(tree({ field: "organisation" })).toEqual(["/field type"]);
  });
});
