import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const intermediateThrowEventExamples: readonly NodeExample[] = [
  {
    title: "throws a signal once everybody listens", path: ["s", "p", "w", "t", "a", "e", "e"], status: "completed",
    process: draw({ s: "startEvent", p: "parallelGateway", t: { type: "intermediateThrowEvent", triggers: [{ id: "t1", type: "signal", signal: "go" }] }, w: { type: "intermediateCatchEvent", triggers: [{ id: "t2", type: "signal", signal: "go" }] }, e: "endEvent", a: "task" }, "s p t e", "p w a e"),
  },
  {
    title: "jumps by a link", path: ["s", "out", "in", "a"], status: "completed",
    process: draw({ s: "startEvent", out: { type: "intermediateThrowEvent", triggers: [{ id: "l1", type: "link", link: "A" }] }, in: { type: "intermediateCatchEvent", triggers: [{ id: "l2", type: "link", link: "A" }] }, a: "task" }, "s out", "in a"),
  },
  {
    title: "undoes what was done, last first", path: ["s", "a", "b", "undo", "undoB", "undoA", "e"], status: "completed",
    process: draw({
      s: "startEvent", a: "task", b: "task", onA: { type: "boundaryEvent", attachedTo: "a", handler: "undoA", triggers: [{ id: "c1", type: "compensation" }] }, onB: { type: "boundaryEvent", attachedTo: "b", handler: "undoB", triggers: [{ id: "c2", type: "compensation" }] },
      undoA: { type: "task", forCompensation: true }, undoB: { type: "task", forCompensation: true }, undo: { type: "intermediateThrowEvent", triggers: [{ id: "c3", type: "compensation" }] }, e: "endEvent",
    }, "s a b undo e"),
  },
];
