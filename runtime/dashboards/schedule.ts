/**
 * Schedules of reports and dashboards. What is due is taken by moving its row on to the next time, in one transaction with the tasks for
 * its letters: of several workers one does, and none sends twice. What fell due while nothing ran is sent once, not once for each time missed.
 */
import { Cron } from "croner";
import { sql } from "kysely";
import type { Database, Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { enqueueMail, type MailTask } from "../mail/outbox";
import type { ScheduleModel } from "../model/kinds/schedule";
import type { AppModel } from "../model/types";

/** Something that is sent: its key in the table of schedules, which names it for ever, and the letter of it for one person. */
interface Sent {
  readonly key: string;
  readonly schedule: ScheduleModel;
  letterFor(userId: string): MailTask;
}

/** Ids of reports and dashboards may be equal; those of neither contain a colon. */
export const dashboardKey = (id: string): string => `dashboard:${id}`;

const sentOf = ({ parts }: AppModel): Sent[] => [
  ...parts.report.flatMap(({ id, name, schedule }): Sent[] => (schedule ? [{ key: id, schedule, letterFor: (userId) => ({ kind: "report", report: name, userId }) }] : [])),
  ...parts.dashboard.flatMap(({ id, name, schedule }): Sent[] => (schedule ? [{ key: dashboardKey(id), schedule, letterFor: (userId) => ({ kind: "dashboard", dashboard: name, userId }) }] : [])),
];

/** The first time after a moment; undefined when there is none any more. */
export const nextDue = ({ cron, timeZone }: Pick<ScheduleModel, "cron" | "timeZone">, after: Date): Date | undefined => new Cron(cron, { timezone: timeZone, paused: true }).nextRun(after) ?? undefined;

const specOf = ({ cron, timeZone }: ScheduleModel): string => `${cron} ${timeZone}`;
/** A schedule that never comes again waits here. */
const NEVER = new Date("9999-01-01T00:00:00Z");

export interface ScheduleDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  /** How often to look; 20 s. */
  readonly everyMs?: number;
}

export interface ReportSchedules {
  start(): void;
  stop(): Promise<void>;
  /** Leaves letters of what is due in the outbox; how many. */
  runOnce(now?: Date): Promise<number>;
}

export function createReportSchedules({ db, model, log = () => undefined, everyMs = 20_000 }: ScheduleDeps): ReportSchedules {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;

  async function pass(now: Date): Promise<number> {
    const scheduled = sentOf(model());
    let letters = 0;
    for (const sent of scheduled) letters += await db.transaction((tx) => take(tx, sent, now));
    await db.change(sql`delete from ${sys("report_schedules")} where report <> all(${scheduled.map(({ key }) => key)}::text[])`);
    return letters;
  }

  const runOnce = (now = new Date()): Promise<number> => (running ??= pass(now).finally(() => (running = undefined)));
  const loop = async (): Promise<void> => {
    await runOnce().catch((error: unknown) => log("error", "schedules of reports not readable", { error: error instanceof Error ? error.message : "unknown" }));
    if (timer !== undefined) timer = setTimeout(() => void loop(), everyMs);
  };
  return {
    runOnce,
    start() {
      timer ??= setTimeout(() => void loop(), 0);
    },
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await running?.catch(() => undefined); // reported by the loop
    },
  };
}

async function take(tx: Queryable, { key, schedule, letterFor }: Sent, now: Date): Promise<number> {
  const [next, spec] = [nextDue(schedule, now) ?? NEVER, specOf(schedule)];
  const [row] = await tx.run(sql<{ spec: string; due: Date | string }>`select spec, due_at as due from ${sys("report_schedules")} where report = ${key} for update`);
  if (!row || row.spec !== spec) {
    await tx.change(sql`insert into ${sys("report_schedules")} (report, spec, due_at) values (${key}, ${spec}, ${next}) on conflict (report) do update set spec = excluded.spec, due_at = excluded.due_at`);
    return 0;
  }
  const due = new Date(row.due);
  if (due > now) return 0;
  await tx.change(sql`update ${sys("report_schedules")} set due_at = ${next} where report = ${key}`);
  const people = await recipients(tx, schedule);
  for (const userId of people) await enqueueMail(tx, letterFor(userId), `report:${key}:${due.toISOString()}:${userId}`);
  return people.length;
}

/** Active users with one of the roles, and those named. Whether it is offered to each is asked when his letter is written. */
async function recipients(tx: Queryable, { roles, people }: ScheduleModel): Promise<readonly string[]> {
  const rows = await tx.run(sql<{ id: string }>`select u.id from ${sys("users")} u where u.status = 'active' and u.deleted_at is null
    and (lower(u.email) = any(${people.map((address) => address.toLowerCase())}::text[]) or exists (select 1 from ${sys("user_roles")} r where r.user_id = u.id and r.role = any(${[...roles]}::text[]))) order by u.id`);
  return rows.map(({ id }) => id);
}
