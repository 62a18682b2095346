import { describe, expect, it } from "vitest";
import type { ProcessDefinition, ProcessNode } from "../definition/types";
import { compareProcesses } from "./compare";

const BEFORE: ProcessDefinition = {
  id: "d", name: "d", label: "Discount", timeZone: "UTC", lanes: [{ id: "l", label: "Head" }],
  nodes: [{ id: "s", type: "startEvent" }, { id: "a", type: "userTask", label: "Approve", options: { form: "first", priority: 1 } as never }, { id: "x", type: "exclusiveGateway" }, { id: "e", type: "endEvent", extra: { a: 1 } }],
  flows: [{ id: "f1", from: "s", to: "a" }, { id: "f2", from: "a", to: "x" }, { id: "f3", from: "x", to: "e", condition: "n > 1" }, { id: "f4", from: "x", to: "a" }],
  di: [{ id: "p", shapes: [{ id: "s.s", element: "s", x: 0, y: 0, width: 36, height: 36 }, { id: "a.s", element: "a", x: 100, y: 0, width: 100, height: 80 }], edges: [{ id: "f1.e", element: "f1", points: [{ x: 36, y: 18 }, { x: 100, y: 18 }] }] }],
};

const change = (edit: (definition: Mutable) => void): ProcessDefinition => {
  const copy = structuredClone(BEFORE) as unknown as Mutable;
  edit(copy);
  return copy as unknown as ProcessDefinition;
};
interface Mutable {
  label: string;
  lanes: unknown[];
  nodes: (ProcessNode & Record<string, unknown>)[];
  flows: unknown[];
  di: { shapes: { x: number }[] }[];
}

describe("compareProcesses", () => {
  it("finds nothing between equal processes, whatever is kept of a file and in which order keys stand", () => {
    expect(compareProcesses(BEFORE, structuredClone(BEFORE))).toEqual({ elements: [], properties: [], reordered: [], same: true });
    const after = change((definition) => void (definition.nodes[3] = { type: "endEvent", id: "e", extra: { b: 2 } } as never));
    expect(compareProcesses(BEFORE, after).same).toBe(true);
  });

  it("tells what was added, removed and changed, and by what", () => {
    const after = change((definition) => {
      definition.label = "Price";
      definition.nodes[1] = { id: "a", type: "userTask", label: "Decide", options: { form: "second", priority: 1 } } as never;
      definition.nodes.push({ id: "new", type: "task" } as never);
      definition.flows.splice(2, 1);
      definition.lanes = [];
    });
    expect(compareProcesses(BEFORE, after)).toEqual({
      elements: [
        { kind: "node", id: "a", change: "changed", moved: false, properties: [{ path: ["label"], before: "Approve", after: "Decide" }, { path: ["options", "form"], before: "first", after: "second" }] },
        { kind: "node", id: "new", change: "added", moved: false, properties: [] }, { kind: "lane", id: "l", change: "removed", moved: false, properties: [] }, { kind: "flow", id: "f3", change: "removed", moved: false, properties: [] },
      ],
      properties: [{ path: ["label"], before: "Discount", after: "Price" }], reordered: [], same: false,
    });
  });

  it("tells apart what was moved on the drawing, and conditions that are asked in another order", () => {
    const moved = change((definition) => void (definition.di[0]!.shapes[0]!.x = 50));
    expect(compareProcesses(BEFORE, moved).elements).toEqual([{ kind: "node", id: "s", change: "moved", moved: true, properties: [] }]);
    const turned = change((definition) => void definition.flows.reverse());
    expect(compareProcesses(BEFORE, turned)).toMatchObject({ elements: [], reordered: ["x"], same: false });
  });
});
