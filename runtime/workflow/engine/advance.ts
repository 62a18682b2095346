/**
 * advance(): the whole engine as one pure function. No I/O, no clock, no randomness: the same definition, state, event and time
 * give the same state and effects, in the server, in the simulator of the browser and in tests.
 *
 *     let { state, effects } = advance(definition, initialState(definition), { type: "start", variables: { amount: 5 } }, now);
 *     ({ state, effects } = advance(definition, state, { type: "done", token: 7 }, now));
 *
 * A step that fails (a condition that gives no answer, say) stops its own token with an incident; nothing it did remains. Since
 * the engine is deterministic this needs no undo log: the call begins again from the old state and stops the token at that step.
 */
import type { ProcessDefinition, Values } from "../definition/types";
import { applyEvent, Refusal } from "./apply";
import { NO_CALENDARS, type CalendarNamed } from "./calendars";
import { compileProcess, poolsOf } from "./compile";
import { StepFailure } from "./compiled";
import { askConditions } from "./conditions";
import type { Effect } from "./effects";
import { endEmptyFrames } from "./ended";
import type { ProcessEvent } from "./events";
import { PROCESS_LIMITS } from "./limits";
import { effect, isOver, journal, nextEvent, nodeOf, NOTHING, openRun, rootFrame, type Run } from "./run";
import type { ProcessState, Token } from "./state";
import { openFlows, park, take, waitingForOthers } from "./tokens";
import { visibleVariables } from "./variables";

export interface Advance {
  readonly state: ProcessState;
  readonly effects: readonly Effect[];
}

/** An instance that has not been started. `pool`: which process of the definition; the first that can be run when left out. */
export function initialState(definition: ProcessDefinition, pool?: string): ProcessState {
  const chosen = pool ?? poolsOf(definition).find((one) => one.executable !== false && definition.nodes.some((node) => (node.pool ?? poolsOf(definition)[0]!.id) === one.id))?.id;
  return { version: 1, pool: chosen ?? poolsOf(definition)[0]!.id, status: "running", next: 1, steps: 0, tokens: {}, frames: {}, waits: {} };
}

export function advance(definition: ProcessDefinition, state: ProcessState, event: ProcessEvent, now: Date, calendars: CalendarNamed = NO_CALENDARS): Advance {
  const course = openCourse(definition, state, now, calendars);
  const effects = course.send(event);
  return { state: course.state, effects };
}

/** An instance taken through several events at one moment: like advance() for each of them, but its state is copied once. */
export interface Course {
  /** As it is now; changed in place by the next event. The state it was opened with stays as it was. */
  readonly state: ProcessState;
  /** `seen`: variables of the process during this event and not after it. */
  send(event: ProcessEvent, seen?: Values): readonly Effect[];
}

interface Said {
  readonly event: ProcessEvent;
  readonly seen: Values;
  readonly failures: ReadonlyMap<number, StepFailure>;
}

export function openCourse(definition: ProcessDefinition, state: ProcessState, now: Date, calendars: CalendarNamed = NO_CALENDARS): Course {
  const process = compileProcess(definition);
  let base = state;
  /** What was sent since `base`. */
  let said: Said[] = [];
  let run: Run | undefined;

  /** To before the event that failed: what was sent before it is sent again to a copy of the base. */
  function goBack(): void {
    run = undefined;
    if (said.length === 0) return;
    const again = openRun(process, base, now, calendars);
    for (const { event, seen, failures } of said) happen(again, event, seen, failures);
    base = again.state;
    said = [];
  }

  function send(event: ProcessEvent, seen: Values = NOTHING): readonly Effect[] {
    const failures = new Map<number, StepFailure>();
    for (;;) {
      run ??= openRun(process, base, now, calendars);
      try {
        const effects = happen(run, event, seen, failures);
        said.push({ event, seen, failures });
        return effects;
      } catch (error) {
        const { step } = run;
        goBack();
        if (error instanceof Refusal) return [{ type: "refused", code: error.code, message: error.message }];
        if (!(error instanceof StepFailure)) throw error;
        if (step === 0) return [{ type: "refused", code: "wrong", message: error.message }];
        failures.set(step, error);
      }
    }
  }

  return {
    get state() {
      return run?.state ?? base;
    },
    send,
  };
}

function happen(run: Run, event: ProcessEvent, seen: Values, failures: ReadonlyMap<number, StepFailure>): readonly Effect[] {
  // What throws for everybody waits for `continue`, that is for the work handed out before it.
  nextEvent(run, event.type === "done");
  Object.assign(rootFrame(run.state)?.variables ?? {}, seen);
  applyEvent(run, event);
  endEmptyFrames(run);
  settle(run, failures);
  const { variables } = rootFrame(run.state) ?? {};
  for (const name of variables ? Object.keys(seen) : []) delete variables![name];
  return run.effects;
}

/** Moves tokens until every one rests, or the budget of this call is spent. */
function settle(run: Run, failures: ReadonlyMap<number, StepFailure>): void {
  while (!isOver(run)) {
    if (run.step >= PROCESS_LIMITS.stepsPerCall && (run.queue.length > 0 || run.late.length > 0)) return effect(run, { type: "continue" });
    const id = run.queue.shift();
    if (id !== undefined) stepOf(run, id, failures);
    else if (!askConditions(run, failures) && !settleJoins(run, failures)) {
      const late = run.handedOut ? undefined : run.late.shift();
      if (late === undefined) break;
      stepOf(run, late, failures);
    }
  }
  if (!isOver(run) && run.late.length > 0) effect(run, { type: "continue" });
}

function stepOf(run: Run, id: number, failures: ReadonlyMap<number, StepFailure>): void {
  const token = run.state.tokens[id];
  if (!token || (token.status !== "ready" && token.status !== "leaving")) return;
  run.step += 1;
  // Rounds have a limit of their own: many of them are no endless loop.
  if (!token.round) run.state.steps += 1;
  const failure = failures.get(run.step) ?? endless(run, token);
  if (failure) return park(run, token, token.retry ?? token.status, failure, visibleVariables(run, token.frame));
  const node = nodeOf(run, token.node);
  if (token.status === "leaving") (node.behaviour.leave ?? ((r, t, n) => take(r, t, openFlows(r, t, n))))(run, token, node);
  else {
    journal(run, "entered", token);
    node.behaviour.enter(run, token, node);
  }
  endEmptyFrames(run);
}

function endless(run: Run, token: Token): StepFailure | undefined {
  if (run.state.steps <= PROCESS_LIMITS.automaticSteps) return undefined;
  return new StepFailure("endless", `The process took ${PROCESS_LIMITS.automaticSteps} steps without anybody doing anything; at “${token.node}” it was stopped as an endless loop.`, "Mend the loop in a new version and move the instance there, or try again to let it run on.");
}

/** Nothing moves: gateways that wait for what may still come are asked. True when one went on. */
function settleJoins(run: Run, failures: ReadonlyMap<number, StepFailure>): boolean {
  const asked = new Set<string>();
  for (const token of waitingForOthers(run)) {
    const key = `${token.frame}/${token.node}`;
    const node = nodeOf(run, token.node);
    if (!node.behaviour.settle || asked.has(key)) continue;
    asked.add(key);
    run.step += 1;
    const failure = failures.get(run.step);
    if (failure) park(run, token, "ready", failure, visibleVariables(run, token.frame));
    else if (node.behaviour.settle(run, run.state.frames[token.frame]!, node)) {
      endEmptyFrames(run);
      return true;
    }
  }
  return false;
}
