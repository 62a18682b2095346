/**
 * An instance is to go on by another version of its process. A *place* is a node of the old version that the instance has to do with:
 * a token stands there, something waits there, or it runs inside. Each needs a counterpart: the node of the same id, or one that somebody
 * chose. At a counterpart of the same kind the work goes on (the task stays, the timer keeps its time); at another one it begins anew.
 */
import type { ProcessDefinition, ProcessNode } from "../definition/types";
import { compileProcess } from "../engine/compile";
import type { CompiledNode, CompiledProcess } from "../engine/compiled";
import type { Frame, ProcessState, Token } from "../engine/state";

/** Old node → new node. */
export type Choices = Readonly<Record<string, string>>;

interface Place {
  readonly node: string;
  readonly label: string;
  /** Tokens that stand there. */
  readonly tokens: number;
  readonly to: string | null;
  /** kept: work goes on · anew: it begins there · dropped: nobody waits for it any more. */
  readonly how: "kept" | "anew" | "dropped";
  /** Why it cannot be so. */
  readonly problem: string | null;
  /** Nodes that could be chosen, the likeliest first. */
  readonly choices: readonly { readonly node: string; readonly label: string }[];
}

export interface MigrationPlan {
  readonly ok: boolean;
  readonly places: readonly Place[];
  /** What stands against it as a whole. */
  readonly problems: readonly string[];
  /** Names of variables that come new. */
  readonly newVariables: readonly string[];
}

const CHOICES = 20;

export function planMigration(before: ProcessDefinition, after: ProcessDefinition, state: ProcessState, choices: Choices = {}): MigrationPlan {
  const [old, next] = [compileProcess(before), compileProcess(after)];
  const problems = wholeProblems(next, state);
  const places = problems.length > 0 ? [] : placesOf(state).map((node) => placeOf(old, next, state, node, choices));
  const root = Object.values(state.frames).find(({ parent }) => parent === 0);
  const newVariables = (next.containers.get(state.pool)?.variables ?? []).map(({ name }) => name).filter((name) => !Object.hasOwn(root?.variables ?? {}, name));
  return { ok: problems.length === 0 && places.every(({ problem }) => problem === null), places, problems, newVariables };
}

function wholeProblems(next: CompiledProcess, state: ProcessState): string[] {
  if (state.status !== "running") return ["The instance has ended: there is nothing left to move."];
  if (Object.values(state.tokens).some(({ status }) => status === "ready" || status === "leaving")) return ["The instance is at work this moment. Try again when it rests."];
  if (!next.containers.has(state.pool)) return ["The part of the process that this instance runs (its pool) is not in the other version."];
  return [];
}

/** Nodes that a state names, those with tokens first. */
function placesOf(state: ProcessState): readonly string[] {
  const tokens = Object.values(state.tokens).map(({ node }) => node);
  const waits = Object.values(state.waits).map(({ node }) => node);
  const undo = Object.values(state.frames).flatMap(({ undo: done = [], queue = [] }) => [...done, ...queue].map(({ node }) => node));
  return [...new Set([...tokens, ...Object.values(state.frames).map(({ node }) => node).filter((node) => node !== ""), ...waits, ...undo])];
}

const labelOf = (node: ProcessNode | undefined, id: string): string => node?.label ?? id;

function placeOf(old: CompiledProcess, next: CompiledProcess, state: ProcessState, id: string, choices: Choices): Place {
  const was = old.nodes.get(id);
  const tokens = Object.values(state.tokens).filter((token) => token.node === id);
  const to = choices[id] ?? (next.nodes.has(id) ? id : null);
  const target = to === null ? undefined : next.nodes.get(to);
  const base = { node: id, label: labelOf(was?.def, id), tokens: tokens.length, to, choices: suggestions(next, was, choices) };
  const held = Object.values(state.frames).some((frame) => frame.node === id);
  if (!target) {
    // Only a watch at a border, or something that could be undone: it goes with its step.
    if (tokens.length === 0 && !held && to === null) return { ...base, how: "dropped", problem: null };
    return { ...base, to: null, how: "anew", problem: to === null ? `“${base.label}” is not in the other version. Choose where its work is to go on.` : `There is no step “${to}” in the other version.` };
  }
  if (containerIdOf(target) !== mappedContainer(was, choices)) return { ...base, how: "anew", problem: `“${base.label}” and “${labelOf(target.def, target.id)}” do not lie in the same process or sub-process.` };
  const alike = target.def.type === was?.def.type && target.def.loop?.kind === was.def.loop?.kind && waysFit(old, next, tokens, target, choices);
  if (alike) return { ...base, how: "kept", problem: null };
  const rounds = tokens.some(({ round }) => round) || Object.values(state.frames).some((frame: Frame) => frame.node === id && frame.kind === "loop");
  if (rounds) return { ...base, how: "anew", problem: `“${base.label}” is under way several times at once. It can go on only at a step of the same kind that is repeated in the same way.` };
  if (target.role === "boundary" || target.def.forCompensation) return { ...base, how: "anew", problem: `Nothing can begin at “${labelOf(target.def, target.id)}”. Choose another step.` };
  if (was?.role === "boundary" && tokens.length === 0) return { ...base, how: "dropped", problem: null };
  return { ...base, how: "anew", problem: null };
}

const containerIdOf = (node: CompiledNode): string => node.container.id;
const mappedContainer = (was: CompiledNode | undefined, choices: Choices): string => (was === undefined ? "" : was.container.owner ? (choices[was.container.id] ?? was.container.id) : was.container.id);

/** Tokens that wait for others at a gateway are known by the flow they came by. */
function waysFit(old: CompiledProcess, next: CompiledProcess, tokens: readonly Token[], target: CompiledNode, choices: Choices): boolean {
  return tokens.filter(({ status }) => status === "joined").every((token) => token.via === undefined || wayOf(old, next, token.via, target, choices) !== undefined);
}

/** The flow of the new version that a flow of the old one has become. */
export function wayOf(old: CompiledProcess, next: CompiledProcess, via: string, target: CompiledNode, choices: Choices): string | undefined {
  if (target.incoming.some(({ id }) => id === via)) return via;
  const from = old.definition.flows.find(({ id }) => id === via)?.from;
  return from === undefined ? undefined : target.incoming.find((flow) => flow.from === (choices[from] ?? from))?.id;
}

/** Steps of the same place, those of the same kind and with a like name first. */
function suggestions(next: CompiledProcess, was: CompiledNode | undefined, choices: Choices): Place["choices"] {
  if (!was) return [];
  const container = mappedContainer(was, choices);
  const words = new Set(labelOf(was.def, was.id).toLowerCase().split(/\s+/));
  const likeness = (node: CompiledNode): number => (node.id === was.id ? 8 : 0) + (node.def.type === was.def.type ? 4 : 0) + labelOf(node.def, node.id).toLowerCase().split(/\s+/).filter((word) => words.has(word)).length;
  return [...next.nodes.values()].filter((node) => containerIdOf(node) === container && node.role !== "boundary" && node.role !== "start" && !node.def.forCompensation && node.contents?.owner?.def.type !== "eventSubProcess")
    .map((node) => ({ node, likeness: likeness(node) })).sort((a, b) => b.likeness - a.likeness).slice(0, CHOICES).map(({ node }) => ({ node: node.id, label: labelOf(node.def, node.id) }));
}
