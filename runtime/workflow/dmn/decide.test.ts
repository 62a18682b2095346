import { describe, expect, it } from "vitest";
import type { Json, Values } from "../definition/types";
import { checkDecision } from "./check";
import { compileDecision } from "./compile";
import { decide, type Decided } from "./decide";
import type { DecisionDefinition } from "./decision";

const MOMENT = { now: new Date("2026-11-22T10:00:00Z"), timeZone: "UTC" };

/** Rules as rows: a test of the amount, then the outputs. */
function table(rows: readonly (readonly string[])[], more: Partial<DecisionDefinition> = {}): DecisionDefinition {
  const outputs = more.outputs ?? [{ id: "o1", name: "discount" }];
  return {
    id: "d", name: "discount", label: "Discount", inputs: [{ id: "i1", formula: "amount", label: "Amount" }], outputs,
    rules: rows.map(([test, ...results], index) => ({ id: `r${index + 1}`, when: { i1: test! }, then: Object.fromEntries(results.map((result, at) => [outputs[at]!.id, result])) })), ...more,
  };
}

function run(definition: DecisionDefinition, values: Values): Decided {
  const compiled = compileDecision(definition);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.faults));
  return decide(compiled.decision, values, MOMENT);
}

function answer(definition: DecisionDefinition, values: Values): Json {
  const decided = run(definition, values);
  if (!decided.ok) throw new Error(decided.message);
  return decided.result.value;
}

const ROWS = [["> 100", "0.1"], ["> 1000", "0.2"], ["-", "0.05"]] as const;
const VALUES = [{ id: "o1", name: "discount", values: ["0.2", "0.1", "0.05"] }];

describe("decide", () => {
  it.each([
    ["unique", [["> 100", "0.1"], ["<= 100", "0"]], {}, 0.1],
    ["any", [["> 100", "0.1"], ["> 150", "0.1"]], {}, 0.1],
    ["first", ROWS, {}, 0.1],
    ["priority", ROWS, { outputs: VALUES }, 0.2],
    ["outputOrder", ROWS, { outputs: VALUES }, [0.2, 0.1, 0.05]],
    ["ruleOrder", ROWS, {}, [0.1, 0.2, 0.05]],
    ["collect", ROWS, {}, [0.1, 0.2, 0.05]],
    ["collect", [["> 100", "0.1"], ["> 1000", "0.2"], ["-", "0.3"]], { aggregation: "sum" }, 0.6],
    ["collect", ROWS, { aggregation: "min" }, 0.05],
    ["collect", ROWS, { aggregation: "max" }, 0.2],
    ["collect", ROWS, { aggregation: "count" }, 3],
  ] as const)("decides by the hit policy %s %#", (hitPolicy, rows, more, expected) => {
    expect(answer(table(rows, { hitPolicy, ...more }), { amount: 5000 })).toEqual(expected);
  });

  it("gives the default, or nothing, when no rule fits", () => {
    expect(answer(table([["> 100", "0.1"]]), { amount: 5 })).toBeNull();
    expect(answer(table([["> 100", "0.1"]], { outputs: [{ id: "o1", name: "discount", default: "amount / 100" }] }), { amount: 5 })).toBe(0.05);
    expect(answer(table([["> 100", "0.1"]], { hitPolicy: "collect" }), { amount: 5 })).toEqual([]);
    expect(answer(table([["> 100", "0.1"]], { hitPolicy: "collect", aggregation: "count" }), { amount: 5 })).toBe(0);
    expect(answer(table([["> 100", "0.1"]], { hitPolicy: "collect", aggregation: "sum" }), { amount: 5 })).toBeNull();
  });

  it("gives several outputs as a context, and each as a variable", () => {
    const outputs = [{ id: "o1", name: "level" }, { id: "o2", name: "who" }];
    expect(run(table([["> 1", '"high"', '"boss"'], ["<= 1", '"low"']], { outputs }), { amount: 2 })).toEqual({ ok: true, result: { value: { level: "high", who: "boss" }, variables: { level: "high", who: "boss" }, rules: ["r1"] } });
    expect(run(table([["> 1", '"high"', '"boss"'], ["-", '"low"']], { outputs, hitPolicy: "ruleOrder" }), { amount: 2 })).toEqual({
      ok: true, result: { value: [{ level: "high", who: "boss" }, { level: "low", who: null }], variables: { level: ["high", "low"], who: ["boss", null] }, rules: ["r1", "r2"] },
    });
  });

  it("tests texts, ranges, lists, dates and other inputs", () => {
    const two = (when: Record<string, string>): DecisionDefinition => ({
      id: "d", name: "d", label: "D", inputs: [{ id: "r", formula: "region" }, { id: "a", formula: "amount * 2" }, { id: "s", formula: "since", type: "date" }], outputs: [{ id: "o", name: "yes" }], rules: [{ id: "r1", when, then: { o: "true" } }],
    });
    const values = { region: "EU", amount: 50, since: "2026-03-01", limit: 90 };
    for (const when of [{ r: '"EU", "US"' } as Record<string, string>, { r: 'not("RU")' }, { a: "[100..200)" }, { a: "> limit" }, { s: '< date("2026-04-01")' }, { r: '"EU"', a: "100", s: "-" }, {}]) expect(answer(two(when), values), JSON.stringify(when)).toBe(true);
    for (const when of [{ r: '"US"' } as Record<string, string>, { a: "(100..200)" }, { s: '> date("2026-04-01")' }, { r: '"EU"', a: "99" }]) expect(answer(two(when), values), JSON.stringify(when)).toBeNull();
  });

  it.each([
    ["two rules that fit at once", table([["> 1", "1"], ["> 2", "2"]]), { amount: 3 }, /Rules 1 and 2 .* fit at the same time/],
    ["rules that say different things", table([["> 1", "1"], ["> 2", "2"]], { hitPolicy: "any" }), { amount: 3 }, /different things/],
    ["a value that is missing", table([["> 1", "1"]]), {}, /asks for “amount” in the input “Amount”/],
    ["a value a rule asks for", table([["> limit", "1"]]), { amount: 1 }, /asks for “limit”/],
    ["a value that is not allowed", table([["-", "1"]], { inputs: [{ id: "i1", formula: "amount", allowed: "[1..10]" }] }), { amount: 11 }, /none of the allowed values/],
    ["texts to be added up", table([["-", '"a"']], { hitPolicy: "collect", aggregation: "sum" }), { amount: 1 }, /one of them is "a"/],
  ])("answers %s in plain words", (_what, definition, values, says) => {
    expect(run(definition, values)).toMatchObject({ ok: false, message: expect.stringMatching(says) as string, remedy: expect.any(String) as string });
  });

  it("finds what is wrong with a table before it runs", () => {
    const faults = (definition: DecisionDefinition): readonly string[] => checkDecision(definition).map(({ path }) => path.join("/"));
    expect(faults(table([["> 1", "1"]]))).toEqual([]);
    expect(faults(table([["> (", "1 +"]]))).toEqual(["rules/0/when/i1", "rules/0/then/o1"]);
    expect(faults(table([], { inputs: [{ id: "i1", formula: "a +", allowed: "((" }] }))).toEqual(["inputs/0/allowed", "inputs/0/formula"]);
    expect(faults(table([], { aggregation: "sum" }))).toEqual(["aggregation"]);
    expect(faults(table([], { hitPolicy: "collect", aggregation: "sum", outputs: [{ id: "a", name: "a" }, { id: "b", name: "b" }] }))).toEqual(["aggregation"]);
    expect(faults(table([], { hitPolicy: "priority" }))).toEqual(["outputs/0"]);
    expect(faults(table([], { outputs: [{ id: "a", name: "a" }, { id: "a", name: "a" }] }))).toEqual(["outputs/1/id", "outputs/1/name"]);
    expect(faults({ ...table([["1", "1"]]), rules: [{ id: "r", when: { gone: "1" }, then: { lost: "1" } }] })).toEqual(["rules/0/when/gone", "rules/0/then/lost"]);
  });
});
