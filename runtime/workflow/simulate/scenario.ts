/** Plays a scenario of a process: the true engine, tasks and messages as they were done when it was kept, services that answer at once. Pure. */
import type { ProcessDefinition, ProcessScenario, ScenarioMove, Values } from "../definition/types";
import type { CalendarNamed } from "../engine/calendars";
import { runScript } from "../engine/script";
import { addTo, readDuration } from "../engine/timers";
import { payloadOf, sampleAddresses } from "../engine/web-calls";
import { variablesSeen } from "./seen";
import { World, type Instance, type Work, type WorkResult } from "./world";

export interface ScenarioPlayed {
  readonly ok: boolean;
  readonly path: readonly string[];
  /** What went otherwise, in a sentence. */
  readonly message?: string;
}

/** What a dry run knows beside the process: the tables it asks, the working calendars of its terms. Without them tables say nothing, and terms are plain time. */
export interface Surroundings {
  decide?(decision: string, input: Values, moment: { readonly now: Date; readonly timeZone: string }): WorkResult;
  readonly calendars?: CalendarNamed;
}

/** When a scenario that does not say begins: a Monday morning. */
export const SCENARIO_START = "2026-01-05T09:00:00Z";

class Otherwise extends Error {}

export function playScenario(process: ProcessDefinition, scenario: ProcessScenario, others: readonly ProcessDefinition[] = [], around: Surroundings = {}): ScenarioPlayed {
  const path: string[] = [];
  const world: World = new World([process, ...others.filter(({ name }) => name !== process.name)], {
    startsAt: new Date(scenario.startsAt ?? SCENARIO_START),
    perform: (work, instance) => performDry(work, instance, world.now, around),
    ...(around.calendars && { calendars: around.calendars }),
    seen: (effect, instance) => {
      if (effect.type === "journal" && effect.event === "entered" && instance.definition === process) path.push(effect.node);
    },
  });
  try {
    world.start(process.name, { ...sampleAddresses(process), ...scenario.variables });
    (scenario.moves ?? []).forEach((move, at) => make(world, move, at));
    compare(scenario, path, world);
    return { ok: true, path };
  } catch (error) {
    // The engine's own sentences are as good as ours.
    return { ok: false, path, message: error instanceof Error ? error.message : String(error) };
  }
}

/** What a dry run does: tasks wait for a hand, scripts calculate, tables decide, everything else answers at once with nothing. */
export function performDry(work: Work, instance: Instance, now: Date, { decide }: Surroundings = {}): WorkResult {
  if (work.type === "createTask") return undefined;
  if (work.type === "callService") return {};
  const timeZone = instance.definition.timeZone ?? "UTC";
  const values = { ...variablesSeen(instance, work.token), ...work.input };
  if (work.type === "decide") return decide?.(work.options?.decision ?? "", values, { now, timeZone }) ?? {};
  const answer = runScript(work.options?.script ?? "", values, { now, timeZone });
  return "failure" in answer ? { failure: answer.failure } : { variables: answer.variables };
}

function make(world: World, { task, decision, variables, wait, time }: ScenarioMove, at: number): void {
  if (time !== undefined) {
    const duration = readDuration(time);
    if (!duration) throw new Otherwise(`Move ${at + 1}: “${time}” is no duration.`);
    return world.pass(addTo(world.now, duration, "UTC").getTime() - world.now.getTime());
  }
  if (task !== undefined) {
    const found = running(world).flatMap((instance) => Object.values(instance.state.tokens).filter((token) => token.node === task && token.status === "active").map((token) => ({ instance, token: token.id })))[0];
    if (!found) throw new Otherwise(`Move ${at + 1}: nobody has to do “${task}” then.`);
    return world.send(found.instance, { type: "done", token: found.token, variables: { ...variables, ...(decision !== undefined && { decision }) } });
  }
  const found = running(world).flatMap((instance) => Object.values(instance.state.waits).filter((one) => one.node === wait && !one.met && (one.kind === "message" || one.kind === "signal")).map((one) => ({ instance, wait: one })))[0];
  if (!found) throw new Otherwise(`Move ${at + 1}: “${wait ?? ""}” waits for nothing then.`);
  if (found.wait.kind === "signal") world.send(found.instance, { type: "signal", name: found.wait.name ?? "", ...(variables && { payload: variables }) });
  else {
    const payload = payloadOf(found.wait.name, variables);
    world.send(found.instance, { type: "message", wait: found.wait.id, ...(payload && { payload }) });
  }
}

const running = (world: World): readonly Instance[] => world.instances.filter(({ state }) => state.status === "running");

function compare({ path: wanted, status }: ProcessScenario, path: readonly string[], world: World): void {
  const at = wanted.findIndex((node, index) => path[index] !== node);
  if (at >= 0 || path.length > wanted.length) {
    const place = at >= 0 ? at : wanted.length;
    throw new Otherwise(`Step ${place + 1} must be ${wanted[place] === undefined ? "none" : `“${wanted[place]}”`}, but ${path[place] === undefined ? "nothing more happens" : `“${path[place]}” comes`}.`);
  }
  const became = world.instances[0]?.state.status ?? "running";
  if (became !== status) throw new Otherwise(`It must be ${status} in the end, but is ${became}.`);
}
