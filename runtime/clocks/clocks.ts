/** Clocks put together: what people see of them, and what the worker does. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { createLoop } from "../kernel/loop";
import type { Label } from "../model/types";
import type { QueryContext, Queries } from "../queries";
import { leftOf, settleClock } from "./reckon";
import { CLOCK_ROW, clocksFor, stateOf, type ClockRow } from "./rows";
import { backfillClocks, fireClocks, isBackfillWanted, renewClocks, type ClockDeps } from "./worker";

export type Clocks = ReturnType<typeof createClocks>;

export interface ClockView {
  readonly record: string;
  readonly clock: string;
  readonly label: string;
  readonly calendar: string;
  readonly status: "running" | "paused" | "stopped";
  readonly startedAt: string;
  readonly stoppedAt: string | null;
  readonly target: string;
  readonly dueAt: string;
  readonly breached: boolean;
  /** Working time left in milliseconds; negative: over the term. */
  readonly left: number;
  /** The first of its events has happened: it is time to hurry. */
  readonly warned: boolean;
}

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());
const wordsIn = (label: Label, language: string): string => label[language] ?? label["en"] ?? Object.values(label)[0] ?? "";

export function createClocks(deps: ClockDeps & { readonly queries: Queries }) {
  const { model, queries, log = () => undefined, everyMs = 1000 } = deps;
  let renewedFor: unknown;

  async function pass(now: Date): Promise<number> {
    const current = model();
    let done = 0;
    if (current !== renewedFor) done += await renewClocks(deps, now);
    if (current !== renewedFor || (await isBackfillWanted(deps.db))) done += await backfillClocks(deps, now);
    renewedFor = current;
    for (let looked = 1; looked > 0; done += looked) looked = await fireClocks(deps, now);
    return done;
  }
  const loop = createLoop(pass, { everyMs, failed: (error) => log("error", "Clocks could not be read; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }) });

  return {
    /** Clocks of records that the caller may read; those of others are left out. */
    async of(call: QueryContext, entityName: string, ids: readonly string[]): Promise<readonly ClockView[]> {
      const readable = (await queries.read(call, entityName, ids, { paths: ["id"], trusted: false, trash: "without", lock: false, questions: [] })).map(({ record }) => record["id"] as string);
      const entity = call.model.entities.get(entityName);
      if (!entity || readable.length === 0) return [];
      const rows = await call.db.run<ClockRow>(sql<ClockRow>`select ${CLOCK_ROW} from ${sys("record_clocks")} where entity = ${entity.id} and record_id = any(${readable}::uuid[]) order by started_at, clock`);
      const now = call.ctx.now.getTime();
      return rows.flatMap((row): readonly ClockView[] => {
        const ready = clocksFor(call.model, entityName).find(({ part }) => part.id === row.clock);
        if (!ready) return [];
        const state = settleClock(ready.plan, stateOf(row), now);
        const calendar = call.model.parts.workingCalendar.find(({ name }) => name === ready.part.calendar)!;
        return [{
          record: row.record_id, clock: ready.part.name, label: wordsIn(ready.part.label, call.ctx.language), calendar: wordsIn(calendar.label, call.ctx.language), status: state.status, startedAt: iso(state.startedAt)!, stoppedAt: iso(state.stoppedAt),
          target: state.target, dueAt: iso(state.dueAt)!, breached: state.breachedAt !== null, left: leftOf(ready.plan, state, now), warned: row.fired.length > 0,
        }];
      });
    },
    runOnce: loop.runOnce,
    startWorker: loop.start,
    stop: loop.stop,
  };
}
