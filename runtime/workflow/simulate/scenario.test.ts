import { expect, it } from "vitest";
import type { ProcessScenario } from "../definition/types";
import { draw } from "./draw";
import { playScenario } from "./scenario";

const process = draw({
  s: "startEvent", ask: { type: "userTask", options: { decisions: [{ id: "y", name: "yes", label: "Yes" }] } }, x: "exclusiveGateway", w: { type: "intermediateCatchEvent", triggers: [{ id: "m", type: "message", message: "order" }] },
  h: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", date: "2026-02-01T10:00:00Z" }] }, e: "endEvent", no: "endEvent",
}, "s ask x", 'x w: decision = "yes" and amount > 5', "x no: default", "w h e");
const SCENARIO: ProcessScenario = { id: "one", label: "It goes well", startsAt: "2026-02-01T08:00:00Z", variables: { amount: 9 }, moves: [{ task: "ask", decision: "yes" }, { wait: "w" }, { time: "PT2H" }], path: ["s", "ask", "x", "w", "h", "e"], status: "completed" };
const said = (more: Partial<ProcessScenario>): string | undefined => playScenario(process, { ...SCENARIO, ...more }).message;

it("plays a scenario and says in a sentence what goes otherwise", () => {
  expect(playScenario(process, SCENARIO)).toEqual({ ok: true, path: SCENARIO.path });
  expect(said({ variables: { amount: 1 } })).toBe("Move 2: “w” waits for nothing then.");
  expect(said({ moves: [{ task: "gone" }] })).toBe("Move 1: nobody has to do “gone” then.");
  expect(said({ moves: [{ task: "ask", decision: "no" }] })).toBe("Step 4 must be “w”, but “no” comes.");
  expect(said({ moves: [{ task: "ask", variables: { decision: "yes" } }, { wait: "w" }, { time: "PT2H" }] })).toBeUndefined();
  expect(said({ moves: SCENARIO.moves!.slice(0, 2) })).toBe("Step 6 must be “e”, but nothing more happens.");
  expect(said({ startsAt: "2026-02-01T07:00:00Z" })).toBe("Step 6 must be “e”, but nothing more happens.");
  expect(said({ path: [...SCENARIO.path, "e"] })).toBe("Step 7 must be “e”, but nothing more happens.");
  expect(said({ status: "running" })).toBe("It must be running in the end, but is completed.");
  expect(said({ moves: [{ time: "P" }] })).toBe("Move 1: “P” is no duration.");
});
