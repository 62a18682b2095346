/** What administrators see of the machine room: jobs of everybody, and whether all is well. Numbers and names, no contents of records. */
import { sql } from "kysely";
import { dashboardKey } from "../runtime/dashboards/schedule";
import { appliedMigrations, pendingMigrations, readMigrations } from "../runtime/db/migrate";
import type { Queryable } from "../runtime/db/pool";
import { sys } from "../runtime/db/schemas";
import { label } from "../runtime/model/accessors";
import type { AppModel } from "../runtime/model/types";
import type { Runtime } from "../runtime/server";

/** Who may look: those who may read the event log. */
export const MAY_SEE_WORK = { system: "events.read" } as const;

interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly owner: { readonly id: string; readonly title: string } | null;
  readonly entity: string | null;
  readonly attempts: number;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

/** The last 200 jobs, when each report and dashboard is sent next, and how many letters wait. */
export async function jobsOfAll(db: Queryable, model: AppModel, language: string) {
  const jobs = await db.run(sql<JobRow>`select j.id, j.kind, j.state, case when u.id is null then null else json_build_object('id', u.id, 'title', u.name) end as owner, j.input -> 'entity' ->> 'name' as entity,
    j.attempts, j.created_at as "createdAt", j.finished_at as "finishedAt" from ${sys("jobs")} j left join ${sys("users")} u on u.id = j.owner_id order by j.created_at desc limit 200`);
  const schedules = await db.run(sql<{ report: string; dueAt: string }>`select report, due_at as "dueAt" from ${sys("report_schedules")} order by due_at limit 200`);
  const { report: reports, dashboard: dashboards } = model.parts;
  const sent = new Map([...reports.map(({ id, name, label: words }) => [id, { name, words }] as const), ...dashboards.map(({ id, name, label: words }) => [dashboardKey(id), { name, words }] as const)]);
  return {
    items: jobs.map((job) => ({ ...job, entityLabel: label(model.entities.get(job.entity ?? "")?.plural, language) || job.entity })),
    schedules: schedules.map(({ report, dueAt }) => ({ report, dueAt, label: label(sent.get(report)?.words, language) || report, name: sent.get(report)?.name ?? null })),
  };
}

interface Check {
  readonly name: "database" | "schema" | "model" | "mail" | "lostMail" | "jobs";
  readonly status: "ok" | "warning" | "problem";
  readonly value: string | number;
}

/** Counted afresh each time; the database's own size, not that of the files. */
export async function adminOverview({ db, live }: Runtime): Promise<{ checks: readonly Check[]; databaseBytes: number; counts: Readonly<Record<string, number>> }> {
  const [facts] = await db.run(sql<{ version: string; bytes: string; users: number; sessions: number; keys: number; waiting: number; failed: number; letters: number; late: number }>`select
    current_setting('server_version') as version, pg_database_size(current_database())::text as bytes,
    (select count(*)::int from ${sys("users")} where deleted_at is null and status = 'active') as users,
    (select count(*)::int from ${sys("sessions")} where revoked_at is null and expires_at > now()) as sessions,
    (select count(*)::int from ${sys("api_keys")} where revoked_at is null and expires_at > now()) as keys,
    (select count(*)::int from ${sys("jobs")} where state in ('waiting', 'running')) as waiting,
    (select count(*)::int from ${sys("jobs")} where state = 'failed' and finished_at > now() - interval '7 days') as failed,
    (select count(*)::int from ${sys("outbox")} where topic = 'mail' and done_at is null and failed_at is null) as letters,
    (select count(*)::int from ${sys("outbox")} where topic = 'mail' and failed_at > now() - interval '7 days') as late`);
  const pending = pendingMigrations(readMigrations(), (await appliedMigrations(db)) ?? []).length;
  const { version, bytes, users, sessions, keys, waiting, failed, letters, late } = facts!;
  const checks: Check[] = [
    { name: "database", status: "ok", value: version },
    { name: "schema", status: pending === 0 ? "ok" : "problem", value: pending },
    { name: "model", status: "ok", value: live.current().revision },
    { name: "mail", status: letters > 100 ? "warning" : "ok", value: letters },
    { name: "lostMail", status: late > 0 ? "problem" : "ok", value: late },
    { name: "jobs", status: failed > 0 ? "warning" : "ok", value: failed },
  ];
  return { checks, databaseBytes: Number(bytes), counts: { users, sessions, keys, jobs: waiting, letters } };
}
