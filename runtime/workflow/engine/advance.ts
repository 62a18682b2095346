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
import type { ProcessDefinition } from "../definition/types";
import { applyEvent, Refusal } from "./apply";
import { NO_CALENDARS, type CalendarNamed } from "./calendars";
import { compileProcess, poolsOf } from "./compile";
import { StepFailure } from "./compiled";
import { askConditions } from "./conditions";
import type { Effect } from "./effects";
import { endEmptyFrames } from "./ended";
import type { ProcessEvent } from "./events";
import { PROCESS_LIMITS } from "./limits";
import { effect, isOver, journal, nodeOf, openRun, type Run } from "./run";
import type { ProcessState, Token } from "./state";
import { openFlows, park, take } from "./tokens";
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
  const process = compileProcess(definition);
  const failures = new Map<number, StepFailure>();
  for (;;) {
    const run = openRun(process, state, now, calendars);
    try {
      // What throws for everybody waits for `continue`, that is for the work handed out before it.
      if (event.type === "done") run.late.length = 0;
      applyEvent(run, event);
      endEmptyFrames(run);
      settle(run, failures);
      return { state: run.state, effects: run.effects };
    } catch (error) {
      if (error instanceof Refusal) return { state, effects: [{ type: "refused", code: error.code, message: error.message }] };
      if (!(error instanceof StepFailure)) throw error;
      if (run.step === 0) return { state, effects: [{ type: "refused", code: "wrong", message: error.message }] };
      failures.set(run.step, error);
    }
  }
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
  for (const token of Object.values(run.state.tokens)) {
    const key = `${token.frame}/${token.node}`;
    const node = nodeOf(run, token.node);
    if (token.status !== "joined" || !node.behaviour.settle || asked.has(key)) continue;
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
