/** Node types as people meet them: icon, group of the palette, and the ready-made forms offered in menus. */
import {
  ArrowLeftRight, Asterisk, Braces, Check, CircleDashed, CircleDot, CircleStop, Clock, Cog, Diamond, DiamondPlus, FileSpreadsheet, Hand, Hourglass, Inbox, Layers, Mail, Play, Radio, Repeat, Send, Shuffle, Square, SquareDashed, Split, User, Workflow, Zap, type LucideIcon,
} from "lucide-react";
import type { Trigger } from "../../runtime/workflow/definition/types";
import type { NewNode } from "../../runtime/workflow/edit/nodes";
import { definitionOf } from "../../runtime/workflow/edit/elements";
import type { NodeType } from "../../runtime/workflow/nodes/options";
import type { TriggerType } from "../../runtime/workflow/triggers/options";

const ICONS: Readonly<Partial<Record<NodeType, LucideIcon>>> = {
  startEvent: Play, endEvent: CircleStop, intermediateCatchEvent: CircleDot, intermediateThrowEvent: Radio, boundaryEvent: CircleDashed, task: Square, userTask: User, manualTask: Hand, serviceTask: Cog,
  scriptTask: Braces, sendTask: Send, receiveTask: Inbox, businessRuleTask: FileSpreadsheet, exclusiveGateway: Split, parallelGateway: DiamondPlus, inclusiveGateway: Diamond, complexGateway: Asterisk, eventBasedGateway: Hourglass,
  subProcess: Layers, eventSubProcess: SquareDashed, adHocSubProcess: Shuffle, transaction: ArrowLeftRight, callActivity: Workflow,
};

const TRIGGER_ICONS: Readonly<Partial<Record<TriggerType, LucideIcon>>> = { timer: Clock, message: Mail, signal: Radio, error: Zap, escalation: Zap, conditional: FileSpreadsheet, terminate: CircleStop, compensation: Repeat };

export const iconOf = (type: NodeType): LucideIcon => ICONS[type] ?? Square;
export const triggerIcon = (type: TriggerType): LucideIcon => TRIGGER_ICONS[type] ?? Check;

const GROUPS = {
  events: ["startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent", "endEvent"],
  activities: ["userTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask", "scriptTask", "manualTask", "task", "callActivity"],
  gateways: ["exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"],
  containers: ["subProcess", "adHocSubProcess", "eventSubProcess", "transaction"],
} as const satisfies Readonly<Record<string, readonly NodeType[]>>;

export type Group = keyof typeof GROUPS;
export const groups = Object.entries(GROUPS) as readonly (readonly [Group, readonly NodeType[]])[];
export const groupOf = (type: NodeType): Group => groups.find(([, types]) => types.includes(type))?.[0] ?? "activities";

/** What a step of this type begins with: a waiting event waits for a time until it is told something else. */
export function newNode(type: NodeType): NewNode {
  const waits: readonly Trigger[] | undefined = type === "intermediateCatchEvent" || type === "boundaryEvent" ? [{ id: "trigger", type: "timer", duration: "P1D" }] : undefined;
  return { type, ...(waits && { triggers: waits }) };
}

/** Types that may follow a step. */
export const followers: readonly NodeType[] = groups.flatMap(([, types]) => types).filter((type) => !["start", "boundary"].includes(definitionOf(type).role) && definitionOf(type).holds !== "event");
/** What one mostly wants next. */
export const favourites: readonly NodeType[] = ["userTask", "serviceTask", "exclusiveGateway", "parallelGateway", "intermediateCatchEvent", "endEvent"];
