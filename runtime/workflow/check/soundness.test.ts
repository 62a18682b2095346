import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomNet } from "../../../tests/helpers/random-process";
import type { ProcessDefinition } from "../definition/types";
import { advance, initialState } from "../engine/advance";
import { nodeDefinitions } from "../nodes";
import type { NodeType } from "../nodes/options";
import { draw } from "../simulate/draw";
import { triggerDefinitions } from "../triggers";
import type { TriggerType } from "../triggers/options";
import { checkProcess, isPublishable } from "./check-process";

const NOW = new Date(0);
const conditionsOf = (net: ProcessDefinition): string[] => net.flows.flatMap((flow) => flow.condition ?? []);

/** Does some combination of choices leave the process stuck? Nets have no loops and no work, so each run ends at once. */
function getsStuck(net: ProcessDefinition): boolean {
  const names = conditionsOf(net);
  return Array.from({ length: 2 ** names.length }, (_, bits) => Object.fromEntries(names.map((name, at) => [name, ((bits >> at) & 1) === 1])))
    .some((variables) => advance(net, initialState(net), { type: "start", variables }, NOW).state.status === "running");
}

describe("soundness", () => {
  it("says that a small net can get stuck exactly when a run of it does", () => {
    fc.assert(fc.property(randomNet, (net) => {
      const problems = checkProcess(net);
      fc.pre(conditionsOf(net).length <= 6);
      fc.pre(problems.every((problem) => problem.area === "soundness" || problem.severity === "warning"));
      // Branches that were not joined pass a gateway more than once; the runs above choose the same way each time, the check need not.
      fc.pre(!problems.some((problem) => problem.code === "notJoined" || problem.code === "tooManyWays"));
      expect(problems.some((problem) => problem.code === "deadlock")).toBe(getsStuck(net));
    }), { numRuns: 500 });
  });

  const codes = (definition: ProcessDefinition): string[] => checkProcess(definition).map((problem) => problem.code);

  it.each([
    ["either split and all joined", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", j: "parallelGateway", e: "endEvent" }, "s x", "x a: n > 1", "x b: default", "a j e", "b j"), "deadlock"],
    ["all split and not joined", draw({ s: "startEvent", x: "parallelGateway", a: "task", b: "task", j: "exclusiveGateway", e: "endEvent" }, "s x a j e", "x b j"), "notJoined"],
    ["conditions without a default", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", e: "endEvent" }, "s x", "x a: n > 1", "x b: n < 1", "a e", "b e"), "noDefault"],
    ["a loop without a way out", draw({ s: "startEvent", m: "exclusiveGateway", a: "task", b: "task", e: "endEvent", p: "parallelGateway" }, "s p m a b m", "p e"), "noWayToEnd"],
    ["a flow into another sub-process", draw({ s: "startEvent", sub: "subProcess", i: { type: "startEvent", inside: "sub" }, a: { type: "task", inside: "sub" }, z: { type: "endEvent", inside: "sub" }, e: "endEvent" }, "s sub e", "s a", "i a z"), "flowCrosses"],
    ["a task of nobody", draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e"), "noResponsible"],
    ["a notification to nobody", draw({ s: "startEvent", a: { type: "userTask", options: { responsible: [{ kind: "starter" }], notifications: [{ id: "n", on: "created", to: [{ kind: "role" }] }] } }, e: "endEvent" }, "s a e"), "noRecipient"],
    ["a reminder of a task without a term", draw({ s: "startEvent", a: { type: "manualTask", options: { confirm: true, notifications: [{ id: "n", on: "dueSoon", to: [{ kind: "performer" }] }] } }, e: "endEvent" }, "s a e"), "noTerm"],
    ["a reminder with no time span", draw({ s: "startEvent", a: { type: "userTask", options: { responsible: [{ kind: "starter" }], due: "P2D", notifications: [{ id: "n", on: "dueSoon", before: "4 hours", to: [{ kind: "performer" }] }] } }, e: "endEvent" }, "s a e"), "timeSpan"],
    ["a term that is no time", draw({ s: "startEvent", a: { type: "userTask", options: { responsible: [{ kind: "starter" }], due: "2 moons" } }, e: "endEvent" }, "s a e"), "timeSpan"],
    ["a condition that cannot be read", draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", e: "endEvent" }, "s x", "x a: n >", "x b: default", "a e", "b e"), "formula"],
    ["an event gateway before a task", draw({ s: "startEvent", g: "eventBasedGateway", a: "userTask", t: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, e: "endEvent" }, "s g a e", "g t e"), "eventGatewayTarget"],
    ["a cancel end outside a transaction", draw({ s: "startEvent", e: { type: "endEvent", triggers: [{ id: "c", type: "cancel" }] } }, "s e"), "cancelOutside"],
    ["a link without its other end", draw({ s: "startEvent", l: { type: "intermediateThrowEvent", triggers: [{ id: "l", type: "link", link: "A" }] }, e: "endEvent" }, "s l", "s e"), "linkTarget"],
    ["two events for one error on a border", draw({ s: "startEvent", a: "userTask", b1: { type: "boundaryEvent", attachedTo: "a", triggers: [{ id: "x", type: "error", error: "E" }] }, b2: { type: "boundaryEvent", attachedTo: "a", triggers: [{ id: "y", type: "error", error: "E" }] }, e: "endEvent" }, "s a e", "b1 e", "b2 e"), "caughtTwice"],
  ])("names %s", (_what, definition, code) => {
    expect(codes(definition)).toContain(code);
    expect(isPublishable(checkProcess(definition))).toBe(code === "notJoined");
    for (const problem of checkProcess(definition)) expect(problem.message).toMatch(/^[A-Z“].*[.:]$|^[A-Z“].*/);
  });

  it("finds a flow to nowhere and an id used twice", () => {
    const broken: ProcessDefinition = { ...draw({ s: "startEvent", e: "endEvent" }, "s e"), flows: [{ id: "s", from: "s", to: "gone" }] };
    expect(codes(broken)).toEqual(expect.arrayContaining(["flowNowhere", "duplicateId"]));
  });

  it("answers whatever is drawn, however wrong, with problems and never with an exception", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "gone");
    const node = fc.record({ type: fc.constantFrom(...(Object.keys(nodeDefinitions) as NodeType[])), inside: fc.option(id, { nil: undefined }), attachedTo: fc.option(id, { nil: undefined }), handler: fc.option(id, { nil: undefined }), default: fc.option(id, { nil: undefined }), interrupting: fc.option(fc.boolean(), { nil: undefined }), triggers: fc.option(fc.array(fc.record({ id: fc.constant("t"), type: fc.constantFrom(...(Object.keys(triggerDefinitions) as TriggerType[])) }), { maxLength: 2 }), { nil: undefined }) }, { requiredKeys: ["type"] });
    const flow = fc.record({ id: fc.constantFrom("f1", "f2", "a"), from: id, to: id, condition: fc.option(fc.constantFrom("x > 1", "((", ""), { nil: undefined }) });
    fc.assert(fc.property(fc.tuple(node, node, node, node), fc.array(flow, { maxLength: 6 }), (nodes, flows) => {
      const definition = { id: "p", name: "p", label: "P", nodes: nodes.map((one, at) => ({ ...one, id: "abcd"[at]! })), flows } as unknown as ProcessDefinition;
      const problems = checkProcess(definition);
      for (const problem of problems) expect(problem.message.length).toBeGreaterThan(10);
      // What passes the check of structure can be run.
      if (!problems.some((problem) => problem.area === "structure" && problem.severity === "error")) expect(advance(definition, initialState(definition), { type: "start" }, NOW).effects.length).toBeGreaterThan(0);
    }), { numRuns: 1000 });
  });

  it("looks through two thousand nodes in no time to speak of", () => {
    const names = Array.from({ length: 1998 }, (_, at) => `a${at}`);
    const long = draw({ s: "startEvent", ...Object.fromEntries(names.map((name) => [name, "task" as const])), e: "endEvent" }, ["s", ...names, "e"].join(" "));
    expect(checkProcess(long)).toEqual([]);
  });
});
