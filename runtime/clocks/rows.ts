/** Rows of clocks, and the clocks of a model ready to reckon with. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import { workingCalendar } from "../calendars/calendar";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { ClockModel } from "../model/kinds/clock/model";
import type { AppModel, EntityModel } from "../model/types";
import type { ClockPlan, ClockState, Pause } from "./reckon";

/** A clock of the model with its calendar. */
export interface ReadyClock {
  readonly part: ClockModel;
  readonly plan: ClockPlan;
  /** Of everything its term depends on. */
  readonly digest: string;
}

const ready = new WeakMap<AppModel, ReadonlyMap<string, readonly ReadyClock[]>>();

function clocksByEntity(model: AppModel): ReadonlyMap<string, readonly ReadyClock[]> {
  let known = ready.get(model);
  if (!known) {
    const all = model.parts.clock.flatMap((part) => readyClock(model, part) ?? []);
    known = new Map(all.map(({ part: { entity } }) => [entity, all.filter(({ part }) => part.entity === entity)]));
    ready.set(model, known);
  }
  return known;
}

function readyClock(model: AppModel, part: ClockModel): ReadyClock | undefined {
  const calendar = model.parts.workingCalendar.find(({ name }) => name === part.calendar);
  if (!calendar) return undefined;
  const { label: _, ...meaning } = part;
  const digest = createHash("sha256").update(JSON.stringify([meaning, calendar.spec])).digest("hex").slice(0, 32);
  return { part, plan: { calendar: workingCalendar(calendar.spec), events: part.events }, digest };
}

/** Clocks of records of an entity, by its name. */
export const clocksFor = (model: AppModel, entity: string): readonly ReadyClock[] => clocksByEntity(model).get(entity) ?? [];
export const allClocks = (model: AppModel): readonly ReadyClock[] => [...clocksByEntity(model).values()].flat();

export interface ClockRow {
  readonly clock: string; readonly entity: string; readonly record_id: string; readonly status: ClockState["status"]; readonly started_at: Date | string; readonly pauses: readonly Pause[]; readonly stopped_at: Date | string | null;
  readonly target: string; readonly due_at: Date | string; readonly breached_at: Date | string | null; readonly fired: readonly string[]; readonly next_at: Date | string | null; readonly digest: string; readonly attempts: number;
}

export const CLOCK_ROW = sql`clock, entity, record_id, status, started_at, pauses, stopped_at, target, due_at, breached_at, fired, next_at, digest, attempts`;

const msOf = (at: Date | string | null): number | null => (at === null ? null : new Date(at).getTime());

export const stateOf = (row: ClockRow): ClockState => ({
  status: row.status, startedAt: msOf(row.started_at)!, pauses: row.pauses, stoppedAt: msOf(row.stopped_at), target: row.target, dueAt: msOf(row.due_at)!, breachedAt: msOf(row.breached_at), fired: row.fired, nextAt: msOf(row.next_at),
});

export interface Kept {
  readonly clock: ReadyClock;
  readonly id: string;
  readonly state: ClockState;
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export async function keepClocks(db: Queryable, entity: EntityModel, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ clock, id, state }) => ({
    clock: clock.part.id, record_id: id, status: state.status, started_at: iso(state.startedAt), pauses: state.pauses, stopped_at: iso(state.stoppedAt), target: state.target, due_at: iso(state.dueAt),
    breached_at: iso(state.breachedAt), fired: state.fired, next_at: iso(state.nextAt), digest: clock.digest,
  }));
  await db.change(sql`insert into ${sys("record_clocks")} (clock, entity, record_id, status, started_at, pauses, stopped_at, target, due_at, breached_at, fired, next_at, digest)
    select r.clock, ${entity.id}::text, r.record_id, r.status, r.started_at, r.pauses, r.stopped_at, r.target, r.due_at, r.breached_at, array(select jsonb_array_elements_text(r.fired)), r.next_at, r.digest
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (clock text, record_id uuid, status text, started_at timestamptz, pauses jsonb, stopped_at timestamptz, target text, due_at timestamptz, breached_at timestamptz, fired jsonb, next_at timestamptz, digest text)
    on conflict (clock, record_id) do update set status = excluded.status, started_at = excluded.started_at, pauses = excluded.pauses, stopped_at = excluded.stopped_at, target = excluded.target, due_at = excluded.due_at,
      breached_at = excluded.breached_at, fired = excluded.fired, next_at = excluded.next_at, digest = excluded.digest, attempts = 0`);
}
