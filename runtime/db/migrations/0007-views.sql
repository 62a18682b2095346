-- Saved views: of one person, or shared with a team. One shared with a role or everybody is a list document (metadata).
create table metaloom.views (
  id uuid primary key,
  entity_id text not null, -- id of the entity, which survives its renaming
  label text not null check (length(label) between 1 and 200),
  kind text not null check (kind ~ '^[a-z][a-zA-Z0-9]{0,47}$'), -- how it is shown: list, board, …
  document jsonb not null, -- as in a list document: columns, sort, filter, quickFilters, groupBy, pageSize
  owner_id uuid not null references metaloom.users on delete cascade,
  team_id uuid references metaloom.teams on delete cascade, -- null: the owner alone
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index views_owner on metaloom.views (owner_id, entity_id);
create index views_team on metaloom.views (team_id, entity_id) where team_id is not null;

-- What a person opens first: id of a view, or name of a list.
create table metaloom.view_defaults (
  user_id uuid not null references metaloom.users on delete cascade,
  entity_id text not null,
  view text not null check (length(view) between 1 and 80),
  primary key (user_id, entity_id)
);
