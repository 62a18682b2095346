import { describe, expect, it } from "vitest";
import type { ProcessModel } from "../model/kinds/process/model";
import type { ProcessState } from "../workflow/engine/state";
import { draw, type Drawn } from "../workflow/simulate/draw";
import { asksForRecord, asksTogether, speaksOfRecord } from "./asks";

const modelOf = (nodes: Readonly<Record<string, Drawn>>, ...lines: readonly string[]): ProcessModel => ({ definition: draw(nodes, ...lines) }) as ProcessModel;
const at = (...nodes: readonly string[]): ProcessState => ({ tokens: Object.fromEntries(nodes.map((node, i) => [i + 1, { id: i + 1, frame: 1, node, status: "active" }])) }) as unknown as ProcessState;
const done = { type: "done", token: 1 } as const;

describe("what a process asks for", () => {
  const nodes = { s: "startEvent", check: "userTask", size: "exclusiveGateway", ask: "userTask", late: { type: "boundaryEvent", attachedTo: "ask", triggers: [{ id: "t", type: "timer", duration: "P1D" }] }, ok: "task", e: "endEvent" } as const;
  const model = modelOf(nodes, "s check size", "size ask: record.amount > 5", "size ok: default", "ask ok e", "late ok");

  it("is the record only as long as something that asks for it can still be reached", () => {
    expect(asksForRecord(model, at("check"), done)).toBe(true);
    expect(asksForRecord(model, at("size"), done)).toBe(true);
    expect(asksForRecord(model, at("ask"), done)).toBe(false);
    expect(asksForRecord(model, at("ask", "check"), done)).toBe(true);
  });

  it("is the record for whatever else happens, and where a condition may be asked at any time", () => {
    expect(asksForRecord(model, at("ask"), { type: "start" })).toBe(true);
    expect(asksForRecord(modelOf({ ...nodes, late: { ...nodes.late, triggers: [{ id: "t", type: "conditional", condition: "record.amount > 5" }] } }, "s check size ask ok e", "late ok"), at("ok"), done)).toBe(true);
    expect(asksForRecord(modelOf({ s: "startEvent", sub: "subProcess", in: { type: "task", inside: "sub" }, last: { type: "task", label: "record" }, e: "endEvent" }, "s last sub e"), at("in"), done)).toBe(true);
  });

  it("is no record where nothing speaks of it", () => {
    expect(asksForRecord(modelOf({ s: "startEvent", e: "endEvent" }, "s e"), at(), { type: "start" })).toBe(false);
    expect([speaksOfRecord({ set: { formula: "record.amount" } }), speaksOfRecord({ set: { value: "records" } })]).toEqual([true, false]);
  });

  it("is a border that speaks of it as long as its step is under way", () => {
    const bordered = modelOf({ ...nodes, remind: { type: "task", label: "record" } }, "s check size ask ok e", "late remind e");
    expect([asksForRecord(bordered, at("ask"), done), asksForRecord(bordered, at("ok"), done)]).toEqual([true, false]);
  });

  it("is a collegial step or none", () => {
    expect([asksTogether(model), asksTogether(modelOf({ s: "startEvent", ask: { type: "userTask", options: { collegial: "vote" } }, e: "endEvent" }, "s ask e"))]).toEqual([false, true]);
  });
});
