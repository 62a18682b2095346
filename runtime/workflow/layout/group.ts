/** Nodes of one pool or sub-process on a plane: columns by the way from the start, bands by lane. Places are relative to the group. */
import type { Box, ProcessNode } from "../definition/types";
import { columnsOf, type Link } from "./columns";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Group extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
  /** Band of each lane, by its id; top and height. */
  readonly bands: ReadonlyMap<string, { readonly top: number; readonly height: number }>;
  readonly columns: readonly Column[];
  /** Column of each node. */
  readonly columnOf: ReadonlyMap<string, number>;
}

/** Nodes one under the other; between two columns there is `GAP.column`, and nothing else. */
export interface Column {
  readonly left: number;
  readonly right: number;
  /** What it holds, from top to bottom. */
  readonly held: readonly Held[];
}

/** Border events hang over the lower edge of what they sit on. */
export interface Held {
  readonly top: number;
  readonly bottom: number;
}

export const GAP = { column: 60, row: 50, edge: 30 } as const;
const LEAST_BAND = 120;
/** How far a border event hangs over. */
const OVERHANG = 20;

/** `lanes`: bands from top to bottom; nodes of no lane come below. `links`: flows, those of border events as if of their activity. */
export function layGroup(nodes: readonly ProcessNode[], links: readonly Link[], lanes: readonly string[], sizeOf: (node: ProcessNode) => Size): Group {
  const free = nodes.filter(({ attachedTo }) => attachedTo === undefined);
  const columns = columnsOf(free.map(({ id }) => id), links).of;
  const count = Math.max(0, ...columns.values()) + 1;
  const widths = Array.from({ length: count }, () => 0);
  for (const node of free) widths[columns.get(node.id)!] = Math.max(widths[columns.get(node.id)!]!, sizeOf(node).width);
  const lefts = widths.map((_, column) => GAP.edge + widths.slice(0, column).reduce((sum, width) => sum + width + GAP.column, 0));
  const boxes = new Map<string, Box>();
  const hosts = new Set(nodes.map(({ attachedTo }) => attachedTo));
  const held: Held[][] = widths.map(() => []);
  const bands = new Map<string, { readonly top: number; readonly height: number }>();
  const laneOf = (node: ProcessNode): string => (node.lane !== undefined && lanes.includes(node.lane) ? node.lane : "");
  const order = ordering(free, links, columns);
  let top = 0;
  for (const lane of [...lanes, ""]) {
    const stacks = Array.from({ length: count }, (_, column) => order[column]!.filter((node) => laneOf(node) === lane));
    if (lane === "" && lanes.length > 0 && stacks.every((stack) => stack.length === 0)) continue;
    const heights = stacks.map((stack) => stack.reduce((sum, node) => sum + sizeOf(node).height + GAP.row, 0));
    const height = Math.max(lane === "" ? 0 : LEAST_BAND, ...heights) + GAP.edge;
    stacks.forEach((stack, column) => {
      let y = top + (height - heights[column]!) / 2 + GAP.row / 2;
      for (const node of stack) {
        const size = sizeOf(node);
        boxes.set(node.id, { x: lefts[column]! + (widths[column]! - size.width) / 2, y, ...size });
        held[column]!.push({ top: y, bottom: y + size.height + (hosts.has(node.id) ? OVERHANG : 0) });
        y += size.height + GAP.row;
      }
    });
    bands.set(lane, { top, height });
    top += height;
  }
  const placed = held.map((inColumn, column) => ({ left: lefts[column]!, right: lefts[column]! + widths[column]!, held: inColumn }));
  return { boxes, bands, columns: placed, columnOf: columns, width: (lefts.at(-1) ?? GAP.edge) + (widths.at(-1) ?? 0) + GAP.edge, height: top };
}

/** Nodes of each column from top to bottom: near what leads to them. */
function ordering(nodes: readonly ProcessNode[], links: readonly Link[], columns: ReadonlyMap<string, number>): readonly (readonly ProcessNode[])[] {
  const before = new Map<string, string[]>();
  for (const { from, to } of links) before.set(to, [...(before.get(to) ?? []), from]);
  const place = new Map<string, number>();
  const sorted: ProcessNode[][] = Array.from({ length: Math.max(0, ...columns.values()) + 1 }, () => []);
  for (const node of nodes) sorted[columns.get(node.id)!]!.push(node);
  for (const column of sorted) {
    const wish = new Map(column.map((node, index) => {
      const known = (before.get(node.id) ?? []).flatMap((id) => place.get(id) ?? []);
      return [node, known.length === 0 ? index : known.reduce((sum, at) => sum + at, 0) / known.length] as const;
    }));
    column.sort((one, other) => wish.get(one)! - wish.get(other)!);
    column.forEach(({ id }, index) => place.set(id, index));
  }
  return sorted;
}
