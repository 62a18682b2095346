/**
 * What a clock says, as pure arithmetic. It keeps when it began and each pause; the term is reckoned from these, so that another
 * calendar or another target moves it as if it had always been so.
 */
import { addSpan, addWorking, takeWorking, workingBetween } from "../calendars/arithmetic";
import type { WorkingCalendar } from "../calendars/calendar";
import { readDuration } from "../workflow/engine/timers";

/** From and to in milliseconds since 1970; `to` is null while it lasts. */
export type Pause = readonly [from: number, to: number | null];

export interface ClockState {
  readonly status: "running" | "paused" | "stopped";
  readonly startedAt: number;
  readonly pauses: readonly Pause[];
  readonly stoppedAt: number | null;
  /** ISO 8601. */
  readonly target: string;
  readonly dueAt: number;
  readonly breachedAt: number | null;
  /** Ids of events that have happened. */
  readonly fired: readonly string[];
  /** When somebody has to look next. */
  readonly nextAt: number | null;
}

/** What holds for the record now. `target`: undefined when it has no term. */
export interface ClockFacts {
  readonly start: boolean;
  readonly pause: boolean;
  readonly stop: boolean;
  readonly target?: string;
}

export interface ClockPlan {
  readonly calendar: WorkingCalendar;
  readonly events: readonly { readonly id: string; readonly before?: string }[];
}

const DAY = 86_400_000;

/** Pauses move the term by what was left of it when they began. */
export function dueOf({ calendar }: ClockPlan, { startedAt, target, pauses }: Pick<ClockState, "startedAt" | "target" | "pauses">): number {
  const { months, weeks, days, ms } = readDuration(target)!;
  let due = addSpan(calendar, startedAt, { months, weeks, days, ms: ms - (weeks * 7 + days) * DAY });
  for (const [from, to] of pauses) if (to !== null && from < due) due = addWorking(calendar, to, workingBetween(calendar, from, due));
  return due;
}

/** Working time left; negative: over the term by so much. Stands still while it is paused or stopped. */
export function leftOf({ calendar }: ClockPlan, state: ClockState, now: number): number {
  const at = state.stoppedAt ?? (state.status === "paused" ? state.pauses.at(-1)![0] : now);
  return at <= state.dueAt ? workingBetween(calendar, at, state.dueAt) : -workingBetween(calendar, state.dueAt, at);
}

/** When an event happens; those of a clock that stands still do not. */
export function momentOf({ calendar }: ClockPlan, { dueAt, startedAt }: ClockState, before: string | undefined): number {
  return before === undefined ? dueAt : Math.max(startedAt, takeWorking(calendar, dueAt, readDuration(before)!.ms));
}

/** Term, breach and next moment made anew from what is known. */
export function settleClock(plan: ClockPlan, state: Omit<ClockState, "dueAt" | "breachedAt" | "nextAt">, now: number): ClockState {
  const bare: ClockState = { ...state, dueAt: dueOf(plan, state), breachedAt: null, nextAt: null };
  const at = bare.stoppedAt ?? (bare.status === "paused" ? bare.pauses.at(-1)![0] : now);
  const moments = plan.events.map(({ id, before }) => ({ id, at: momentOf(plan, bare, before) }));
  // What was told of a term that has moved into the future is told again when it comes.
  const fired = bare.fired.filter((id) => moments.some((one) => one.id === id && one.at <= at));
  const open = moments.filter(({ id }) => !fired.includes(id)).map((one) => one.at);
  const breachedAt = bare.dueAt < at ? bare.dueAt : null;
  const waiting = breachedAt === null ? [...open, bare.dueAt] : open;
  return { ...bare, fired, breachedAt, nextAt: bare.status === "running" && waiting.length > 0 ? Math.min(...waiting) : null };
}

/** The clock after a record was written; undefined: it has not begun. */
export function reckon(plan: ClockPlan, before: ClockState | undefined, facts: ClockFacts, now: number): ClockState | undefined {
  if (!before) {
    if (!facts.start || facts.stop || facts.target === undefined) return undefined;
    const pauses: readonly Pause[] = facts.pause ? [[now, null]] : [];
    return settleClock(plan, { status: facts.pause ? "paused" : "running", startedAt: now, pauses, stoppedAt: null, target: facts.target, fired: [] }, now);
  }
  const target = facts.target ?? before.target;
  const status = facts.stop ? "stopped" : facts.pause ? "paused" : "running";
  return settleClock(plan, { ...before, ...turned(before, status, now), status, target }, now);
}

/** A clock that was stopped and goes on has stood still in between. */
function turned({ pauses, stoppedAt }: ClockState, status: ClockState["status"], now: number): Pick<ClockState, "pauses" | "stoppedAt"> {
  const last = pauses.at(-1);
  const still = last?.[1] === null ? last[0] : undefined;
  const done = still === undefined ? pauses : pauses.slice(0, -1);
  if (status === "stopped") return { stoppedAt: stoppedAt ?? still ?? now, pauses: still === undefined || stoppedAt !== null ? pauses : done };
  const since = stoppedAt ?? still;
  if (status === "paused") return { stoppedAt: null, pauses: [...done, [since ?? now, null]] };
  return { stoppedAt: null, pauses: since === undefined || since === now ? done : [...done, [since, now]] };
}
