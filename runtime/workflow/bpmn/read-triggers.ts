/** Event definitions → triggers. */
import type { Text, Trigger } from "../definition/types";
import { list, textOf, type Element } from "./element";
import { toFeel } from "./to-feel";

/** Name by which messages and signals are known: their name, or their id when they have none. */
export const nameOf = (element: Element): string => element.name || element.id || "";

const READERS: Readonly<Record<string, (definition: Element) => Omit<Trigger, "id" | "extra">>> = {
  "bpmn:TimerEventDefinition": (definition) => ({
    type: "timer", ...time("date", definition.timeDate), ...time("duration", definition.timeDuration), ...time("cycle", definition.timeCycle),
  }),
  "bpmn:MessageEventDefinition": (definition) => ({ type: "message", ...(messageOf(definition) && { message: messageOf(definition) }) }),
  "bpmn:SignalEventDefinition": (definition) => ({ type: "signal", ...(definition.signalRef && { signal: nameOf(definition.signalRef) }) }),
  "bpmn:ErrorEventDefinition": (definition) => ({ type: "error", ...(definition.errorRef && { error: definition.errorRef.errorCode || nameOf(definition.errorRef) }) }),
  "bpmn:EscalationEventDefinition": (definition) => ({ type: "escalation", ...(definition.escalationRef && { escalation: definition.escalationRef.escalationCode || nameOf(definition.escalationRef) }) }),
  "bpmn:CompensateEventDefinition": (definition) => ({ type: "compensation", ...(definition.activityRef && { activity: definition.activityRef.id }), ...(definition.waitForCompletion === false && { wait: false }) }),
  "bpmn:ConditionalEventDefinition": (definition) => ({ type: "conditional", ...(textOf(definition.condition) && { condition: toFeel(textOf(definition.condition)!) }) }),
  "bpmn:LinkEventDefinition": (definition) => ({ type: "link", ...(definition.name && { link: definition.name }) }),
  "bpmn:CancelEventDefinition": () => ({ type: "cancel" }),
  "bpmn:TerminateEventDefinition": () => ({ type: "terminate" }),
};

export function readTriggers(event: Element): readonly Trigger[] {
  return [...list(event.eventDefinitions), ...list(event.eventDefinitionRef)].flatMap((definition, index) => readTrigger(definition, `${event.id}.${index + 1}`) ?? []);
}

export function readTrigger(definition: Element | undefined, id: string): Trigger | undefined {
  const read = definition && READERS[definition.$type]?.(definition);
  return read && ({ id: definition.id ?? id, ...read } as Trigger);
}

export function messageOf(element: Element): string | undefined {
  const message = (element.messageRef ?? element.operationRef?.inMessageRef) as Element | undefined;
  return message && nameOf(message);
}

function time(key: string, expression: Element | undefined): Record<string, Text> {
  const text = textOf(expression);
  if (text === undefined) return {};
  return { [key]: /^[$#]\{/.test(text) || text.startsWith("=") ? { formula: toFeel(text) } : text };
}
