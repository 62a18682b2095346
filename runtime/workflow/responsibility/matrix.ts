/**
 * Matrix of responsibility, read from a process: a row for each step somebody answers for, a column for each of those. *does*: the
 * step is his; *approves*: it is his and he decides by buttons; *told*: a letter or a notification of the step goes to him.
 */
import { isPerformerKind, type StepCardOptions } from "../definition/step-card";
import type { Lane, ProcessDefinition, ProcessNode, Responsible } from "../definition/types";

export type Mark = "does" | "approves" | "told";

export interface MatrixColumn {
  readonly id: string;
  /** "lane": nobody is named, the lane answers; "address": somebody who only gets letters. */
  readonly kind: Responsible["kind"] | "lane" | "address";
  /** Name of the role, user …, words of the lane, or the address. */
  readonly value: string;
}

export interface MatrixRow {
  readonly node: string;
  readonly label: string;
  readonly lane?: string;
  /** Column id → mark. */
  readonly marks: Readonly<Record<string, Mark>>;
}

export interface ResponsibilityMatrix {
  readonly columns: readonly MatrixColumn[];
  readonly rows: readonly MatrixRow[];
}

const MINE = new Set<ProcessNode["type"]>(["userTask", "manualTask"]);

export function responsibilityMatrix(definition: ProcessDefinition): ResponsibilityMatrix {
  const columns = new Map<string, MatrixColumn>();
  const column = (kind: MatrixColumn["kind"], value: string): string => {
    const id = `${kind}:${value}`;
    columns.set(id, { id, kind, value });
    return id;
  };
  const rows = definition.nodes.flatMap((node): readonly MatrixRow[] => {
    const lanes = lanesOf(definition, node);
    const marks: Record<string, Mark> = {};
    for (const id of whoIsTold(node, column)) marks[id] = "told";
    if (MINE.has(node.type)) for (const id of whoDoes(node, lanes, column)) marks[id] = isApproval(node) ? "approves" : "does";
    const address = addressOf(node);
    if (address !== undefined) marks[column("address", address)] = "told";
    if (Object.keys(marks).length === 0) return [];
    return [{ node: node.id, label: node.label ?? node.id, ...(lanes[0] && { lane: lanes[0].label ?? lanes[0].id }), marks }];
  });
  return { columns: [...columns.values()], rows };
}

/** The lane of a node, then those it is part of. */
function lanesOf({ lanes = [] }: ProcessDefinition, node: ProcessNode): readonly Lane[] {
  const found: Lane[] = [];
  for (let lane = lanes.find(({ id }) => id === node.lane); lane && !found.includes(lane); lane = lanes.find(({ id }) => id === found.at(-1)!.parent)) found.push(lane);
  return found;
}

function whoDoes(node: ProcessNode, lanes: readonly Lane[], column: (kind: MatrixColumn["kind"], value: string) => string): readonly string[] {
  const own = node.type === "userTask" || node.type === "manualTask" ? node.options?.responsible : undefined;
  const named = own?.length ? own : (lanes.find(({ responsible }) => responsible?.length)?.responsible ?? []);
  if (named.length > 0) return named.map(({ kind, value }) => column(kind, value ?? ""));
  return lanes[0] ? [column("lane", lanes[0].label ?? lanes[0].id)] : [column("starter", "")];
}

/** Those its notifications name by themselves; whoever does the step has a mark already. */
function whoIsTold(node: ProcessNode, column: (kind: MatrixColumn["kind"], value: string) => string): readonly string[] {
  const { notifications = [] } = (node.options ?? {}) as StepCardOptions;
  return notifications.flatMap(({ to = [] }) => to.flatMap(({ kind, value }) => (isPerformerKind(kind) ? [] : [column(kind, value ?? "")])));
}

/** Two buttons or more: something is decided. */
const isApproval = (node: ProcessNode): boolean => node.type === "userTask" && (node.options?.decisions?.length ?? 0) > 1;

function addressOf(node: ProcessNode): string | undefined {
  if (node.type !== "serviceTask" || node.options?.service !== "sendMail") return undefined;
  const to = (node.options.settings as { readonly to?: unknown } | undefined)?.to;
  if (typeof to === "string") return to;
  return typeof to === "object" && to !== null && "formula" in to ? String(to.formula) : undefined;
}

const cell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""');

/** As CSV; `words` says columns and marks in the language of the reader. */
export function matrixCsv({ columns, rows }: ResponsibilityMatrix, words: { readonly step: string; readonly lane: string; column(column: MatrixColumn): string; mark(mark: Mark): string }): string {
  const line = (cells: readonly string[]): string => cells.map((text) => `"${cell(text)}"`).join(",");
  return [line([words.step, words.lane, ...columns.map((one) => words.column(one))]), ...rows.map(({ label, lane, marks }) => line([label, lane ?? "", ...columns.map(({ id }) => (marks[id] ? words.mark(marks[id]) : ""))]))].join("\r\n");
}
