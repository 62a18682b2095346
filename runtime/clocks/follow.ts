/** Clocks follow their records: in the transaction that writes a record its clocks begin, pause, go on and stop. */
import { sql } from "kysely";
import type { Condition } from "../expressions/condition";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import type { Ctx } from "../kernel/context";
import { newId } from "../kernel/ids";
import { systemPrincipal } from "../kernel/principal";
import type { AppModel, EntityModel } from "../model/types";
import { askAllRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { reckon, type ClockFacts } from "./reckon";
import { CLOCK_ROW, clocksFor, keepClocks, stateOf, type ClockRow, type ReadyClock } from "./rows";

/** As the product looks at records. */
export const clockContext = (now: Date): Ctx => ({ principal: systemPrincipal("clock"), channel: "system", now, timeZone: "UTC", language: "en", requestId: newId() });

interface Place {
  readonly model: AppModel;
  readonly db: Queryable;
  readonly now: Date;
}

/** A record that was written; `after` null: it went to the trash. */
interface Written {
  readonly entity: EntityModel;
  readonly id: string;
  readonly after: unknown;
}

export const hasClocks = (model: AppModel, entity: EntityModel): boolean => clocksFor(model, entity.name).length > 0;

export async function followClocks(place: Place, touched: readonly Written[]): Promise<void> {
  const last = new Map(touched.filter(({ entity }) => hasClocks(place.model, entity)).map((one) => [`${one.entity.id} ${one.id}`, one]));
  for (const entity of new Set([...last.values()].map((one) => one.entity))) {
    const written = [...last.values()].filter((one) => one.entity === entity);
    const gone = written.filter(({ after }) => after === null).map(({ id }) => id);
    if (gone.length > 0) await place.db.change(sql`update ${sys("record_clocks")} set next_at = null where entity = ${entity.id} and record_id = any(${gone}::uuid[])`);
    await reckonRecords(place, entity, clocksFor(place.model, entity.name), written.filter(({ after }) => after !== null).map(({ id }) => id));
  }
}

/** Asks what holds for the records, which the transaction must hold, and keeps what their clocks say now. */
export async function reckonRecords({ model, db, now }: Place, entity: EntityModel, clocks: readonly ReadyClock[], ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || clocks.length === 0) return;
  const conditions: Condition[] = [];
  const asked = (condition: Condition | undefined): number | undefined => (condition === undefined ? undefined : conditions.push(condition) - 1);
  const places = clocks.map(({ part }) => ({ start: asked(part.start), pause: asked(part.pause), stop: asked(part.stop)!, targets: part.targets.map(({ when }) => asked(when)) }));
  const ctx = clockContext(now);
  const answers = await askAllRules(db, readingOf(model, ctx.principal), entity, ids, conditions.map((condition) => [condition]), bindingsOf(ctx, []));
  const rows = await db.run<ClockRow>(sql<ClockRow>`select ${CLOCK_ROW} from ${sys("record_clocks")} where record_id = any(${[...ids]}::uuid[]) and clock = any(${clocks.map(({ part }) => part.id)}::text[]) for update`);
  const known = new Map(rows.map((row) => [`${row.clock} ${row.record_id}`, stateOf(row)]));
  await keepClocks(db, entity, clocks.flatMap((clock, c) => [...answers].flatMap(([id, holds]) => {
    const { start, pause, stop, targets } = places[c]!;
    const target = clock.part.targets.find((_, i) => targets[i] === undefined || holds[targets[i]])?.within;
    const facts: ClockFacts = { start: start === undefined || holds[start] === true, pause: pause !== undefined && holds[pause] === true, stop: holds[stop] === true, ...(target !== undefined && { target }) };
    const state = reckon(clock.plan, known.get(`${clock.part.id} ${id}`), facts, now.getTime());
    return state ? [{ clock, id, state }] : [];
  })));
}
