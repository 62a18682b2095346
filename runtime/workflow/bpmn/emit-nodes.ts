/** Nodes and artifacts → elements of BPMN. */
import type { Artifact, NodeOf, ProcessNode, Variable } from "../definition/types";
import type { NodeType } from "../nodes/options";
import { el, expression, textElement, type Built } from "./built";
import { emitLoop, emitTrigger, type Roots } from "./emit-events";
import { settingsElement, settingsOf } from "./settings";

/** Flows at a node, by id. */
export interface Around {
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

interface Own {
  readonly attributes?: Parameters<typeof el>[1];
  /** Before and after what lies in it. */
  readonly children?: readonly (Built | undefined)[];
  readonly last?: readonly (Built | undefined)[];
  /** Options the attributes and children say. */
  readonly options?: readonly string[];
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const OPTIONS: { readonly [T in NodeType]?: (options: NonNullable<NodeOf<T>["options"]>, roots: Roots) => Own } = {
  scriptTask: ({ script, format }) => ({ attributes: { scriptFormat: format }, children: [textElement("script", script)], options: ["script", "format"] }),
  sendTask: (options, roots) => messageOf(options.message, roots),
  receiveTask: (options, roots) => {
    const message = messageOf(options.message, roots);
    return { attributes: { ...message.attributes, instantiate: options.starts === true ? true : undefined }, options: [...message.options!, "starts"] };
  },
  complexGateway: ({ activation }) => ({ children: [expression("activationCondition", activation)], options: ["activation"] }),
  eventBasedGateway: ({ starts, all }) => ({ attributes: { instantiate: starts === true ? true : undefined, eventGatewayType: all === true ? "Parallel" : undefined }, options: ["starts", "all"] }),
  adHocSubProcess: ({ sequential, completion, cancelRest }) => ({
    attributes: { ordering: sequential === true ? "Sequential" : undefined, cancelRemainingInstances: cancelRest === false ? false : undefined }, last: [expression("completionCondition", completion)],
    options: ["sequential", "completion", "cancelRest"],
  }),
  callActivity: ({ process }) => (text(process) === undefined ? {} : { attributes: { calledElement: text(process) }, options: ["process"] }),
};

function messageOf(message: unknown, roots: Roots): Own {
  const name = text(message);
  return name === undefined ? { options: [] } : { attributes: { messageRef: roots.idOf("message", name) }, options: ["message"] };
}

/** `inside`: the elements in a sub-process. */
export function emitNode(node: ProcessNode, around: Around, inside: readonly Built[], roots: Roots): Built {
  const own = (OPTIONS[node.type] as ((options: object, roots: Roots) => Own) | undefined)?.(node.options ?? {}, roots) ?? {};
  const settings = settingsElement(settingsOf("nodes", { ...node }, new Set((own.options ?? []).map((key) => `options.${key}`))), node);
  const border = node.type === "boundaryEvent";
  return el(node.type === "eventSubProcess" ? "subProcess" : node.type, {
    id: node.id, name: node.label, triggeredByEvent: node.type === "eventSubProcess" ? true : undefined, attachedToRef: node.attachedTo, ...(node.interrupting === false && { [border ? "cancelActivity" : "isInterrupting"]: false }),
    parallelMultiple: node.parallelMultiple === true ? true : undefined, default: node.default, isForCompensation: node.forCompensation === true ? true : undefined, startQuantity: node.startQuantity,
    completionQuantity: node.completionQuantity, ...own.attributes,
  }, [
    textElement("documentation", node.description), settings, ...around.incoming.map((id) => textElement("incoming", id)), ...around.outgoing.map((id) => textElement("outgoing", id)),
    ...(node.variables ?? []).map(emitVariable), node.loop && emitLoop(node.loop), ...(node.triggers ?? []).map((trigger) => emitTrigger(trigger, roots)), ...(own.children ?? []), ...inside, ...(own.last ?? []),
  ], node);
}

export const emitVariable = (variable: Variable): Built =>
  el("property", { id: variable.id, name: variable.name === variable.id ? undefined : variable.name }, [settingsElement(settingsOf("variables", { ...variable }), variable)], variable);

const ARTIFACTS: Readonly<Record<Exclude<Artifact["type"], "other">, string>> = {
  annotation: "textAnnotation", group: "group", association: "association", dataObject: "dataObject", dataObjectReference: "dataObjectReference", dataStore: "dataStore", dataStoreReference: "dataStoreReference",
};

/** What “other” means is said by the file it came from. `variable`: the one a data object stands for. */
export function emitArtifact(artifact: Artifact, variable: Variable | undefined): Built {
  const name = artifact.type === "other" ? String(artifact.extra?.named ?? "textAnnotation") : ARTIFACTS[artifact.type];
  const isNote = artifact.type === "annotation";
  const isGroup = artifact.type === "group";
  const settings = isGroup ? settingsElement(settingsOf("artifacts", { ...artifact }), artifact) : variable && settingsElement(settingsOf("variables", { ...variable }), variable);
  return el(name, {
    id: artifact.id, name: isNote || isGroup ? undefined : artifact.label, ...(artifact.type === "dataObjectReference" ? { dataObjectRef: artifact.to } : { sourceRef: artifact.from, targetRef: artifact.to }),
  }, [textElement("documentation", artifact.description), settings, isNote ? textElement("text", artifact.label) : undefined], artifact);
}
