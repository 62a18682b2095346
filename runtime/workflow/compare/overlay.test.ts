import { expect, it } from "vitest";
import { arrange } from "../edit/arrange";
import { drawingOf } from "../edit/drawing";
import { addNote } from "../edit/notes";
import { draw } from "../simulate/draw";
import { overlay } from "./overlay";

const before = addNote(arrange(draw({ s: "startEvent", a: "userTask", b: "task", e: "endEvent" }, "s a b e")), "Why?", "b")[0];
const after = arrange(draw({ s: "startEvent", a: { type: "userTask", label: "Approve" }, c: "serviceTask", e: "endEvent" }, "s a c e"));

it("shows what was removed where it stood, with its ways and comments, beside what is there now", () => {
  const { definition, changes, comparison } = overlay(before, after);
  expect(definition.nodes.map(({ id }) => id)).toEqual(["s", "a", "c", "e", "b"]);
  expect(definition.flows.map(({ id }) => id)).toEqual(["s-a", "a-c", "c-e", "a-b", "b-e"]);
  expect(drawingOf(definition).shapes.get("b")).toMatchObject({ x: drawingOf(before).shapes.get("b")!.x });
  expect(definition.artifacts).toHaveLength(2);
  expect([changes.get("a"), changes.get("c"), changes.get("b"), changes.get("a-b"), changes.get("s")]).toEqual(["changed", "added", "removed", "removed", undefined]);
  expect(comparison.elements.find(({ id }) => id === "a")!.properties).toEqual([{ path: ["label"], before: undefined, after: "Approve" }]);
});

it("is the later version itself when nothing is different", () => {
  const same = overlay(after, after);
  expect(same.comparison.same).toBe(true);
  expect(same.definition.nodes).toEqual(after.nodes);
});
