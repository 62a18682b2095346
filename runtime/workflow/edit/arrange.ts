/**
 * A first drawing of a process that has none: columns by the longest way from the start, rows by lane. Whatever stands somewhere
 * already may be arranged anew, too.
 */
import type { ProcessDefinition, ProcessNode } from "../definition/types";
import { around, drawingOf, redraw, type Box } from "./drawing";
import { poolOf, sizeOf } from "./elements";
import { fitLanes, LANE } from "./lanes";

const COLUMN = 200;
const ROW = 100;

export const isDrawn = (definition: ProcessDefinition): boolean => {
  const { shapes } = drawingOf(definition);
  return definition.nodes.every((node) => shapes.has(node.id)) && (definition.lanes ?? []).every((lane) => shapes.has(lane.id));
};

export function arrange(definition: ProcessDefinition): ProcessDefinition {
  const shapes = new Map<string, Box>();
  const top = definition.nodes.filter((node) => node.inside === undefined && node.attachedTo === undefined);
  const inner = new Map<string, Box>();
  // Frames are as large as what lies in them, so the innermost come first.
  for (const frame of [...definition.nodes].reverse()) {
    const held = definition.nodes.filter((node) => node.inside === frame.id && node.attachedTo === undefined);
    if (held.length === 0) continue;
    const rows = rowsOf(definition, held, inner);
    inner.set(frame.id, { x: 0, y: 0, width: Math.max(320, rows.width + 60), height: Math.max(140, rows.height + 80) });
  }
  let y = 0;
  for (const pool of [...new Set(top.map((node) => poolOf(definition, node)))]) {
    const lanes = (definition.lanes ?? []).filter((lane) => lane.inside === undefined && poolOf(definition, lane) === pool && !definition.lanes!.some((other) => other.parent === lane.id));
    const nodes = top.filter((node) => poolOf(definition, node) === pool);
    const column = columnsOf(definition, nodes, inner);
    for (const lane of lanes.length > 0 ? [...lanes.map(({ id }) => id), undefined] : [undefined]) {
      const band = nodes.filter((node) => (lanes.some(({ id }) => id === node.lane) ? node.lane : undefined) === lane);
      if (lane === undefined && band.length === 0 && lanes.length > 0) continue;
      const height = layRow(definition, band, column, inner, LANE.header + 60, y, shapes);
      if (lane !== undefined) shapes.set(lane, { x: 0, y, width: Math.max(LANE.width, column.width + LANE.header + 120), height });
      y += height;
    }
    y += 60;
  }
  for (const frame of definition.nodes) placeInside(definition, frame, inner, shapes);
  placeBorders(definition, shapes);
  const bends = new Map([...definition.flows, ...(definition.messageFlows ?? [])].map((flow) => [flow.id, null]));
  return fitLanes(redraw(definition, { shapes, edges: bends }));
}

interface Columns {
  readonly of: ReadonlyMap<string, number>;
  readonly width: number;
  readonly at: readonly number[];
}

/** The longest way without turning back; columns are as wide as their widest node. */
function columnsOf(definition: ProcessDefinition, nodes: readonly ProcessNode[], inner: ReadonlyMap<string, Box>): Columns {
  const ids = new Set(nodes.map((node) => node.id));
  const host = new Map(definition.nodes.flatMap((node) => (node.attachedTo === undefined ? [] : [[node.id, node.attachedTo] as const])));
  const next = new Map<string, string[]>();
  for (const flow of definition.flows) {
    const from = host.get(flow.from) ?? flow.from;
    if (ids.has(from) && ids.has(flow.to)) next.set(from, [...(next.get(from) ?? []), flow.to]);
  }
  const column = new Map<string, number>();
  const open = new Set<string>();
  const order: string[] = [];
  const back = new Set<string>();
  const visit = (id: string): void => {
    open.add(id);
    for (const to of next.get(id) ?? []) {
      if (open.has(to)) back.add(`${id} ${to}`);
      else if (!order.includes(to)) visit(to);
    }
    open.delete(id);
    order.push(id);
  };
  for (const node of [...nodes].sort((a, b) => Number(definition.flows.some((flow) => flow.to === a.id)) - Number(definition.flows.some((flow) => flow.to === b.id)))) if (!order.includes(node.id)) visit(node.id);
  for (const id of order.reverse()) {
    column.set(id, column.get(id) ?? 0);
    for (const to of next.get(id) ?? []) if (!back.has(`${id} ${to}`)) column.set(to, Math.max(column.get(to) ?? 0, column.get(id)! + 1));
  }
  const widths: number[] = [];
  for (const node of nodes) widths[column.get(node.id)!] = Math.max(widths[column.get(node.id)!] ?? 0, (inner.get(node.id) ?? sizeOf(node.type)).width);
  const at: number[] = [];
  let x = 0;
  for (const width of widths) {
    at.push(x + (width ?? 0) / 2);
    x += Math.max((width ?? 0) + 60, COLUMN / 2);
  }
  return { of: column, width: x, at };
}

/** Puts the nodes of one lane into their columns, one under the other; tells how high the lane is. */
function layRow(definition: ProcessDefinition, nodes: readonly ProcessNode[], column: Columns, inner: ReadonlyMap<string, Box>, left: number, top: number, shapes: Map<string, Box>): number {
  const stacks = new Map<number, ProcessNode[]>();
  for (const node of nodes) stacks.set(column.of.get(node.id)!, [...(stacks.get(column.of.get(node.id)!) ?? []), node]);
  const sizes = (stack: readonly ProcessNode[]): number => stack.reduce((sum, node) => sum + Math.max(ROW, (inner.get(node.id) ?? sizeOf(node.type)).height + 40), 0);
  const height = Math.max(LANE.height - 20, ...[...stacks.values()].map(sizes)) + 20;
  for (const [at, stack] of stacks) {
    let y = top + (height - sizes(stack)) / 2;
    for (const node of stack) {
      const size = inner.get(node.id) ?? sizeOf(node.type);
      const share = Math.max(ROW, size.height + 40);
      shapes.set(node.id, around({ x: left + column.at[at]!, y: y + share / 2 }, size));
      y += share;
    }
  }
  return height;
}

function rowsOf(definition: ProcessDefinition, nodes: readonly ProcessNode[], inner: ReadonlyMap<string, Box>): { readonly width: number; readonly height: number } {
  const shapes = new Map<string, Box>();
  const columns = columnsOf(definition, nodes, inner);
  const height = layRow(definition, nodes, columns, inner, 0, 0, shapes);
  return { width: columns.width, height };
}

function placeInside(definition: ProcessDefinition, frame: ProcessNode, inner: ReadonlyMap<string, Box>, shapes: Map<string, Box>): void {
  const box = shapes.get(frame.id);
  const held = definition.nodes.filter((node) => node.inside === frame.id && node.attachedTo === undefined);
  if (!box || held.length === 0) return;
  layRow(definition, held, columnsOf(definition, held, inner), inner, box.x + 40, box.y + 20, shapes);
  for (const node of held) placeInside(definition, node, inner, shapes);
}

function placeBorders(definition: ProcessDefinition, shapes: Map<string, Box>): void {
  const taken = new Map<string, number>();
  for (const node of definition.nodes) {
    const host = node.attachedTo === undefined ? undefined : shapes.get(node.attachedTo);
    if (!host) continue;
    const at = taken.get(node.attachedTo!) ?? 0;
    taken.set(node.attachedTo!, at + 1);
    shapes.set(node.id, around({ x: host.x + host.width - 30 - at * 45, y: host.y + host.height }, sizeOf(node.type)));
  }
}
