-- Days on which people are away; both days included.
create table metaloom.absences (
  id uuid primary key, person_id uuid not null references metaloom.users, from_day date not null, to_day date not null, note text,
  created_by uuid, created_at timestamptz not null default now(), check (from_day <= to_day)
);
create index absences_person on metaloom.absences (person_id, to_day);
-- A deputy who acts only on days on which the person is absent.
alter table metaloom.deputies add column when_absent boolean not null default false;
-- Clocks of records (SLA): one row for each clock that has begun. The row is written in the transaction that writes the record.
create table metaloom.record_clocks (
  clock text not null, entity text not null, record_id uuid not null, status text not null check (status in ('running','paused','stopped')),
  started_at timestamptz not null, pauses jsonb not null default '[]', -- [[from, to], …], in milliseconds since 1970; the last is open while paused
  stopped_at timestamptz, target text not null, due_at timestamptz not null, breached_at timestamptz,
  fired text[] not null default '{}', -- ids of the events that have happened
  next_at timestamptz, -- when somebody has to look; null: nobody
  digest text not null, -- of the clock and its calendar: another one is reckoned anew
  attempts int not null default 0, primary key (clock, record_id)
);
create index record_clocks_next on metaloom.record_clocks (next_at) where next_at is not null;
create index record_clocks_record on metaloom.record_clocks (entity, record_id);
create index record_clocks_stale on metaloom.record_clocks (clock, digest) where status <> 'stopped';
