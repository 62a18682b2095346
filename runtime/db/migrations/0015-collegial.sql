-- Collegial actions on records: a resolution is one vote, approval, signing or acquaintance.
create table metaloom.resolutions (
  id uuid primary key, kind text not null, entity text not null, record_id uuid not null, title text not null, words text not null default '',
  quorum int, secret boolean not null default false, due_at timestamptz, clock_at timestamptz, -- when the worker has to look at it next
  status text not null default 'open' check (status in ('open','passed','refused','returned','recalled')), decision text,
  given jsonb not null default '{}', -- answer -> weight
  reminded boolean not null default false, escalated boolean not null default false,
  stage_field text, stage text, -- id of the field and value the record had when it began, where the entity demands resolutions
  left_stage boolean not null default false, -- the record has gone on since
  instance_id uuid references metaloom.process_instances on delete cascade deferrable initially deferred, token int, -- of the process that waits for it
  started_by uuid, started_at timestamptz not null, ended_at timestamptz
);
create index resolutions_record on metaloom.resolutions (record_id, started_at);
create index resolutions_clock on metaloom.resolutions (clock_at) where status = 'open';
create index resolutions_instance on metaloom.resolutions (instance_id) where instance_id is not null;
-- Of a secret vote answer, words and at stay empty: nothing says who gave which answer, nor when.
create table metaloom.resolution_participants (
  resolution_id uuid not null references metaloom.resolutions on delete cascade, user_id uuid not null, place int not null, weight int not null default 1, added_by uuid,
  asked boolean not null default false, answered boolean not null default false, answer text, words text, done_by uuid, at timestamptz,
  method text, digest bytea, parts jsonb, -- of a signature: how it was confirmed, SHA-256 of what was signed, and of each field and file
  primary key (resolution_id, user_id)
);
create index resolution_participants_user on metaloom.resolution_participants (user_id) where asked and not answered;
-- Links of letters that decide a task without a sign-in. Only the hash of a token is kept; a link works once, until its task is done.
create table metaloom.task_links (
  token_hash bytea primary key, task_id uuid not null, user_id uuid not null, decision text not null, expires_at timestamptz not null, used_at timestamptz
);
create index task_links_task on metaloom.task_links (task_id);
create index task_links_old on metaloom.task_links (expires_at);
