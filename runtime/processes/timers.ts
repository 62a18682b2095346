/** Timers of instances, and starts by time. Several workers may look: the row of the instance, or of the clock, goes to one. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { ProcessModel } from "../model/kinds/process/model";
import type { AppModel } from "../model/types";
import { calendarAt } from "../workflow/engine/calendars";
import { poolsOf } from "../workflow/engine/compile";
import { startTriggers } from "../workflow/engine/starts";
import { calendarsOf } from "./calendars";
import { cronAfter, timerAfter } from "./clock-times";
import { sendTo } from "./advance-instance";
import { beginInstance } from "./begin";
import type { Hand } from "./running";
import type { TimerRow } from "./store";

const BATCH = 100;
const TRIES = 5;

/** How many went off. */
export async function fireTimers(hand: Hand, now: Date): Promise<number> {
  const due = await hand.store.dueTimers(hand.db, now, BATCH);
  let fired = 0;
  for (const one of due) if (await fire(hand, one, now)) fired++;
  return fired;
}

async function fire(hand: Hand, timer: TimerRow, now: Date): Promise<boolean> {
  const { store } = hand;
  try {
    return await hand.db.transaction(async (tx) => {
      const row = await store.lockInstance(tx, timer.instance_id, { skip: true });
      if (!row || !(await store.timerIsDue(tx, timer, now))) return false;
      const { refused } = await sendTo({ hand, tx, now }, row, { type: "timer", wait: timer.wait });
      if (refused) await store.dropTimer(tx, timer, now);
      return !refused;
    });
  } catch (error) {
    hand.log?.("error", "A timer of a process could not go off; it is tried again.", { instance: timer.instance_id, error: error instanceof Error ? error.message : "unknown" });
    const again = timer.attempts + 1 >= TRIES ? 3_600_000 : 30_000;
    await store.postponeTimer(hand.db, timer, now, new Date(now.getTime() + again));
    return false;
  }
}

/** A start by time: of the document, or a start event with a timer. */
interface Clock {
  readonly part: ProcessModel;
  readonly start: string;
  /** Says when; another spec begins anew. */
  readonly spec: string;
  readonly pool?: string;
  readonly node?: string;
  /** The first time after a moment; undefined: never. `first`: it was never reckoned before. */
  next(after: Date, first: boolean): Date | undefined;
}

const NEVER = new Date("9999-01-01T00:00:00Z");

function clocksOf(part: ProcessModel, model: AppModel): readonly Clock[] {
  const own = part.starts.flatMap((start): Clock[] => (start.kind === "time" ? [{ part, start: start.id, spec: `${start.cron} ${start.timeZone}`, next: (after) => cronAfter(start.cron, start.timeZone, after) }] : []));
  const zone = part.definition.timeZone ?? "UTC";
  const drawn = poolsOf(part.definition).filter((pool) => pool.executable !== false).flatMap((pool) => startTriggers(part.definition, pool.id).flatMap(({ node, trigger }): Clock[] => {
    const text = trigger.type === "timer" ? trigger.date ?? trigger.duration ?? trigger.cycle : undefined;
    return typeof text === "string" ? [{ part, start: `node:${node}`, spec: text, pool: pool.id, node, next: (after, first) => timerAfter(text, zone, after, first, calendarAt(part.definition, node, calendarsOf(model))) }] : [];
  }));
  return [...own, ...drawn];
}

/** Begins what is due; what fell due while nothing ran begins once. How many began. */
export async function beginByTime(hand: Hand, now: Date): Promise<number> {
  const clocks = hand.model().parts.process.flatMap((part) => clocksOf(part, hand.model()));
  let begun = 0;
  for (const clock of clocks) if (await tick(hand, clock, now)) begun++;
  const known = clocks.map(({ part, start }) => `${part.id} ${start}`);
  await hand.db.change(sql`delete from ${sys("process_clocks")} where process || ' ' || start <> all(${known}::text[])`);
  return begun;
}

async function tick(hand: Hand, clock: Clock, now: Date): Promise<boolean> {
  const { part, start, spec } = clock;
  try {
    return await hand.db.transaction(async (tx) => {
      const which = sql`process = ${part.id} and start = ${start}`;
      const first = clock.next(now, true) ?? NEVER;
      await tx.change(sql`insert into ${sys("process_clocks")} (process, start, spec, due_at) values (${part.id}, ${start}, ${spec}, ${first}::timestamptz) on conflict (process, start) do update set spec = excluded.spec, due_at = excluded.due_at where process_clocks.spec <> excluded.spec`);
      const [row] = await tx.run(sql`select 1 from ${sys("process_clocks")} where ${which} and due_at <= ${now}::timestamptz for update skip locked`);
      if (!row) return false;
      await tx.change(sql`update ${sys("process_clocks")} set due_at = ${clock.next(now, false) ?? NEVER}::timestamptz where ${which}`);
      const version = await hand.versions.current(tx, part, hand.model().revision);
      await beginInstance({ hand, tx, now }, { version, startedBy: null, ...(clock.pool !== undefined && { pool: clock.pool }), ...(clock.node !== undefined && { node: clock.node }) });
      return true;
    });
  } catch (error) {
    hand.log?.("error", "A process could not begin at its time; it is tried again.", { process: part.name, error: error instanceof Error ? error.message : "unknown" });
    return false;
  }
}
