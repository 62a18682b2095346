/** One activity of XPDL → one node. */
import type { Loop, ProcessNode, Trigger } from "../definition/types";
import { toFeel } from "../bpmn/to-feel";
import { elementsOf, type Xml } from "../bpmn/xml";
import type { NodeType } from "../nodes/options";
import { attribute, localName, one, wordsOf, type Ids } from "./xml-parts";

const TASKS: Readonly<Record<string, NodeType>> = { TaskUser: "userTask", TaskManual: "manualTask", TaskService: "serviceTask", TaskScript: "scriptTask", TaskSend: "sendTask", TaskReceive: "receiveTask", TaskBusinessRule: "businessRuleTask", TaskApplication: "serviceTask", TaskReference: "task" };
const GATEWAYS: Readonly<Record<string, NodeType>> = { XOR: "exclusiveGateway", Exclusive: "exclusiveGateway", AND: "parallelGateway", Parallel: "parallelGateway", OR: "inclusiveGateway", Inclusive: "inclusiveGateway", Complex: "complexGateway", COMPLEX: "complexGateway" };

export function readActivity(activity: Xml, id: string, ids: Ids): ProcessNode {
  const label = attribute(activity, "Name");
  const description = (wordsOf(one(activity, "Description")) || wordsOf(one(activity, "Documentation"))).trim();
  const loop = readLoop(one(activity, "Loop"));
  return { id, ...shape(activity, id, ids), ...(label && { label: label.slice(0, 2000) }), ...(description && { description: description.slice(0, 2000) }), ...(loop && { loop }) } as ProcessNode;
}

type Shape = { readonly type: NodeType } & Readonly<Record<string, unknown>>;

function shape(activity: Xml, id: string, ids: Ids): Shape {
  const event = one(activity, "Event");
  if (event) return eventShape(elementsOf(event)[0], id, ids);
  const route = one(activity, "Route");
  if (route) {
    if (/event/i.test(attribute(route, "ExclusiveType") ?? attribute(route, "XORType") ?? "")) return { type: "eventBasedGateway" };
    const restriction = one(one(activity, "TransitionRestrictions"), "TransitionRestriction");
    return { type: GATEWAYS[attribute(route, "GatewayType") ?? attribute(one(restriction, "Split"), "Type") ?? attribute(one(restriction, "Join"), "Type") ?? "XOR"] ?? "exclusiveGateway" };
  }
  if (one(activity, "BlockActivity")) return { type: "subProcess" };
  const implementation = one(activity, "Implementation");
  const subFlow = one(implementation, "SubFlow");
  if (subFlow) return { type: "callActivity", ...(attribute(subFlow, "Id") && { options: { process: attribute(subFlow, "Id") } }) };
  const task = elementsOf(one(implementation, "Task") ?? { name: "" })[0];
  if (!task) return { type: one(implementation, "No") || !implementation ? (attribute(activity, "StartMode") === "Automatic" && attribute(activity, "FinishMode") === "Automatic" ? "task" : "userTask") : one(implementation, "Tool") ? "serviceTask" : "task" };
  const type = TASKS[localName(task)] ?? "task";
  const script = type === "scriptTask" ? wordsOf(one(task, "Script")).trim() : "";
  return { type, ...(script && { options: { script } }) };
}

function eventShape(event: Xml | undefined, id: string, ids: Ids): Shape {
  const name = event ? localName(event) : "";
  if (!event || name === "StartEvent") return { type: "startEvent", ...triggersOf(event, id, attribute(event, "Trigger")) };
  if (name === "EndEvent") return { type: "endEvent", ...triggersOf(event, id, attribute(event, "Result")) };
  const host = attribute(event, "Target");
  const attached = attribute(event, "IsAttached") === "true" && host !== undefined;
  const throws = elementsOf(event).some((part) => attribute(part, "CatchThrow") === "THROW");
  const triggers = triggersOf(event, id, attribute(event, "Trigger"));
  if (attached) return { type: "boundaryEvent", attachedTo: ids.known(host), ...(attribute(event, "Interrupting") === "false" && { interrupting: false }), ...triggers };
  return { type: throws || attribute(event, "Trigger") === "None" ? "intermediateThrowEvent" : "intermediateCatchEvent", ...triggers };
}

/** Words of a message or signal: by its name, its id, or that of the event. */
function triggersOf(event: Xml | undefined, id: string, kind: string | undefined): { readonly triggers?: readonly Trigger[] } {
  const parts = event ? elementsOf(event) : [];
  const part = (name: RegExp): Xml | undefined => parts.find((child) => name.test(localName(child)));
  const named = (element: Xml | undefined): string => attribute(one(element, "Message"), "Name") || attribute(element, "Name") || attribute(one(element, "Message"), "Id") || id;
  const make = (trigger: object): { readonly triggers: readonly Trigger[] } => ({ triggers: [{ id: `${id}.trigger`, ...trigger } as Trigger] });
  switch (kind) {
    case "Message": return make({ type: "message", message: named(part(/Message/)) });
    case "Signal": return make({ type: "signal", signal: named(part(/Signal/)) });
    case "Terminate": return make({ type: "terminate" });
    case "Error": return make({ type: "error", ...(attribute(part(/Error/), "ErrorCode") && { error: attribute(part(/Error/), "ErrorCode") }) });
    case "Timer": return make({ type: "timer", ...timer(part(/Timer/)) });
    case "Conditional": case "Rule": return make({ type: "conditional", condition: toFeel(wordsOf(one(part(/Conditional|Rule/), "Expression")) || attribute(part(/Conditional|Rule/), "ConditionName") || "false") });
    default: return {};
  }
}

function timer(element: Xml | undefined): object {
  const [date, cycle, duration] = [attribute(element, "TimeDate") ?? wordsOf(one(element, "TimeDate")), attribute(element, "TimeCycle") ?? wordsOf(one(element, "TimeCycle")), wordsOf(one(element, "TimeDuration"))].map((text) => text.trim());
  if (duration) return { duration };
  if (cycle) return /^P/.test(cycle) ? { duration: cycle } : { cycle };
  return date ? { date } : {};
}

function readLoop(loop: Xml | undefined): Loop | undefined {
  if (!loop) return undefined;
  if (attribute(loop, "LoopType") === "MultiInstance") {
    const many = one(loop, "LoopMultiInstance");
    const count = attribute(many, "MI_Condition") ?? wordsOf(one(many, "MI_Condition")).trim();
    return { kind: attribute(many, "MI_Ordering") === "Sequential" ? "sequential" : "parallel", ...(count && { count: toFeel(count) }) };
  }
  const standard = one(loop, "LoopStandard");
  const condition = attribute(standard, "LoopCondition") ?? wordsOf(one(standard, "LoopCondition")).trim();
  const maximum = Number(attribute(standard, "LoopMaximum"));
  return { kind: "repeat", ...(condition && { condition: toFeel(condition) }), ...(attribute(standard, "TestTime") === "Before" && { testBefore: true }), ...(maximum > 0 && { maximum }) };
}
