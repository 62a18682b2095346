/**
 * A large process that is valid: rows of choices one after another, five lanes of four rows each. Every second step of a row may be left
 * out; the last of a row leads to the first of the next.
 */
import type { Box, Edge, Flow, Lane, Point, ProcessDefinition, ProcessNode, Shape } from "../../runtime/workflow/definition/types";

export const GRID = { columns: 25, lanes: 5, rowsOfLane: 4, stepX: 200, stepY: 110, header: 32 } as const;
const STEPS = { userTask: { width: 140, height: 60 }, task: { width: 140, height: 60 }, exclusiveGateway: { width: 50, height: 50 }, startEvent: { width: 40, height: 40 }, endEvent: { width: 40, height: 40 } } as const;
type Type = keyof typeof STEPS;
/** A task of a person, a choice, a step that may be left out, and where both ways meet. */
const BLOCK: readonly Type[] = ["userTask", "exclusiveGateway", "task", "exclusiveGateway"];

const idOf = (at: number): string => `n${at}`;

export interface Plan {
  readonly nodes: readonly { readonly id: string; readonly type: Type; readonly label: string; readonly box: Box }[];
  readonly flows: readonly Flow[];
}

/** `count` steps, the first a start and the last an end. */
export function planOf(count: number): Plan {
  const typeAt = (at: number): Type => (at === 0 ? "startEvent" : at === count - 1 ? "endEvent" : at > Math.floor((count - 2) / 4) * 4 ? "userTask" : BLOCK[(at - 1) % 4]!);
  const nodes = Array.from({ length: count }, (_, at) => {
    const type = typeAt(at);
    const { width, height } = STEPS[type];
    const [column, row] = [at % GRID.columns, Math.floor(at / GRID.columns)];
    return { id: idOf(at), type, label: `${type === "exclusiveGateway" ? "Enough" : "Step"} ${at}`, box: { x: GRID.header + 100 + column * GRID.stepX - width / 2, y: 60 + row * GRID.stepY - height / 2, width, height } };
  });
  const splits = (at: number): boolean => typeAt(at) === "exclusiveGateway" && typeAt(at + 1) === "task";
  const flows = nodes.slice(1).flatMap(({ id }, before): Flow[] => [
    { id: `f${before}`, from: idOf(before), to: id, ...(splits(before) && { condition: `amount > ${before}` }) },
    ...(splits(before) ? [{ id: `skip${before}`, from: idOf(before), to: idOf(before + 2) }] : []),
  ]);
  return { nodes, flows };
}

export function largeProcess(name: string, count: number): ProcessDefinition {
  const { nodes, flows } = planOf(count);
  const laneOf = (at: number): string => `lane${Math.floor(at / GRID.columns / GRID.rowsOfLane)}`;
  const [width, height] = [GRID.header + GRID.columns * GRID.stepX + 40, GRID.rowsOfLane * GRID.stepY];
  const lanes: readonly Lane[] = Array.from({ length: GRID.lanes }, (_, at) => ({ id: `lane${at}`, label: `Department ${at + 1}`, responsible: [{ kind: "starter" }] }));
  const shapes: readonly Shape[] = [
    ...lanes.map(({ id }, at) => ({ id: `${id}.shape`, element: id, x: 0, y: at * height, width, height, horizontal: true })),
    ...nodes.map(({ id, box }) => ({ id: `${id}.shape`, element: id, ...box })),
  ];
  const boxes = new Map(nodes.map(({ id, box }) => [id, box]));
  const edges = flows.filter(({ id }) => id.startsWith("skip")).map(({ id, from, to }): Edge => ({ id: `${id}.edge`, element: id, points: under(boxes.get(from)!, boxes.get(to)!) }));
  return {
    id: name, name, label: "A large process", lanes, variables: [{ id: "amount", name: "amount", type: "number" }],
    nodes: nodes.map(({ id, type, label }, at) => ({ id, type, label, lane: laneOf(at), ...(flows.some((flow) => flow.id === `skip${at}`) && { default: `skip${at}` }) }) as ProcessNode),
    flows, di: [{ id: "page", shapes, edges }],
  };
}

/** Below what is left out. */
function under(from: Box, to: Box): readonly Point[] {
  const [x, y] = [from.x + from.width / 2, from.y + from.height];
  const end = { x: to.x + to.width / 2, y: to.y + to.height };
  return [{ x, y }, { x, y: y + 25 }, { x: end.x, y: y + 25 }, end];
}
