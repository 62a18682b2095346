/**
 * Upkeep of the embedded database. A server of PostgreSQL has processes that take away rows nobody can see any more and learn how large
 * tables are (autovacuum); the embedded one has a single session and none of them. Without upkeep its tables only grow, and a plan made while
 * a table was empty is kept as long as the connection lives. When a table is due is PostgreSQL's own rule (its manual, "The Autovacuum Daemon").
 */
import { sql } from "kysely";
import type { Database } from "./pool";

/** Milliseconds between two looks, and after a table was done: others get their turn first. */
const LOOK_MS = 60_000;
const AFTER_ONE_MS = 1_000;

interface Due { readonly schema: string; readonly name: string }

/** The table that needs it most. Tables of PostgreSQL's own catalogue grow too, by publishing. */
async function mostDue(db: Database): Promise<Due | undefined> {
  const [due] = await db.run<Due>(sql`select s.schemaname as schema, s.relname as name
    from pg_catalog.pg_stat_all_tables s join pg_catalog.pg_class c on c.oid = s.relid, lateral (select greatest(c.reltuples, 0) as rows) as size
    where c.relpersistence = 'p' and s.schemaname <> 'pg_toast'
      and (s.n_dead_tup > 50 + 0.2 * size.rows or s.n_mod_since_analyze > 50 + 0.1 * size.rows or s.n_ins_since_vacuum > 1000 + 0.2 * size.rows)
    order by s.n_dead_tup + s.n_mod_since_analyze desc limit 1`);
  return due;
}

/** Vacuums and analyses the table that is most due. Returns its name; undefined when none is. */
export async function keepUp(db: Database): Promise<string | undefined> {
  const due = await mostDue(db);
  if (!due) return undefined;
  await db.run(sql`vacuum (analyze) ${sql.id(due.schema, due.name)}`);
  return `${due.schema}.${due.name}`;
}

export interface Upkeep {
  /** Waits for the table under way. */
  stop(): Promise<void>;
}

/** Keeps `db` up as long as it is open. */
export function startUpkeep(db: Database, log: (sentence: string) => void = () => undefined): Upkeep {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let running: Promise<void> | undefined;
  const wait = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => (running = look()), ms);
    timer.unref();
  };
  async function look(): Promise<void> {
    try {
      wait((await keepUp(db)) === undefined ? LOOK_MS : AFTER_ONE_MS);
    } catch (error) {
      if (!stopped) log(`Upkeep of the embedded database failed; it is tried again in a minute: ${String(error)}`);
      wait(LOOK_MS);
    }
  }
  wait(LOOK_MS);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
