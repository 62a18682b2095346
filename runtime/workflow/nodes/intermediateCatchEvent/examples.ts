import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const intermediateCatchEventExamples: readonly NodeExample[] = [
  {
    title: "waits two hours", process: draw({ s: "startEvent", w: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "timer", duration: "PT2H" }] }, e: "endEvent" }, "s w e"),
    moves: [{ pass: 7_200_000 }], path: ["s", "w", "e"], status: "completed",
  },
  {
    title: "waits for a message and keeps what it brings", process: draw({ s: "startEvent", w: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "message", message: "paid" }] }, x: "exclusiveGateway", a: "task", b: "task" }, "s w x", "x a: sum > 10", "x b: default"),
    moves: [{ message: "paid", payload: { sum: 11 } }], path: ["s", "w", "x", "a"], status: "completed",
  },
  {
    title: "waits until a condition becomes true", process: draw({ s: "startEvent", w: { type: "intermediateCatchEvent", triggers: [{ id: "t", type: "conditional", condition: "stock > 0" }] }, e: "endEvent" }, "s w e"),
    variables: { stock: 0 }, moves: [{ set: { stock: 3 } }], path: ["s", "w", "e"], status: "completed",
  },
  {
    title: "waits for two things when it wants both", process: draw({ s: "startEvent", w: { type: "intermediateCatchEvent", parallelMultiple: true, triggers: [{ id: "t", type: "signal", signal: "one" }, { id: "u", type: "signal", signal: "two" }] }, e: "endEvent" }, "s w e"),
    moves: [{ signal: "two" }, { signal: "one" }], path: ["s", "w", "e"], status: "completed",
  },
];
