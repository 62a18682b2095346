import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const startEventExamples: readonly NodeExample[] = [
  { title: "begins by hand", process: draw({ s: "startEvent", e: "endEvent" }, "s e"), path: ["s", "e"], status: "completed" },
];
