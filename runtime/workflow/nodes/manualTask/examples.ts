import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const manualTaskExamples: readonly NodeExample[] = [
  { title: "is noted and passed", process: draw({ s: "startEvent", m: "manualTask", e: "endEvent" }, "s m e"), path: ["s", "m", "e"], status: "completed" },
  { title: "waits when it must be confirmed", process: draw({ s: "startEvent", m: { type: "manualTask", options: { confirm: true } }, e: "endEvent" }, "s m e"), path: ["s", "m"], status: "running" },
];
