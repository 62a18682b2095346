import { expect, test } from "vitest";
import { deal, entities, field, line } from "../../../runtime/forms/forms.fixture";
import { columnTotal, lineColumns, totalledColumns } from "./lines";

const lines = deal.fields.find((one) => one.name === "lines")!;

test("the columns are the line's own fields without the way back to the parent", () => {
  expect(lineColumns(lines, entities).map((column) => column.name)).toEqual(["name", "quantity", "price", "amount"]);
});

test("a list document chooses the columns, but an obligatory field stays reachable", () => {
  const list = { id: "l", name: "main", label: "", columns: [{ id: "1", field: "price" }], sort: [], quickFilters: [], pageSize: 50, local: false, default: true };
  expect(lineColumns(lines, { ...entities, dealLine: { ...line, lists: [list] } }).map((column) => column.name)).toEqual(["price", "name", "quantity"]);
});

test("totals are those the parent rolls up and those that are computed, never what people type", () => {
  expect([...totalledColumns(lines, lineColumns(lines, entities), entities)]).toEqual(["amount"]);
});

test("a total is exact in decimals, and none is made of two currencies", () => {
  expect(columnTotal(field("a", "decimal"), [{ a: 0.1 }, { a: 0.2 }, { a: null }])).toBe(0.3);
  const money = (amount: number, currency: string) => ({ a: { amount, currency } });
  expect(columnTotal(field("a", "money"), [money(1.1, "EUR"), money(2.2, "EUR")])).toEqual({ amount: 3.3, currency: "EUR" });
  expect(columnTotal(field("a", "money"), [money(1, "EUR"), money(2, "USD")])).toBeUndefined();
  expect(columnTotal(field("a", "text"), [{ a: "x" }])).toBeUndefined();
});
