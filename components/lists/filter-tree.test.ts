import { expect, test } from "vitest";
import { countRows, readTree, writeTree } from "./filter-tree";
import type { Condition } from "../../runtime/expressions/condition";

const always = () => true;

test("a condition made of groups and rows comes back as it was", () => {
  const condition: Condition = { all: [{ field: "stage", op: "in", value: ["new"] }, { any: [{ field: "amount", op: "gt", value: 5 }, { field: "owner", op: "isEmpty" }] }] };
  expect(writeTree(readTree(condition), always)).toEqual(condition);
  expect(countRows(readTree(condition))).toBe(3);
});

test("a group about the lines of a record comes back as it was, also turned around", () => {
  const leaf: Condition = { field: "a", op: "isTrue" };
  const two: Condition[] = [leaf, { field: "b", op: "isTrue" }];
  const conditions: Condition[] = [
    { some: "lines", where: leaf }, { some: "lines", where: { all: two } }, { some: "lines", where: { any: two } }, { not: { some: "lines", where: leaf } }, { not: { some: "lines", where: { any: two } } },
    { not: { some: "lines", where: { all: two } } }, { some: "lines", where: { not: leaf } }, { some: "lines", where: { some: "parts", where: leaf } }, { all: [{ some: "lines", where: { all: two } }, leaf] },
  ];
  for (const condition of conditions) expect(writeTree(readTree(condition), always)).toEqual(condition);
  expect(readTree({ not: { some: "lines", where: { any: two } } })).toMatchObject({ join: "none", of: "lines" });
});

test("whether a row is finished is asked where it stands", () => {
  const asked: string[] = [];
  const condition: Condition = { all: [{ field: "a", op: "isTrue" }, { some: "lines", where: { all: [{ field: "b", op: "isTrue" }, { some: "parts", where: { field: "c", op: "isTrue" } }] } }] };
  const left = writeTree(readTree(condition), (row, of) => asked.push([...of, row.field].join(".")) > 0 && row.field !== "c");
  expect(asked).toEqual(["a", "lines.b", "lines.parts.c"]);
  expect(left).toEqual({ all: [{ field: "a", op: "isTrue" }, { some: "lines", where: { field: "b", op: "isTrue" } }] });
});

test("what is no condition this build knows is kept whole", () => {
  const condition = { all: [{ near: "harbour" }, { field: "b", op: "isTrue" }] } as unknown as Condition;
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
