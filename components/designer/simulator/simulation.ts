/**
 * A dry run: the true engine over a world without a database. Tasks wait for a hand, services answer at once, the clock moves when
 * it is told to. What it found is told in report.ts.
 */
import { checkProcess } from "../../../runtime/workflow/check/check-process";
import type { ProcessDefinition, ProcessScenario, ScenarioMove, Text, Values } from "../../../runtime/workflow/definition/types";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import type { Effect } from "../../../runtime/workflow/engine/effects";
import { addTo, readDuration } from "../../../runtime/workflow/engine/timers";
import type { NodeOptions } from "../../../runtime/workflow/nodes/options";
import { payloadOf, sampleAddresses } from "../../../runtime/workflow/engine/web-calls";
import { performDry, SCENARIO_START, type Surroundings } from "../../../runtime/workflow/simulate/scenario";
import { dueSeen, textSeen, variablesSeen } from "../../../runtime/workflow/simulate/seen";
import { World, type Instance, type Work } from "../../../runtime/workflow/simulate/world";

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
  /** Steps that set a task → when it was due, ISO; null: its term said no time. */
  readonly terms: Map<string, string | null>;
  /** Steps that sent a letter → to whom; null: to nobody that could be read. */
  readonly letters: Map<string, string | null>;
  /** What it began with and what was done since: a scenario, once somebody keeps it. */
  readonly began: { readonly at: string; readonly variables: Values };
  readonly moves: ScenarioMove[];
}

/** Steps "to the end" takes at most. */
const STEPS = 500;

export function startSimulation(definition: ProcessDefinition, variables: Values, at = new Date(), around: Surroundings = {}): Simulation {
  const notes = { log: [], path: [], tasks: [], taken: [], terms: new Map<string, string | null>(), letters: new Map<string, string | null>() };
  const world: World = new World([definition], {
    startsAt: at,
    perform: (work, instance) => performDry(work, instance, world.now, around),
    seen: (effect, instance) => {
      note(effect, () => world.now.toISOString(), notes);
      if (effect.type === "createTask" || effect.type === "callService") noteWork(effect, instance, world.now, around, notes);
    },
    ...(around.calendars && { calendars: around.calendars }),
  });
  world.start(definition.name, { ...sampleAddresses(definition), ...variables });
  return { world, ...notes, began: { at: at.toISOString(), variables }, moves: [] };
}

/** When a task is due, to whom a letter goes: as the run has it. */
function noteWork(effect: Extract<Work, { type: "createTask" | "callService" }>, instance: Instance, now: Date, { calendars }: Surroundings, { terms, letters }: Pick<Simulation, "terms" | "letters">): void {
  const values = { ...variablesSeen(instance, effect.token), ...effect.input };
  if (effect.type === "createTask") {
    const due = (effect.options as NodeOptions["userTask"] | undefined)?.due;
    if (due !== undefined) terms.set(effect.node, dueSeen(instance.definition, effect.node, due, values, now, calendars)?.toISOString() ?? null);
  } else if (effect.options?.service === "sendMail") {
    const to = textSeen((effect.options.settings?.["to"] ?? "") as Text, values, now, instance.definition.timeZone ?? "UTC")?.trim();
    letters.set(effect.node, to !== undefined && to.split(/[,;\s]+/).every((address) => ADDRESS.test(address)) ? to : null);
  }
}

const ADDRESS = /^[^\s@,;<>]{1,64}@[^\s@,;<>]{1,190}$/;

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
export function replay(definition: ProcessDefinition, scenario: ProcessScenario, around: Surroundings = {}): Simulation {
  const simulation = startSimulation(definition, scenario.variables ?? {}, new Date(scenario.startsAt ?? SCENARIO_START), around);
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
  const payload = payloadOf(name, undefined);
  if (kind === "message") world.send(instance, { type: "message", wait, ...(payload && { payload }) });
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

export const begins = (definition: ProcessDefinition): boolean => definition.nodes.some((node) => definitionOf(node.type).role === "start") && checkProcess(definition).every((problem) => problem.area !== "structure" || problem.severity !== "error");
