/** Flow nodes → nodes. One line per element says its type and what of it becomes options. */
import type { Loop, NodeBase, ProcessNode, Trigger } from "../definition/types";
import type { NodeType } from "../nodes/options";
import { described, is, list, textOf, type Element } from "./element";
import { messageOf, readTrigger, readTriggers } from "./read-triggers";
import { toFeel } from "./to-feel";

type Read = readonly [type: NodeType, options?: (element: Element) => Record<string, unknown>];

const optional = (key: string, value: unknown): Record<string, unknown> => (value === undefined || value === null || value === "" || value === false ? {} : { [key]: value });
const formula = (key: string, expression: Element | undefined): Record<string, unknown> => optional(key, textOf(expression) && toFeel(textOf(expression)!));

const NODES: Readonly<Record<string, Read>> = {
  "bpmn:StartEvent": ["startEvent"],
  "bpmn:IntermediateCatchEvent": ["intermediateCatchEvent"],
  "bpmn:IntermediateThrowEvent": ["intermediateThrowEvent"],
  "bpmn:BoundaryEvent": ["boundaryEvent"],
  "bpmn:EndEvent": ["endEvent"],
  "bpmn:Task": ["task"],
  "bpmn:UserTask": ["userTask"],
  "bpmn:ManualTask": ["manualTask"],
  "bpmn:ServiceTask": ["serviceTask"],
  "bpmn:ScriptTask": ["scriptTask", (task) => ({ ...optional("script", task.script), ...optional("format", task.scriptFormat) })],
  "bpmn:SendTask": ["sendTask", (task) => optional("message", messageOf(task))],
  "bpmn:ReceiveTask": ["receiveTask", (task) => ({ ...optional("message", messageOf(task)), ...optional("starts", task.instantiate) })],
  "bpmn:BusinessRuleTask": ["businessRuleTask"],
  "bpmn:ExclusiveGateway": ["exclusiveGateway"],
  "bpmn:ParallelGateway": ["parallelGateway"],
  "bpmn:InclusiveGateway": ["inclusiveGateway"],
  "bpmn:ComplexGateway": ["complexGateway", (gateway) => formula("activation", gateway.activationCondition)],
  "bpmn:EventBasedGateway": ["eventBasedGateway", (gateway) => ({ ...optional("starts", gateway.instantiate), ...optional("all", gateway.eventGatewayType === "Parallel") })],
  "bpmn:SubProcess": ["subProcess"],
  "bpmn:AdHocSubProcess": ["adHocSubProcess", (sub) => ({ ...optional("sequential", sub.ordering === "Sequential"), ...formula("completion", sub.completionCondition), ...(sub.cancelRemainingInstances === false && { cancelRest: false }) })],
  "bpmn:Transaction": ["transaction"],
  "bpmn:CallActivity": ["callActivity", (call) => optional("process", typeof call.calledElement === "string" ? call.calledElement.replace(/^.*:/, "") : undefined)],
};

export const isNode = (element: Element): boolean => element.$type in NODES;

/** `siblings`: what lies beside it; associations there lead from a compensation border to its handler. */
export function readNode(element: Element, siblings: readonly Element[]): ProcessNode {
  const [type, optionsOf] = NODES[element.$type]!;
  const options = optionsOf?.(element) ?? {};
  return {
    id: element.id ?? "", type: element.triggeredByEvent === true ? "eventSubProcess" : type, ...described(element), ...eventParts(element, siblings), ...activityParts(element),
    ...optional("default", element.default?.id), ...(Object.keys(options).length > 0 && { options }),
  } as ProcessNode;
}

/** A global task is a process of its own with that one task. */
export function readGlobalTask(task: Element): ProcessNode {
  const type = task.$type.replace("bpmn:Global", "bpmn:");
  const [node, optionsOf] = NODES[type]!;
  const options = type === "bpmn:ScriptTask" ? { ...optional("script", task.script), ...optional("format", task.scriptLanguage) } : (optionsOf?.(task) ?? {});
  return { id: `${task.id}.task`, type: node, pool: task.id, ...described(task), ...(Object.keys(options).length > 0 && { options }) } as ProcessNode;
}

function eventParts(element: Element, siblings: readonly Element[]): Partial<NodeBase> {
  const triggers = readTriggers(element);
  const interrupting = element.$type === "bpmn:BoundaryEvent" ? element.cancelActivity : element.isInterrupting;
  const handler = triggers.some((trigger) => trigger.type === "compensation") && element.attachedToRef ? handlerOf(element, siblings) : undefined;
  return {
    ...(triggers.length > 0 && { triggers }), ...(element.parallelMultiple === true && { parallelMultiple: true }), ...(element.attachedToRef && { attachedTo: element.attachedToRef.id as string }),
    ...(interrupting === false && { interrupting: false }), ...(handler !== undefined && { handler }),
  };
}

function handlerOf(border: Element, siblings: readonly Element[]): string | undefined {
  for (const association of siblings.filter((element) => is(element, "Association"))) {
    if (association.sourceRef === border) return association.targetRef?.id as string | undefined;
    if (association.targetRef === border) return association.sourceRef?.id as string | undefined;
  }
  return undefined;
}

function activityParts(element: Element): Partial<NodeBase> {
  const loop = readLoop(element);
  return {
    ...(loop && { loop }), ...(element.isForCompensation === true && { forCompensation: true }), ...(Object.hasOwn(element, "startQuantity") && { startQuantity: element.startQuantity as number }),
    ...(Object.hasOwn(element, "completionQuantity") && { completionQuantity: element.completionQuantity as number }),
  };
}

function readLoop(activity: Element): Loop | undefined {
  const loop = activity.loopCharacteristics as Element | undefined;
  if (is(loop, "StandardLoopCharacteristics")) {
    return { kind: "repeat", ...formula("condition", loop!.loopCondition), ...optional("testBefore", loop!.testBefore), ...(loop!.loopMaximum !== undefined && { maximum: Number(loop!.loopMaximum) }) };
  }
  if (!is(loop, "MultiInstanceLoopCharacteristics")) return undefined;
  const items = loop!.loopDataInputRef as Element | undefined;
  return {
    kind: loop!.isSequential ? "sequential" : "parallel", ...formula("count", loop!.loopCardinality), ...(items && { items: items.dataObjectRef?.name ?? items.name ?? items.id }),
    ...(loop!.inputDataItem && { item: loop!.inputDataItem.name ?? loop!.inputDataItem.id }), ...formula("completion", loop!.completionCondition), ...announcements(activity, loop!),
  } as Loop;
}

/** “None” throws after each round, “One” after the first, “Complex” when a condition holds. */
function announcements(activity: Element, loop: Element): Record<string, unknown> {
  const single = (announce: "first" | "each", definition: Element | undefined): Record<string, unknown> => {
    const trigger = readTrigger(definition, `${activity.id}.announce`);
    return trigger ? { announce, announcements: [{ trigger }] } : {};
  };
  if (loop.behavior === "None") return single("each", loop.noneBehaviorEventRef as Element | undefined);
  if (loop.behavior === "One") return single("first", loop.oneBehaviorEventRef as Element | undefined);
  if (loop.behavior !== "Complex") return {};
  const all = list(loop.complexBehaviorDefinition).flatMap((complex, index) => {
    const triggers: readonly Trigger[] = complex.event ? readTriggers({ ...(complex.event as Element), id: `${activity.id}.announce${index + 1}`, eventDefinitions: complex.event.eventDefinitions, eventDefinitionRef: complex.event.eventDefinitionRef } as Element) : [];
    return triggers.map((trigger) => ({ ...formula("condition", complex.condition), trigger }));
  });
  return all.length > 0 ? { announce: "when", announcements: all } : {};
}
