/** Diagram interchange → pages. Shapes of elements the file does not hold are left out (and kept, as all we do not read). */
import type { Box, Edge, Page, Point, Shape } from "../definition/types";
import { list, type Element } from "./element";

const isShape = (element: Element): boolean => element.$type === "bpmndi:BPMNShape" && element.bpmnElement?.id !== undefined && element.bounds !== undefined;
const isEdge = (element: Element): boolean => element.$type === "bpmndi:BPMNEdge" && element.bpmnElement?.id !== undefined;

/** `whole`: ids of collaborations and processes; a page of one of these shows all of it. */
export function readPage(diagram: Element, whole: ReadonlySet<string>): Page {
  const drawn = list(diagram.plane?.planeElement);
  const element = diagram.plane?.bpmnElement?.id as string | undefined;
  return {
    id: diagram.id!, ...(diagram.name && { label: diagram.name }), ...(element !== undefined && !whole.has(element) && { element }),
    shapes: drawn.filter(isShape).map(readShape), edges: drawn.filter(isEdge).map(readEdge),
  };
}

const readShape = (shape: Element): Shape => ({
  id: shape.id!, element: shape.bpmnElement.id as string, ...readBox(shape.bounds as Element), ...(typeof shape.isExpanded === "boolean" && { expanded: shape.isExpanded }),
  ...(typeof shape.isHorizontal === "boolean" && { horizontal: shape.isHorizontal }), ...labelOf(shape),
});

const readEdge = (edge: Element): Edge => ({ id: edge.id!, element: edge.bpmnElement.id as string, points: list(edge.waypoint).map(readPoint), ...labelOf(edge) });

const labelOf = (drawn: Element): { readonly labelAt?: Box } => (drawn.label?.bounds ? { labelAt: readBox(drawn.label.bounds as Element) } : {});

/** Files with numbers that are none ("NaN", a missing height) are read as zero. */
const number = (value: unknown): number => (Number.isFinite(Number(value)) ? Number(value) : 0);

const readBox = (bounds: Element): Box => ({ x: number(bounds.x), y: number(bounds.y), width: number(bounds.width), height: number(bounds.height) });

const readPoint = (point: Element): Point => ({ x: number(point.x), y: number(point.y) });
