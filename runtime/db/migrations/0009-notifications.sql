-- What people are told: a notification is about one record and holds the lines of what happened to it within a minute.
create table metaloom.notifications (
  id uuid primary key, user_id uuid not null references metaloom.users, entity text not null, record_id uuid not null,
  lines jsonb not null, -- [{rule, title, text, at, actor}], oldest first; written with the rights of the reader
  created_at timestamptz not null, at timestamptz not null, read_at timestamptz,
  shown boolean not null, -- in the bell
  letter text check (letter in ('now','digest')), -- null: none
  digest_at timestamptz, -- when the letter that gathers the day is due; set for letter = 'digest'
  digest uuid, -- the letter it went into
  xid xid8 not null default pg_current_xact_id(), seq bigint generated always as identity
);
create index notifications_user on metaloom.notifications (user_id, at desc, id desc) where shown;
create index notifications_unread on metaloom.notifications (user_id, record_id) where read_at is null;
create index notifications_digest on metaloom.notifications (digest_at) where letter = 'digest' and digest is null;
create index notifications_gathered on metaloom.notifications (digest) where digest is not null;
create index notifications_stream on metaloom.notifications (xid, seq);
-- How far the journal has been read for rules. Whoever holds the row reads; the row moves on with what was written.
create table metaloom.notification_reader (name text primary key, xid xid8 not null default pg_current_xact_id(), seq bigint not null, failures int not null default 0);
insert into metaloom.notification_reader (name, xid, seq) values ('journal', pg_current_xact_id(), 0);
-- Up to which moment records were looked at by rules of dates.
create table metaloom.notification_clocks (rule text primary key, until timestamptz not null);
create table metaloom.notification_settings (
  user_id uuid not null references metaloom.users on delete cascade, rule text not null, channel text not null, mode text not null check (mode in ('now','digest','off')),
  primary key (user_id, rule, channel)
);
create table metaloom.notification_hours (
  user_id uuid primary key references metaloom.users on delete cascade, digest_time time not null default '08:00', quiet_from time, quiet_to time,
  check ((quiet_from is null) = (quiet_to is null))
);
create table metaloom.reminders (
  id uuid primary key, user_id uuid not null references metaloom.users on delete cascade, entity text not null, record_id uuid not null, note text not null default '',
  due_at timestamptz, -- null: the field it follows is empty
  field text, "offset" text, at_time time, -- follows a date of the record: id of the field, ISO 8601 duration, time of day
  repeat text check (repeat in ('day','week','month','year')), done_at timestamptz, created_at timestamptz not null,
  check (field is null or repeat is null)
);
create index reminders_due on metaloom.reminders (due_at) where done_at is null;
create index reminders_record on metaloom.reminders (record_id) where done_at is null;
