import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const scriptTaskExamples: readonly NodeExample[] = [
  { title: "runs its script and goes on", process: draw({ s: "startEvent", run: { type: "scriptTask", options: { script: "1" } }, e: "endEvent" }, "s run e"), path: ["s", "run", "e"], status: "completed" },
];
