import { describe, expect, test } from "vitest";
import { field } from "../../../runtime/forms/forms.fixture";
import { cellValue, duplicated, inserted, isTable, moved, pasted, readTable } from "./lines-edit";

const locale = { language: "de", timeZone: "UTC" };
const columns = [
  field("product", "reference", { options: { entity: "product" } }),
  field("quantity", "integer"),
  field("amount", "decimal", { readOnly: true }),
  field("kind", "select", { options: { choices: [{ id: "a", value: "a", label: "Ware" }] } }),
  field("on", "date"),
];

describe("lines", () => {
  const lines = [{ id: "1", version: 2, quantity: 1 }, { id: "2", quantity: 2 }];

  test("are copied without what makes them that line", () => {
    expect(duplicated(lines, 0, columns)).toEqual([lines[0], { quantity: 1 }, lines[1]]);
    expect(duplicated(lines, 7, columns)).toBe(lines);
  });

  test("move one place and stay at the ends", () => {
    expect(moved(lines, 1, -1)).toEqual([lines[1], lines[0]]);
    expect(moved(lines, 0, -1)).toBe(lines);
    expect(moved(lines, 1, 1)).toBe(lines);
  });

  test("come back where they were", () => {
    expect(inserted([lines[1]!], 0, lines[0]!)).toEqual(lines);
  });
});

describe("what a spreadsheet copies", () => {
  test("is rows of cells; quotes hold tabs and line ends", () => {
    expect(readTable("a\tb\r\nc\td\r\n")).toEqual([["a", "b"], ["c", "d"]]);
    expect(readTable('"two\nlines, ""quoted"""\tx\n\ty')).toEqual([['two\nlines, "quoted"', "x"], ["", "y"]]);
    expect(readTable('5" pipe\tz')).toEqual([['5" pipe', "z"]]);
    expect(readTable("a\t")).toEqual([["a", ""]]);
  });

  test("is a table only when it is more than one cell", () => {
    expect(isTable("one\n")).toBe(false);
    expect(isTable("one\ttwo")).toBe(true);
    expect(isTable("one\ntwo")).toBe(true);
  });
});

describe("pasting", () => {
  test("reads each cell the way of its field and of the language", () => {
    expect(cellValue(columns[1]!, "1.200", locale)).toBe(1200);
    expect(cellValue(columns[3]!, "ware", locale)).toBe("a");
    expect(cellValue(columns[4]!, "31.1.2026", locale)).toBe("2026-01-31");
    expect(cellValue(columns[1]!, "many", locale)).toBe("many");
    expect(cellValue(columns[1]!, "", locale)).toBeNull();
  });

  test("fills lines from a cell on, makes new ones, and leaves computed columns alone", () => {
    const made = pasted([{ id: "1", quantity: 1, kind: "a" }], [["3", "99", "Ware"], ["4", "99", "?"]], { row: 0, column: 1 }, columns, () => ({ kind: "b" }), locale);
    expect(made).toEqual([{ id: "1", quantity: 3, kind: "a" }, { kind: "?", quantity: 4 }]);
  });
});
