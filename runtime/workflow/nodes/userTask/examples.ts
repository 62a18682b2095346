import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const userTaskExamples: readonly NodeExample[] = [
  { title: "waits for a person", process: draw({ s: "startEvent", ask: "userTask", e: "endEvent" }, "s ask e"), moves: [{ done: "ask" }], path: ["s", "ask", "e"], status: "completed" },
  {
    title: "is given to three people; two votes are enough", path: ["s", "vote", "vote", "vote", "vote", "e"], status: "completed", variables: { people: ["a", "b", "c"] }, moves: [{ done: "vote" }, { done: "vote" }],
    process: draw({ s: "startEvent", vote: { type: "userTask", loop: { kind: "parallel", items: "people", item: "person", completion: "numberOfCompletedInstances = 2" } }, e: "endEvent" }, "s vote e"),
  },
];
