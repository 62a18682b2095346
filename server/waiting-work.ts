/** Which workspaces have work waiting that nobody's request will do: one statement for all, so that they need not be open to be asked. */
import { sql } from "kysely";
import type { Database } from "../runtime/db/pool";
import { schemasOf } from "../runtime/workspaces/name";

/** Where background work lies, in the system schema of each workspace. Who adds a kind of background work adds its table here. */
const places = (letters: boolean) => [
  { table: "jobs", waiting: sql`state in ('waiting', 'running')` },
  { table: "outbox", waiting: sql`done_at is null and failed_at is null and available_at <= now() and (topic <> 'mail' or ${letters})` },
  { table: "reminders", waiting: sql`done_at is null and due_at <= now()` },
  { table: "notifications", waiting: sql`${letters} and letter = 'digest' and digest is null and digest_at <= now()` },
  // Rules of dates wait at most an hour in a workspace nobody uses.
  { table: "notification_clocks", waiting: sql`until < now() - interval '1 hour'` },
  { table: "process_jobs", waiting: sql`failed_at is null and due_at <= now()` },
  { table: "process_waits", waiting: sql`kind = 'timer' and due_at <= now()` },
  { table: "record_clocks", waiting: sql`next_at <= now()` },
  { table: "clock_backfills", waiting: sql`done_at is null` },
  { table: "process_clocks", waiting: sql`due_at <= now()` },
  { table: "resolutions", waiting: sql`status = 'open' and clock_at <= now()` },
  { table: "doomed_tables", waiting: sql`true` },
  { table: "report_schedules", waiting: sql`${letters} and due_at <= now()` },
];

const BATCH = 100;

/** `letters`: this process can send some; without, those that wait, and reports that are due, are no work. */
export async function waitingWork(database: Database, workspaces: readonly string[], { letters }: { readonly letters: boolean }): Promise<ReadonlySet<string>> {
  const busy = new Set<string>();
  for (let at = 0; at < workspaces.length; at += BATCH) {
    const questions = workspaces.slice(at, at + BATCH).map((name) => {
      const found = places(letters).map(({ table, waiting }) => sql`exists (select from ${sql.id(schemasOf(name).system, table)} where ${waiting})`);
      return sql`select ${name}::text as name where ${sql.join(found, sql` or `)}`;
    });
    for (const { name } of await database.run<{ name: string }>(sql`${sql.join(questions, sql` union all `)}`)) busy.add(name);
  }
  return busy;
}
