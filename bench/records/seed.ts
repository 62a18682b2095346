/** Deterministic rows for the benchmark, made inside PostgreSQL: 10 teams, 200 users, 10,000 accounts, 20,000 contacts, n tickets. */
import { sql } from "kysely";
import type { Database, Queryable } from "../../runtime/db/pool";

/** Id of the i-th row of a kind, e.g. idOf(4, 77): the kind stands in the first group. */
export const idOf = (kind: number, i: number): string => `${String(kind).padStart(8, "0")}-0000-7000-8000-${i.toString(16).padStart(12, "0")}`;

/** The user the requests are made by. */
export const BENCH_USER = 2;
export const teamOf = (user: number): number => 1 + (user % 10);

const FUNCTIONS = [
  sql`create schema if not exists bench`,
  sql`create or replace function bench.id(kind int, i bigint) returns uuid language sql immutable as $$ select (lpad(kind::text, 8, '0') || '-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid $$`,
  sql`create or replace function bench.pick(i bigint, salt int) returns bigint language sql immutable as $$ select ((hashint8(i * 7919 + salt)::bigint + 2147483648) % 1000003) $$`,
  sql`create or replace function bench.words(i bigint, salt int, n int) returns text language sql immutable as $$
    select string_agg((array['cable','engine','payment','parcel','login','licence','sensor','valve','invoice','backup','printer','tariff','manual','repair','contract','server'])[1 + bench.pick(i * 31 + k, salt + k) % 16], ' ' order by k) from generate_series(1, n) k $$`,
];

/** Rows of the product's tables besides the tickets. */
export async function seedProduct(db: Queryable): Promise<void> {
  for (const statement of FUNCTIONS) await db.run(statement);
  await db.run(sql`insert into metaloom.teams (id, name) select bench.id(1, i), 'Team ' || i from generate_series(1, 10) i on conflict do nothing`);
  await db.run(sql`insert into metaloom.users (id, email, name, team_id) select bench.id(2, i), 'bench' || i || '@example.com', 'User ' || i, bench.id(1, 1 + i % 10) from generate_series(1, 200) i on conflict do nothing`);
  await db.run(sql`insert into metaloom.team_members (team_id, user_id) select bench.id(1, 1 + i % 10), bench.id(2, i) from generate_series(1, 200) i on conflict do nothing`);
  await db.run(sql`insert into metaloom.user_roles (user_id, role) select bench.id(2, i), 'worker' from generate_series(1, 200) i on conflict do nothing`);
  await db.run(sql`insert into app.account (id, name, industry, city) select bench.id(3, i), 'Account ' || i, 'industry ' || i % 5, 'City ' || i % 300 from generate_series(1, 10000) i`);
  await db.run(sql`insert into app.contact (id, name, email, account_id) select bench.id(4, i), 'Contact ' || i, 'c' || i || '@mail.example', bench.id(3, 1 + bench.pick(i, 9) % 10000) from generate_series(1, 20000) i`);
}

/** The tickets `from` to `to`. Their indexes are made anew afterwards: a tenth of the time that keeping them up takes, and no bloat. */
export async function seedTickets(db: Database, from: number, to: number): Promise<void> {
  await db.transaction(async (tx) => {
    const indexes = await tx.run<{ name: string; definition: string }>(sql`select c.relname as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid = 'app.ticket'::regclass and not i.indisunique`);
    for (const { name } of indexes) await tx.run(sql`drop index ${sql.table(`app.${name}`)}`);
    for (let first = from; first <= to; first += 50_000) await tx.run(tickets(first, Math.min(to, first + 49_999)));
    for (const { definition } of indexes) await tx.run(sql.raw(definition));
  }, { statementTimeoutMs: 0 });
  await db.run(sql`vacuum analyze app.ticket`);
}

const tickets = (from: number, to: number) => sql`
  insert into app.ticket (id, code, subject, description, status, priority, channel, category, amount, quantity, score, is_vip, escalated, due_date, opened_at, resolved_at, reference, team_id, account_id, contact_id, owner_id, created_at, updated_at)
  select bench.id(5, i), 'T-' || lpad(i::text, 7, '0'), bench.words(i, 1, 4) || ' #' || i, bench.words(i, 2, 40) || case when bench.pick(i, 3) % 500 = 0 then ' quasar fault' else '' end,
    (array['new','new','open','open','open','pending','pending','on_hold','solved','solved','solved','solved','closed','closed','closed','closed','closed','closed','closed','closed'])[1 + bench.pick(i, 4) % 20],
    (array['low','normal','normal','high','urgent'])[1 + bench.pick(i, 5) % 5], (array['email','phone','web','chat'])[1 + bench.pick(i, 6) % 4], (array['hardware','software','billing','logistics','other'])[1 + bench.pick(i, 7) % 5],
    (bench.pick(i, 8) % 100000)::numeric / 100, bench.pick(i, 10) % 100, bench.pick(i, 11) % 1000, bench.pick(i, 12) % 10 = 0, bench.pick(i, 13) % 20 = 0, date '2024-01-01' + (bench.pick(i, 14) % 900)::int,
    timestamptz '2024-01-01' + i * interval '30 seconds', null, 'REF-' || bench.pick(i, 15), bench.id(1, 1 + bench.pick(i, 16) % 10), bench.id(3, 1 + bench.pick(i, 17) % 10000), bench.id(4, 1 + bench.pick(i, 18) % 20000), bench.id(2, 1 + bench.pick(i, 19) % 200),
    timestamptz '2024-01-01' + i * interval '30 seconds', timestamptz '2024-01-01' + i * interval '30 seconds'
  from generate_series(${from}::bigint, ${to}::bigint) i`;

/** The hand-written tables of the limit server with the same rows and the indexes an expert would make. */
export async function seedLimit(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    for (const statement of LIMIT) await tx.run(statement);
  }, { statementTimeoutMs: 0 });
  await db.run(sql`set statement_timeout = 0`);
  await db.run(sql`vacuum analyze`);
}

const LIMIT = [
  sql`create schema if not exists lim`,
  sql`create table lim.usr as select id, name from metaloom.users`, sql`alter table lim.usr add primary key (id)`,
  sql`create table lim.account as select id, name, industry, city from app.account`, sql`alter table lim.account add primary key (id)`,
  sql`create table lim.contact as select id, name, email, account_id from app.contact`, sql`alter table lim.contact add primary key (id)`,
  sql`create table lim.ticket as select id, code, subject, description, status, priority, channel, category, amount::numeric(12,2) as amount, quantity, score, is_vip, escalated, due_date, opened_at, resolved_at, reference, team_id, account_id, contact_id, owner_id, created_at, updated_at from app.ticket`,
  sql`alter table lim.ticket add primary key (id), alter created_at set default now(), alter updated_at set default now(), add foreign key (account_id) references lim.account, add foreign key (contact_id) references lim.contact, add foreign key (owner_id) references lim.usr`,
  sql`create index on lim.ticket (account_id)`, sql`create index on lim.ticket (contact_id)`, sql`create index on lim.ticket (owner_id, created_at)`, sql`create index on lim.ticket (team_id, created_at)`, sql`create index on lim.ticket (created_at)`,
  sql`create index on lim.ticket (team_id, status, amount, owner_id)`, sql`create index on lim.ticket (owner_id, status, amount, team_id)`,
  sql`create index on lim.ticket using gin (subject gin_trgm_ops)`, sql`create index on lim.ticket using gin (description gin_trgm_ops)`,
];
