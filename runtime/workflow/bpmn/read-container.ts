/** A process or sub-process: its nodes, flows, lanes, data and drawings. */
import type { Artifact, Flow, Lane, ProcessNode, Variable } from "../definition/types";
import { described, is, list, textOf, type Element } from "./element";
import { isNode, readNode } from "./read-nodes";
import { toFeel } from "./to-feel";

/** What has been read so far, over all processes of the file. */
export interface Reading {
  readonly nodes: ProcessNode[];
  readonly flows: Flow[];
  readonly lanes: Lane[];
  readonly artifacts: Artifact[];
}

export interface Place {
  readonly pool: string;
  readonly inside?: string;
}

/** Reads everything in it; returns its variables. */
export function readContainer(reading: Reading, container: Element, place: Place): { readonly variables?: readonly Variable[] } {
  const lanes = new Map<Element, string>();
  for (const set of list(container.laneSets)) readLanes(reading, set, place, lanes, undefined);
  const elements = list(container.flowElements);
  const artifacts = list(container.artifacts);
  for (const element of elements) {
    if (isNode(element)) {
      const contents = list(element.flowElements).length > 0 || is(element, "SubProcess", "AdHocSubProcess", "Transaction") ? readContainer(reading, element, { pool: place.pool, inside: element.id! }) : {};
      const lane = lanes.get(element);
      reading.nodes.push({ ...readNode(element, [...elements, ...artifacts]), ...place, ...(lane !== undefined && { lane }), ...contents } as ProcessNode);
    } else if (is(element, "SequenceFlow")) reading.flows.push(readFlow(element));
    else reading.artifacts.push(readArtifact(element, place));
  }
  for (const artifact of artifacts) reading.artifacts.push(readArtifact(artifact, place));
  const variables = [...list(container.properties), ...elements.filter((element) => is(element, "DataObject"))].map((data) => ({ id: data.id!, name: data.name || data.id! }));
  return variables.length > 0 ? { variables } : {};
}

function readLanes(reading: Reading, set: Element, place: Place, lanes: Map<Element, string>, parent: string | undefined): void {
  for (const lane of list(set.lanes)) {
    reading.lanes.push({ id: lane.id!, pool: place.pool, ...(place.inside !== undefined && { inside: place.inside }), ...(parent !== undefined && { parent }), ...described(lane) });
    for (const node of list(lane.flowNodeRef)) lanes.set(node, lane.id!);
    if (lane.childLaneSet) readLanes(reading, lane.childLaneSet as Element, place, lanes, lane.id);
  }
}

function readFlow(flow: Element): Flow {
  const condition = textOf(flow.conditionExpression);
  return {
    id: flow.id ?? `${flow.sourceRef?.id}-${flow.targetRef?.id}`, from: flow.sourceRef?.id ?? "", to: flow.targetRef?.id ?? "", ...described(flow),
    ...(condition && { condition: toFeel(condition) }),
  };
}

const ARTIFACTS: Readonly<Record<string, Artifact["type"]>> = {
  "bpmn:TextAnnotation": "annotation", "bpmn:Group": "group", "bpmn:Association": "association", "bpmn:DataObject": "dataObject", "bpmn:DataObjectReference": "dataObjectReference",
  "bpmn:DataStoreReference": "dataStoreReference",
};

function readArtifact(element: Element, place: Place): Artifact {
  const type = ARTIFACTS[element.$type] ?? "other";
  const label = labelOf(element, type);
  const to = (type === "dataObjectReference" ? element.dataObjectRef : element.targetRef) as Element | undefined;
  return {
    id: element.id ?? "", type, ...place, ...described(element), ...(label && { label }), ...(element.sourceRef && { from: element.sourceRef.id as string }), ...(to?.id !== undefined && { to: to.id }),
    ...(type === "other" && { extra: { named: element.$type.replace(/^bpmn:(.)/, (_, first: string) => first.toLowerCase()) } }),
  };
}

/** The words of a note are its text, those of a group the value of its category. */
function labelOf(element: Element, type: Artifact["type"]): string | undefined {
  if (type === "annotation") return element.text as string | undefined;
  return type === "group" ? (element.categoryValueRef?.value as string | undefined) : element.name;
}
