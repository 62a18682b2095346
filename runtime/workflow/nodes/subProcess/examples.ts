import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const inner = { i: { type: "startEvent", inside: "sub" }, a: { type: "userTask", inside: "sub" }, z: { type: "endEvent", inside: "sub" } } as const;
export const subProcessExamples: readonly NodeExample[] = [
  { title: "ends when everything inside has ended", process: draw({ s: "startEvent", sub: "subProcess", ...inner, e: "endEvent" }, "s sub e", "i a z"), moves: [{ done: "a" }], path: ["s", "sub", "i", "a", "z", "e"], status: "completed" },
  {
    title: "is ended from its border with all that runs inside", path: ["s", "sub", "i", "a", "late", "e"], status: "completed", moves: [{ pass: 60_000 }],
    process: draw({ s: "startEvent", sub: "subProcess", ...inner, on: { type: "boundaryEvent", attachedTo: "sub", triggers: [{ id: "t", type: "timer", duration: "PT1M" }] }, late: "task", e: "endEvent" }, "s sub e", "i a z", "on late e"),
  },
  {
    title: "runs once for each item, with the item as a variable", path: ["s", "sub", "sub", "i", "x", "big", "sub", "i", "x", "small", "e"], status: "completed", variables: { sums: [20, 1] },
    process: draw({ s: "startEvent", sub: { type: "subProcess", loop: { kind: "sequential", items: "sums", item: "sum" } }, i: { type: "startEvent", inside: "sub" }, x: { type: "exclusiveGateway", inside: "sub" }, big: { type: "task", inside: "sub" }, small: { type: "task", inside: "sub" }, e: "endEvent" }, "s sub e", "i x", "x big: sum > 10", "x small: default"),
  },
];
