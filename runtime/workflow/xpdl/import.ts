/**
 * XPDL 2.x (Business Studio, Bizagi, Joget, Together and others) → process JSON. One way only, and without the drawing: tools disagree whether places count
 * from the page or the lane, so it is laid out anew. What is not taken over is listed.
 */
import type { Artifact, Flow, Lane, Pool, ProcessDefinition, ProcessNode, Variable } from "../definition/types";
import type { Problem, SaidKey } from "../check/problem";
import { patched } from "../edit/elements";
import { toFeel } from "../bpmn/to-feel";
import { elementsOf, textIn, type Xml } from "../bpmn/xml";
import { readActivity } from "./activity";
import { withExplicitGateways, withExplicitStart } from "./explicit";
import { all, attribute, Ids, localName, one, wordsOf } from "./xml-parts";

export const isXpdl = (root: Xml): boolean => localName(root) === "Package" && /XPDL/i.test(root.name);

interface ImportedXpdl {
  readonly definition: ProcessDefinition;
  readonly problems: readonly Problem[];
}

/** Never throws for what the file says. */
export function importXpdl(root: Xml, name: string): ImportedXpdl {
  const ids = new Ids();
  const drawn = all(root, "Pools", "Pool");
  const found = all(root, "WorkflowProcesses", "WorkflowProcess").filter((process) => all(process, "Activities", "Activity").length > 0);
  const pools: Pool[] = [];
  const lanes: Lane[] = [];
  const nodes: ProcessNode[] = [];
  const flows: Flow[] = [];
  const variables: Variable[] = all(root, "DataFields", "DataField").map((field) => readVariable(field, ids));
  for (const process of found) {
    const box = drawn.find((pool) => attribute(pool, "Process") === attribute(process, "Id"));
    const pool = ids.of(attribute(box ?? process, "Id") ?? "process");
    const label = attribute(process, "Name") || attribute(box, "Name");
    pools.push({ id: pool, process: attribute(process, "Id") ?? pool, ...(label && { label }) });
    for (const lane of all(box, "Lanes", "Lane")) lanes.push({ id: ids.of(attribute(lane, "Id") ?? "lane"), pool, ...(attribute(lane, "Name") && { label: attribute(lane, "Name")! }) });
    variables.push(...[...all(process, "DataFields", "DataField"), ...all(process, "FormalParameters", "FormalParameter")].map((field) => readVariable(field, ids)));
    const inner = readContainer(process, process, { ids, pool, lanes: new Set(lanes.map(({ id }) => id)) });
    const whole = withExplicitStart(withExplicitGateways(inner, ids), ids, pool);
    nodes.push(...whole.nodes);
    flows.push(...whole.flows);
  }
  const known = new Set(nodes.map(({ id }) => id));
  const artifacts = all(root, "Artifacts", "Artifact").filter((artifact) => attribute(artifact, "ArtifactType") === "Annotation").map((artifact): Artifact => ({
    id: ids.of(attribute(artifact, "Id") ?? "note"), type: "annotation", label: attribute(artifact, "TextAnnotation") ?? attribute(artifact, "Name") ?? "", ...(pools[0] && { pool: pools[0].id }),
  }));
  const notes = new Set(artifacts.map(({ id }) => id));
  for (const line of all(root, "Associations", "Association")) {
    const [from, to] = [attribute(line, "Source"), attribute(line, "Target")].map((id) => (id === undefined ? "" : ids.known(id)));
    if ((known.has(from!) && notes.has(to!)) || (known.has(to!) && notes.has(from!))) artifacts.push({ id: ids.of(attribute(line, "Id") ?? "association"), type: "association", from: from!, to: to!, ...(pools[0] && { pool: pools[0].id }) });
  }
  const unique = variables.filter((variable, at) => variables.findIndex((other) => other.name === variable.name) === at);
  const label = attribute(root, "Name") || pools[0]?.label || name;
  return {
    definition: {
      id: name, name, label, ...(pools.length > 0 && { pools }), ...(lanes.length > 0 && { lanes }), nodes, flows: flows.filter(({ from, to }) => known.has(from) && known.has(to)),
      ...(unique.length > 0 && { variables: unique }), ...(artifacts.length > 0 && { artifacts }),
    },
    problems: problemsOf(root, nodes.length, flows.filter(({ from, to }) => !known.has(from) || !known.has(to))),
  };
}

interface Place {
  readonly ids: Ids;
  readonly pool: string;
  readonly lanes: ReadonlySet<string>;
  /** The sub-process its steps lie in. */
  readonly inside?: string;
}

export interface Container {
  readonly nodes: readonly ProcessNode[];
  readonly flows: readonly Flow[];
  /** How ways divide and meet at a step, where no gateway says it. */
  readonly restrictions: ReadonlyMap<string, { readonly split?: string; readonly join?: string }>;
}

function readContainer(container: Xml, process: Xml, place: Place, depth = 0): Container {
  const { ids } = place;
  const nodes: ProcessNode[] = [];
  const flows: Flow[] = [];
  const restrictions = new Map<string, { readonly split?: string; readonly join?: string }>();
  for (const activity of all(container, "Activities", "Activity")) {
    const id = ids.of(attribute(activity, "Id") ?? "step");
    const lane = all(activity, "NodeGraphicsInfos", "NodeGraphicsInfo").map((info) => attribute(info, "LaneId")).find((given) => given !== undefined && place.lanes.has(ids.known(given)));
    const node = readActivity(activity, id, ids);
    nodes.push(patched(node, { pool: place.pool, ...(lane !== undefined && place.inside === undefined && { lane: ids.known(lane) }), ...(place.inside !== undefined && { inside: place.inside }) }));
    const restriction = all(activity, "TransitionRestrictions", "TransitionRestriction")[0];
    const [split, join] = [attribute(one(restriction, "Split"), "Type"), attribute(one(restriction, "Join"), "Type")];
    if (split !== undefined || join !== undefined) restrictions.set(id, { ...(split !== undefined && { split }), ...(join !== undefined && { join }) });
    const block = attribute(one(activity, "BlockActivity"), "ActivitySetId");
    const set = block === undefined || depth > 20 ? undefined : all(process, "ActivitySets", "ActivitySet").find((candidate) => attribute(candidate, "Id") === block);
    if (!set) continue;
    const inner = withExplicitStart(withExplicitGateways(readContainer(set, process, { ...place, inside: id }, depth + 1), ids), ids, place.pool, id);
    nodes.push(...inner.nodes);
    flows.push(...inner.flows);
  }
  for (const transition of all(container, "Transitions", "Transition")) {
    const condition = one(transition, "Condition");
    const text = textIn(one(condition, "Expression") ?? condition ?? { name: "" }).trim();
    const type = attribute(condition, "Type");
    const flow: Flow = {
      id: ids.of(attribute(transition, "Id") ?? "flow"), from: ids.known(attribute(transition, "From") ?? ""), to: ids.known(attribute(transition, "To") ?? ""), ...(attribute(transition, "Name") && { label: attribute(transition, "Name")! }),
      ...(text && type !== "OTHERWISE" && { condition: toFeel(text) }),
    };
    flows.push(flow);
    if (type !== "OTHERWISE") continue;
    const at = nodes.findIndex(({ id }) => id === flow.from);
    if (at >= 0) nodes[at] = patched(nodes[at]!, { default: flow.id });
  }
  return { nodes, flows, restrictions };
}

const TYPES: Readonly<Record<string, NonNullable<Variable["type"]>>> = { STRING: "text", FLOAT: "number", INTEGER: "number", BOOLEAN: "boolean", DATE: "date", DATETIME: "dateTime", TIME: "time", PERFORMER: "text" };

function readVariable(field: Xml, ids: Ids): Variable {
  const id = attribute(field, "Id") ?? "value";
  const type = TYPES[attribute(one(one(field, "DataType"), "BasicType"), "Type") ?? ""];
  const label = attribute(field, "Name");
  const start = wordsOf(one(field, "InitialValue")).trim();
  return { id: ids.of(`variable.${id}`), name: id.replace(/[^\p{L}\p{N}_]/gu, "_").slice(0, 200), ...(type && { type }), ...(label && label !== id && { label }), ...(start !== "" && { default: type === "number" && Number.isFinite(Number(start)) ? Number(start) : type === "boolean" ? start === "true" : start.replace(/^"(.*)"$/s, "$1") }) };
}

const NOT_TAKEN: readonly (readonly [names: RegExp, message: string, remedy: string, key: SaidKey])[] = [
  [/^(Participant|Performer)$/, "Participants of XPDL are not taken over as people responsible.", "Say at each lane or task who is responsible.", "participants"],
  [/^(ExtendedAttribute)$/, "Settings of another tool (extended attributes) are not taken over.", "Make the settings anew in the steps.", "extendedAttributes"],
  [/^(Application|TaskApplication)$/, "Applications of XPDL are not called.", "Choose a service for the step.", "applications"],
  [/^(MessageFlow)$/, "Message flows between pools are not taken over.", "Say by messages who tells whom what.", "messageFlows"],
  [/^(DataObject|DataStore|DataAssociation|DataInput|DataOutput)$/, "Data objects of the drawing are not taken over.", "Use variables of the process.", "dataObjects"],
];

function problemsOf(root: Xml, steps: number, lost: readonly Flow[]): readonly Problem[] {
  const seen = new Map<string, Set<string>>();
  const visit = (element: Xml, owner: string): void => {
    const id = attribute(element, "Id") ?? owner;
    const kind = NOT_TAKEN.find(([names]) => names.test(localName(element)));
    if (kind) seen.set(kind[1], (seen.get(kind[1]) ?? new Set()).add(id));
    for (const child of elementsOf(element)) visit(child, id);
  };
  visit(root, "");
  const told = NOT_TAKEN.flatMap(([, message, remedy, key]): Problem[] => (seen.has(message) ? [{ code: "notRun", severity: "warning", area: "file", elements: [...seen.get(message)!].filter(Boolean).slice(0, 50), message, remedy, said: { key } }] : []));
  return [
    ...(steps === 0 ? [{ code: "unreadable", severity: "error", area: "structure", elements: [], message: "The file is XPDL, but holds no process with activities.", remedy: "Export the process with its activities.", said: { key: "noActivities" } } as const] : []),
    ...lost.map(({ id }): Problem => ({ code: "notRun", severity: "warning", area: "file", elements: [id], message: `The transition “${id}” leads to nothing in the file; it is left out.`, remedy: "Draw the way anew.", said: { key: "lostTransition", text: id } })), ...told,
  ];
}
