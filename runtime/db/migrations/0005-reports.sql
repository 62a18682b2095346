-- When each scheduled report is due next. Whoever moves due_at on has taken the report and leaves its letters in the outbox.
create table metaloom.report_schedules (
  report text primary key, -- id of the document
  spec text not null, -- the schedule due_at was computed from
  due_at timestamptz not null
);
