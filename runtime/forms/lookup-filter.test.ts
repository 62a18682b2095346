import { expect, test } from "vitest";
import { lookupFilter, paramsOf } from "./lookup-filter";

const own = { field: "organisation", op: "eq", value: { param: "client" } };
const active = { field: "active", op: "isTrue" };
const values = { client: { id: "o1", title: "One" } };

test("an operand stands for the value of the record being edited", () => {
  expect(lookupFilter(own, values)).toEqual({ field: "organisation", op: "eq", value: "o1" });
  expect(lookupFilter({ some: "members", where: own }, values)).toEqual({ some: "members", where: { field: "organisation", op: "eq", value: "o1" } });
  expect(lookupFilter({ field: "kind", op: "eq", value: { param: "kind" } }, { kind: "x" })).toEqual({ field: "kind", op: "eq", value: "x" });
});

test("while nothing is chosen, the test is left out and the others stay", () => {
  expect(lookupFilter({ all: [own, active] }, {})).toEqual({ all: [active] });
  expect(lookupFilter({ not: own }, {})).toBeUndefined();
  expect(lookupFilter({ any: [own, active] }, { client: null })).toBeUndefined();
  expect(lookupFilter(undefined, values)).toBeUndefined();
});

test("only the fields a filter asks for need watching", () => {
  expect(paramsOf({ all: [own, active, { not: own }] })).toEqual(["client"]);
  expect(paramsOf(undefined)).toEqual([]);
});
