import { expect, test } from "vitest";
import type { ListColumn } from "./list-state";
import { field } from "../../runtime/forms/forms.fixture";
import { figureOf, groupable, groupFilter, isDated, mergeSums, periodEnd } from "./group-values";

test("a group by period leaves the rows from its first day up to the next period", () => {
  expect(groupFilter({ field: "closed", by: "quarter" }, "2026-10-01")).toEqual({ all: [{ field: "closed", op: "gte", value: "2026-10-01" }, { field: "closed", op: "lt", value: "2027-01-01" }] });
  expect([periodEnd("2026-12-31", "day"), periodEnd("2026-12-28", "week"), periodEnd("2026-12-01", "month"), periodEnd("2026-01-01", "year")]).toEqual(["2027-01-01", "2027-01-04", "2027-01-01", "2027-01-01"]);
  expect(groupFilter({ field: "at", by: "day" }, "2026-01-01", (day) => `${day}T00:00:00Z`)).toMatchObject({ all: [{ value: "2026-01-01T00:00:00Z" }, { value: "2026-01-02T00:00:00Z" }] });
});

test("a group by value leaves the rows with that value; the empty one those without", () => {
  expect(groupFilter({ field: "stage" }, "won")).toEqual({ field: "stage", op: "eq", value: "won" });
  expect(groupFilter({ field: "owner" }, { id: "u1", title: "Ada" })).toEqual({ field: "owner", op: "eq", value: "u1" });
  expect(groupFilter({ field: "done" }, false)).toEqual({ field: "done", op: "isFalse" });
  expect(groupFilter({ field: "stage" }, null)).toEqual({ field: "stage", op: "isEmpty" });
});

test("sums of numbers and of money by currency come to their groups", () => {
  const counted = [{ stage: "won", count: 2, sum0: 7 }, { stage: null, count: 1, sum0: null }];
  const priced = [[{ stage: "won", "amount.currency": "EUR", sum: 10 }, { stage: "won", "amount.currency": "USD", sum: 5 }, { stage: null, "amount.currency": null, sum: null }]];
  expect(mergeSums({ field: "stage" }, counted, ["hours"], priced, ["amount"])).toEqual([
    { value: "won", count: 2, sums: { hours: 7, amount: [{ amount: 10, currency: "EUR" }, { amount: 5, currency: "USD" }] } },
    { value: null, count: 1, sums: {} },
  ]);
});

test("a column has the figure its list names, where its field can be measured so", () => {
  const figure = (type: string, total: ListColumn["total"], path = "f") => figureOf({ field: field("f", type), path, total });
  expect([figure("decimal", "none"), figure("decimal", "average"), figure("percent", "average"), figure("date", "max"), figure("integer", "min", "other.f"), figure("date", "sum")]).toEqual([undefined, "avg", "avg", "max", "min", undefined]);
  expect(mergeSums(undefined, [{ count: 2, sum0: "2026-01-31", sum1: 4.5 }], ["closed", "price"], [[{ "amount.currency": "EUR", sum: "10.5" }]], ["amount"])[0]!.sums).toEqual({ closed: "2026-01-31", price: 4.5, amount: [{ amount: 10.5, currency: "EUR" }] });
});

test("what counts something is summed, what has few values is grouped by", () => {
  const figure = (type: string) => figureOf({ field: field("f", type), path: "f" });
  expect([figure("integer"), figure("money"), figure("percent"), figure("text")]).toEqual(["sum", "sum", undefined, undefined]);
  expect(figureOf({ field: field("f", "integer"), path: "other.f" })).toBeUndefined();
  expect([groupable(field("f", "select", { options: { choices: [] } })), groupable(field("f", "longText")), isDated(field("f", "date"))]).toEqual([true, false, true]);
});
