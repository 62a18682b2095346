import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../../../tests/helpers/fixtures";
import type { Values } from "../../../workflow/definition/types";
import type { DecisionDefinition } from "../../../workflow/dmn/decision";
import { exportDmn } from "../../../workflow/dmn/export";
import { performDecision } from "../../../workflow/dmn/perform";

type Body = Record<string, unknown>;

const AMOUNT = { id: "amount", label: "Amount", formula: "amount", type: "number", allowed: "[0..10000]" };
const GIVEN = { id: "given", name: "discount", label: "Discount", type: "number", values: ["0.2", "0.1"], default: "0.01" };
const TABLE: Body = {
  id: "work.discount", name: "discount", label: "Discount", description: "How much a client gets", hitPolicy: "first", inputs: [AMOUNT], outputs: [GIVEN],
  rules: [{ id: "r1", description: "large", when: { amount: "> 100" }, then: { given: "0.1" } }, { id: "r2", when: { amount: "> 1000" }, then: { given: "0.2" } }],
};

const load = (decision: Body, more: readonly Parameters<typeof documentOf>[] = []) => loadDocuments([
  ...packDocuments("core"), documentOf("work", "pack.json", { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", requires: { core: "^1.0.0" } }),
  documentOf("work", "decisions/discount.json", decision), documentOf("work", "i18n/ru.json", { id: "work.ru", name: "ru", language: "ru", decisions: { "work.discount": { label: "Скидка" } } }),
  ...more.map((one) => documentOf(...one)),
]);
const model = (more: Body = {}) => modelOf(load({ ...TABLE, ...more })).parts.decision[0]!;
const table = (more: Body = {}): DecisionDefinition => model(more).definition;
const answer = (more: Body, values: Values): unknown => performDecision(table(more), values, { now: new Date(0), timeZone: "UTC" });
const gives = (discount: unknown) => ({ variables: { discount } });
const problems = (decision: Body, more: readonly Parameters<typeof documentOf>[] = []): readonly string[] => {
  const result = load(decision, more);
  return result.ok ? [] : result.problems.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe("a decision document", () => {
  it("is found by its name and has its label in every language", () => {
    expect(model()).toMatchObject({ id: "work.discount", name: "discount", label: { en: "Discount", ru: "Скидка" } });
    const asks = (decision: string): Body => ({ id: "work.p", name: "p", label: "P", nodes: [{ id: "s", type: "startEvent" }, { id: "d", type: "businessRuleTask", options: { decision } }, { id: "e", type: "endEvent" }], flows: [{ id: "f1", from: "s", to: "d" }, { id: "f2", from: "d", to: "e" }] });
    expect(problems(TABLE, [["work", "processes/p.json", asks("discount")]])).toEqual([]);
    expect(problems(TABLE, [["work", "processes/p.json", asks("gone")]])).toEqual(["/nodes/1/options/decision unknownDecision"]);
  });

  it("gives other answers with another hit policy, other values, tests, formulas and defaults", () => {
    expect(answer({}, { amount: 5000 })).toEqual(gives(0.1));
    expect(answer({ hitPolicy: "priority" }, { amount: 5000 })).toEqual(gives(0.2));
    expect(answer({ hitPolicy: "priority", outputs: [{ ...GIVEN, values: ["0.1", "0.2"] }] }, { amount: 5000 })).toEqual(gives(0.1));
    expect(answer({ hitPolicy: "collect" }, { amount: 5000 })).toEqual(gives([0.1, 0.2]));
    expect(answer({ hitPolicy: "collect", aggregation: "sum" }, { amount: 5000 })).toEqual(gives(0.3));
    expect(answer({}, { amount: 1 })).toEqual(gives(0.01));
    expect(answer({ outputs: [{ ...GIVEN, default: undefined }] }, { amount: 1 })).toEqual(gives(null));
    expect(answer({ inputs: [{ ...AMOUNT, formula: "amount * 100" }] }, { amount: 5 })).toEqual(gives(0.1));
    expect(answer({ outputs: [{ ...GIVEN, name: "share" }] }, { amount: 500 })).toEqual({ variables: { share: 0.1 } });
    expect(answer({ inputs: [{ ...AMOUNT, id: "other" }], rules: [{ id: "r1", when: { other: "> 100" }, then: { given: "0.1" } }] }, { amount: 500 })).toEqual(gives(0.1));
    expect(answer({ rules: [{ id: "r1", then: { given: "7" } }] }, { amount: 500 })).toEqual(gives(7));
    expect(answer({}, { amount: 20000 })).toEqual({ failure: expect.stringMatching(/“Amount”, which is none of the allowed values/) as string });
    expect(answer({ inputs: [{ ...AMOUNT, allowed: undefined }] }, { amount: 20000 })).toEqual(gives(0.1));
    expect(answer({ inputs: [{ id: "amount", formula: "amount", type: "date" }], rules: [{ id: "r1", when: { amount: '< date("2026-04-01")' }, then: { given: "1" } }] }, { amount: "2026-01-31" })).toEqual(gives(1));
  });

  it("keeps the words of its columns and rules for other tools", () => {
    const xml = exportDmn(table());
    for (const word of ['label="Amount"', 'label="Discount"', 'typeRef="number"', "<description>large</description>", "<description>How much a client gets</description>"]) expect(xml).toContain(word);
  });

  it.each([
    ["a test nobody can read", { rules: [{ id: "r1", when: { amount: "> (" } }] }, "/rules/0/when/amount decision"],
    ["two rules of one id", { rules: [{ id: "r1" }, { id: "r1" }] }, "/rules/1/id decision"],
    ["two inputs of one id", { inputs: [AMOUNT, AMOUNT] }, "/inputs/1/id decision"],
    ["a sum of nothing collected", { aggregation: "sum" }, "/aggregation decision"],
    ["a column that is not there", { rules: [{ id: "r1", then: { gone: "1" } }] }, "/rules/0/then/gone decision"],
  ])("is refused with %s", (_what, more, problem) => expect(problems({ ...TABLE, ...more })).toEqual([problem]));
});
