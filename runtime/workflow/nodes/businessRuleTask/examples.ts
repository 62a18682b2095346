import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const businessRuleTaskExamples: readonly NodeExample[] = [
  { title: "asks a decision table", process: draw({ s: "startEvent", decide: { type: "businessRuleTask", options: { decision: "discount" } }, e: "endEvent" }, "s decide e"), path: ["s", "decide", "e"], status: "completed" },
];
