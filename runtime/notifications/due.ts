/** Rules of dates: what came due since the last look is told. A rule seen for the first time begins now. */
import { sql } from "kysely";
import type { Condition } from "../expressions/condition";
import type { Database, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { fieldType } from "../fields/index";
import type { NotificationModel, NotificationTrigger } from "../model/kinds/notification/model";
import type { EntityModel } from "../model/types";
import { addDays, localTime, momentOf, offsetMs } from "./moments";
import type { Telling } from "./occurrence";
import { asProduct } from "./recipients";
import { tell } from "./tell";

/** What came due while nothing ran for longer is not told any more. */
const LOOK_BACK_MS = 7 * 86_400_000;

/** Tells what came due; how many records. Of several workers one looks. */
export async function tellDue(db: Database, telling: (tx: Tx, now: Date) => Telling, rule: NotificationModel, now: Date, mergeSeconds: number): Promise<number> {
  return db.transaction(async (tx) => {
    const begun = await tx.change(sql`insert into ${sys("notification_clocks")} (rule, until) values (${rule.id}, ${now}::timestamptz) on conflict (rule) do nothing`);
    const [clock] = begun > 0 ? [] : await tx.run<{ until: Date | string }>(sql`select until from ${sys("notification_clocks")} where rule = ${rule.id} for update skip locked`);
    if (!clock || new Date(clock.until) >= now) return 0;
    const work = telling(tx, now);
    const entity = work.model.entities.get(rule.entity);
    const from = new Date(Math.max(new Date(clock.until).getTime(), now.getTime() - LOOK_BACK_MS));
    const reached = entity && dueBetween(entity, rule.on, from, now);
    let told = 0;
    if (entity && reached) for (const recordId of await recordsDue(work, rule, reached)) {
      await tell(work, { entity, recordId, verb: "due", changes: {}, actorId: null, at: now, mentions: [], rule: rule.id }, mergeSeconds);
      told++;
    }
    await tx.change(sql`update ${sys("notification_clocks")} set until = ${now}::timestamptz where rule = ${rule.id}`);
    return told;
  });
}

/** Records whose date makes the rule due after `from`, at the latest at `to`; undefined when no date can. */
export function dueBetween(entity: EntityModel, on: NotificationTrigger, from: Date, to: Date): Condition | undefined {
  const field = on.field!;
  const shift = offsetMs(on.offset);
  const [first, last] = [new Date(from.getTime() - shift), new Date(to.getTime() - shift)];
  const known = entity.fieldByName.get(field);
  if (known && fieldType(known.type).feel === "date") {
    const days: string[] = [];
    for (let day = addDays(localTime(first, on.timeZone).day, -1); day <= localTime(last, on.timeZone).day; day = addDays(day, 1)) {
      const moment = momentOf({ day, time: on.at }, on.timeZone);
      if (moment > first && moment <= last) days.push(day);
    }
    return days.length === 0 ? undefined : { all: [{ field, op: "gte", value: days[0]! }, { field, op: "lte", value: days.at(-1)! }] };
  }
  return { all: [{ field, op: "gt", value: first.toISOString() }, { field, op: "lte", value: last.toISOString() }] };
}

async function recordsDue(work: Telling, rule: NotificationModel, reached: Condition): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await work.queries.list(asProduct(work), rule.entity, { fields: ["id"], filter: rule.when ? { all: [reached, rule.when] } : reached, sort: [{ field: "id", direction: "asc" }], limit: 200, ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map((item) => item["id"] as string));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}
