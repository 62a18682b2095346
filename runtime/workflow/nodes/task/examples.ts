import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const taskExamples: readonly NodeExample[] = [
  { title: "is passed at once", process: draw({ s: "startEvent", a: "task", e: "endEvent" }, "s a e"), path: ["s", "a", "e"], status: "completed" },
  { title: "splits into all its flows", process: draw({ s: "startEvent", a: "task", b: "task", c: "task" }, "s a b", "a c"), path: ["s", "a", "b", "c"], status: "completed" },
  { title: "takes the default only when no condition holds", process: draw({ s: "startEvent", a: "task", b: "task", c: "task", d: "task" }, "s a", "a b: n > 5", "a c: default", "a d"), variables: { n: 1 }, path: ["s", "a", "c", "d"], status: "completed" },
  { title: "runs three times in a row", process: draw({ s: "startEvent", a: { type: "task", loop: { kind: "sequential", count: "3" } }, e: "endEvent" }, "s a e"), path: ["s", "a", "a", "a", "a", "e"], status: "completed" },
  { title: "is repeated while a condition holds, at least once", process: draw({ s: "startEvent", a: { type: "task", loop: { kind: "repeat", condition: "loopCounter < 2" } }, e: "endEvent" }, "s a e"), path: ["s", "a", "a", "a", "e"], status: "completed" },
  { title: "is skipped when its list is empty", process: draw({ s: "startEvent", a: { type: "task", loop: { kind: "parallel", items: "[]" } }, e: "endEvent" }, "s a e"), path: ["s", "a", "e"], status: "completed" },
  { title: "begins once two tokens have come", process: draw({ s: "startEvent", p: "parallelGateway", b: "task", c: "task", a: { type: "task", startQuantity: 2 }, e: "endEvent" }, "s p b a e", "p c a"), path: ["s", "p", "b", "c", "a", "a", "e"], status: "completed" },
];
