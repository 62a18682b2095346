import { expect, test } from "vitest";
import { readRows, typedValue, writeRows } from "./condition-rows";

test.each([
  ["amount > 1000", [{ name: "amount", op: ">", value: 1000 }]],
  ['stage = "won" and amount >= -5', [{ name: "stage", op: "=", value: "won" }, { name: "amount", op: ">=", value: -5 }]],
  ["record.total < 3", [{ name: "record.total", op: "<", value: 3 }]],
  ["approved", [{ name: "approved", op: "=", value: true }]],
  ["owner != null", [{ name: "owner", op: "!=", value: null }]],
])("%s is read as rows and written back the same", (formula, rows) => {
  const read = readRows(formula)!;
  expect(read.rows).toEqual(rows);
  expect(writeRows(read)).toBe(formula);
});

test("what rows cannot say stays a formula", () => {
  expect(readRows("a > 1 and (b > 2 or c > 3)")).toBeUndefined();
  expect(readRows("sum(lines) > 10")).toBeUndefined();
  expect(readRows("a >")).toBeUndefined();
  expect(readRows(undefined)).toEqual({ join: "and", rows: [] });
  expect(readRows("a > 1 or b > 2")?.join).toBe("or");
});

test("rows without a variable are not written yet", () => expect(writeRows({ join: "and", rows: [{ name: "", op: "=", value: 1 }] })).toBeUndefined());

test("a typed value has the type of the variable", () => {
  expect([typedValue("12", "number"), typedValue("12", "text"), typedValue("12", undefined), typedValue("true", "boolean"), typedValue("new", "any")]).toEqual([12, "12", 12, true, "new"]);
});
