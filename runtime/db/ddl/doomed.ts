/**
 * Tables that were given up for ever (doomed) are dropped here, a portion in each transaction: PostgreSQL keeps every lock until the
 * end of a transaction, and has room for a few thousand. A portion that is not committed is done again, whoever comes by next.
 */
import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "../pool";
import { app, sys } from "../schemas";

/** Tables in one transaction; each with its columns, indexes and foreign keys takes some twenty locks. */
const PORTION = 25;

/**
 * Drops what is doomed; returns how many tables. First all of them are untied from other tables, then they go, so that dropping one
 * that hundreds refer to touches none of those. May run in several processes at once.
 * @throws AppError unavailable:database when somebody holds one of the tables, or one they refer to, for long
 */
export async function dropDoomed(database: Database): Promise<number> {
  const portions = async (portion: (tx: Tx) => Promise<number>): Promise<number> => {
    for (let all = 0; ;) {
      const done = await database.transaction(portion);
      if (done === 0) return all;
      all += done;
    }
  };
  await portions(untie);
  return portions(drop);
}

/** Rows nobody else is at work on. */
async function take(tx: Tx, which: RawBuilder<unknown>): Promise<readonly string[]> {
  const rows = await tx.run<{ name: string }>(sql`select table_name as name from ${sys("doomed_tables")} where ${which} order by table_name limit ${PORTION} for update skip locked`);
  return rows.map(({ name }) => name);
}

async function untie(tx: Tx): Promise<number> {
  const tables = await take(tx, sql`not untied`);
  if (tables.length === 0) return 0;
  const keys = await tx.run<{ table: string; key: string }>(sql`select t.relname as table, k.conname as key
    from pg_constraint k join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
    where k.contype = 'f' and n.nspname = ${tx.schemas.records} and t.relname = any(${tables}::text[])`);
  for (const { table, key } of keys) await tx.run(sql`alter table ${app(table)} drop constraint ${sql.id(key)}`);
  await tx.run(sql`update ${sys("doomed_tables")} set untied = true where table_name = any(${tables}::text[])`);
  return tables.length;
}

async function drop(tx: Tx): Promise<number> {
  // While another process unties some, those that are tied to them wait.
  const tables = await take(tx, sql`not exists (select from ${sys("doomed_tables")} where not untied)`);
  if (tables.length === 0) return 0;
  await tx.run(sql`drop table if exists ${sql.join(tables.map(app))}`);
  await tx.run(sql`delete from ${sys("doomed_tables")} where table_name = any(${tables}::text[])`);
  return tables.length;
}
