import { expect, test } from "vitest";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientModel } from "../../runtime/model/client";
import { bulkFields, fitColumns, fitTracks, isEditable, moveColumn, pathChoices, pinnedLefts } from "./list-columns";
import { groupedItems, plainItems, rowsBetween } from "./list-items";
import type { ListColumn } from "./list-state";

const column = (path: string, more: Partial<ListColumn> = {}): ListColumn => ({ path, field: field(path.split(".").at(-1)!, "text", { filterable: true }), label: path, width: 100, pinned: false, sortable: true, ...more });
const paths = (columns: readonly ListColumn[]) => columns.map((one) => `${one.path}${one.pinned ? "!" : ""}`);

test("a column moved among the pinned ones is pinned, one moved out of them is not", () => {
  const columns = [column("a", { pinned: true }), column("b", { pinned: true }), column("c"), column("d")];
  expect(paths(moveColumn(columns, "d", 1))).toEqual(["a!", "d!", "b!", "c"]);
  expect(paths(moveColumn(columns, "a", 3))).toEqual(["b!", "c", "d", "a"]);
  expect(moveColumn(columns, "b", 1)).toBe(columns);
});

test("pinned columns stand one beside the other, after what is before them", () => {
  expect(pinnedLefts([column("a", { pinned: true, width: 120 }), column("b", { pinned: true }), column("c")], 40)).toEqual([40, 160, undefined]);
});

test("columns too wide give way a little, much too wide ones scroll then", () => {
  const columns = [column("a", { width: 300 }), column("b", { width: 300 })];
  expect(fitColumns(columns, 540).map((one) => one.width)).toEqual([270, 270]);
  expect(fitColumns(columns, 400).map((one) => one.width)).toEqual([240, 240]);
  expect(fitTracks(columns, 40)).toEqual({ tracks: Array(2).fill("clamp(240px, (100% - 40px) * 0.5, 300px)"), least: 520 });
  expect(fitColumns(columns, 700)).toBe(columns);
});

test("the title is offered first and what every record has last; behind references there is more", () => {
  const firm = entity("firm", [field("name", "text", { label: "Name", filterable: true })]);
  const deal = entity("deal", [field("number", "autonumber", { filterable: true }), field("stage", "text", { filterable: true }), field("name", "text", { filterable: true }), field("firm", "reference", { label: "Firm", options: { entity: "firm" }, filterable: true }), field("createdAt", "dateTime", { system: true, filterable: true })]);
  const model = { entities: { deal, firm } } as unknown as ClientModel;
  expect(pathChoices(model, deal, (one) => one.filterable).map((choice) => choice.path)).toEqual(["name", "stage", "firm", "number", "createdAt", "firm.name"]);
  expect(pathChoices(model, deal, (one) => one.filterable).at(-1)?.label).toBe("Firm › Name");
});

test("what may be written is edited in its place and in bulk, unless it needs a page of its own", () => {
  const fields = [field("name", "text", { right: "write" }), field("notes", "richText", { right: "write" }), field("read", "text", { right: "read" })];
  const things = entity("thing", fields);
  expect(fields.map((one) => isEditable(things, column(one.name, { field: one })))).toEqual([true, false, false]);
  expect(isEditable(things, column("owner.name", { field: fields[0]! }))).toBe(false);
  expect(bulkFields(things).map((one) => one.name)).toEqual(["name"]);
});

test("lines: rows, waiting ones at the end, groups with what they do not show; Shift takes what lies between", () => {
  const rows = ["1", "2", "3"].map((id) => ({ id }));
  const lines = plainItems([rows.slice(0, 2), rows.slice(2)], true);
  expect(lines.slice(0, 4).map((line) => line.kind)).toEqual(["row", "row", "row", "wait"]);
  expect(rowsBetween(lines, 2, 1).map((row) => row.id)).toEqual(["2", "3"]);
  const group = (key: string, open: boolean, count: number) => ({ key, value: key, count, sums: {}, open });
  const grouped = groupedItems({ groups: [group("a", true, 5), group("b", false, 2), group("c", true, 2)], rowsOf: (one) => (one.key === "a" ? rows : []) });
  expect(grouped.map((line) => line.kind)).toEqual(["group", "row", "row", "row", "rest", "group", "group", "wait", "wait"]);
});
