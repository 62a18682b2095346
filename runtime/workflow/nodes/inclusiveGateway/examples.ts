import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const some = draw({ s: "startEvent", o: "inclusiveGateway", a: "userTask", b: "userTask", j: "inclusiveGateway", e: "endEvent" }, "s o", "o a: n > 5", "o b: n > 1", "a j e", "b j");
export const inclusiveGatewayExamples: readonly NodeExample[] = [
  { title: "waits for the one branch that was taken", process: some, variables: { n: 3 }, moves: [{ done: "b" }], path: ["s", "o", "b", "j", "e"], status: "completed" },
  { title: "waits for both branches when both were taken", process: some, variables: { n: 9 }, moves: [{ done: "b" }, { done: "a" }], path: ["s", "o", "a", "b", "j", "j", "e"], status: "completed" },
];
