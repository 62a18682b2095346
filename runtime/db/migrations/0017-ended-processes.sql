-- What has ended stays as it ended, whoever writes.
create function metaloom.refuse_change_of_ended() returns trigger language plpgsql as $body$
begin
  raise exception 'What has ended is not changed: % %', tg_table_name, old.id using errcode = 'integrity_constraint_violation';
end
$body$;
create trigger process_instances_ended before update on metaloom.process_instances for each row
  when (old.status <> 'running' and (new.status, new.ended_at, new.version_id, new.state, new.outcome) is distinct from (old.status, old.ended_at, old.version_id, old.state, old.outcome))
  execute function metaloom.refuse_change_of_ended();
create trigger process_tasks_ended before update on metaloom.process_tasks for each row
  when (old.status <> 'open' and (new.status, new.decision, new.done_by, new.done_for, new.done_at) is distinct from (old.status, old.decision, old.done_by, old.done_for, old.done_at))
  execute function metaloom.refuse_change_of_ended();
