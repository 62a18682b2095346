import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const race = draw({ s: "startEvent", g: "eventBasedGateway", m: { type: "intermediateCatchEvent", triggers: [{ id: "t1", type: "message", message: "answer" }] }, t: { type: "intermediateCatchEvent", triggers: [{ id: "t2", type: "timer", duration: "P1D" }] }, a: "task", b: "task" }, "s g m a", "g t b");
export const eventBasedGatewayExamples: readonly NodeExample[] = [
  { title: "lets the message win", process: race, moves: [{ message: "answer" }, { pass: 200_000_000 }], path: ["s", "g", "m", "a"], status: "completed" },
  { title: "lets the timer win", process: race, moves: [{ pass: 86_400_000 }], path: ["s", "g", "t", "b"], status: "completed" },
];
