import { expect, test } from "vitest";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientModel } from "../../runtime/model/client";
import { baseOf, choicesOf, columnsOf, filterOf, isChanged, listedColumns, listOf, nextSort, pageSizeOf, readListState, rowTitle, settingsOf, writeListState, type ListState } from "./list-state";
import { NO_VIEWS, type SavedView } from "./views-api";

const through = (state: ListState) => readListState(new URLSearchParams(writeListState(state)));
const things = entity("thing", [field("name", "text", { label: "Name" }), field("n", "integer", { label: "Number" })]);
const model = { entities: { thing: things } } as unknown as ClientModel;
const list = { id: "l", name: "l", label: "L", columns: [{ id: "c", field: "n", width: 333, label: "No." }, { id: "d", field: "name" }], sort: [], pageSize: 25, default: true, local: false, quickFilters: [] };

test("the state of a list survives the way through the address", () => {
  const state: ListState = {
    as: "board", list: "main", q: "acme & co", quick: ["open", "mine"], sort: [{ field: "amount", direction: "desc" }, { field: "name", direction: "asc" }], filter: { field: "stage", op: "eq", value: "new" },
    columns: [{ path: "name", width: 280, pinned: true }, { path: "organisation.city" }], group: { field: "closed", by: "month" }, deleted: true, preview: "",
  };
  expect(through(state)).toEqual(state);
});

test("no filter and no groups can be said although the view has them", () => {
  expect(through({ q: "", quick: [], deleted: false, filter: null, group: null })).toMatchObject({ filter: null, group: null });
});

test("a broken address shows the list instead of an error", () => {
  expect(readListState(new URLSearchParams("filter={oops&sort=,,&columns=a:b,!,1&group="))).toMatchObject({ filter: undefined, sort: undefined, columns: undefined, group: undefined, q: "", deleted: false });
});

test("clicks on a header go from ascending to descending to none; with Shift the other columns stay", () => {
  expect(nextSort([], "name", false)).toEqual([{ field: "name", direction: "asc" }]);
  expect(nextSort([{ field: "name", direction: "asc" }], "name", false)).toEqual([{ field: "name", direction: "desc" }]);
  expect(nextSort([{ field: "name", direction: "desc" }], "name", false)).toBeUndefined();
  expect(nextSort([{ field: "stage", direction: "asc" }], "name", true)).toEqual([{ field: "stage", direction: "asc" }, { field: "name", direction: "asc" }]);
});

test("the list's own filter, the quick filter and the built one must all hold", () => {
  const base = { fixed: { field: "a", op: "isTrue" }, quickFilters: [{ id: "q", label: "Q", filter: { field: "b", op: "isTrue" } }] };
  expect(filterOf(base, {}, [])).toEqual({ field: "a", op: "isTrue" });
  expect(filterOf(base, { filter: { any: [] } }, ["q"])).toEqual({ all: [{ field: "a", op: "isTrue" }, { field: "b", op: "isTrue" }, { any: [] }] });
  expect(filterOf({ quickFilters: [] }, {}, ["q"])).toBeUndefined();
});

test("columns have the width and heading the list says, else those of their field", () => {
  expect(columnsOf(model, things, listedColumns(list)).map(({ path, label, width, pinned }) => [path, label, width, pinned])).toEqual([["n", "No.", 333, true], ["name", "Name", 260, true]]);
  expect([pageSizeOf(list), pageSizeOf(undefined)]).toEqual([25, 50]);
  expect(choicesOf(columnsOf(model, things, [{ path: "n", pinned: true }, { path: "gone" }, { path: "name" }]))).toMatchObject([{ path: "n", pinned: true }, { path: "name", pinned: false }]);
});

test("a column has the figure its list names; one that somebody added, what another list of the entity says", () => {
  const priced = { ...list, id: "p", name: "priced", default: false, columns: [{ id: "n", field: "n", total: "average" as const }] };
  const named = entity("thing", [field("name", "text"), field("n", "integer")], { lists: [{ ...list, columns: [{ id: "name", field: "name" }] }, priced] });
  const totals = (state: Partial<ListState>) => settingsOf(model, named, baseOf(named, state, { items: [], default: null }), { q: "", quick: [], deleted: false, ...state }).columns.map(({ path, total }) => [path, total]);
  expect(totals({ list: "priced" })).toEqual([["n", "average"]]);
  expect(totals({ columns: [{ path: "name" }, { path: "n" }] })).toEqual([["name", undefined], ["n", "average"]]);
  expect(totals({ list: "priced", columns: [{ path: "n", width: 90 }] })).toEqual([["n", "average"]]);
});

test("a list is found by its name, else the default one is opened", () => {
  const lists = ["first", "second"].map((name) => ({ ...list, id: name, name, default: name === "second" }));
  const named = entity("thing", [], { lists });
  expect([listOf(named, "first")?.name, listOf(named, undefined)?.name]).toEqual(["first", "second"]);
});

test("what a person opens first comes before what the metadata opens first, and the address before both", () => {
  const view: SavedView = { id: "v1", label: "Mine", kind: "list", document: { columns: [{ id: "name", field: "name" }], filter: { field: "n", op: "gt", value: 5 } }, reach: { to: "own" }, mine: true, version: 1 };
  const named = entity("thing", [field("name", "text")], { lists: [list] });
  const keyOf = (state: { list?: string; view?: string }, first: string | null) => baseOf(named, state, { items: [view], default: first }).key;
  expect([keyOf({}, null), keyOf({}, "v1"), keyOf({ list: "l" }, "v1"), keyOf({ view: "v1" }, null), keyOf({ view: "gone" }, null)]).toEqual(["l", "v1", "l", "v1", "l"]);
});

test("a shared view of a board opens as one", () => {
  const of = (shownAs?: string) => baseOf(entity("thing", [], { lists: [{ ...list, ...(shownAs ? { shownAs } : {}) }] }), {}, NO_VIEWS).kind;
  expect([of(), of("board")]).toEqual(["list", "board"]);
});

test("a view's filter is edited, a list's own one is not", () => {
  const state: ListState = { q: "", quick: [], deleted: false };
  const fixed = { ...list, filter: { field: "n", op: "gt", value: 1 } };
  const of = (local: boolean) => baseOf(entity("thing", [], { lists: [{ ...fixed, local }] }), {}, NO_VIEWS);
  expect(of(false)).toMatchObject({ fixed: fixed.filter });
  expect(settingsOf(model, things, of(true), state).filter).toEqual(fixed.filter);
  expect(settingsOf(model, things, of(true), { ...state, filter: null }).filter).toBeUndefined();
  expect([isChanged(state), isChanged({ ...state, filter: null }), isChanged({ ...state, q: "x" })]).toEqual([false, true, false]);
});

test("a record without a title is called by its kind and the end of its id", () => {
  const id = "01a20568-3636-7000-b399-b93792bc3d64";
  expect(["To the port", "", null].map((name) => rowTitle({ ...things, titleField: "name" }, { id, name }))).toEqual(["To the port", `${things.label} 3d64`, `${things.label} 3d64`]);
});
