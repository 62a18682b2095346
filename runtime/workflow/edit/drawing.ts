/**
 * The drawing of a process: where its elements stand on the first page of `di`, the one people edit (another one is put first meanwhile, pages.ts).
 *
 * - *shape*: place and size of a node, lane or pool. *edge*: the bends of a flow; a flow without one is routed by whoever draws it.
 * All coordinates are absolute, in pixels, y downwards.
 */
import type { Box, Edge, Page, Point, ProcessDefinition, ProcessNode, Shape } from "../definition/types";
import { nodeDefinitions } from "../nodes/index";

export type { Box, Point };

export interface Drawing {
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

const read = new WeakMap<Page, Drawing>();
const NOTHING: Drawing = { shapes: new Map(), edges: new Map() };

export function drawingOf({ di }: Pick<ProcessDefinition, "di">): Drawing {
  const page = di?.[0];
  if (!page) return NOTHING;
  let drawing = read.get(page);
  if (!drawing) {
    drawing = { shapes: new Map(page.shapes.map((shape) => [shape.element, shape])), edges: new Map(page.edges.filter((edge) => edge.points.length > 1).map((edge) => [edge.element, edge.points])) };
    read.set(page, drawing);
  }
  return drawing;
}

/** Is it drawn on another page, and not on this one? What is drawn nowhere is at home everywhere. */
export const isElsewhere = ({ di = [] }: ProcessDefinition, id: string): boolean => di.length > 1 && !drawingOf({ di }).shapes.has(id) && di.some((page) => shapesOf(page).has(id));

export const shapesOf = (page: Page): Drawing["shapes"] => drawingOf({ di: [page] }).shapes;

/** Nodes of this page. */
export function nodesHere(definition: ProcessDefinition): readonly ProcessNode[] {
  return (definition.di?.length ?? 0) > 1 ? definition.nodes.filter(({ id }) => drawingOf(definition).shapes.has(id)) : definition.nodes;
}

/** Where something new on this page belongs when nothing drawn around it says so: the sub-process the page shows, or the pool of what stands on it. */
export function homeOf(definition: ProcessDefinition): { readonly pool: string | undefined; readonly inside: string | undefined } {
  const shown = definition.di?.[0]?.element;
  const frame = shown === undefined ? undefined : definition.nodes.find(({ id }) => id === shown);
  if (frame) return { pool: frame.pool, inside: frame.id };
  const several = (definition.di?.length ?? 0) > 1;
  return { pool: (several ? nodesHere(definition)[0]?.pool : undefined) ?? definition.pools?.[0]?.id, inside: undefined };
}

/** A sub-process of this page whose inside is not drawn on it, but on a page of its own. */
export function isClosed(definition: ProcessDefinition, node: ProcessNode): boolean {
  if (!nodeDefinitions[node.type].holds) return false;
  const { shapes } = drawingOf(definition);
  const shape = shapes.get(node.id);
  if (!shape || shape.expanded === true) return false;
  const paged = shape.expanded === false || definition.di!.some(({ element }) => element === node.id);
  return paged && !definition.nodes.some(({ id, inside }) => inside === node.id && shapes.has(id));
}

export interface DrawingChange {
  /** New places; null takes the shape away. */
  readonly shapes?: ReadonlyMap<string, Box | null>;
  /** New bends; null lets the flow be routed anew. */
  readonly edges?: ReadonlyMap<string, readonly Point[] | null>;
}

const sameBox = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
const boxOf = ({ x, y, width, height }: Box): Box => ({ x, y, width, height });

/** The process with other places; words beside a shape move with it. The same object when nothing changes. */
export function redraw(definition: ProcessDefinition, { shapes = new Map(), edges = new Map() }: DrawingChange): ProcessDefinition {
  const pages = definition.di ?? [];
  const drawn = (id: string, what: "shapes" | "edges"): boolean => pages.some((page) => page[what].some(({ element }: Shape | Edge) => element === id));
  const now = drawingOf(definition);
  const moved = new Map([...shapes].filter(([id, box]) => (box ? !now.shapes.has(id) || !sameBox(now.shapes.get(id)!, box) : drawn(id, "shapes"))));
  const bent = new Map([...edges].filter(([id, points]) => points !== null || drawn(id, "edges")));
  if (moved.size === 0 && bent.size === 0) return definition;
  const [first = { id: "page1", shapes: [], edges: [] }, ...rest] = pages;
  const known = new Set([...first.shapes, ...first.edges].map(({ element }) => element));
  const page: Page = {
    ...first,
    shapes: [...first.shapes.flatMap((shape) => placed(shape, moved)), ...[...moved].flatMap(([id, box]) => (box && !known.has(id) ? [newShape(definition, first, id, box)] : []))],
    edges: [...first.edges.flatMap((edge) => turned(edge, bent)), ...[...bent].flatMap(([id, points]) => (points && !known.has(id) ? [{ id: partId(first, `${id}.edge`), element: id, points }] : []))],
  };
  return { ...definition, di: [page, ...rest.map((other) => without(other, moved, bent))] };
}

/** What is gone is gone from every page. */
function without(page: Page, moved: ReadonlyMap<string, Box | null>, bent: ReadonlyMap<string, readonly Point[] | null>): Page {
  const stays = (gone: ReadonlyMap<string, unknown>) => ({ element }: { readonly element: string }) => gone.get(element) !== null;
  return { ...page, shapes: page.shapes.filter(stays(moved)), edges: page.edges.filter(stays(bent)) };
}

function placed(shape: Shape, moved: ReadonlyMap<string, Box | null>): readonly Shape[] {
  const box = moved.get(shape.element);
  if (box === undefined) return [shape];
  if (box === null) return [];
  // The words of a moved shape keep their distance; those of a resized one are placed anew.
  const { labelAt, ...plain } = shape;
  const same = labelAt && shape.width === box.width && shape.height === box.height;
  return [{ ...plain, ...boxOf(box), ...(same && { labelAt: { ...labelAt, x: labelAt.x + box.x - shape.x, y: labelAt.y + box.y - shape.y } }) }];
}

function turned(edge: Edge, bent: ReadonlyMap<string, readonly Point[] | null>): readonly Edge[] {
  const points = bent.get(edge.element);
  if (points === undefined) return [edge];
  const { labelAt: _labelAt, ...plain } = edge;
  return points === null ? [] : [{ ...plain, points }];
}

function newShape(definition: ProcessDefinition, page: Page, id: string, box: Box): Shape {
  const node = definition.nodes.find((one) => one.id === id);
  return { id: partId(page, `${id}.shape`), element: id, ...boxOf(box), ...(node && nodeDefinitions[node.type].holds && { expanded: true }) };
}

const partId = (page: Page, wanted: string): string => {
  const id = wanted.slice(-200);
  return [...page.shapes, ...page.edges].some((part) => part.id === id) ? `${id.slice(-190)}.2` : id;
};

export const centerOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });
export const around = ({ x, y }: Point, { width, height }: Pick<Box, "width" | "height">): Box => ({ x: Math.round(x - width / 2), y: Math.round(y - height / 2), width, height });
export const contains = ({ x, y, width, height }: Box, point: Point): boolean => point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
export const overlaps = (a: Box, b: Box, gap = 0): boolean => a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap;
