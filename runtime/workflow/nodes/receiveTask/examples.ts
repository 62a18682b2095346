import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const receiveTaskExamples: readonly NodeExample[] = [
  { title: "waits for its message", process: draw({ s: "startEvent", get: { type: "receiveTask", options: { message: "hello" } }, e: "endEvent" }, "s get e"), moves: [{ message: "hello" }], path: ["s", "get", "e"], status: "completed" },
  { title: "waits for a call of its web address, whose body its outputs take apart", process: { ...draw({ s: "startEvent", get: { type: "receiveTask", options: { webhook: true }, outputs: [{ to: "paid", from: "body.paid" }] }, x: "exclusiveGateway", yes: "endEvent", no: "endEvent" }, "s get x", "x yes: paid", "x no: default") }, moves: [{ message: "webhook:get", payload: { body: { paid: true } } }], path: ["s", "get", "x", "yes"], status: "completed" },
];
