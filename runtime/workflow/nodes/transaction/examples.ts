import { draw } from "../../simulate/draw";
import type { NodeExample } from "../example";

export const transactionExamples: readonly NodeExample[] = [
  {
    title: "is cancelled: what was done is undone, then the cancel border leads on", path: ["s", "tx", "i", "book", "bad", "unbook", "sorry", "e"], status: "completed",
    process: draw({
      s: "startEvent", tx: "transaction", i: { type: "startEvent", inside: "tx" }, book: { type: "task", inside: "tx" }, onBook: { type: "boundaryEvent", inside: "tx", attachedTo: "book", handler: "unbook", triggers: [{ id: "c", type: "compensation" }] },
      unbook: { type: "task", inside: "tx", forCompensation: true }, bad: { type: "endEvent", inside: "tx", triggers: [{ id: "x", type: "cancel" }] }, on: { type: "boundaryEvent", attachedTo: "tx", triggers: [{ id: "y", type: "cancel" }] }, sorry: "task", e: "endEvent",
    }, "s tx e", "i book bad", "on sorry e"),
  },
];
