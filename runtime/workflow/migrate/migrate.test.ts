import { describe, expect, it } from "vitest";
import type { ProcessDefinition } from "../definition/types";
import { advance, initialState } from "../engine/advance";
import type { ProcessEvent } from "../engine/events";
import type { ProcessState } from "../engine/state";
import { draw } from "../simulate/draw";
import { migrate } from "./migrate";
import { planMigration, type Choices } from "./plan";

const now = new Date("2026-01-05T10:00:00Z");
const start = (definition: ProcessDefinition, variables = {}): ProcessState => advance(definition, initialState(definition), { type: "start", variables }, now).state;
const tokenAt = (state: ProcessState, node: string): number => Object.values(state.tokens).find((token) => token.node === node)!.id;
const go = (definition: ProcessDefinition, state: ProcessState, event: ProcessEvent): ProcessState => advance(definition, state, event, now).state;

/** Moves over, makes the moves, and answers with the state and the places. */
function over(before: ProcessDefinition, after: ProcessDefinition, state: ProcessState, choices: Choices = {}) {
  const plan = planMigration(before, after, state, choices);
  const moved = migrate(before, after, state, plan, choices, now);
  return { plan, ...moved, state: moved.moves.reduce((at, move) => go(after, at, { type: "move", ...move }), moved.state) };
}

const one = draw({ s: "startEvent", ask: { type: "userTask", label: "Check the price" }, e: "endEvent" }, "s ask e");

describe("moving an instance to another version", () => {
  it("lets work go on at the step of the same id, and ends by the new version", () => {
    const after = { ...draw({ s: "startEvent", ask: "userTask", more: "userTask", e: "endEvent" }, "s ask more e"), variables: [{ id: "v", name: "note", default: "x" }] };
    const { plan, state, effects } = over(one, after, start(one));
    expect(plan).toMatchObject({ ok: true, newVariables: ["note"], places: [{ node: "ask", to: "ask", how: "kept", tokens: 1 }] });
    expect(effects).toEqual([]);
    const next = go(after, state, { type: "done", token: tokenAt(state, "ask") });
    expect(Object.values(next.tokens).map(({ node }) => node)).toEqual(["more"]);
    expect(Object.values(next.frames)[0]!.variables).toEqual({ note: "x" });
  });

  it("refuses in plain words while a step has no counterpart, names likely ones, and goes on at the chosen one", () => {
    const after = draw({ s: "startEvent", price: { type: "userTask", label: "Check price and stock" }, tell: "serviceTask", e: "endEvent" }, "s price tell e");
    const state = start(one);
    const plan = planMigration(one, after, state);
    expect(plan).toMatchObject({ ok: false, places: [{ problem: "“Check the price” is not in the other version. Choose where its work is to go on.", choices: [{ node: "price", label: "Check price and stock" }, { node: "tell" }, { node: "e" }] }] });
    expect(() => migrate(one, after, state, plan, {}, now)).toThrow();
    const moved = over(one, after, state, { ask: "price" });
    expect(moved.plan.places[0]).toMatchObject({ to: "price", how: "kept" });
    expect(tokenAt(moved.state, "price")).toBe(tokenAt(state, "ask"));
    expect(planMigration(one, after, state, { ask: "nowhere" }).places[0]!.problem).toBe("There is no step “nowhere” in the other version.");
  });

  it("begins anew at a step of another kind", () => {
    const after = draw({ s: "startEvent", ask: { type: "serviceTask", options: { service: "setVariables" } }, e: "endEvent" }, "s ask e");
    const before = start(one);
    const { plan, state } = over(one, after, before);
    expect(plan.places[0]).toMatchObject({ how: "anew", problem: null });
    expect(tokenAt(state, "ask")).not.toBe(tokenAt(before, "ask"));
  });

  it("does not take work out of its sub-process, nor rounds out of their repetition", () => {
    const sub = draw({ s: "startEvent", sub: "subProcess", i: { type: "startEvent", inside: "sub" }, a: { type: "userTask", inside: "sub" }, z: { type: "endEvent", inside: "sub" }, b: "userTask", e: "endEvent" }, "s sub b e", "i a z");
    expect(planMigration(sub, sub, start(sub), { a: "b" }).places.find(({ node }) => node === "a")!.problem).toContain("do not lie in the same");
    const many = draw({ s: "startEvent", a: { type: "userTask", loop: { kind: "parallel", count: "3" } }, e: "endEvent" }, "s a e");
    const single = draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e");
    expect(planMigration(many, single, start(many)).places[0]!.problem).toContain("several times at once");
    expect(over(many, many, start(many)).plan.ok).toBe(true);
  });

  it("keeps timers, ends what is not watched any more, and watches what is new", () => {
    const timed = (duration: string, ...names: string[]) => draw({ s: "startEvent", ask: "userTask", ...Object.fromEntries(names.map((name) => [name, { type: "boundaryEvent" as const, attachedTo: "ask", triggers: [{ id: "t", type: "timer", duration }] }])), e: "endEvent" }, "s ask e", ...names.map((name) => `${name} e`));
    const state = start(timed("PT1H", "late", "gone"));
    const { effects, state: moved } = over(timed("PT1H", "late", "gone"), timed("PT9H", "late", "fresh"), state);
    expect(Object.values(moved.waits).map(({ node, due }) => [node, due])).toEqual([["late", "2026-01-05T11:00:00.000Z"], ["fresh", "2026-01-05T19:00:00.000Z"]]);
    expect(effects.map(({ type }) => type)).toEqual(["cancelWait", "wait"]);
  });

  it("finds the ways into a gateway again when flows have new names", () => {
    const join = (name: string) => { const made = draw({ s: "startEvent", p: "parallelGateway", a: "userTask", b: "userTask", j: "parallelGateway", e: "endEvent" }, "s p a j", "p b j", "j e"); return { ...made, flows: made.flows.map((flow) => ({ ...flow, id: `${name}${flow.id}` })) }; };
    const [before, after] = [join("x"), join("y")];
    const begun = start(before);
    const waiting = go(before, begun, { type: "done", token: tokenAt(begun, "a") });
    const { state } = over(before, after, waiting);
    expect(go(after, state, { type: "done", token: tokenAt(state, "b") }).status).toBe("completed");
  });

  it("says when there is nothing to move", () => {
    const ended = go(one, start(one), { type: "done", token: tokenAt(start(one), "ask") });
    expect(planMigration(one, one, ended).problems).toEqual(["The instance has ended: there is nothing left to move."]);
    expect(planMigration(one, { ...one, id: "other", pools: [{ id: "p" }], nodes: one.nodes.map((node) => ({ ...node, pool: "p" })) }, start(one)).problems[0]).toContain("pool");
  });
});
