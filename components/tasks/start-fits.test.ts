import { describe, expect, it } from "vitest";
import type { Condition } from "../../runtime/expressions/condition";
import type { ConditionScope } from "../../runtime/expressions/evaluate";
import { startFits } from "./start-fits";

describe("a button that starts a process", () => {
  const scope = { env: {}, test: (path: string, op: string, operand: unknown) => path === "stage" && op === "eq" && operand === "new", value: () => undefined, related: () => [] } as unknown as ConditionScope;
  const known = new Set(["stage"]);
  it("is there when the record fits its condition, and not otherwise", () => {
    expect(["new", "won"].map((value) => startFits({ field: "stage", op: "eq", value } as Condition, known, scope))).toEqual([true, false]);
  });

  it("is there without a condition, and where the condition asks for what is not known here", () => {
    expect(startFits(undefined, known, scope)).toBe(true);
    for (const when of [{ field: "margin", op: "gt", value: 1 }, { all: [{ field: "organisation.city", op: "isEmpty" }] }, { not: { some: "lines", where: { field: "stage", op: "isEmpty" } } }]) expect(startFits(when as Condition, known, scope)).toBe(true);
  });
});
