import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const discriminator = draw({ s: "startEvent", p: "parallelGateway", a: "userTask", b: "userTask", c: "userTask", j: { type: "complexGateway", options: { activation: "activationCount >= 2" } }, e: "endEvent" }, "s p a j e", "p b j", "p c j");
export const complexGatewayExamples: readonly NodeExample[] = [
  { title: "goes on at the second of three and swallows the third", process: discriminator, moves: [{ done: "c" }, { done: "a" }, { done: "b" }], path: ["s", "p", "a", "b", "c", "j", "j", "e", "j"], status: "completed" },
];
