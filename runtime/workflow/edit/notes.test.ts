import { describe, expect, it } from "vitest";
import { exportBpmn } from "../bpmn/export";
import { importBpmn } from "../bpmn/import";
import { draw } from "../simulate/draw";
import { arrange } from "./arrange";
import { copyNodes, pasteClip, readClip } from "./clipboard";
import { drawingOf } from "./drawing";
import { addNote, moveArtifacts, notesOf, setNote } from "./notes";
import { removeElements } from "./remove";

const process = arrange(draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e"));

describe("comments on the drawing", () => {
  const [noted, id] = addNote(process, "Ask the boss", "a");

  it("stand above their step, free of others, and are found by it", () => {
    const [twice, second] = addNote(noted, "And the lawyer", "a");
    expect(notesOf(twice, "a").map(({ label }) => label)).toEqual(["Ask the boss", "And the lawyer"]);
    const { shapes } = drawingOf(twice);
    expect(shapes.get(id)!.y).toBeLessThan(shapes.get("a")!.y);
    expect(shapes.get(second)!.y + shapes.get(second)!.height).toBeLessThanOrEqual(shapes.get(id)!.y);
    expect(notesOf(twice, "s")).toEqual([]);
  });

  it("are copied with their step, to another process, too", () => {
    const clip = readClip(JSON.stringify(copyNodes(noted, ["a"])))!;
    const [twice, ids] = pasteClip(noted, clip, { x: 30, y: 90 });
    const [copy] = notesOf(twice, ids[0]!);
    expect(copy).toMatchObject({ label: "Ask the boss" });
    expect(copy!.id).not.toBe(id);
    expect(drawingOf(twice).shapes.get(copy!.id)).toMatchObject({ x: drawingOf(noted).shapes.get(id)!.x + 30, y: drawingOf(noted).shapes.get(id)!.y + 90 });
    expect(notesOf(twice, "a")).toHaveLength(1);
    const other = pasteClip({ id: "o", name: "o", label: "O", nodes: [], flows: [] }, clip, { x: 0, y: 0 })[0];
    expect(notesOf(other, "a").map(({ label }) => label)).toEqual(["Ask the boss"]);
    expect(copyNodes(noted, ["s"])!.artifacts).toBeUndefined();
  });

  it("are changed, moved and deleted with their line", () => {
    const changed = setNote(noted, id, "Long words ".repeat(30));
    expect(drawingOf(changed).shapes.get(id)!.height).toBeGreaterThan(drawingOf(noted).shapes.get(id)!.height);
    expect(drawingOf(moveArtifacts(noted, [id], { x: 10, y: -5 })).shapes.get(id)).toMatchObject({ x: drawingOf(noted).shapes.get(id)!.x + 10, y: drawingOf(noted).shapes.get(id)!.y - 5 });
    expect(removeElements(noted, [id]).artifacts).toBeUndefined();
    expect(removeElements(noted, ["a"]).artifacts).toMatchObject([{ id, type: "annotation" }]);
  });

  it("are text annotations in BPMN and come back from there", async () => {
    const xml = exportBpmn(noted);
    expect(xml).toMatch(/textAnnotation/);
    const { definition } = await importBpmn(xml);
    expect(notesOf(definition, "a").map(({ label }) => label)).toEqual(["Ask the boss"]);
  });
});
