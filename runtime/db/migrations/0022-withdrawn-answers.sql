-- Answers of collegial actions that were taken back: what was said and by whom, and who took it back when. Written once and never changed.
-- Secret answers cannot be taken back, so none of them is ever here.
create table metaloom.withdrawn_answers (
  id uuid primary key, resolution_id uuid not null references metaloom.resolutions on delete cascade, user_id uuid not null,
  answer text not null, words text, done_by uuid not null, given_at timestamptz not null, method text, digest bytea, -- as they stood with the participant
  withdrawn_by uuid not null, withdrawn_at timestamptz not null
);
create index withdrawn_answers_resolution on metaloom.withdrawn_answers (resolution_id);
create function metaloom.refuse_other_withdrawal() returns trigger language plpgsql as $body$
begin
  raise exception 'An answer that was taken back is not changed: %', old.id using errcode = 'integrity_constraint_violation';
end
$body$;
create trigger withdrawn_answers_stay before update on metaloom.withdrawn_answers for each row execute function metaloom.refuse_other_withdrawal();
