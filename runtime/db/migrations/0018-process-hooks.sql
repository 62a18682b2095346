-- Addresses by which other systems start a process: the address follows from the number, so another number is another address.
create table metaloom.process_hooks (process text not null, start text not null, number int not null, primary key (process, start));
-- Steps whose address was called, while nothing waits there any more it is unknown.
create table metaloom.process_hook_calls (
  instance_id uuid not null references metaloom.process_instances on delete cascade deferrable initially deferred, node text not null, at timestamptz not null, primary key (instance_id, node)
);
