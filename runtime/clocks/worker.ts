/** What clocks do by themselves: events at their moments, and terms reckoned anew when a clock or its calendar has changed. Several workers may look: a row goes to one. */
import { sql } from "kysely";
import type { Database, Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Records } from "../entities/records";
import type { ClockEvent } from "../model/kinds/clock/model";
import { entityById } from "../model/accessors";
import type { AppModel, EntityModel } from "../model/types";
import { tableOf } from "../queries/scope";
import { clockContext, reckonRecords } from "./follow";
import { momentOf, settleClock } from "./reckon";
import { allClocks, CLOCK_ROW, keepClocks, stateOf, type ClockRow, type ReadyClock } from "./rows";

export interface ClockDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly records: Records;
  /** Tells people by a notification. */
  readonly tell: (tx: Tx, now: Date, rule: string, on: { readonly entity: EntityModel; readonly recordId: string }) => Promise<unknown>;
  /** Begins a process about a record. */
  readonly begin: (tx: Tx, now: Date, process: string, record: { readonly entity: string; readonly id: string }) => Promise<unknown>;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  readonly everyMs?: number;
}

const BATCH = 100;
const TRIES = 5;
const PAUSE_MS = 60_000;

/** Records before their clocks, as whoever writes a record does. */
const holdRecords = (tx: Tx, entity: EntityModel, ids: readonly string[]) => tx.run<{ id: string }>(sql`select id from ${tableOf(entity)} where id = any(${[...ids]}::uuid[]) and deleted_at is null order by id for update`);

/** Events whose moment has come; how many clocks were looked at. */
export async function fireClocks(deps: ClockDeps, now: Date): Promise<number> {
  const due = await deps.db.run(sql<Pick<ClockRow, "clock" | "entity" | "record_id">>`select clock, entity, record_id from ${sys("record_clocks")} where next_at <= ${now}::timestamptz order by next_at limit ${BATCH}`);
  let looked = 0;
  for (const one of due) if (await fire(deps, one, now)) looked++;
  return looked;
}

async function fire(deps: ClockDeps, { clock, entity: entityId, record_id }: Pick<ClockRow, "clock" | "entity" | "record_id">, now: Date): Promise<boolean> {
  const model = deps.model();
  const ready = allClocks(model).find(({ part }) => part.id === clock);
  const entity = entityById(model, entityId);
  const which = sql`clock = ${clock} and record_id = ${record_id}::uuid`;
  try {
    return await deps.db.transaction(async (tx) => {
      const held = entity ? await holdRecords(tx, entity, [record_id]) : [];
      const [row] = await tx.run<ClockRow>(sql<ClockRow>`select ${CLOCK_ROW} from ${sys("record_clocks")} where ${which} and next_at <= ${now}::timestamptz for update skip locked`);
      if (!row) return false;
      // A clock that was uninstalled, or whose record is gone, sleeps; the digest wakes it when it is back.
      if (!ready || !entity || held.length === 0) return (await tx.change(sql`update ${sys("record_clocks")} set next_at = null, digest = '' where ${which}`)) > 0;
      await happen(deps, tx, ready, entity, row, now);
      return true;
    });
  } catch (error) {
    deps.log?.("error", "A clock could not be read; it is tried again.", { clock, record: record_id, error: error instanceof Error ? error.message : "unknown" });
    await deps.db.change(sql`update ${sys("record_clocks")} set next_at = ${new Date(now.getTime() + PAUSE_MS)}::timestamptz where ${which}`);
    return false;
  }
}

async function happen(deps: ClockDeps, tx: Tx, clock: ReadyClock, entity: EntityModel, row: ClockRow, now: Date): Promise<void> {
  const before = stateOf(row);
  const due = clock.part.events.filter(({ id, before: ahead }) => !before.fired.includes(id) && momentOf(clock.plan, before, ahead) <= now.getTime());
  const state = settleClock(clock.plan, { ...before, fired: [...before.fired, ...due.map(({ id }) => id)] }, now.getTime());
  // Written first: what an event does to the record is followed by the clock as it is then.
  await keepClocks(tx, entity, [{ clock, id: row.record_id, state }]);
  for (const event of due) {
    try {
      await tx.savepoint(() => perform(deps, tx, entity, event, row.record_id, now));
    } catch (error) {
      const hopeless = row.attempts + 1 >= TRIES;
      deps.log?.(hopeless ? "error" : "warn", hopeless ? "An event of a clock could not happen and was given up." : "An event of a clock could not happen; it is tried again.", { clock: clock.part.name, event: event.id, record: row.record_id, error: error instanceof Error ? error.message : "unknown" });
      if (!hopeless) await tx.change(sql`update ${sys("record_clocks")} set fired = array_remove(fired, ${event.id}), attempts = ${row.attempts + 1}::int, next_at = ${new Date(now.getTime() + PAUSE_MS)}::timestamptz where clock = ${row.clock} and record_id = ${row.record_id}::uuid`);
    }
  }
}

async function perform({ model, records, tell, begin }: ClockDeps, tx: Tx, entity: EntityModel, { notify, set, process }: ClockEvent, id: string, now: Date): Promise<void> {
  if (set) await records.together({ model: model(), ctx: clockContext(now), tx }, (unit) => records.updateIn(unit, entity.name, id, { ...set }, { byRule: true }));
  const rule = notify === undefined ? undefined : model().parts.notification.find(({ name }) => name === notify)?.id;
  if (rule !== undefined) await tell(tx, now, rule, { entity, recordId: id });
  if (process !== undefined) await begin(tx, now, process, { entity: entity.id, id });
}

/** Clocks whose definition or calendar is another by now; how many were reckoned anew. */
export async function renewClocks({ db, model }: Pick<ClockDeps, "db" | "model">, now: Date): Promise<number> {
  let renewed = 0;
  for (const clock of allClocks(model())) {
    const entity = model().entities.get(clock.part.entity);
    for (let more = entity !== undefined; more; ) {
      const count = await db.transaction(async (tx) => {
        const rows = await tx.run<{ record_id: string }>(sql`select record_id from ${sys("record_clocks")} where clock = ${clock.part.id} and digest <> ${clock.digest} and status <> 'stopped' order by record_id limit ${BATCH}`);
        const ids = rows.map(({ record_id }) => record_id);
        const held = ids.length > 0 ? (await holdRecords(tx, entity!, ids)).map(({ id }) => id) : [];
        await reckonRecords({ model: model(), db: tx, now }, entity!, [clock], held);
        const gone = ids.filter((id) => !held.includes(id));
        if (gone.length > 0) await tx.change(sql`update ${sys("record_clocks")} set next_at = null, digest = ${clock.digest} where clock = ${clock.part.id} and record_id = any(${gone}::uuid[])`);
        return rows.length;
      });
      renewed += count;
      more = count === BATCH;
    }
  }
  return renewed;
}

/**
 * Records that were there before a clock, or came past it, get theirs from now on, in portions; how many were looked at. Several
 * workers may look: the portion goes to one.
 */
export async function backfillClocks({ db, model }: Pick<ClockDeps, "db" | "model">, now: Date): Promise<number> {
  let looked = 0;
  // What was uninstalled begins anew when it is back.
  await db.change(sql`delete from ${sys("clock_backfills")} where clock <> all(${allClocks(model()).map(({ part }) => part.id)}::text[])`);
  for (const clock of allClocks(model())) {
    const entity = model().entities.get(clock.part.entity);
    for (let count = BATCH; entity && count === BATCH; looked += count) count = await db.transaction((tx) => backfillPortion(tx, model(), clock, entity, now));
  }
  return looked;
}

/** Records came that no clock followed (seeds): they get theirs by the next backfill. */
export async function lookAgain(tx: Tx): Promise<void> {
  await tx.change(sql`update ${sys("clock_backfills")} set reached = null, done_at = null`);
}

/** Has somebody to look for records without their clocks? */
export const isBackfillWanted = async (db: Queryable): Promise<boolean> => (await db.run(sql`select 1 from ${sys("clock_backfills")} where done_at is null limit 1`)).length > 0;

async function backfillPortion(tx: Tx, model: AppModel, clock: ReadyClock, entity: EntityModel, now: Date): Promise<number> {
  const { part: { id: clockId }, digest } = clock;
  await tx.change(sql`insert into ${sys("clock_backfills")} (clock, digest) values (${clockId}, ${digest}) on conflict (clock) do update set digest = excluded.digest, reached = null, done_at = null where clock_backfills.digest <> excluded.digest`);
  const [row] = await tx.run<{ reached: string | null }>(sql`select reached from ${sys("clock_backfills")} where clock = ${clockId} and done_at is null for update skip locked`);
  if (!row) return 0;
  const ids = (await tx.run<{ id: string }>(sql`select id from ${tableOf(entity)} where deleted_at is null and id > ${row.reached ?? "00000000-0000-0000-0000-000000000000"}::uuid order by id limit ${BATCH}`)).map(({ id }) => id);
  const without = (await tx.run<{ id: string }>(sql`select r.id from unnest(${ids}::uuid[]) r (id) where not exists (select 1 from ${sys("record_clocks")} c where c.clock = ${clockId} and c.record_id = r.id)`)).map(({ id }) => id);
  const held = without.length > 0 ? (await holdRecords(tx, entity, without)).map(({ id }) => id) : [];
  await reckonRecords({ model, db: tx, now }, entity, [clock], held);
  await tx.change(sql`update ${sys("clock_backfills")} set reached = coalesce(${ids.at(-1) ?? null}::uuid, reached), done_at = ${ids.length < BATCH ? now : null}::timestamptz where clock = ${clockId}`);
  return ids.length;
}
