-- Links of letters answer collegial actions, too: task_id is then the resolution. Whose voice it is, and how often that voice had been taken back when the link was made.
alter table metaloom.task_links add column kind text not null default 'task' check (kind in ('task','resolution')), add column participant_id uuid, add column version int not null default 0;
