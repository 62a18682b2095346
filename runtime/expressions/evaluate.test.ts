import { describe, expect, it } from "vitest";
import type { ClientField } from "../model/client";
import { entity, field } from "../forms/forms.fixture";
import { formScope } from "../forms/scope";
import { evaluateCondition } from "./evaluate";
import type { Condition } from "./condition";

const line = entity("line", [field("done", "boolean")]);
const fields: readonly ClientField[] = [field("n", "integer"), field("limit", "integer"), field("due", "date"), field("owner", "user"), field("price", "money", { options: { currencies: ["EUR", "USD"] } }), field("lines", "children", { options: { entity: "line", field: "parent" } })];
const values = { n: 5, limit: 7, due: "2026-01-31", owner: { id: "00000000-0000-7000-8000-000000000001" }, price: { amount: 10, currency: "EUR" }, lines: [{ done: false }, { done: true }] };
const env = { now: new Date("2026-02-01T10:00:00Z"), timeZone: "UTC", user: { id: values.owner.id, teams: [], units: [], unitTree: [], roles: [] }, params: { least: 5 } };
const holds = (condition: unknown) => evaluateCondition(condition as Condition, formScope(fields, values, env, { line }));
const n = (op: string, value: unknown) => ({ field: "n", op, value });

describe("a condition", () => {
  it("joins tests by all, any and not", () => {
    expect([holds({ all: [n("gt", 4), n("lt", 6)] }), holds({ all: [n("gt", 4), n("lt", 5)] }), holds({ all: [] })]).toEqual([true, false, true]);
    expect([holds({ any: [n("gt", 9), n("eq", 5)] }), holds({ any: [n("gt", 9)] }), holds({ any: [] })]).toEqual([true, false, false]);
    expect([holds({ not: n("eq", 5) }), holds({ not: n("eq", 6) })]).toEqual([false, true]);
  });

  it("asks of related records whether some fulfil another", () => {
    const some = (op: string) => holds({ some: "lines", where: { field: "done", op } });
    expect([some("isTrue"), some("isFalse"), some("isEmpty")]).toEqual([true, true, false]);
  });

  it("takes nobody to lead here where no database is asked", () => {
    expect(holds({ some: { entity: "line", field: "parent" }, where: { all: [] } })).toBe(false);
  });

  it("compares with the user, now, a parameter, another field, and money", () => {
    expect([holds({ field: "owner", op: "eq", value: { user: "id" } }), holds({ field: "owner", op: "ne", value: { user: "id" } })]).toEqual([true, false]);
    expect([holds({ field: "due", op: "lt", value: { now: "PT0S" } }), holds({ field: "due", op: "lt", value: { now: "-P2D" } })]).toEqual([true, false]);
    expect([holds(n("gte", { param: "least" })), holds(n("gt", { param: "least" })), holds(n("eq", { param: "none" }))]).toEqual([true, false, false]);
    expect([holds(n("lt", { field: "limit" })), holds(n("gt", { field: "limit" }))]).toEqual([true, false]);
    const price = (amount: number, currency: string) => holds({ field: "price", op: "eq", value: { amount, currency } });
    expect([price(10, "EUR"), price(10, "USD"), price(11, "EUR")]).toEqual([true, false, false]);
  });
});
