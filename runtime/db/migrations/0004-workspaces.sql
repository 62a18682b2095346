-- Workspaces of the installation besides the default one. Rows are in the default workspace only.
create table metaloom.workspaces (
  name text primary key, created_at timestamptz not null default now(),
  ready_at timestamptz -- null until its tables are made
);
