-- Names that fields had before: instances of processes go on by the version they began with, which knows them by these.
create table metaloom.field_renames (
  entity_id text not null, field_id text not null, before text not null, revision int not null,
  primary key (entity_id, field_id, before)
);
