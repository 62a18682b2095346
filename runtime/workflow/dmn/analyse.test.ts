import { describe, expect, it } from "vitest";
import { analyseDecision } from "./analyse";
import type { DecisionDefinition } from "./decision";

const table = (when: readonly Readonly<Record<string, string>>[], more: Partial<DecisionDefinition> = {}): DecisionDefinition => ({
  id: "d", name: "d", label: "D", inputs: [{ id: "amount", formula: "amount" }, { id: "region", formula: "region" }], outputs: [{ id: "o", name: "o" }], rules: when.map((cells, at) => ({ id: `r${at}`, when: cells, then: { o: String(at) } })), ...more,
});

describe("what rules say together", () => {
  it("finds rules that fit at the same time where only one may", () => {
    expect(analyseDecision(table([{ amount: "<= 10" }, { amount: "[10..20]" }, { amount: "> 20" }]))).toEqual([{ kind: "overlap", rules: [0, 1] }]);
    expect(analyseDecision(table([{ amount: "< 10" }, { amount: "[10..20]" }, { amount: "> 20" }]))).toEqual([]);
    const same = table([{ amount: "<= 10" }, { amount: ">= 10" }], { hitPolicy: "any" });
    expect(analyseDecision(same)).toEqual([{ kind: "overlap", rules: [0, 1] }]);
    expect(analyseDecision({ ...same, rules: same.rules.map((rule) => ({ ...rule, then: { o: "1" } })) })).toEqual([]);
  });

  it("finds values nobody thought of, in two columns, and none when there is a default", () => {
    const holes = table([{ amount: "< 10", region: '"EU"' }, { amount: ">= 10" }, { amount: "< 5", region: 'not("EU")' }], { hitPolicy: "first" });
    expect(analyseDecision(holes)).toEqual([{ kind: "gap", when: { amount: "[5..10)", region: "…" } }]);
    expect(analyseDecision({ ...holes, outputs: [{ id: "o", name: "o", default: "0" }] })).toEqual([]);
    expect(analyseDecision(table([{ amount: "true" }], { hitPolicy: "first" }))).toEqual([{ kind: "gap", when: { amount: "false" } }]);
    expect(analyseDecision(table([{ amount: '<= date("2026-01-31")' }, { amount: '>= date("2026-02-02")' }]))).toEqual([{ kind: "gap", when: { amount: "(2026-01-31..2026-02-02)" } }]);
    expect(analyseDecision(table([{ amount: '<= date("2026-01-31")' }, { amount: '>= date("2026-02-01")' }]))).toEqual([]);
    expect(analyseDecision(table([{ amount: "> 5" }], { inputs: [{ id: "amount", formula: "amount", allowed: "[6..9]" }] }))).toEqual([]);
  });

  it("finds rules that never count behind a wider one", () => {
    expect(analyseDecision(table([{ amount: "> 10" }, { amount: "> 20", region: '"EU"' }, {}], { hitPolicy: "first" }))).toEqual([{ kind: "hidden", rules: [0, 1] }]);
  });

  it("says nothing about tests that do more than compare with plain values", () => {
    for (const test of ["> limit", 'starts with(?, "A")', '> "a"', "1, \"a\""]) expect(analyseDecision(table([{ amount: test }, { amount: test }]))).toEqual([]);
  });

  it("stays quick with many rules and columns", () => {
    const inputs = Array.from({ length: 8 }, (_, at) => ({ id: `c${at}`, formula: `c${at}` }));
    const rules = Array.from({ length: 200 }, (_, at) => ({ id: `r${at}`, when: Object.fromEntries(inputs.map(({ id }, c) => [id, `[${(at * (c + 3)) % 50}..${((at * (c + 3)) % 50) + 2})`])) }));
    expect(analyseDecision(table([], { inputs, rules })).length).toBeGreaterThan(0);
  });
});
