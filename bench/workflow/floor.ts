/**
 * The floor: start → task → done in SQL written by hand, without an engine, rights, or an API. *classical*: a row for each token and
 * variable, one statement for each, two transactions (as engines of the old kind do). *batched*: tokens in one row, many instances in a statement.
 */
import { sql } from "kysely";
import type { Database } from "../../runtime/db/pool";
import { newId } from "../../runtime/kernel/ids";

const TABLES = [
  sql`create schema floor`,
  sql`create table floor.inst (id uuid primary key, def uuid not null, state jsonb not null, status text not null default 'running', rev int not null default 0, ended timestamptz) with (fillfactor = 70)`,
  sql`create table floor.token (id uuid primary key, inst uuid not null, node text not null)`, sql`create index on floor.token (inst)`,
  sql`create table floor.variable (id uuid primary key, inst uuid not null, name text not null, value jsonb)`, sql`create index on floor.variable (inst)`,
  sql`create table floor.task (id uuid primary key, inst uuid not null, users uuid[] not null, status text not null default 'open', done timestamptz)`, sql`create index on floor.task (inst)`, sql`create index on floor.task using gin (users) where status = 'open'`,
  sql`create table floor.hist (seq bigint generated always as identity primary key, inst uuid not null, node text not null, event text not null)`, sql`create index on floor.hist (inst, seq)`,
];

export async function makeFloor(db: Database): Promise<void> {
  for (const table of TABLES) await db.run(table);
}

/** Twelve statements in two transactions. */
export async function classical(db: Database): Promise<void> {
  const [inst, token, task, user] = [newId(), newId(), newId(), newId()];
  await db.transaction(async (tx) => {
    await tx.run(sql`insert into floor.inst (id, def, state) values (${inst}::uuid, ${user}::uuid, '{}')`);
    await tx.run(sql`insert into floor.token (id, inst, node) values (${token}::uuid, ${inst}::uuid, 'ask')`);
    await tx.run(sql`insert into floor.variable (id, inst, name, value) values (${newId()}::uuid, ${inst}::uuid, 'a', '1')`);
    await tx.run(sql`insert into floor.hist (inst, node, event) values (${inst}::uuid, 's', 'entered')`);
    await tx.run(sql`insert into floor.hist (inst, node, event) values (${inst}::uuid, 'ask', 'entered')`);
    await tx.run(sql`insert into floor.task (id, inst, users) values (${task}::uuid, ${inst}::uuid, array[${user}::uuid])`);
  });
  await db.transaction(async (tx) => {
    await tx.run(sql`select * from floor.task where id = ${task}::uuid for update`);
    await tx.run(sql`update floor.task set status = 'done', done = now() where id = ${task}::uuid`);
    await tx.run(sql`delete from floor.token where id = ${token}::uuid`);
    await tx.run(sql`insert into floor.hist (inst, node, event) values (${inst}::uuid, 'e', 'entered')`);
    await tx.run(sql`insert into floor.hist (inst, node, event) values (${inst}::uuid, '', 'ended')`);
    await tx.run(sql`update floor.inst set status = 'completed', ended = now(), rev = rev + 1 where id = ${inst}::uuid and rev = 0`);
  });
}

/** Six statements for so many instances. */
export async function batched(db: Database, many: number): Promise<void> {
  const user = newId();
  const rows = Array.from({ length: many }, () => ({ inst: newId(), task: newId(), user, state: { tokens: { 1: "ask" }, variables: { a: 1 } } }));
  const given = JSON.stringify(rows);
  const from = sql`from jsonb_to_recordset(${given}::jsonb) as r (inst uuid, task uuid, "user" uuid, state jsonb)`;
  await db.transaction(async (tx) => {
    await tx.run(sql`insert into floor.inst (id, def, state) select r.inst, r."user", r.state ${from}`);
    await tx.run(sql`insert into floor.task (id, inst, users) select r.task, r.inst, array[r."user"] ${from}`);
    await tx.run(sql`insert into floor.hist (inst, node, event) select r.inst, h.node, h.event ${from}, (values ('s', 'entered'), ('ask', 'entered')) as h (node, event)`);
  });
  await db.transaction(async (tx) => {
    await tx.run(sql`update floor.task t set status = 'done', done = now() ${from} where t.id = r.task and t.status = 'open'`);
    await tx.run(sql`update floor.inst i set status = 'completed', ended = now(), rev = i.rev + 1 ${from} where i.id = r.inst and i.rev = 0`);
    await tx.run(sql`insert into floor.hist (inst, node, event) select r.inst, h.node, h.event ${from}, (values ('e', 'entered'), ('', 'ended')) as h (node, event)`);
  });
}
