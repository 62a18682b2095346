import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const parallelGatewayExamples: readonly NodeExample[] = [
  {
    title: "goes on when all branches have come", process: draw({ s: "startEvent", p: "parallelGateway", a: "userTask", b: "userTask", j: "parallelGateway", e: "endEvent" }, "s p a j e", "p b j"),
    moves: [{ done: "b" }, { done: "a" }], path: ["s", "p", "a", "b", "j", "j", "e"], status: "completed",
  },
];
