/**
 * BPMN 2.0 XML → process JSON. Nothing is lost: what the engine does not run is kept in `extra`, `artifacts` and `di`.
 * Ids of the file stay ids; a process becomes a pool, with the id of its participant when the file draws one.
 */
import { BpmnModdle } from "bpmn-moddle";
import type { Lane, MessageFlow, Pool, ProcessDefinition, ProcessNode } from "../definition/types";
import type { Problem } from "../check/problem";
import { described, is, leftover, list, toPlain, type Element } from "./element";
import { readPage } from "./read-di";
import { readContainer, type Reading } from "./read-container";
import { readGlobalTask } from "./read-nodes";
import { checkBpmn } from "./check-bpmn";
import { nameOf } from "./read-triggers";

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

/** Never throws for what a file says: a file that cannot be read gives one problem and an empty process. */
export async function importBpmn(xml: string, name = "process"): Promise<ImportedProcess> {
  const refused = (message: string): ImportedProcess => ({
    definition: { id: name, name, label: name, nodes: [], flows: [] }, problems: [{ code: "unreadable", severity: "error", area: "structure", elements: [], message, remedy: "Export the file again as BPMN 2.0 XML." }],
  });
  if (xml.length > BPMN_LIMITS.text) return refused(`The file is longer than ${BPMN_LIMITS.text} characters.`);
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return refused("The file declares a document type or entities, which BPMN files have no use for.");
  let read: { readonly rootElement: Element; readonly warnings: readonly { readonly message: string }[]; readonly references: readonly unknown[] };
  try {
    read = (await new BpmnModdle().fromXML(xml)) as unknown as typeof read;
  } catch (error) {
    return refused(`The file cannot be read as BPMN: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}.`);
  }
  return { definition: toDefinition(read.rootElement, name), problems: checkBpmn(read.rootElement, read.warnings) };
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
    pools.push({ id: pool, process: process.id, ...described(participant ?? process), ...(process.isExecutable === false && { executable: false }), ...readContainer(reading, process, { pool }), ...poolExtra(process, participant) });
  }
  for (const task of roots.filter((element) => is(element, ...GLOBAL_TASKS))) {
    pools.push({ id: task.id!, process: task.id, ...described(task) });
    reading.nodes.push(readGlobalTask(task));
  }
  for (const participant of participants.filter((candidate) => !is(candidate.processRef, "Process"))) pools.push({ id: participant.id!, ...described(participant), ...leftover(participant, ["processRef"]) });
  const others = roots.filter((element) => !is(element, ...READ_ROOTS, ...GLOBAL_TASKS)).map((element) => toPlain(element));
  const { extra } = leftover(root, ["rootElements", "diagrams", "di"]);
  const collected = collaboration && leftover(collaboration, ["participants", "messageFlows"]).extra;
  const whole = new Set(roots.filter((element) => is(element, ...READ_ROOTS)).map(({ id }) => id!));
  return {
    id: root.id ?? name, name, label: root.name ?? name, ...(pools.length > 0 && { pools }), ...filled("lanes", reading.lanes as Lane[]), nodes: reading.nodes as ProcessNode[], flows: reading.flows,
    ...filled("messageFlows", list(collaboration?.messageFlows).map(readMessageFlow)), ...filled("artifacts", reading.artifacts), ...filled("di", list(root.diagrams).map((diagram) => readPage(diagram, whole))),
    extra: { ...extra, ...(others.length > 0 && { rootElements: others }), ...(collaboration && { collaboration: { id: collaboration.id ?? "", ...collected } }) },
  };
}

const filled = <K extends string, T>(key: K, values: readonly T[]): { [P in K]?: readonly T[] } => (values.length > 0 ? { [key]: values } : {}) as { [P in K]?: readonly T[] };

function poolExtra(process: Element, participant: Element | undefined): Pick<Pool, "extra"> {
  const { extra: ofProcess } = leftover(process, ["isExecutable"]);
  const { extra: ofParticipant } = participant ? leftover(participant, ["processRef"]) : {};
  if (!ofProcess && !ofParticipant) return {};
  return { extra: { ...ofProcess, ...(ofParticipant && { participant: ofParticipant }) } };
}

function readMessageFlow(flow: Element): MessageFlow {
  return { id: flow.id!, from: flow.sourceRef?.id ?? "", to: flow.targetRef?.id ?? "", ...described(flow), ...(flow.messageRef && { message: nameOf(flow.messageRef) }), ...leftover(flow, ["sourceRef", "targetRef", "messageRef"]) };
}
