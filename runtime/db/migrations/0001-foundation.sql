-- Schema `metaloom`: the product's own tables. Schema `app`: one table per entity, made by publish.
create schema if not exists app;

-- People ---------------------------------------------------------------------------------------------------------
create table metaloom.units (
  id uuid primary key, name text not null, code text, parent_id uuid references metaloom.units, head_id uuid,
  path uuid[] not null default '{}', -- ids from the root to this unit, itself included
  version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz
);
create index units_path on metaloom.units using gin (path);
create table metaloom.positions (
  id uuid primary key, name text not null, unit_id uuid not null references metaloom.units, superior_id uuid references metaloom.positions,
  user_id uuid, version int not null default 1
);
create table metaloom.teams (
  id uuid primary key, name text not null, version int not null default 1,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz
);
create table metaloom.users (
  id uuid primary key, email text not null, name text not null, status text not null default 'active' check (status in ('active','invited','suspended')),
  password_hash text, totp_secret_id uuid, language text not null default 'en', time_zone text not null default 'UTC',
  unit_id uuid references metaloom.units, team_id uuid references metaloom.teams, -- primary unit and team: given to new records
  failed_count int not null default 0, locked_until timestamptz, last_sign_in_at timestamptz,
  epoch int not null default 1, -- grows when roles, teams, units or password change: caches and sessions look at it
  settings jsonb not null default '{}',
  version int not null default 1, created_at timestamptz not null default now(), updated_at timestamptz not null default now(), deleted_at timestamptz
);
create unique index users_email on metaloom.users (email);
alter table metaloom.units add constraint units_head foreign key (head_id) references metaloom.users;
alter table metaloom.positions add constraint positions_user foreign key (user_id) references metaloom.users;
create table metaloom.user_roles (user_id uuid not null references metaloom.users, role text not null, granted_by uuid, granted_at timestamptz not null default now(), primary key (user_id, role));
create table metaloom.team_members (team_id uuid not null references metaloom.teams, user_id uuid not null references metaloom.users, primary key (team_id, user_id));
create index team_members_user on metaloom.team_members (user_id);

-- Ways in --------------------------------------------------------------------------------------------------------
create table metaloom.sessions (
  id uuid primary key, token_hash bytea not null unique, user_id uuid not null references metaloom.users, realm text not null default 'staff',
  created_at timestamptz not null default now(), last_seen_at timestamptz not null default now(), expires_at timestamptz not null,
  revoked_at timestamptz, address text, agent text
);
create index sessions_user on metaloom.sessions (user_id);
create table metaloom.api_keys (
  id uuid primary key, name text not null, prefix text not null, key_hash bytea not null unique, owner_id uuid not null references metaloom.users,
  roles text[] not null default '{}', read_only boolean not null default false, expires_at timestamptz not null,
  last_used_at timestamptz, revoked_at timestamptz, created_at timestamptz not null default now()
);
create table metaloom.one_time_tokens (
  token_hash bytea primary key, purpose text not null, user_id uuid references metaloom.users, payload jsonb not null default '{}',
  expires_at timestamptz not null, used_at timestamptz, created_at timestamptz not null default now()
);
create table metaloom.identities (issuer text not null, subject text not null, user_id uuid not null references metaloom.users, linked_at timestamptz not null default now(), primary key (issuer, subject));
create table metaloom.secrets (
  id uuid primary key, owner_kind text not null, owner_id uuid, field text, sealed bytea not null, created_at timestamptz not null default now()
);

-- Metadata -------------------------------------------------------------------------------------------------------
-- Contents are kept once, by hash; a revision is a tree {path: hash}, as in a version control system.
create table metaloom.metadata_blobs (hash bytea primary key, content text not null);
create table metaloom.metadata_revisions (
  id int primary key, parent_id int references metaloom.metadata_revisions, tree jsonb not null, summary text not null default '',
  plan jsonb not null default '[]', author_id uuid, created_at timestamptz not null default now(), digest bytea not null
);
create table metaloom.metadata_head (only_row boolean primary key default true check (only_row), revision int not null references metaloom.metadata_revisions);
create table metaloom.packs (
  name text primary key, version text not null, digest bytea not null, manifest jsonb not null, revision int not null, installed_at timestamptz not null default now()
);
-- Tables and columns the product owns. A dropped field is hidden first (hidden_at), purged on request.
create table metaloom.schema_registry (
  object_kind text not null check (object_kind in ('table','column','index','link')), entity_id text not null, node_id text not null default '',
  table_name text not null, object_name text not null default '', definition jsonb not null default '{}', hidden_at timestamptz,
  primary key (object_kind, entity_id, node_id, object_name)
);

-- Records' companions --------------------------------------------------------------------------------------------
-- The change stream: one row per accepted write, in the same transaction. Readers order by (xid, seq) and stop at the
-- oldest running transaction, so nothing that commits late is skipped.
create table metaloom.journal (
  seq bigint generated always as identity primary key, xid xid8 not null default pg_current_xact_id(), at timestamptz not null default now(),
  entity text not null, record_id uuid not null, version int not null, verb text not null,
  actor_kind text not null, actor_id uuid, channel text not null, request_id text not null default '', changes jsonb
);
create index journal_record on metaloom.journal (record_id, seq);
create index journal_stream on metaloom.journal (xid, seq);
-- Effects on the world outside (mail, webhook), written with the change, performed by the worker.
create table metaloom.outbox (
  id uuid primary key, topic text not null, payload jsonb not null, key text not null unique, created_at timestamptz not null default now(),
  available_at timestamptz not null default now(), attempts int not null default 0, leased_until timestamptz, lease_token uuid,
  done_at timestamptz, failed_at timestamptz, last_error text
);
create index outbox_open on metaloom.outbox (available_at) where done_at is null and failed_at is null;
create table metaloom.idempotency (
  actor text not null, key text not null, request_hash bytea not null, status int, body jsonb, created_at timestamptz not null default now(), primary key (actor, key)
);
create table metaloom.counters (entity_id text not null, field_id text not null, period text not null default '', value bigint not null, primary key (entity_id, field_id, period));
create table metaloom.record_members (
  entity text not null, record_id uuid not null, user_id uuid not null references metaloom.users, role text not null,
  added_by uuid, added_at timestamptz not null default now(), primary key (entity, record_id, user_id, role)
);
create index record_members_user on metaloom.record_members (user_id, entity, record_id);
create table metaloom.record_shares (
  entity text not null, record_id uuid not null, grantee_kind text not null check (grantee_kind in ('user','team','unit')), grantee_id uuid not null,
  level text not null check (level in ('read','update')), shared_by uuid not null, shared_at timestamptz not null default now(), expires_at timestamptz,
  primary key (entity, record_id, grantee_kind, grantee_id)
);
create index record_shares_grantee on metaloom.record_shares (grantee_id, entity, record_id);
create table metaloom.files (
  id uuid primary key, entity text, record_id uuid, field text, name text not null, media_type text not null, size bigint not null,
  digest bytea not null, storage_key text not null unique, state text not null default 'staged' check (state in ('staged','attached','deleted')),
  owner_id uuid, created_at timestamptz not null default now()
);
create index files_record on metaloom.files (entity, record_id);
create table metaloom.jobs (
  id uuid primary key, kind text not null, state text not null default 'waiting' check (state in ('waiting','running','done','failed','cancelled','undone')),
  owner_id uuid, input jsonb not null default '{}', progress jsonb not null default '{}', result jsonb, lease_token uuid, leased_until timestamptz,
  attempts int not null default 0, created_at timestamptz not null default now(), finished_at timestamptz
);
-- What an import did to each record, for undo and for resuming.
create table metaloom.import_rows (
  job_id uuid not null references metaloom.jobs, line int not null, record_id uuid, outcome text not null, before jsonb, issues jsonb, primary key (job_id, line)
);
create table metaloom.event_log (
  seq bigint generated always as identity primary key, at timestamptz not null default now(), kind text not null, actor_kind text, actor_id uuid,
  subject text, address text, request_id text, details jsonb not null default '{}'
);
