import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const sendTaskExamples: readonly NodeExample[] = [
  {
    title: "sends a message to a task that waits for it", path: ["s", "p", "get", "send", "e", "e"], status: "completed",
    process: draw({ s: "startEvent", p: "parallelGateway", get: { type: "receiveTask", options: { message: "hello" } }, send: { type: "sendTask", options: { message: "hello" } }, e: "endEvent" }, "s p get e", "p send e"),
  },
];
