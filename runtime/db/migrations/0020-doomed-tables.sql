-- Tables of schema app whose data was given up for ever. They are dropped in portions, as one transaction cannot lock thousands of them.
create table metaloom.doomed_tables (
  table_name text primary key,
  untied boolean not null default false -- its foreign keys are dropped
);
