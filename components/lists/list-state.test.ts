import { expect, test } from "vitest";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientModel } from "../../runtime/model/client";
import { columnsOf, filterOf, listOf, nextSort, pageSizeOf, readListState, writeListState } from "./list-state";

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

test("columns have the width and heading the list says, else those of their field", () => {
  const things = entity("thing", [field("name", "text", { label: "Name" }), field("n", "integer", { label: "Number" })]);
  const list = { id: "l", name: "l", label: "L", columns: [{ id: "c", field: "n", width: 333, label: "No." }, { id: "d", field: "name" }], sort: [], pageSize: 25, default: true, local: false, quickFilters: [] };
  const model = { entities: { thing: things } } as unknown as ClientModel;
  expect(columnsOf(model, things, list).map(({ path, label, width }) => [path, label, width])).toEqual([["n", "No.", 333], ["name", "Name", 280]]);
  expect([pageSizeOf(list), pageSizeOf(undefined)]).toEqual([25, 50]);
});

test("a list is found by its name, else the default one is opened", () => {
  const lists = ["first", "second"].map((name) => ({ id: name, name, label: name, columns: [], sort: [], pageSize: 50, default: name === "second", local: false, quickFilters: [] }));
  const things = entity("thing", [], { lists });
  expect([listOf(things, "first")?.name, listOf(things, undefined)?.name]).toEqual(["first", "second"]);
});
