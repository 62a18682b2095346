/**
 * Notifications that steps ask for (their cards): people are told when a step begins, before and after its term, and when it is done.
 * Each is a job of the instance, looked at again when its time has come (tell-notice.ts): the term may have moved, and the work may be done by then.
 */
import { sql } from "kysely";
import type { WorkingCalendar } from "../calendars/calendar";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { SOON, type StepCardOptions, type StepNotification } from "../workflow/definition/step-card";
import type { ProcessDefinition } from "../workflow/definition/types";
import { calendarAt } from "../workflow/engine/calendars";
import { addTo, readDuration } from "../workflow/engine/timers";
import { calendarsOf } from "./calendars";
import type { Run } from "./running";

const DAY_MS = 86_400_000;

const cards = new WeakMap<ProcessDefinition, ReadonlyMap<string, readonly StepNotification[]>>();

/** What a step wants told; looked through once for each version. */
export function noticesOf({ version: { model: { definition } } }: Run, node: string): readonly StepNotification[] {
  let found = cards.get(definition);
  if (!found) cards.set(definition, (found = new Map(definition.nodes.flatMap(({ id, options }) => ((options as StepCardOptions | undefined)?.notifications ? [[id, (options as StepCardOptions).notifications!] as const] : [])))));
  return found.get(node) ?? [];
}

/** The latest moment from which a time span ends no later than a term: it is walked back in working time, too. */
export function momentBefore(due: Date, before: string, timeZone: string, calendar?: WorkingCalendar): Date {
  const span = readDuration(before);
  if (!span) return due;
  const fits = (at: number): boolean => addTo(new Date(at), span, timeZone, calendar).getTime() <= due.getTime();
  let [low, high] = [due.getTime() - span.ms * 4 - span.months * 62 * DAY_MS - 60 * DAY_MS, due.getTime()];
  if (!fits(low)) return new Date(low);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return new Date(high);
}

/** When a notification about a term is due. */
export function momentOf(run: Run, node: string, { on, before }: StepNotification, due: Date): Date {
  const { definition } = run.version.model;
  return on === "overdue" ? due : momentBefore(due, before ?? SOON, definition.timeZone ?? "UTC", calendarAt(definition, node, calendarsOf(run.model)));
}

/** A step has begun: who is told now, and who when its term comes. */
export function noteBegun(run: Run, { token, node, due }: { readonly token: number; readonly node: string; readonly due: Date | null }): void {
  for (const one of noticesOf(run, node)) {
    if (one.on === "completed" || (one.on !== "created" && due === null)) continue;
    const dueAt = one.on === "created" ? run.now : momentOf(run, node, one, due!);
    // A term nearer than the warning: it is as new as the task itself.
    if (one.on !== "dueSoon" || dueAt > run.now) run.jobs.push({ instance: run.row.id, dueAt, payload: { kind: "notice", token, node, notification: one.id } });
  }
}

export function noteDone(run: Run, node: string, token: number): void {
  for (const { id } of noticesOf(run, node).filter(({ on }) => on === "completed")) run.jobs.push({ instance: run.row.id, payload: { kind: "notice", token, node, notification: id } });
}

/** Terms of an instance have moved: its notices look when theirs is now. */
export const lookAgain = ({ tx, now }: { readonly tx: Tx; readonly now: Date }, instance: string): Promise<number> =>
  tx.change(sql`update ${sys("process_jobs")} set due_at = ${now}::timestamptz where instance_id = ${instance}::uuid and kind = 'notice' and due_at > ${now}::timestamptz`);
