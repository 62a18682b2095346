/**
 * What a dry run found, by the eight points of the checklist: terms, notifications, tasks set, people responsible, attachments, no
 * unmotivated breaks, rights, journal. A *fact* is one sentence about one step (designer.fact.*).
 */
import { checkProcess, isPublishable } from "../../../runtime/workflow/check/check-process";
import type { StepCardOptions, StepRecipient } from "../../../runtime/workflow/definition/step-card";
import { responsibleOf } from "../../../runtime/workflow/definition/responsible";
import type { NodeOf, ProcessDefinition, ProcessNode, Responsible } from "../../../runtime/workflow/definition/types";
import type { Simulation } from "./simulation";

export type Point = "terms" | "notifications" | "tasks" | "people" | "attachments" | "breaks" | "rights" | "journal";

export interface Fact {
  /** Id of the step. */
  readonly node: string;
  readonly fine: boolean;
  readonly says: "dueAt" | "due" | "noTerm" | "badTerm" | "letter" | "letterTo" | "noLetter" | "message" | "told" | "noticeTo" | "noticeNobody" | "set" | "notSet" | "who" | "nobody" | "recordFiles" | "fileShown" | "fileNeeded" | "document" | "noRecord" | "stuck" | "notReached" | "byStarter" | "byRoles" | "noRights";
  readonly text?: string;
  /** Of who and noticeTo. */
  readonly people?: readonly StepRecipient[];
}

export interface Finding {
  readonly point: Point;
  readonly fine: boolean;
  /** How many of how many. */
  readonly count: number;
  readonly of: number;
  /** Steps to look at. */
  readonly elements: readonly string[];
  readonly facts: readonly Fact[];
}

type Loose = ProcessDefinition & { readonly entity?: string; readonly actsAs?: readonly string[]; readonly journal?: string; readonly starts?: readonly { readonly kind: string }[] };

const finding = (point: Point, facts: readonly Fact[], more: Partial<Finding> = {}): Finding => {
  const elements = facts.filter(({ fine }) => !fine).map(({ node }) => node);
  return { point, fine: elements.length === 0, count: facts.length - elements.length, of: facts.length, elements, facts, ...more };
};

export function checklist(definition: ProcessDefinition, simulation: Simulation | undefined): readonly Finding[] {
  const loose = definition as Loose;
  const tasks = definition.nodes.filter((node): node is NodeOf<"userTask"> => node.type === "userTask");
  const services = definition.nodes.filter((node): node is NodeOf<"serviceTask"> => node.type === "serviceTask");
  const responsible = (node: ProcessNode): readonly Responsible[] => responsibleOf(definition, node.type === "userTask" ? node.options?.responsible : undefined, node.lane);
  const roles = loose.actsAs ?? [];
  return [
    finding("terms", tasks.map((node) => termOf(node, simulation))),
    finding("notifications", definition.nodes.flatMap((node) => noticeOf(node, simulation, responsible))),
    finding("tasks", tasks.map(({ id }): Fact => (simulation?.tasks.includes(id) ? { node: id, fine: true, says: "set" } : { node: id, fine: false, says: "notSet" }))),
    finding("people", tasks.map((node): Fact => {
      const who = responsible(node);
      return who.length > 0 ? { node: node.id, fine: true, says: "who", people: who } : { node: node.id, fine: false, says: "nobody" };
    })),
    finding("attachments", attachmentsOf(tasks, services, loose.entity)),
    breaksOf(definition, simulation),
    finding("rights", services.map(({ id, options }): Fact => rightsOf(id, options?.service, roles, begunByPeople(loose))), { count: roles.length, of: services.length }),
    { point: "journal", fine: loose.journal !== "off", count: loose.journal === "off" ? 0 : 1, of: 1, elements: [], facts: [] },
  ];
}

function termOf({ id, options }: NodeOf<"userTask">, simulation: Simulation | undefined): Fact {
  if (options?.due === undefined) return { node: id, fine: false, says: "noTerm" };
  const at = simulation?.terms.get(id);
  if (at === null) return { node: id, fine: false, says: "badTerm" };
  return at === undefined ? { node: id, fine: true, says: "due", text: typeof options.due === "string" ? options.due : options.due.formula } : { node: id, fine: true, says: "dueAt", text: at };
}

const cardOf = (node: ProcessNode): StepCardOptions => (node.options ?? {}) as StepCardOptions;

/** Whoever has to do a task is told by the product, others as its card says; letters and messages are steps of their own. */
function noticeOf(node: ProcessNode, simulation: Simulation | undefined, responsible: (node: ProcessNode) => readonly Responsible[]): readonly Fact[] {
  const asked = (cardOf(node).notifications ?? []).map(({ to }): Fact => (to?.length ? { node: node.id, fine: true, says: "noticeTo", people: to } : { node: node.id, fine: false, says: "noticeNobody" }));
  return [...byItself(node, simulation, responsible), ...asked];
}

function byItself(node: ProcessNode, simulation: Simulation | undefined, responsible: (node: ProcessNode) => readonly Responsible[]): readonly Fact[] {
  if (node.type === "userTask") return responsible(node).length > 0 ? [{ node: node.id, fine: true, says: "told" }] : [];
  if (node.type === "sendTask") return [{ node: node.id, fine: true, says: "message", text: typeof node.options?.message === "string" ? node.options.message : "" }];
  if (node.type !== "serviceTask" || node.options?.service !== "sendMail") return [];
  const to = simulation?.letters.get(node.id);
  if (to === null) return [{ node: node.id, fine: false, says: "noLetter" }];
  return [to === undefined ? { node: node.id, fine: true, says: "letter" } : { node: node.id, fine: true, says: "letterTo", text: to }];
}

function attachmentsOf(tasks: readonly NodeOf<"userTask">[], services: readonly NodeOf<"serviceTask">[], entity: string | undefined): readonly Fact[] {
  return [
    ...tasks.map(({ id }): Fact => (entity === undefined ? { node: id, fine: false, says: "noRecord" } : { node: id, fine: true, says: "recordFiles", text: entity })),
    ...tasks.flatMap((node) => (cardOf(node).attachments ?? []).map(({ label, required }): Fact => ({ node: node.id, fine: true, says: required ? "fileNeeded" : "fileShown", text: label }))),
    ...services.flatMap(({ id, options }): readonly Fact[] => (options?.service === "generateDocument" ? [{ node: id, fine: true, says: "document", text: String(options.settings?.["template"] ?? "") }] : [])),
  ];
}

/** Where it got stuck, and what it never came to. */
function breaksOf(definition: ProcessDefinition, simulation: Simulation | undefined): Finding {
  const ended = simulation !== undefined && simulation.world.instances.every(({ state }) => state.status === "completed" || state.status === "terminated");
  const stuck = simulation === undefined ? [] : simulation.world.instances.flatMap(({ state }) => Object.values(state.tokens).filter(({ status }) => status === "failed"));
  const facts = [
    ...stuck.map(({ node, incident }): Fact => ({ node, fine: false, says: "stuck", text: incident?.message ?? "" })),
    ...(simulation === undefined ? [] : definition.nodes.filter(({ id, attachedTo, forCompensation }) => !simulation.path.includes(id) && attachedTo === undefined && forCompensation !== true).map(({ id }): Fact => ({ node: id, fine: true, says: "notReached" }))),
  ];
  return { point: "breaks", fine: isPublishable(checkProcess(definition)) && ended && stuck.length === 0, count: ended ? 1 : 0, of: 1, elements: stuck.map(({ node }) => node), facts };
}

const TOUCHING = new Set(["createRecord", "updateRecord", "deleteRecord", "findRecords", "runAction", "generateDocument"]);

/** Services act by roles, or by the rights of whoever started the process; begun by nobody, they have none. */
function rightsOf(node: string, service: string | undefined, roles: readonly string[], byPeople: boolean): Fact {
  if (roles.length > 0) return { node, fine: true, says: "byRoles", text: roles.join(", ") };
  return byPeople || !TOUCHING.has(service ?? "") ? { node, fine: true, says: "byStarter" } : { node, fine: false, says: "noRights" };
}

/** A process without other starts is begun by hand or by another one. */
function begunByPeople({ starts = [], nodes }: Loose): boolean {
  const byItself = starts.some(({ kind }) => kind === "time" || kind === "webhook") || nodes.some((node) => node.type === "startEvent" && node.inside === undefined && (node.triggers?.length ?? 0) > 0);
  return !byItself;
}
