-- What has ended stays as it ended, whoever writes.
create function metaloom.refuse_change_of_ended() returns trigger language plpgsql as $body$
begin
  raise exception 'What has ended is not changed: % %', tg_table_name, old.id using errcode = 'integrity_constraint_violation';
end
$body$;
create trigger process_instances_ended before update on metaloom.process_instances for each row
  when (old.status <> 'running' and (old.status is distinct from new.status or old.ended_at is distinct from new.ended_at or old.version_id is distinct from new.version_id or old.state is distinct from new.state or old.outcome is distinct from new.outcome))
  execute function metaloom.refuse_change_of_ended();
create trigger process_tasks_ended before update on metaloom.process_tasks for each row
  when (old.status <> 'open' and (old.status is distinct from new.status or old.decision is distinct from new.decision or old.done_by is distinct from new.done_by or old.done_for is distinct from new.done_for or old.done_at is distinct from new.done_at))
  execute function metaloom.refuse_change_of_ended();
