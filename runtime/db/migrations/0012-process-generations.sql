-- How many processes began one another, by changing records or by starting each other, before this one: there is an end to it.
alter table metaloom.process_instances add column generation int not null default 0;
