import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

const called = { ...draw({ cs: "startEvent", ask: "userTask", ce: "endEvent" }, "cs ask ce"), id: "child", name: "child" };
export const callActivityExamples: readonly NodeExample[] = [
  {
    title: "waits for the called process and takes over a result", path: ["s", "call", "cs", "ask", "ce", "x", "yes"], status: "completed", others: [called], moves: [{ done: "ask", variables: { agreed: true } }],
    process: draw({ s: "startEvent", call: { type: "callActivity", options: { process: "child" }, outputs: [{ to: "ok", from: "agreed" }] }, x: "exclusiveGateway", yes: "task", no: "task" }, "s call x", "x yes: ok", "x no: default"),
  },
  {
    title: "passes an error of the called process to its border", path: ["s", "call", "cs", "ask", "a", "e"], status: "completed", others: [called], moves: [{ error: "ask", code: "E1" }],
    process: draw({ s: "startEvent", call: { type: "callActivity", options: { process: "child" } }, on: { type: "boundaryEvent", attachedTo: "call", triggers: [{ id: "t", type: "error" }] }, a: "task", e: "endEvent" }, "s call e", "on a e"),
  },
];
