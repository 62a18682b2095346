-- Working calendars as the terms of waiting steps go by them; while a calendar is changing, how far its terms have been moved.
create table metaloom.term_calendars (
  name text primary key, digest text not null, spec jsonb not null,
  next_digest text, next_spec jsonb, moved_to uuid -- the last instance whose terms were moved
);
-- Clocks given to records that were there before: up to which record it has come; another digest begins anew.
create table metaloom.clock_backfills (clock text primary key, digest text not null, reached uuid, done_at timestamptz);
