/** Who may do a task: the responsible of the node, or of its lane, as people and groups there are. */
import { sql } from "kysely";
import { compile } from "../db/compile";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { isUuid } from "../kernel/ids";
import type { Json, Responsible } from "../workflow/definition/types";
import { valueOf, variablesAt } from "./formula";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Run } from "./running";
import { readRecord } from "./snapshot";

export interface Candidates {
  readonly users: readonly string[];
  readonly roles: readonly string[];
  readonly teams: readonly string[];
}

type Found = { readonly users?: readonly string[]; readonly roles?: readonly string[]; readonly teams?: readonly string[] };
type Finder = (run: Run, value: string, token: number) => Promise<Found> | Found;

async function ids({ tx, hand: { together } }: Run, query: Sql): Promise<string[]> {
  const limited = sql<{ id: string }>`${query} limit ${PROCESS_STORE_LIMITS.candidates}`;
  const find = async () => (await tx.run(limited)).map(({ id }) => id);
  if (!together) return find();
  const key = JSON.stringify(compile(limited));
  const found = (together.get(key) as Promise<string[]> | undefined) ?? find();
  together.set(key, found);
  return found;
}
const active = sql`u.status = 'active' and u.deleted_at is null`;

/** Ids in a value: one, a list, or records with ids. */
function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (isUuid(value)) return [value];
  return value !== null && typeof value === "object" && "id" in value ? idsIn(value.id) : [];
}

/** What a field of the record holds; undefined when it has none of that name. */
const heldBy = async (run: Run, field: string): Promise<Json | undefined> => ((await readRecord(run)) as Readonly<Record<string, Json>> | null)?.[field];
const byFormula = async (run: Run, text: string, token: number): Promise<string[]> => idsIn(valueOf(text, { ...variablesAt(run.state, token), record: await readRecord(run) }, run.now, run.version.model.definition.timeZone ?? "UTC"));

const FINDERS: Readonly<Record<Responsible["kind"], Finder>> = {
  user: async (run, value) => ({ users: await ids(run, sql`select u.id from ${sys("users")} u where (u.id::text = ${value} or lower(u.email) = lower(${value})) and ${active}`) }),
  role: (_run, value) => ({ roles: [value] }),
  team: async (run, value) => ({ teams: await ids(run, sql`select t.id from ${sys("teams")} t where (t.id::text = ${value} or t.name = ${value}) and t.deleted_at is null`) }),
  starter: (run) => ({ users: run.row.started_by === null ? [] : [run.row.started_by] }),
  field: async (run, value) => ({ users: idsIn(await heldBy(run, value)) }),
  formula: async (run, value, token) => ({ users: await byFormula(run, value, token) }),
  async superior(run, value, token) {
    const held = value === "" ? run.row.started_by : await heldBy(run, value);
    const people = held === undefined ? await byFormula(run, value, token) : idsIn(held);
    return { users: people.length === 0 ? [] : await superiorsOf(run, people) };
  },
  async unitHead(run, value) {
    const held = await heldBy(run, value || "unit");
    const units = idsIn(held);
    const named = sql`n.id::text = ${value} or n.name = ${value} or n.code = ${value}`;
    const ofStarter = sql`n.id = (select unit_id from ${sys("users")} where id = ${run.row.started_by}::uuid)`;
    const which = value !== "" && held === undefined ? named : value === "" && units.length === 0 ? ofStarter : sql`n.id = any(${units}::uuid[])`;
    return { users: await ids(run, sql`select n.head_id as id from ${sys("units")} n join ${sys("users")} u on u.id = n.head_id and ${active} where n.deleted_at is null and (${which})`) };
  },
};

export async function candidatesOf(run: Run, responsible: readonly Responsible[], token: number): Promise<Candidates> {
  const found = { users: new Set<string>(), roles: new Set<string>(), teams: new Set<string>() };
  for (const { kind, value = "" } of responsible) {
    const some = await FINDERS[kind](run, value, token);
    for (const group of ["users", "roles", "teams"] as const) for (const one of some[group] ?? []) found[group].add(one);
  }
  const users = found.users.size === 0 ? [] : await ids(run, sql`select u.id from ${sys("users")} u where u.id = any(${[...found.users]}::uuid[]) and ${active} order by u.id`);
  return { users, roles: [...found.roles], teams: [...found.teams] };
}

/** Every single person behind groups. */
export async function peopleIn(run: Run, { users, roles, teams }: Candidates): Promise<string[]> {
  return ids(run, sql`select u.id from ${sys("users")} u where ${active} and (u.id = any(${users}::uuid[])
    or exists (select 1 from ${sys("user_roles")} r where r.user_id = u.id and r.role = any(${roles}::text[])) or u.team_id = any(${teams}::uuid[])
    or exists (select 1 from ${sys("team_members")} m where m.user_id = u.id and m.team_id = any(${teams}::uuid[]))) order by u.id`);
}

/** People of one task or collegial step: everybody it was for, who are told by its own letter; those it still waits for; those who did it. */
export interface Performers {
  readonly all: readonly string[];
  readonly open: readonly string[];
  readonly doneBy: readonly string[];
  readonly due: Date | null;
}

interface Work {
  readonly users: readonly string[]; readonly roles: readonly string[]; readonly teams: readonly string[]; readonly claimed_by: string | null; readonly done: readonly string[]; readonly done_by: readonly string[]; readonly due_at: Date | string | null;
}

export async function performersOf(run: Run, token: number): Promise<Performers> {
  const of = sql`instance_id = ${run.row.id}::uuid and token = ${token}::int`;
  const [work] = await run.tx.run<Work>(sql`select t.users, t.roles, t.teams, t.claimed_by, array(select v.user_id from ${sys("process_votes")} v where v.task_id = t.id) as done,
      array(select v.done_by from ${sys("process_votes")} v where v.task_id = t.id union select t.done_by where t.done_by is not null) as done_by, t.due_at from ${sys("process_tasks")} t where ${of}
    union all select array(select p.user_id from ${sys("resolution_participants")} p where p.resolution_id = r.id and (p.asked or p.answered)), '{}'::text[], '{}'::uuid[], null, array(select p.user_id from ${sys("resolution_participants")} p where p.resolution_id = r.id and p.answered),
      array(select p.done_by from ${sys("resolution_participants")} p where p.resolution_id = r.id and p.done_by is not null), r.due_at from ${sys("resolutions")} r where ${of} limit 1`);
  if (!work) return { all: [], open: [], doneBy: [], due: null };
  const all = await peopleIn(run, work);
  const left = work.claimed_by === null ? all.filter((id) => !work.done.includes(id)) : [work.claimed_by];
  return { all, open: left, doneBy: work.done_by, due: work.due_at === null ? null : new Date(work.due_at) };
}

/** Whoever holds the position right above that of each of some people; of who has none, the nearest head of his unit or of one above it. */
export const superiorsOf = (run: Run, people: readonly string[]): Promise<string[]> => ids(run, sql`with above as (select own.user_id as person, u.id from ${sys("positions")} own join ${sys("positions")} p on p.id = own.superior_id
    join ${sys("users")} u on u.id = p.user_id and ${active} where own.user_id = any(${people}::uuid[]) and u.id <> all(${people}::uuid[]))
  select id from above union (select h.id from (select distinct on (s.id) u.id from ${sys("users")} s join ${sys("units")} own on own.id = s.unit_id join ${sys("units")} n on n.id = any(own.path) and n.deleted_at is null
    join ${sys("users")} u on u.id = n.head_id and ${active} where s.id = any(${people}::uuid[]) and u.id <> all(${people}::uuid[]) and not exists (select 1 from above a where a.person = s.id) order by s.id, cardinality(n.path) desc) h)`);
