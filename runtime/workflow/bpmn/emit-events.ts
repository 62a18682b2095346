/** Triggers and repetitions → event definitions and loop characteristics. */
import type { Loop, Text, Trigger } from "../definition/types";
import { el, expression, type Built } from "./built";
import { settingsElement, settingsOf } from "./settings";

/** Ids of the messages, signals, errors and escalations of the file, by kind and name; asked for one it lacks, it makes one. */
export interface Roots {
  idOf(kind: "message" | "signal" | "error" | "escalation", name: string): string;
}

/** A formula is written after an equals sign; import knows it by that. */
const written = (text: Text | undefined): string | undefined => (typeof text === "object" ? `= ${text.formula}` : text);
const plain = (text: Text | undefined): string | undefined => (typeof text === "string" && text !== "" ? text : undefined);

type Emit<T extends Trigger["type"]> = (trigger: Extract<Trigger, { type: T }>, roots: Roots) => { readonly attributes?: Parameters<typeof el>[1]; readonly children?: readonly (Built | undefined)[]; readonly expressed?: readonly string[] };

const reference = (name: string | undefined, find: (name: string) => string): string | undefined => (name === undefined || name === "" ? undefined : find(name));

const EMITTERS: { readonly [T in Trigger["type"]]: Emit<T> } = {
  timer: ({ date, duration, cycle }) => ({ children: [expression("timeDate", written(date)), expression("timeDuration", written(duration)), expression("timeCycle", written(cycle))] }),
  message: ({ message }, roots) => ({ attributes: { messageRef: reference(plain(message), (name) => roots.idOf("message", name)) }, expressed: plain(message) === undefined ? [] : ["message"] }),
  signal: ({ signal }, roots) => ({ attributes: { signalRef: reference(plain(signal), (name) => roots.idOf("signal", name)) }, expressed: plain(signal) === undefined ? [] : ["signal"] }),
  error: ({ error }, roots) => ({ attributes: { errorRef: reference(error, (name) => roots.idOf("error", name)) } }),
  escalation: ({ escalation }, roots) => ({ attributes: { escalationRef: reference(escalation, (name) => roots.idOf("escalation", name)) } }),
  compensation: ({ activity, wait }) => ({ attributes: { activityRef: activity, waitForCompletion: wait === false ? false : undefined } }),
  conditional: ({ condition }) => ({ children: [expression("condition", condition)] }),
  link: ({ link }) => ({ attributes: { name: link } }),
  cancel: () => ({}),
  terminate: () => ({}),
};

const ELEMENTS: Partial<Readonly<Record<Trigger["type"], string>>> = { compensation: "compensateEventDefinition" };

export function emitTrigger(trigger: Trigger, roots: Roots): Built {
  const { attributes, children, expressed } = (EMITTERS[trigger.type] as Emit<typeof trigger.type>)(trigger as never, roots);
  const settings = settingsElement(settingsOf("triggers", { ...trigger }, new Set(expressed)), trigger);
  return el(ELEMENTS[trigger.type] ?? `${trigger.type}EventDefinition`, { id: trigger.id, ...attributes }, [settings, ...(children ?? [])], trigger);
}

export function emitLoop(loop: Loop): Built {
  const settings = settingsElement(settingsOf("loop", { ...loop }), loop);
  if (loop.kind === "repeat") {
    return el("standardLoopCharacteristics", { testBefore: loop.testBefore, loopMaximum: loop.maximum }, [settings, expression("loopCondition", loop.condition)], loop);
  }
  // BPMN wants a number or a collection of the file; the list itself is in our settings.
  const count = loop.count ?? (loop.items === undefined ? undefined : `count(${loop.items})`);
  return el("multiInstanceLoopCharacteristics", { isSequential: loop.kind === "sequential" ? true : undefined }, [settings, expression("loopCardinality", count), expression("completionCondition", loop.completion)], loop);
}
