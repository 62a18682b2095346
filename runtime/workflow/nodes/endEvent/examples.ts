import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const endEventExamples: readonly NodeExample[] = [
  {
    title: "terminates everything at once", path: ["s", "p", "a", "e"], status: "terminated",
    process: draw({ s: "startEvent", p: "parallelGateway", a: "userTask", z: "endEvent", e: { type: "endEvent", triggers: [{ id: "t", type: "terminate" }] } }, "s p a z", "p e"),
  },
  {
    title: "throws an error that ends the instance when nobody catches it", path: ["s", "e"], status: "failed",
    process: draw({ s: "startEvent", e: { type: "endEvent", triggers: [{ id: "t", type: "error", error: "E1" }] } }, "s e"),
  },
  {
    title: "throws an error that the border of its sub-process catches", path: ["s", "sub", "i", "bad", "a", "e"], status: "completed",
    process: draw({ s: "startEvent", sub: "subProcess", i: { type: "startEvent", inside: "sub" }, bad: { type: "endEvent", inside: "sub", triggers: [{ id: "t", type: "error", error: "E1" }] }, on: { type: "boundaryEvent", attachedTo: "sub", triggers: [{ id: "u", type: "error", error: "E1" }] }, a: "task", e: "endEvent" }, "s sub e", "i bad", "on a e"),
  },
  {
    title: "throws an escalation and goes on, while the border starts another path", path: ["s", "sub", "i", "esc", "a", "e", "e"], status: "completed",
    process: draw({ s: "startEvent", sub: "subProcess", i: { type: "startEvent", inside: "sub" }, esc: { type: "endEvent", inside: "sub", triggers: [{ id: "t", type: "escalation", escalation: "X" }] }, on: { type: "boundaryEvent", attachedTo: "sub", interrupting: false, triggers: [{ id: "u", type: "escalation", escalation: "X" }] }, a: "task", e: "endEvent" }, "s sub e", "i esc", "on a e"),
  },
];
