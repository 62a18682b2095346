/** What a file holds and we do not run: kept for export, listed for the person who imports it. One finding for each kind of thing. */
import type { Problem, SaidKey } from "../check/problem";
import { elementsOf, METALOOM_NAMESPACE, NAMESPACE_OF_PREFIX, type Xml } from "./xml";

const KINDS: readonly (readonly [names: RegExp, message: string, remedy: string, key: SaidKey])[] = [
  [/^(choreography|subChoreography|callChoreography|choreographyTask|globalChoreographyTask)$/, "Choreographies are kept in the file, but not run.", "Draw each participant as a pool with a process.", "choreography"],
  [/^(conversation|subConversation|callConversation|globalConversation|conversationLink)$/, "Conversations are kept in the file, but not run.", "Say by messages who tells whom what.", "conversation"],
  [/^data(Input|Output)Association$/, "Data associations are kept as drawings; they move no values.", "Say in the inputs and outputs of the step what it gets and gives.", "dataAssociation"],
  [/^(potentialOwner|humanPerformer|performer|resourceRole)$/, "Who does a task is not taken from its resources.", "Say at the task or its lane who is responsible.", "resources"],
  [/^correlationSubscription$/, "Correlation by properties of messages is not run.", "Give the message event a key.", "correlation"],
];

const CONTAINERS = /^(process|subProcess|adHocSubProcess|transaction)$/;
const KNOWN = /^(documentation|extensionElements|auditing|monitoring|property|laneSet|ioSpecification|ioBinding|incoming|outgoing|.*Event|.*[tT]ask|.*Gateway|.*[sS]ubProcess|transaction|callActivity|sequenceFlow|data(Object|Store)(Reference)?|association|group|textAnnotation|supports|.*LoopCharacteristics|completionCondition|categoryValueRef|dataInput|dataOutput)$/;
/** The namespaces of XML itself say nothing to run. */
const QUIET = new Set([...Object.values(NAMESPACE_OF_PREFIX), METALOOM_NAMESPACE, ""]);

export function notRun(root: Xml): readonly Problem[] {
  const found = new Map<string, Set<string>>();
  const more = new Map<string, Pick<Problem, "remedy" | "said">>();
  const add = (message: string, remedy: string, said: NonNullable<Problem["said"]>, id: string | undefined): void => {
    more.set(message, { remedy, said });
    found.set(message, (found.get(message) ?? new Set()).add(id ?? ""));
  };
  const visit = (element: Xml, owner: string | undefined, container: boolean): void => {
    if (element.name === "bpmndi:BPMNDiagram") return;
    const id = (element.name.startsWith("{") ? undefined : element.attributes?.id) ?? owner;
    const kind = KINDS.find(([names]) => names.test(element.name));
    if (kind) add(kind[1], kind[2], { key: kind[3] }, id);
    else if (container && /^\w+$/.test(element.name) && !KNOWN.test(element.name)) add(`“${element.name}” is no element of BPMN we know; it is kept in the file, but not run.`, "Draw the step anew.", { key: "unknownElement", text: element.name }, id);
    for (const name of [element.name, ...Object.keys(element.attributes ?? {})]) {
      const space = /^\{([^}]*)\}/.exec(name)?.[1];
      if (space !== undefined && !QUIET.has(space)) add(`Settings of another tool (${space}) are kept in the file, but not run.`, "Make the settings anew in the steps.", { key: "foreign", text: space }, id);
    }
    for (const child of elementsOf(element)) visit(child, id, CONTAINERS.test(element.name));
  };
  visit(root, undefined, false);
  return [...found].map(([message, ids]) => ({ code: "notRun", severity: "warning", area: "file", elements: [...ids].filter((id) => id !== ""), message, ...more.get(message)! }));
}
