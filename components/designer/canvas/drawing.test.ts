import { expect, test } from "vitest";
import { arrange, isDrawn } from "../../../runtime/workflow/edit/arrange";
import { drawingOf, overlaps } from "../../../runtime/workflow/edit/drawing";
import { addLane } from "../../../runtime/workflow/edit/lanes";
import { nodeExamples } from "../../../runtime/workflow/nodes/examples";
import { draw } from "../../../runtime/workflow/simulate/draw";
import { orderedSteps } from "../cards/order";
import { drawingSvg } from "../export-drawing";
import { newProcess } from "../new-process";
import { flowAt, nodeAt, toEdges, toNodes, wayOf } from "./flow-model";
import { distanceTo, pathOf, route } from "./route";
import { neighbour } from "./use-canvas-keys";

const branches = draw({ s: "startEvent", x: "exclusiveGateway", a: "userTask", b: "task", j: "exclusiveGateway", e: "endEvent" }, "s x", "x a: amount > 10", "x b: default", "a j", "b j", "j e");
const marks = { tokens: new Map(), visited: new Set<string>() };

test.each(Object.values(nodeExamples).flat().map((example) => [example.title, example.process] as const))("a process without places is laid out without overlaps: %s", (_title, process) => {
  const drawn = arrange(process);
  expect(isDrawn(drawn)).toBe(true);
  const { shapes } = drawingOf(drawn);
  const apart = drawn.nodes.filter((node) => node.attachedTo === undefined);
  for (const a of apart) for (const b of apart) if (a.id < b.id && a.inside === b.inside) expect(overlaps(shapes.get(a.id)!, shapes.get(b.id)!), `${a.id} ${b.id}`).toBe(false);
});

test("lanes hold their nodes after tidying up", () => {
  const drawn = arrange(addLane(addLane(branches, "Seller"), "Head"));
  const { shapes } = drawingOf(drawn);
  const lane = shapes.get("lane")!;
  for (const node of drawn.nodes) expect(shapes.get(node.id)!.y).toBeGreaterThanOrEqual(lane.y);
  expect(shapes.get("lane2")!.y).toBe(lane.y + lane.height);
});

test("ways go at right angles and end at the border of the step they lead to", () => {
  const [from, to] = [{ box: { x: 0, y: 0, width: 100, height: 60 }, role: "activity" as const }, { box: { x: 300, y: 200, width: 100, height: 60 }, role: "activity" as const }];
  const way = route(from, to);
  expect(way[0]).toEqual({ x: 100, y: 30 });
  expect(way.at(-1)).toEqual({ x: 300, y: 230 });
  way.slice(1).forEach((point, at) => expect(point.x === way[at]!.x || point.y === way[at]!.y).toBe(true));
  expect(pathOf(way)).toMatch(/^M100,30L.*Q.*L300,230$/);
  expect(distanceTo(way, { x: 110, y: 33 })).toBe(3);
});

test("a step dropped on a flow is found there, and a step under the pointer", () => {
  const drawn = arrange(branches);
  const [first] = wayOf(drawn, drawn.flows[0]!);
  expect(flowAt(drawn, { x: first!.x + 5, y: first!.y })).toBe("s-x");
  const box = drawingOf(drawn).shapes.get("a")!;
  expect(nodeAt(drawn, { x: box.x + 5, y: box.y + 5 })?.id).toBe("a");
  expect(flowAt(drawn, { x: -900, y: -900 })).toBeUndefined();
});

test("nodes that did not change stay the same objects, so that nothing is drawn anew", () => {
  const drawn = arrange(branches);
  const nodes = toNodes(drawn, new Map(), marks, new Map());
  const again = toNodes({ ...drawn, nodes: drawn.nodes.map((node) => (node.id === "a" ? { ...node, label: "Other" } : node)) }, new Map(), marks, new Map(nodes.map((node) => [node.id, node])));
  expect(again.filter((node, at) => node !== nodes[at]).map(({ id }) => id)).toEqual(["a"]);
  expect(toEdges(drawn, new Map(), new Set(), marks, new Map()).find(({ id }) => id === "x-b")!.data!.isDefault).toBe(true);
});

test("arrows lead from step to step", () => {
  const drawn = arrange(branches);
  expect([neighbour(drawn, "s", { x: 1, y: 0 }), neighbour(drawn, "a", { x: 0, y: 1 }), neighbour(drawn, "", { x: 1, y: 0 })]).toEqual(["x", "b", "s"]);
});

test("cards come in the order one reads: a branch to its end, the join after all of them", () => {
  expect(orderedSteps(branches).map(({ node }) => node.id)).toEqual(["s", "x", "a", "b", "j", "e"]);
  const loop = draw({ s: "startEvent", a: "task", x: "exclusiveGateway", e: "endEvent" }, "s a x", "x a: again", "x e: default");
  expect(orderedSteps(loop).map(({ node }) => node.id)).toEqual(["s", "a", "x", "e"]);
});

test("the picture holds every step and escapes its words", () => {
  const svg = drawingSvg({ ...arrange(addLane(branches, "A & B")), label: "<P>" }, (node) => node.id);
  expect(svg).toContain("A &amp; B");
  expect(svg).toContain("&lt;P&gt;");
  expect(svg.match(/<circle/g)!.length).toBe(2);
});

test("the picture says what events wait for, which way is taken otherwise, and where pools are", () => {
  const drawn = arrange(draw({ s: "startEvent", x: "exclusiveGateway", w: "intermediateCatchEvent", e: "endEvent" }, "s x", "x w: amount > 10", "x e: default", "w e"));
  const timed = { ...drawn, nodes: drawn.nodes.map((node) => (node.id === "w" ? { ...node, triggers: [{ id: "t", type: "timer" as const, duration: "P1D" }] } : node)) };
  const [plain, svg] = [drawingSvg(drawn, ({ id }) => id), drawingSvg(timed, ({ id }) => id)];
  expect(plain).not.toContain("a8,8");
  expect(svg).toContain("a8,8");
  expect(svg.match(/<path /g)!.length).toBeGreaterThan(plain.match(/<path /g)!.length);
  const page = drawn.di![0]!;
  const pooled = { ...drawn, pools: [{ id: "pool", label: "Our company" }], di: [{ ...page, shapes: [...page.shapes, { id: "pool.shape", element: "pool", x: 0, y: 0, width: 900, height: 400 }] }] };
  expect(drawingSvg(pooled, ({ id }) => id)).toContain("Our company");
  const lane = { id: "lane.shape", element: "l", x: 0, y: 0, width: 200, height: 600 };
  const laned = (horizontal: boolean) => drawingSvg({ ...drawn, lanes: [{ id: "l", label: "Office" }], di: [{ ...page, shapes: [...page.shapes, { ...lane, horizontal }] }] }, ({ id }) => id);
  expect([laned(true).includes("rotate(-90)"), laned(false).includes("rotate(-90)")]).toEqual([true, false]);
});

test("a new process begins with a start that stands somewhere", () => expect(isDrawn(newProcess("order"))).toBe(true));
