/**
 * BPMN 2.0 XML → process JSON. Nothing is lost: what the engine does not run is kept in `extra` and `artifacts`.
 * Ids of the file stay ids; a process becomes a pool, with the id of its participant when the file draws one.
 */
import { BpmnModdle } from "bpmn-moddle";
import type { Flow, Lane, MessageFlow, Pool, ProcessDefinition, ProcessNode } from "../definition/types";
import type { Problem } from "../check/problem";
import { withDrawing } from "../layout/layout";
import { checkBpmn } from "./check-bpmn";
import { decodeXml } from "./decode";
import { described, is, list, type Element } from "./element";
import { keepRest } from "./extras";
import { withIds, withPlainReferences } from "./normalise";
import { notRun } from "./not-run";
import { readContainer, type Reading } from "./read-container";
import { readPage } from "./read-di";
import { readGlobalTask } from "./read-nodes";
import { nameOf } from "./read-triggers";
import { readSettings } from "./settings";
import { allOf, parseXml, XmlError, type Xml, type XmlFile } from "./xml";
import { writeXml } from "./xml-write";

/** Published in docs/limits.md. */
export const BPMN_LIMITS = {
  /** Characters of a BPMN file. */
  text: 10_000_000,
} as const;

export interface ImportedProcess {
  readonly definition: ProcessDefinition;
  /** What is wrong with the file as BPMN; the process itself is checked by checkProcess. */
  readonly problems: readonly Problem[];
}

/**
 * Never throws for what a file says: a file that cannot be read gives one problem and an empty process. Bytes are decoded as the file declares.
 * `name`: of the process document; left out, what the file says if it is one of ours, else “process”.
 */
export async function importBpmn(source: string | Uint8Array, name?: string): Promise<ImportedProcess> {
  try {
    if (source.length > BPMN_LIMITS.text) throw new XmlError(`The file is longer than ${BPMN_LIMITS.text} characters.`);
    const file = parseXml(typeof source === "string" ? source : decodeXml(source));
    if (file.root.name !== "definitions") throw new XmlError("The file is XML, but not BPMN 2.0: its outermost element is not “definitions” of the BPMN namespace.");
    return await read(file, name);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    const called = name ?? "process";
    return {
      definition: { id: called, name: called, label: called, nodes: [], flows: [] },
      problems: [{ code: "unreadable", severity: "error", area: "structure", elements: [], message: error.message, remedy: "Export the file again as BPMN 2.0 XML." }],
    };
  }
}

async function read({ root: bare, namespaces }: XmlFile, name: string | undefined): Promise<ImportedProcess> {
  const { root, given } = withIds(bare);
  let tree: { readonly rootElement: Element; readonly warnings: readonly { readonly message: string }[] };
  try {
    tree = (await new BpmnModdle().fromXML(writeXml(withPlainReferences(root), namespaces))) as unknown as typeof tree;
  } catch (error) {
    throw new XmlError(`The file cannot be read as BPMN: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}.`);
  }
  const told = readSettings("definition", root)?.name;
  const definition = withEnds(toDefinition(tree.rootElement, name ?? (typeof told === "string" ? told : "process")), root);
  const kept = keepRest(definition, root, { namespaces, ...(given.length > 0 && { given }) });
  const named = name === undefined ? kept : { ...kept, name };
  // A file without drawings gets one; drawings of the file stay as they are.
  return { definition: named.di || named.nodes.length === 0 ? withUndrawn(named) : withDrawing(named), problems: [...checkBpmn(tree.rootElement, tree.warnings), ...notRun(root)] };
}

const READ_ROOTS = ["Process", "Collaboration"];
const GLOBAL_TASKS = ["GlobalTask", "GlobalScriptTask", "GlobalUserTask", "GlobalManualTask", "GlobalBusinessRuleTask"];

function toDefinition(root: Element, name: string): ProcessDefinition {
  const roots = list(root.rootElements);
  const collaboration = roots.find((element) => is(element, "Collaboration"));
  const participants = list(collaboration?.participants);
  const reading: Reading = { nodes: [], flows: [], lanes: [], artifacts: [] };
  const pools: Pool[] = [];
  for (const process of roots.filter((element) => is(element, "Process"))) {
    const participant = participants.find((candidate) => candidate.processRef === process);
    const pool = participant?.id ?? process.id ?? name;
    pools.push({ id: pool, process: process.id, ...described(participant ?? process), ...(process.isExecutable === false && { executable: false }), ...readContainer(reading, process, { pool }) });
  }
  for (const task of roots.filter((element) => is(element, ...GLOBAL_TASKS))) {
    pools.push({ id: task.id!, process: task.id, ...described(task), extra: { named: task.$type.replace("bpmn:G", "g") } });
    reading.nodes.push(readGlobalTask(task));
  }
  for (const participant of participants.filter((candidate) => !is(candidate.processRef, "Process"))) pools.push({ id: participant.id!, ...described(participant) });
  const whole = new Set(roots.filter((element) => is(element, ...READ_ROOTS)).map(({ id }) => id!));
  return {
    id: root.id ?? name, name, label: root.name || name, ...(pools.length > 0 && { pools }), ...filled("lanes", reading.lanes as Lane[]), nodes: reading.nodes as ProcessNode[], flows: reading.flows,
    ...filled("messageFlows", list(collaboration?.messageFlows).map(readMessageFlow)), ...filled("artifacts", reading.artifacts), ...filled("di", list(root.diagrams).map((diagram) => readPage(diagram, whole))),
    ...(collaboration?.id !== undefined && { extra: { collaborationId: collaboration.id } }),
  };
}

const filled = <K extends string, T>(key: K, values: readonly T[]): { [P in K]?: readonly T[] } => (values.length > 0 ? { [key]: values } : {}) as { [P in K]?: readonly T[] };

function readMessageFlow(flow: Element): MessageFlow {
  return { id: flow.id!, from: flow.sourceRef?.id ?? "", to: flow.targetRef?.id ?? "", ...described(flow), ...(flow.messageRef && { message: nameOf(flow.messageRef) }) };
}

/** Lines the file does not draw are not drawn by us either when it is written again. */
function withUndrawn(definition: ProcessDefinition): ProcessDefinition {
  const drawn = new Set((definition.di ?? []).flatMap(({ edges }) => edges.map(({ element }) => element)));
  const undrawn = [...definition.flows, ...(definition.messageFlows ?? []), ...(definition.artifacts ?? [])].map(({ id }) => id).filter((id) => !drawn.has(id));
  return undrawn.length === 0 ? definition : { ...definition, extra: { ...definition.extra, undrawn } };
}

/** Flows to nowhere keep the name of their end, so that the problem can name it. */
function withEnds(definition: ProcessDefinition, root: Xml): ProcessDefinition {
  const drawn = new Map([...allOf(root)].map(({ attributes }) => [attributes?.id ?? "", attributes]));
  const ends = <T extends Flow | MessageFlow>(flow: T): T => ({ ...flow, from: flow.from || (drawn.get(flow.id)?.sourceRef ?? ""), to: flow.to || (drawn.get(flow.id)?.targetRef ?? "") });
  return { ...definition, flows: definition.flows.map(ends), ...(definition.messageFlows && { messageFlows: definition.messageFlows.map(ends) }) };
}
