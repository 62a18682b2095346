import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const receiveTaskExamples: readonly NodeExample[] = [
  { title: "waits for its message", process: draw({ s: "startEvent", get: { type: "receiveTask", options: { message: "hello" } }, e: "endEvent" }, "s get e"), moves: [{ message: "hello" }], path: ["s", "get", "e"], status: "completed" },
];
