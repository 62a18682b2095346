-- Sign-in: counted attempts, second factor, links.
-- One row per counted thing ("account:<hash>", "network:<address>", "mail:<hash>"): known and unknown accounts are counted alike.
create table metaloom.attempts (
  key text primary key, count int not null, at timestamptz not null default now(), locked_until timestamptz
);
create index attempts_at on metaloom.attempts (at);
-- The last TOTP step that was accepted; a code of this step or an earlier one is a replay.
alter table metaloom.users add column totp_step bigint not null default 0;
create table metaloom.recovery_codes (
  code_hash bytea primary key, user_id uuid not null references metaloom.users, created_at timestamptz not null default now(), used_at timestamptz
);
create index recovery_codes_user on metaloom.recovery_codes (user_id);
create index one_time_tokens_user on metaloom.one_time_tokens (user_id, purpose);
create index api_keys_owner on metaloom.api_keys (owner_id);
create index identities_user on metaloom.identities (user_id);
create index event_log_actor on metaloom.event_log (actor_id, seq);
