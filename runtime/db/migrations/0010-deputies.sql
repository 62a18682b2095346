-- Deputies: who acts for whom, from day to day (both included), for all or for named kinds of actions.
create table metaloom.deputies (
  id uuid primary key, person_id uuid not null references metaloom.users, deputy_id uuid not null references metaloom.users,
  kinds text[], -- null = every kind
  from_day date not null, to_day date not null, created_by uuid, created_at timestamptz not null default now(),
  check (person_id <> deputy_id), check (from_day <= to_day)
);
create index deputies_person on metaloom.deputies (person_id);
create index deputies_deputy on metaloom.deputies (deputy_id);
