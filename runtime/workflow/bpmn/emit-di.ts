/** Pages → diagram interchange. */
import type { Box, Edge, Page, Shape } from "../definition/types";
import { el, type Built } from "./built";

/** `whole`: id of the collaboration or process a page of all shows. */
export function emitPage(page: Page, whole: string | undefined): Built {
  return el("bpmndi:BPMNDiagram", { id: page.id, name: page.label }, [
    el("bpmndi:BPMNPlane", { id: `${page.id}.plane`, bpmnElement: page.element ?? whole }, [...page.shapes.map(emitShape), ...page.edges.map(emitEdge)]),
  ], page);
}

const emitShape = (shape: Shape): Built =>
  el("bpmndi:BPMNShape", { id: shape.id, bpmnElement: shape.element, isExpanded: shape.expanded, isHorizontal: shape.horizontal }, [emitBox(shape), label(shape.labelAt)], shape);

const emitEdge = (edge: Edge): Built =>
  el("bpmndi:BPMNEdge", { id: edge.id, bpmnElement: edge.element }, [...edge.points.map(({ x, y }) => el("di:waypoint", { x, y })), label(edge.labelAt)], edge);

const label = (box: Box | undefined): Built | undefined => box && el("bpmndi:BPMNLabel", {}, [emitBox(box)]);

const emitBox = ({ x, y, width, height }: Box): Built => el("dc:Bounds", { x, y, width, height });
