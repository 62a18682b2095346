import { expect, test } from "vitest";
import { filterOf, nextSort, readListState, writeListState } from "./list-state";

test("the state of a list survives the way through the address", () => {
  const state = { list: "main", q: "acme & co", quick: "open", sort: [{ field: "amount", direction: "desc" as const }, { field: "name", direction: "asc" as const }], filter: { field: "stage", op: "eq", value: "new" }, deleted: true };
  expect(readListState(new URLSearchParams(writeListState(state)))).toEqual(state);
});

test("a cut-off filter is ignored", () => {
  expect(readListState(new URLSearchParams("filter=%7B%22field"))).toMatchObject({ filter: undefined, q: "" });
});

test("clicks on a header go ascending, descending, none; with shift the other columns stay", () => {
  const asc = nextSort([{ field: "b", direction: "asc" }], "a", false);
  expect(asc).toEqual([{ field: "a", direction: "asc" }]);
  const desc = nextSort(asc!, "a", false);
  expect(desc).toEqual([{ field: "a", direction: "desc" }]);
  expect(nextSort(desc!, "a", false)).toBeUndefined();
  expect(nextSort([{ field: "b", direction: "asc" }], "a", true)).toEqual([{ field: "b", direction: "asc" }, { field: "a", direction: "asc" }]);
  expect(nextSort([{ field: "b", direction: "desc" }, { field: "a", direction: "asc" }], "b", true)).toEqual([{ field: "a", direction: "asc" }]);
});

test("the list's own filter, the quick filter and the built one must all hold", () => {
  const list = { id: "l", name: "l", label: "L", columns: [], sort: [], pageSize: 50, local: false, default: true, filter: { field: "a", op: "isTrue" }, quickFilters: [{ id: "q", label: "Q", filter: { field: "b", op: "isTrue" } }] };
  expect(filterOf(list, {})).toEqual({ field: "a", op: "isTrue" });
  expect(filterOf(list, { quick: "q", filter: { any: [] } })).toEqual({ all: [{ field: "a", op: "isTrue" }, { field: "b", op: "isTrue" }, { any: [] }] });
  expect(filterOf(undefined, {})).toBeUndefined();
});
