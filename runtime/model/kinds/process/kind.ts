import type { StepCardOptions } from "../../../workflow/definition/step-card";
import type { ProcessDefinition } from "../../../workflow/definition/types";
import { definedOnly } from "../../build-field";
import type { ProcessDocument } from "../../generated/grammar";
import type { Label } from "../../types";
import type { DocumentWords, PartKind, WordTree } from "../part";
import { checkProcessPart } from "./check";
import { usesOfProcess } from "./uses";
import type { ClientProcess, ProcessModel, ProcessQuestion, ProcessStart, ProcessWords } from "./model";

const leaf: WordTree = new Map();

interface Told {
  readonly id: string;
  readonly label?: string;
}
interface Decided {
  readonly options?: { readonly decisions?: readonly { readonly id: string; readonly label: string }[] };
}

const cardOf = (node: unknown): StepCardOptions => (node as { readonly options?: StepCardOptions }).options ?? {};
const noticesOf = (node: unknown): readonly Told[] => (cardOf(node).notifications ?? []).map(({ id, text }) => ({ id, ...(text !== undefined && { label: text }) }));
const filesOf = (node: unknown): readonly Told[] => cardOf(node).attachments ?? [];
const decisionsOf = (node: unknown): readonly { readonly id: string; readonly label: string }[] => (node as Decided).options?.decisions ?? [];
const variablesOf = (body: ProcessDocument): readonly Told[] => [...(body.variables ?? []), ...(body.pools ?? []).flatMap((pool) => pool.variables ?? []), ...body.nodes.flatMap((node) => node.variables ?? [])];

/** Groups of words of one process, by id of what has them. */
const groupsOf = (body: ProcessDocument): Readonly<Record<string, readonly Told[]>> => ({
  starts: body.starts ?? [], variables: variablesOf(body), pools: body.pools ?? [], lanes: body.lanes ?? [], flows: body.flows, nodes: body.nodes,
  descriptions: body.nodes, decisions: body.nodes.flatMap(decisionsOf), notifications: body.nodes.flatMap(noticesOf), attachments: body.nodes.flatMap(filesOf),
});

const wordTree = (body: ProcessDocument): WordTree =>
  new Map<string, WordTree>([["label", leaf], ["description", leaf], ...Object.entries(groupsOf(body)).map(([group, all]): [string, WordTree] => [group, new Map(all.map(({ id }) => [id, leaf]))])]);

function wordsOf(body: ProcessDocument, words: DocumentWords): ProcessWords {
  const group = (name: string, all: readonly Told[]): Record<string, Label> => Object.fromEntries(all.flatMap(({ id, label }) => (label ? [[id, words.label(label, name, id)]] : [])));
  const ofSteps = (name: string, told: (node: unknown) => readonly Told[]): Record<string, Label> => Object.fromEntries(body.nodes.flatMap((node) => told(node).flatMap(({ id, label }) => (label ? [[`${node.id}/${id}`, words.label(label, name, id)]] : []))));
  return {
    variables: group("variables", variablesOf(body)), pools: group("pools", body.pools ?? []), lanes: group("lanes", body.lanes ?? []), flows: group("flows", body.flows), nodes: group("nodes", body.nodes),
    descriptions: group("descriptions", body.nodes.map(({ id, description }) => ({ id, ...(description !== undefined && { label: description }) }))),
    decisions: ofSteps("decisions", decisionsOf), notifications: ofSteps("notifications", noticesOf), attachments: ofSteps("attachments", filesOf),
  };
}

function buildStart(body: ProcessDocument, start: NonNullable<ProcessDocument["starts"]>[number], words: DocumentWords): ProcessStart {
  const { id, kind } = start;
  if (kind === "time") return { id, kind, cron: start.cron ?? "", timeZone: start.timeZone ?? body.timeZone ?? "UTC" };
  if (kind === "webhook") return { id, kind, ...definedOnly({ map: start.map, record: start.record }) };
  if (kind === "record") return { id, kind, on: start.on ?? "created", fields: start.fields ?? [], ...definedOnly({ when: start.when }) };
  return { id, kind, label: start.label === undefined ? words.label(body.label, "label") : words.label(start.label, "starts", id), ...definedOnly({ icon: start.icon, when: start.when }) };
}

const ASKED: Readonly<Record<string, ProcessQuestion["type"]>> = { number: "number", boolean: "boolean", date: "date", dateTime: "dateTime" };

export const process: PartKind<"process", ProcessModel, ClientProcess> = {
  kind: "process",
  addressed: true,
  words: { group: "processes", tree: wordTree },
  build: (body, words, pack) => ({
    id: body.id, name: body.name, pack, label: words.label(body.label, "label"), starts: (body.starts ?? []).map((start) => buildStart(body, start, words)),
    journal: body.journal ?? "steps", definition: body as unknown as ProcessDefinition, words: wordsOf(body, words),
    ...definedOnly({ description: words.optional(body.description || undefined, "description"), entity: body.entity, actsAs: body.actsAs }),
  }),
  uses: usesOfProcess,
  check: checkProcessPart,
  client(part, lens) {
    const { start, operate } = lens.process(part.name);
    if (!start && !operate && !(part.entity !== undefined && lens.reads(part.entity))) return undefined;
    return {
      id: part.id, name: part.name, label: lens.text(part.label), mayStart: start, mayOperate: operate,
      buttons: start ? part.starts.flatMap((one) => (one.kind === "hand" ? [{ id: one.id, label: lens.text(one.label), ...definedOnly({ icon: one.icon }) }] : [])) : [],
      questions: start ? (part.definition.variables ?? []).flatMap((variable) => (variable.ask ? [{
        name: variable.name, label: lens.optional(part.words.variables[variable.id]) ?? variable.name, type: ASKED[variable.type ?? ""] ?? "text", required: variable.required ?? false,
      }] : [])) : [],
      ...definedOnly({ description: lens.optional(part.description), entity: part.entity }),
    };
  },
};
