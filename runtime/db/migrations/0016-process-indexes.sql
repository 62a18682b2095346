-- Who looks at his work asks which instances are suspended: hardly any are.
create index process_instances_suspended on metaloom.process_instances (id) where suspended_at is not null;
-- What new tasks leave to be sorted in later is read through by everybody who looks at his work, so it stays short (kB).
alter index metaloom.process_tasks_users set (gin_pending_list_limit = 256);
alter index metaloom.process_tasks_roles set (gin_pending_list_limit = 256);
alter index metaloom.process_tasks_teams set (gin_pending_list_limit = 256);
