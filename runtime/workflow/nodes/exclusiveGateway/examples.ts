import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const choice = draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task", c: "task" }, "s x", "x a: n > 10", "x b: n > 5", "x c: default");
export const exclusiveGatewayExamples: readonly NodeExample[] = [
  { title: "takes the first flow whose condition holds", process: choice, variables: { n: 11 }, path: ["s", "x", "a"], status: "completed" },
  { title: "takes the default when none holds", process: choice, variables: { n: 1 }, path: ["s", "x", "c"], status: "completed" },
  { title: "stops with an incident when no flow may be taken", process: draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task" }, "s x", "x a: n > 10", "x b: n > 5"), variables: { n: 1 }, path: ["s"], status: "running" },
  { title: "goes on after an incident once the value is right", process: draw({ s: "startEvent", x: "exclusiveGateway", a: "task", b: "task" }, "s x", "x a: n > 10", "x b: n > 5"), variables: { n: 1 }, moves: [{ set: { n: 6 } }, { retry: "x" }], path: ["s", "x", "b"], status: "completed" },
];
