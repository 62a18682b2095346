-- What people add to a record beside its fields: posts (comments and notes), attachments (files with versions), and who looks at it.
create table metaloom.posts (
  id uuid primary key, kind text not null check (kind in ('comment','note')), entity text not null, record_id uuid not null,
  author_kind text not null, author_id uuid, body text not null, mentions uuid[] not null default '{}',
  private boolean not null default false, -- notes only: for the author and those above him
  version int not null default 1, created_at timestamptz not null, edited_at timestamptz, deleted_at timestamptz, deleted_by uuid,
  check (kind = 'note' or not private)
);
create index posts_record on metaloom.posts (record_id, entity, kind, created_at desc, id desc) where deleted_at is null;
create index posts_author on metaloom.posts (author_id);
-- Earlier wordings. `version` is the one the wording had, `until` when the next replaced it.
create table metaloom.post_edits (post_id uuid not null references metaloom.posts on delete cascade, version int not null, body text not null, until timestamptz not null, primary key (post_id, version));
create table metaloom.post_reactions (
  post_id uuid not null references metaloom.posts on delete cascade, user_id uuid not null, emoji text not null, at timestamptz not null,
  primary key (post_id, user_id, emoji)
);
-- A file of a record that belongs to no field: one row here, one row of metaloom.files for each version of its contents.
create table metaloom.attachments (
  id uuid primary key, entity text not null, record_id uuid not null, post_id uuid references metaloom.posts on delete cascade, -- null: hangs on the record itself
  added_by uuid, added_at timestamptz not null, last_number int not null default 1
);
create index attachments_record on metaloom.attachments (record_id, entity);
create index attachments_post on metaloom.attachments (post_id) where post_id is not null;
alter table metaloom.files add column attachment_id uuid references metaloom.attachments on delete set null;
alter table metaloom.files add column number int; -- version of the attachment, from 1
alter table metaloom.files add column attached_at timestamptz;
create unique index files_attachment on metaloom.files (attachment_id, number) where attachment_id is not null;
-- What inside the record an entry is about: the id of a post or an attachment; null = the record's own values.
alter table metaloom.journal add column part_id uuid;
-- Who has a record open, by window. Rows are old after a minute; they are nothing anybody would miss after a crash.
create unlogged table metaloom.presence (
  entity text not null, record_id uuid not null, user_id uuid not null, window_id text not null, editing boolean not null default false,
  since timestamptz not null, seen_at timestamptz not null, primary key (entity, record_id, user_id, window_id)
);
create index presence_seen on metaloom.presence (seen_at);
