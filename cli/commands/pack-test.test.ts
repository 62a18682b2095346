import { expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../tests/helpers/fixtures";
import { processResults, testLines } from "./pack-test";

const task = { id: "ask", type: "userTask", options: { responsible: [{ kind: "starter" }], decisions: [{ id: "y", name: "yes", label: "Yes" }, { id: "n", name: "no", label: "No" }] } };
const scenario = {
  id: "large", label: "A large one is approved", startsAt: "2026-02-01T08:00:00Z", variables: { amount: 9 }, path: ["s", "ask", "x", "w", "h", "e"], status: "completed",
  moves: [{ task: "ask", decision: "yes", variables: { fits: true } }, { wait: "w" }, { time: "PT2H" }],
};
const results = (more: object = {}) => {
  const process = {
    id: "work.check", name: "check", label: "Check", variables: [{ id: "amount", name: "amount", type: "number" }, { id: "fits", name: "fits", type: "boolean" }, { id: "decision", name: "decision", type: "text" }],
    nodes: [{ id: "s", type: "startEvent" }, task, { id: "x", type: "exclusiveGateway", default: "f3" }, { id: "w", type: "receiveTask", options: { message: "order" } }, { id: "h", type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", date: "2026-02-01T10:00:00Z" }] }, { id: "e", type: "endEvent" }, { id: "no", type: "endEvent" }],
    flows: [{ id: "f1", from: "s", to: "ask" }, { id: "f2", from: "ask", to: "x" }, { id: "f3", from: "x", to: "no" }, { id: "f4", from: "x", to: "w", condition: 'decision = "yes" and fits and amount > 5' }, { id: "f5", from: "w", to: "h" }, { id: "f6", from: "h", to: "e" }],
    scenarios: [scenario, { ...scenario, id: "other", label: "Another", ...more }],
  };
  const pack = { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", requires: { core: "^1.0.0" } };
  return processResults(modelOf(loadDocuments([...packDocuments("core"), documentOf("work", "pack.json", pack), documentOf("work", "processes/check.json", process)])), "work");
};

it("plays the scenarios kept in processes, by every word of them", () => {
  expect(results()).toEqual([{ name: "check", label: "A large one is approved", ok: true, process: "check" }, { name: "check", label: "Another", ok: true, process: "check" }]);
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{ variables: { amount: 1 } }, /Move 2/], [{ startsAt: "2026-02-01T07:00:00Z" }, /Step 6 must be “e”/], [{ moves: [] }, /Step 3 must be “x”/], [{ path: ["s"] }, /Step 2 must be none/], [{ status: "running" }, /must be running/],
  ];
  for (const [more, says] of wrong) expect(results(more)[1]).toMatchObject({ ok: false, step: "other", message: expect.stringMatching(says) as string });
});

it("names the process and the scenario that goes otherwise", () => {
  expect(testLines([{ pack: "work", results: results({ status: "running" }) }]).at(-1)).toBe("  FAIL  Another\n        processes/check.json, scenario other: It must be running in the end, but is completed.");
});
