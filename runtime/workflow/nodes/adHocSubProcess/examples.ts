import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const adHocSubProcessExamples: readonly NodeExample[] = [
  {
    title: "runs its activities one at a time", path: ["s", "any", "a", "b", "e"], status: "completed", moves: [{ done: "a" }, { done: "b" }],
    process: draw({ s: "startEvent", any: { type: "adHocSubProcess", options: { sequential: true } }, a: { type: "userTask", inside: "any" }, b: { type: "userTask", inside: "any" }, e: "endEvent" }, "s any e"),
  },
  {
    title: "lets people begin what they need, until enough is done", path: ["s", "any", "b", "e"], status: "completed", variables: { enough: false }, moves: [{ begin: "b", inside: "any" }, { done: "b", variables: { enough: true } }],
    process: draw({ s: "startEvent", any: { type: "adHocSubProcess", options: { begin: "byHand", completion: "enough" } }, a: { type: "userTask", inside: "any" }, b: { type: "userTask", inside: "any" }, e: "endEvent" }, "s any e"),
  },
];
