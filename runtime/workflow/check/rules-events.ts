/** Events: triggers stand where BPMN allows them, and say enough. */
import type { ProcessNode, Trigger } from "../definition/types";
import type { Finding } from "../nodes/facts";
import { triggerDefinitions } from "../triggers/index";
import type { Position, TriggerDefinition } from "../triggers/trigger-type";
import type { TriggerType } from "../triggers/options";
import { eachNode, isEventSub, nameOf, problem, roleOf, typeOf, type Graph, type Rule } from "./graph";
import { formulaProblem } from "./rules-flows";

/** Where a trigger of the node stands; undefined for a start inside an ordinary sub-process, which has no trigger. */
function positionOf(node: ProcessNode, graph: Graph): Position | undefined {
  const keeps = node.interrupting === false;
  switch (roleOf(node)) {
    case "start": return node.inside === undefined ? "start" : isEventSub(graph.nodes.get(node.inside)) ? (keeps ? "eventStartKeep" : "eventStart") : undefined;
    case "boundary": return keeps ? "boundaryKeep" : "boundary";
    case "catch": return "catch";
    case "throw": return "throw";
    case "end": return "end";
    default: return undefined;
  }
}

const WORDS: Readonly<Record<Position, string>> = {
  start: "at the start of a process", eventStart: "at the start of an event sub-process", eventStartKeep: "at a start that does not interrupt", catch: "as something to wait for",
  boundary: "on a border", boundaryKeep: "on a border without interrupting", throw: "as something thrown on the way", end: "at an end",
};

const triggers = eachNode((node, graph) => {
  const position = positionOf(node, graph);
  return (node.triggers ?? []).flatMap((trigger): readonly Finding[] => {
    const type = triggerDefinitions[trigger.type] as unknown as TriggerDefinition<TriggerType>;
    if (position === undefined) return [{ code: "triggerPlace", message: `${nameOf(node)} has a trigger, and a start inside a sub-process has none.`, remedy: "Remove the trigger, or make it an event sub-process." }];
    if (!type.positions.includes(position)) return [{ code: "triggerPlace", message: `${type.label} cannot stand ${WORDS[position]} (${nameOf(node)}).`, remedy: "Choose another trigger." }];
    const wrong = type.check?.(trigger, position);
    return wrong === undefined ? [] : [{ code: "trigger", message: `${nameOf(node)}: ${wrong}`, remedy: "Complete the event." }];
  });
});

const has = (node: ProcessNode, type: TriggerType): boolean => node.triggers?.some((trigger) => trigger.type === type) ?? false;

/** Cancels belong to transactions, handlers to compensation events, links to their other ends. */
const partners = eachNode((node, graph) => {
  const finding = (code: string, message: string, remedy: string): Finding => ({ code, message, remedy });
  const around = node.inside === undefined ? undefined : graph.nodes.get(node.inside);
  const host = node.attachedTo === undefined ? undefined : graph.nodes.get(node.attachedTo);
  const handler = node.handler === undefined ? undefined : graph.nodes.get(node.handler);
  const compensates = roleOf(node) === "boundary" && has(node, "compensation");
  return [
    ...(has(node, "cancel") && roleOf(node) === "end" && !insideTransaction(node, graph) ? [finding("cancelOutside", `${nameOf(node)} cancels a transaction, and there is none around it.`, "Use an error or terminate end, or put it into a transaction.")] : []),
    ...(has(node, "cancel") && roleOf(node) === "boundary" && !(host && typeOf(host).cancellable) ? [finding("cancelOutside", `${nameOf(node)} waits for a cancelled transaction, and sits on none.`, "Put it on a transaction.")] : []),
    ...(compensates && !handler ? [finding("noHandler", `${nameOf(node)} is joined to no step that undoes.`, "Draw a line to the step that undoes.")] : []),
    ...(handler && !handler.forCompensation ? [finding("handler", `${nameOf(handler)} undoes another step but is not marked so.`, "Mark it as a step for compensation.")] : []),
    ...(node.forCompensation && !graph.definition.nodes.some((other) => other.handler === node.id) ? [finding("lonelyHandler", `${nameOf(node)} undoes, but no compensation event leads to it.`, "Join it to a compensation event, or unmark it.")] : []),
    ...(isEventSub(node) ? eventSub(node, graph) : []),
    ...linkEnds(node, graph),
    ...(roleOf(node) === "start" && isEventSub(around) && !node.triggers?.length ? [finding("noTrigger", `The start of the event sub-process ${nameOf(around!)} has no trigger.`, "Choose what starts it.")] : []),
    ...compensated(node, graph),
  ];
});

function insideTransaction(node: ProcessNode, graph: Graph): boolean {
  const seen = new Set<string>();
  for (let at = node.inside; at !== undefined && !seen.has(at); at = graph.nodes.get(at)?.inside) {
    seen.add(at);
    const around = graph.nodes.get(at);
    if (around && typeOf(around).cancellable) return true;
  }
  return false;
}

function eventSub(node: ProcessNode, graph: Graph): readonly Finding[] {
  const starts = graph.contents(node.id).filter((inner) => roleOf(inner) === "start");
  return starts.length === 1 ? [] : [{ code: "eventSubStart", message: `The event sub-process ${nameOf(node)} has ${starts.length === 0 ? "no start event" : "several start events"}.`, remedy: "Give it one start event." }];
}

function linkEnds(node: ProcessNode, graph: Graph): readonly Finding[] {
  const beside = graph.contents(graph.containerOf(node));
  return (node.triggers ?? []).flatMap((trigger) => {
    if (trigger.type !== "link") return [];
    const others = beside.filter((other) => other.id !== node.id && other.triggers?.some((one) => one.type === "link" && one.link === trigger.link));
    const catches = others.filter((other) => roleOf(other) === "catch");
    if (roleOf(node) === "throw") return catches.length > 0 ? [] : [{ code: "linkTarget", message: `The link “${trigger.link}” has no other end.`, remedy: "Add the catching end." }];
    if (catches.length > 0) return [{ code: "linkTwice", message: `The link “${trigger.link}” has several catching ends.`, remedy: "Keep one." }];
    return others.length > 0 ? [] : [{ code: "linkSource", message: `Nothing jumps to the link “${trigger.link}”.`, remedy: "Add the throwing end." }];
  });
}

function compensated(node: ProcessNode, graph: Graph): readonly Finding[] {
  return (node.triggers ?? []).flatMap((trigger) => {
    if (trigger.type !== "compensation" || trigger.activity === undefined) return [];
    const target = graph.nodes.get(trigger.activity);
    return target && roleOf(target) === "activity" ? [] : [{ code: "compensationTarget", message: `${nameOf(node)} undoes an activity that does not exist.`, remedy: "Choose an activity." }];
  });
}

/** Two catchers of the same thing at one place: nobody could say which comes first. */
const twice: Rule = (graph) => {
  const groups = new Map<string, string[]>();
  for (const node of graph.definition.nodes) {
    const around = node.inside === undefined ? undefined : graph.nodes.get(node.inside);
    const place = roleOf(node) === "boundary" ? `on ${node.attachedTo}` : roleOf(node) === "start" && isEventSub(around) ? `in ${graph.containerOf(around!)}` : undefined;
    for (const trigger of place === undefined ? [] : (node.triggers ?? [])) {
      const key = sameThing(trigger);
      if (key !== undefined) groups.set(`${place} ${key}`, [...(groups.get(`${place} ${key}`) ?? []), node.id]);
    }
  }
  return [...groups.values()].filter((ids) => ids.length > 1).map((ids) => problem({ code: "caughtTwice", message: "Several events catch the same thing at one place.", remedy: "Keep one of them." }, ...ids));
};

function sameThing(trigger: Trigger): string | undefined {
  switch (trigger.type) {
    case "message": return typeof trigger.message === "string" ? `message ${trigger.message}` : undefined;
    case "error": return `error ${trigger.error ?? "*"}`;
    case "escalation": return `escalation ${trigger.escalation ?? "*"}`;
    case "cancel": case "compensation": return trigger.type;
    default: return undefined;
  }
}

/** After an event-based gateway stand only events to wait for, reached by nothing else. */
const eventGateways: Rule = (graph) => graph.definition.nodes.filter((node) => typeOf(node).offersEvents).flatMap((gateway) => {
  const targets = graph.outOf(gateway.id).flatMap((flow) => graph.nodes.get(flow.to) ?? []);
  const receives = targets.some((target) => roleOf(target) === "activity");
  return [
    ...targets.filter((target) => !typeOf(target).awaits || has(target, "link")).map((target) => problem({ code: "eventGatewayTarget", message: `${nameOf(target)} follows an event-based gateway and is not an event to wait for.`, remedy: "Put a waiting event or a receive task between them." }, gateway.id, target.id)),
    ...targets.filter((target) => graph.into(target.id).length > 1).map((target) => problem({ code: "eventGatewayShared", message: `${nameOf(target)} waits after an event-based gateway, and other flows lead to it, too.`, remedy: "Give the gateway an event of its own." }, target.id)),
    ...targets.filter((target) => graph.borders(target.id).length > 0).map((target) => problem({ code: "eventGatewayBorder", message: `${nameOf(target)} waits after an event-based gateway, so it has no events on its border.`, remedy: "Remove the events from its border." }, target.id)),
    ...(receives && targets.some((target) => has(target, "message")) ? [problem({ code: "eventGatewayMixed", message: "After one event-based gateway stand either message events or receive tasks, not both.", remedy: "Use one kind." }, gateway.id)] : []),
  ];
});

const formulas: Rule = (graph) => graph.definition.nodes.flatMap((node) => [
  ...(node.triggers ?? []).flatMap((trigger) => (trigger.type === "conditional" ? formulaProblem(trigger.condition, node.id, `The condition of ${nameOf(node)}`) : [])),
  ...[...(node.inputs ?? []), ...(node.outputs ?? [])].flatMap((mapping) => formulaProblem(mapping.from, node.id, `The formula for “${mapping.to}” of ${nameOf(node)}`)),
]);

export const eventRules: readonly Rule[] = [triggers, partners, twice, eventGateways, formulas];
