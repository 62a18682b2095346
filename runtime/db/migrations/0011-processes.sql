-- Processes as they were when an instance began: an instance ends by the definition it started with.
create table metaloom.process_versions (
  id uuid primary key, process text not null, number int not null, digest text not null, revision int not null, model jsonb not null,
  created_at timestamptz not null default now(), unique (process, digest)
);
-- One row is the whole truth about an instance between two steps: tokens and variables in state. Only columns that never change are indexed.
create table metaloom.process_instances (
  id uuid primary key, version_id uuid not null references metaloom.process_versions, process text not null, pool text not null,
  status text not null default 'running' check (status in ('running','completed','terminated','failed','cancelled')), lock int not null default 0,
  entity text, record_id uuid, key text, root_id uuid not null, parent_id uuid, parent_token int, state jsonb not null,
  started_at timestamptz not null, started_by uuid, suspended_at timestamptz, ended_at timestamptz,
  outcome jsonb -- {variables, error} it ended with
) with (fillfactor = 70);
create index process_instances_process on metaloom.process_instances (process, started_at desc);
create index process_instances_record on metaloom.process_instances (entity, record_id) where record_id is not null;
create index process_instances_parent on metaloom.process_instances (parent_id) where parent_id is not null;
create index process_instances_started_by on metaloom.process_instances (started_by, started_at desc);
-- What instances wait for besides people: timers, messages, signals, conditions.
create table metaloom.process_waits (
  instance_id uuid not null references metaloom.process_instances on delete cascade, wait int not null, kind text not null check (kind in ('timer','message','signal','condition')),
  node text not null, name text, key text, due_at timestamptz, attempts int not null default 0, primary key (instance_id, wait)
);
create index process_waits_due on metaloom.process_waits (due_at) where kind = 'timer';
create index process_waits_name on metaloom.process_waits (kind, name) where name is not null;
create table metaloom.process_tasks (
  id uuid primary key, instance_id uuid not null references metaloom.process_instances on delete cascade, version_id uuid not null references metaloom.process_versions,
  process text not null, token int not null, node text not null, entity text, record_id uuid,
  users uuid[] not null default '{}', roles text[] not null default '{}', teams uuid[] not null default '{}', -- who may do it
  needed int not null default 1, -- how many of them have to
  due_at timestamptz, priority int not null default 0, claimed_by uuid, created_at timestamptz not null,
  status text not null default 'open' check (status in ('open','done','cancelled')), decision text, comment text, done_by uuid, done_for uuid, done_at timestamptz
);
create index process_tasks_users on metaloom.process_tasks using gin (users) where status = 'open';
create index process_tasks_roles on metaloom.process_tasks using gin (roles) where status = 'open';
create index process_tasks_teams on metaloom.process_tasks using gin (teams) where status = 'open';
create index process_tasks_claimed on metaloom.process_tasks (claimed_by) where status = 'open';
create index process_tasks_instance on metaloom.process_tasks (instance_id);
-- Of a task that several people have to finish: what each of them said.
create table metaloom.process_votes (
  task_id uuid not null references metaloom.process_tasks on delete cascade, user_id uuid not null, done_by uuid not null, decision text, comment text, at timestamptz not null,
  primary key (task_id, user_id)
);
-- What is to be done after the step that asked for it: messages, signals, calls of other processes, requests to other systems.
create table metaloom.process_jobs (
  id uuid primary key, instance_id uuid references metaloom.process_instances on delete cascade, token int, kind text not null, payload jsonb not null,
  due_at timestamptz not null default now(), attempts int not null default 0, leased_until timestamptz, lease_token uuid, failed_at timestamptz, last_error text
);
create index process_jobs_due on metaloom.process_jobs (due_at, id) where failed_at is null;
create index process_jobs_instance on metaloom.process_jobs (instance_id);
create table metaloom.process_incidents (
  id uuid primary key, instance_id uuid not null references metaloom.process_instances on delete cascade, token int not null, node text not null, code text not null, message text not null,
  remedy text, variables jsonb not null, at timestamptz not null, solved_at timestamptz
);
create index process_incidents_instance on metaloom.process_incidents (instance_id) where solved_at is null;
create table metaloom.process_journal (
  seq bigint generated always as identity primary key, instance_id uuid not null references metaloom.process_instances on delete cascade, at timestamptz not null,
  event text not null, node text not null, token int not null, detail jsonb, actor_id uuid, acted_for uuid
);
create index process_journal_instance on metaloom.process_journal (instance_id, seq);
-- Messages nobody waited for yet.
create table metaloom.process_messages (id uuid primary key, name text not null, key text, payload jsonb not null, expires_at timestamptz not null);
create index process_messages_name on metaloom.process_messages (name);
-- When a start by time is due next; the row moves on with the instance it begins.
create table metaloom.process_clocks (process text not null, start text not null, spec text not null, due_at timestamptz not null, primary key (process, start));
create index process_clocks_due on metaloom.process_clocks (due_at);
-- How far the journal of records has been read for processes. Whoever holds the row reads; the row moves on with what was begun.
create table metaloom.process_reader (name text primary key, xid xid8 not null default pg_current_xact_id(), seq bigint not null, failures int not null default 0);
insert into metaloom.process_reader (name, xid, seq) values ('journal', pg_current_xact_id(), 0);
