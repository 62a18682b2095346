import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const handled = (interrupting: boolean): ReturnType<typeof draw> => draw({
  s: "startEvent", work: "userTask", e: "endEvent", stop: "eventSubProcess", on: { type: "startEvent", inside: "stop", interrupting, triggers: [{ id: "t", type: "signal", signal: "stop" }] }, note: { type: "task", inside: "stop" }, z: { type: "endEvent", inside: "stop" },
}, "s work e", "on note z");
export const eventSubProcessExamples: readonly NodeExample[] = [
  { title: "takes the place of all else in its scope", process: handled(true), moves: [{ signal: "stop" }], path: ["s", "work", "stop", "note", "z"], status: "completed" },
  { title: "runs beside the rest, as often as it is triggered", process: handled(false), moves: [{ signal: "stop" }, { signal: "stop" }, { done: "work" }], path: ["s", "work", "stop", "note", "z", "stop", "note", "z", "e"], status: "completed" },
];
