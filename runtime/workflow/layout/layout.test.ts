import { describe, expect, it } from "vitest";
import type { Box, Flow, Lane, Point, ProcessDefinition, ProcessNode } from "../definition/types";
import { columnsOf, keyOf } from "./columns";
import { layOut, withDrawing } from "./layout";

/** Numbers from a seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return Math.floor((state / 4294967296) * below);
  };
}

/** A process of any shape: lanes in lanes, sub-processes, borders, circles. */
function anyProcess(seed: number, size: number): ProcessDefinition {
  const pick = numbers(seed);
  const lanes: Lane[] = Array.from({ length: pick(5) }, (_, index) => ({ id: `l${index}`, pool: "p" }));
  if (lanes.length > 1) lanes.push({ id: "inner1", pool: "p", parent: "l0" }, { id: "inner2", pool: "p", parent: "l0" });
  const leaves = lanes.filter(({ id }) => !lanes.some(({ parent }) => parent === id));
  const nodes: ProcessNode[] = [];
  for (let index = 0; index < size; index++) {
    const subs = nodes.filter(({ type, inside }) => type === "subProcess" && inside === undefined);
    const inside = subs.length > 0 && pick(4) === 0 ? subs[pick(subs.length)]!.id : undefined;
    const type = (["userTask", "startEvent", "exclusiveGateway", "subProcess", "endEvent"] as const)[pick(5)]!;
    nodes.push({ id: `n${index}`, type, pool: "p", ...(inside !== undefined ? { inside } : leaves.length > 0 && pick(5) > 0 && { lane: leaves[pick(leaves.length)]!.id }) } as ProcessNode);
    if (type === "userTask" && pick(4) === 0) for (let border = 0; border <= pick(4); border++) nodes.push({ id: `n${index}.b${border}`, type: "boundaryEvent", pool: "p", attachedTo: `n${index}`, ...(inside !== undefined && { inside }) });
  }
  const flows: Flow[] = Array.from({ length: size * 2 }, (_, index) => {
    const from = nodes[pick(nodes.length)]!;
    const near = nodes.filter((node) => node.inside === from.inside && node.attachedTo === undefined);
    return { id: `f${index}`, from: from.id, to: near[pick(near.length)]?.id ?? from.id };
  });
  return { id: "d", name: "d", label: "D", pools: [{ id: "p", process: "proc" }, { id: "q", label: "Partner" }], lanes, nodes, flows, messageFlows: [{ id: "m", from: "q", to: nodes[0]!.id }], artifacts: [{ id: "note", type: "annotation", pool: "p", label: "Note" }] };
}

/** Two of them and two partners, with messages between all pools. */
function severalPools(seed: number, size: number): ProcessDefinition {
  const [one, two] = [anyProcess(seed, size), anyProcess(seed + 1000, size)];
  const renamed = JSON.parse(JSON.stringify({ lanes: two.lanes, nodes: two.nodes, flows: two.flows }).replaceAll(/"(n\d+(?:\.b\d+)?|l\d+|f\d+|inner\d|p)"/g, '"z$1"')) as Pick<ProcessDefinition, "lanes" | "nodes" | "flows">;
  const [left, right] = [one.nodes, renamed.nodes].map((nodes) => nodes.map(({ id }) => id)) as [string[], string[]];
  const messages = left.flatMap((id, at) => [[id, right[at % right.length]!], [right[(at * 7) % right.length]!, id], [id, at % 2 ? "q" : "r"], [at % 2 ? "r" : "q", id]] as const);
  return {
    ...one, pools: [{ id: "p", process: "proc" }, { id: "q", label: "Partner" }, { id: "zp", process: "other" }, { id: "r", label: "Another" }], lanes: [...one.lanes!, ...renamed.lanes!],
    nodes: [...one.nodes, ...renamed.nodes], flows: [...one.flows, ...renamed.flows], messageFlows: messages.map(([from, to], at) => ({ id: `m${at}`, from, to })),
  };
}

/** Does a part of the way run through the box, not only along its edge? */
const crosses = (a: Point, b: Point, box: Box): boolean => Math.max(a.x, b.x) > box.x && Math.min(a.x, b.x) < box.x + box.width && Math.max(a.y, b.y) > box.y && Math.min(a.y, b.y) < box.y + box.height;

/** Steps a flow runs through without touching them; the sub-processes its ends lie in are no hindrance. */
function crossed(definition: ProcessDefinition): readonly string[] {
  const page = layOut(definition);
  const byId = new Map(definition.nodes.map((node) => [node.id, node]));
  const boxes = page.shapes.filter(({ element }) => byId.has(element));
  const around = (id: string): readonly string[] => (byId.has(id) ? [id, ...(byId.get(id)!.inside === undefined ? [] : around(byId.get(id)!.inside!))] : []);
  const ends = new Map([...definition.flows, ...definition.messageFlows!].map(({ id, from, to }) => [id, new Set([...around(from), ...around(to)])]));
  return page.edges.flatMap(({ element, points }) => points.slice(1).flatMap((to, at) => {
    const from = points[at]!;
    const slanted = from.x !== to.x && from.y !== to.y ? [`${element} is slanted`] : [];
    return [...slanted, ...boxes.filter((box) => !ends.get(element)!.has(box.element) && crosses(from, to, box)).map((box) => `${element} through ${box.element}`)];
  }));
}

const inside = (inner: Box, outer: Box): boolean => inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
const overlap = (one: Box, other: Box): boolean => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

describe("layOut", () => {
  it.each(Array.from({ length: 40 }, (_, seed) => [seed, 5 + seed]))("keeps nodes apart, flows forward and lanes and pools around their nodes (seed %i)", (seed, size) => {
    const definition = anyProcess(seed, size);
    const page = layOut(definition);
    const box = new Map<string, Box>(page.shapes.map((shape) => [shape.element, shape]));
    const { nodes, lanes = [] } = definition;
    for (const node of nodes) expect(box.has(node.id), node.id).toBe(true);
    for (const [index, one] of nodes.entries()) {
      for (const other of nodes.slice(index + 1)) {
        const nested = one.id === other.inside || other.id === one.inside || one.attachedTo === other.id || other.attachedTo === one.id || (one.attachedTo !== undefined && one.attachedTo === other.inside) || (other.attachedTo !== undefined && other.attachedTo === one.inside);
        if (!nested) expect(overlap(box.get(one.id)!, box.get(other.id)!), `${one.id} and ${other.id}`).toBe(false);
      }
      if (one.lane !== undefined) expect(inside(box.get(one.id)!, box.get(one.lane)!), `${one.id} in ${one.lane}`).toBe(true);
      if (one.inside !== undefined && one.attachedTo === undefined) expect(inside(box.get(one.id)!, box.get(one.inside)!), `${one.id} in ${one.inside}`).toBe(true);
      expect(inside(box.get(one.id)!, box.get("p")!), `${one.id} in the pool`).toBe(true);
    }
    for (const lane of lanes) expect(inside(box.get(lane.id)!, box.get(lane.parent ?? "p")!), lane.id).toBe(true);
    for (const [index, one] of lanes.entries()) for (const other of lanes.slice(index + 1)) if (one.parent === other.parent) expect(overlap(box.get(one.id)!, box.get(other.id)!)).toBe(false);
    expect(overlap(box.get("p")!, box.get("q")!)).toBe(false);
    const host = new Map(nodes.map(({ id, attachedTo }) => [id, attachedTo ?? id]));
    const links = definition.flows.map(({ from, to }) => ({ from: host.get(from)!, to: host.get(to)! }));
    const { back } = columnsOf(nodes.filter(({ attachedTo }) => attachedTo === undefined).map(({ id }) => id), links);
    const within = (id: string): string | undefined => nodes.find((node) => node.id === id)?.inside;
    for (const link of links) if (!back.has(keyOf(link)) && link.from !== link.to && within(link.from) === within(link.to)) expect(box.get(link.from)!.x + box.get(link.from)!.width, keyOf(link)).toBeLessThan(box.get(link.to)!.x);
    expect(page.edges.map(({ element }) => element)).toEqual([...definition.flows.map(({ id }) => id), "m"]);
    expect(layOut(definition)).toEqual(page);
  });

  it.each(Array.from({ length: 60 }, (_, seed) => [seed, 4 + seed]))("leads flows and messages around the steps they do not touch (seed %i)", (seed, size) => {
    expect(crossed(anyProcess(seed, size))).toEqual([]);
    expect(crossed(severalPools(seed, size))).toEqual([]);
  });

  it("gives each flow a way of few bends, however far it goes", () => {
    const { edges } = layOut(anyProcess(7, 500));
    expect(Math.max(...edges.map(({ points }) => points.length))).toBeLessThanOrEqual(7);
  });

  it("draws a plain process without a frame, and long ones without trouble", () => {
    const nodes = Array.from({ length: 2000 }, (_, index) => ({ id: `n${index}`, type: "task" }) as ProcessNode);
    const page = layOut({ id: "d", name: "d", label: "D", nodes, flows: nodes.slice(1).map(({ id }, index) => ({ id: `f${index}`, from: `n${index}`, to: id })) });
    expect(page.shapes).toHaveLength(2000);
    expect(page.edges[0]!.points).toHaveLength(2);
  });
});

describe("withDrawing", () => {
  const definition: ProcessDefinition = { id: "d", name: "d", label: "D", nodes: [{ id: "s", type: "startEvent" }, { id: "e", type: "endEvent" }], flows: [{ id: "f", from: "s", to: "e" }] };

  it("lays out what is not drawn, adds lines that are missing, and leaves the rest alone", () => {
    const drawn = withDrawing(definition);
    expect(drawn.di).toEqual([layOut(definition)]);
    expect(withDrawing(drawn)).toBe(drawn);
    const bare = { ...drawn, di: [{ ...drawn.di![0]!, edges: [] }] };
    expect(withDrawing(bare)).toEqual(drawn);
    const half = { ...bare, di: [{ ...bare.di[0]!, shapes: bare.di[0]!.shapes.slice(0, 1) }] };
    expect(withDrawing(half)).toBe(half);
  });
});
