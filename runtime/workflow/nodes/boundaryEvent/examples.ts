import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const watched = (trigger: Readonly<Record<string, unknown>>, interrupting = true): ReturnType<typeof draw> =>
  draw({ s: "startEvent", work: "userTask", on: { type: "boundaryEvent", attachedTo: "work", interrupting, triggers: [{ id: "t", ...trigger }] }, late: "userTask", e: "endEvent" }, "s work e", "on late e");

export const boundaryEventExamples: readonly NodeExample[] = [
  { title: "ends the task when time is up", process: watched({ type: "timer", duration: "PT1H" }), moves: [{ pass: 3_600_000 }, { done: "late" }], path: ["s", "work", "late", "e"], status: "completed" },
  { title: "reminds three times while the task goes on", process: watched({ type: "timer", cycle: "R3/PT1H" }, false), moves: [{ pass: 36_000_000 }, { done: "work" }, { done: "late" }, { done: "late" }, { done: "late" }], path: ["s", "work", "late", "late", "late", "e", "e", "e", "e"], status: "completed" },
  { title: "catches an error of the work", process: watched({ type: "error", error: "E1" }), moves: [{ error: "work", code: "E1" }, { done: "late" }], path: ["s", "work", "late", "e"], status: "completed" },
  { title: "lets another error through", process: watched({ type: "error", error: "E1" }), moves: [{ error: "work", code: "E2" }], path: ["s", "work"], status: "failed" },
];
