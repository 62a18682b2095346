import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const serviceTaskExamples: readonly NodeExample[] = [
  { title: "is done by the system", process: draw({ s: "startEvent", do: { type: "serviceTask", options: { service: "sendMail" } }, e: "endEvent" }, "s do e"), path: ["s", "do", "e"], status: "completed" },
];
