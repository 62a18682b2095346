/** Who may do a task: the responsible of the node, or of its lane, as people and groups there are. */
import { sql } from "kysely";
import { compile } from "../db/compile";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { isUuid } from "../kernel/ids";
import type { Json, ProcessDefinition, Responsible } from "../workflow/definition/types";
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
  const found = together.get(key) ?? find();
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

const FINDERS: Readonly<Record<Responsible["kind"], Finder>> = {
  user: async (run, value) => ({ users: await ids(run, sql`select u.id from ${sys("users")} u where (u.id::text = ${value} or lower(u.email) = lower(${value})) and ${active}`) }),
  role: (_run, value) => ({ roles: [value] }),
  team: async (run, value) => ({ teams: await ids(run, sql`select t.id from ${sys("teams")} t where (t.id::text = ${value} or t.name = ${value}) and t.deleted_at is null`) }),
  starter: (run) => ({ users: run.row.started_by === null ? [] : [run.row.started_by] }),
  field: async (run, value) => ({ users: idsIn(((await readRecord(run)) as Readonly<Record<string, Json>> | null)?.[value]) }),
  formula: async (run, value, token) => ({ users: idsIn(valueOf(value, { ...variablesAt(run.state, token), record: await readRecord(run) }, run.now, run.version.model.definition.timeZone ?? "UTC")) }),
  async unitHead(run) {
    const unit = idsIn(((await readRecord(run)) as Readonly<Record<string, Json>> | null)?.["unit"]);
    return { users: await ids(run, sql`select n.head_id as id from ${sys("units")} n join ${sys("users")} u on u.id = n.head_id and ${active} where n.deleted_at is null and (n.id = any(${unit}::uuid[]) or (${unit.length}::int = 0 and n.id = (select unit_id from ${sys("users")} where id = ${run.row.started_by}::uuid)))`) };
  },
  /** Whoever holds the position above that of the starter; without positions, the head of his unit or of the one above. */
  async superior(run) {
    const starter = run.row.started_by;
    const above = await ids(run, sql`select u.id from ${sys("positions")} own join ${sys("positions")} p on p.id = own.superior_id join ${sys("users")} u on u.id = p.user_id and ${active} where own.user_id = ${starter}::uuid and u.id <> ${starter}::uuid`);
    if (above.length > 0) return { users: above };
    return { users: await ids(run, sql`select h.id from (select u.id, cardinality(n.path) as depth from ${sys("users")} s join ${sys("units")} own on own.id = s.unit_id join ${sys("units")} n on n.id = any(own.path) and n.deleted_at is null
      join ${sys("users")} u on u.id = n.head_id and ${active} where s.id = ${starter}::uuid and u.id <> s.id order by depth desc limit 1) h`) };
  },
};

/** Of the node itself, else of the nearest lane that says somebody. */
export function responsibleOf(definition: ProcessDefinition, own: readonly Responsible[] | undefined, lane: string | undefined): readonly Responsible[] {
  if (own?.length) return own;
  for (let at = definition.lanes?.find(({ id }) => id === lane); at; at = definition.lanes?.find(({ id }) => id === at?.parent)) if (at.responsible?.length) return at.responsible;
  return [];
}

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
