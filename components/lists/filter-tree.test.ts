import { expect, test } from "vitest";
import { countRows, readTree, writeTree } from "./filter-tree";
import type { Condition } from "../../runtime/expressions/condition";

const always = () => true;

test("a condition made of groups and rows comes back as it was", () => {
  const condition: Condition = { all: [{ field: "stage", op: "in", value: ["new"] }, { any: [{ field: "amount", op: "gt", value: 5 }, { field: "owner", op: "isEmpty" }] }] };
  expect(writeTree(readTree(condition), always)).toEqual(condition);
  expect(countRows(readTree(condition))).toBe(3);
});

test("what cannot be shown as rows is kept whole", () => {
  const condition: Condition = { all: [{ some: "lines", where: { field: "a", op: "isTrue" } }, { field: "b", op: "isTrue" }] };
  expect(writeTree(readTree(condition), always)).toEqual(condition);
});

test("unfinished rows are left out, and a single row needs no group", () => {
  const tree = readTree({ all: [{ field: "a", op: "isTrue" }, { field: "b", op: "isTrue" }] });
  expect(writeTree(tree, (row) => row.field === "a")).toEqual({ field: "a", op: "isTrue" });
  expect(writeTree(tree, () => false)).toBeUndefined();
});

test("none of several conditions is a group of its own kind", () => {
  for (const condition of [{ not: { field: "a", op: "isTrue" } }, { not: { any: [{ field: "a", op: "isTrue" }, { field: "b", op: "isTrue" }] } }] satisfies Condition[]) {
    expect(readTree(condition).join).toBe("none");
    expect(writeTree(readTree(condition), always)).toEqual(condition);
  }
});
