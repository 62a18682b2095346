import { describe, expect, it } from "vitest";
import type { Design } from "./edit";
import { asDefault, newScreen, screensOf, SLOTS, withColumns, withSetting, type ScreenField } from "./screens";

const field = (name: string, type: string, options: Record<string, unknown> = {}): ScreenField => ({ name, label: name, type, options });
const FIELDS = [
  field("name", "text"), field("state", "select", { choices: [{ id: "a", value: "a", label: "A" }] }), field("begins", "date"), field("ends", "date"), field("cost", "money"), field("lines", "children", { entity: "line", field: "job" }),
  field("above", "reference", { entity: "job" }), field("driver", "reference", { entity: "person" }),
];
const design: Design = { "list job.main": { id: "job.main", name: "main", entity: "job", label: "Jobs", default: true, columns: [{ id: "c1", field: "name", label: "Called" }, { id: "c2", field: "cost", width: 90 }] } };

describe("screens of an entity", () => {
  it("begin with fields that can carry them, and are not offered without", () => {
    expect(newScreen("board", "job", "Board", FIELDS, design)!.document).toEqual({ id: "job.board", name: "main", entity: "job", label: "Board", field: "state" });
    expect(newScreen("timeline", "job", "Plan", FIELDS, design)!.document).toMatchObject({ start: "begins", end: "ends" });
    expect(newScreen("tree", "job", "Tree", FIELDS, design)!.document).toMatchObject({ field: "above" });
    expect(newScreen("calendar", "job", "Days", FIELDS.slice(0, 2), design)).toBeUndefined();
    expect(newScreen("list", "job", "More", FIELDS, design)).toMatchObject({ key: "list job.main2", document: { name: "main2", id: "job.main2", columns: [{ field: "name" }, { field: "state" }, { field: "begins" }, { field: "ends" }, { field: "cost" }] } });
  });

  it("offer each slot the fields that fit", () => {
    const offered = (key: string, document = {}) => FIELDS.filter((one) => SLOTS.board.find((slot) => slot.key === key)!.fits(one, "job", document)).map(({ name }) => name);
    expect([offered("total"), offered("lanes", { field: "state" }), offered("cardFields")]).toEqual([["cost"], ["above", "driver"], FIELDS.map(({ name }) => name).filter((name) => name !== "lines")]);
  });

  it("keep ids and words of columns that are moved", () => {
    expect(withColumns(design["list job.main"]!, [{ path: "cost", width: 20 }, { path: "driver.name", pinned: true }, { path: "name" }])["columns"]).toEqual([{ id: "c2", field: "cost", width: 40 }, { id: "driver_name", field: "driver.name", pinned: true }, { id: "c1", field: "name", label: "Called" }]);
  });

  it("forget limits with the field they counted", () => {
    const board = { id: "b", field: "state", limits: { a: 3 }, lanes: "driver" };
    expect(withSetting(board, "field", "other")).toEqual({ id: "b", field: "other", lanes: "driver" });
    expect(withSetting(board, "lanes", undefined)).toEqual({ id: "b", field: "state", limits: { a: 3 } });
  });

  it("have one list that opens first", () => {
    const two = { ...design, "list job.open": { id: "job.open", name: "open", entity: "job", label: "Open" }, "board job.main": { id: "b" } };
    const next = asDefault(two, "list job.open");
    expect([next["list job.open"]!["default"], next["list job.main"]!["default"], screensOf(next).map(([key]) => key)]).toEqual([true, undefined, ["list job.main", "list job.open", "board job.main"]]);
  });
});
