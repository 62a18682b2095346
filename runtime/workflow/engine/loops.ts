/**
 * Repetition. The token outside holds a frame of kind "loop"; each round has a frame of its own with `loopCounter` (from 1) and
 * the present item, and a token at the same node that does the work once.
 */
import type { Json, Loop, Values } from "../definition/types";
import type { TriggerType } from "../triggers/options";
import type { TriggerBehaviour } from "../triggers/trigger-type";
import { StepFailure, type CompiledNode } from "./compiled";
import { evaluate, evaluateCondition } from "./evaluate";
import { cancelFrame, closeFrame, openFrame } from "./frames";
import { PROCESS_LIMITS } from "./limits";
import { frameOf, journal, type Run } from "./run";
import type { Frame, Token } from "./state";
import { addToken, finish, removeToken } from "./tokens";
import { setVariables } from "./variables";

type Multiple = Extract<Loop, { kind: "parallel" | "sequential" }>;

export function startLoop(run: Run, token: Token, node: CompiledNode): void {
  const loop = node.def.loop!;
  const frame = openFrame(run, "loop", node.id, token.id, token.frame);
  if (loop.kind === "repeat") {
    frame.loop = { total: loop.maximum ?? PROCESS_LIMITS.rounds, started: 0, done: 0 };
    if (loop.testBefore && !wantsRound(run, frame, loop)) return endLoop(run, frame, node);
    return startRound(run, frame, node);
  }
  const items = loop.items === undefined ? undefined : listOf(run, token, loop.items);
  const total = items?.length ?? countOf(run, token, loop);
  if (total > PROCESS_LIMITS.rounds) throw new StepFailure("tooMany", `“${node.def.label ?? node.id}” would run ${total} times; ${PROCESS_LIMITS.rounds} is the limit.`, "Work on fewer items at once.");
  frame.loop = { total, started: 0, done: 0, ...(items && { items }), ...(loop.collect && { collected: Array.from({ length: total }, () => null) }) };
  if (total === 0) return endLoop(run, frame, node);
  const atOnce = loop.kind === "sequential" ? 1 : Math.min(total, PROCESS_LIMITS.roundsAtOnce);
  for (let i = 0; i < atOnce; i++) startRound(run, frame, node);
}

function listOf(run: Run, token: Token, formula: string): readonly Json[] {
  const items = evaluate(run, token.frame, formula);
  if (Array.isArray(items)) return items as readonly Json[];
  throw new StepFailure("items", `“${formula}” gives no list to go through.`, "Set the list and try again.");
}

function countOf(run: Run, token: Token, loop: Multiple): number {
  const value = evaluate(run, token.frame, loop.count ?? "1");
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  throw new StepFailure("count", `“${loop.count}” gives ${JSON.stringify(value)}; how often the activity runs must be a whole number, 0 or more.`, "Set the number and try again.");
}

function startRound(run: Run, frame: Frame, node: CompiledNode): void {
  const { loop } = node.def;
  const index = frame.loop!.started++;
  const item = loop!.kind !== "repeat" && loop!.item !== undefined && frame.loop!.items ? { [loop!.item]: frame.loop!.items[index]! } : {};
  const round = openFrame(run, "round", node.id, frame.holder, frame.id, { loopCounter: index + 1, ...item });
  addToken(run, round.id, node.id, "ready", { round: true });
}

/** A round is done: throw what it announces, then the next round, the rest cancelled, or the end. */
export function roundDone(run: Run, token: Token, node: CompiledNode): void {
  const round = frameOf(run, token.frame);
  const frame = frameOf(run, round.parent);
  const loop = node.def.loop!;
  const state = frame.loop!;
  state.done += 1;
  journal(run, "left", token, { round: round.variables.loopCounter ?? null });
  if (loop.kind !== "repeat") {
    if (loop.collect) state.collected![Number(round.variables.loopCounter) - 1] = evaluate(run, round.id, loop.collect.from);
    announce(run, token, frame, loop);
    if (!run.state.frames[frame.id]) return;
  }
  const ends = loop.kind === "repeat" ? !wantsRound(run, frame, loop) : state.done === state.total || (loop.completion !== undefined && evaluateCondition(run, round.id, loop.completion, counters(state)));
  removeToken(run, token);
  closeFrame(run, round);
  if (ends) endLoop(run, frame, node);
  else if (state.started < state.total) startRound(run, frame, node);
}

function wantsRound(run: Run, frame: Frame, loop: Extract<Loop, { kind: "repeat" }>): boolean {
  const { started, total, done } = frame.loop!;
  if (started >= total) return false;
  if (loop.condition === undefined) return loop.maximum !== undefined;
  return evaluateCondition(run, frame.id, loop.condition, { loopCounter: done });
}

const counters = (state: NonNullable<Frame["loop"]>): Values => ({
  numberOfInstances: state.total, numberOfActiveInstances: state.started - state.done, numberOfCompletedInstances: state.done, numberOfTerminatedInstances: 0,
});

function announce(run: Run, token: Token, frame: Frame, loop: Multiple): void {
  if (!loop.announce || (loop.announce === "first" && frame.loop!.done > 1)) return;
  for (const { condition, trigger } of loop.announcements ?? []) {
    if (!run.state.tokens[token.id]) return;
    if (loop.announce === "when" && condition !== undefined && !evaluateCondition(run, token.frame, condition, counters(frame.loop!))) continue;
    (run.process.triggers[trigger.type] as TriggerBehaviour<TriggerType>).throw?.(run, trigger, token);
  }
}

function endLoop(run: Run, frame: Frame, node: CompiledNode): void {
  const outer = run.state.tokens[frame.holder]!;
  const { loop } = node.def;
  if (loop!.kind !== "repeat" && loop!.collect) setVariables(run, outer.frame, { [loop!.collect.to]: frame.loop!.collected ?? [] });
  cancelFrame(run, frame);
  finish(run, outer);
}
