-- Changes of documents that one person has collected and not yet published. `document` null = delete.
create table metaloom.metadata_drafts (
  author_id uuid not null references metaloom.users, kind text not null, name text not null, pack text not null default '', document jsonb,
  base_revision int not null, changed_at timestamptz not null default now(), primary key (author_id, kind, name, pack)
);
