import { expect, it } from "vitest";
import type { ProcessDefinition } from "../definition/types";
import { draw } from "../simulate/draw";
import { around, drawingOf, redraw } from "./drawing";
import { addLane, bandsOf, laneTo, moveLane, removeLane, resizeLane } from "./lanes";
import { moveNodes } from "./nodes";

/** A process with places: examples have none. */
const placed = (definition: ProcessDefinition): ProcessDefinition => redraw(definition, { shapes: new Map(definition.nodes.map((node, at) => [node.id, around({ x: 100 + at * 200, y: 100 }, { width: 100, height: 60 })])) });

it("sort lanes by where one is dropped, with what stands in them", () => {
  const process = addLane(addLane(addLane(placed(draw({ s: "startEvent", e: "endEvent" }, "s e")), "One"), "Two"), "Three");
  const last = bandsOf(process).at(-1)!;
  const first = laneTo(process, "lane", last.y + last.height);
  expect(bandsOf(first).map(({ lane }) => lane.label)).toEqual(["Two", "Three", "One"]);
  expect(first.nodes.map(({ lane }) => lane)).toEqual(["lane", "lane"]);
  expect(drawingOf(first).shapes.get("s")!.y).toBeGreaterThan(drawingOf(process).shapes.get("s")!.y);
  expect(bandsOf(laneTo(first, "lane", -10)).map(({ lane }) => lane.label)).toEqual(["One", "Two", "Three"]);
  expect(laneTo(process, "lane", 0)).toBe(process);
});

it("leave the list of nodes alone when they only move, so that nobody looks for problems again", () => {
  const process = addLane(placed(draw({ s: "startEvent", a: "userTask", e: "endEvent" }, "s a e")), "Seller");
  const moved = moveNodes(process, ["a"], { x: 20, y: 0 });
  expect(moved).not.toBe(process);
  expect(moved.nodes).toBe(process.nodes);
});

/** Two lanes beside each other, as some tools draw them. */
const beside = ((): ProcessDefinition => {
  const process: ProcessDefinition = { ...draw({ s: "startEvent", e: "endEvent" }, "s e"), lanes: [{ id: "one", label: "One" }, { id: "two", label: "Two" }] };
  const lane = (id: string, x: number) => ({ id: `${id}.shape`, element: id, x, y: 0, width: 200, height: 900, horizontal: false });
  const node = (id: string, x: number) => ({ id: `${id}.shape`, element: id, x, y: 100, width: 40, height: 40 });
  return { ...process, nodes: process.nodes.map((one) => ({ ...one, lane: one.id === "s" ? "one" : "two" })), di: [{ id: "page", shapes: [lane("one", 0), lane("two", 200), node("s", 80), node("e", 280)], edges: [] }] };
})();

it("upright lanes stay beside each other, whatever is done to them", () => {
  const places = (process: ProcessDefinition) => bandsOf(process).map(({ lane, x, y, width, height, upright }) => [lane.label, x, y, width, height, upright]);
  expect(places(moveNodes(beside, ["s"], { x: 10, y: 60 }))).toEqual(places(beside));
  expect(moveNodes(beside, ["s"], { x: 190, y: 0 }).nodes[0]!.lane).toBe("two");
  expect(places(resizeLane(beside, "one", 300))).toEqual([["One", 0, 0, 300, 900, true], ["Two", 300, 0, 200, 900, true]]);
  expect(drawingOf(resizeLane(beside, "one", 300)).shapes.get("e")).toMatchObject({ x: 380, y: 100 });
  expect(places(addLane(beside, "Three")).at(-1)).toEqual(["Three", 400, 0, 160, 900, true]);
  expect(places(moveLane(beside, "two", -1))).toEqual([["Two", 0, 0, 200, 900, true], ["One", 200, 0, 200, 900, true]]);
  expect(places(laneTo(beside, "one", 380))).toEqual(places(moveLane(beside, "one", 1)));
  expect(places(removeLane(beside, "two"))).toEqual([["One", 0, 0, 400, 900, true]]);
});
