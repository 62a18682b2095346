/**
 * A dry run: the true engine over a world without a database. Tasks wait for a hand, services answer at once, the clock moves when
 * it is told to. The report at the end goes through the eight points of the checklist.
 */
import { checkProcess, isPublishable } from "../../../runtime/workflow/check/check-process";
import type { ProcessDefinition, ProcessScenario, ScenarioMove, Values } from "../../../runtime/workflow/definition/types";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import type { Effect } from "../../../runtime/workflow/engine/effects";
import { addTo, readDuration } from "../../../runtime/workflow/engine/timers";
import { performDry, SCENARIO_START } from "../../../runtime/workflow/simulate/scenario";
import { World, type Instance } from "../../../runtime/workflow/simulate/world";

export interface LogEntry {
  readonly at: string;
  readonly what: "entered" | "task" | "service" | "incident" | "ended" | "message" | "waits";
  readonly node?: string;
  readonly text?: string;
}

export interface OpenTask {
  readonly instance: Instance;
  readonly token: number;
  readonly node: string;
  readonly decisions: readonly { readonly name: string; readonly label: string }[];
}

export interface Simulation {
  readonly world: World;
  readonly log: LogEntry[];
  readonly path: string[];
  readonly tasks: string[];
  /** Flows taken. */
  readonly taken: string[];
  /** What it began with and what was done since: a scenario, once somebody keeps it. */
  readonly began: { readonly at: string; readonly variables: Values };
  readonly moves: ScenarioMove[];
}

/** Steps "to the end" takes at most. */
const STEPS = 500;

export function startSimulation(definition: ProcessDefinition, variables: Values, at = new Date()): Simulation {
  const log: LogEntry[] = [];
  const path: string[] = [];
  const tasks: string[] = [];
  const taken: string[] = [];
  const world: World = new World([definition], {
    startsAt: at,
    perform: (work, instance) => performDry(work, instance, world.now),
    seen: (effect) => note(effect, () => world.now.toISOString(), { log, path, tasks, taken }),
  });
  world.start(definition.name, variables);
  return { world, log, path, tasks, taken, began: { at: at.toISOString(), variables }, moves: [] };
}

/** The run so far as a scenario of the process; nothing of the record but what the process reads. */
export function scenarioOf({ world, path, began, moves }: Simulation, definition: ProcessDefinition, id: string, label: string): ProcessScenario {
  const { status } = world.instances[0]!.state;
  const { scenarios: _scenarios, ...read } = definition;
  const text = JSON.stringify(read);
  const { record, ...rest } = began.variables;
  const kept = record !== null && typeof record === "object" ? Object.fromEntries(Object.entries(record).filter(([key]) => text.includes(`record.${key}`))) : undefined;
  const variables: Values = { ...rest, ...(kept && { record: kept }) };
  return {
    id, label, startsAt: began.at, ...(Object.keys(variables).length > 0 && { variables }), ...(moves.length > 0 && { moves: [...moves] }),
    path: [...path], status: status === "cancelled" ? "terminated" : status,
  };
}

/** A kept run, begun anew and brought as far as it then was; it stops where something goes otherwise. */
export function replay(definition: ProcessDefinition, scenario: ProcessScenario): Simulation {
  const simulation = startSimulation(definition, scenario.variables ?? {}, new Date(scenario.startsAt ?? SCENARIO_START));
  for (const { task, wait, time, decision, variables } of scenario.moves ?? []) {
    const open = openTasks(simulation, definition).find(({ node }) => node === task);
    const waiting = openWaits(simulation).find((one) => one.node === wait && (one.kind === "message" || one.kind === "signal"));
    const span = time === undefined ? undefined : readDuration(time);
    if (span) passTime(simulation, addTo(simulation.world.now, span, "UTC").getTime() - simulation.world.now.getTime());
    else if (open) finish(simulation, open, decision, variables);
    else if (waiting) answer(simulation, waiting);
    else break;
  }
  return simulation;
}

function note(effect: Effect, at: () => string, { log, path, tasks, taken }: Pick<Simulation, "log" | "path" | "tasks" | "taken">): void {
  if (effect.type === "journal" && effect.event === "entered") {
    path.push(effect.node);
    log.push({ at: at(), what: "entered", node: effect.node });
  } else if (effect.type === "journal" && effect.event === "left" && Array.isArray(effect.detail)) taken.push(...effect.detail.map(String));
  else if (effect.type === "createTask") {
    tasks.push(effect.node);
    log.push({ at: at(), what: "task", node: effect.node });
  } else if (effect.type === "callService" || effect.type === "runScript" || effect.type === "decide") log.push({ at: at(), what: "service", node: effect.node });
  else if (effect.type === "sendMessage") log.push({ at: at(), what: "message", node: effect.node, text: effect.name });
  else if (effect.type === "wait") log.push({ at: at(), what: "waits", node: effect.node, ...(effect.due !== undefined && { text: effect.due }) });
  else if (effect.type === "incident") log.push({ at: at(), what: "incident", node: effect.node, text: effect.message });
  else if (effect.type === "endInstance") log.push({ at: at(), what: "ended", text: effect.status });
}

export const isRunning = ({ world }: Simulation): boolean => world.instances.some((one) => one.state.status === "running");

/** Tokens by node, for the drawing. */
export function tokensOf({ world }: Simulation): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { state } of world.instances) if (state.status === "running") for (const token of Object.values(state.tokens)) counts.set(token.node, (counts.get(token.node) ?? 0) + 1);
  return counts;
}

/** Nodes passed and flows taken. */
export const visitedOf = ({ path, taken }: Simulation): ReadonlySet<string> => new Set([...path, ...taken]);

export function openTasks({ world }: Simulation, definition: ProcessDefinition): readonly OpenTask[] {
  return world.instances.filter(({ state }) => state.status === "running").flatMap((instance) => Object.values(instance.state.tokens).flatMap((token): OpenTask[] => {
    const node = definition.nodes.find((one) => one.id === token.node);
    const held = Object.values(instance.state.frames).some((frame) => frame.holder === token.id);
    if (!node || held || token.status !== "active" || (node.type !== "userTask" && node.type !== "manualTask")) return [];
    return [{ instance, token: token.id, node: node.id, decisions: node.type === "userTask" ? (node.options?.decisions ?? []) : [] }];
  }));
}

export interface OpenWait {
  readonly instance: Instance;
  readonly wait: number;
  readonly kind: string;
  readonly node: string;
  readonly name?: string;
  readonly due?: string;
}

export const openWaits = ({ world }: Simulation): readonly OpenWait[] => world.instances.filter(({ state }) => state.status === "running").flatMap((instance) => Object.values(instance.state.waits).filter((wait) => !wait.met).map((wait) => ({
  instance, wait: wait.id, kind: wait.kind, node: wait.node, ...(wait.name !== undefined && { name: wait.name }), ...(wait.due !== undefined && { due: wait.due }),
})));

export function finish({ world, moves }: Simulation, { instance, token, node }: OpenTask, decision?: string, variables: Values = {}): void {
  moves.push({ task: node, ...(decision !== undefined && { decision }), ...(Object.keys(variables).length > 0 && { variables }) });
  world.send(instance, { type: "done", token, variables: { ...variables, ...(decision !== undefined && { decision }) } });
}

export function passTime({ world, moves }: Simulation, ms: number): void {
  if (ms > 0) moves.push({ time: `PT${ms / 1000}S` });
  world.pass(ms);
}

/** Moves the clock to the next thing that is due; false when nothing is. */
export function passToNext(simulation: Simulation): boolean {
  const next = openWaits(simulation).flatMap(({ due }) => (due === undefined ? [] : [Date.parse(due)])).sort((a, b) => a - b)[0];
  if (next === undefined) return false;
  passTime(simulation, Math.max(0, next - simulation.world.now.getTime()));
  return true;
}

export function answer({ world, moves }: Simulation, { instance, wait, kind, name, node }: OpenWait): void {
  moves.push({ wait: node });
  if (kind === "message") world.send(instance, { type: "message", wait });
  else if (kind === "signal") world.send(instance, { type: "signal", name: name ?? "" });
}

/** One thing that can happen next: the first task is done by its first button, a message comes, or time passes. False when nothing can. */
export function step(simulation: Simulation, definition: ProcessDefinition): boolean {
  const [task] = openTasks(simulation, definition);
  if (task) {
    finish(simulation, task, task.decisions[0]?.name);
    return true;
  }
  const message = openWaits(simulation).find(({ kind }) => kind === "message" || kind === "signal");
  if (message) {
    answer(simulation, message);
    return true;
  }
  return passToNext(simulation);
}

export function toTheEnd(simulation: Simulation, definition: ProcessDefinition): void {
  for (let count = 0; count < STEPS && isRunning(simulation) && step(simulation, definition); count++);
}

export type Point = "terms" | "notifications" | "tasks" | "people" | "attachments" | "breaks" | "rights" | "journal";

export interface Finding {
  readonly point: Point;
  readonly fine: boolean;
  /** How many of how many, or the elements to look at. */
  readonly count: number;
  readonly of: number;
  readonly elements: readonly string[];
}

/** The eight points: terms, notifications, tasks set, people, attachments, no unmotivated breaks, rights, journal. */
export function checklist(definition: ProcessDefinition, simulation: Simulation | undefined): readonly Finding[] {
  const tasks = definition.nodes.filter((node) => node.type === "userTask");
  const loose = definition as { readonly entity?: string; readonly actsAs?: readonly string[]; readonly journal?: string };
  const lanes = new Map((definition.lanes ?? []).map((lane) => [lane.id, lane]));
  const about = (point: Point, all: readonly { readonly id: string }[], good: (node: never) => boolean): Finding => {
    const bad = all.filter((node) => !good(node as never)).map(({ id }) => id);
    return { point, fine: bad.length === 0, count: all.length - bad.length, of: all.length, elements: bad };
  };
  const services = definition.nodes.filter((node) => node.type === "serviceTask");
  const notices = definition.nodes.filter((node) => node.type === "sendTask" || (node.type === "serviceTask" && node.options?.service === "sendMail"));
  const ended = simulation !== undefined && simulation.world.instances.every(({ state }) => state.status === "completed" || state.status === "terminated");
  const stuck = simulation === undefined ? [] : simulation.world.instances.flatMap(({ state }) => Object.values(state.tokens).filter((token) => token.status === "failed").map((token) => token.node));
  return [
    about("terms", tasks, (node: (typeof tasks)[number]) => node.type === "userTask" && node.options?.due !== undefined),
    { point: "notifications", fine: true, count: notices.length, of: notices.length, elements: [] },
    about("tasks", tasks, (node: (typeof tasks)[number]) => simulation?.tasks.includes(node.id) ?? false),
    about("people", tasks, (node: (typeof tasks)[number]) => node.type === "userTask" && ((node.options?.responsible?.length ?? 0) > 0 || (lanes.get(node.lane ?? "")?.responsible?.length ?? 0) > 0)),
    { point: "attachments", fine: loose.entity !== undefined, count: loose.entity === undefined ? 0 : tasks.length, of: tasks.length, elements: [] },
    { point: "breaks", fine: isPublishable(checkProcess(definition)) && ended && stuck.length === 0, count: ended ? 1 : 0, of: 1, elements: stuck },
    { point: "rights", fine: true, count: loose.actsAs?.length ?? 0, of: services.length, elements: [] },
    { point: "journal", fine: loose.journal !== "off", count: loose.journal === "off" ? 0 : 1, of: 1, elements: [] },
  ];
}

export const begins = (definition: ProcessDefinition): boolean => definition.nodes.some((node) => definitionOf(node.type).role === "start") && checkProcess(definition).every((problem) => problem.area !== "structure" || problem.severity !== "error");
