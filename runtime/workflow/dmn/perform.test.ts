import { describe, expect, it } from "vitest";
import { draw } from "../simulate/draw";
import { World } from "../simulate/world";
import type { DecisionDefinition } from "./decision";
import { performDecision } from "./perform";

const DISCOUNT: DecisionDefinition = {
  id: "d", name: "discount", label: "Discount", inputs: [{ id: "i", formula: "amount" }], outputs: [{ id: "o", name: "discount" }],
  rules: [{ id: "r1", when: { i: "> 1000" }, then: { o: "0.1" } }, { id: "r2", when: { i: "<= 1000" }, then: { o: "0" } }],
};

/** Runs a process of one decision; the variables when the task after it comes, or the incident. */
function play(decisions: readonly DecisionDefinition[], values: Record<string, number>): unknown {
  const process = draw({ s: "startEvent", ask: { type: "businessRuleTask", options: { decision: "discount" } }, look: "userTask", e: "endEvent" }, "s ask look e");
  const seen: unknown[] = [];
  const world: World = new World([process], {
    perform: (work, instance) => {
      if (work.type === "decide") return performDecision(decisions.find(({ name }) => name === work.options.decision), work.input, { now: world.now, timeZone: "UTC" });
      seen.push(Object.assign({}, ...Object.values(instance.state.frames).map(({ variables }) => variables)));
      return undefined;
    },
    seen: (effect) => void (effect.type === "incident" && seen.push(effect.message)),
  });
  world.start(process.name, values);
  return seen[0];
}

describe("a step that decides by a table", () => {
  it("sees the variables of the process and sets what the table says", () => {
    expect(play([DISCOUNT], { amount: 5000 })).toMatchObject({ amount: 5000, discount: 0.1 });
    expect(play([DISCOUNT], { amount: 10 })).toMatchObject({ discount: 0 });
  });

  it("becomes an incident when there is no answer", () => {
    expect(play([], { amount: 1 })).toMatch(/no decision/);
    expect(play([DISCOUNT], {})).toMatch(/asks for “amount”/);
    expect(play([{ ...DISCOUNT, rules: [{ id: "r", then: { o: "1 +" } }] }], { amount: 1 })).toMatch(/cannot be read/);
  });
});
